"""The text index beside the store: built from it, following it, never the only copy of anything."""

import json
import shutil
import time
from collections.abc import Iterable
from pathlib import Path
from threading import RLock
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from tantivy import Document, Index, IndexWriter, Query, Searcher

from rapporteur.errors import StoreError
from rapporteur.find.abbreviations import find_pairs
from rapporteur.find.entries import Entry, read_entries
from rapporteur.find.schema import EVERY, MARK, VERSION, count_matches, make_schema
from rapporteur.find.words import AROUND, PLAIN, STEMMERS, composed, get_analyser
from rapporteur.store.changes import Change, find_changes, find_last_change

WAIT = 15.0  # seconds for another program that writes the index
PAUSE = 0.1
THREADS = 2  # for building anew; what follows the store is small
LARGE_HEAP = 500_000_000  # when building anew: fewer parts to search, and to merge
HEAP = 60_000_000  # bytes a thread gathers before it writes; below 15 MB tantivy refuses

_opened: "WeakKeyDictionary[Engine, SearchIndex]" = WeakKeyDictionary()
_guard = RLock()


class SearchIndex:
    """An index in `folder`, or in memory where that is None."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._lock = RLock()
        self._index = _open(folder)
        self._change: Change | None = None
        self._read_state()

    @property
    def searcher(self) -> Searcher:
        """What searches the index as it stood when it last followed the store."""
        return self._searcher

    @property
    def turn(self) -> int:
        """How far the index has followed the store."""
        return self._change.turn if self._change else 0

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that points are in."""
        return self._languages

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The abbreviations that sources explain, each with what it stands for."""
        return self._pairs

    def follow(self, engine: Engine) -> None:
        """Take in what changed in the store since; cheap where nothing did.

        Raises StoreError where another program goes on writing the index.
        """
        last = find_last_change(engine)
        if last == self._change:
            return
        with self._lock:
            self._index.reload()
            self._read_state()
            if last == self._change:
                return
            writer = self._get_writer()
            self._read_state()  # whoever wrote meanwhile may have done the work
            self._write(writer, engine)

    def rebuild(self, engine: Engine) -> int:
        """Forget all and build anew from the store; return the number of points."""
        with self._lock:
            writer = self._get_writer(THREADS)
            self._change = None
            self._write(writer, engine)
        return self.count()

    def fill(self, source: str, entries: Iterable[Entry]) -> None:
        """Put in the points of one source that no store holds, for measuring."""
        with self._lock:
            writer = self._get_writer(THREADS)
            _add(writer, source, entries)
            writer.commit()
            writer.wait_merging_threads()
            self._index.reload()
            self._read_state()

    def count(self) -> int:
        """Return the number of points."""
        query = Query.term_query(make_schema(), "facet", EVERY)
        return count_matches(self._searcher, query)

    def _write(self, writer: IndexWriter, engine: Engine) -> None:
        last = find_last_change(engine)
        if last == self._change:
            writer.rollback()
            return
        since = self.turn
        if last is None or last.turn <= since:  # the store is another, or an older copy came back
            since = 0
        changes = find_changes(engine, since)
        try:
            if since == 0:
                writer.delete_all_documents()
            for change in changes:
                writer.delete_documents_by_term("source", change.source)
                _add(writer, change.source, read_entries(engine, change.source))
            # What was saved while this was written has a later turn, and is taken in next time.
            writer.delete_documents_by_term("mark", MARK)
            if changes:
                writer.add_document(Document(mark=[MARK], state=[json.dumps(changes[-1])]))
            writer.commit()
        except BaseException:
            writer.rollback()
            raise
        writer.wait_merging_threads()
        self._index.reload()
        self._read_state()

    def _get_writer(self, threads: int = 1) -> IndexWriter:
        until = time.monotonic() + WAIT
        while True:
            try:
                writer = self._index.writer(HEAP if threads == 1 else LARGE_HEAP, threads)
            except ValueError as error:
                if "LockBusy" not in str(error) and "lock" not in str(error).lower():
                    raise
                if time.monotonic() > until:
                    raise StoreError(
                        "another program is writing the search index",
                        place=str(self._folder),
                        remedy="wait till it is done, and try again",
                    ) from error
                time.sleep(PAUSE)
                continue
            self._index.reload()
            return writer

    def _read_state(self) -> None:
        schema = make_schema()
        self._searcher = self._index.searcher()
        found = self._searcher.search(Query.term_query(schema, "mark", MARK), 1).hits
        state = self._searcher.doc(found[0][1]).get_first("state") if found else None
        self._change = Change(*json.loads(state)) if state else None
        self._languages = tuple(
            code for code in STEMMERS if self._searcher.doc_freq("facet", f"language:{code}")
        )
        self._pairs = self._read_pairs()

    def _read_pairs(self) -> tuple[tuple[str, str], ...]:
        query = Query.term_query(make_schema(), "mark", "pair")
        hits = self._searcher.search(query, max(1, self._searcher.num_docs)).hits
        documents = (self._searcher.doc(address) for _, address in hits)
        return tuple(sorted({(str(d["short"][0]), str(d["long"][0])) for d in documents}))


def open_index(engine: Engine) -> SearchIndex:
    """Return the index of a store, in step with it.

    It lies in a folder beside the store's file; where that cannot be written, in memory.
    """
    with _guard:
        index = _opened.get(engine)
        if index is None:
            index = _opened[engine] = SearchIndex(folder_of(engine))
    index.follow(engine)
    return index


def rebuild_index(engine: Engine) -> int:
    """Throw the index away and build it anew; return the number of points in it."""
    with _guard:
        index = _opened.get(engine) or SearchIndex(folder_of(engine))
        _opened[engine] = index
    return index.rebuild(engine)


def folder_of(engine: Engine) -> Path | None:
    """Return the folder of a store's index, made where it is not, None where it cannot be."""
    place = engine.url.database
    if engine.dialect.name != "sqlite" or not place or place == ":memory:":
        return None
    folder = Path(f"{place}.index") / VERSION
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError:
        return None
    return folder


