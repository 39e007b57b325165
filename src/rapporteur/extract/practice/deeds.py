"""Find what a sentence tells of: behind its reporting words, the verb of what was done."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rapporteur.cues import load_cues
from rapporteur.extract.practice.wordings import words

Mode = Literal["clause", "thing"]
OPENING = re.compile(
    r"(?:In|For|To|As|At|Under|With|During|Despite|Since|After|Following|Before|Besides|Through|By|On"
    r"|From|Given|Consistent|According|Together|Indeed|Also|Meanwhile|Today|First|Second|Third"
    r"|(?:More|Further)over|Furthermore|However|Finally|Similarly|Likewise|While|Although|Regarding"
    r"|Additional|Accordingly|Nevertheless|Nonetheless|Thus|Therefore|Moreover|Over|Overall|Within"
    r"|When|Where|Because|Once|If|Until|Concerning|Recognizing|Noting|Currently|Most|Lastly)\w*"
    r"(?:(?: [^\s,;]+){0,16},\s+(?!and\b|or\b|[a-z]+ed\b|\d{4})"
    r"(?:(?:which|who|whose)\b[^,;]*,\s+)?)",
    re.I,
)
FINITE = re.compile(r"\b(?:had|has|have|was|were|is|are|that|which|would|will)\b")
RELATIVE = re.compile(r",? (?:which|who|whose|whom)\b[^,;.]*(?:,|$)")
ASIDE = re.compile(r"\s[–—] [^–—;.]+ [–—]\s|\([^()]*\)")
# "a network, created in 2008, provides": what was done to the subject, between its commas.
PARTED = re.compile(
    r", (?:(?:also|first|\w+ly) )?(?:[a-z]+ed|built|set up|made|run|led|held|begun|drawn up)\b"
    r"(?! (?:and|or)\b)[^,;.]*,(?= (?:(?:also|now|already|soon) )?"
    r"(?:had|has|have|was|were|is|are|would|will|[a-z]+ed|[a-z]{3,}(?<!s)s)\b)"
)
# "sectors that employed women, such as tourism, offered": told of the subject, with examples.
TELLING = re.compile(
    r" that (?:[a-z]+ed|ha[sd]|have|was|were|is|are) [^,;.]+,"
    r" (?:such as|including|especially|particularly) [^,;.]+,(?= [a-z]+)"
)
CLOSED = re.compile(r", (?:which|who|whose|whom)\b[^,;.]*,")
RESTRICTED = re.compile(r" who (?:was|were|had|had been) [a-z]+ed $")
GIVEN_FOR = re.compile(
    r"(?![A-Z]\w+[’']s )"
    r"(?:(?:the )?(?:Government|Government of [A-Z]\w+|country|delegation|[A-ZÀ-Þ][\w’-]+"
    r"(?: (?:of |and |the )*[A-ZÀ-Þ][\w’-]+)*) (?:for|on) )"
)
THAT = re.compile(r"that\b,?\s*")
TO_WHOM = re.compile(r"(?:the )?(?:[A-Z][\w’-]+|meeting|participants|delegations)(?: [A-Z]\w+)* ")
IRREGULAR = (
    "taken|given|shown|drawn|grown|begun|run|written|chosen|built|sent|spent|brought|bought|taught"
    "|sought|held|kept|made|met|put|set|led|lent|left|gone|done|come|become|paid|laid|found|cut"
    "|undertaken|driven|withdrawn|seen|handed|overseen|undergone|dealt"
)
ADVERB = (
    r"(?:,[^,;]{3,90},)?"
    r"(?: also| already| since| recently| being| now| currently| soon| therefore| \w+ly)*"
)
VERB = re.compile(
    rf"\b(?:(?:had|has|have){ADVERB} (?:(?P<been>been){ADVERB} )?(?P<part>[a-z-]+ed|{IRREGULAR})\b"
    rf"|(?:was|were|is|are|been){ADVERB} (?P<form>[a-z-]+ed|[a-z-]+ing|{IRREGULAR})\b"
    rf"|(?:would|will){ADVERB} (?!be\b|have\b)(?P<bare>[a-z]+)\b"
    r"|(?P<is>was|were|is|are)\b"
    r"|(?P<owns>had|has|have)\b(?! (?:to|been)\b)"
    r"|(?<![-’'])(?P<past>[a-z]+)\b(?!-))"
)
ATTRIBUTED = re.compile(r"\b(?:the|an?|such|of|newly|legally|illegally|its|their|with|by|not)\s+$")
NAMING = re.compile(r"(?:organi[sz]ed crime|registered (?:nurse|voter|partner)|supported by)\w*\b")
MODIFYING = re.compile(r"\s+(?:by|in|to|with|at|for|under|on|as|within|through|from)\b")
LATER = re.compile(
    r"(?:(?! that | which | who )[^,;])*?"
    r"\s(?:had|has|have|was|were|is|are|would|will|[a-z]{3,}ed)\b"
)


@dataclass(frozen=True, slots=True)
class Deed:
    """The main verb of a clause: where its group and the verb itself begin and end.

    `voice` tells what it is: active, passive, a form of "to be", or "had" as a verb of its own.
    """

    group: int
    start: int
    end: int
    voice: Literal["active", "passive", "be", "own"]

    def read(self, sentence: str) -> str:
        """Return the verb as the sentence writes it, in small letters."""
        return sentence[self.start : self.end].lower()


@cache
def _reported() -> tuple[re.Pattern[str], re.Pattern[str]]:
    cues = load_cues("practices")
    verbs = "|".join(sorted(words("reporting"), key=len, reverse=True))
    told_of = cues["told_of"]
    said = re.compile(
        rf"\b(?:(?:{verbs})(?: and (?:{verbs}))?|{cues['telling']})\b,? {told_of}"
        r"(?P<that>that\b,?\s*)?"
    )
    return said, re.compile(cues["impersonal"] + r"\s*")


def find_told(sentence: str) -> tuple[int, Mode]:
    """Return where what is told begins: a clause, or a thing ("described a campaign")."""
    start, mode = _skip_report(sentence)
    while opening := OPENING.match(sentence, start):
        start, mode = opening.end(), "clause"
        said, further = _skip_report(sentence[start:])
        start, mode = start + said, further
    if sentence.startswith(",", start):
        comma = sentence.find(", ", start + 1)
        start = comma + 2 if comma > 0 else start
    return start, mode


def _skip_report(sentence: str) -> tuple[int, Mode]:
    said, impersonal = _reported()
    match = impersonal.match(sentence)
    if match is not None:
        return match.end(), "thing" if match.group().rstrip().endswith(
            ("to", "of", "on")
        ) else "clause"
    match = said.search(sentence, 0, 320)
    if match is None or not _is_speaker(sentence[: match.start()]):
        return 0, "clause"
    if match.group("that"):
        return match.end(), "clause"
    end = match.end()
    whom = TO_WHOM.match(sentence, end)
    that = THAT.match(sentence, whom.end()) if whom is not None else None
    if that is not None:
        return that.end(), "clause"
    given = GIVEN_FOR.match(sentence, end)
    return (given.end() if given else end), "thing"


def _is_speaker(before: str) -> bool:
    """Tell whether the words before a reporting verb are its subject, with no verb of their own."""
    before = RESTRICTED.sub("", CLOSED.sub(",", before))
    taken = re.search(rf"\b(?:{'|'.join(sorted(words('verbs') - words('bare_verbs')))})\b", before)
    return not FINITE.search(before) and (taken is None or "," in before[taken.end() :])


def find_deed(sentence: str, start: int) -> Deed | None:
    """Return the main verb of the clause that begins at `start`."""
    masked = sentence[start:]
    for aside in (PARTED, TELLING, RELATIVE, ASIDE):
        masked = aside.sub(_blank, masked)
    for match in VERB.finditer(masked):
        deed = _read(match, masked, start)
        if deed is not None:
            return deed
    return None


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _read(match: re.Match[str], masked: str, start: int) -> Deed | None:
    verb = match.group("past")
    if verb:
        at = match.end("past")
        modifies = MODIFYING.match(masked, at) and LATER.match(masked, at)
        modifies = modifies or ATTRIBUTED.search(masked, 0, match.start())
        modifies = modifies or NAMING.match(masked, match.start("past"))
        if modifies or not (verb in _past() or (verb == "set" and masked[at:].startswith(" up"))):
            return None
        return Deed(start + match.start(), start + match.start("past"), start + at, "active")
    name = next(n for n in ("part", "form", "bare", "is", "owns") if match.group(n))
    return Deed(
        start + match.start(), start + match.start(name), start + match.end(name), _voice(match)
    )


@cache
def _past() -> frozenset[str]:
    present = {f"{verb}s" for verb in words("bare_verbs")}
    done = words("verbs") - words("bare_verbs") | words("weak") | words("done") | present
    return done - words("no_deeds")


def _voice(match: re.Match[str]) -> Literal["active", "passive", "be", "own"]:
    if match.group("is"):
        return "be"
    if match.group("owns"):
        return "own"
    if match.group("form"):
        return "active" if match.group("form").endswith("ing") else "passive"
    return "passive" if match.group("been") else "active"
