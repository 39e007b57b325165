"""Find what a question names or asks for that no sentence of the record holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from tantivy import Searcher

from rapporteur.cues import load_cues
from rapporteur.find.asked import LANGUAGE, Asked
from rapporteur.find.index import SearchIndex
from rapporteur.find.matching import Matcher
from rapporteur.find.names import Names, Thesaurus
from rapporteur.find.question import Words
from rapporteur.find.schema import count_matches
from rapporteur.find.words import PLAIN, cut
from rapporteur.gazetteer import load_gazetteer

BEGINNING = 3  # letters that a word shares with one that is spelled nearly alike
ALIKE = 0.8  # how alike, of 1
CANDIDATES = 500  # words of one beginning that are compared


@dataclass(frozen=True, slots=True)
class Missing:
    """Names and words that no sentence holds in any of their spellings and forms, as typed.

    `body` tells that a State or organisation is among them, `name` that another name is, `word`
    that a word is of which nothing else is held either: see `_tells`.
    """

    said: tuple[str, ...]
    body: bool
    name: bool
    word: bool


def find_missing(index: SearchIndex, thesaurus: Thesaurus, asked: Asked) -> Missing:
    """Return what no sentence of the whole record holds, whatever filters are set."""
    matcher = Matcher(index.searcher, index.languages, thesaurus)
    names = [
        (said, name)
        for said, name in asked.known
        if not count_matches(index.searcher, matcher.match(Words(said)).bare)
    ]
    gone = [said for word, said in asked.words.items() if not _is_held(index.searcher, word, said)]
    telling = _tells(index, gone)
    return Missing(
        tuple(dict.fromkeys([*(said for said, _ in names), *gone])),
        body=any(_is_body(name) for _, name in names),
        name=any(_is_name(asked.text, said) for said in telling),
        word=bool(telling),
    )


def _is_held(searcher: Searcher, word: str, said: str) -> bool:
    """In a sentence, or in the name of who says it."""
    if searcher.doc_freq(f"text_{LANGUAGE}", word):
        return True
    return any(searcher.doc_freq("said_by", name.text) for name in cut(said, PLAIN))


def _tells(index: SearchIndex, gone: Sequence[str]) -> list[str]:
    """Return those words that tell that the record is silent.

    An abbreviation may be written out, another language have another word, and what is spelled
    nearly alike ("licences", "licenses") be the same.
    """
    if any(_is_abbreviation(said) for said in gone) or set(index.languages) - {LANGUAGE}:
        return []
    return [said for said in gone if not _is_near(index.searcher, said)]


def _is_abbreviation(said: str) -> bool:
    return sum(letter.isupper() for letter in said) > 1


def _is_near(searcher: Searcher, said: str) -> bool:
    for field, language in ((f"text_{LANGUAGE}", LANGUAGE), ("said_by", PLAIN)):
        word = "".join(part.text for part in cut(said, language))
        held = searcher.terms_with_prefix(field, word[:BEGINNING], limit=CANDIDATES)
        if get_close_matches(word, [term for term, _ in held], n=1, cutoff=ALIKE):
            return True
    return False


def _is_name(text: str, said: str) -> bool:
    """Whether a word is written as a name is, amid words that are not."""
    first, *others = text.split()
    plain = any(word.islower() and len(word) > BEGINNING for word in others)
    common = said.casefold() in load_cues("search")["capitals"]
    return plain and said[:1].isupper() and said not in first and not common


def _is_body(name: Names) -> bool:
    """A State or organisation; a group of States is spoken of by its members too."""
    return name.code in _bodies()


@cache
def _bodies() -> frozenset[str]:
    known = load_gazetteer().list_entities()
    return frozenset(entity.code for entity in known if entity.kind in ("state", "organisation"))
