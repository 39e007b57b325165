"""A person's verdict on a machine's proposal: who, when, before, after."""

from dataclasses import dataclass
from typing import Literal

from rapporteur.evidence.figure import Figure
from rapporteur.evidence.voice import Voice

Verdict = Literal["confirmed", "corrected", "rejected", "taken back"]
Stage = Literal["first", "sign-off", "blind"]

# True or False: whether a recommendation or practice is one at all.
Value = str | bool | Voice | tuple[str, ...] | tuple[Figure, ...] | None

POINT_FIELDS = ("kind", "voice", "about", "gcm", "sdg", "groups", "figures")
RECOMMENDATION_FIELDS = ("recommendation", "voices", "addressed_to", "response")
PRACTICE_FIELDS = (
    "practice",
    "title",
    "implementers",
    "partners",
    "groups",
    "about",
    "instruments",
    "since",
    "until",
)
FIELDS = {"pnt": POINT_FIELDS, "rec": RECOMMENDATION_FIELDS, "prc": PRACTICE_FIELDS}


@dataclass(frozen=True, slots=True)
class Subject:
    """What is judged, and enough of it to find it again where its id has changed.

    `id` is that of a point, recommendation or practice when it was judged first; `source` is
    the source's id, `file` its name; `page` and `start` say where the quotation `text` began (a
    practice's is the sentence that introduces it).
    """

    id: str
    source: str
    file: str
    page: int
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """One entry of a log that only grows.

    `field` is one of FIELDS for the subject's sort. `before` is what stood there, `after` what
    stands there by this judgement: the same where confirmed, nothing ("other", "participants",
    False) where rejected. `when` is UTC, ISO 8601 with microseconds. Of the stages, "first"
    decides, "sign-off" is a second person's consent, and "blind" is a reading for agreement
    that decides nothing. `refers` is the id of the judgement signed off or taken back;
    `sample` that of the sample that a blind reading belongs to.
    """

    id: str
    subject: Subject
    field: str
    verdict: Verdict
    before: Value
    after: Value
    who: str
    when: str
    stage: Stage = "first"
    note: str = ""
    refers: str = ""
    sample: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """How far people have come with a point, recommendation or practice.

    `fields` are those judged, `corrected` those of them where the machine was not confirmed, and
    `rejected` those of these where nothing was put in its place; `signed` those that a second
    person signed off; `who` judged or signed last, at `when`.
    """

    fields: tuple[str, ...]
    corrected: tuple[str, ...]
    signed: tuple[str, ...]
    who: str
    when: str
    rejected: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """ "signed off" where every judged field is, else "first"."""
        return "signed off" if set(self.fields) == set(self.signed) else "first"


@dataclass(frozen=True, slots=True)
class Sample:
    """Points drawn for two people to read without seeing the machine's labels or each other's.

    `fields` are those to be read, `points` the ids as they are now, in the order drawn; a point
    whose sentence is cut in another way now is left out. `drawn` is UTC, ISO 8601.
    """

    id: str
    drawn: str
    who: str
    fields: tuple[str, ...]
    points: tuple[str, ...]
