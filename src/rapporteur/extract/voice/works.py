"""Words in writing: what a report, a letter or a joint statement says, its author says."""

import re

from rapporteur.evidence.voice import PARTICIPANTS, Voice
from rapporteur.extract.voice.actors import MENTION, Shape
from rapporteur.extract.voice.cast import Cast
from rapporteur.extract.voice.parties import find_parties
from rapporteur.extract.voice.phrases import TELLS, Opening
from rapporteur.extract.voice.speech import load_speech
from rapporteur.extract.voice.subjects import ACTORS

_WORK = re.compile(
    rf"^(?:[A-Z][^,.;]{{1,60}}, )?(?:The|An?|Its|Their|This|That) (?:[\w’-]+ ){{0,5}}?"
    rf"(?:reports?|study|studies|survey|assessment|review|audit|evaluation|letter|statement)"
    rf" (?:by|from|of) (?P<who>(?:the )?{MENTION})[^,;]{{0,60}}? (?=[a-z]+)"
)
_STATEMENT = re.compile(
    rf"^(?:A|An|Another|One) (?:[a-z]+ )?statement (?:[a-z]+ )?(?:on behalf of|by)"
    rf" (?P<who>{ACTORS})[^,;]{{0,80}}? (?=[a-z]+)"
)


def find_statement(shape: Shape, cast: Cast) -> Opening | None:
    """Read "A joint statement delivered on behalf of a group of delegations welcomed"."""
    match = _STATEMENT.match(shape.text)
    if match is None or not TELLS.match(shape.text, match.end() - 1):
        return None
    party = find_parties(shape.actors_in(*match.span("who")), shape, cast)
    if party is None or not party.entities:
        return Opening(PARTICIPANTS)
    return Opening(Voice("on behalf", party.entities, (), party.entities))


def find_work(shape: Shape, cast: Cast) -> Opening | None:
    """Read "The report by the Commission of Inquiry found that": the author says so."""
    match = _WORK.match(shape.text)
    cue = load_speech().finite.match(shape.text, match.end()) if match else None
    if match is None or cue is None or not re.match(r" that\b| [“\"]", shape.text[cue.end() :]):
        return None
    party = find_parties(shape.actors_in(*match.span("who")), shape, cast)
    if party is None or not party.entities:
        return None
    return Opening(Voice("panellist", party.entities, party.speakers), bare=True)
