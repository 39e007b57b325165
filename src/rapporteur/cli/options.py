"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import click
from sqlalchemy import Engine

from rapporteur.errors import SettingError
from rapporteur.evidence import KINDS
from rapporteur.evidence.voice import Manner
from rapporteur.store import open_store
from rapporteur.store.select import Filter
from rapporteur.store.view import get_dialogue_named

MANNERS: tuple[str, ...] = get_args(Manner)

Command = Callable[..., Any]


def with_filters(command: Command) -> Command:
    """Add the filters, which combine: a point must pass all that are given."""
    options = (
        click.option("--dialogue", default="", help="Title or id of the dialogue."),
        click.option(
            "--voice",
            default="",
            help='Who speaks: an ISO3 code, a short name, "participants" or "report".',
        ),
        click.option("--manner", type=click.Choice(MANNERS), help="How they speak."),
        click.option("--kind", type=click.Choice(KINDS), help="What kind of point it is."),
        click.option("--about", default="", help="ISO3 code of a country it tells of."),
        click.option("--group", default="", help="An affected group, such as women."),
        click.option("--gcm", default="", help="A GCM objective, 1 to 23, or action, 15.c."),
        click.option("--sdg", default="", help="An SDG, 1 to 17, or target, 10.7."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def read_filter(store: Engine, options: dict[str, Any]) -> Filter:
    """Make a Filter of the filters' options; raise QueryError for an unknown dialogue."""
    pairs = (("gcm", options["gcm"]), ("sdg", options["sdg"]))
    return Filter(
        dialogue=get_dialogue_named(store, options["dialogue"]) if options["dialogue"] else "",
        voice=options["voice"],
        manner=options["manner"] or "",
        kind=options["kind"] or "",
        about=options["about"].upper(),
        group=options["group"],
        codes=tuple((framework, code) for framework, code in pairs if code),
    )


def open_existing(place: str) -> Engine:
    """Open a store that must be there already, so that a slip of the name makes no empty one."""
    path = place.removeprefix("sqlite:///")
    if "://" not in path and not Path(path).is_file():
        raise SettingError(
            "there is no store here",
            place=place,
            remedy="run `rapporteur ingest FILE` first, or name the store with --store",
        )
    return open_store(place)
