"""`rapporteur export`: evidence as JSON Lines, CSV, XLSX or Parquet."""

import sys
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from rapporteur.cli.options import read_filter, with_filters
from rapporteur.errors import QueryError
from rapporteur.publish.rows import EXPORTS, sentences
from rapporteur.publish.tables import FORMATS
from rapporteur.store import open_existing
from rapporteur.store.hold import hold


@click.command()
@click.argument("what", type=click.Choice(list(EXPORTS)))
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="jsonl", show_default=True
)
@with_filters
@click.option(
    "--origin",
    type=click.Choice(["report", "listed", "call"]),
    help="Recommendations only: the record's own, listed ones of States, speakers' calls.",
)
@click.option(
    "--machine",
    is_flag=True,
    help="Sentences only: the machine's own labels, also where people judged others.",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file.")
@click.pass_obj
def export(
    store: str,
    /,
    what: str,
    form: str,
    origin: str | None,
    machine: bool,
    output: Path | None,
    **options: Any,
) -> None:
    """Write evidence out, in the order of the record, to a file or to standard output.

    sentences: every sentence with its voice and labels. statements: what each voice said
    without a break. recommendations: what was asked, of whom, by whom. practices: measures
    with the sentences they stand on, and the fields of the UN Network on Migration's practice
    template. figures: numbers with unit and sentence. participants: people with role, Entity
    and country. coverage: points of each kind for each code. Where people judged, their word
    stands; `reviewed` says how far they have come.
    """
    engine = open_existing(store)
    wanted = replace(read_filter(engine, options), origin=origin or "")
    if machine and what != "sentences":
        raise QueryError("--machine is for sentences", remedy="leave it out, or export sentences")
    with hold(engine) as held:
        rows = sentences(held, wanted, machine=True) if machine else EXPORTS[what](held, wanted)
        _write(FORMATS[form](rows), output)


def _write(pieces: Iterator[bytes], output: Path | None) -> None:
    first = next(pieces, b"")  # what cannot be read leaves no file behind
    with output.open("wb") if output else nullcontext(sys.stdout.buffer) as out:
        out.write(first)
        for piece in pieces:
            out.write(piece)
        out.flush()
