"""Sentences that only tell who moderated a meeting: "Ana Reis, Head, IOM, moderated the panel"."""

import re
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.extract.voice.mentions import PERSON
from rapporteur.extract.voice.speech import load_speech

_MODERATED = (
    r"(?:(?:co-)?(?:moderated|facilitated|chaired)|presided over|led the moderation of"
    r"|(?:acted|served) as (?:the )?(?:co-)?(?:moderator|facilitator|chair)\w* (?:of|for))"
)
_TITLE = r"(?:H\.E\.|Mr\.?|Ms\.?|Mrs\.?|Dr\.?|Prof\.?)"
_TAKEN = re.compile(r"\b(?:who|which|that|had|has|have|having|was|were|be|been|to|not|by)$")


_SERVING = re.compile(
    r"^[^.;:]{3,300}? (?:also |then )?(?:(?:continued to (?:serve|act)|served|acted|serves|acts)"
    r" (?:as (?:the |its )?(?:[A-Z][\w-]+ )*(?:(?:Co-|Vice-)?(?:Chair|Coordinator|President"
    r"|Facilitator|Moderator)(?:man|person)?s?|Rapporteurs?|Secretary|Bureau|moderators?"
    r"|facilitators?)\b|in that (?:capacity|role))"
    r"|(?:has|have|was|were) (?:been |also )*(?:nominated|re-elected|reappointed)"
    r" (?:by|for|as|to)\b"
    r"|(?:was|were) (?:also )?(?:the )?(?:other )?(?:Co-|Vice-)?(?:Chairs?|Coordinators?)\b)"
)


def is_serving(text: str) -> bool:
    """Whether a sentence only tells who held which post at the meeting ("acted as Secretary")."""
    match = _SERVING.match(text)
    return match is not None and load_speech().finite.search(text, 0, match.end()) is None


def is_presiding(text: str) -> bool:
    """Whether a sentence says that somebody moderated the meeting, and nothing that they said.

    A State or an organisation that once chaired something is not meant, only people and posts.
    """
    match = _pattern().match(text)
    if match is None or _TAKEN.search(match["who"]):
        return False
    speech = load_speech()
    if speech.finite.search(match["who"]) or speech.finite.search(match["rest"]):
        return False
    asides = re.finditer(r"(?:,| and) (?=[a-z]+ing\b)", match["rest"])
    return not any(speech.gerund.match(match["rest"], aside.end()) for aside in asides)


@cache
def _pattern() -> re.Pattern[str]:
    cues = load_cues("voices")
    meetings, posts = ("|".join(cues[name]) for name in ("moderated", "roles"))
    heads = "|".join(cues["collective"]["heads"])
    return re.compile(
        rf"(?P<who>(?:(?:At|In|On|For|During) [^,;]{{2,90}}, )?(?:(?:{_TITLE} )+|{PERSON}(?:, | \()"
        rf"|(?:[Tt]he|[Aa]n?) (?:[^,;:]{{0,80}} )?(?:{posts})\b"
        rf"|(?:Two|Three|Several|Another) (?:[a-z]+ )?(?:{heads})\b)[^;:]{{0,400}}?),? "
        rf"(?:also |then |jointly |each )?{_MODERATED} (?:(?:the|this|that|both|all|each) )?"
        rf"(?:[\w-]+ ){{0,4}}?(?i:{meetings})\b(?P<rest>[^;]*)$"
    )
