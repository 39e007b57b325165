"""People whom a record names as they speak, though no agenda or list introduces them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rapporteur.evidence import Dialogue, Participant, Segment, Sentence, Source
from rapporteur.evidence.dialogue import Function
from rapporteur.evidence.voice import Voice
from rapporteur.extract.voice.cast import Cast, read_cast
from rapporteur.extract.voice.mentions import PERSON
from rapporteur.extract.voice.named import find_moderator
from rapporteur.extract.voice.offices import describes_post, post_in
from rapporteur.gazetteer import Gazetteer, load_gazetteer, load_state_codes
from rapporteur.wording import fold

MAX_ROLE = 200  # a description longer than this is no post
_HONORIFICS = r"(?:(?:H\.E\.|Mr\.?|Ms\.?|Mrs\.?|Dr\.?|Prof\.?|Sir|Dame) )*"
_SPOKE = r"(?:[a-z]+(?:ed|id|ke|ve|ew|ld)|told|put|set|was|were|had|has)\b"
_HEADED = re.compile(
    r"\b[Dd]elegation of (?:the )?(?P<state>[A-Z][\w’ -]+?) was (?:headed|led) by (?:the )?"
    rf"(?:[^;:,]{{3,160}}?, (?={_HONORIFICS}{PERSON}(?:\.|,? and )))?"
    rf"{_HONORIFICS}(?P<name>{PERSON})"
)
_LED_BY = re.compile(
    r"^.*\b(?:moderated|chaired|facilitated|headed|led|opened|closed|made|given|delivered) by "
    r"(?:the |an? )?"
)


def find_people(
    dialogue: Dialogue, source: Source, voices: Sequence[Voice]
) -> tuple[Participant, ...]:
    """Return those whom `voices` name and `dialogue.participants` lacks, in the text's order.

    `voices` are those of `source.sentences`, one for each. The first sentence in which a name
    stands gives page, segment and role, the role as worded there and empty where it says none.
    Where a name is written shorter or longer later on, that is a spelling of the same person.
    """
    gazetteer = load_gazetteer()
    cast = read_cast(dialogue, source, gazetteer)
    known = {fold(name) for p in dialogue.participants for name in (p.name, *p.spellings)}
    parts = {segment.id: segment for segment in dialogue.segments}
    found: list[Participant] = []
    for sentence, heard in zip(source.sentences, voices, strict=True):
        voice = heard if heard.speakers else _moderating(sentence, cast) or heard
        for name, entity in _named(sentence, voice, gazetteer):
            if not _is_known(name, known):
                part = parts.get(sentence.segment)
                person = _introduce(name, entity, sentence, voice, part, source)
                _enter(person, found)
    return tuple(found)


def _moderating(sentence: Sentence, cast: Cast) -> Voice | None:
    """Return the voice of a moderator whom the record names without words of theirs."""
    opening = find_moderator(sentence.text, cast)
    return opening.voice if opening is not None else None


def _named(sentence: Sentence, voice: Voice, gazetteer: Gazetteer) -> list[tuple[str, str]]:
    """Return the people of one sentence with whom they speak for; only names that stand in it."""
    entities = voice.entities
    if len(entities) not in (1, len(voice.speakers)):
        entities = ("",)
    if len(entities) == 1:
        entities = entities * len(voice.speakers)
    people = [
        (name, entity)
        for name, entity in zip(voice.speakers, entities, strict=True)
        if " " in name and name in sentence.text
    ]
    head = _HEADED.search(sentence.text)
    if head and not post_in(head["name"]):
        people.append((head["name"], gazetteer.find_state(head["state"]) or ""))
    return people


def _is_known(name: str, known: set[str]) -> bool:
    return any(_is_same(fold(name), other) for other in known)


def _is_same(name: str, other: str) -> bool:
    """Whether one name is the other with more words before or after it."""
    short, long = sorted((name, other), key=len)
    inside = f" {long} ".startswith(f" {short} ") or f" {long} ".endswith(f" {short} ")
    return " " in short and inside


def _enter(person: Participant, found: list[Participant]) -> None:
    for at, other in enumerate(found):
        if _is_same(fold(person.name), fold(other.name)):
            more = person.name not in (other.name, *other.spellings)
            spellings = (*other.spellings, person.name) if more else other.spellings
            found[at] = replace(
                other,
                role=other.role or person.role,
                entity=other.entity or person.entity,
                country=other.country if other.entity else person.country,
                spellings=spellings,
            )
            return
    found.append(person)


def _introduce(
    name: str,
    entity: str,
    sentence: Sentence,
    voice: Voice,
    part: Segment | None,
    source: Source,
) -> Participant:
    return Participant(
        name,
        find_role(name, sentence.text),
        entity,
        entity if entity in load_state_codes() else "",
        sentence.segment,
        _function(sentence.text, voice, part),
        source.id,
        sentence.pieces[0].page if sentence.pieces else 0,
    )


def find_role(name: str, text: str) -> str:
    """Return the post that a sentence gives with a name, in the sentence's words, or nothing."""
    own = rf"{_HONORIFICS}{re.escape(name)}"
    before = re.search(rf"(?:^|, |\bby )(?:[Tt]he|[Aa]n?) (?P<role>[^;:]{{3,400}}?), {own}\b", text)
    role = _LED_BY.sub("", before["role"]).strip(" ,") if before else ""
    if role and len(role) <= MAX_ROLE and not re.search(r"\b(?:said|was|were|had)\b", role):
        return role
    patterns = (
        rf"\b{own}, (?:the |an? )?(?P<role>[^;:.]{{3,{MAX_ROLE}}}?)"
        rf"(?:,? (?:who\b|{_SPOKE})|[.;]|$)",
        rf"\b{own} \((?P<role>[^()]{{3,120}})\)",
        rf"\b(?:[Tt]he |[Bb]y )?(?P<role>(?:[A-Z][\w-]+ ){{1,5}}){own}\b",
    )
    for pattern in patterns:
        match = re.search(pattern, text)
        role = match["role"].strip(" ,") if match else ""
        if role and (post_in(role) or (describes_post(role) and "," not in role[:3])):
            return role
    return ""


def _function(text: str, voice: Voice, part: Segment | None) -> Function:
    if voice.manner == "moderator":
        return "moderator"
    if part is not None and part.kind in ("opening", "closing"):
        return "opening" if part.kind == "opening" else "closing"
    if re.search(r"\b(?:gave|made|delivered) (?:a|the|an) (?:[a-z]+ )?(?:presentation|key)", text):
        return "presenter"
    return "panellist" if part is not None and part.kind == "panel" else "participant"
