"""Read the States in the brackets that close a listed recommendation."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType

from rapporteur.gazetteer import Gazetteer

BRACKET = re.compile(r"\(([^()]{3,400}(?:\([^()]{1,60}\)[^()]{0,200})*)\)")
NAME = re.compile(r"(?:[Tt]he )?[A-ZÀ-Þ][\w’'‘`.-]*(?:[ -](?:[\w’'‘`.-]+|&)){0,9}$")
UNCLOSED = re.compile(r"\(([^()]{3,80}?)\s*[;.]?\s*$")
NEAR = 0.85  # of difflib's ratio: one letter wrong, doubled or exchanged in a usual name
NOBODY: Mapping[str, str] = MappingProxyType({})
CLOSING = re.compile(r"[\s\d*]*(?:[;.]|$)")
PARTS = re.compile(r"\s*[,;/]\s*(?:and\s+)?")


@dataclass(frozen=True, slots=True)
class Bracket:
    """One bracket: `start` to `end` of the text, and the ISO3 codes of the States in it."""

    start: int
    end: int
    states: tuple[str, ...]


def find_brackets(
    text: str, gazetteer: Gazetteer, spoken: Mapping[str, str] = NOBODY
) -> tuple[Bracket, ...]:
    """Find the brackets of `text` that hold nothing but names of States.

    Where a bracket closes a recommendation, one that was never closed is read too, and so is a
    name that begins with a known one ("United States of Americas") or comes near one of those
    that have `spoken`, given as names with their codes ("Phillipines").
    """
    found = []
    for match in (*BRACKET.finditer(text), *UNCLOSED.finditer(text)):
        states = find_states(match.group(1), gazetteer)
        if not states and CLOSING.match(text, match.end()):
            states = _find_nearly(match.group(1), gazetteer, spoken)
        if states:
            found.append(Bracket(match.start(), match.end(), states))
    return tuple(found)


def _find_nearly(names: str, gazetteer: Gazetteer, spoken: Mapping[str, str]) -> tuple[str, ...]:
    codes: list[str] = []
    for name in PARTS.split(names.strip(" .,;")):
        if not NAME.match(name):
            return ()
        mentions = [m for m in gazetteer.find_names(name) if m.kind == "state"]
        if len(mentions) == 1 and mentions[0].start <= len("the "):
            codes.append(mentions[0].code)
            continue
        near = {spoken[close] for close in get_close_matches(name, spoken, n=3, cutoff=NEAR)}
        if len(near) != 1:
            return ()
        codes.extend(near)
    return tuple(dict.fromkeys(codes))


def find_states(names: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Read a list of States ("Chile, Spain and Viet Nam"); empty where it is something else.

    A name that is not known is passed over when it stands among known ones.
    """
    codes: list[str] = []
    for name in PARTS.split(names.strip(" .,;")):
        read = _read_name(name.strip(" .*0123456789"), gazetteer)
        if read is None:
            return ()
        codes.extend(read)
    return tuple(dict.fromkeys(codes))


def _read_name(name: str, gazetteer: Gazetteer) -> list[str] | None:
    if not name:
        return []
    code = gazetteer.find_state(name)
    if code is not None:
        return [code]
    words = re.split(r"\s+(?:and|&)\s+", name)
    for size in range(len(words) - 1, 0, -1):
        code = gazetteer.find_state(" and ".join(words[:size]))
        if code is not None:
            rest = _read_name(" and ".join(words[size:]), gazetteer)
            return None if rest is None else [code, *rest]
    return [] if NAME.match(name) else None
