"""`rapporteur ingest`: files, folders and addresses into the store."""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from sqlalchemy import Engine

from rapporteur.errors import StoreError
from rapporteur.evidence import Run
from rapporteur.find.follow import follow_store
from rapporteur.pipeline import Outcome, find_files
from rapporteur.pipeline import ingest as take_in
from rapporteur.settings import read_settings
from rapporteur.store import open_store
from rapporteur.store.view import get_dialogue


@click.command()
@click.argument("places", nargs=-1, required=True, metavar="PATH_OR_URL...")
@click.option("--dialogue", default="", help="Name of the dialogue that all of them belong to.")
@click.pass_obj
def ingest(store: str, places: tuple[str, ...], dialogue: str) -> None:
    """Take files, folders and web addresses into the store.

    PDF, Word (.docx), HTML and plain text. Files of one dialogue find each other by title and
    dates; --dialogue names it where they do not. A file that is in the store already is left
    as it is. The exit status is 1 if any file failed; the others are kept.
    """
    engine = open_store(store)
    console = Console(stderr=True)
    total = len(find_files(places))
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    quiet = not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=quiet) as bar:
        task = bar.add_task("starting", total=None)
        seen: set[str] = set()

        def tell(stage: str, name: str) -> None:
            seen.add(name)
            bar.update(task, description=f"{len(seen)}/{total} {stage} {name}")

        outcomes = take_in(
            places, engine, replace(read_settings(), store=store), dialogue=dialogue, progress=tell
        )
    _index(engine)
    for outcome in outcomes:
        _tell_outcome(outcome)
    runs = [_as_kept(engine, outcome.run) for outcome in outcomes if outcome.run]
    if runs:
        click.echo(summary(runs))
    if not outcomes:
        click.echo("No file found.", err=True)
    if not outcomes or any(outcome.error for outcome in outcomes):
        sys.exit(1)


def _as_kept(store: Engine, run: Run) -> Run:
    """Return the run with the Notices that the store keeps: those on judgements are made there."""
    notices = get_dialogue(store, run.dialogue.id, blocks=False).notices
    return replace(run, dialogue=replace(run.dialogue, notices=notices))


def _index(engine: Engine) -> None:
    """Bring search in step; where that cannot be done now, the next question does it."""
    try:
        follow_store(engine)
    except StoreError as error:
        click.echo(f"the search index waits: {error}", err=True)


def summary(runs: Sequence[Run]) -> str:
    """Say for each dialogue who spoke, what was found, and what somebody should look at."""
    latest = {run.dialogue.id: run.dialogue for run in runs}
    lines: list[str] = []
    for key, dialogue in latest.items():
        mine = [run for run in runs if run.dialogue.id == key]
        dates = " to ".join(
            dict.fromkeys(f"{day:%-d %B %Y}" for day in (dialogue.starts, dialogue.ends) if day)
        )
        lines += ["", ", ".join(filter(None, (dialogue.title, dialogue.place, dates)))]
        lines += [f"  {name:16} {value}" for name, value in _counts(mine)]
        lines += [f"  Notice: {notice.message}" for notice in dialogue.notices]
    return "\n".join(lines)


def _counts(runs: Sequence[Run]) -> list[tuple[str, str]]:
    statements = [s for run in runs for s in run.statements]
    spoken = [s for s in statements if s.voice.manner != "report"]
    voices = Counter(s.voice.source for s in spoken if s.voice.entities)
    names = ", ".join(sorted(voices))
    kinds = Counter(point.kind for s in statements for point in s.points)
    asked: Counter[str] = Counter(item.origin for run in runs for item in run.recommendations)
    origins = (("report", "of the record's own"), ("listed", "listed by States"), ("call", "calls"))
    split = ", ".join(f"{asked[key]} {words}" for key, words in origins if asked[key])
    return [
        ("who spoke", f"{len(voices)}: {names}" if voices else "nobody is named"),
        ("statements", str(len(spoken))),
        ("sentences", f"{kinds.total()}, {kinds.total() - kinds['other']} of them points"),
        ("practices", str(sum(len(run.practices) for run in runs))),
        ("recommendations", f"{asked.total()}" + (f" ({split})" if split else "")),
        ("notices", str(len(runs[-1].dialogue.notices))),
    ]


def _tell_outcome(outcome: Outcome) -> None:
    if outcome.error:
        remedy = f" ({outcome.error.remedy})" if outcome.error.remedy else ""
        click.echo(f"failed  {outcome.name}: {outcome.error.what}{remedy}", err=True)
    elif outcome.run:
        pages = len(outcome.run.source.pages)
        click.echo(f"taken   {outcome.name}, {pages} page{'s' * (pages != 1)}")
    else:
        click.echo(f"held    {outcome.name}, in the store already")
