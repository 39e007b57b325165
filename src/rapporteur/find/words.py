"""Cut texts and questions into words, as the index keeps them: folded and stemmed."""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from rapporteur.cues import load_cues

STEMMERS = {"en": "english", "fr": "french", "es": "spanish"}
PLAIN = "plain"  # folded only: names
EXACT = "exact"  # words as they stand, their signs apart: quoted phrases
# Abbreviations as they are written, where folded they were another word: WHO, US.
CAPITALS = "capitals"
CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ]{2,}")
# Numbers keep their points and commas ("10.7", "1,000"); signs of money and per cent are words.
CUT = r"\d+(?:[.,]\d+)+|[\p{L}\p{M}\p{N}]+|[$€£¥%]"
# Passages are cut at every sign, in half the time, and without small words.
PASSAGES = {f"passage_{language}": language for language in STEMMERS}
GENITIVE = re.compile(r"['’]s\b")  # "s" is a small word of French
LONGEST = 60  # bytes of a word; longer ones are no words


class Word(NamedTuple):
    """`text` as the index keeps it; it stands at `start:end` of what was cut."""

    text: str
    start: int
    end: int


@cache
def get_analyser(language: str) -> TextAnalyzer:
    """Return the analyser of a language, of PLAIN, or of passages (a key of PASSAGES).

    Accents go before stems are taken, so that a question without them finds what has them.
    """
    tokenizer = Tokenizer.simple() if language in PASSAGES else Tokenizer.regex(CUT)
    chain = TextAnalyzerBuilder(tokenizer).filter(Filter.remove_long(LONGEST))
    chain = chain.filter(Filter.lowercase()).filter(Filter.ascii_fold())
    if language in PASSAGES:
        language = PASSAGES[language]
        chain = chain.filter(Filter.custom_stopword(sorted(stop_words(language))))
    if language in STEMMERS:
        chain = chain.filter(Filter.stemmer(STEMMERS[language]))
    return chain.build()


def cut(text: str, language: str) -> list[Word]:
    """Return the words of `text` in their order; offsets count characters."""
    if language == CAPITALS:
        return [Word(one[0], *one.span()) for one in CAPITAL.finditer(text)]
    language = PLAIN if language == EXACT else language
    found = get_analyser(language).pre_tokenize(text).tokens
    return [Word(t.text, t.char_offset_from, t.char_offset_to) for t in found]


def composed(text: str) -> str:
    """Return `text` with each accented letter as one character, as the analysers want it."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def other_number(word: str) -> str:
    """Return the plural or singular of a word of which it has another stem, else the word."""
    return _numbers().get(word.casefold(), word)


def both_numbers(noun: str) -> tuple[str, str]:
    """Return an English noun, given in either number, in the singular and the plural."""
    one = noun.casefold()
    if one in load_cues("search")["plurals"]:
        return one, other_number(one)
    if other_number(one) != one:
        return other_number(one), one
    if one.endswith("ies") and len(one) > 4:
        return one[:-3] + "y", one
    if one.endswith(("sses", "shes", "ches", "xes")):
        return one[:-2], one
    if one.endswith("s") and not one.endswith(("ss", "us", "is")):
        return one[:-1], one
    if one.endswith("y") and one[-2:-1] not in "aeiou":
        return one, one[:-1] + "ies"
    return one, one + ("es" if one.endswith(("s", "sh", "ch", "x")) else "s")


@cache
def _numbers() -> dict[str, str]:
    pairs = load_cues("search")["plurals"].items()
    return {one: other for pair in pairs for one, other in (pair, pair[::-1])}


@cache
def stop_words(language: str) -> frozenset[str]:
    """Return the words that carry no meaning in a question, folded."""
    return frozenset(load_cues("search")["stop"][language])


def guess_language(question: str) -> str:
    """Return the language of a question by its small words; "en" where they do not tell."""
    words = [word.text for word in cut(GENITIVE.sub("", composed(question)), PLAIN)]
    counts = {code: sum(w in stop_words(code) for w in words) for code in STEMMERS}
    return max(counts, key=lambda code: (counts[code], code == "en"))
