"""The text index beside the store: built from it, following it, never the only copy of anything."""

import json
import shutil
import time
from collections.abc import Iterable
from pathlib import Path
from threading import RLock
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from tantivy import Index, Query, Schema, Searcher

from rapporteur.errors import StoreError
from rapporteur.find.entries import Entry, read_entries
from rapporteur.find.schema import (
    EVERY,
    MARK,
    VERSION,
    count_matches,
    make_passage_schema,
    make_schema,
)
from rapporteur.find.words import PASSAGES, PLAIN, STEMMERS, get_analyser
from rapporteur.find.writing import Writing
from rapporteur.store.changes import Change, find_changes, find_last_change

WAIT = 15.0  # seconds for another program that writes the index
PAUSE = 0.1

_opened: "WeakKeyDictionary[Engine, SearchIndex]" = WeakKeyDictionary()
_guard = RLock()


class SearchIndex:
    """An index in `folder`, or in memory where that is None."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._lock = RLock()
        self._index = _open(folder, make_schema())
        self._passages = _open(folder and folder / "passages", make_passage_schema())
        self._change: Change | None = None
        self._read_state()

    @property
    def searcher(self) -> Searcher:
        """What searches the index as it stood when it last followed the store."""
        return self._searcher

    @property
    def passages(self) -> Searcher:
        """What searches the passages of those points."""
        return self._passage_searcher

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
            self._reload()
            if last == self._change:
                return
            self._write(self._begin_writing(), engine)

    def rebuild(self, engine: Engine) -> int:
        """Forget all and build anew from the store; return the number of points."""
        with self._lock:
            writing = self._begin_writing(anew=True)
            self._change = None
            self._write(writing, engine)
        return self.count()

    def fill(self, source: str, entries: Iterable[Entry]) -> None:
        """Put in the points of one source that no store holds, for measuring."""
        with self._lock:
            writing = self._begin_writing(anew=True)
            writing.add(source, entries)
            writing.keep()
            self._reload()

    def count(self) -> int:
        """Return the number of points."""
        query = Query.term_query(make_schema(), "facet", EVERY)
        return count_matches(self._searcher, query)

    def _write(self, writing: Writing, engine: Engine) -> None:
        last = find_last_change(engine)
        if last == self._change:
            writing.undo()
            return
        since = self.turn
        if last is None or last.turn <= since:  # the store is another, or an older copy came back
            since = 0
        changes = find_changes(engine, since)
        try:
            if since == 0:
                writing.clear()
            for change in changes:
                writing.remove(change.source)
                writing.add(change.source, read_entries(engine, change.source))
            # What was saved while this was written has a later turn, and is taken in next time.
            writing.mark(changes[-1] if changes else None)
            writing.keep()
        except BaseException:
            writing.undo()
            raise
        self._reload()

    def _begin_writing(self, *, anew: bool = False) -> Writing:
        until = time.monotonic() + WAIT
        while True:
            try:
                writing = Writing(self._index, self._passages, anew=anew)
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
            self._reload()  # whoever wrote meanwhile may have done the work
            return writing

    def _reload(self) -> None:
        self._index.reload()
        self._passages.reload()
        self._read_state()

    def _read_state(self) -> None:
        schema = make_schema()
        self._searcher = self._index.searcher()
        self._passage_searcher = self._passages.searcher()
        found = self._searcher.search(Query.term_query(schema, "mark", MARK), 1).hits
        state = self._searcher.doc(found[0][1]).get_first("state") if found else None
        self._change = Change(*json.loads(state)) if state else None
        if not self._passage_searcher.num_docs:  # they were lost: all is built anew
            self._change = None
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
    for old in folder.parent.iterdir():  # no version reads another's
        if old.name.isdigit() and int(old.name) < int(VERSION):
            shutil.rmtree(old, ignore_errors=True)
    return folder


def _open(folder: Path | None, schema: Schema) -> Index:
    if folder is None:
        index = Index(schema)
    else:
        folder.mkdir(exist_ok=True)
        try:
            index = Index(schema, path=str(folder))
            index.searcher()
        except ValueError:  # damaged, or of another schema: the store has it all
            shutil.rmtree(folder)
            folder.mkdir()
            index = Index(schema, path=str(folder))
    for language in (*STEMMERS, *PASSAGES, PLAIN):
        index.register_tokenizer(language, get_analyser(language))
    index.config_reader("manual")
    index.reload()
    return index
