"""Tell a State from the person, language, coin or plain word that is spelt alike."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from rapporteur.gazetteer.letters import plain

NEXT = re.compile(r"[ -]([\w'’.-]+)")
LAST = re.compile(r"([\w'’-]+)[ -]$")
TITLE = re.compile(r"([\w]+)\.?\s$")
TITLED = re.compile(r"(?:[ -]?[ -](?:[A-Z][\w'’]+|of|on|for|and(?= [A-Z])))+")
NAMED = re.compile(r"(?:\b[A-ZÀ-Þ][a-zà-ÿ'’]+ )+$")
REACH = 120  # characters looked at on either side of a name


class Doubts:
    """The rules and word lists of words.yml and places.yml that speak against a name."""

    def __init__(
        self, words: Mapping[str, Any], instruments: Sequence[str], agendas: Sequence[str] = ()
    ) -> None:
        self._titles = frozenset(words["titles"])
        self._first_names = frozenset(words["first_names"])
        self._surnames = frozenset(words["surnames"])
        self._plain = frozenset(words["plain_neighbours"])
        self._capitals = frozenset(words["words_in_capitals"])
        self._languages = frozenset(words["languages"])
        self._language_after = frozenset(words["language_after"])
        self._language_before = frozenset(words["language_before"])
        self._pure = frozenset(words["language_names"])
        self._instruments = frozenset(instruments)
        self._agendas = frozenset(agendas)
        tongue = "|".join(sorted(self._pure | self._languages))
        join = r"(?:, and |, or |, | and | or |/|-)"
        self._chain_before = re.compile(rf"(?:\b(?:{tongue}){join})+$")
        self._chain_after = re.compile(rf"^(?:{join}(?:{tongue})\b)+")

    def is_person(self, text: str, start: int, end: int) -> bool:
        """Tell whether the name follows a personal title or stands beside a person's other name."""
        before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
        title = TITLE.search(before)
        if title and title[1] in self._titles:
            return True
        name = plain(text[start:end])
        following = NEXT.match(after)
        if name in self._first_names and following and self._is_personal(following[1]):
            return True
        last = LAST.search(before)
        return name in self._surnames and last is not None and self._is_personal(last[1])

    def is_language(self, text: str, start: int, end: int) -> bool:
        """Tell whether a nationality's adjective names the language instead."""
        if text[start:end] not in self._languages:
            return False
        before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
        listed = self._chain_after.match(after)
        following = NEXT.match(after[listed.end() :] if listed else after)
        last = LAST.search(before)
        if following and following[1].lower().rstrip(".") in self._language_after:
            return True
        if last and last[1].lower() in self._language_before:
            return True
        if last and last[1].lower() in ("in", "into") and _ends_phrase(after):
            return True
        chains = (self._chain_before.search(before), listed)
        return any(c is not None and self._has_pure(c[0]) for c in chains)

    def is_word_in_capitals(self, text: str, start: int, end: int) -> bool:
        """Tell whether an abbreviation is a plain word of a line all in capitals."""
        if text[start:end] not in self._capitals:
            return False
        beside = (LAST.search(text[:start][-REACH:]), NEXT.match(text[end : end + REACH]))
        around = [m[1] for m in beside if m is not None and any(c.isalpha() for c in m[1])]
        return bool(around) and all(word.isupper() for word in around)

    def is_instrument(self, text: str, end: int) -> bool:
        """Tell whether a city's name goes on as that of an agreement or a body.

        Other capitalised words may stand between ("Kunming-Montreal Global Framework").
        """
        following = TITLED.match(text[end : end + REACH])
        words = re.findall(r"[\w'’]+", following[0]) if following else []
        return any(word in self._instruments for word in words)

    def is_agenda(self, text: str, end: int) -> bool:
        """Tell whether a State's name goes on as that of a document agreed there."""
        following = NEXT.match(text[end : end + REACH])
        return following is not None and following[1].rstrip(".,;)") in self._agendas

    def is_last_name(self, text: str, start: int) -> bool:
        """Tell whether a city's name ends that of a person or a body ("Ana Ruiz Madrid")."""
        before = NAMED.search(text[max(0, start - REACH) : start])
        if before is None:
            return False
        words = before[0].split()
        opens = start - len(before[0]) <= 0 or text[: start - len(before[0])].rstrip()[-1:] in ".!?"
        return words[-1] not in self._plain and (len(words) > 1 or not opens)

    def _is_personal(self, word: str) -> bool:
        word = word.rstrip(".")
        return word[:1].isupper() and not word.isupper() and word not in self._plain

    def _has_pure(self, chain: str) -> bool:
        return any(word in self._pure for word in re.findall(r"\w+", chain))


def _ends_phrase(after: str) -> bool:
    return re.match(r"\s*(?:$|[.,;:)]|(?:and|or|to|at|by|for|as|on)\b)", after) is not None
