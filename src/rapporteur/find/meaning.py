"""Rank points by how near their meaning comes to a question's, with what stands around them."""

import json
import os
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from threading import RLock
from typing import NamedTuple
from weakref import WeakKeyDictionary
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt
from sqlalchemy import Engine, select

from rapporteur.find.index import folder_of
from rapporteur.find.nearest import Compared, Nearest, make_nearest
from rapporteur.store import tables
from rapporteur.store.changes import Change, find_changes, find_last_change
from rapporteur.store.vectors import KeptVectors
from rapporteur.vectors import WIDTH, encode_meaning, encoder_name, find_vectors

AROUND = 0.3  # what the nearer neighbour's likeness adds to a point's own
NEAREST = 200  # points that a question finds by meaning
FLOOR = 0.4  # least likeness, neighbour's share included, of what is found
AT_ONCE = 2_000  # texts whose vectors are fetched together
FEW = 100  # points of a store whose middle is not yet trusted
FILE, LISTS = "meaning.npz", "meaning-{}.faiss"

_held: "WeakKeyDictionary[Engine, Meanings]" = WeakKeyDictionary()
_guard = RLock()


class Near(NamedTuple):
    """A point, by its number in the store, and its likeness to the question."""

    serial: int
    likeness: float


class Rows(NamedTuple):
    """Points in reading order: their numbers, whether each goes on from the one before in the
    same segment, and their vectors, of length 1, in halves.
    """

    serials: npt.NDArray[np.int64]
    linked: npt.NDArray[np.bool_]
    vectors: npt.NDArray[np.float16]


class Meanings:
    """The vectors of all points of a store, kept in a file beside its index."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._lock = RLock()
        self._change: Change | None = None
        self._rows: dict[str, Rows] = {}
        self._all = _join([])
        self._nearest: Nearest = Compared(np.zeros((0, WIDTH), np.float32))
        self._middle = np.zeros(WIDTH, np.float32)
        self._load()

    @classmethod
    def of_rows(cls, rows: Rows) -> "Meanings":
        """Return the vectors given, of no store: for measuring."""
        made = cls()
        made._rows = {"": rows}
        made._arrange()
        return made

    def follow(self, engine: Engine) -> None:
        """Take in the points that changed in the store; cheap where nothing did."""
        last = find_last_change(engine)
        if last == self._change:
            return
        with self._lock:
            since = self._change.turn if self._change else 0
            if last is None or last.turn <= since:
                since = 0
                self._rows = {}
            changes = find_changes(engine, since)
            altered = [change for change in changes if self._take(engine, change.source)]
            self._change = changes[-1] if changes else None
            if altered or not changes:
                self._arrange()
            self._save()

    def find(self, question: npt.NDArray[np.float32], most: int = NEAREST) -> list[Near]:
        """Return at most `most` points that are near a question, nearest first.

        A neighbour in the same segment lends some of its likeness: "It had also suspended them".
        """
        found, likenesses = self._nearest.find(question, 2 * most)
        order = np.argsort(found)
        rows, own = found[order], likenesses[order]
        # Of rows in their order, which go on from the one before in the same segment?
        linked = (np.diff(rows) == 1) & self._all.linked[rows[1:]]
        lent = np.zeros_like(own)
        lent[1:] = np.where(linked, own[:-1], 0.0)
        lent[:-1] = np.maximum(lent[:-1], np.where(linked, own[1:], 0.0))
        scores = own + AROUND * lent
        best = np.argsort(-scores, kind="stable")[:most]
        best = best[scores[best] >= FLOOR]
        pairs = zip(self._all.serials[rows[best]].tolist(), scores[best].tolist(), strict=True)
        return [Near(serial, score) for serial, score in pairs]

    def find_like(self, vector: npt.NDArray[np.float32], most: int = NEAREST) -> list[Near]:
        """Return the points nearest to what a vector means, each by its own meaning alone."""
        found, likenesses = self._nearest.find(vector, most)
        pairs = zip(found.tolist(), likenesses.tolist(), strict=True)
        return [Near(int(self._all.serials[row]), likeness) for row, likeness in pairs]

    @property
    def middle(self) -> npt.NDArray[np.float32]:
        """The middle of all points: what they share, which tells none of them from another.

        It is shortened where a store holds few points.
        """
        return self._middle

    def _take(self, engine: Engine, source: str) -> bool:
        """Read a source's rows anew; return whether they differ from those held."""
        rows = _read_rows(engine, source)
        held = self._rows.pop(source, None)
        if len(rows.serials):
            self._rows[source] = rows
        return held is None or not _same(held, rows)

    def _arrange(self) -> None:
        self._all = _join([self._rows[source] for source in sorted(self._rows)])
        lists = None
        if self._folder is not None and self._change is not None:
            lists = self._folder / LISTS.format(self._change.token)
            for old in self._folder.glob(LISTS.format("*")):
                if old != lists:
                    old.unlink(missing_ok=True)
        self._nearest = make_nearest(self._all.vectors.astype(np.float32), lists)
        whole = self._all.vectors.sum(axis=0, dtype=np.float32)
        self._middle = whole / (len(self._all.vectors) + FEW)

    def _load(self) -> None:
        """Read the file, where there is one of this encoder; it is made anew where it is amiss."""
        if self._folder is None or not (self._folder / FILE).is_file():
            return
        try:
            with (self._folder / FILE).open("rb") as file, np.load(file) as held:
                state = json.loads(str(held["state"]))
                rows = Rows(held["serials"], held["linked"], held["vectors"])
        except (OSError, EOFError, ValueError, KeyError, BadZipFile):
            return
        if state["encoder"] != encoder_name():
            return
        at = 0
        for source, number in state["sources"]:
            part = slice(at, at + number)
            self._rows[source] = Rows(rows.serials[part], rows.linked[part], rows.vectors[part])
            at += number
        self._change = Change(*state["change"])
        self._arrange()

    def _save(self) -> None:
        if self._folder is None or self._change is None:
            return
        sources = [(source, len(self._rows[source].serials)) for source in sorted(self._rows)]
        state = {"encoder": encoder_name(), "sources": sources, "change": self._change}
        part = self._folder / f".{os.getpid()}.npz"
        try:
            np.savez(part, state=json.dumps(state), **self._all._asdict())
            part.replace(self._folder / FILE)
        except OSError:  # a full disk keeps nobody from searching; the store has the vectors
            part.unlink(missing_ok=True)


