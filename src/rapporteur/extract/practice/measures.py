"""Tell whether a sentence takes a measure up again or turns to a further one."""

import re
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.extract.practice.names import find_names
from rapporteur.extract.practice.wordings import words
from rapporteur.wording import fold

DEFINITE = re.compile(r"\b(?:the|that|this|these|those|its|their|such)\s+(\w+)(?:\s+(\w+))?")
SUBJECT = re.compile(r"(?:^|, )(?:the|that|this|these|those|both)\s+(\w+)(?:\s+(\w+))?\s")
ALSO = re.compile(
    r"\b(?:had|has|have|was|were|is|are|would|will)\s+also\s+(?:been\s+)?(\w+)|\balso\s+(\w+ed)\b"
)
# "It welcomed", "They noted": the subject is who speaks, not the measure.
SPEAKING = re.compile(
    r"(?:It|They|He|She) (?:\w+ ){0,2}?(?:noted|welcomed|commended|congratulated|praised|recognized"
    r"|highlighted|appreciated|acknowledged|applauded|underlined|stressed|expressed|said|added"
    r"|raised (?:questions?|concerns?)|wished|asked|urged|recommended|called|encouraged|requested"
    r"|regretted|hoped|believed|enquired|inquired|suggested|wondered|explained|stated|observed"
    r"|supported|valued|mentioned|referred|described|reported|outlined)\b"
)
STEM = 6  # letters: enough to bring "dialogue" and "dialogues" together
OPENING = 9  # words in which a main verb with "also" stands


@cache
def _opening(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(load_cues('practices')[name])})\b", re.I)


def takes_up(sentence: str, told: str) -> bool:
    """Tell whether `sentence` goes on with the measure that `told` describes."""
    if opens_new(sentence) or SPEAKING.match(sentence):
        return False
    if _opening("goes_on").match(sentence) or _opening("results").search(sentence):
        return True
    return names_again(sentence, told)


def opens_new(sentence: str) -> bool:
    """Tell whether `sentence` turns to a further measure ("Another example was …")."""
    return bool(_opening("adds").match(sentence)) or _adds(sentence)


def _adds(sentence: str) -> bool:
    """Tell whether the main verb tells of something done besides ("It had also opened")."""
    match = ALSO.search(" ".join(sentence.split()[:OPENING]))
    verb = (match.group(1) or match.group(2)).lower() if match else ""
    return verb in words("verbs")


def names_again(sentence: str, told: str) -> bool:
    """Tell whether `sentence` names the measure again, by a noun or by its proper name."""
    folded, known, nouns = fold(sentence), fold(told), words("takes_up")
    subjects = (word for match in SUBJECT.finditer(folded) for word in match.groups())
    if any(word in (nouns if find_names(told) else words("general")) for word in subjects):
        return True
    definite = (word for match in DEFINITE.finditer(folded) for word in match.groups())
    if any(word is not None and word in nouns and word[:STEM] in known for word in definite):
        return True
    return any(name in told for name in find_names(sentence) if len(name.split()) > 1)
