"""Tell which of many things make the same point: by their meaning and the words they share."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from rapporteur.extract.practice.wordings import content_words, overlap
from rapporteur.gazetteer import load_gazetteer

Floats = npt.NDArray[np.float32]

# Chosen by reading pairs of real records, see docs/method.md: of those that pass, nine in ten
# make the same point.
CLOSE = 0.75  # least likeness of meaning (cosine)
NEAR = 0.7  # least likeness of what is shown as near, and not as the same
SHARED = 0.25  # least share of all content words of two that both have
FOLDED = 0.93  # likeness from which two of one side count as one thing
TRIED = 5  # nearest ones of which the first that passes is taken
AT_ONCE = 256  # rows compared at a time, to bound the memory
TITLE = 3  # words in capitals that make a title
TITLES = 0.7  # least share of the shorter title that the longer has too
TITLED = re.compile(r"\b[A-Z]\w+")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Traits:
    """What tells a text apart besides its meaning: content words, numbers, and words of titles.

    Who is named is left out of them: in the record of a board every sentence names it. `titles`
    are the words in capitals, as of treaties.
    """

    words: frozenset[str]
    numbers: frozenset[str]
    titles: frozenset[str] = frozenset()


class Match(NamedTuple):
    """A thing of the one side and the nearest of the other, the same one where there is one."""

    one: int
    other: int
    likeness: float
    same: bool


def read_traits(text: str) -> Traits:
    """Return the traits of a text."""
    bare, at = [], 0
    for name in load_gazetteer().find_names(text):
        bare.append(text[at : name.start])
        at = name.end
    rest = " ".join([*bare, text[at:]])
    numbers = {n for n in NUMBER.findall(rest) if not YEAR.fullmatch(n)}
    titles = " ".join(TITLED.findall(rest)[1:])  # the first begins the sentence
    return Traits(content_words(rest), frozenset(numbers), content_words(titles))


def is_same(one: Traits, other: Traits, likeness: float) -> bool:
    """Tell whether two texts of this likeness of meaning make the same point.

    Where both have numbers, years apart, one must be the same: programme 5 is not programme 7.
    Where both name something at length, it must be nearly the same: treaties sound alike.
    """
    if one.numbers and other.numbers and one.numbers.isdisjoint(other.numbers):
        return False
    named = min(len(one.titles), len(other.titles)) >= TITLE
    if named and overlap(one.titles, other.titles) < TITLES:
        return False
    every = len(one.words | other.words)
    shared = len(one.words & other.words) / every if every else 0.0
    return likeness >= CLOSE and shared >= SHARED


def match(
    ones: Floats, others: Floats, own: Sequence[Traits], theirs: Sequence[Traits]
) -> Iterator[Match]:
    """Yield for each row of `ones` the nearest of `others` that is the same, else the nearest.

    Those to which none is near are left out. Rows have length 1 and are in the order of `own`
    and `theirs`.
    """
    if not len(others):
        return
    few = min(TRIED, len(others))
    for start in range(0, len(ones), AT_ONCE):
        likenesses = ones[start : start + AT_ONCE] @ others.T
        nearest = np.argpartition(-likenesses, few - 1, axis=1)[:, :few]
        for row, some in enumerate(nearest):
            one = start + row
            best = sorted(some.tolist(), key=lambda at: (-likenesses[row, at], at))
            tried = [
                Match(one, other, like, is_same(own[one], theirs[other], like))
                for other in best
                if (like := float(likenesses[row, other])) >= NEAR
            ]
            if tried:
                yield next((found for found in tried if found.same), tried[0])


def fold_alike(rows: Floats, traits: Sequence[Traits]) -> list[list[int]]:
    """Return the rows in groups of nearly identical ones, each led by the first of them."""
    led: dict[int, list[int]] = {}
    taken: set[int] = set()
    for start in range(0, len(rows), AT_ONCE):
        likenesses = rows[start : start + AT_ONCE] @ rows.T
        for at in range(start, min(start + AT_ONCE, len(rows))):
            if at in taken:
                continue
            near = np.flatnonzero(likenesses[at - start, at + 1 :] >= FOLDED) + at + 1
            alike = [
                other
                for other in near.tolist()
                if other not in taken
                and is_same(traits[at], traits[other], float(likenesses[at - start, other]))
            ]
            taken.update(alike)
            led[at] = [at, *alike]
    return list(led.values())
