"""Say whether the record knows what a filter names: an id, a voice, a country."""

from sqlalchemy import ColumnElement, Engine, select

from rapporteur.store import tables
from rapporteur.wording import fold


def is_held(engine: Engine, what: str, key: str) -> bool:
    """Return whether a thing of this sort, such as "segment", has this id."""
    return _stands(engine, tables.metadata.tables[what].c.id, key)


def is_told_of(engine: Engine, country: str) -> bool:
    """Return whether a point is about the country of this code."""
    return _stands(engine, tables.point_about.c.country, country)


def find_voice(engine: Engine, said: str) -> str:
    """Return the code, as it is kept, of a body that speaks or is named; "" if there is none.

    In any case, and with or without accents. All names are read only where none is just so.
    """
    speaking, named = tables.statement_entity.c.entity, tables.entity.c.code
    if _stands(engine, speaking, said):
        return said
    wanted = fold(said)
    with engine.connect() as connection:
        codes = connection.execute(select(speaking).union(select(named))).scalars()
        return next((str(code) for code in codes if fold(code) == wanted), "")


def _stands(engine: Engine, column: ColumnElement[str], value: str) -> bool:
    with engine.connect() as connection:
        found = connection.execute(select(column).where(column == value).limit(1))
        return found.first() is not None
