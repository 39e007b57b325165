"""Options that several commands share."""

from collections.abc import Callable
from typing import Any, cast

import click
from sqlalchemy import Engine

from rapporteur.store.choice import FILTERS, Choice, make_filter
from rapporteur.store.select import Filter

Command = Callable[..., Any]


def with_filters(command: Command) -> Command:
    """Add the filters, which combine: a point must pass all that are given."""
    for name, named in reversed(FILTERS.items()):
        kind = click.Choice(named.values) if named.values else None
        command = click.option(f"--{name}", type=kind, help=named.help)(command)
    return command


def read_filter(store: Engine, options: dict[str, Any]) -> Filter:
    """Make a Filter of the filters' options; raise QueryError for an unknown dialogue."""
    return make_filter(store, cast(Choice, options))
