"""A titled stretch of a dialogue."""

from dataclasses import dataclass
from typing import Literal

SegmentKind = Literal[
    "chapter",  # any titled part that is none of the below
    "front",  # foreword, imprint, abbreviations
    "introduction",
    "opening",
    "panel",
    "side event",
    "stories",
    "closing",
    "key message",
    "overview",
    "discussion",
    "recommendations",
    "conclusions",
    "agenda",
    "break",
    "annex",
]


@dataclass(frozen=True, slots=True)
class Segment:
    """A panel, opening, key message or other titled stretch; nested by `parent`.

    `number` is its own number in the record ("1" in "Panel 1"). `day` counts from 1, `begins`
    and `ends` are "HH:MM" local time. `panel` names the agenda's segment that a section of the
    report tells of. `page` is where its title stands in `source`.
    """

    id: str
    title: str
    kind: SegmentKind
    parent: str = ""
    number: str = ""
    day: int | None = None
    begins: str = ""
    ends: str = ""
    description: str = ""
    panel: str = ""
    source: str = ""
    page: int = 0
    order: int = 0
