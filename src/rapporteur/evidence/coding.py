"""A point matched to a framework's code, by which coder, how surely, and why."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Coding:
    """`framework` and `code` name the Code ("gcm", "15"); `confidence` lies in 0..1."""

    point: str
    framework: str
    code: str
    coder: str
    confidence: float
    reason: str
