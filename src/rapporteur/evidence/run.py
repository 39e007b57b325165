"""Everything the stages found in one source: what is saved together, or not at all."""

from dataclasses import dataclass

from rapporteur.evidence.coding import Coding
from rapporteur.evidence.dialogue import Dialogue
from rapporteur.evidence.notice import Notice
from rapporteur.evidence.practice import Practice
from rapporteur.evidence.recommendation import Recommendation
from rapporteur.evidence.source import Source
from rapporteur.evidence.statement import Statement


@dataclass(frozen=True, slots=True)
class Run:
    """One source's evidence, and the dialogue as it stands once this source has joined it."""

    dialogue: Dialogue
    source: Source
    statements: tuple[Statement, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    practices: tuple[Practice, ...] = ()
    codings: tuple[Coding, ...] = ()
    notices: tuple[Notice, ...] = ()
