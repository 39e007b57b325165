"""Tell office-holders of one body apart who speak one after another and are not named."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.evidence import Sentence, Voice
from rapporteur.extract.voice.phrases import NUMBER
from rapporteur.extract.voice.speech import load_speech

_RANKS = frozenset(
    ("Deputy", "Vice", "Assistant", "Associate", "Acting", "Regional", "Under", "Co")
)


@dataclass(frozen=True, slots=True)
class Office:
    """A post as the sentence words it ("Deputy Director"), and what it is of, where it says so."""

    post: str
    field: str = ""


def number_turns(told: Iterable[tuple[Sentence, Voice]]) -> list[int]:
    """Return a number for each sentence that goes up where another holder of office speaks.

    Voices are equal where the record names an office of one body and no person; the office then
    tells "The Director said" from "The Deputy Director said" in the sentence behind it.
    """
    turns: list[int] = []
    turn, last, held = 0, None, None
    for sentence, voice in told:
        held = held if voice == last else None
        office = find_office(sentence.text) if voice.entities and not voice.speakers else None
        if office is not None:
            turn += held is not None and _differs(held, office)
            held = office
        turns.append(turn)
        last = voice
    return turns


def find_office(text: str) -> Office | None:
    """Return the office whose holder a sentence begins with ("The Deputy Director said")."""
    bare = NUMBER.sub("", text)
    match = _pattern().match(bare)
    if match is None:
        return None
    cue = load_speech().finite.search(bare, match.end(), match.end() + 160)
    between = bare[match.end() : cue.start()] if cue else ","
    return None if re.search(r"[,.;:]", between) else Office(match["post"], between.strip())


def _differs(one: Office, other: Office) -> bool:
    if one.post == other.post:
        return bool(one.field and other.field) and one.field != other.field
    if not one.post.endswith(f" {other.post}"):
        return True
    return not _RANKS.isdisjoint(re.split(r"[ -]", one.post.removesuffix(other.post)))


@cache
def _pattern() -> re.Pattern[str]:
    posts = "|".join(sorted(load_cues("voices")["roles"], key=len, reverse=True))
    return re.compile(rf"The (?P<post>(?:[A-Z][\w’-]+ ){{0,3}}?(?:{posts}))(?![\w-])")
