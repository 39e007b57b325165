"""What is asked, of whom, by whom, and how it was answered."""

from dataclasses import dataclass
from typing import Literal

from rapporteur.evidence.anchor import Anchor

Response = Literal["accepted", "noted"]
Origin = Literal["report", "listed", "call"]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommendation of the report's own lists, a listed one of States, or a speaker's call.

    `origin` keeps them apart: "report" (the record's own lists), "listed" (a list that names
    the State behind each item, as human-rights reviews do), "call" (said by a voice in the
    discussion). `voices` are ISO3 codes and short names, `("report",)` for the record's own;
    `addressed_to` is worded as the record does ("Governments and other stakeholders");
    `number` is the one printed before it. `points` are the ids of the sentences it stands on.
    """

    id: str
    text: str
    anchor: Anchor
    origin: Origin
    voices: tuple[str, ...]
    addressed_to: tuple[str, ...] = ()
    number: str = ""
    response: Response | None = None
    segment: str = ""
    points: tuple[str, ...] = ()
