"""Rapporteur's own find, asked in one place, so that its modes can change here alone."""

from collections.abc import Mapping
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
from rapporteur.store.view import list_sources

SENTENCES = 10  # hits asked for, for each article that is to be found


def fill_store(folder: Path, place: str) -> Engine:
    """Take the documents of `folder` into a new store at `place`."""
    engine = open_store(place)
    for outcome in ingest([str(folder)], engine, Settings(store=place)):
        if outcome.error:
            raise SystemExit(f"{outcome.error}")
    return engine


def write_articles(articles: Mapping[str, str], folder: Path) -> Path:
    """Write each article into a file of its own, named by its key, as one paragraph."""
    folder.mkdir()
    for key, text in articles.items():
        (folder / f"{key}.txt").write_text(" ".join(text.split()) + "\n", encoding="utf-8")
    return folder


def read_texts(engine: Engine) -> list[str]:
    """Return the text of every sentence of the store, in the order of its documents."""
    return [str(row["text"]) for row in sentences(engine, Filter())]


def read_sentences(engine: Engine) -> list[tuple[str, str]]:
    """Return each sentence with the key of its article, which is the name of its file."""
    rows = sentences(engine, Filter())
    return [(Path(str(row["source_file"])).stem, str(row["text"])) for row in rows]


def ask(engine: Engine, question: Question, mode: str, filtered: bool) -> list[str]:
    """Return the keys of the sentences found, best first; none: it says that it found nothing.

    `filtered` sets the filter that the question names; otherwise its words are all there is.
    """
    if mode not in MODES:
        raise ValueError(f"find has no mode {mode!r}; it has {', '.join(MODES)}")
    wanted = Filter(**question.filter) if filtered else Filter()
    hits = find(engine, question.text, wanted, DEPTH, mode)
    return [key_of(hit.statement.points[0].text) for hit in hits]


def ask_for_articles(engine: Engine, question: Question, mode: str) -> list[str]:
    """Return the keys of the articles found: each stands where the best of its sentences does."""
    names = {key: Path(name).stem for key, (name, _) in list_sources(engine).items()}
    hits = find(engine, question.text, Filter(), DEPTH * SENTENCES, mode)
    return list(dict.fromkeys(names[hit.statement.source] for hit in hits))[:DEPTH]
