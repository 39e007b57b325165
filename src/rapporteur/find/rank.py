"""Rank points against a question, with the reason each one matched."""

import re
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    and_,
    column,
    func,
    literal_column,
    select,
    table,
)

from rapporteur.evidence import Coding, Statement
from rapporteur.find.question import read_question
from rapporteur.store import tables
from rapporteur.store.select import Filter, conditions
from rapporteur.store.view import find_codings, find_statements

OPEN, CLOSE = "\x02", "\x03"  # no text a reader returns holds these
MARKED = re.compile(f"{OPEN}([^{CLOSE}]+){CLOSE}")


@dataclass(frozen=True, slots=True)
class Hit:
    """A point that answers a question: in `statement`, which holds just this point.

    `score` is BM25 times minus one, so that more is better; `why` names the matched words;
    `marks` are their offsets in the point's text.
    """

    statement: Statement
    codings: tuple[Coding, ...]
    score: float
    why: str
    marks: tuple[tuple[int, int], ...]


def find(engine: Engine, typed: str, wanted: Filter, limit: int = 10) -> tuple[Hit, ...]:
    """Return at most `limit` hits, best first.

    Points that hold all the words come before those that hold some, which are looked for only
    where the former are too few. Raises QueryError for a question without words.
    """
    terms = read_question(typed)
    with engine.connect() as connection:
        rows = _match(connection, " AND ".join(terms), wanted, limit)
        if len(rows) < limit and len(terms) > 1:
            known = {row[0] for row in rows}
            more = _match(connection, " OR ".join(terms), wanted, limit)
            rows += [row for row in more if row[0] not in known]
    rows = rows[:limit]
    keys = [row[0] for row in rows]
    codings = find_codings(engine, keys)
    # One statement a hit: two points of one statement are two hits.
    return tuple(
        _hit(find_statements(engine, [key])[0], codings.get(key, ()), score, marked)
        for key, score, marked in rows
    )


def _match(
    connection: Connection, question: str, wanted: Filter, limit: int
) -> list[tuple[str, float, str]]:
    index = table("point_text", column("rowid"))
    point, source, statement = tables.point, tables.source, tables.statement
    score: ColumnElement[float] = literal_column("bm25(point_text)")
    marked = func.highlight(literal_column("point_text"), 0, OPEN, CLOSE)
    query = (
        select(point.c.id, score, marked)
        .select_from(index)
        .join(point, point.c.serial == index.c.rowid)
        .join(source, source.c.id == point.c.source)
        .join(statement, statement.c.id == point.c.statement)
        .where(literal_column("point_text").op("MATCH")(question))
        .where(and_(True, *conditions(wanted)))
        # Headings and agenda lines repeat the words of the points below them: real points first.
        .order_by(point.c.kind == "other", score, point.c.id)
        .limit(limit)
    )
    return [(str(a), -float(b), str(c)) for a, b, c in connection.execute(query)]


def _hit(statement: Statement, codings: tuple[Coding, ...], score: float, marked: str) -> Hit:
    words = dict.fromkeys(word.casefold() for word in MARKED.findall(marked))
    marks, shift = [], 0
    for match in MARKED.finditer(marked):
        start = match.start() - shift
        marks.append((start, start + len(match[1])))
        shift += 2
    return Hit(statement, codings, round(score, 4), "matched: " + ", ".join(words), tuple(marks))
