"""Phrases around a voice: what may precede a subject, what tells of procedure, who is unnamed."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rapporteur.cues import load_cues
from rapporteur.evidence.voice import Manner, Voice

# What may stand between "the" and somebody's post.
_ATTRIBUTES = (
    "newly|elected|appointed|outgoing|incoming|former|current|acting|interim|new|previous|present"
    "|senior|designated|then"
)
Reach = Literal["on", "aside", "procedural", "same", "named"]
NUMBER = re.compile(r"^\W*(?:\(?\d+(?:\.\d+)*(?:\.\s*|\)\s*|\s+)|[IVX]+\.\s+)(?=[A-Z“\"])")
TELLS = re.compile(
    r",? (?:(?:also|then|further|similarly|moreover|in turn|[a-z]+ly),? )*"
    r"(?:[a-z]+ed|said|spoke|told|gave|made|drew|took|felt|saw|put|held|led|ran|began|set|wrote"
    r"|asked|(?:was|were)(?! (?:also )?(?:appointed|elected|nominated|designated|selected)\b)"
    r"|had|has|says|notes|agreed|wrote|brought|sought|paid|put)\b"
)
# A resolution's own paragraphs name no subject: "Recalling that, in its resolution ...,".
PREAMBLE = re.compile(
    r"(?:Also |Further )?(?:[A-Z]?[a-z]+ing)(?: also| further| with [a-z]+| in mind)?,? .*[,;]$"
    r"|(?:Also |Further )?(?:(?i:recall|note|request|urge|decide|invite|encourage|recognize"
    r"|reaffirm|welcome|reiterate|acknowledge|endorse|recommend|affirm|underline|commend|approve"
    r"|underscore|emphasize|adopt|call|take|express)s|(?i:stresses|expresses))"
    r" (?:also |further )?(?:that|the|its|with|upon|on|all|to|note|in|his|her)\b"
)
# Somebody spoke whom nothing tells: the voice before does not go on.
STRANGER = re.compile(
    r"(?:[A-Z][a-z]+, )?(?:[Tt]he|[Aa]n?) [^,.;:]{3,160}?(?:, [^,;:]{3,120},)? "
    r"(?:also |then )?"
    r"(?:said|stated that|remarked|thanked|replied|explained that|spoke (?:of|about))\b"
    r"|(?:The|An?|Another|One) (?:[a-z]+ )?(?:representative|observer|delegate|spokesperson)s?"
    r" (?:of|for|from) [^,.;:]{3,160}? (?:also |then )?"
    r"(?:reported|noted|stated|highlighted|stressed|emphasized|underlined|explained|welcomed)\b"
    r"|Representatives (?:of|for|from) [^.;:]{3,500}? (?:also |then )?"
    r"(?:reported|noted|stated|highlighted|stressed|emphasized|underlined|explained|welcomed|shared"
    r"|expressed|called)\b"
)
# Whoever "addressed the Forum" spoke to it; whoever "addressed the shortage" spoke of it.
_ADDRESSED = re.compile(
    r"addressed the (?:[A-Z][\w-]+ ){0,3}(?:Forum|Committee|Commission|Council|Assembly|Conference"
    r"|Board|Plenary|plenary|audience|participants|delegates|delegations)\b"
)
# ... unless the same sentence names who ("a limit that, as the Premier noted, was old").
_SAYS_SO = re.compile(
    r"\b(?:which|as|that) the [A-Z][\w -]+ (?:said|noted|stated|indicated|explained)\b"
)
# "It was concerned that": here "it" is somebody.
_FELT = "decided|concerned|pleased|encouraged|surprised|convinced|worried|alarmed|determined"
# Nobody is named, but somebody said it: "The view was expressed that", "It was noted that".
UNNAMED = re.compile(
    rf"^(?:[^,]{{1,200}}, )?(?:[Ii]t was (?:also |further |[a-z]+ly )?"
    rf"(?!{_FELT})[a-z]+ed (?:out )?that"
    r"|[Tt]he (?:Secretariat|secretariat|panell?ists?|speakers?|delegation|presenters?)"
    r" (?:was|were) (?:also |then )?asked\b"
    r"|(?:The|A|An|Some|Several|Another|Also, the|Further|Additional|Broad|Strong|Deep|Particular"
    r"|Wide)?"
    r" ?(?:[a-z]+ ){0,2}(?:[Vv]iews?|[Oo]pinions?|[Cc]oncerns?|[Ss]upport|[Aa]ppreciation"
    r"|[Cc]larifications?|[Qq]uestions?|[Ii]nformation|[Rr]equests?|[Pp]reference|[Hh]ope|[Rr]egret"
    r"|[Ss]atisfaction|[Ii]nterest|[Ee]xplanations?|[Dd]etails|[Dd]isappointment|[Gg]ratitude"
    r"|[Rr]eservations?|[Cc]onfidence|[Ee]mphasis|[Cc]omments?|[Dd]oubts?|[Uu]pdates?|[Nn]ote"
    r"|[Rr]ecognition|[Tt]he importance|[Cc]autious?|[Pp]oint)\b[^.]{0,120}?"
    r"\b(?:was|were) (?:also |further |[a-z]+ly )?"
    r"(?:expressed|sought|raised|requested|made|noted|conveyed|voiced|reiterated|asked|posed"
    r"|welcomed|stressed|emphasized|highlighted|underscored|underlined|placed|taken)\b)"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """A voice, and its reach: on to the next sentences, this one only ("aside"), from the next
    sentence ("procedural": the sentence itself is the record's account), or the voice before."""

    voice: Voice
    reach: Reach = "on"
    bare: bool = False  # a State or organisation in its own name, without an envoy
    post: str = ""  # the post that its holder was named by
    sure: bool = True  # whether the sentence itself says for whom the holder speaks
    inner: bool = False  # an officer of the body that meets ("the Director of the Legal Branch")
    surname: str = ""  # of somebody named before: "Ms. Reis added"


def names_nobody(text: str) -> bool:
    """Whether words are told that nobody is named for ("It was noted that")."""
    return UNNAMED.match(text) is not None and _SAYS_SO.search(text) is None


def may_precede(left: str) -> bool:
    """Whether a subject may follow: the sentence's start, or an opening phrase and a comma."""
    if not left.strip():
        return True
    attribute = re.fullmatch(rf"(?:(?P<lead>.*, )?[Tt]he|An?) (?:(?:{_ATTRIBUTES}) )+", left)
    if attribute:
        return may_precede(attribute["lead"] or "")
    if not re.search(r"[,;:–—] $", left):
        return False
    lead = left.strip(' ,;:–—"“').casefold()
    opened = any(re.match(rf"{adjunct}\b", lead) for adjunct in _adjuncts())
    participle = re.match(r"(?:(?:in|by|when|while|after|before) )?[a-z-]+(?:ing|ed)\b", lead)
    return opened or participle is not None or len(lead.split()) <= 4


@cache
def _adjuncts() -> tuple[str, ...]:
    return tuple(adjunct.casefold() for adjunct in load_cues("voices")["adjuncts"])


def find_manner(words: str, default: Manner) -> Manner:
    """Return the manner that an opening phrase tells ("Speaking from the floor"), or `default`."""
    words = words.casefold()
    for manner in ("written", "floor", "moderator"):
        if any(cue in words for cue in load_cues("voices")["manners"][manner]):
            return manner
    return default


def is_procedure(predicate: str) -> bool:
    """Whether a predicate is the meeting's business ("introduced the report")."""
    cues = load_cues("voices")
    things = "|".join(sorted(cues["presented"], key=len, reverse=True))
    verbs = "|".join(cues["presenting"])
    shared = r"shared (?:\S+ ){0,5}?(?:proposal|plan|road map|text)\b"  # tells its substance
    if re.match(shared, predicate):
        return False
    procedure = re.match(rf"(?:{verbs}) (?:\S+ ){{0,5}}?(?:{things})\b", predicate)
    procedure = procedure or _ADDRESSED.match(predicate)
    thanks = re.match(r"thanked\b.*\band (?:opened|closed|invited|gave)\b", predicate)
    return bool(procedure or thanks)
