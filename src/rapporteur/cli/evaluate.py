"""`rapporteur evaluate`: the store against labelled sentences."""

from pathlib import Path

import click

from rapporteur.cli.options import open_existing
from rapporteur.evaluate import evaluate as compare
from rapporteur.evaluate import read_labels, to_json
from rapporteur.publish.rows import sentences
from rapporteur.store.select import Filter


@click.command()
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def evaluate(store: str, gold: Path, as_json: bool) -> None:
    """Score the store against the labelled sentences of GOLD (JSON Lines).

    Every figure is the mean over the readers; beside it stands the agreement of the readers
    with each other, where there are several.
    """
    engine = open_existing(store)
    found = compare(read_labels(gold), sentences(engine, Filter()))
    if as_json:
        click.echo(to_json(found))
        return
    click.echo(f"{found.sentences} sentences, {found.found:.3f} of them found in the store\n")
    click.echo(f"{'measure':18} {'machine':>8} {'readers':>8}")
    for name, value in found.machine.items():
        people = f"{found.readers[name]:8.3f}" if found.readers else f"{'–':>8}"
        click.echo(f"{name:18} {value:8.3f} {people}")
    click.echo(f"\n{'kind':18} {'precision':>9} {'recall':>8} {'F1':>8} {'n':>7}")
    for kind, score in found.kinds.items():
        click.echo(
            f"{kind:18} {score.precision:9.3f} {score.recall:8.3f} {score.f1:8.3f} {score.n:7.0f}"
        )
