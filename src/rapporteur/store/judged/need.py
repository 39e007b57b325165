"""How much each point needs a person's eye, written down whenever what it hangs on changes.

    need = weight * (doubt + dispute) / 2

`doubt` is what is lacking to a sure kind, or half of what is lacking to the least sure code,
whichever is more: a wrong kind misleads more than a weak code beside better ones. `dispute` is 1
where the coder of the kind that was not followed says another one, else the share of codes that
only some of the coders gave. `weight` is 1, half as much again for practices and
recommendations, a tenth more for each figure up to five, and half for what is of no kind and
stands in nothing, as headings.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from rapporteur.evidence import KINDS
from rapporteur.store import tables
from rapporteur.store.judged.tables import need

CODED = ("gcm", "sdg")
WEIGHTY = ("practice", "recommendation")
FIGURES = 5  # beyond which more figures weigh no more
FINE = 1000  # needs are kept as whole numbers of thousandths
SAID = re.compile(rf"\b(?:rules?|learnt|trained|model): ({'|'.join(KINDS)})\b")
BATCH = 500  # ids in one question; SQLite takes at least 999 parameters


@dataclass(slots=True)
class Facts:
    """What the need of a point is made of; `part_of` are recommendations and practices."""

    id: str
    source: str
    order: int
    kind: str
    confidence: float
    reason: str
    text: str
    heading: bool = False
    codes: list[tuple[str, str, float]] = field(default_factory=list)  # framework, coder, sureness
    figures: int = 0
    part_of: list[str] = field(default_factory=list)


def note_source(connection: Connection, source: str) -> None:
    """Write down the needs of all points of a source that was just saved."""
    point = tables.point.c
    chosen = select(point.id).where(point.source == source)
    _write(connection, _gather(connection, lambda column: column.in_(chosen), [source]))


def note_all(connection: Connection) -> None:
    """Write down the needs of all that is held: for a store that has none yet."""
    connection.execute(delete(need))
    for source in connection.execute(select(tables.source.c.id)).scalars().all():
        note_source(connection, str(source))


def note_points(connection: Connection, keys: Sequence[str]) -> None:
    """Write down anew the needs of these points."""
    for some in _batches(keys):
        connection.execute(delete(need).where(need.c.point.in_(some)))
    _write(connection, find_facts(connection, keys).values())


def find_facts(connection: Connection, keys: Sequence[str]) -> dict[str, Facts]:
    """Return what the needs of these points are made of, by id."""
    found: dict[str, Facts] = {}
    for some in _batches(keys):
        told = _gather(connection, lambda column, some=some: column.in_(some))  # type: ignore[misc]
        found |= {one.id: one for one in told}
    return found


def points_under(connection: Connection, key: str) -> tuple[str, ...]:
    """Return the points that hang on this id: itself, or those that a made thing stands on."""
    if key.startswith("pnt"):
        return (key,)
    table = tables.recommendation if key.startswith("rec") else tables.practice
    points = connection.execute(select(table.c.points).where(table.c.id == key)).scalar()
    return tuple(points or ())


def weigh(one: Facts) -> float:
    """Return how much a mistake in this point would mislead, 0.5..2."""
    weight = 1.0 + 0.5 * (one.kind in WEIGHTY or bool(one.part_of))
    weight += 0.1 * min(one.figures, FIGURES)
    return weight / 2 if one.kind == "other" and not one.part_of else weight


def doubt_of(one: Facts, label: str = "") -> float:
    """Return what is lacking to a sure point, or to one label of it, 0..1."""
    kind = 1.0 - one.confidence if label in ("", "kind") else 0.0
    sure = [c for framework, _, c in one.codes if label in ("", framework)]
    codes = 1.0 - min(sure) if sure else 0.0
    return max(kind, codes if label else codes / 2)


def dispute_of(one: Facts) -> float:
    """Return how far the coders differ, 0..1."""
    if other_kind(one):
        return 1.0
    return count_lone(one.codes) / len(one.codes) if one.codes else 0.0


def other_kind(one: Facts) -> str:
    """Return the kind that a coder says who was not followed, by the reason; "" for none."""
    said = [kind for kind in SAID.findall(one.reason) if kind != one.kind]
    return str(said[0]) if said else ""


def count_lone(codes: Sequence[tuple[str, str, float]]) -> int:
    """Return how many codes not all the coders of their framework gave."""
    coders: dict[str, set[str]] = {}
    for framework, coder, _ in codes:
        coders.setdefault(framework, set()).update(coder.split("+"))
    return sum(set(coder.split("+")) != coders[framework] for framework, coder, _ in codes)


def lot_of(key: str) -> int:
    """Return a number by which reviewers share points: neighbours go to different people."""
    return int(sha256(key.encode()).hexdigest()[:8], 16)


def _write(connection: Connection, facts: Iterable[Facts]) -> None:
    rows = [_row(one) for one in facts]
    if rows:
        connection.execute(insert(need), rows)


def _row(one: Facts) -> dict[str, Any]:
    weight, dispute = weigh(one), dispute_of(one)

    def of(label: str) -> int:
        return round(FINE * weight * (doubt_of(one, label) + dispute) / 2)

    return {
        "point": one.id,
        "source": one.source,
        "order": one.order,
        "heading": int(one.heading),
        "lot": lot_of(one.id),
        "weight": round(FINE * weight),
        "whole": -of(""),
        "kind": -of("kind"),
        "gcm": -of("gcm"),
        "sdg": -of("sdg"),
        "other": -of("other"),
    }


def _gather(
    connection: Connection,
    chosen: Callable[[Any], ColumnElement[bool]],
    sources: Sequence[str] = (),
) -> list[Facts]:
    """Return the facts of the points that `chosen` describes, given a column of their ids."""
    point, coding, figure = tables.point.c, tables.coding.c, tables.figure.c
    names = ("id", "source", "order", "kind", "confidence", "reason", "text")
    rows = connection.execute(select(*(point[n] for n in names)).where(chosen(point.id)))
    facts = {str(row[0]): Facts(*row) for row in rows}
    sources = sources or list({one.source for one in facts.values()})
    titles = _find_titles(connection, sources)
    for one in facts.values():
        one.heading = (one.source, one.text) in titles
    codes = select(coding.point, coding.framework, coding.coder, coding.confidence)
    codes = codes.where(chosen(coding.point), coding.framework.in_(CODED))
    whole = codes.where(~coding.code.contains("."))  # parts follow their code
    for key, framework, coder, confidence in connection.execute(whole):
        facts[key].codes.append((framework, coder, confidence))
    counted = select(figure.point, func.count()).where(chosen(figure.point))
    for key, number in connection.execute(counted.group_by(figure.point)):
        facts[key].figures = number
    _add_parts(connection, facts, sources)
    return list(facts.values())


def _find_titles(connection: Connection, sources: Sequence[str]) -> set[tuple[str, str]]:
    """Return the headings of these sources."""
    block = tables.block.c
    query = select(block.source, block.text).where(block.kind == "heading")
    rows = connection.execute(query.where(block.source.in_(sources)))
    return {(str(source), str(text)) for source, text in rows}


def _add_parts(connection: Connection, facts: Mapping[str, Facts], sources: Sequence[str]) -> None:
    """Note the recommendations and practices that stand on each point."""
    for table in (tables.recommendation, tables.practice):
        query = select(table.c.id, table.c.points).where(table.c.source.in_(sources))
        for key, points in connection.execute(query.order_by(table.c.source, table.c.position)):
            for one in points:
                if one in facts:
                    facts[one].part_of.append(str(key))


def _batches(keys: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(keys)
    while some := list(islice(rest, BATCH)):
        yield some
