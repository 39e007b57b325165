"""Voices of human-rights reviews: States in their own name, and the State under review."""

import re

from rapporteur.evidence import Sentence
from rapporteur.evidence.voice import PARTICIPANTS, Manner, Voice
from rapporteur.extract.voice.cast import Cast, posts_of
from rapporteur.extract.voice.phrases import NUMBER, Opening, names_nobody

_DELEGATION = re.compile(
    r"(?:[A-Z][^;:]{0,200}?, )?[Tt]he"
    r" (?:(?:[Hh]ead|[Ll]eader|[Mm]embers?) of (?:the |its |[A-Z]\w+[’'‟]s )?)?"
    r"[Dd]elegation (?!of\b)"
)
_BY_DELEGATION = re.compile(
    r"^(?:\W*\d+\. )?According to the delegation\b"
    r"|\b(?:was|were) (?:also )?[a-z]+ed by the delegation\b"
)


def in_own_name(opening: Opening | None, sentence: Sentence, cast: Cast) -> Opening | None:
    """Where States speak in their own name, "Norway noted" opens a voice at any place."""
    if cast.reviewed and names_nobody(NUMBER.sub("", sentence.text)):
        return Opening(PARTICIPANTS, "same")  # "It was added that": whoever has the floor adds
    if cast.reviewed and _BY_DELEGATION.search(sentence.text):
        return Opening(Voice("panellist", (cast.reviewed,)))
    if opening is not None and cast.reviewed and _is_reviewed(opening, sentence, cast):
        return Opening(Voice("panellist", (cast.reviewed,), opening.voice.speakers))
    if opening is None and cast.reviewed and sentence.first:
        return _heading_state(NUMBER.sub("", sentence.text), cast)
    if opening is not None and opening.bare and opening.reach == "on" and cast.plain:
        own = opening.voice.entities == (cast.reviewed,)
        manner: Manner = "panellist" if own else "floor"
        voice = opening.voice
        if voice.manner != "on behalf":
            voice = Voice(manner, voice.entities, voice.speakers)
        return Opening(voice)
    return opening


def _is_reviewed(opening: Opening, sentence: Sentence, cast: Cast) -> bool:
    """Whether somebody without a State of their own speaks: the delegation under review."""
    if opening.voice.entities:
        return opening.voice.entities == (cast.reviewed,) and opening.voice.manner == "floor"
    if opening.surname or (opening.post and opening.post not in posts_of("presiding")):
        return True
    return _DELEGATION.match(NUMBER.sub("", sentence.text)) is not None


def _heading_state(text: str, cast: Cast) -> Opening | None:
    """In a review a State that begins a paragraph has the floor, whatever it did."""
    lead = text.removeprefix("The ")
    names = [m for m in cast.gazetteer.find_names(lead[:90]) if m.start == 0 and m.kind == "state"]
    if not names or not re.match(r" (?:also |then |[a-z]+ly )?[a-z]+ed\b", lead[names[0].end :]):
        return None
    manner: Manner = "panellist" if names[0].code == cast.reviewed else "floor"
    return Opening(Voice(manner, (names[0].code,)))
