"""Who and what a record announces: people of Entities, segments, and what could not be read."""

from sqlalchemy import Engine, select

from rapporteur.evidence import Notice, Segment
from rapporteur.store import tables
from rapporteur.store.nouns import make_noun

UNREAD = ("page-unread", "part-unread", "language-unserved", "refused")  # codes of Notices
SILENT = ("break", "chapter", "front")  # kinds of segments that need hold no text of their own


def list_announced(engine: Engine, dialogue: str = "") -> frozenset[str]:
    """Return the Entities that somebody is named for, in one dialogue or in all."""
    participant = tables.participant.c
    query = select(participant.entity).distinct().where(participant.entity != "")
    if dialogue:
        query = query.where(participant.dialogue == dialogue)
    with engine.connect() as connection:
        return frozenset(connection.execute(query).scalars())


def list_silent_segments(engine: Engine, dialogue: str) -> tuple[Segment, ...]:
    """Return the segments of a dialogue that are announced, but of which no text is held."""
    segment, point = tables.segment, tables.point.c
    below = segment.alias("below")
    query = (
        select(segment)
        .where(segment.c.dialogue == dialogue, segment.c.kind.not_in(SILENT))
        .where(~select(point.id).where(point.segment == segment.c.id).exists())
        .where(~select(below.c.id).where(below.c.parent == segment.c.id).exists())
        .order_by(segment.c.position)
    )
    with engine.connect() as connection:
        return tuple(make_noun(Segment, row) for row in connection.execute(query).mappings())


def list_unread(engine: Engine, dialogue: str = "") -> tuple[Notice, ...]:
    """Return the Notices of what could not be read, of one dialogue or of all that was offered."""
    notice = tables.notice
    query = select(notice).where(notice.c.code.in_(UNREAD)).order_by(notice.c.id)
    if dialogue:
        query = query.where(notice.c.dialogue == dialogue)
    with engine.connect() as connection:
        return tuple(make_noun(Notice, row) for row in connection.execute(query).mappings())
