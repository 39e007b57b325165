"""Read the States in the brackets that close a listed recommendation."""

import re
from dataclasses import dataclass

from rapporteur.gazetteer import Gazetteer

BRACKET = re.compile(r"\(([^()]{3,400}(?:\([^()]{1,60}\)[^()]{0,200})*)\)")
NAME = re.compile(r"(?:[Tt]he )?[A-ZÀ-Þ][\w’'‘`.-]*(?:[ -](?:[\w’'‘`.-]+|&)){0,9}$")
PARTS = re.compile(r"\s*[,;/]\s*(?:and\s+)?")


@dataclass(frozen=True, slots=True)
class Bracket:
    """One bracket: `start` to `end` of the text, and the ISO3 codes of the States in it."""

    start: int
    end: int
    states: tuple[str, ...]


def find_brackets(text: str, gazetteer: Gazetteer) -> tuple[Bracket, ...]:
    """Find the brackets of `text` that hold nothing but names of States."""
    found = []
    for match in BRACKET.finditer(text):
        states = find_states(match.group(1), gazetteer)
        if states:
            found.append(Bracket(match.start(), match.end(), states))
    return tuple(found)


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
