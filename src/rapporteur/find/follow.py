"""Bring the indexes of words and of meaning in step with the store."""

from sqlalchemy import Engine

from rapporteur.find.index import open_index, rebuild_index
from rapporteur.find.meaning import forget_meanings, open_meanings


def follow_store(engine: Engine) -> None:
    """Take in what changed, so that the next question need not wait for it.

    Raises StoreError where another program goes on writing the index.
    """
    open_index(engine)
    open_meanings(engine)


def build_anew(engine: Engine) -> int:
    """Throw both indexes away and build them from the store; return the number of points."""
    number = rebuild_index(engine)
    forget_meanings(engine)
    open_meanings(engine)
    return number
