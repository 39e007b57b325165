"""Find many names in a text at once: longest match, at word bounds, minding capitals."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Generic, NamedTuple, TypeVar

import ahocorasick

from rapporteur.gazetteer.letters import is_word, lowered, plain

Value = TypeVar("Value")
GAP = re.compile(r"\s\s+")


class Found(NamedTuple, Generic[Value]):
    """`value` was given for the name that stands at `start:end`."""

    start: int
    end: int
    value: Value


class Choice(NamedTuple, Generic[Value]):
    """A name as given, where its capitals stand, and its value."""

    name: str
    capitals: tuple[int, ...]
    value: Value


class Matcher(Generic[Value]):
    """Two automata: abbreviations as they are written, all other names in any case.

    A capital of the name must be a capital in the text ("turkey" and "chad" are not States);
    its small letters may be capitals. Accents may be missing in the text, but not be others.
    """

    def __init__(self, names: Iterable[tuple[str, Value]], accented: frozenset[str]) -> None:
        self._accented = accented
        tables: tuple[dict[str, list[Choice[Value]]], ...] = ({}, {})
        for name, value in names:
            bare = plain(name)
            short = is_abbreviation(name)
            key = bare if short else lowered(bare)
            capitals = tuple(i for i, letter in enumerate(bare) if letter.isupper())
            tables[short].setdefault(key, []).append(Choice(name, capitals, value))
        self._names = _automaton(tables[False])
        self._short = _automaton(tables[True])

    def find(self, text: str) -> list[Found[Value]]:
        """Return the names in `text` in reading order, none inside another."""
        if GAP.search(text):
            return self._find_across_gaps(text)
        bare = plain(text)
        found = [
            *self._hits(self._names, text, bare, lowered(bare)),
            *self._hits(self._short, text, bare, bare),
        ]
        found.sort(key=lambda f: (f.start, -f.end))
        kept: list[Found[Value]] = []
        reach = 0
        for one in found:
            if one.start >= reach:
                kept.append(one)
                reach = one.end
        return kept

    def _find_across_gaps(self, text: str) -> list[Found[Value]]:
        """Find names in a text with runs of white space, which no name has."""
        places: list[int] = []
        reach = 0
        for gap in GAP.finditer(text):
            places.extend(range(reach, gap.start() + 1))
            reach = gap.end()
        places.extend(range(reach, len(text)))
        squeezed = GAP.sub(lambda gap: gap[0][0], text)
        return [
            Found(places[one.start], places[one.end - 1] + 1, one.value)
            for one in self.find(squeezed)
        ]

    def _hits(self, automaton: Any, text: str, bare: str, searched: str) -> Iterator[Found[Value]]:
        if automaton is None:
            return
        for last, (length, choices) in automaton.iter(searched):
            end = last + 1
            start = end - length
            if not _is_bounded(bare, start, end):
                continue
            for choice in choices:
                if self._fits(choice, text[start:end], bare[start:end]):
                    yield Found(start, end, choice.value)
                    break

    def _fits(self, choice: Choice[Value], written: str, bare: str) -> bool:
        if not all(bare[i].isupper() for i in choice.capitals):
            return False
        if choice.name in self._accented:
            return written.lower() == choice.name.lower()
        return written.isascii() or _accents_agree(choice.name, written)


def is_abbreviation(name: str) -> bool:
    """Tell whether `name` is matched as written only: at least as many capitals as others."""
    letters = [c for c in name if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return name.isascii() and " " not in name and 2 * capitals >= max(len(letters), 2)


def _accents_agree(name: str, written: str) -> bool:
    pairs = zip(lowered(name), lowered(written), strict=True)
    return all(
        letter == wanted or letter == plain(letter) or not letter.isalpha()
        for wanted, letter in pairs
    )


def _is_bounded(text: str, start: int, end: int) -> bool:
    if start and is_word(text[start]) and is_word(text[start - 1]):
        return False
    return not (end < len(text) and is_word(text[end - 1]) and is_word(text[end]))


def _automaton(table: dict[str, list[Choice[Any]]]) -> Any:
    if not table:
        return None
    automaton = ahocorasick.Automaton()
    for key, choices in table.items():
        automaton.add_word(key, (len(key), choices))
    automaton.make_automaton()
    return automaton
