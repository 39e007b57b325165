"""An agreed list of codes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a framework.

    `code` is the official notation ("15", "15.c", "10.7", "women"); `parent` the code above it;
    `title` the official title; `description` our own words; `cues` are words and phrases that
    speak for the code, as the keyword coder reads them; `reference` is the code's own place in
    the text the framework follows ("A/RES/73/195, objective 15 (c)").
    """

    code: str
    title: str
    parent: str = ""
    description: str = ""
    cues: tuple[str, ...] = ()
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Framework:
    """A named list of codes with the reference it follows ("A/RES/73/195").

    `scope` are words and phrases without which, in the sentence or around it, no code is given
    ("migra*" for the migration compact); empty where the framework speaks to any text.
    """

    id: str
    title: str
    reference: str
    codes: tuple[Code, ...]
    scope: tuple[str, ...] = ()
