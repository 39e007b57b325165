"""Save runs: each whole or not at all, every quotation checked first."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, insert, select, update

from rapporteur import __version__
from rapporteur.evidence import (
    Coding,
    Dialogue,
    Notice,
    Point,
    Practice,
    Recommendation,
    Source,
    Statement,
    check_quotation,
)
from rapporteur.evidence.run import Run
from rapporteur.store import tables
from rapporteur.store.arrivals import note_arrival
from rapporteur.store.judged.overlay import STAGE, refresh_source
from rapporteur.store.rows import Row, from_anchor, from_figures, from_marks, from_pieces


def save_run(engine: Engine, run: Run) -> None:
    """Save one source and its dialogue in one transaction.

    Whatever an earlier run said of this source is replaced; what people judged of it stands in
    its place again, and a Notice names each judgement whose sentence is not there now. Raises
    EvidenceError, and saves nothing, where a quotation does not stand at its anchor.
    """
    with engine.begin() as connection:
        put_run(connection, run)


def put_run(connection: Connection, run: Run) -> None:
    """Do what `save_run` does, in a transaction of whoever calls."""
    _check(run)
    connection.execute(delete(tables.source).where(tables.source.c.id == run.source.id))
    for table in (tables.segment, tables.participant):
        connection.execute(delete(table).where(table.c.source == run.source.id))
    _save_dialogue(connection, run.dialogue)
    _save_source(connection, run)
    note_arrival(connection, run.source.id)
    _save_statements(connection, run.statements)
    _insert(connection, tables.coding, _coding_rows(run.codings))
    _insert(connection, tables.recommendation, _recommendation_rows(run))
    _insert(connection, tables.practice, _practice_rows(run))
    _insert(connection, tables.practice_implementer, _implementer_rows(run))
    _drop_empty_dialogues(connection)
    refresh_source(connection, run.source.id)


def save_refusal(engine: Engine, notice: Notice) -> None:
    """Keep word of a file that could not be taken in; it replaces an earlier one of that file."""
    with engine.begin() as connection:
        _forget_refusal(connection, notice.source)
        _insert(connection, tables.notice, [_notice_row("", notice)])


def _check(run: Run) -> None:
    for statement in run.statements:
        for point in statement.points:
            check_quotation(point.text, point.anchor, run.source.pages)
    for recommendation in run.recommendations:
        check_quotation(recommendation.text, recommendation.anchor, run.source.pages)


def _insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _save_dialogue(connection: Connection, dialogue: Dialogue) -> None:
    """Write the dialogue's facts and what hangs on them; its sources stay."""
    facts = {
        name: getattr(dialogue, name)
        for name in ("title", "theme", "starts", "ends", "place", "edition", "convenor")
    }
    key = tables.dialogue.c.id == dialogue.id
    if connection.execute(select(tables.dialogue.c.id).where(key)).first():
        connection.execute(update(tables.dialogue).where(key).values(facts))
    else:
        connection.execute(insert(tables.dialogue).values(id=dialogue.id, **facts))
    for table in (tables.segment, tables.participant, tables.entity):
        connection.execute(delete(table).where(table.c.dialogue == dialogue.id))
    # Notices on judgements are made of the log, source by source; no run brings them.
    notice = tables.notice.c
    old = delete(tables.notice).where(notice.dialogue == dialogue.id, notice.stage != STAGE)
    connection.execute(old)
    _insert(connection, tables.segment, _rows_of(dialogue.id, dialogue.segments))
    _insert(connection, tables.participant, _rows_of(dialogue.id, dialogue.participants))
    _insert(connection, tables.entity, _rows_of(dialogue.id, dialogue.entities))
    told = [notice for notice in dialogue.notices if notice.stage != STAGE]
    _insert(connection, tables.notice, [_notice_row(dialogue.id, notice) for notice in told])


def _rows_of(dialogue: str, nouns: Sequence[Any]) -> list[Row]:
    return [
        {"dialogue": dialogue, "position": position, **asdict(noun)}
        for position, noun in enumerate(nouns)
    ]


def _notice_row(dialogue: str, notice: Notice) -> Row:
    return {"dialogue": dialogue, **asdict(notice)}


def _forget_refusal(connection: Connection, name: str) -> None:
    notice = tables.notice
    connection.execute(delete(notice).where(notice.c.dialogue == "", notice.c.source == name))


def _save_source(connection: Connection, run: Run) -> None:
    source = run.source
    _forget_refusal(connection, source.name)
    row = {
        name: getattr(source, name)
        for name in ("id", "name", "kind", "genre", "language", "origin", "content")
    }
    _insert(
        connection, tables.source, [{**row, "dialogue": run.dialogue.id, "version": __version__}]
    )
    _insert(connection, tables.page, _page_rows(source))
    _insert(connection, tables.block, _block_rows(source))


