"""Tell whether two descriptions are of the same measure: rather two records than a wrong one."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rapporteur.evidence import Practice
from rapporteur.extract.practice.wordings import overlap, words
from rapporteur.wording import fold

TOKEN = re.compile(r"[a-z0-9]+")
YEAR = re.compile(r"(?:19|20)\d\d")
FEWEST = 2  # words of a name that tell a measure from others of its kind, where it is shortened
DESCRIBED = 5  # content words without which two descriptions cannot be compared
ALIKE = 0.6  # share of the shorter description's content words, within one record
CLOSE = 0.6  # share of all content words of two descriptions, between records
# Of these a State has many, told apart only by what they are on.
MANY = frozenset(("law", "policy", "agreement", "body", "programme", "fund", "guidance"))


@dataclass(frozen=True, slots=True)
class Known:
    """What a description gives to know its measure by."""

    implementers: frozenset[str]
    names: tuple[str, ...]
    words: frozenset[str]
    title: frozenset[str] = frozenset()
    instruments: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    values: frozenset[float] = frozenset()
    since: str = ""


def known_by(practice: Practice, title: Collection[str] = ()) -> Known:
    """Return what `practice` is known by; `title` are the content words of its title."""
    return Known(
        frozenset(practice.implementers),
        practice.names,
        frozenset(practice.words),
        frozenset(title),
        frozenset(practice.instruments),
        frozenset(practice.groups),
        frozenset(figure.value for figure in practice.figures),
        practice.since,
    )


def told_again(one: Known, other: Known) -> bool:
    """Tell whether two descriptions in one record are of the same measure.

    The same implementers take it, and it bears the same name (one may shorten it), or, where
    it is not named in both, most words of the shorter description are shared.
    """
    if not one.implementers or one.implementers != other.implementers or _conflict(one, other):
        return False
    if one.names and other.names:
        return any(same_name(a, b, short=True) for a in one.names for b in other.names)
    enough = min(len(one.words), len(other.words)) >= DESCRIBED
    return enough and overlap(one.words, other.words) >= ALIKE and not _on_others(one, other)


def same_measure(one: Known, other: Known) -> bool:
    """Tell whether descriptions in two records are of the same measure.

    An implementer is shared and the whole name is the same; or, of unnamed ones, all
    implementers and most of the words of both.
    """
    if not one.implementers & other.implementers or _conflict(one, other):
        return False
    if one.names or other.names:
        return any(same_name(a, b) for a in one.names for b in other.names)
    shared = len(one.words & other.words)
    close = shared >= DESCRIBED and shared >= CLOSE * len(one.words | other.words)
    return close and one.implementers == other.implementers and not _on_others(one, other)


def same_name(one: str, other: str, *, short: bool = False) -> bool:
    """Tell whether two proper names are one measure's; with `short`, one may shorten the other.

    Names of numbers and years that differ, and names that say no more than what kind of
    measure it is ("National Action Plan"), are not the same.
    """
    first, second = _tokens(one), _tokens(other)
    numbers = [{t for t in tokens if t.isdigit()} for tokens in (first, second)]
    if all(numbers) and numbers[0].isdisjoint(numbers[1]):
        return False
    a, b = (frozenset(t for t in tokens if not t.isdigit()) for tokens in (first, second))
    told = [len(_telling(tokens)) for tokens in (a, b)]
    if a == b:
        return min(told) >= 1
    if not short or min(told) < FEWEST or not (a < b or b < a):
        return False
    return not (a ^ b) & words("different")


def is_telling(name: str) -> bool:
    """Tell whether a name says more than what kind of measure it is."""
    return bool(_telling(t for t in _tokens(name) if not t.isdigit()))


def _telling(tokens: Iterable[str]) -> frozenset[str]:
    return frozenset(t for t in tokens if t not in words("unspecific"))


def _tokens(name: str) -> tuple[str, ...]:
    return tuple(t for t in TOKEN.findall(fold(name)) if t not in words("small"))


def _conflict(one: Known, other: Known) -> bool:
    """Tell whether the two speak of other people, numbers or years."""
    pairs = ((one.groups, other.groups), (one.values, other.values), (_year(one), _year(other)))
    return any(a and b and a.isdisjoint(b) for a, b in pairs)


def _year(known: Known) -> frozenset[object]:
    return frozenset(YEAR.findall(known.since))


def _on_others(one: Known, other: Known) -> bool:
    """Tell whether the titles say different things, as of two laws on different matters."""
    if not (one.title and other.title):  # one of the two tells too little to have a title
        return len(one.words & other.words) < ALIKE * len(one.words | other.words)
    differ = bool(one.title - other.title and other.title - one.title)
    many = one.instruments & other.instruments & MANY
    return differ and (bool(many) or overlap(one.title, other.title) < ALIKE)
