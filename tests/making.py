"""Make small evidence for tests, from invented text."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rapporteur.evidence import (
    Block,
    Coding,
    Dialogue,
    Entity,
    Figure,
    Line,
    Notice,
    Page,
    Participant,
    Piece,
    Point,
    Practice,
    Recommendation,
    Run,
    Segment,
    Sentence,
    Source,
    Statement,
    Voice,
    content_id,
    make_anchor,
)

FIRST = "Ana Lua (Portugal) said that her country had issued over 500 permits."
SECOND = "Nobody should wait longer than a month for an answer."
TEXT = f"Panel 1\n{FIRST}\n{SECOND}\n"


def make_source(text: str = TEXT, name: str = "invented.txt") -> Source:
    """A one-page source whose lines are its sentences."""
    return make_pages([text], name)


def make_pages(texts: Sequence[str], name: str) -> Source:
    """A source with a page for each of `texts`, whose lines are its sentences."""
    pages: list[Page] = []
    for number, text in enumerate(texts, 1):
        lines, at = [], 0
        for line in text.splitlines():
            lines.append(Line(at, at + len(line)))
            at += len(line) + 1
        pages.append(Page(number, text, tuple(lines)))
    said = [
        (page.text[line.start : line.end], (Piece(page.number, line.start, line.end),))
        for page in pages
        for line in page.lines
    ]
    blocks = tuple(Block("paragraph", pieces, text) for text, pieces in said)
    sentences = tuple(
        Sentence(order, text, pieces, order, "paragraph")
        for order, (text, pieces) in enumerate(said)
    )
    content = "\f".join(texts).encode()
    return Source(
        content_id("src", content), name, "text", content, tuple(pages), blocks=blocks,
        sentences=sentences,
    )  # fmt: skip


def make_run(text: str = TEXT, name: str = "invented.txt", title: str = "A Dialogue") -> Run:
    """A run with one statement of Portugal, one practice, one recommendation, two codings."""
    source = make_source(text, name)
    segment = Segment(content_id("seg", source.id), "Panel 1", "panel", source=source.id, page=1)
    report, said, asked = (make_point(source, order, segment.id) for order in range(3))
    voice = Voice("panellist", ("PRT",), ("Ana Lua",))
    statements = (
        Statement(content_id("stm", report.id), source.id, segment.id, Voice("report"), (report,)),
        Statement(content_id("stm", said.id), source.id, segment.id, voice, (said, asked)),
    )
    dialogue = Dialogue(
        id=content_id("dlg", title),
        title=title,
        starts=date(2020, 10, 15),
        ends=date(2020, 10, 16),
        sources=(source,),
        segments=(segment,),
        participants=(
            Participant("Ana Lua", "Minister", "PRT", "PRT", segment.id, "panellist", source.id, 1),
        ),
        entities=(Entity("PRT", "Portugal", "state"),),
        notices=(Notice("structure", "invented", "The record is invented.", source.id, (1,)),),
    )
    return Run(
        dialogue,
        source,
        statements,
        (
            Recommendation(
                content_id("rec", asked.id), asked.text, asked.anchor, "call", ("PRT",),
                segment=segment.id, points=(asked.id,),
            ),
        ),
        (
            Practice(
                content_id("prc", said.id), "issued over 500 permits", ("PRT",), (said.id,),
                figures=said.figures,
            ),
        ),
        (
            Coding(said.id, "gcm", "5", "keyword", 0.7, "matched: permits"),
            Coding(said.id, "sdg", "10", "keyword", 0.4, "matched: permits"),
        ),
        dialogue.notices,
    )  # fmt: skip


def speak_as(run: Run, *codes: str) -> Run:
    """The run with what Portugal says said by these instead; its dialogue does not list them."""
    report, said = run.statements
    return replace(
        run, statements=(report, replace(said, voice=replace(said.voice, entities=codes)))
    )


def make_point(source: Source, order: int, segment: str) -> Point:
    """The sentence of this order as a point; the second tells of a country, a group, a figure."""
    sentence = source.sentences[order]
    kinds = ("other", "practice", "recommendation")
    said = order == 1
    return Point(
        content_id("pnt", source.id, order, sentence.text),
        sentence.text,
        make_anchor(source, sentence.pieces),
        segment,
        order,
        kinds[order % 3],  # type: ignore[arg-type]
        0.8,
        "invented",
        about=("PRT",) if said else (),
        groups=("migrant_workers",) if said else (),
        figures=(Figure(500, "permits", "over 500 permits", "over"),) if said else (),
    )