def _page_rows(source: Source) -> list[Row]:
    names = ("number", "label", "origin", "width", "height", "text")
    return [
        {"source": source.id, **{name: getattr(page, name) for name in names}}
        for page in source.pages
    ]


def _block_rows(source: Source) -> list[Row]:
    return [
        {
            "source": source.id,
            "position": position,
            "kind": block.kind,
            "level": block.level,
            "marker": block.marker,
            "segment": block.segment,
            "text": block.text,
            "pieces": from_pieces(block.pieces),
            "marks": from_marks(block.marks),
        }
        for position, block in enumerate(source.blocks)
    ]


def _save_statements(connection: Connection, statements: Sequence[Statement]) -> None:
    rows: dict[Table, list[Row]] = {
        table: []
        for table in (
            tables.statement,
            tables.statement_entity,
            tables.point,
            tables.point_about,
            tables.point_group,
            tables.figure,
        )
    }
    for statement in statements:
        _add_statement(rows, statement)
    for table, found in rows.items():
        _insert(connection, table, found)


def _add_statement(rows: dict[Table, list[Row]], statement: Statement) -> None:
    voice = statement.voice
    rows[tables.statement].append(
        {
            "id": statement.id,
            "source": statement.source,
            # Its first sentence's, so that one that is divided later keeps the reading order.
            "position": statement.points[0].order,
            "segment": statement.segment,
            "manner": voice.manner,
            "entities": voice.entities,
            "speakers": voice.speakers,
            "behalf_of": voice.behalf_of,
        }
    )
    rows[tables.statement_entity] += [
        {"statement": statement.id, "entity": entity} for entity in dict.fromkeys(voice.entities)
    ]
    for point in statement.points:
        _add_point(rows, statement, point)


def _add_point(rows: dict[Table, list[Row]], statement: Statement, point: Point) -> None:
    rows[tables.point].append(
        {
            "id": point.id,
            "statement": statement.id,
            "source": statement.source,
            "order": point.order,
            "segment": point.segment,
            "page": point.anchor.page,
            "text": point.text,
            "anchor": from_anchor(point.anchor),
            "kind": point.kind,
            "confidence": point.confidence,
            "reason": point.reason,
        }
    )
    rows[tables.point_about] += [
        {"point": point.id, "position": i, "country": code} for i, code in enumerate(point.about)
    ]
    rows[tables.point_group] += [
        {"point": point.id, "position": i, "group": code} for i, code in enumerate(point.groups)
    ]
    rows[tables.figure] += [
        {"point": point.id, "position": i, **asdict(figure)}
        for i, figure in enumerate(point.figures)
    ]


def _coding_rows(codings: Sequence[Coding]) -> list[Row]:
    return [{"position": i, **asdict(coding)} for i, coding in enumerate(codings)]


def _recommendation_rows(run: Run) -> list[Row]:
    return [_recommendation_row(run, i, item) for i, item in enumerate(run.recommendations)]


def _recommendation_row(run: Run, position: int, item: Recommendation) -> Row:
    return {
        "id": item.id,
        "source": run.source.id,
        "position": position,
        "text": item.text,
        "anchor": from_anchor(item.anchor),
        "page": item.anchor.page,
        "origin": item.origin,
        "voices": item.voices,
        "addressed_to": item.addressed_to,
        "number": item.number,
        "response": item.response,
        "segment": item.segment,
        "points": item.points,
    }


def _practice_rows(run: Run) -> list[Row]:
    return [_practice_row(run, i, practice) for i, practice in enumerate(run.practices)]


def _practice_row(run: Run, position: int, practice: Practice) -> Row:
    row = {name: getattr(practice, name) for name in Practice.__slots__ if name != "figures"}
    return {
        **row,
        "source": run.source.id,
        "position": position,
        "figures": from_figures(practice.figures),
    }


def _implementer_rows(run: Run) -> list[Row]:
    return [
        {"practice": practice.id, "entity": entity}
        for practice in run.practices
        for entity in dict.fromkeys(practice.implementers)
    ]


def _drop_empty_dialogues(connection: Connection) -> None:
    """A source that moved to another dialogue may leave its old one without any."""
    held = select(tables.source.c.dialogue)
    empty = [
        row.id
        for row in connection.execute(
            select(tables.dialogue.c.id).where(tables.dialogue.c.id.not_in(held))
        )
    ]
    if empty:
        connection.execute(delete(tables.notice).where(tables.notice.c.dialogue.in_(empty)))
        connection.execute(delete(tables.dialogue).where(tables.dialogue.c.id.in_(empty)))
