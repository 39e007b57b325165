"""Reported words behind a noun: "a proposal by X to ...", "X's objection to ..."."""

import re
from collections.abc import Iterator
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.evidence.voice import Attribution, Stance
from rapporteur.extract.voice.actors import MENTION, Shape
from rapporteur.extract.voice.subjects import ACTORS, FOR, read_subject
from rapporteur.gazetteer import Gazetteer

_REACH = (
    r"(?P<message>(?:to|that|on|of|for|about|regarding|concerning)\s"
    r"(?:[^,.;:]|[.,:](?=[^\s”\"’)])(?!$))*)"
)
# The sentence's own verb ends what the noun reports: "a proposal by Peru to meet was accepted".
_VERB = re.compile(r" (?:was|were|is|are|had|has|have|remained|received)\b")
_PRESENT = re.compile(
    r" (?:provides?|remains?|includes?|offers?|reflects?|seeks?|requires?|gained?|met|led|would"
    r"|will|should|could|may|might|must)\b"
)


@cache
def _nouns() -> dict[str, Stance]:
    nouns = load_cues("voices")["nouns"]
    table: dict[str, Stance] = {}
    for stance, words in nouns.items():
        for word in words:
            table[word] = stance
            table[word + "s"] = stance
    return table


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    noun = "|".join(sorted(_nouns(), key=len, reverse=True))
    owner = rf"(?P<owner>(?:[Tt]he )?{MENTION})"
    whose = r"(?:(?:’s|'s|’|') (?:[a-z-]+ ){0,2}| )"
    joining = "|".join(load_cues("voices")["joining"])
    aside = rf"(?:, (?:{joining}) by {ACTORS},)?"
    return (
        re.compile(rf"{owner}{whose}(?P<cue>{noun}){aside} {_REACH}"),
        re.compile(rf"\b(?P<cue>(?:{noun}) (?:by|from|of)) (?P<owner>{ACTORS}(?:{FOR})?) {_REACH}"),
        re.compile(
            rf"^(?P<message>[^,.;:]+) (?P<cue>at the (?:{noun}) of) (?P<owner>{ACTORS}(?:{FOR})?)"
        ),
    )


def _reach(match: re.Match[str]) -> tuple[int, int]:
    start, end = match.span("message")
    verbs = [*_VERB.finditer(match["message"])]
    if not match["message"].startswith(("to ", "that ")):
        verbs = sorted((*verbs, *_PRESENT.finditer(match["message"])), key=re.Match.start)
    inner = re.search(r"\b(?:that|which|who|whether|how|what)\b", match["message"])
    for verb in verbs:
        told = re.search(r" by [\ue000-\uf8ff]", match["message"][verb.end() :])
        if inner is None or verb.start() < inner.start() or told:
            return start, start + verb.start()
    return start, end


def find_nominal(shape: Shape, gazetteer: Gazetteer) -> Iterator[tuple[int, Attribution]]:
    """Yield the place and row of each noun that reports somebody's words, with those words."""
    for pattern in _patterns():
        for match in pattern.finditer(shape.text):
            who = read_subject(shape, match.start("owner"), match.end("owner"))
            start, end = shape.original(*match.span("cue"))
            cue = shape.sentence[start:end]
            start, end = shape.original(*_reach(match))
            message = shape.sentence[start:end].strip()
            if re.match(r"(?:of|for) (?:that|this|it)?$", message):
                continue
            stance = next(_nouns()[word] for word in cue.split() if word in _nouns())
            for actor in who.actors:
                if actor.kind == "pronoun":
                    continue
                behalf = who.behalf.get(actor, "")
                name = re.sub(r"^(?:[Tt]he|[Aa]n?) ", "", actor.text)
                yield match.start("cue"), Attribution(name, cue, message, stance, behalf)
