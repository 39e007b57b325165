"""Make small evidence for tests, from invented text."""

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
    lines, at = [], 0
    for line in text.splitlines():
        lines.append(Line(at, at + len(line)))
        at += len(line) + 1
    page = Page(1, text, tuple(lines))
    blocks = tuple(
        Block("paragraph", (Piece(1, line.start, line.end),), text[line.start : line.end])
        for line in lines
    )
    sentences = tuple(
        Sentence(order, block.text, block.pieces, order, block.kind)
        for order, block in enumerate(blocks)
    )
    content = text.encode()
    return Source(
        content_id("src", content), name, "text", content, (page,), blocks=blocks,
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
