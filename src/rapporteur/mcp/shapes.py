"""What the tools' answers are made of."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from rapporteur.evidence import Kind
from rapporteur.evidence.voice import Manner
from rapporteur.find.rank import Outcome

Standing = Literal["proposed", "judged", "signed off"]
NEXT = "Pass it as `start` to go on; null where nothing is left."


class Shape(BaseModel):
    """Part of an answer."""

    model_config = ConfigDict(frozen=True)


class CodeItem(Shape):
    """A code of a framework that a point bears on."""

    framework: str = Field(examples=["gcm"])
    code: str = Field(examples=["5"])
    title: str
    confidence: float = Field(description="0 to 1.")


class QuotedItem(Shape):
    """Words of the record, checked against their page, and where they stand."""

    id: str
    quotation: str = Field(description="Verbatim: quote it unchanged or not at all.")
    dialogue: str = Field(description="Title of the dialogue.")
    file: str
    page: int = Field(description="Counts the file's pages from 1.")
    printed_page: str = Field(description="The number printed on the page, where one was found.")
    segment: str = Field(description="Title of the part of the dialogue or record.")
    standing: Standing = Field(
        description="Whose the labels are: `proposed` by the machine alone, `judged` by a "
        "person, `signed off` by a second one. The quotation is real in any case."
    )
    judged: list[str] = Field(description="The labels that people judged.")
    address: str = Field(description="Leads to the sentence where the pages are served.")


class PointItem(QuotedItem):
    """One sentence with its voice and labels."""

    voice: str = Field(
        description="Whose words, as a reader knows them; unnamed participants stay unnamed, "
        "and “The report” is the record's own account.",
        examples=["Ana Lua (Portugal)"],
    )
    codes: list[str] = Field(description="ISO3 codes and short names of who speaks.")
    manner: Manner
    kind: Kind
    confidence: float = Field(description="Of the kind, 0 to 1.")
    about: list[str] = Field(description="ISO3 codes of the countries it tells of.")
    groups: list[str] = Field(description="Affected groups.")
    serves: list[CodeItem] = Field(description="Objectives and goals it bears on, surest first.")
    statement: str = Field(description="Id of the statement it is part of.")


class HitItem(PointItem):
    """A point that answers a question, and why it was found."""

    why: str = Field(examples=["matched: permits"])
    score: float = Field(description="Comparable within one answer only.")
    of: str = Field(
        "",
        description="Id of the practice or recommendation on it, where such were looked for.",
    )


class Found(Shape):
    """What was found, best first."""

    hits: list[HitItem]
    left_out: int = Field(description="Hits that the size of one answer left no room for.")
    outcome: Outcome | None = Field(
        default=None,
        description="Of a question put as one: `quoted`, some hits answer it; `silent`, the record "
        "does not say; `unclear`, none clearly answers it, which claims nothing about the record.",
    )
    answering: list[str] = Field(
        default=[],
        description="Of a question put as one: ids of the hits that answer it, best first.",
    )
    note: str = Field(description="What to tell or to try, or that the record does not say.")


class SegmentItem(Shape):
    """A titled stretch of a dialogue."""

    id: str
    title: str
    kind: str = Field(examples=["panel"])
    inside: str = Field(description="Id of the segment above; empty at the top.")
    file: str
    page: int


class Passage(Shape):
    """Part of the record in reading order."""

    id: str
    title: str
    dialogue: str
    file: str
    page: int | None
    pages: int | None = Field(description="How many pages the source has.")
    text: str = Field(description="The page's text as it was read; empty but for a source.")
    points: list[PointItem]
    segments: list[SegmentItem] = Field(description="Segments within the one asked for.")
    next: int | None = Field(description=NEXT)


class SourceItem(Shape):
    """A received file."""

    id: str
    file: str
    genre: str = Field(examples=["report"])
    language: str
    pages: int


class DialogueItem(Shape):
    """A meeting; facts that no source states are empty."""

    id: str
    title: str
    theme: str
    starts: str = Field(description="YYYY-MM-DD.")
    ends: str
    place: str
    convenor: str
    sources: list[SourceItem]
    more_sources: bool = Field(description="True where it has more than are listed.")


class Dialogues(Shape):
    """Dialogues that are held."""

    dialogues: list[DialogueItem]
    next: int | None = Field(description=NEXT)


class Segments(Shape):
    """The segments of a dialogue, in the order of the record."""

    segments: list[SegmentItem]
    next: int | None = Field(description=NEXT)


class ParticipantItem(Shape):
    """A person in a dialogue, as the record names them."""

    name: str
    role: str
    entity: str = Field(description="ISO3 code or short name of whom they speak for.")
    country: str
    function: str = Field(examples=["panellist"])
    segment: str


class Participants(Shape):
    """People who took part."""

    participants: list[ParticipantItem]
    next: int | None = Field(description=NEXT)


class EntityItem(Shape):
    """A State, organisation or group; filters take its code."""

    code: str = Field(examples=["PRT"])
    name: str = Field(examples=["Portugal"])
    kind: str = Field(examples=["state"])


class Entities(Shape):
    """States, organisations and groups that the record names."""

    entities: list[EntityItem]
    next: int | None = Field(description=NEXT)


class CoverageItem(Shape):
    """A code and how much of the record bears on it; zero is an answer too."""

    framework: str
    code: str
    title: str
    points: int
    kinds: dict[str, int] = Field(description="Points by kind.")
    voices: list[str] = Field(description="Codes of those who spoke to it.")


class Codes(Shape):
    """The codes of a framework."""

    codes: list[CoverageItem]
    next: int | None = Field(description=NEXT)


class RecommendationItem(QuotedItem):
    """What was asked, of whom, by whom."""

    number: str = Field(description="The number printed before it.")
    by: list[str] = Field(description="Who asks: codes and short names, or `report`.")
    addressed_to: list[str]
    origin: Literal["report", "listed", "call"] = Field(
        description="The record's own list, a list that names States, or said by a speaker."
    )
    response: Literal["accepted", "noted"] | None
    points: list[str] = Field(description="Ids of the sentences it stands on, to cite.")


class Recommendations(Shape):
    """Recommendations, in the order of the record."""

    recommendations: list[RecommendationItem]
    next: int | None = Field(description=NEXT)


class AspectItem(Shape):
    """A sentence that tells of a practice's effects, obstacles or lessons."""

    aspect: Literal["benefits", "challenges", "lessons", "replication", "innovation"]
    point: PointItem


