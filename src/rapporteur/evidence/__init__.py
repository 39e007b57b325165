"""The nouns: plain data that every stage takes and returns."""

from rapporteur.evidence.anchor import Anchor, AnchorPart, check_quotation, make_anchor
from rapporteur.evidence.coding import Coding
from rapporteur.evidence.dialogue import Dialogue, Entity, Participant
from rapporteur.evidence.figure import Figure
from rapporteur.evidence.framework import Code, Framework
from rapporteur.evidence.ids import content_id
from rapporteur.evidence.judgement import (
    FIELDS,
    POINT_FIELDS,
    Judgement,
    Review,
    Sample,
    Stage,
    Subject,
    Value,
    Verdict,
)
from rapporteur.evidence.notice import Notice
from rapporteur.evidence.point import KINDS, Kind, Point
from rapporteur.evidence.practice import Practice
from rapporteur.evidence.recommendation import Recommendation
from rapporteur.evidence.run import Run
from rapporteur.evidence.segment import Segment
from rapporteur.evidence.source import (
    Block,
    Box,
    Line,
    Mark,
    Page,
    Piece,
    Sentence,
    Source,
    text_of,
)
from rapporteur.evidence.statement import Statement
from rapporteur.evidence.voice import PARTICIPANTS, REPORT, Attribution, Voice

__all__ = [
    "FIELDS",
    "KINDS",
    "PARTICIPANTS",
    "POINT_FIELDS",
    "REPORT",
    "Anchor",
    "AnchorPart",
    "Attribution",
    "Block",
    "Box",
    "Code",
    "Coding",
    "Dialogue",
    "Entity",
    "Figure",
    "Framework",
    "Judgement",
    "Kind",
    "Line",
    "Mark",
    "Notice",
    "Page",
    "Participant",
    "Piece",
    "Point",
    "Practice",
    "Recommendation",
    "Review",
    "Run",
    "Sample",
    "Segment",
    "Sentence",
    "Source",
    "Stage",
    "Statement",
    "Subject",
    "Value",
    "Verdict",
    "Voice",
    "check_quotation",
    "content_id",
    "make_anchor",
    "text_of",
]
