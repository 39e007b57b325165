"""Keep searches that somebody wants to ask again."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Engine, delete, insert, select, update

from rapporteur.errors import QueryError, UnknownError
from rapporteur.evidence import content_id
from rapporteur.store.arrivals import now
from rapporteur.store.tables import search

LONGEST = 200  # characters of a name
MOST = 2_000  # searches


@dataclass(frozen=True, slots=True)
class Search:
    """A question and its filters as they were asked, under a name.

    `choice` holds the filters by their names (see Choice); `mode` says how to search. `who`
    saved it may be empty. `saved` and `seen` are UTC, ISO 8601: when it was saved, and when
    somebody last looked at what is new to it.
    """

    id: str
    name: str
    question: str
    mode: str
    choice: Mapping[str, str]
    who: str
    saved: str
    seen: str


def save_search(
    engine: Engine,
    name: str,
    question: str,
    choice: Mapping[str, str],
    *,
    mode: str = "both",
    who: str = "",
) -> Search:
    """Keep a search; raise QueryError where it has no name, asks for nothing, or is one too many.

    The same question with the same filters is kept once: saved again, it takes the new name.
    """
    kept = {key: value for key, value in sorted(choice.items()) if value}
    _check(name, question, kept)
    when = now()
    key = content_id("sch", question, mode, *(f"{k}={v}" for k, v in kept.items()))
    made = Search(key, name.strip(), question, mode, kept, who.strip(), when, when)
    with engine.begin() as connection:
        held = connection.execute(select(search.c.id)).scalars().all()
        if key in held:
            renamed = update(search).where(search.c.id == key).values(name=made.name)
            connection.execute(renamed)
        elif len(held) >= MOST:
            raise QueryError(
                f"{MOST} searches are kept already", remedy="remove one that nobody needs"
            )
        else:
            row = {field: getattr(made, field) for field in Search.__slots__}
            connection.execute(insert(search).values(row))
    return get_search(engine, key)


def list_searches(engine: Engine) -> tuple[Search, ...]:
    """Return all searches that are kept, by name."""
    with engine.connect() as connection:
        rows = connection.execute(select(search)).mappings()
        found = [Search(**row) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))


def get_search(engine: Engine, key: str) -> Search:
    """Return the search of this id; raise UnknownError if there is none."""
    with engine.connect() as connection:
        row = connection.execute(select(search).where(search.c.id == key)).mappings().first()
    if row is None:
        raise _unknown(key)
    return Search(**row)


def remove_search(engine: Engine, key: str) -> None:
    """Forget a search; raise UnknownError if there is none of this id."""
    with engine.begin() as connection:
        if not connection.execute(delete(search).where(search.c.id == key)).rowcount:
            raise _unknown(key)


def mark_seen(engine: Engine, key: str) -> None:
    """Note that somebody looked at what is new; raise UnknownError if there is no such search."""
    with engine.begin() as connection:
        noted = update(search).where(search.c.id == key).values(seen=now())
        if not connection.execute(noted).rowcount:
            raise _unknown(key)


def _check(name: str, question: str, choice: Mapping[str, str]) -> None:
    if not name.strip():
        raise QueryError("the search has no name", remedy="give it one")
    if len(name) > LONGEST:
        raise QueryError(f"the name has {len(name)} characters", remedy=f"use at most {LONGEST}")
    if not question.strip() and not choice:
        raise QueryError("the search asks for nothing", remedy="add words or a filter")


def _unknown(key: str) -> UnknownError:
    return UnknownError(
        "there is no saved search by this id", place=key, remedy="`rapporteur searches list` lists"
    )