class PracticeItem(Shape):
    """A measure, and the sentences that it was read from."""

    id: str
    title: str = Field(description="Composed, not quoted.")
    implementers: list[str]
    bodies: list[str] = Field(description="Bodies that act, in the record's words.")
    level: str = Field(description="Level of government: local, provincial, national, regional.")
    partners: list[str]
    groups: list[str]
    instruments: list[str]
    about: list[str]
    since: str = Field(description="As the record words it.")
    until: str
    standing: Standing
    judged: list[str]
    points: list[PointItem]
    aspects: list[AspectItem]


class Practices(Shape):
    """Practices, in the order of the record."""

    practices: list[PracticeItem]
    next: int | None = Field(description=NEXT)


class Side(Shape):
    """What one side said."""

    name: str
    points: int = Field(description="How many points there are; see `at_least`.")
    at_least: bool = Field(description="True where there are more than were counted.")
    kinds: dict[str, int]
    voices: list[str] = Field(description="Codes of those who spoke.")
    said: list[PointItem] = Field(description="Surest first.")


class Comparison(Shape):
    """Two sides on one code."""

    framework: str
    code: str
    title: str
    one: Side
    other: Side


class CitationItem(Shape):
    """A point's citation."""

    point: str
    citation: str


class Citations(Shape):
    """Citations in the order asked."""

    style: str
    citations: list[CitationItem]


class SearchItem(Shape):
    """A search that somebody saved: ask it again by giving `find` its question and filters."""

    id: str
    name: str
    question: str = Field(description="May be empty: then its filters alone were asked.")
    filters: dict[str, str]
    since: str = Field(description="When somebody last looked at what is new, UTC.")
    new: int | None = Field(
        description="Points that came since; null where it cannot be asked any more."
    )


class Searches(Shape):
    """Saved searches, by name."""

    searches: list[SearchItem]
    next: int | None = Field(description=NEXT)
