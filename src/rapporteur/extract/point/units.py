"""Read what a number counts: its unit, currency, or the noun phrase after it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rapporteur.cues import load_cues
from rapporteur.extract.point.numbers import Number

WORD = re.compile(r"[A-Za-zÀ-ÿ][\w’'\-–]*")

_PERCENT = re.compile(r"\s?(?:per\s?cent\b|percent\b|%|pct\b)(?!age)", re.IGNORECASE)
_POINTS = re.compile(r"\s?percentage points?\b", re.IGNORECASE)
_AGE = re.compile(
    r"\b(?:aged|ages?|age of|ages of|aged between|under the age of)\s$", re.IGNORECASE
)
_PART = re.compile(r"\s(?:thirds?|quarters?|fifths?|tenths?)\b", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:\s\(\d+\))?(?:\sof(?: the| its| their| our| these| those| all)?)?"
    r"(?: or more| or fewer)?(?: other| more)?(?=\s)"
)
_WORDS_COUNTED = 6
_NEAR = 24  # characters before a number within which its sign or "aged" stands


@dataclass(frozen=True, slots=True)
class Draft:
    """A number with the unit read straight after it, before ranges and lists share theirs.

    `kind` is "thing" for a noun phrase, "bare" where nothing was read, "joined" for a number
    that is part of a word or of a fraction.
    """

    number: Number
    unit: str
    end: int
    kind: Literal["percent", "money", "measure", "thing", "bare", "joined"]


@cache
def cue_words(name: str) -> frozenset[str]:
    """Return the word list `name` of the figures' cues."""
    return frozenset(str(word) for word in load_cues("figures")[name])


@cache
def _symbols() -> re.Pattern[str]:
    signs = sorted(load_cues("figures")["symbols"], key=len, reverse=True)
    return re.compile(rf"[\s-]?({'|'.join(map(re.escape, signs))})(?![\w²³/])")


def read_unit(text: str, number: Number) -> Draft:
    """Return `number` with the unit or thing that `text` puts straight after it."""
    rest = text[number.end :]
    if _PART.match(rest):
        return Draft(number, "", number.end, "joined")
    for pattern, unit in ((_POINTS, "percentage points"), (_PERCENT, "percent")):
        if match := pattern.match(rest):
            return Draft(number, unit, number.end + match.end(), "percent")
    if money := _read_money(text, number):
        return money
    if measure := _read_measure(number, rest):
        return measure
    if rest.startswith(("-", "‐", "‑")):
        return Draft(number, "", number.end, "joined")
    if _AGE.search(text[max(0, number.start - _NEAR) : number.start]):
        return Draft(number, "years", number.end, "measure")
    if number.value == 1 and number.spelled and (match := re.match(r"\s([a-z]+)\b", rest)):
        return Draft(number, match[1], number.end + match.end(), "thing")
    unit, end = _thing_counted(text, number.end)
    return Draft(number, unit, end, "thing" if unit else "bare")


def _read_measure(number: Number, rest: str) -> Draft | None:
    """Read a unit joined by a hyphen ("24-hour") or given by its sign ("9 kg")."""
    if match := re.match(r"[-‐‑\s]([A-Za-z]+)", rest):
        word = match[1].lower()
        if rest[0] not in " \n" and word.removesuffix("s") in cue_words("measures"):
            return Draft(number, f"{word.removesuffix('s')}s", number.end + match.end(), "measure")
    if match := _symbols().match(rest):
        return Draft(number, match[1], number.end + match.end(), "measure")
    return None


def _read_money(text: str, number: Number) -> Draft | None:
    before = text[max(0, number.start - _NEAR) : number.start]
    signs = load_cues("figures")["currencies"]
    for sign in sorted(signs, key=len, reverse=True):
        if re.search(rf"(?<![A-Za-z]){re.escape(sign)}\s?$", before):
            return Draft(number, signs[sign], number.end, "money")
    rest = text[number.end : number.end + 40]
    words = load_cues("figures")["currency_words"]
    for word in sorted(words, key=len, reverse=True):
        if match := re.match(rf"\s(?:of\s)?{word}\b", rest, re.IGNORECASE):
            return Draft(number, words[word], number.end + match.end(), "money")
    if (match := re.match(r"\s?([A-Z]{3}|€|£)(?!\w)", rest)) and match[1] in signs:
        return Draft(number, signs[match[1]], number.end + match.end(), "money")
    return None


def _thing_counted(text: str, start: int) -> tuple[str, int]:
    """Return the noun phrase counted after `start` and its end; ("", start) where none stands.

    The phrase ends with its last plural before a stop word, a verb form or punctuation.
    """
    words: list[re.Match[str]] = []
    lead = _LEAD.match(text, start)
    at = lead.end() if lead else start
    while len(words) < _WORDS_COUNTED:
        match = re.compile(r"\s?").match(text, at)
        word = WORD.match(text, match.end() if match else at)
        if word is None or _stops(text, word, words):
            break
        if words and is_plural(words[-1].group()) and _ends_phrase(word.group()):
            break
        words.append(word)
        at = word.end()
    while words and not is_plural(words[-1].group()):
        words.pop()
    if not words:
        return "", start
    return text[words[0].start() : words[-1].end()], words[-1].end()


def _stops(text: str, word: re.Match[str], words: Sequence[re.Match[str]]) -> bool:
    """Does `word` end the phrase? "and" does not between adjectives of one plural."""
    low = word.group().lower()
    if low not in cue_words("stops"):
        return False
    joins = low == "and" and words and not any(is_plural(w.group()) for w in words)
    after = re.match(r"\s([\w-]+)\s?([\w-]*)", text[word.end() :])
    return not (joins and after and (is_plural(after[1]) or is_plural(after[2])))


def is_plural(word: str) -> bool:
    """Does `word` look like the plural of a thing that can be counted?"""
    low = word.lower().rstrip("’'")
    if low in cue_words("plurals"):
        return True
    return (
        len(low) > 3
        and low.endswith("s")
        and not low.endswith(("ss", "’s", "'s", "us", "sis"))
        and (low not in cue_words("not_plural"))
    )


def _ends_phrase(word: str) -> bool:
    """Does `word`, standing after a plural, open a verb or participle rather than a noun?"""
    return word.endswith(("ed", "ing", "ly", "able"))
