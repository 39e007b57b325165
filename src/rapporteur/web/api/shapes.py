"""What several answers are made of: voices, anchors, figures, codings, points."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Engine

from rapporteur.evidence import Anchor, Coding, Figure, Kind, Point, Statement, Voice
from rapporteur.evidence.figure import Bound
from rapporteur.evidence.voice import Manner
from rapporteur.publish.reviewed import review_row
from rapporteur.store.titles import Titles, find_titles
from rapporteur.store.view import find_codings, find_statements
from rapporteur.web.api.addresses import address
from rapporteur.web.api.paging import LINKS
from rapporteur.web.names import code_title

SOURCE = (
    'Whose words: codes joined with "+", `participants` (nobody named) or `report` '
    "(the record's own voice)."
)


class Shape(BaseModel):
    """Part of an answer."""

    model_config = ConfigDict(frozen=True)


class Reviewed(Shape):
    """How far people have come with something; its labels are theirs where they judged."""

    reviewed: Literal["", "first", "signed off"] = Field(
        "", description="Whether a person judged it, and a second one signed that off."
    )
    reviewed_by: str = Field("", description="Who judged last.", examples=["Ana Lua"])
    reviewed_at: str = Field("", description="When: UTC, ISO 8601.")


class AnchorPartItem(Shape):
    """One verbatim run of a quotation: `text[start:end]` of the page, after its glue."""

    page: int = Field(examples=[12])
    start: int = Field(examples=[340])
    end: int = Field(examples=[398])
    glue: str = Field(description="What joins it to the run before: a space, or nothing.")
    box: list[float] | None = Field(
        description="Left, top, right, bottom in points from the page's top left corner."
    )


class AnchorItem(Shape):
    """Where a quotation stands; glue and text of the parts, joined, are the quotation."""

    source: str = Field(description="Id of the source.")
    parts: list[AnchorPartItem]
    prefix: str = Field(description="The words before.")
    suffix: str = Field(description="The words after.")


class VoiceItem(Shape):
    """Who speaks, and how."""

    manner: Manner
    entities: list[str] = Field(description="ISO3 codes and short names.", examples=[["PRT"]])
    speakers: list[str] = Field(examples=[["Ana Lua"]])
    behalf_of: list[str] = Field(description="Spoken for, besides the speaker's own.")


class FigureItem(Shape):
    """A number with its unit and what it counts."""

    value: float = Field(examples=[500])
    unit: str = Field(examples=["permits"])
    bound: Bound = "exactly"
    counts: str = ""
    year: int | None = None
    place: str = ""
    text: str = Field(examples=["over 500 permits"])


class CodingItem(Shape):
    """A code of a framework that a point bears on."""

    framework: str = Field(examples=["gcm"])
    code: str = Field(examples=["5"])
    title: str = Field(description="The code's official title.")
    coder: str = Field(examples=["keyword"])
    confidence: float = Field(examples=[0.7])
    reason: str = Field(examples=["matched: permits"])


class PointItem(Reviewed):
    """One sentence, verbatim, with its voice, labels and place."""

    id: str = Field(examples=["pnt-0f3c5d2a9b7e4c61"])
    dialogue: str = Field(description="Title of the dialogue.", examples=["A Dialogue"])
    source_file: str = Field(examples=["invented.pdf"])
    page: int = Field(examples=[12])
    segment: str = Field(description="Title of the segment.", examples=["Panel 1"])
    text: str = Field(
        examples=["Ana Lua (Portugal) said that her country had issued over 500 permits."]
    )
    source: str = Field(description=SOURCE, examples=["PRT"])
    speaker: str = Field(examples=["Ana Lua"])
    manner: Manner
    kind: Kind
    kind_confidence: float = Field(examples=[0.8])
    kind_reason: str
    about: list[str] = Field(description="ISO3 codes of countries.", examples=[["PRT"]])
    gcm: list[int] = Field(description="GCM objectives, surest first.", examples=[[5]])
    gcm_confidence: list[float] = Field(examples=[[0.7]])
    sdg: list[int] = Field(description="SDGs, surest first.", examples=[[10]])
    sdg_confidence: list[float] = Field(examples=[[0.4]])
    groups: list[str] = Field(description="Affected groups.", examples=[["women"]])
    figures: list[FigureItem]
    anchor: AnchorItem
    codings: list[CodingItem] = Field(description="All codes, with reason.")
    voice: VoiceItem
    order: int = Field(description="The sentence's place in its source, from 0.")
    links: dict[str, str] = Field(description=LINKS)


def show_points(store: Engine, keys: Sequence[str]) -> list[PointItem]:
    """Return the points of these ids, in their order; unknown ones are left out."""
    items = show_statements(store, find_statements(store, keys), find_codings(store, keys))
    return [items[key] for key in keys if key in items]


def show_statements(
    store: Engine, statements: Sequence[Statement], codings: Mapping[str, Sequence[Coding]]
) -> dict[str, PointItem]:
    """Return the points of these statements by their ids; `codings` are theirs."""
    titles = find_titles(
        store,
        (statement.source for statement in statements),
        (point.segment for statement in statements for point in statement.points),
    )
    return {
        point.id: _point_item(titles, statement, point, codings.get(point.id, ()))
        for statement in statements
        for point in statement.points
    }


def show_voice(voice: Voice) -> VoiceItem:
    """Return a voice's answer."""
    return VoiceItem(
        manner=voice.manner,
        entities=list(voice.entities),
        speakers=list(voice.speakers),
        behalf_of=list(voice.behalf_of),
    )


