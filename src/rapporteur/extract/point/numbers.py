"""Find the numbers of a text, in digits and in words, and step over those that only name."""

import re
from dataclasses import dataclass
from functools import cache

from rapporteur.cues import load_cues

BLANK = "\x00"
ONE_IN = re.compile(
    r"\b(?:one|1) (?:in|out of) (?:every )?"
    r"(?P<whole>two|three|four|five|six|seven|eight|nine|ten|[2-9]|[1-9]\d{1,2})\b(?!,\d)",
    re.IGNORECASE,
)

_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f\u2009 ]\d{3})+(?:\.\d+)?(?![\d,]*\d)|\d+(?:\.\d+)?"
_DASH = r"[-‐‑–—]"


@dataclass(frozen=True, slots=True)
class Number:
    """A number at `text[start:end]`; `scaled` where a word such as "million" multiplied it.

    `spelled` marks numbers in words, `base` is the value before its scale ("8.5" of "8.5
    million").
    """

    start: int
    end: int
    value: float
    base: float
    scaled: bool
    spelled: bool


def find_numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of `text` that may count something, in order.

    Dates, years, times of day, document symbols, list numbers and numbered things ("article 3",
    "Goal 5") are left out.
    """
    clean = blank_names(text)
    found = [_read_digits(m) for m in _digit_pattern().finditer(clean)]
    found += [n for m in _word_pattern().finditer(clean) if (n := _read_words(m, clean))]
    return tuple(sorted(found, key=lambda number: number.start))


def blank_names(text: str) -> str:
    """Return `text` with every number that names rather than counts blanked, offsets kept."""
    for pattern in _name_patterns():
        text = pattern.sub(lambda m: BLANK * len(m.group()), text)
    return text


@cache
def _scales() -> dict[str, float]:
    return {word: float(value) for word, value in load_cues("figures")["scales"].items()}


@cache
def _small() -> dict[str, int]:
    cues = load_cues("figures")
    return {**cues["units"], **cues["tens"]}


@cache
def _digit_pattern() -> re.Pattern[str]:
    scales = "|".join(s for s in _scales() if s != "hundred")
    short = "|".join(load_cues("figures")["short_scales"])
    return re.compile(
        rf"(?<![\w.,/+:#{BLANK}])(?<![A-Za-z]{_DASH})(?P<digits>{_DIGITS})"
        rf"(?:[\s-]?(?P<scale>{scales})\b|\s?(?P<short>{short})\b)?"
        rf"(?![^\W_]|[/:]\d|\.\d)",
    )


@cache
def _word_pattern() -> re.Pattern[str]:
    cues = load_cues("figures")
    tens, units = "|".join(cues["tens"]), "|".join(cues["units"])
    scales = "|".join(_scales())
    small = rf"(?:(?:{tens})(?:[- ](?:{units}))?|{units})"
    return re.compile(
        rf"(?<![\w-])(?P<words>(?:(?:half )?an? (?={scales})|(?:{small})[\s-](?={scales})|{small})"
        rf"(?:(?:{scales})(?:[\s-](?:and[\s-])?(?:{small}|(?={scales})))?[\s-]?)*"
        r"(?:\s?and a half(?= ))?|a dozen|half a dozen)(?=\W|$)",
        re.IGNORECASE,
    )


def _read_digits(match: re.Match[str]) -> Number:
    base = float(re.sub(r"[^\d.]", "", match["digits"]))
    scale = 1.0
    if match["scale"]:
        scale = _scales()[match["scale"].lower()]
    elif match["short"]:
        scale = float(load_cues("figures")["short_scales"][match["short"]])
    return Number(match.start(), match.end(), base * scale, base, scale != 1.0, False)


def _read_words(match: re.Match[str], text: str) -> Number | None:
    words = match["words"].rstrip(" -")
    end = match.start() + len(words)
    if _is_ordinal(text[end:]):
        return None
    value, scaled = _value_of(words.lower())
    return Number(match.start(), end, value, value, scaled, True)


def _is_ordinal(rest: str) -> bool:
    """Is a number word followed by the rest of an ordinal ("seventy-seventh", "twenty first")?"""
    ordinals = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
    return re.match(rf"[-\s](?:{ordinals})\b(?!s)", rest, re.IGNORECASE) is not None


def _value_of(words: str) -> tuple[float, bool]:
    """Add up number words; the flag tells whether a scale such as "million" took part."""
    if words.endswith("dozen"):
        return (6.0 if words.startswith("half") else 12.0), False
    extra = 0.5 if words.endswith("and a half") else 0.0
    total, current, scaled = 0.0, 0.0, False
    for word in re.split(r"[\s-]+", words.removesuffix("and a half").strip()):
        if word in ("half", "a", "an"):
            current = 0.5 if "half" in words else 1.0
        elif word in _small():
            current += _small()[word]
        elif word == "hundred":
            current, scaled = (current or 1.0) * 100, True
        elif word in _scales():
            total, current, scaled = total + (current or 1.0) * _scales()[word], 0.0, True
    return total + current + extra, scaled


@cache
def _name_patterns() -> tuple[re.Pattern[str], ...]:
    cues = load_cues("figures")
    months = "|".join(cues["months"])
    labels = "|".join(re.escape(label) for label in cues["labels"])
    words = "|".join(sorted(_small(), key=len, reverse=True))
    year = r"(?:1[5-9]|20|21)\d\d"
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    days = rf"{day}(?:\s?(?:{_DASH}|,|and|to|or)\s?{day})*"
    counted = r"(?!,\d{3}|\d|[\s-]?(?:%|per\s?cent|million|billion|thousand|hundred))"
    one = rf"(?:\(?\d+(?:\.\w+)*(?:\s?\(\w\))*\)?|(?:{words})\b){counted}"
    name = rf"{one}(?:(?:\s?(?:,|{_DASH})\s?|,?\s(?:and|to|or)\s){one})*"
    listed = r"(?:\d{1,3}(?:\.\d{1,3})*[.)]|\(\d{1,3}\))"
    return (
        ONE_IN,
        re.compile(r"https?://\S+|www\.\S+|\S+@\S+"),
        re.compile(r"\b[A-Z]+(?:/[A-Z\d.()]+)+"),
        re.compile(rf"^\W*{listed}(?=\s)|(?<=[.!?;:]\s){listed}(?=\s+[A-Z])|\(\d{{1,3}}\)"),
        re.compile(rf"\b{days}\s(?:of\s)?(?:{months})\b\.?(?:,?\s{year})?", re.IGNORECASE),
        re.compile(rf"\b(?:{months})\.?\s{days}\b(?!\s(?:per|million))(?:,?\s{year})?"),
        re.compile(r"\b\d{1,2}(?:[:.]\d\d)?\s?(?:a\.m\.|p\.m\.|am\b|pm\b|noon|midnight|o’clock)"),
        re.compile(r"\b\d{1,2}[:.h]\d\d(?=\s?(?:[-–]|hours\b|to\s\d{1,2}[:.]))|\b\d{1,2}:\d\d\b"),
        re.compile(r"\+\d[\d\s().-]{6,}"),
        re.compile(rf"\b\d{{1,4}} \({year}\)"),
        re.compile(r"[“\"‘]\d{3,4}\b(?!,)"),
        re.compile(rf"\b{year}\s?(?:{_DASH}|/)\s?(?:{year}\d{{0,2}}|\d\d)\b"),
        re.compile(r"\b(?:Group|Committee) of (?:\d+|[A-Z][a-z]+(?:-[a-z]+)?)\b"),
        re.compile(rf"(?<!\ba )\b(?:{labels})s?\.?[\s-]{name}", re.IGNORECASE),
        re.compile(r"\b(?:day|year|phase|step) (?:one|two|three)\b", re.IGNORECASE),
        re.compile(r"\bper (?:\d{1,3}(?:[, ]\d{3})+|\d+)\b"),
        re.compile(r"\b(?:no|any|every|each|some|this|that|another|the) one\b", re.IGNORECASE),
    )
