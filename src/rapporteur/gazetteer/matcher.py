"""Find many names in a text at once: longest match, at word bounds, minding capitals."""

from collections.abc import Iterable, Iterator
from typing import Any, Generic, NamedTuple, TypeVar

import ahocorasick

from rapporteur.gazetteer.letters import is_word, lowered, plain

Value = TypeVar("Value")


class Found(NamedTuple, Generic[Value]):
    """`value` was given for the name that stands at `start:end`."""

    start: int
    end: int
    value: Value


class Matcher(Generic[Value]):
    """Two automata: abbreviations as they are written, all other names in any case.

    A capital of the name must be a capital in the text ("turkey" and "chad" are not States);
    its small letters may be capitals. Accents may be missing in the text, but not be others.
    """

    def __init__(self, names: Iterable[tuple[str, Value]], accented: frozenset[str]) -> None:
        self._accented = accented
        tables: tuple[dict[str, list[tuple[str, Value]]], ...] = ({}, {})
        for name, value in names:
            bare = plain(name)
            short = is_abbreviation(name)
            key = bare if short else lowered(bare)
            tables[short].setdefault(key, []).append((name, value))
        self._names = _automaton(tables[False])
        self._short = _automaton(tables[True])

    def find(self, text: str) -> list[Found[Value]]:
        """Return the names in `text` in reading order, none inside another."""
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

    def _hits(self, automaton: Any, text: str, bare: str, searched: str) -> Iterator[Found[Value]]:
        if automaton is None:
            return
        for last, (length, choices) in automaton.iter(searched):
            end = last + 1
            start = end - length
            if not _is_bounded(bare, start, end):
                continue
            for name, value in choices:
                if self._fits(name, text[start:end], bare[start:end]):
                    yield Found(start, end, value)
                    break

    def _fits(self, name: str, written: str, bare: str) -> bool:
        for wanted, letter in zip(plain(name), bare, strict=True):
            if wanted.isupper() and not letter.isupper():
                return False
        if name in self._accented:
            return written.lower() == name.lower()
        return written.isascii() or _accents_agree(name, written)


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


def _automaton(table: dict[str, list[tuple[str, Any]]]) -> Any:
    if not table:
        return None
    automaton = ahocorasick.Automaton()
    for key, choices in table.items():
        automaton.add_word(key, (len(key), choices))
    automaton.make_automaton()
    return automaton
