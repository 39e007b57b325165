"""One sentence of a statement with its kind and what it is about."""

from dataclasses import dataclass
from typing import Literal

from rapporteur.evidence.anchor import Anchor
from rapporteur.evidence.figure import Figure
from rapporteur.evidence.judgement import Review

Kind = Literal["practice", "challenge", "contribution", "recommendation", "position", "other"]
KINDS: tuple[Kind, ...] = (
    "practice",
    "challenge",
    "contribution",
    "recommendation",
    "position",
    "other",
)


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence, verbatim, with its labels.

    `about` are ISO3 codes of the countries whose practice or situation it tells of; `groups`
    are codes of the affected-groups framework; `reason` says which rule or model gave `kind`.
    `order` is the sentence's place in its source. `review` tells what people have judged of it:
    the labels are theirs then; it is None where nobody has.
    """

    id: str
    text: str
    anchor: Anchor
    segment: str
    order: int
    kind: Kind
    confidence: float
    reason: str
    about: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    review: Review | None = None
