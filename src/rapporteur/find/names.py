"""Know by which other names a question's words may stand in a record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from rapporteur.cues import load_cues
from rapporteur.find.words import PLAIN, composed, cut
from rapporteur.gazetteer import load_gazetteer

MOST = 14  # words of the longest name looked for


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

    def _add(self, short: str, longs: list[str]) -> None:
        """An abbreviation that means several things is looked for as it is written, and as each."""
        known = next((n for long in longs if (n := self._known.get(_key(long)))), None)
        known = known or self._known.get(_key(short))
        spellings = dict.fromkeys((*(known.spellings if known else ()), short, *longs))
        names = Names(tuple(spellings), known.code if known else "")
        for spelling in (short, *longs):
            self._known[_key(spelling)] = names


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
    return written.casefold() not in _short_words()


@cache
def _short_words() -> frozenset[str]:
    cues = load_cues("search")
    small = (word for words in cues["stop"].values() for word in words)
    return frozenset((*small, *cues["plain"]))
