"""Write people's judgements through to the evidence, so that whoever reads it meets them.

What a judgement replaces is kept beside it: the machine's own value is never lost, and stands
again when the judgement is taken back.
"""

from collections.abc import Mapping
from dataclasses import asdict

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from rapporteur.evidence import Notice
from rapporteur.store import tables as evidence
from rapporteur.store.changes import note_change
from rapporteur.store.judged import tables
from rapporteur.store.judged.fields import WHOLE, capture, judge_raw, put
from rapporteur.store.judged.log import Standing, find_standing, read_log
from rapporteur.store.judged.need import note_points, note_source, points_under
from rapporteur.store.judged.places import attach, is_held
from rapporteur.store.judged.voices import divide

STAGE = "review"  # of the Notices made here
WORDS = 90  # characters of a sentence that a Notice quotes

NAMES = {"pnt": "sentence", "rec": "recommendation", "prc": "practice"}


def refresh_source(connection: Connection, source: str) -> None:
    """Judge the evidence of a source that was just saved, and say what fits nowhere now."""
    attach(connection, source)
    log = read_log(connection, tables.subject.c.source == source)
    standing = find_standing(log)
    for target in dict.fromkeys(target for target, _ in standing if target):
        _refresh(connection, source, target, _of(standing, target))
    note_source(connection, source)
    note_adrift(connection, source)


def refresh_target(connection: Connection, source: str, target: str) -> None:
    """Judge one point, recommendation or practice anew, after the log has grown.

    Nothing is done where its source was removed: the log is all there is of it then.
    """
    if not is_held(connection, target):
        return
    standing = find_standing(read_log(connection, tables.subject.c.target == target))
    under = set(points_under(connection, target))
    _refresh(connection, source, target, _of(standing, target))
    note_points(connection, sorted(under.union(points_under(connection, target))))


def note_adrift(connection: Connection, source: str) -> None:
    """Write a Notice for each judgement in force on what is not in the source any more."""
    notice = evidence.notice
    old = delete(notice).where(notice.c.source == source, notice.c.stage == STAGE)
    connection.execute(old)
    subject, held = tables.subject.c, evidence.source.c
    # Each on its own: two that are adrift share no target, but an empty one.
    log = read_log(connection, subject.source == source, subject.target == "")
    standing = find_standing((judgement.subject.id, judgement) for _, judgement in log)
    dialogue = connection.execute(select(held.dialogue).where(held.id == source)).scalar()
    for found in standing.values() if dialogue else ():
        row = {"dialogue": dialogue, **asdict(_notice(found))}
        connection.execute(insert(notice).values(row))


def _of(standing: Mapping[tuple[str, str], Standing], target: str) -> dict[str, Standing]:
    return {field: found for (key, field), found in standing.items() if key == target}


def _refresh(
    connection: Connection, source: str, target: str, wanted: Mapping[str, Standing]
) -> None:
    table = tables.judged
    held = connection.execute(select(table).where(table.c.subject == target)).mappings().all()
    # What was judged whole is put back first, and judged last: the other fields stand in it.
    for row in sorted(held, key=lambda row: row["field"] not in WHOLE):
        connection.execute(delete(table).where(_is(target, row["field"])))
        if row["field"] == "voice":
            divide(connection, target)
        else:
            put(connection, target, row["field"], row["machine"])
    if held or wanted:
        note_change(connection, source)
    for field in sorted(wanted, key=lambda field: (field in WHOLE, field)):
        _judge(connection, source, target, wanted[field])


def _judge(connection: Connection, source: str, target: str, found: Standing) -> None:
    judgement, last = found.judgement, found.signed or found.judgement
    field = judgement.field
    machine = capture(connection, target, field)
    value = judge_raw(target, field, judgement.after, judgement.verdict, machine)
    connection.execute(
        insert(tables.judged).values(
            subject=target,
            field=field,
            source=source,
            machine=machine,
            value=value,
            judgement=judgement.id,
            verdict=judgement.verdict,
            signed=found.signed.id if found.signed else "",
            who=last.who,
            when=last.when,
        )
    )
    if field == "voice":
        divide(connection, target)
    else:
        put(connection, target, field, value)


def _is(target: str, field: str) -> ColumnElement[bool]:
    table = tables.judged.c
    return (table.subject == target) & (table.field == field)


def _notice(found: Standing) -> Notice:
    judgement, subject = found.judgement, found.judgement.subject
    text = subject.text if len(subject.text) <= WORDS else f"{subject.text[:WORDS]}…"
    what = (
        f"What {judgement.who} judged on {judgement.when[:10]} ({judgement.field}) bears on "
        f"nothing now: the {NAMES[subject.id[:3]]} “{text}” is cut in another way. It is kept as "
        f"{judgement.id}."
    )
    remedy = (
        f"judge what stands on page {subject.page} now; then take the old one back with "
        f"`rapporteur review undo {judgement.id}`"
    )
    return Notice(STAGE, "judgement-adrift", what, subject.source, (subject.page,), remedy)
