"""The tables of people's judgements: the log, what it bears on, and the machine's own values."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text, text

from rapporteur.store.tables import metadata as metadata

# No foreign key binds these four to a source: a judgement outlives what it was made on.
subject = Table(
    "subject",
    metadata,
    Column("id", String, primary_key=True),
    Column("source", String, nullable=False, index=True),
    Column("file", Text, nullable=False),
    Column("page", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("digest", String, nullable=False),
    # The first id that what it is was judged under: ids of one thing go together for ever.
    Column("first", String, nullable=False),
    # The id it has now; empty where its sentence is cut in another way or is not held.
    Column("target", String, nullable=False, index=True),
)

judgement = Table(
    "judgement",
    metadata,
    Column("serial", Integer, primary_key=True),
    Column("id", String, unique=True, nullable=False),
    Column("subject", String, nullable=False, index=True),
    Column("field", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("before", JSON),
    Column("after", JSON),
    Column("who", Text, nullable=False),
    Column("when", String, nullable=False),
    Column("stage", String, nullable=False),
    Column("note", Text, nullable=False),
    Column("refers", String, nullable=False),
    Column("sample", String, nullable=False, index=True),
)

sample = Table(
    "sample",
    metadata,
    Column("id", String, primary_key=True),
    Column("drawn", String, nullable=False),
    Column("who", Text, nullable=False),
    Column("fields", JSON, nullable=False),
)

sample_member = Table(
    "sample_member",
    metadata,
    Column("sample", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("subject", String, nullable=False),
)

# What people decided and is in force now; `machine` is what stood there before, `value` what
# stands there, both as `fields.capture` gives them. Made anew from the log with each ingest.
judged = Table(
    "judged",
    metadata,
    Column("subject", String, primary_key=True),
    Column("field", String, primary_key=True),
    Column(
        "source",
        String,
        ForeignKey("source.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("machine", JSON, nullable=False),
    Column("value", JSON, nullable=False),
    Column("judgement", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("signed", String, nullable=False),
    Column("who", Text, nullable=False),
    Column("when", String, nullable=False),
)

# A statement as the machine made it, where a judged voice has divided it.
divided = Table(
    "divided",
    metadata,
    Column("statement", String, primary_key=True),
    Column(
        "source",
        String,
        ForeignKey("source.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("segment", String, nullable=False),
    Column("voice", JSON, nullable=False),
    Column("points", JSON, nullable=False),
)

# How much each point needs a person's eye, see need.py: negative thousandths, so that what needs it
# most comes first; `whole` is of the point, the others of one label of it. `heading` is 1 for a
# sentence that is a title and nothing else.
NEEDS = ("whole", "kind", "gcm", "sdg", "other")
need = Table(
    "need",
    metadata,
    Column("point", String, ForeignKey("point.id", ondelete="CASCADE"), primary_key=True),
    Column("source", String, nullable=False),
    Column("order", Integer, nullable=False),
    Column("heading", Integer, nullable=False),
    Column("lot", Integer, nullable=False),
    Column("weight", Integer, nullable=False),
    *(Column(name, Integer, nullable=False) for name in NEEDS),
    *(Index(f"need_by_{name}", name, "source", "order") for name in NEEDS),
    Index("need_of_headings", "point", sqlite_where=text("heading = 1")),
)