def _open(folder: Path | None) -> Index:
    schema = make_schema()
    if folder is None:
        index = Index(schema)
    else:
        try:
            index = Index(schema, path=str(folder))
            index.searcher()
        except ValueError:  # damaged, or of another schema: the store has it all
            shutil.rmtree(folder)
            folder.mkdir()
            index = Index(schema, path=str(folder))
    for language in (*STEMMERS, *AROUND, PLAIN):
        index.register_tokenizer(language, get_analyser(language))
    index.config_reader("manual")
    index.reload()
    return index


def _add(writer: IndexWriter, source: str, entries: Iterable[Entry]) -> None:
    texts: list[str] = []
    for entry in entries:
        writer.add_document(_document(source, entry))
        texts.append(entry.text)
    for short, long in find_pairs(texts):
        writer.add_document(Document(mark=["pair"], source=[source], short=[short], long=[long]))


def _document(source: str, entry: Entry) -> Document:
    language = entry.language if entry.language in STEMMERS else "en"
    document = Document()
    document.add_text("source", source)
    document.add_text(f"text_{language}", composed(entry.text))
    document.add_text(f"around_{language}", composed(entry.around))
    document.add_text("said_by", composed(entry.said_by))
    document.add_text("segment", entry.segment)
    for facet in entry.facets:
        document.add_text("facet", facet)
    document.add_unsigned("serial", entry.serial)
    document.add_unsigned("tier", entry.tier)
    document.add_unsigned("sure", entry.sure)
    document.add_unsigned("date", entry.date)
    for value in entry.values:
        document.add_float("value", value)
    for value in entry.percents:
        document.add_float("percent", value)
    return document
