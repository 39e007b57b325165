"""The tables of the store: one a noun, child tables for what filters and counts need."""

from sqlalchemy import (
    JSON,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

# A row of `part_of` dies with its owner; the database sees to it, so that nothing is half-removed.


def _part_of(column: str, owner: str, *, key: bool = False) -> Column[str]:
    return Column(
        column,
        String,
        ForeignKey(owner, ondelete="CASCADE"),
        primary_key=key,
        nullable=False,
        index=not key,
    )


dialogue = Table(
    "dialogue",
    metadata,
    Column("id", String, primary_key=True),
    Column("title", Text, nullable=False),
    Column("theme", Text, nullable=False),
    Column("starts", Date),
    Column("ends", Date),
    Column("place", Text, nullable=False),
    Column("edition", Text, nullable=False),
    Column("convenor", Text, nullable=False),
)

source = Table(
    "source",
    metadata,
    Column("id", String, primary_key=True),
    _part_of("dialogue", "dialogue.id"),
    Column("name", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("genre", String, nullable=False),
    Column("language", String, nullable=False),
    Column("origin", Text, nullable=False),
    Column("version", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

page = Table(
    "page",
    metadata,
    _part_of("source", "source.id", key=True),
    Column("number", Integer, primary_key=True),
    Column("label", String, nullable=False),
    Column("origin", String, nullable=False),
    Column("width", Float),
    Column("height", Float),
    Column("text", Text, nullable=False),
)

block = Table(
    "block",
    metadata,
    _part_of("source", "source.id", key=True),
    Column("position", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("level", Integer, nullable=False),
    Column("marker", String, nullable=False),
    Column("segment", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("pieces", JSON, nullable=False),
    Column("marks", JSON, nullable=False),
)

segment = Table(
    "segment",
    metadata,
    Column("id", String, primary_key=True),
    _part_of("dialogue", "dialogue.id"),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("parent", String, nullable=False),
    Column("number", String, nullable=False),
    Column("day", Integer),
    Column("begins", String, nullable=False),
    Column("ends", String, nullable=False),
    Column("description", Text, nullable=False),
    Column("panel", String, nullable=False),
    Column("source", String, nullable=False),
    Column("page", Integer, nullable=False),
    Column("order", Integer, nullable=False),
)

participant = Table(
    "participant",
    metadata,
    _part_of("dialogue", "dialogue.id", key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("entity", String, nullable=False),
    Column("country", String, nullable=False),
    Column("segment", String, nullable=False),
    Column("function", String, nullable=False),
    Column("source", String, nullable=False),
    Column("page", Integer, nullable=False),
    Column("spellings", JSON, nullable=False),
)

entity = Table(
    "entity",
    metadata,
    _part_of("dialogue", "dialogue.id", key=True),
    Column("position", Integer, primary_key=True),
    Column("code", String, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", String, nullable=False),
)

statement = Table(
    "statement",
    metadata,
    Column("id", String, primary_key=True),
    _part_of("source", "source.id"),
    Column("position", Integer, nullable=False),
    Column("segment", String, nullable=False),
    Column("manner", String, nullable=False),
    Column("entities", JSON, nullable=False),
    Column("speakers", JSON, nullable=False),
    Column("behalf_of", JSON, nullable=False),
)

statement_entity = Table(
    "statement_entity",
    metadata,
    _part_of("statement", "statement.id", key=True),
    Column("entity", String, primary_key=True),
    Index("statement_entity_by_entity", "entity"),
)

point = Table(
    "point",
    metadata,
    # The full-text index refers to points by this number; SQLite's own may change in a VACUUM.
    Column("serial", Integer, primary_key=True),
    Column("id", String, unique=True, nullable=False),
    _part_of("statement", "statement.id"),
    _part_of("source", "source.id"),
    Column("order", Integer, nullable=False),
    Column("segment", String, nullable=False),
    Column("page", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("anchor", JSON, nullable=False),
    Column("kind", String, nullable=False, index=True),
    Column("confidence", Float, nullable=False),
    Column("reason", Text, nullable=False),
    Index("point_by_place", "source", "order"),
)

point_about = Table(
    "point_about",
    metadata,
    _part_of("point", "point.id", key=True),
    Column("position", Integer, nullable=False),
    Column("country", String, primary_key=True),
    Index("point_about_by_country", "country"),
)

point_group = Table(
    "point_group",
    metadata,
    _part_of("point", "point.id", key=True),
    Column("position", Integer, nullable=False),
    Column("group", String, primary_key=True),
    Index("point_group_by_group", "group"),
)

figure = Table(
    "figure",
    metadata,
    _part_of("point", "point.id", key=True),
    Column("position", Integer, primary_key=True),
    Column("value", Float, nullable=False),
    Column("unit", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("bound", String, nullable=False),
    Column("counts", Text, nullable=False),
    Column("year", Integer),
    Column("place", Text, nullable=False),
)

coding = Table(
    "coding",
    metadata,
    _part_of("point", "point.id", key=True),
    Column("framework", String, primary_key=True),
    Column("code", String, primary_key=True),
    Column("coder", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("reason", Text, nullable=False),
    Index("coding_by_code", "framework", "code"),
)

recommendation = Table(
    "recommendation",
    metadata,
    Column("id", String, primary_key=True),
    _part_of("source", "source.id"),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("anchor", JSON, nullable=False),
    Column("page", Integer, nullable=False),
    Column("origin", String, nullable=False),
    Column("voices", JSON, nullable=False),
    Column("addressed_to", JSON, nullable=False),
    Column("number", String, nullable=False),
    Column("response", String),
    Column("segment", String, nullable=False),
    Column("points", JSON, nullable=False),
)

practice = Table(
    "practice",
    metadata,
    Column("id", String, primary_key=True),
    _part_of("source", "source.id"),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("implementers", JSON, nullable=False),
    Column("partners", JSON, nullable=False),
    Column("groups", JSON, nullable=False),
    Column("instruments", JSON, nullable=False),
    Column("about", JSON, nullable=False),
    Column("figures", JSON, nullable=False),
    Column("points", JSON, nullable=False),
    Column("until", Text, nullable=False, server_default=""),
    Column("level", String, nullable=False, server_default=""),
    *(
        Column(name, JSON, nullable=False, server_default="[]")
        for name in (
            "benefits",
            "challenges",
            "lessons",
            "replication",
            "innovation",
            "links",
            "grounds",
            "names",
            "words",
            "bodies",
        )
    ),
)

practice_implementer = Table(
    "practice_implementer",
    metadata,
    _part_of("practice", "practice.id", key=True),
    Column("entity", String, primary_key=True),
    Index("practice_implementer_by_entity", "entity"),
)

# Vectors are kept by what they were made of, so that the same sentence is never encoded twice.
vector = Table(
    "vector",
    metadata,
    Column("key", String, primary_key=True),
    Column("numbers", LargeBinary, nullable=False),
)

# What an index beside the store has to follow: sources saved, changed or removed, in order.
change = Table(
    "change",
    metadata,
    Column("turn", Integer, primary_key=True),
    Column("source", String, unique=True, nullable=False),
    Column("token", String, nullable=False),
    sqlite_autoincrement=True,
)

# When a source first came into the store; no foreign key, for it comes again when it is read anew.
arrival = Table(
    "arrival",
    metadata,
    Column("source", String, primary_key=True),
    Column("at", String, nullable=False, index=True),  # UTC, ISO 8601 with microseconds
)

# A question with its filters that somebody wants to ask again; times as above.
search = Table(
    "search",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("mode", String, nullable=False),
    Column("choice", JSON, nullable=False),
    Column("who", Text, nullable=False),
    Column("saved", String, nullable=False),
    Column("seen", String, nullable=False),
)

# `dialogue` is empty for a file that was refused: the notice is all there is of it.
notice = Table(
    "notice",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("dialogue", String, index=True, nullable=False),
    Column("source", String, index=True, nullable=False),
    Column("stage", String, nullable=False),
    Column("code", String, nullable=False),
    Column("message", Text, nullable=False),
    Column("places", JSON, nullable=False),
    Column("remedy", Text, nullable=False),
)
