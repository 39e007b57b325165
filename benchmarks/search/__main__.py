"""Measure the speed of search beside SQLite FTS5 and bm25s, on the same corpus and questions.

    python -m benchmarks.search [--sizes 10000,100000,1000000] [--texts FOLDER] [--rivals NAMES]
                                [--times N] [--meaning]

FOLDER (../shared) holds text files whose sentences are recombined.
"""

import argparse
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from tantivy import Searcher

from benchmarks.search.corpus import Corpus
from rapporteur.find.counts import begin_count, count_facets
from rapporteur.find.entries import Entry
from rapporteur.find.index import SearchIndex
from rapporteur.find.matching import Match, Matcher
from rapporteur.find.meaning import Meanings, Rows
from rapporteur.find.names import get_thesaurus
from rapporteur.find.question import read_question
from rapporteur.find.rank import SPARE
from rapporteur.find.weigh import rank_points
from rapporteur.store.select import Filter

SHARED = Path(__file__).resolve().parents[3] / "shared"
CLUSTERS = 2_000
MOST = 10 + SPARE  # points ranked for the first ten hits
SIZES = "10000,100000,1000000"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search")
    parser.add_argument("--sizes", default=SIZES)
    parser.add_argument("--texts", type=Path, default=SHARED / "seeds")
    parser.add_argument("--rivals", default="fts5,bm25s")
    parser.add_argument("--times", type=int, default=200, help="questions")
    parser.add_argument("--meaning", action="store_true", help="random vectors for all points")
    wanted = parser.parse_args()
    for size in map(int, wanted.sizes.split(",")):
        print(f"\n{size} points")
        corpus = Corpus(wanted.texts)
        questions = corpus.questions(wanted.times)
        with tempfile.TemporaryDirectory() as place:
            _measure_ours(Path(place), wanted.texts, size, questions, corpus, wanted.meaning)
            for name in filter(None, wanted.rivals.split(",")):
                RIVALS[name](Path(place), wanted.texts, size, questions)


def _measure_ours(
    place: Path, texts: Path, size: int, questions: Sequence[str], corpus: Corpus, meaning: bool
) -> None:
    folder = place / "index"
    folder.mkdir()
    index = SearchIndex(folder)
    entries = Timed(Corpus(texts, 2).entries(size))
    begun = time.perf_counter()
    index.fill("synthetic", entries)
    took = time.perf_counter() - begun
    disk = sum(path.stat().st_size for path in folder.rglob("*")) / 1e6
    made = f"making the sentences, beside which it went on, {entries.took:.1f} s of them"
    parts = index.searcher.num_segments
    print(f"  index built in {took:.1f} s ({made}), {disk:.0f} MB, {parts} parts")
    searcher = index.searcher
    queries = [_query(index, searcher, q) for q in questions]
    _tell("text", [lambda q=q: rank_points(index, q, {}, Filter(), MOST, "text") for q in queries])
    chosen = [corpus.filters() for _ in questions]
    _tell("make the query", [lambda q=q: _query(index, searcher, q) for q in questions])
    _tell("text, three filters", [
        lambda q=q, f=f: rank_points(index, q, {}, f, MOST, "text")
        for q, f in zip(queries, chosen, strict=True)
    ])  # fmt: skip
    count_facets(searcher, queries[0].bare, Filter())  # what is worked out once
    _tell("text, three filters, all counts", [
        lambda q=q, f=f: _find_and_count(index, q, f)
        for q, f in zip(queries, chosen, strict=True)
    ])  # fmt: skip
    _tell("all counts, no filter", [
        lambda q=q: count_facets(searcher, q.bare, Filter()) for q in queries[:50]
    ])  # fmt: skip
    if meaning:
        chance = np.random.default_rng(1)
        begun = time.perf_counter()
        meanings = Meanings.of_rows(_vectors(size, chance))
        print(f"  vectors arranged in {time.perf_counter() - begun:.1f} s")
        vector = _vectors(len(questions), chance).vectors.astype(np.float32)
        _tell("vectors alone", [lambda v=v: meanings.find(v) for v in vector[:30]])
        _tell("hybrid", [
            lambda q=q, v=v: rank_points(index, q, dict(meanings.find(v)), Filter(), MOST, "both")
            for q, v in zip(queries[:30], vector, strict=False)
        ])  # fmt: skip
    print(f"  peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")


