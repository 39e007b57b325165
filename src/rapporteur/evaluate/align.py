"""Pair labelled sentences with the rows of an export."""

import difflib
import itertools
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from rapporteur.errors import QueryError
from rapporteur.evaluate.labels import Labelled, get_letters
from rapporteur.wording import show_name

Row = dict[str, Any]
SHORTEST = 8  # letters; a shorter sentence ("2.") is in too many places to be found by its text
NAMED = 3  # files that an error names at most

Pair = tuple[Labelled, Row | None]


def pair_sentences(
    labelled: Sequence[Labelled], rows: Iterable[Row]
) -> tuple[list[Pair], tuple[str, ...]]:
    """Pair sentences with rows, each within its own file, and name the files that are absent.

    Sentences of an absent file are left out: nothing can be said about them. QueryError where
    that is all of them, or where none is long enough. A sentence of a file that is there, but
    without a row, stays, with None.
    """
    usable = [item for item in labelled if len(get_letters(item.text)) >= SHORTEST]
    if not usable:
        raise QueryError(
            "no labelled sentence is long enough to be found",
            remedy=f"give sentences of {SHORTEST} letters or more",
        )
    table = list(rows)
    held = {str(row.get("source_file", "")) for row in table}
    names = {item.file: show_name(item.file.rpartition("/")[2]) for item in usable}
    absent = tuple(sorted(file for file, name in names.items() if name and name not in held))
    if absent and len(absent) == len(names):
        raise QueryError(
            "none of the files that the labels name is in the store",
            place=", ".join(absent[:NAMED]) + (" and others" if len(absent) > NAMED else ""),
            remedy="ingest them under these names first",
        )
    pairs: list[Pair] = []
    for file, name in names.items():
        mine = [item for item in usable if item.file == file and file not in absent]
        text = [row for row in table if not name or row.get("source_file") == name]
        pairs += zip(mine, _align(mine, text), strict=True)
    return pairs, absent


def _align(labelled: Sequence[Labelled], rows: list[Row]) -> list[Row | None]:
    """Pair each labelled sentence with the row that covers at least half of its letters."""
    texts = [get_letters(row["text"]) for row in rows]
    starts = list(itertools.accumulate([len(text) for text in texts], initial=0))
    stream = "".join(texts)
    pairs: list[Row | None] = []
    cursor = 0
    for item in labelled:
        text = get_letters(item.text)
        at = _locate(text, stream, cursor)
        if at is None:
            pairs.append(None)
            continue
        cursor = max(cursor, at)
        pairs.append(_covering(rows, starts, at, at + len(text)))
    return pairs


def _locate(text: str, stream: str, cursor: int) -> int | None:
    for start in (cursor, 0):
        if (at := stream.find(text, start)) >= 0:
            return at
    # A footnote mark or a repaired hyphen stands inside: the longest shared run gives the place.
    window = stream[cursor : cursor + 20_000]
    matcher = difflib.SequenceMatcher(None, window, text, autojunk=False)
    match = matcher.find_longest_match()
    if match.size < max(12, 0.35 * len(text)):
        return None
    return cursor + match.a - match.b


def _covering(rows: list[Row], starts: list[int], begin: int, end: int) -> Row | None:
    best, cover = None, 0
    index = max(0, bisect_right(starts, begin) - 1)
    while index < len(rows) and starts[index] < end:
        shared = min(end, starts[index + 1]) - max(begin, starts[index])
        if shared > cover:
            best, cover = rows[index], shared
        index += 1
    return best if cover >= 0.5 * (end - begin) else None
