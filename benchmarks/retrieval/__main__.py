"""Measure how well questions find what answers them: our find, and plain rankings beside it.

    python -m benchmarks.retrieval [--shared FOLDER] [--by] [--part tune|check]

FOLDER (../shared) holds seeds/, the documents that the questions are put to, and, where it is
there, data/retrieval-time/, the TIME collection. See README.md beside this file.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from sqlalchemy import Engine

from benchmarks.retrieval.magazine import read_articles, read_magazine_questions
from benchmarks.retrieval.measure import DEPTH, mean_and_margin, ndcg, recall
from benchmarks.retrieval.product import (
    MODES,
    ask,
    ask_for_articles,
    fill_store,
    read_sentences,
    read_texts,
    write_articles,
)
from benchmarks.retrieval.questions import PARTS, Question, key_of, read_questions
from benchmarks.retrieval.rivals import Rank, bm25, encoded, fused, latent

Search = Callable[[Question], list[str]]  # the keys of what is found, best first
SHARED = Path(__file__).resolve().parents[3] / "shared"
HEAD = f"{'':28} {f'nDCG@{DEPTH}':>14} {f'recall@{DEPTH}':>10} {'silent':>8} {'wrongly':>8}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.retrieval")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--part", choices=PARTS, help="only this half of the questions")
    parser.add_argument("--by", action="store_true", help="nDCG by what questions are about, too")
    wanted = parser.parse_args()
    if not (wanted.shared / "seeds").is_dir():
        parser.error(f"{wanted.shared} has no folder seeds")
    questions = read_questions()
    with tempfile.TemporaryDirectory() as place:
        engine = fill_store(wanted.shared / "seeds", f"{place}/retrieval.db")
        texts = read_texts(engine)
        searches = _product_searches(engine)
        units = {key_of(text): text for text in texts}
        searches |= _rival_searches(units, list(units.items()))
        _warn_of_lost(questions, {key_of(text) for text in texts})
        for part in [wanted.part] if wanted.part else PARTS:
            _tell(f"report, {part} half", searches, [q for q in questions if q.part == part])
            if wanted.by:
                _tell_by(searches, [q for q in questions if q.part == part])
        engine.dispose()
    folder = wanted.shared / "data" / "retrieval-time"
    if folder.is_dir():
        _tell_magazine(folder)


def _tell_magazine(folder: Path) -> None:
    """Take the articles into a store of their own (minutes: the encoder reads each sentence)."""
    articles = read_articles(folder)
    with tempfile.TemporaryDirectory() as place:
        engine = fill_store(write_articles(articles, Path(place) / "articles"), f"{place}/time.db")

        def search(mode: str) -> Search:
            return lambda question: ask_for_articles(engine, question, mode)

        searches = {f"find, {mode}": search(mode) for mode in MODES}
        searches |= _rival_searches(articles, read_sentences(engine))
        _tell("TIME, articles", searches, read_magazine_questions(folder))
        engine.dispose()


def _product_searches(engine: Engine) -> dict[str, Search]:
    def search(mode: str, filtered: bool) -> Search:
        return lambda question: ask(engine, question, mode, filtered)

    return {
        f"find, {mode}{', filter set' if filtered else ''}": search(mode, filtered)
        for mode in MODES
        for filtered in (False, True)
    }


def _rival_searches(
    units: dict[str, str], sentences: Sequence[tuple[str, str]]
) -> dict[str, Search]:
    """Rank `units` by their texts; by the encoder by the best of their `sentences`."""
    keys, texts = list(units), list(units.values())
    owners = [key for key, _ in sentences]
    nearest = encoded([text for _, text in sentences])

    def search(rank: Rank) -> Search:
        return lambda question: [keys[place] for place in rank(question.text)]

    words, meaning = bm25(texts), latent(texts)
    return {
        "BM25": search(words),
        "BM25, words not stemmed": search(bm25(texts, stemmed=False)),
        "MiniLM vectors": lambda question: [owners[place] for place in nearest(question.text)],
        "LSA vectors": search(meaning),
        "BM25 and LSA vectors": search(fused(words, meaning)),
    }


def _tell(title: str, searches: dict[str, Search], questions: Sequence[Question]) -> None:
    answered = [q for q in questions if q.grades]
    unanswered = [q for q in questions if not q.grades]
    print(f"\n{title}: {len(answered)} answered questions, {len(unanswered)} unanswered\n{HEAD}")
    for name, search in searches.items():
        found = {q.id: search(q) for q in questions}
        mean, margin = mean_and_margin([ndcg(found[q.id], q.grades) for q in answered])
        share = mean_and_margin([recall(found[q.id], q.grades) for q in answered])[0]
        silent = _share(not found[q.id] for q in unanswered)
        wrongly = _share(not found[q.id] for q in answered)
        print(f"{name:28} {mean:8.3f} ±{margin:.3f} {share:10.3f} {silent:>8} {wrongly:>8}")


def _tell_by(searches: dict[str, Search], questions: Sequence[Question]) -> None:
    topics = list(dict.fromkeys(q.about for q in questions if q.grades))
    print("nDCG by what it is about".ljust(28) + "".join(f"{t:>11}" for t in topics))
    for name, search in searches.items():
        figures = [
            mean_and_margin([ndcg(search(q), q.grades) for q in questions if q.about == topic])[0]
            for topic in topics
        ]
        print(f"{name:28}" + "".join(f"{figure:11.3f}" for figure in figures))


def _share(silences: Iterable[bool]) -> str:
    values = list(silences)
    return f"{sum(values)}/{len(values)}"


def _warn_of_lost(questions: Sequence[Question], held: set[str]) -> None:
    judged = {key for question in questions for key in question.grades}
    lost = judged - held
    if lost:
        print(f"{len(lost)} of {len(judged)} judged sentences are cut in another way today.")


if __name__ == "__main__":
    main()
