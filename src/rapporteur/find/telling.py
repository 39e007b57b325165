"""Tell how much two sentences share, by their words: the rarer in the record, the more it tells."""

import math
from functools import lru_cache

from tantivy import Searcher

from rapporteur.find.schema import EVERY
from rapporteur.find.words import STEMMERS, Word, composed, cut, stop_words
from rapporteur.gazetteer import load_gazetteer

SHORTEST = 3  # letters of a word that tells; numbers always do


class Telling:
    """The telling words of texts in one index, and what each is worth."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._points = searcher.doc_freq("facet", EVERY)
        self._worth: dict[tuple[str, str], float] = {}

    def share(self, one: frozenset[str], other: frozenset[str], language: str) -> float:
        """Return the share of all words of two texts that both have, by their worth, in 0..1."""
        every = sum(self.worth(word, language) for word in one | other)
        both = sum(self.worth(word, language) for word in one & other)
        return both / every if every else 0.0

    def worth(self, word: str, language: str) -> float:
        """Return how much a word tells, as the index keeps it: more where it stands seldom."""
        key = (language, word)
        if key not in self._worth:
            held = self._searcher.doc_freq(f"text_{language}", word)
            self._worth[key] = math.log(1 + self._points / max(1, held))
        return self._worth[key]


def telling_words(text: str, language: str) -> frozenset[str]:
    """Return the words of a text, stemmed: without small words, and without names.

    Who is named says little of what is said: in the record of a board every sentence names it.
    """
    return frozenset(word.text for word in find_telling(text, language))


@lru_cache(maxsize=4096)
def find_telling(text: str, language: str) -> tuple[Word, ...]:
    """Return the same words with where they stand."""
    shown = composed(text)
    if len(shown) != len(text):  # its accents are apart from its letters; offsets must be its own
        shown = text
    names = [(name.start, name.end) for name in load_gazetteer().find_names(shown)]
    small = stop_words(language)
    return tuple(
        word
        for word in cut(shown, language)
        if (len(word.text) >= SHORTEST or word.text[0].isdigit())
        and word.text not in small
        and shown[word.start : word.end].casefold() not in small
        and not any(start <= word.start < end for start, end in names)
    )


def language_of(code: str) -> str:
    """Return the language in which the index cuts a text of this language."""
    return code if code in STEMMERS else "en"
