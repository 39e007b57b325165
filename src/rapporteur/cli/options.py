"""Options that several commands share."""

from collections.abc import Callable
from typing import Any, cast

import click
from sqlalchemy import Engine

from rapporteur.evidence import KINDS
from rapporteur.store.choice import MANNERS, Choice, make_filter
from rapporteur.store.select import Filter

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
    return make_filter(store, cast(Choice, options))
