"""Samples that two people read blind, and labels out of what was judged."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from rapporteur.cli.options import read_filter, with_filters
from rapporteur.cli.review.options import show_judgement, show_value, with_note, with_who
from rapporteur.errors import ReviewError
from rapporteur.evidence import POINT_FIELDS
from rapporteur.review import agree
from rapporteur.review.decide import By
from rapporteur.review.labels import list_labels, list_readings
from rapporteur.review.sheet import take_sheet, write_sheet
from rapporteur.review.values import read_value
from rapporteur.store import open_existing
from rapporteur.store.judged.samples import list_samples

with_output = click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file."
)


@click.command()
@with_filters
@click.option("--size", default=50, show_default=True, type=click.IntRange(1, 100_000))
@click.option(
    "--field",
    "fields",
    multiple=True,
    type=click.Choice(POINT_FIELDS),
    help="A field to read; may be given again. All, if none.",
)
@click.option("--seed", default="", help="Another word draws other sentences.")
@with_output
@with_who
@click.pass_obj
def draw(
    store: str,
    /,
    size: int,
    fields: tuple[str, ...],
    seed: str,
    output: Path | None,
    who: str,
    **options: Any,
) -> None:
    """Draw sentences for two people to read blind, and write the sheet they fill in.

    A line of the sheet is a sentence in its place, with labels that are null, named as in the
    codebook. Each reader fills a copy in and hands it to `rapporteur review read`.
    """
    engine = open_existing(store)
    wanted = read_filter(engine, options)
    sample = agree.draw_sample(engine, wanted, size, By(who), fields or POINT_FIELDS, seed)
    _write(write_sheet(engine, sample), output)
    click.echo(f"{sample.id}: {len(sample.points)} sentences drawn", err=True)


@click.command()
@click.argument("sheet", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_who
@click.pass_obj
def read(store: str, sheet: Path, who: str) -> None:
    """Take in a SHEET that one reader filled in; nothing that others see changes by it."""
    done, left = take_sheet(open_existing(store), sheet, By(who))
    click.echo(f"{done} sentences read, {left} not read")


@click.command()
@click.argument("sample", default="", metavar="[SAMPLE]")
@click.pass_obj
def agreement(store: str, sample: str) -> None:
    """Tell how far the readers of a SAMPLE agree, and where they differ; without one, list them.

    Krippendorff's alpha for nominal data, field by field; a set of codes is one label.
    """
    engine = open_existing(store)
    if not sample:
        for one in list_samples(engine):
            click.echo(f"{one.id}  {len(one.points)} sentences, {one.who}, {one.drawn[:10]}")
        return
    found = agree.measure_agreement(engine, sample)
    readers = ", ".join(f"{who} {number}" for who, number in found.readers.items())
    click.echo(f"{len(found.sample.points)} sentences; read by {readers or 'nobody'}")
    for name, field in found.fields.items():
        alpha = "not defined" if field.alpha is None else f"{field.alpha:.3f}"
        click.echo(f"{name:8} alpha {alpha}, the same {field.share:.3f}, n {field.n}")
    for difference in found.differences:
        values = "; ".join(f"{who}: {show_value(v)}" for who, v in difference.values.items())
        done = " [settled]" if difference.settled else ""
        click.echo(f"{difference.point}  {difference.field}  {values}{done}")


@click.command()
@click.argument("sample")
@click.argument("key", default="", metavar="[ID]")
@click.argument("field", default="", metavar="[FIELD]")
@click.argument("value", default="", metavar="[VALUE]")
@click.option("--agreed", is_flag=True, help="Make stand what two readers read alike.")
@with_who
@with_note
@click.pass_obj
def settle(
    store: str, sample: str, key: str, field: str, value: str, agreed: bool, who: str, note: str
) -> None:
    """Decide, as a third person, what stands in FIELD of ID where the readers differ.

    With --agreed: what two readers read alike stands, as judged by one and signed off by the
    other; what somebody has judged already stays.
    """
    engine = open_existing(store)
    if agreed:
        click.echo(f"{agree.adopt_agreed(engine, sample)} labels adopted")
        return
    if not key or not field:
        raise ReviewError(
            "what is to be settled is not said", remedy="give ID, FIELD and VALUE, or --agreed"
        )
    change = (field, read_value(field, value))
    click.echo(show_judgement(agree.settle(engine, sample, key, change, By(who, note))))


@click.command()
@with_filters
@click.option("--sample", default="", help="The readings of this sample, one label a reader.")
@with_output
@click.pass_obj
def labels(store: str, /, sample: str, output: Path | None, **options: Any) -> None:
    """Write judged sentences out as labels that `rapporteur evaluate` reads.

    Sentences of which every label was judged, with what stands; with --sample, those that all
    its readers have read, with a label of each.
    """
    engine = open_existing(store)
    if sample:
        _write(list_readings(engine, sample), output)
        return
    _write(list_labels(engine, read_filter(engine, options)), output)


def _write(rows: Iterable[dict[str, Any]], output: Path | None) -> None:
    content = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    if output:
        output.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
