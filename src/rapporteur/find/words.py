"""Cut texts and questions into words, as the index keeps them: folded and stemmed."""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from rapporteur.cues import load_cues

STEMMERS = {"en": "english", "fr": "french", "es": "spanish"}
PLAIN = "plain"  # folded only: names
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
    found = get_analyser(language).pre_tokenize(text).tokens
    return [Word(t.text, t.char_offset_from, t.char_offset_to) for t in found]


def composed(text: str) -> str:
    """Return `text` with each accented letter as one character, as the analysers want it."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


@cache
def stop_words(language: str) -> frozenset[str]:
    """Return the words that carry no meaning in a question, folded."""
    return frozenset(load_cues("search")["stop"][language])


def guess_language(question: str) -> str:
    """Return the language of a question by its small words; "en" where they do not tell."""
    words = [word.text for word in cut(GENITIVE.sub("", composed(question)), PLAIN)]
    counts = {code: sum(w in stop_words(code) for w in words) for code in STEMMERS}
    return max(counts, key=lambda code: (counts[code], code == "en"))
