"""Consecutive sentences of one voice in one segment."""

from dataclasses import dataclass

from rapporteur.evidence.point import Point
from rapporteur.evidence.voice import Voice


@dataclass(frozen=True, slots=True)
class Statement:
    """What one voice said without a break, as points in reading order."""

    id: str
    source: str
    segment: str
    voice: Voice
    points: tuple[Point, ...]