def show_anchor(anchor: Anchor) -> AnchorItem:
    """Return an anchor's answer."""
    parts = [
        AnchorPartItem(
            page=p.page, start=p.start, end=p.end, glue=p.glue, box=list(p.box) if p.box else None
        )
        for p in anchor.parts
    ]
    return AnchorItem(source=anchor.source, parts=parts, prefix=anchor.prefix, suffix=anchor.suffix)


def show_figure(figure: Figure) -> FigureItem:
    """Return a figure's answer."""
    return FigureItem(
        value=figure.value,
        unit=figure.unit,
        bound=figure.bound,
        counts=figure.counts,
        year=figure.year,
        place=figure.place,
        text=figure.text,
    )


def link_place(source: str, page: int) -> dict[str, str]:
    """Return the links to a source and a page of it."""
    return {"source": address("sources", source), "page": address("sources", source, "pages", page)}


def _point_item(
    titles: Titles, statement: Statement, point: Point, codings: Sequence[Coding]
) -> PointItem:
    gcm, sdg = _tops(codings, "gcm"), _tops(codings, "sdg")
    voice = statement.voice
    return PointItem(
        id=point.id,
        dialogue=titles.titles[statement.source],
        source_file=titles.files[statement.source],
        page=point.anchor.page,
        segment=titles.segments.get(point.segment, ""),
        text=point.text,
        source=voice.source,
        speaker=voice.speaker,
        manner=voice.manner,
        kind=point.kind,
        kind_confidence=point.confidence,
        kind_reason=point.reason,
        about=list(point.about),
        gcm=[int(c.code) for c in gcm],
        gcm_confidence=[c.confidence for c in gcm],
        sdg=[int(c.code) for c in sdg],
        sdg_confidence=[c.confidence for c in sdg],
        groups=list(point.groups),
        figures=[show_figure(figure) for figure in point.figures],
        anchor=show_anchor(point.anchor),
        codings=[_coding_item(coding) for coding in codings],
        voice=show_voice(voice),
        order=point.order,
        **review_row(point.review),
        links=_point_links(titles, statement, point),
    )


def _point_links(titles: Titles, statement: Statement, point: Point) -> dict[str, str]:
    links = {
        "self": address("points", point.id),
        "neighbours": address("points", point.id, "neighbours"),
        "similar": address("points", point.id, "similar"),
        "statement": address("statements", statement.id),
        "dialogue": address("dialogues", titles.dialogues[statement.source]),
        **link_place(statement.source, point.anchor.page),
        "html": f"/points/{point.id}",
    }
    if point.segment in titles.segments:
        links["segment"] = address("segments", point.segment)
    return links


def _coding_item(coding: Coding) -> CodingItem:
    return CodingItem(
        framework=coding.framework,
        code=coding.code,
        title=code_title(coding.framework, coding.code),
        coder=coding.coder,
        confidence=coding.confidence,
        reason=coding.reason,
    )


def _tops(codings: Iterable[Coding], framework: str) -> list[Coding]:
    """The codes of a framework without their parts, as exports give them."""
    return [c for c in codings if c.framework == framework and c.code.isdigit()]
