"""Find what was judged in evidence that may have been cut in another way since."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, select, update

from rapporteur.errors import UnknownError
from rapporteur.evidence import Subject
from rapporteur.store import tables as evidence
from rapporteur.store.judged import tables
from rapporteur.wording import fold

PAGE = 1_000_000  # characters that a page is taken to be apart from the next
WHOLE = ("recommendation", "practice")  # fields that say whether something is one at all
Place = tuple[str, int, int, str]  # id, page, start, digest
Things = Mapping[str, Sequence[RowMapping]]  # subjects by the first id of what they are


def digest_of(text: str) -> str:
    """Return a hash of the letters and digits of `text`: white space and marks may change."""
    letters = "".join(c for c in fold(text) if c.isalnum())
    return sha256(letters.encode()).hexdigest()[:16]


def get_subject(connection: Connection, key: str) -> Subject:
    """Return the point, recommendation or practice of this id as a subject.

    One that was rejected whole is found too. Raises UnknownError where nothing has this id.
    """
    query = _places(key[:3])
    row = None
    if query is not None:
        table = _table(key[:3])
        row = connection.execute(query.where(table.c.id == key)).mappings().first()
    if row:
        return _to_subject(row)
    kept = select(tables.subject).where(tables.subject.c.target == key)
    row = connection.execute(kept.order_by(tables.subject.c.id)).mappings().first()
    if row and is_set_aside(connection, key):
        return Subject(**{name: row[name] for name in Subject.__slots__} | {"id": key})
    raise UnknownError(
        "there is no point, recommendation or practice by this id",
        place=key,
        remedy="`rapporteur review list` and every export give the ids",
    )


def is_set_aside(connection: Connection, key: str) -> bool:
    """Tell whether this is a recommendation or practice that was rejected as a whole."""
    table = tables.judged.c
    whole = table.field.in_(WHOLE)
    return bool(connection.execute(select(table.field).where(table.subject == key, whole)).first())


def is_held(connection: Connection, key: str) -> bool:
    """Tell whether a point, recommendation or practice has this id now, a rejected one too."""
    table = _table(key[:3])
    row = connection.execute(select(table.c.id).where(table.c.id == key)).first()
    return bool(row) or is_set_aside(connection, key)


def attach(connection: Connection, source: str) -> None:
    """Find again, in the evidence of `source` as it is now, what was judged or drawn before.

    By id first; then by the quotation's letters and digits, the nearest place first, each
    place once. What is not found has no target until it is.
    """
    table = tables.subject
    kept = connection.execute(select(table).where(table.c.source == source)).mappings().all()
    for sort in ("pnt", "rec", "prc"):
        mine = [row for row in kept if str(row["id"]).startswith(sort)]
        if mine:
            _attach(connection, sort, source, mine)


def _attach(connection: Connection, sort: str, source: str, kept: Sequence[RowMapping]) -> None:
    held = _held(connection, sort, source)
    things: dict[str, list[RowMapping]] = {}
    for row in kept:
        things.setdefault(str(row["first"]), []).append(row)
    found = _match_ids(things, {key: digest for key, _, _, digest in held})
    lost = {first: rows for first, rows in things.items() if first not in found}
    taken = set(found.values())
    found |= _match_words(lost, [place for place in held if place[0] not in taken])
    table = tables.subject
    for row in kept:
        target = found.get(str(row["first"]), "")
        if target != row["target"]:
            connection.execute(update(table).where(table.c.id == row["id"]).values(target=target))


def _match_ids(things: Things, known: Mapping[str, str]) -> dict[str, str]:
    """Find things by the id they had the last time, or by any they ever had."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for first, rows in things.items():
        names = [str(rows[0]["target"]), *(str(row["id"]) for row in rows)]
        digest = rows[0]["digest"]
        same = [key for key in names if known.get(key) == digest and key not in taken]
        if same:
            found[first] = same[0]
            taken.add(same[0])
    return found


def _match_words(lost: Things, free: Sequence[Place]) -> dict[str, str]:
    """Pair things with places of the same words, the nearest first, each place once."""
    places: dict[str, list[Place]] = {}
    for place in free:
        places.setdefault(place[3], []).append(place)
    pairs = sorted(
        (abs((page - row["page"]) * PAGE + start - row["start"]), first, key)
        for first, rows in lost.items()
        for row in rows
        for key, page, start, _ in places.get(row["digest"], ())
    )
    found: dict[str, str] = {}
    taken: set[str] = set()
    for _, first, key in pairs:
        if first not in found and key not in taken:
            found[first] = key
            taken.add(key)
    return found


def _held(connection: Connection, sort: str, source: str) -> list[Place]:
    table = _table(sort)
    query = _places(sort)
    if query is None:
        return []
    rows = connection.execute(query.where(table.c.source == source)).mappings()
    subjects = [_to_subject(row) for row in rows]
    return [(s.id, s.page, s.start, digest_of(s.text)) for s in subjects]


def _table(sort: str) -> Any:
    return {"rec": evidence.recommendation, "prc": evidence.practice}.get(sort, evidence.point)


def _places(sort: str) -> Select[Any] | None:
    """Ask for id, source, file, words and anchor of all points, recommendations or practices."""
    source, point = evidence.source, evidence.point
    table = _table(sort)
    if sort not in ("pnt", "rec", "prc"):
        return None
    told = point if sort == "prc" else table
    query = select(table.c.id, table.c.source, source.c.name, told.c.text, told.c.anchor)
    query = query.join(source, source.c.id == table.c.source)
    if sort == "prc":  # a practice stands where the sentence stands that introduces it
        query = query.join(point, point.c.id == table.c.points[0].as_string())
    return query


def _to_subject(row: RowMapping) -> Subject:
    first = row["anchor"]["parts"][0]
    return Subject(
        row["id"], row["source"], row["name"], first["page"], first["start"], row["text"]
    )