def open_meanings(engine: Engine) -> Meanings:
    """Return the vectors of a store's points, in step with it."""
    with _guard:
        held = _held.get(engine)
        if held is None:
            held = _held[engine] = Meanings(folder_of(engine))
    held.follow(engine)
    return held


def forget_meanings(engine: Engine) -> None:
    """Throw away what is kept beside the store; the vectors themselves stay in it."""
    with _guard:
        _held.pop(engine, None)
        folder = folder_of(engine)
        if folder is not None:
            for kept in (folder / FILE, *folder.glob(LISTS.format("*"))):
                kept.unlink(missing_ok=True)


@lru_cache(maxsize=1024)
def encode_question(text: str) -> npt.NDArray[np.float32]:
    """Return the vector of a question, which is asked again for each page of its answer."""
    vector = encode_meaning(text)
    vector.flags.writeable = False
    return vector


def _read_rows(engine: Engine, source: str) -> Rows:
    point = tables.point.c
    query = select(point.serial, point.segment, point.text).where(point.source == source)
    with engine.connect() as connection:
        found = connection.execute(query.order_by(point.order)).all()
    segments = [row.segment for row in found]
    linked = [before == after for before, after in zip([None, *segments], segments, strict=False)]
    return Rows(
        np.array([row.serial for row in found], np.int64),
        np.array(linked, bool),
        _vectors(engine, [row.text for row in found]),
    )


def _vectors(engine: Engine, texts: Sequence[str]) -> npt.NDArray[np.float16]:
    parts = [np.zeros((0, WIDTH), np.float16)]
    keep = KeptVectors(engine)
    for at in range(0, len(texts), AT_ONCE):
        some = texts[at : at + AT_ONCE]
        found = find_vectors(some, keep)
        parts.append(np.stack([found[text].meaning for text in some]).astype(np.float16))
    return np.concatenate(parts)


def _join(parts: Iterable[Rows]) -> Rows:
    none = Rows(np.zeros(0, np.int64), np.zeros(0, bool), np.zeros((0, WIDTH), np.float16))
    every = [none, *parts]
    return Rows(
        np.concatenate([rows.serials for rows in every]),
        np.concatenate([rows.linked for rows in every]),
        np.concatenate([rows.vectors for rows in every]),
    )


def _same(one: Rows, other: Rows) -> bool:
    return (
        np.array_equal(one.serials, other.serials)
        and np.array_equal(one.linked, other.linked)
        and np.array_equal(one.vectors, other.vectors)
    )
