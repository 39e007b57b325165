"""An agreed list of codes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a framework.

    `code` is the official notation ("15", "15.c", "10.7", "women"); `parent` the code above it;
    `title` the official title; `description` our own words; `cues` are words and phrases that
    speak for the code, as the keyword coder reads them.
    """

    code: str
    title: str
    parent: str = ""
    description: str = ""
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Framework:
    """A named list of codes with the reference it follows ("A/RES/73/195")."""

    id: str
    title: str
    reference: str
    codes: tuple[Code, ...]
