"""Tell by what means a measure works: by a law, a fund, a hotline, a visa."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.extract.practice.dates import MONTH
from rapporteur.extract.practice.deeds import Mode, find_deed, find_told

COMMA = re.compile(r",|\bas well as\b")
THERE = (
    r"through|by means of|benefit(?:ed|ted|s|ing) from"
    r"|there (?:is|are|was|were|(?:had|has|have) been)"
    r"|(?:had|has|have) (?=an?\b|its\b|several\b|\d|two\b|three\b|many\b|various\b)"
)
WHEN = re.compile(
    r"\b(?:in|on|since|during|over) (?:the )?(?:(?:recent|last|past) (?:\w+ ){0,2}?"
    rf"(?:years?|months?|decades?)|(?:\d{{1,2}} )?(?:(?:{MONTH}) )?(?:19|20)\d\d)\b"
)
PLACE = re.compile(r"\s+(\w[\w’-]*)")
NOUN = re.compile(
    r"(?:training|funding|building|housing|planning|screening|learning|testing|monitoring"
    r"|counselling|schooling|sharing|reporting|[a-z]+(?<!ed)(?<!ing)(?<!ly))$"
)
PASSIVE = re.compile(
    r"\b(?:is|are|was|were|(?:ha[sd]|have|will|would)(?: \w+ly| also| now)* (?:been|be))"
    r"(?: \w+ly| also| now| being)* "
)
CLAUSE = re.compile(r"[;:.] |, (?:and|but|while|which) |\band (?=a |an |the )")
NEAR = 40  # characters between a body and the verb that sets it up
LONGEST = 320  # characters of a list of things


@dataclass(frozen=True, slots=True)
class Thing:
    """A noun that names an instrument, where it stands in the sentence."""

    code: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch in which the things made are named; `sets_up` where bodies are made too."""

    start: int
    end: int
    sets_up: bool


def list_instruments() -> dict[str, str]:
    """Return the titles of the typology of measures by their codes, in its order."""
    return {code: str(kind["title"]) for code, kind in load_cues("instruments")["types"].items()}


def find_instruments(sentence: str, title: str = "") -> tuple[str, ...]:
    """Return the codes of the instruments that `sentence` tells of, in the typology's order.

    A noun of the typology ("shelter") counts where it is what was made, given or set up, or
    what `title`, the sentence's words for the measure, is built on; not where a preposition
    only brings it in ("a law on shelters"). Some verbs tell by themselves ("repatriated").
    """
    start, mode = find_told(sentence)
    things = _find_things(sentence)
    told = {
        thing.code
        for zone in _find_zones(sentence, start, title, mode)
        for thing in _read(sentence, zone, things)
    }
    told |= {code for code, deed in _deeds() if deed.search(sentence, start)}
    return tuple(code for code in list_instruments() if code in told)


@cache
def _things() -> tuple[tuple[str, re.Pattern[str]], ...]:
    types = load_cues("instruments")["types"]
    return tuple(
        (code, re.compile(rf"\b(?:{'|'.join(kind['things'])})(?![\w’'-])", re.I))
        for code, kind in types.items()
    )


@cache
def _deeds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    types = load_cues("instruments")["types"]
    return tuple(
        (code, re.compile("|".join(kind["deeds"]), re.I))
        for code, kind in types.items()
        if kind["deeds"]
    )


@cache
def _bodies() -> frozenset[str]:
    types = load_cues("instruments")["types"]
    return frozenset(code for code, kind in types.items() if kind.get("set_up"))


def _find_things(sentence: str) -> tuple[Thing, ...]:
    """Return the nouns of the typology, but those that another noun follows ("fund managers")."""
    return tuple(
        Thing(code, match.start(), match.end())
        for code, pattern in _things()
        for match in pattern.finditer(sentence)
        if not _is_attribute(sentence, match.start(), match.end())
    )


def _is_attribute(sentence: str, start: int, end: int) -> bool:
    after = PLACE.match(sentence, end)
    if after is None:
        return False
    word = after.group(1)
    named = sentence[start].isupper() and word[0].isupper()
    noun = NOUN.match(word) is not None and not _making("making").match(word)
    return named or (noun and word not in _words("follow"))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_cues("instruments")[name].split())