def _find_and_count(index: SearchIndex, match: Match, wanted: Filter) -> object:
    """As `find.rank.answer` does."""
    counted = begin_count(index.searcher, match.bare, wanted)
    return rank_points(index, match, {}, wanted, MOST, "text"), counted()


class Timed:
    """Entries, and how many seconds making them took."""

    def __init__(self, entries: Iterator[Entry]) -> None:
        self._entries = entries
        self.took = 0.0

    def __iter__(self) -> Iterator[Entry]:
        return self

    def __next__(self) -> Entry:
        begun = time.perf_counter()
        try:
            return next(self._entries)
        finally:
            self.took += time.perf_counter() - begun


def _vectors(number: int, chance: np.random.Generator) -> Rows:
    """Vectors in clusters, as those of sentences are; each part is made apart to spare memory."""
    centres = np.random.default_rng(0).standard_normal((CLUSTERS, 384), np.float32)
    parts = []
    for at in range(0, number, 100_000):
        few = min(100_000, number - at)
        one = centres[chance.integers(CLUSTERS, size=few)]
        one = one + chance.standard_normal((few, 384), np.float32)
        parts.append((one / np.linalg.norm(one, axis=1, keepdims=True)).astype(np.float16))
    return Rows(np.arange(1, number + 1), np.ones(number, bool), np.concatenate(parts))


def _query(index: SearchIndex, searcher: Searcher, question: str):  # type: ignore[no-untyped-def]
    matcher = Matcher(searcher, index.languages, get_thesaurus(()))
    return matcher.match(read_question(question))


def _measure_fts5(place: Path, texts: Path, size: int, questions: Sequence[str]) -> None:
    database = sqlite3.connect(place / "fts.db")
    database.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='porter unicode61')")
    entries = Timed(Corpus(texts, 2).entries(size))
    begun = time.perf_counter()
    database.executemany("INSERT INTO t VALUES (?)", ((entry.text,) for entry in entries))
    database.commit()
    took = time.perf_counter() - begun
    disk = (place / "fts.db").stat().st_size / 1e6
    print(
        f"  FTS5 built in {took:.1f} s (making the sentences {entries.took:.1f} s), {disk:.0f} MB"
    )
    ask = "SELECT rowid, bm25(t) FROM t WHERE t MATCH ? ORDER BY bm25(t) LIMIT 10"
    _tell("FTS5, any word", [
        lambda q=q: database.execute(ask, (" OR ".join(f'"{w}"' for w in q.split()),)).fetchall()
        for q in questions
    ])  # fmt: skip


def _measure_bm25s(_place: Path, texts: Path, size: int, questions: Sequence[str]) -> None:
    try:
        import bm25s
    except ImportError:
        print("  bm25s is not installed")
        return
    begun = time.perf_counter()
    held = [entry.text for entry in Corpus(texts, 2).entries(size)]
    ranker = bm25s.BM25()
    ranker.index(bm25s.tokenize(held, show_progress=False), show_progress=False)
    print(f"  bm25s built in {time.perf_counter() - begun:.1f} s")
    tokens = [bm25s.tokenize(q, return_ids=False, show_progress=False) for q in questions]
    _tell("bm25s", [lambda t=t: ranker.retrieve(t, k=10, show_progress=False) for t in tokens])


def _tell(name: str, calls: Sequence[Callable[[], object]]) -> None:
    """Print the time that passed, and that of the processor, which others' work leaves alone."""
    calls[0]()
    passed, worked = [], []
    for call in calls:
        begun, busy = time.perf_counter(), time.process_time()
        call()
        worked.append(1e3 * (time.process_time() - busy))
        passed.append(1e3 * (time.perf_counter() - begun))
    figures = [*_half_and_most(passed), *_half_and_most(worked)]
    print(
        f"  {name:32} p50 {figures[0]:7.2f} ms  p95 {figures[1]:7.2f} ms"
        f"  (processor {figures[2]:7.2f}, {figures[3]:7.2f})",
        flush=True,
    )


def _half_and_most(values: list[float]) -> tuple[float, float]:
    ordered = sorted(values)
    return ordered[len(ordered) // 2], ordered[int(0.95 * (len(ordered) - 1))]


RIVALS = {"fts5": _measure_fts5, "bm25s": _measure_bm25s}

if __name__ == "__main__":
    sys.exit(main())
