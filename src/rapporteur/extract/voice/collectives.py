"""Voices of many whom nobody names: "several delegations", "a Bureau member", "one speaker"."""

import re

from rapporteur.cues import load_cues
from rapporteur.evidence.voice import PARTICIPANTS
from rapporteur.extract.voice.actors import MENTION, Actor, Shape
from rapporteur.extract.voice.phrases import TELLS, Opening, may_precede
from rapporteur.extract.voice.speech import load_speech

_AUXILIARY = re.compile(
    r"\b(?:should|must|may|can|will|would|could|is|are|was|were|be|been|has|have|do|does|did|needs?)\b"
)
# Members of the body that meets are no outsiders.
_OF_MEETING = re.compile(
    r"\b(?:Committee|Board|Bureau|Council|Commission|Forum) members?$"
    r"|^(?:One|Another|A|An|Several|Some|Many|Other|Most) (?:other )?members?$"
)
# "civil society organizations experience some challenges": a noun behind its own verb.
_SINGULAR = re.compile(r"[a-z]+[^s\W]s\b")


def is_outsider(actor: Actor, sentence: str) -> bool:
    """Whether a collective is one that meetings also talk about ("countries", "experts")."""
    if actor.kind != "collective":
        return False
    if _OF_MEETING.search(actor.text) and not sentence.startswith(" of ", actor.end):
        return False
    words = re.sub(r"^[Rr]epresentatives? of .*", "", actor.text)
    return any(words.endswith(word) for word in load_cues("voices")["outsiders"])


def find_many(shape: Shape) -> Opening | None:
    """Read a collective with more behind it: "Several speakers on Panel 3 observed"."""
    for mention in re.finditer(MENTION, shape.text):
        actor = shape.actors_in(*mention.span())[0]
        left = re.sub(r"(?:[Tt]he|[Aa]n?) $", "", shape.text[: mention.start()])
        if not _is_collective(actor) or not may_precede(left):
            continue
        cue = _verb_of(actor, shape.text, mention.end())
        between = shape.text[mention.end() : cue.start()] if cue else ""
        if cue and re.fullmatch(r"(?: [^,;:.]{1,80})? (?:had )?|, [^,;:.]{1,80}, ", between):
            helped = _AUXILIARY.search(between) is not None
            if not helped:
                return Opening(PARTICIPANTS, "on", is_outsider(actor, shape.sentence))
        if not is_outsider(actor, shape.sentence) and TELLS.match(shape.text, mention.end()):
            return Opening(PARTICIPANTS, "on", True)
    return None


def _verb_of(actor: Actor, text: str, at: int) -> re.Match[str] | None:
    """Return the first reporting verb behind an actor, not "challenges" behind several."""
    several = actor.text.endswith("s")
    verbs = load_speech().finite.finditer(text, at)
    return next((v for v in verbs if not (several and _SINGULAR.match(v["cue"]))), None)


def _is_collective(actor: Actor) -> bool:
    unnamed = r"representatives of (?:[a-z]|Member States|Governments|States\b)"
    return actor.kind == "collective" or re.match(unnamed, actor.text) is not None
