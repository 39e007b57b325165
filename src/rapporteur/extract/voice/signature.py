"""Signed parts: a foreword is spoken by whoever signs it at its end."""

import re
from collections.abc import Sequence

from rapporteur.evidence import Dialogue, Segment, Sentence, Source
from rapporteur.evidence.voice import Voice
from rapporteur.extract.voice.cast import Cast, posts_of
from rapporteur.extract.voice.mentions import PERSON
from rapporteur.wording import fold

_SIGNED_PARTS = re.compile(r"\b(?:foreword|preface|message from|prologue)\b", re.IGNORECASE)
_POSTS = "|".join(sorted(posts_of("national"), key=len, reverse=True))
_SIGNED = re.compile(
    r"\(Signed\) (?:H\.E\. |Mr\.? |Ms\.? |Mrs\.? |Dr\.? )*"
    rf"(?P<name>{PERSON}?(?= (?:{_POSTS})\b)) (?P<rest>.*)"
)
REACH = 3  # a signature stands within the last sentences or blocks of its part


def find_signatures(dialogue: Dialogue, source: Source, cast: Cast) -> dict[str, Voice]:
    """Return the voice of each segment that somebody signs, by the segment's id."""
    signed: dict[str, Voice] = {}
    for segment in dialogue.segments:
        inside = [s for s in source.sentences if s.segment == segment.id]
        if _SIGNED_PARTS.search(segment.title):
            voice = _signature(inside, segment, cast)
        else:
            voice = _signed_letter(inside, segment, cast)
        if voice is not None:
            signed[segment.id] = voice
    return signed


def _signed_letter(inside: Sequence[Sentence], segment: Segment, cast: Cast) -> Voice | None:
    """A letter that a State's minister or envoy signs is one voice from first to last."""
    tail = " ".join(s.text for s in inside[-REACH:])
    match = _SIGNED.search(tail)
    if match is None:
        return None
    sender = re.search(r"\bfrom the (?P<whom>.+?)(?= addressed to|$)", segment.title)
    for words in (match["rest"], sender["whom"] if sender else ""):
        states = [m.code for m in cast.gazetteer.find_names(words) if m.kind == "state"]
        if states:
            return Voice("written", (states[-1],), (match["name"],))
    return None


def _signature(inside: Sequence[Sentence], segment: Segment, cast: Cast) -> Voice | None:
    posts = "|".join(re.escape(p) for p in sorted(posts_of("roles"), key=len, reverse=True))
    signature = re.compile(
        rf"(?P<name>{PERSON}),?\s+(?P<post>(?:[A-Z][\w-]+ )*(?:{posts}))\b(?P<rest>.*)"
    )
    tail = " ".join(s.text for s in inside[-REACH:])
    found = list(signature.finditer(tail))
    for match in reversed(found):
        name = match["name"]
        entity = cast.people.get(fold(name), "")
        mentions = cast.gazetteer.find_names(match["post"] + match["rest"][:80])
        entity = entity or (mentions[0].code if mentions else cast.body)
        if entity:
            return Voice("written", (entity,), (name,))
    known = [person for person in cast.participants if fold(person.name) in fold(tail)]
    if len(known) == 1 and cast.people.get(fold(known[0].name)):
        return Voice("written", (cast.people[fold(known[0].name)],), (known[0].name,))
    return None
