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
MANY_SIGN = 12  # the last sentences or blocks in which several sign
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
    tail = [s.text for s in inside[-MANY_SIGN:]]
    parts = re.split(r"(?=\(Signed\))", " ".join(tail))
    signed = [match for part in parts if (match := _SIGNED.match(part))]
    if not signed or not any("(Signed)" in text for text in tail[-REACH:]):
        return None
    if len(signed) == 1:
        sender = re.search(r"\bfrom the (?P<whom>.+?)(?= addressed to|$)", segment.title)
        words = (signed[0]["rest"], sender["whom"] if sender else "")
        entity = next((code for w in words if (code := _signs_for(w, cast))), "")
        return Voice("written", (entity,), (signed[0]["name"],)) if entity else None
    entities = [_signs_for(match["rest"], cast) for match in signed]
    if not all(entities):
        return None
    return Voice("written", tuple(entities), tuple(match["name"] for match in signed))


def _signs_for(words: str, cast: Cast) -> str:
    """Return the State that a signatory represents, or the body that they chair; or nothing."""
    own = [m for m in cast.gazetteer.find_names(words) if m.kind == "state"]
    own = [m for m in own if re.search(r"(?:^|\bof (?:the )?)$", words[: m.start])]
    if own:
        return own[0].code
    chaired = re.search(r"\b(?:Chair|President|Coordinator) of the (?P<body>[A-Z][^.,;]+)$", words)
    return chaired["body"].strip() if chaired else ""


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
