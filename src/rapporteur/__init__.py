"""Rapporteur turns the record of a policy dialogue into an evidence base."""

from importlib import import_module
from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rapporteur.client import Rapporteur

__all__ = ["__version__", "open"]

__version__ = "0.1.0"


def open(place: str | PathLike[str]) -> "Rapporteur":  # noqa: A001
    """Open the store at `place`, a path or an address, to read the evidence in it.

    Raises SettingError where there is no store.

        with rapporteur.open("rapporteur.db") as record:
            for hit in record.find("work permits", voice="PRT"):
                print(hit.statement.voice.source, hit.statement.points[0].text)
    """
    # Imported when called: every command imports this package, and few of them read so.
    client: Rapporteur = import_module("rapporteur.client").open_rapporteur(place)
    return client
