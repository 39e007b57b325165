"""Cut text into sentences, by rules for the register of official records."""

import re
from collections.abc import Iterable
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.structure.hyphens import LINK

Span = tuple[int, int]

LONGEST = 4_000  # characters; longer than any sentence, this is text without full stops or a table

_STOP = re.compile(
    r"(?:[.?!…]+|[。؟])(?:[\"”’'»)\]]+\.?)?(?=\s)|(?<=[^\W\d_A-Z]{2})\.(?=[A-Z][a-z]*\s)"
)
_NEXT = re.compile(r"[\s\"“‘'«(\[–—•]*([^\s])")
_WORD_BEFORE = re.compile(r"[^\s(\[“‘\"/]*$")
_WORD_AFTER = re.compile(r"[\s\"“‘'«(\[]*([^\W_]+)")
_ENUMERATOR = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[ivxlIVXL]{1,5}|[A-Za-z])\)?\.?$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]$")
_REFERENCE = re.compile(r"\s*(?:\d|\([a-z\d]|[IVXL]+\b|[A-Z]\b)")
_BRACKET_LEFT = re.compile(r"\s*\([^()]{2,80}\)[.;,]?\s*$")


@cache
def _cues() -> dict[str, frozenset[str]]:
    return {name: frozenset(map(str, words)) for name, words in load_cues("abbreviations").items()}


def split_sentences(text: str) -> list[Span]:
    """Return the start and end of each sentence of `text`, white space left out.

    `text` is one paragraph. A closing quotation mark or bracket after a full stop belongs to the
    sentence before; a list in one paragraph stays one sentence. A sentence begins with a capital,
    a number or a letter of a script without capitals; in text written in small letters with any.
    """
    spans = []
    start = _skip_space(text, 0)
    small = _is_small(text, start)
    for match in _STOP.finditer(text):
        if match.start() >= start and _ends_sentence(text, start, match, small=small):
            spans.append((start, match.end()))
            start = _skip_space(text, match.end())
    end = len(text.rstrip())
    if start < end:
        spans.append((start, end))
    return spans


def cut_long(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return the spans, those over `LONGEST` cut at white space, or within a word that is longer.

    Work on a sentence may grow with the square of its length; a megabyte on one line must not
    stop the run.
    """
    cut: list[Span] = []
    for start, end in spans:
        while end - start > LONGEST:
            middle = text.rfind(" ", start + 1, start + LONGEST + 1)
            stop = len(text[:middle].rstrip()) if middle > start else start + LONGEST
            cut.append((start, stop))
            start = _skip_space(text, stop)
        if start < end:
            cut.append((start, end))
    return cut


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _is_small(text: str, start: int) -> bool:
    """Tell whether no sentence of `text` begins with a capital, as in transcripts and abstracts."""
    if not text[start : start + 1].islower():
        return False
    following = (_NEXT.match(text, stop.end()) for stop in _STOP.finditer(text))
    return not any(one and one[1].isupper() for one in following)


def _ends_sentence(text: str, start: int, stop: re.Match[str], *, small: bool) -> bool:
    following = _NEXT.match(text, stop.end())
    if following is None:
        return False  # nothing but white space is left
    letter = following[1]
    if letter.islower() and not small:
        return False
    if not (letter.isalnum() or letter in "#@$€£"):
        return False
    if _BRACKET_LEFT.match(text, stop.end()):
        return False  # who said it, or where to look: "Sign the Protocol. (Finland)"
    if stop.group()[0] != "." or stop.group().startswith(".."):
        return True
    if _ENUMERATOR.fullmatch(text, start, stop.start()):
        return False
    return not _is_shortened(text, start, stop, small=small)


def _is_shortened(text: str, start: int, stop: re.Match[str], *, small: bool) -> bool:
    """Tell whether the full stop belongs to a shortened word within its sentence."""
    before = _WORD_BEFORE.search(text, max(start, stop.start() - 40), stop.start())
    word = before.group() if before else ""
    if small and word.capitalize() in _cues()["before_name"]:
        return True
    if len(stop.group()) > 1 and len(word) > 1:
        return word in _cues()["before_name"]  # a bracket or quotation closes after the stop
    if not text[stop.end() : stop.end() + 1].isspace():
        return LINK.search(text, start, stop.start()) is not None
    cues = _cues()
    if word in cues["before_name"] or word in cues["inside"]:
        return True
    if word in cues["before_number"] and _REFERENCE.match(text, stop.end()):
        return True
    if word in cues["either"] or _INITIALS.fullmatch(word):
        return not _begins_sentence(text, stop.end())
    return False


def _begins_sentence(text: str, at: int) -> bool:
    word = _WORD_AFTER.match(text, at)
    return word is not None and word[1] in _cues()["begins"]
