"""Find a framework's cues in a text, all at once."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import ahocorasick

from rapporteur.frameworks import Cue, Part, parse_cue

ALIKE = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-", "\n": " ", "\u00a0": " "})


class Match(NamedTuple):
    """A cue found: its weight, and where its parts stand."""

    weight: float
    spans: tuple[tuple[int, int], ...]


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
        found: dict[str, list[Match]] = {}
        for index in sorted(indexes):
            code, cue = self._cues[index]
            if all(part in spans for part in cue.parts):
                match = Match(cue.weight, tuple(spans[part] for part in cue.parts))
                found.setdefault(code, []).append(match)
        spoken = {code: _outermost(matches) for code, matches in found.items()}
        return {code: matches for code, matches in spoken.items() if matches}

    def kinds(self) -> Iterator[tuple[str, str, float]]:
        """Yield the code, kind and weight of every cue that asks for a kind of point."""
        return ((code, cue.kind, cue.weight) for code, cue in self._cues if cue.kind)

    def _find_parts(self, text: str) -> dict[Part, tuple[int, int]]:
        """Return where each part stands first, from the start of a word on."""
        spans: dict[Part, tuple[int, int]] = {}
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
                if (whole or part.is_open) and part not in spans:
                    spans[part] = (start, end if whole else _word_end(plain, end))
        return spans


def _word_end(text: str, end: int) -> int:
    while end < len(text) and text[end].isalnum():
        end += 1
    return end


def _outermost(matches: list[Match]) -> list[Match]:
    """Drop a cue inside a longer one ("data" in "data collection"), and those without weight."""
    wide = [m.spans[0] for m in matches if len(m.spans) == 1]
    return [
        m
        for m in matches
        if m.weight
        and (len(m.spans) > 1 or not any(_is_inside(m.spans[0], other) for other in wide))
    ]


def _is_inside(span: tuple[int, int], other: tuple[int, int]) -> bool:
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
