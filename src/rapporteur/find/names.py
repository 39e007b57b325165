"""Know by which other names a question's words may stand in a record."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from rapporteur.cues import load_cues
from rapporteur.find.words import PLAIN, both_numbers, composed, cut
from rapporteur.gazetteer import load_gazetteer

MOST = 14  # words of the longest name looked for
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Names:
    """All spellings of one thing, and its code where it is a State or organisation."""

    spellings: tuple[str, ...]
    code: str = ""


class Thesaurus:
    """Names by any of their spellings: the gazetteer's, the cues', a record's abbreviations."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self._known: dict[str, Names] = dict(_list_known())
        added: dict[str, list[str]] = {}
        for short, long in pairs:
            added.setdefault(short, []).append(long)
        for short, longs in added.items():
            self._add(short, longs)

    def find(self, typed: str) -> list[tuple[int, int, Names]]:
        """Return the names in `typed` with their offsets, longest first, none inside another."""
        words = cut(typed, PLAIN)
        found = []
        at = 0
        while at < len(words):
            for last in range(min(len(words), at + MOST), at, -1):
                start, end = words[at].start, words[last - 1].end
                names = self._known.get(" ".join(word.text for word in words[at:last]))
                if names and _is_meant(typed[start:end]):
                    found.append((start, end, names))
                    at = last - 1
                    break
            at += 1
        return found

    def is_name(self, typed: str) -> bool:
        """Return whether names are all that is typed."""
        names = self.find(typed)
        return bool(names) and not any(re.search(r"\w", part) for part in _between(typed, names))

    def spell_out(self, typed: str) -> tuple[str, ...]:
        """Return what is typed for the encoder: the same however names and numbers are written.

        Abbreviations and organisations come in one spelling; a single word in both numbers.
        """
        names = self.find(typed)
        if not names and WORD.fullmatch(typed.strip()) and not typed.isupper():
            return both_numbers(typed.strip())
        told = [_one_spelling(name) or typed[start:end] for start, end, name in names]
        parts = zip(_between(typed, names), [*told, ""], strict=True)
        return ("".join(part for pair in parts for part in pair),)

    def _add(self, short: str, longs: list[str]) -> None:
        """An abbreviation that means several things is looked for as it is written, and as each."""
        known = next((n for long in longs if (n := self._known.get(_key(long)))), None)
        known = known or self._known.get(_key(short))
        spellings = dict.fromkeys((*(known.spellings if known else ()), short, *longs))
        names = Names(tuple(spellings), known.code if known else "")
        for spelling in (short, *longs):
            self._known[_key(spelling)] = names


def _one_spelling(name: Names) -> str:
    """Empty for a State: the record writes it as most who ask do."""
    if not name.code:
        return name.spellings[0]
    return name.code if name.code in _list_organisations() else ""


@cache
def _list_organisations() -> frozenset[str]:
    known = load_gazetteer().list_entities()
    return frozenset(entity.code for entity in known if entity.kind != "state")


def _between(typed: str, names: Iterable[tuple[int, int, Names]]) -> list[str]:
    """Return the text before, between and after the names."""
    parts, at = [], 0
    for start, end, _ in names:
        parts.append(typed[at:start])
        at = end
    return [*parts, typed[at:]]


@lru_cache(maxsize=8)
def get_thesaurus(pairs: tuple[tuple[str, str], ...]) -> Thesaurus:
    """Return the thesaurus that also knows these abbreviations with their long forms."""
    return Thesaurus(pairs)


@cache
def _list_known() -> Mapping[str, Names]:
    known: dict[str, Names] = {}
    groups: dict[str, dict[str, None]] = {}
    for spelling, code, kind in load_gazetteer().list_spellings():
        if kind != "place" and spelling.isprintable() and _key(spelling):
            groups.setdefault(code, {})[spelling] = None
    for code, spellings in groups.items():
        names = Names(tuple(spellings), code)
        for spelling in spellings:
            known.setdefault(_key(spelling), names)
    for spellings_alike in load_cues("search")["same"]:
        names = Names(tuple(spellings_alike))
        for spelling in spellings_alike:
            known[_key(spelling)] = names
    return known


@lru_cache(maxsize=65536)
def _key(name: str) -> str:
    return " ".join(word.text for word in cut(composed(name), PLAIN))


def _is_meant(written: str) -> bool:
    if not written.isalpha() or written.isupper():
        return True
    return written.casefold() not in short_words()


@cache
def short_words() -> frozenset[str]:
    """Return the words that are written like an abbreviation but for its capitals, folded."""
    cues = load_cues("search")
    small = (word for words in cues["stop"].values() for word in words)
    return frozenset((*small, *cues["plain"]))
