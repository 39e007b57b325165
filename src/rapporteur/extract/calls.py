"""Find what speakers in the discussion asked for."""

from collections.abc import Collection, Iterator, Sequence

from rapporteur.evidence import Dialogue, Piece, Statement
from rapporteur.extract.addressees import find_addressees
from rapporteur.extract.cuts import Stretch
from rapporteur.extract.drafts import Draft
from rapporteur.extract.sections import ELSEWHERE, announced_segments
from rapporteur.gazetteer import Gazetteer


def find_calls(
    dialogue: Dialogue,
    statements: Sequence[Statement],
    taken: Collection[str],
    gazetteer: Gazetteer,
) -> Iterator[Draft]:
    """Yield each recommendation that a voice other than the report's makes.

    `taken` are ids of points that listed recommendations stand on already. `voices` are the
    codes of the voice's entities, or "participants" for a collective. What introduces the
    record's own lists, and what an agenda says, is no call.
    """
    apart = {s.id for s in dialogue.segments if s.kind in ELSEWHERE[:3]}
    apart.update(announced_segments(dialogue))
    for statement in statements:
        if statement.voice.manner == "report":
            continue
        voices = statement.voice.entities or ("participants",)
        for point in statement.points:
            if point.kind != "recommendation" or point.id in taken or point.segment in apart:
                continue
            if point.text.endswith(":"):
                continue
            pieces = tuple(Piece(p.page, p.start, p.end, p.glue) for p in point.anchor.parts)
            asked = find_addressees(point.text, gazetteer)
            yield Draft(Stretch(point.text, pieces), "call", voices, asked)
