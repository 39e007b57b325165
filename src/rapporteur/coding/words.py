"""Find a framework's cues in a text, all at once."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import ahocorasick

from rapporteur.frameworks import Cue, Part, parse_cue

ALIKE = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-", "\n": " ", "\u00a0": " "})


Span = tuple[int, int]


class Match(NamedTuple):
    """A cue found: its weight, where its parts stand first, and how often all of it is said."""

    weight: float
    spans: tuple[Span, ...]
    times: int = 1


class CueFinder:
    """The cues of every code in one automaton; matching takes one pass over the text."""

    def __init__(self, cues: Iterable[tuple[str, str]]) -> None:
        """`cues` are pairs of a code and a cue as the framework writes it."""
        self._cues: list[tuple[str, Cue]] = [(code, parse_cue(c)) for code, c in cues]
        self._parts: dict[Part, list[int]] = {}
        for index, (_, cue) in enumerate(self._cues):
            for part in cue.parts:
                self._parts.setdefault(part, []).append(index)
        self._automaton = _automaton(self._parts)

    def find(self, text: str) -> dict[str, list[Match]]:
        """Return, by code, the cues whose parts all stand in `text`."""
        spans = self._find_parts(text)
        indexes = {index for part in spans for index in self._parts[part]}
        found: dict[str, list[tuple[Cue, list[list[Span]]]]] = {}
        for index in sorted(indexes):
            code, cue = self._cues[index]
            if all(part in spans for part in cue.parts):
                found.setdefault(code, []).append((cue, [spans[part] for part in cue.parts]))
        spoken = {code: _outermost(cues) for code, cues in found.items()}
        return {code: matches for code, matches in spoken.items() if matches}

    def kinds(self) -> Iterator[tuple[str, str, float]]:
        """Yield the code, kind and weight of every cue that asks for a kind of point."""
        return ((code, cue.kind, cue.weight) for code, cue in self._cues if cue.kind)

    def _find_parts(self, text: str) -> dict[Part, list[Span]]:
        """Return where each part stands, from the start of a word on, in reading order."""
        spans: dict[Part, list[Span]] = {}
        if self._automaton is None:
            return spans
        plain = text.translate(ALIKE).lower()
        if len(plain) != len(text):
            plain = text.lower() if len(text.lower()) == len(text) else text
        for last, parts in self._automaton.iter(plain):
            end = last + 1
            start = end - len(parts[0].text)
            if start and plain[start - 1].isalnum():
                continue
            whole = end == len(plain) or not plain[end].isalnum()
            for part in parts:
                if whole or part.is_open:
                    span = (start, end if whole else _word_end(plain, end))
                    spans.setdefault(part, []).append(span)
        return spans


def _word_end(text: str, end: int) -> int:
    while end < len(text) and text[end].isalnum():
        end += 1
    return end


def _outermost(cues: list[tuple[Cue, list[list[Span]]]]) -> list[Match]:
    """Drop a cue wherever it stands in a longer one ("data" in "data collection").

    A cue without weight says nothing, and takes its words from those that share some with it:
    "poor quality" leaves nothing of "the poor".
    """
    single = [(cue, span) for cue, places in cues if len(cue.parts) == 1 for span in places[0]]
    wide = [span for _, span in single]
    mute = [span for cue, span in single if not cue.weight]
    matches: list[Match] = []
    for cue, places in cues:
        if not cue.weight:
            continue
        if len(cue.parts) == 1:
            places = [[span for span in places[0] if not _is_hidden(span, wide, mute)]]
        times = min(len(place) for place in places)
        if times:
            matches.append(Match(cue.weight, tuple(place[0] for place in places), times))
    return matches


def _is_hidden(span: Span, wide: list[Span], mute: list[Span]) -> bool:
    return any(_is_inside(span, other) for other in wide) or any(
        span[0] < end and start < span[1] and not _is_inside((start, end), span)
        for start, end in mute
    )


def _is_inside(span: Span, other: Span) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]


def _automaton(parts: Iterable[Part]) -> Any:
    by_text: dict[str, list[Part]] = {}
    for part in parts:
        by_text.setdefault(part.text, []).append(part)
    if not by_text:
        return None
    automaton = ahocorasick.Automaton()
    for text, same in by_text.items():
        automaton.add_word(text, tuple(same))
    automaton.make_automaton()
    return automaton
