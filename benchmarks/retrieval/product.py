"""Rapporteur's own find, asked in one place, so that its modes can change here alone."""

from pathlib import Path

from sqlalchemy import Engine

from benchmarks.retrieval.measure import DEPTH
from benchmarks.retrieval.questions import Question, key_of
from rapporteur.find.rank import MODES, find
from rapporteur.pipeline import ingest
from rapporteur.publish.rows import sentences
from rapporteur.settings import Settings
from rapporteur.store import open_store
from rapporteur.store.select import Filter


def fill_store(folder: Path, place: str) -> Engine:
    """Take the documents of `folder` into a new store at `place`."""
    engine = open_store(place)
    for outcome in ingest([str(folder)], engine, Settings(store=place)):
        if outcome.error:
            raise SystemExit(f"{outcome.error}")
    return engine


def read_texts(engine: Engine) -> list[str]:
    """Return the text of every sentence of the store, in the order of its documents."""
    return [str(row["text"]) for row in sentences(engine, Filter())]


def ask(engine: Engine, question: Question, mode: str, filtered: bool) -> list[str]:
    """Return the keys of the sentences found, best first; none: it says that it found nothing.

    `filtered` sets the filter that the question names; otherwise its words are all there is.
    """
    if mode not in MODES:
        raise ValueError(f"find has no mode {mode!r}; it has {', '.join(MODES)}")
    wanted = Filter(**question.filter) if filtered else Filter()
    hits = find(engine, question.text, wanted, DEPTH, mode)
    return [key_of(hit.statement.points[0].text) for hit in hits]
