"""`rapporteur evaluate`: the store against labelled sentences."""

from collections.abc import Iterable
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from rapporteur.evaluate import Calibration, Evaluation, Mistake, read_labels, to_json
from rapporteur.evaluate import evaluate as compare
from rapporteur.publish.rows import sentences
from rapporteur.store import open_existing
from rapporteur.store.select import Filter

TITLES = {
    "kind": "Kinds",
    "gcm": "GCM objectives",
    "sdg": "SDGs",
    "groups": "Affected groups",
    "source": "Whose words: State or organisation",
    "speaker": "Whose words: person",
    "about": "Countries it is about",
}


@click.command()
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--worst",
    default=0,
    type=click.IntRange(0, 1000),
    metavar="N",
    help="Show the N surest mistakes too.",
)
@click.option(
    "--of",
    "measure",
    default="kind",
    show_default=True,
    type=click.Choice(list(TITLES)),
    help="What the mistakes of --worst are about.",
)
@click.pass_obj
def evaluate(store: str, gold: Path, as_json: bool, worst: int, measure: str) -> None:
    """Score the store against the labelled sentences of GOLD (JSON Lines).

    Agreement with each reader and of the readers with each other; precision, recall, F1 and n
    of each class, as means over the readers; which kinds are taken for which; and whether
    confidences mean what they say. Where labels name a file, they are matched within it. What
    counts is what the machine proposed, also where people have judged since.
    """
    engine = open_existing(store)
    found = compare(read_labels(gold), sentences(engine, Filter(), machine=True))
    if as_json:
        click.echo(to_json(found, worst))
        return
    console = Console(highlight=False)
    console.print(f"{found.sentences} sentences, {found.found:.3f} of them found in the store")
    for file in found.absent:
        console.print(f"left out, not in the store: {file}", markup=False)
    console.print(_agreement(found))
    for name in TITLES:
        console.print(_classes(name, found))
    console.print(_confusion(found))
    console.print(_calibration(found.calibration))
    for number, mistake in enumerate(found.mistakes[measure][:worst], 1):
        console.print(_mistake(number, mistake))


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None)
    table.add_column(columns[0])
    for column in columns[1:]:
        table.add_column(column, justify="right")
    return table


def _figures(values: Iterable[float]) -> list[str]:
    return [f"{value:.3f}" for value in values]


def _agreement(found: Evaluation) -> Table:
    readers = [f"reader {number}" for number, _ in enumerate(found.each_reader, 1)]
    several = bool(found.readers)
    headings = ("mean", *readers, "readers") if several else ("reader",)
    table = _table("\nAgreement", "measure", *headings)
    for name, value in found.machine.items():
        each = [one[name] for one in found.each_reader]
        table.add_row(name, *_figures([value, *each, found.readers[name]] if several else [value]))
    if several:
        table.caption = "readers: of the readers with each other"
        table.caption_justify = "left"
    return table


def _classes(measure: str, found: Evaluation) -> Table:
    table = _table(f"\n{TITLES[measure]}", measure, "precision", "recall", "F1", "n", "said")
    for name, score in found.classes[measure].items():
        counts = (f"{score.n:g}", f"{score.said:g}")
        table.add_row(name, *_figures([score.precision, score.recall, score.f1]), *counts)
    return table


def _confusion(found: Evaluation) -> Table:
    every = next(iter(found.confusion.values()))
    heads = [said for said in every if any(row[said] for row in found.confusion.values())]
    short = [said[:9] for said in heads]
    table = _table("\nKinds: readers' down, store's across", "kind", *short)
    for kind, row in found.confusion.items():
        table.add_row(kind, *(f"{row[said]:g}" for said in heads))
    return table


def _calibration(calibration: dict[str, Calibration]) -> Table:
    table = _table("\nConfidence", "confidence in", "from", "to", "mean", "right", "n")
    for measure, found in calibration.items():
        for part in found.bins:
            sure = _figures([part.confidence, part.right])
            table.add_row(measure, f"{part.low:.1f}", f"{part.high:.1f}", *sure, str(part.n))
        error = f"{measure}: expected calibration error"
        table.add_row(error, "", "", "", f"{found.ece:.3f}", str(found.n))
    return table


def _mistake(number: int, mistake: Mistake) -> Text:
    sure = "" if mistake.confidence is None else f" ({mistake.confidence:.2f})"
    readers = " / ".join(reader or "–" for reader in mistake.readers)
    place = ", ".join(filter(None, [mistake.file, f"page {mistake.page}" if mistake.page else ""]))
    where = f"; {place}" if place else ""
    said = f"    store: {mistake.said or '–'}{sure}; readers: {readers}{where}"
    return Text(f"\n{number}. {mistake.text}\n{said}")
