"""Subjects of a sentence's verbs: who acts together, for whom, and who joins or opposes."""

import re
from dataclasses import dataclass, field
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.extract.voice.actors import MENTION, Actor, Shape

_ONE = (
    rf"(?:[Tt]he |[Bb]oth |[Aa]n? |[Oo]ne |[Aa]nother |its |their )?{MENTION}(?: \([^()]*\))?"
    r"(?: (?:leaders|officials|colleagues|secretariat)\b)?"
)
_OTHERS = r"(?:(?:,? and|,| and) (?:many |several |some |a number of )?others?)?"
ACTORS = (
    rf"{_ONE}(?:, (?:by )?{_ONE})*(?:,? as well as {_ONE}(?:, {_ONE})*)?"
    rf"(?:(?:,? and|,? as well as| or|,? along with) (?:by )?{_ONE})*"
    rf"{_OTHERS}"
)
_BEHALF = r"(?:(?:also )?(?:speaking |intervening )?(?:on behalf of|for)|representing|on behalf of)"
_FOR_ONE = rf",? {_BEHALF} {_ONE}"
FOR = rf"(?:,? {_BEHALF} {ACTORS}| \((?:speaking )?(?:on behalf of|for) {ACTORS}\))"
WITH = (
    rf"(?:,? (?:and |together |along |jointly |but )?with"
    rf" (?:{ACTORS}|(?:many |several |some |a number of )?others))"
)
INCLUDING = rf"(?:,? including {ACTORS})"


@cache
def _joining() -> str:
    return "|".join(load_cues("voices")["joining"])


@cache
def by_pattern() -> str:
    """Match who joins or opposes in passing: "and opposed by X, for Z"."""
    return (
        rf"(?:,? (?:and |but |but also |and also |while )?(?:[a-z]+ly )?(?:{_joining()})"
        rf" by {ACTORS}(?:{FOR}|{INCLUDING})?)"
    )


@cache
def subject_pattern() -> re.Pattern[str]:
    """Match a subject with its company, up to where its verb begins."""
    return re.compile(
        rf"{ACTORS}(?:{FOR}|{WITH}|{INCLUDING}|{by_pattern()})*(?: (?:all|both|each))?,?\s*$"
    )


@dataclass(frozen=True, slots=True)
class Joiner:
    """Somebody who joins or opposes a subject's words in passing ("supported by X")."""

    actor: Actor
    cue: tuple[int, int]
    behalf: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """Who acts: span in the shape, the actors, for whom each speaks, who joins or opposes."""

    start: int
    end: int
    actors: tuple[Actor, ...]
    behalf: dict[Actor, str] = field(default_factory=dict)
    joiners: tuple[Joiner, ...] = ()
    spoken: tuple[Actor, ...] = ()  # those on whose behalf


def read_subject(shape: Shape, start: int, end: int) -> Subject:
    """Take a matched subject apart into actors, those spoken for, and joiners."""
    text = shape.text[start:end]
    head = re.match(ACTORS, text)
    actors = _outside_brackets(shape, start, start + head.end()) if head else []
    behalf: dict[Actor, str] = {}
    joiners: list[Joiner] = []
    spoken_for = _bracketed(shape, start, start + head.end(), behalf) if head else []
    actors += spoken_for
    at = start + (head.end() if head else 0)
    while at < end:
        rest = shape.text[at:end]
        by = re.match(by_pattern(), rest)
        other = re.match(WITH, rest) or re.match(INCLUDING, rest)
        spoken = re.match(FOR, rest)
        if by:
            joiners += read_joiners(shape, at, at + by.end())
            at += by.end()
        elif other:
            actors += _outside_brackets(shape, at, at + other.end())
            at += other.end()
        elif spoken:
            groups, beside = _read_behalf(shape, at, at + spoken.end(), actors, behalf)
            actors += [*groups, *beside]
            spoken_for += groups
            at += spoken.end()
        else:
            break
    return Subject(
        start,
        end,
        tuple(dict.fromkeys(actors)),
        behalf,
        tuple(joiners),
        tuple(dict.fromkeys(spoken_for)),
    )


def _outside_brackets(shape: Shape, start: int, end: int) -> list[Actor]:
    # "Ana Reis (Portugal)": the bracket says whom she is from, it is not a second speaker.
    actors: list[Actor] = []
    depth = 0
    for at in range(start, end):
        letter = shape.text[at]
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            actors += shape.actors_in(at, at + 1)
    return actors


def _bracketed(shape: Shape, start: int, end: int, behalf: dict[Actor, str]) -> list[Actor]:
    # "Perland (on behalf of the Coast Group), Marland and Torland"
    groups: list[Actor] = []
    for bracket in re.finditer(
        rf"{MENTION} \((?:speaking )?(?:on behalf of|for) [^()]*\)", shape.text
    ):
        if start <= bracket.start() < end:
            first, *spoken = shape.actors_in(*bracket.span())
            if spoken:
                behalf[first] = shape.sentence[spoken[0].start : spoken[-1].end]
            groups += spoken
    return groups


def _read_behalf(
    shape: Shape, start: int, end: int, before: list[Actor], behalf: dict[Actor, str]
) -> tuple[list[Actor], list[Actor]]:
    """Return the groups spoken for, and who stands beside the speaker behind them."""
    beside = re.match(rf"{_FOR_ONE}(?=, and )", shape.text[start:end])
    if beside:  # "Peru, for the Alpha Group, and Chile, for ...": Chile speaks beside Peru
        groups = _outside_brackets(shape, start, start + beside.end())
        others = _outside_brackets(shape, start + beside.end(), end)
    else:
        groups, others = _outside_brackets(shape, start, end), []
    if groups and before:
        label = shape.sentence[groups[0].start : groups[-1].end]
        behalf[before[-1]] = re.sub(r"^[Tt]he ", "", label)
    return groups, others


def read_joiners(shape: Shape, start: int, end: int) -> list[Joiner]:
    """Take "supported by X, for Z" apart: each who joins, with the cue and whom X speaks for."""
    text = shape.text[start:end]
    cue = re.search(rf"(?:[a-z]+ly )?(?:{_joining()}) by", text, re.IGNORECASE)
    if cue is None:
        return []
    place = (start + cue.start(), start + cue.end())
    spoken = re.search(FOR, text[cue.end() :])
    cut = start + cue.end() + (spoken.start() if spoken else len(text))
    cut = min(cut, end)
    first = _outside_brackets(shape, place[1], cut)
    groups = shape.actors_in(cut, end)
    label = shape.sentence[groups[0].start : groups[-1].end] if groups else ""
    joiners = [Joiner(actor, place, label if actor is first[-1] else "") for actor in first]
    return joiners + [Joiner(group, place) for group in groups]
