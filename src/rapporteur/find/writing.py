"""Write points and their passages into the two indexes of a folder, both or neither."""

import json
from collections.abc import Iterable, Sequence
from itertools import groupby

from tantivy import Document, Index

from rapporteur.find.abbreviations import find_pairs
from rapporteur.find.entries import Entry
from rapporteur.find.facets import gather
from rapporteur.find.schema import COUNTED, MARK
from rapporteur.find.words import CAPITAL, CAPITALS, STEMMERS, composed
from rapporteur.store.changes import Change

THREADS = 2  # for building anew; what follows the store is small
LARGE_HEAP = 500_000_000  # when building anew: fewer parts to search, and to merge
HEAP = 60_000_000  # bytes a thread gathers before it writes; below 15 MB tantivy refuses


class Writing:
    """What is added and removed till `keep` or `undo`; one program at a time may write.

    Raises ValueError of tantivy where another does.
    """

    def __init__(self, points: Index, passages: Index, *, anew: bool = False) -> None:
        heap, threads = (LARGE_HEAP, THREADS) if anew else (HEAP, 1)
        self._points = points.writer(heap, threads)
        self._passages = passages.writer(HEAP, 1)

    def clear(self) -> None:
        """Remove everything."""
        self._points.delete_all_documents()
        self._passages.delete_all_documents()

    def remove(self, source: str) -> None:
        """Remove the points of a source."""
        self._points.delete_documents_by_term("source", source)
        self._passages.delete_documents_by_term("source", source)

    def add(self, source: str, entries: Iterable[Entry]) -> None:
        """Add points of a source, with their passages and the abbreviations they explain."""
        texts: list[str] = []
        for number, points in groupby(entries, key=lambda entry: entry.passage):
            held = list(points)
            for entry in held:
                self._points.add_document(_point(source, entry))
            self._passages.add_document(_passage(source, number, held))
            texts += [entry.text for entry in held]
        for short, long in find_pairs(texts):
            pair = Document(mark=["pair"], source=[source], short=[short], long=[long])
            self._points.add_document(pair)

    def mark(self, last: Change | None) -> None:
        """Note how far the store has been followed."""
        self._points.delete_documents_by_term("mark", MARK)
        if last:
            self._points.add_document(Document(mark=[MARK], state=[json.dumps(last)]))

    def keep(self) -> None:
        """Let all that was written count.

        The mark goes last, with the points: what is cut off before is written again.
        """
        self._passages.commit()
        self._points.commit()
        self._passages.wait_merging_threads()
        self._points.wait_merging_threads()

    def undo(self) -> None:
        """Let nothing that was written count."""
        self._points.rollback()
        self._passages.rollback()


def _point(source: str, entry: Entry) -> Document:
    document = Document()
    document.add_text("source", source)
    document.add_text(f"text_{_language(entry)}", composed(entry.text))
    if capitals := " ".join(dict.fromkeys(CAPITAL.findall(composed(entry.text)))):
        document.add_text(f"text_{CAPITALS}", capitals)
    document.add_text("said_by", composed(entry.said_by))
    document.add_text("segment", entry.segment)
    for facet in entry.facets:
        document.add_text("facet", facet)
    for column, values in gather(entry.facets):
        document.add_text(f"{COUNTED}{column}", values)
    document.add_unsigned("serial", entry.serial)
    document.add_unsigned("passage", entry.passage)
    document.add_unsigned("tier", entry.tier)
    document.add_unsigned("sure", entry.sure)
    document.add_unsigned("date", entry.date)
    for value in entry.values:
        document.add_float("value", value)
    for value in entry.percents:
        document.add_float("percent", value)
    return document


def _passage(source: str, number: int, held: Sequence[Entry]) -> Document:
    text = " ".join([held[0].title, *(entry.text for entry in held)])
    document = Document()
    document.add_text("source", source)
    document.add_text(f"passage_{_language(held[0])}", composed(text))
    document.add_unsigned("number", number)
    return document


def _language(entry: Entry) -> str:
    return entry.language if entry.language in STEMMERS else "en"
