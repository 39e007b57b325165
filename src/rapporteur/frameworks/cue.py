"""Cues: the words and phrases that speak for a code.

`migrant women` is found as it stands, in any case; `remit*` takes any ending; `visa* + extend*`
asks for both in the same sentence; `kind:challenge` for a sentence of that kind. A leading `!!`
makes a cue decisive, `!` strong, `?` a mere hint; `-drug trafficking` says nothing itself and
hides the shorter cues inside it and those that share a word with it.
"""

import re
from typing import NamedTuple, get_args

from rapporteur.evidence import Kind
from rapporteur.wording import fold

WEIGHTS = {"!!": 3.0, "!": 2.0, "": 1.0, "?": 0.4, "-": 0.0}
CUE = re.compile(r"(!!|!|\?|-|)\s*(.+)", re.DOTALL)
PART = re.compile(r"[^\W_][\w\s'’.,/&-]*\*?")
KIND = "kind:"
SHORTEST = 3  # letters before a *, lest one cue match half the dictionary


class Part(NamedTuple):
    """One run of words, folded; `is_open` where any ending may follow."""

    text: str
    is_open: bool


class Cue(NamedTuple):
    """A cue's parts, all of which must be found; or, with no parts, the kind it asks for."""

    parts: tuple[Part, ...]
    weight: float
    kind: str = ""


def parse_cue(pattern: str) -> Cue:
    """Read a cue; raise ValueError, saying what is amiss, if it breaks the rules above."""
    match = CUE.fullmatch(pattern.strip())
    if match is None:
        raise ValueError(f"cue {pattern!r} has no words")
    weight, words = WEIGHTS[match[1]], match[2]
    if words.startswith(KIND):
        kind = words.removeprefix(KIND)
        if kind not in get_args(Kind):
            raise ValueError(f"cue {pattern!r} names no kind of point")
        return Cue((), weight, kind)
    return Cue(tuple(_part(pattern, part.strip()) for part in words.split("+")), weight)


def _part(pattern: str, part: str) -> Part:
    if not PART.fullmatch(part):
        raise ValueError(
            f"cue {pattern!r}: each part is words, with * only at its end, and + between parts"
        )
    text, is_open = fold(part.rstrip("*")).replace("’", "'"), part.endswith("*")
    if is_open and len(text) < SHORTEST:
        raise ValueError(f"cue {pattern!r}: at least {SHORTEST} letters must stand before *")
    return Part(text, is_open)