@cache
def _joined(name: str) -> re.Pattern[str]:
    pattern = re.sub(r"\s+(?=\||\[)", "", load_cues("instruments")[name])
    return re.compile(pattern if name == "ends" else rf"\b(?:{pattern})\b", re.I)


def _forms(verb: str) -> tuple[str, ...]:
    """Return the forms of a regular verb; its bare one only where another verb governs it."""
    bare = rf"(?:to|would|will|helped|help) {verb}"
    if verb.endswith("e"):
        return f"{verb}d", f"{verb}s", f"{verb[:-1]}ing", bare
    if verb.endswith("y"):
        return f"{verb[:-1]}ied", f"{verb[:-1]}ies", f"{verb}ing", bare
    several = f"{verb}es" if verb.endswith(("sh", "ss", "ch")) else f"{verb}s"
    return f"{verb}ed", several, f"{verb}ing", bare


@cache
def _making(name: str) -> re.Pattern[str]:
    """Return what opens a list of things made: a verb in all its forms, or "the creation of"."""
    forms = {form for verb in _words(name) for form in _forms(verb)} - _words("no_making")
    forms |= _words(f"{name}_irregular") | {f"{noun} of" for noun in _words(f"{name}_nouns")}
    new = r"|(?:an?|the|its|two|three|several) new" if name == "set_up" else ""
    listed = "|".join(sorted(map(_spaced, forms), key=len, reverse=True))
    return re.compile(rf"\b(?:{listed}{new}|{THERE})\b(?: (?:up|out|forward|place|with)\b)?", re.I)


def _spaced(form: str) -> str:
    return form.replace("-", "[- ]")


def _find_zones(sentence: str, start: int, title: str, mode: Mode) -> Iterator[Zone]:
    if mode == "thing":
        yield Zone(start, _find_end(sentence, start), sets_up=False)
    at = sentence.find(title, start) if title else -1
    if at >= 0:
        yield Zone(at, at + len(title), _is_set_up(sentence, at, at + len(title)))
    for opening in _making("making").finditer(sentence, start):
        sets_up = _making("set_up").match(sentence, opening.start()) is not None
        yield Zone(opening.end(), _find_end(sentence, opening.end()), sets_up)
    for opening in _making("set_up").finditer(sentence, start):
        yield Zone(opening.end(), _find_end(sentence, opening.end()), sets_up=True)
    for made in PASSIVE.finditer(sentence, start):
        if _making("making").match(sentence, made.end()):
            begin = max(
                (m.end() for m in CLAUSE.finditer(sentence, start, made.start())), default=start
            )
            set_up = _making("set_up").match(sentence, made.end()) is not None
            yield Zone(begin, made.start(), set_up)
    deed = find_deed(sentence, start) if mode == "clause" else None
    if deed is not None:
        yield Zone(start, deed.group, sets_up=False)


def _is_set_up(sentence: str, start: int, end: int) -> bool:
    """Tell whether verbs of setting up stand right before or after the words from `start`."""
    opening = _making("set_up")
    before = opening.search(sentence, max(0, start - NEAR), start)
    return bool(before or opening.search(sentence, end, end + NEAR))


def _find_end(sentence: str, start: int) -> int:
    stop = _joined("ends").search(sentence, start, start + LONGEST)
    return stop.start() if stop else min(len(sentence), start + LONGEST)


def _read(sentence: str, zone: Zone, things: tuple[Thing, ...]) -> Iterator[Thing]:
    """Yield the things that no preposition brings in; a list may lead back from "for" or "to"."""
    within = [t for t in things if zone.start <= t.start and t.end <= zone.end]
    for thing in within:
        if thing.code in _bodies() and not zone.sets_up:
            continue
        if not _is_brought_in(sentence, zone.start, thing.start):
            yield thing


def _is_brought_in(sentence: str, start: int, end: int) -> bool:
    """Tell whether a preposition stands between the verb and the thing and governs it."""
    sentence = WHEN.sub(lambda match: " " * len(match.group()), sentence)
    through = [m.end() for m in _joined("through").finditer(sentence, start, end)]
    start = through[-1] if through else start
    if _joined("about").search(sentence, start, end):
        return True
    beside = [m.end() for m in _joined("beside").finditer(sentence, start, end)]
    return bool(beside) and COMMA.search(sentence, beside[-1], end) is None
