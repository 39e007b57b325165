"""Tell whether a sentence asks for something to be done."""

import re
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.wording import squeeze

FIRST = re.compile(r"[\W\d_]*([A-Za-z]+)")
OBLIGED = re.compile(
    r"\b(?:should|must|ought to|shall|"
    r"(?:is|are) (?:\w+ly |also |further )?"
    r"(?:encouraged|urged|invited|requested|called (?:up)?on))\b",
    re.I,
)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    cues = load_cues("recommendations")
    asking = [*cues["calling"], *cues["obliging"], *cues["needing"]]
    looking_so = re.compile("|".join(cues["not_asking"]), re.I)
    return re.compile("|".join(rf"\b{cue}" for cue in asking), re.I), looking_so


@cache
def _imperatives() -> frozenset[str]:
    return frozenset(load_cues("recommendations")["imperatives"].split())


def asks(text: str) -> bool:
    """Tell whether `text` asks: by a verb of asking, an obligation, a need or an imperative."""
    asking, looking_so = _patterns()
    return begins_imperative(text) or bool(asking.search(looking_so.sub("; ", squeeze(text))))


def obliges(text: str) -> bool:
    """Tell whether `text` asks outright, by "should", "must" or "are encouraged to"."""
    _, looking_so = _patterns()
    return bool(OBLIGED.search(looking_so.sub("; ", squeeze(text))))


def begins_imperative(text: str) -> bool:
    """Tell whether `text` begins with the bare verb of something to be done ("Ratify …")."""
    first = FIRST.match(text)
    return first is not None and first.group(1).lower() in _imperatives()
