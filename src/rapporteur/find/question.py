"""Read what a person types as a question: words, phrases, beginnings, ranges, and, or, not."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from rapporteur.errors import QueryError
from rapporteur.find.words import composed
from rapporteur.store.select import read_days

LONGEST = 2_000  # characters; nobody types more, and a hostile question must end soon
MOST = 60  # words and phrases of a question
DEEPEST = 20  # brackets in brackets
ABBREVIATED = 6  # letters; a longer word in capitals is no abbreviation
SLOPPIEST = 20  # words that may stand between those of a phrase
TOKEN = re.compile(
    r'(?P<phrase>[+-]?"[^"]*"(?:~\d+)?)'
    r"|(?P<range>\b(?:date|year|value|percent|sure):[^\s()\"]+)"
    r"|(?P<bracket>[()])"
    r"|(?P<operator>\b(?:AND|OR|NOT)\b)"
    r"|(?P<word>[+-]?[$€£¥]?\w[\w.,'’%$€£/-]*\*?)"
)
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))  # as people paste them
PER_CENT = re.compile(r"(\d)\s*(?:per cent|percent)\b(?=[^\"]*(?:\"[^\"]*\"[^\"]*)*$)")
RANGE = re.compile(r"(?:(>=|<=|>|<)?([^.]+?(?:\.\d+)?)|([^.]*(?:\.\d+)?)\.\.([^.]*(?:\.\d+)?))")


@dataclass(frozen=True, slots=True)
class Words:
    """Words without an operator: any of them may stand, all together count more."""

    text: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """A word of which only the beginning is given: `migra*`."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand together in this order, at most `slop` words moved apart."""

    text: str
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from `low` to `high`, None where open; `name` is a number of the index."""

    name: str
    low: float | None
    high: float | None
    with_low: bool = True
    with_high: bool = True


@dataclass(frozen=True, slots=True)
class Wish:
    """`part` need not hold, but counts where it does: words beside one with a plus."""

    part: "Question"


@dataclass(frozen=True, slots=True)
class All:
    """Everything in `parts` must hold."""

    parts: tuple["Question", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Something in `parts` must hold."""

    parts: tuple["Question", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """`part` must not hold."""

    part: "Question"


Question: TypeAlias = Words | Beginning | Phrase | Range | All | Some | Not | Wish


def read_question(typed: str) -> Question:
    """Return the question that was typed.

    Capital AND, OR, NOT and brackets join; `+word` must stand, `-word` must not; "quoted words"
    stand together, "these words"~3 nearly so; `year:2020..2022`, `percent:<3`, `value:>=1000`
    are ranges. What is left open or stands amiss is passed over, so that no slip of the hand is
    refused. Raises QueryError where there is nothing to look for, too much, or a wrong range.
    """
    if len(typed) > LONGEST:
        raise QueryError(
            f"the question has {len(typed)} characters", remedy=f"use at most {LONGEST}"
        )
    shown = PER_CENT.sub(r"\1%", composed(typed).translate(QUOTES))
    tokens = _plain([(m.lastgroup or "", m[0]) for m in TOKEN.finditer(shown)])
    if len(tokens) > MOST:
        raise QueryError(
            f"the question has {len(tokens)} words", remedy=f"use at most {MOST}, the telling ones"
        )
    question = _Reader(tokens).read()
    if question is None and all(kind == "operator" for kind, _ in tokens):  # then they are words
        question = _read_word(" ".join(text for _, text in tokens))
    if isinstance(question, Not) or (question is None and _excludes(tokens)):
        raise QueryError("says only what must not stand", remedy="add a word that should")
    if question is None:
        raise QueryError("there is no word to look for", remedy="give at least one word")
    return question


def _excludes(tokens: list[tuple[str, str]]) -> bool:
    return any(text[0] == "-" or text == "NOT" for _, text in tokens)


def _plain(tokens: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Take for words what only looks like a sign of logic: "AND" in a question all in capitals.

    Brackets group what AND, OR and NOT join; where these are not, they only set words apart.
    """
    words = [text for kind, text in tokens if kind == "word"]
    longest = max(map(len, words), default=0)
    if longest > ABBREVIATED and not any(text.upper() != text for text in words):
        tokens = [("word" if kind == "operator" else kind, text) for kind, text in tokens]
    if any(kind == "operator" for kind, _ in tokens):
        return tokens
    return [(kind, text) for kind, text in tokens if kind != "bracket"]


class _Reader:
    """Reads tokens from the left; what cannot be used is passed over."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    def read(self) -> Question | None:
        parts: list[Question] = []
        while self._at < len(self._tokens):  # a closing bracket without its pair ends a part
            part = self._some()
            if part is not None:
                parts.append(part)
            self._at += 1
        return _join(parts, All)

    def _some(self) -> Question | None:
        parts = [self._all()]
        while self._is_next("operator", "OR"):
            self._at += 1
            parts.append(self._all())
        return _join([p for p in parts if p is not None and not isinstance(p, Not)], Some)

    def _all(self) -> Question | None:
        parts = [self._row()]
        while self._is_next("operator", "AND"):
            self._at += 1
            parts.append(self._row())
        return _join([p for p in parts if p is not None], All)

    def _row(self) -> Question | None:
        """Words side by side are one row; phrases, ranges and the rest must hold beside them."""
        words: list[str] = []
        must = False
        others: list[Question] = []
        while self._at < len(self._tokens):
            kind, text = self._tokens[self._at]
            if text == ")" or (kind == "operator" and text != "NOT"):
                break
            self._at += 1
            if kind == "word" and text[0] not in "+-" and not text.endswith("*"):
                words.append(text)
            else:
                must = must or text[0] == "+"
                others += filter(None, [self._other(kind, text)])
        if words:
            beside = Words(" ".join(words))
            others.insert(0, Wish(beside) if must else beside)
        return _join(others, All)

    def _other(self, kind: str, text: str) -> Question | None:
        if kind == "bracket":
            return self._bracket()
        if kind == "operator":
            return self._negation()
        if kind == "range":
            return _read_range(text)
        sign, bare = (text[0], text[1:]) if text[0] in "+-" else ("", text)
        found = _read_phrase(bare) if kind == "phrase" else _read_word(bare)
        return Not(found) if sign == "-" and found is not None else found

    def _negation(self) -> Question | None:
        if self._at >= len(self._tokens) or self._tokens[self._at][0] == "operator":
            return None
        kind, text = self._tokens[self._at]
        if text == ")":
            return None
        self._at += 1
        part = _read_word(text) if kind == "word" else self._other(kind, text)
        return Not(part) if part is not None and not isinstance(part, Not) else None

    def _bracket(self) -> Question | None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise QueryError(
                "the brackets stand too deep in each other", remedy=f"use at most {DEEPEST}"
            )
        part = self._some()
        self._depth -= 1
        if self._is_next("bracket", ")"):
            self._at += 1
        return part

    def _is_next(self, kind: str, text: str) -> bool:
        return self._at < len(self._tokens) and self._tokens[self._at] == (kind, text)


def _join(parts: list[Question], joined: Callable[..., Question]) -> Question | None:
    if not parts:
        return None
    if len(parts) == 1:
        return parts[0]
    if all(isinstance(part, Not) for part in parts):
        return parts[0]
    return joined(tuple(parts))


def _read_word(text: str) -> Question | None:
    bare = text.lstrip("+-")
    if bare.endswith("*"):
        beginning = re.sub(r"\W+", "", bare)
        return Beginning(beginning) if beginning else None
    return Words(bare) if re.search(r"\w", bare) else None


def _read_phrase(text: str) -> Question | None:
    words, _, slop = text.rpartition('"')
    words = words.lstrip('"')
    number = int(slop[1:3] or 0) if slop else 0
    return Phrase(words, min(number, SLOPPIEST)) if re.search(r"[\w%$€£]", words) else None


def _read_range(text: str) -> Question:
    name, _, said = text.partition(":")
    match = RANGE.fullmatch(said)
    if match is None:
        raise _wrong(text)
    sign, alone, low, high = match.groups()
    if alone is not None:
        low = alone if sign in (None, ">", ">=") else None
        high = alone if sign in (None, "<", "<=") else None
    if name in ("date", "year"):
        return _read_stretch(sign, low or "", high or "")
    return Range(name, _number(low, text), _number(high, text), sign != ">", sign != "<")


def _read_stretch(sign: str | None, low: str, high: str) -> Range:
    """A stretch of days as numbers such as 20201015; what ">" and "<" name is left out whole."""
    first, last = read_days(low, high)
    if sign == ">":
        return Range("date", _day_number(read_days("", low)[1]), None, with_low=False)
    if sign == "<":
        return Range("date", None, _day_number(read_days(high, "")[0]), with_high=False)
    return Range("date", _day_number(first), _day_number(last))


def _day_number(day: date) -> float:
    return float(day.year * 10_000 + day.month * 100 + day.day)


def _number(said: str | None, text: str) -> float | None:
    if not said:
        return None
    try:
        number = float(said.rstrip("%").replace(",", ""))
    except ValueError as error:
        raise _wrong(text) from error
    return number


def _wrong(text: str) -> QueryError:
    return QueryError(
        "is no range", place=text, remedy="write year:2020..2022, percent:<3 or value:>=1000"
    )
