"""Take a question apart: names and words that an answer must hold, and the kind it asks for."""

import re
from dataclasses import dataclass
from typing import Any, Literal

from rapporteur.cues import load_cues
from rapporteur.evidence import Figure, Kind
from rapporteur.find.names import Names, Thesaurus
from rapporteur.find.words import PLAIN, composed, cut, stop_words
from rapporteur.gazetteer import load_state_codes

LANGUAGE = "en"  # of the questions that are understood
# What stands before whoever is asked about: "what did the Government of".
DOING = re.compile(
    r"\b(?:did|does|do|has|have|had)\s+(?:the\s+)?(?:(?:government|representative|delegation)\s+of\s+)?"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)
CURRENCY = re.compile(r"[A-Z]{3}")  # ISO 4217, the unit of a sum of money

Unit = Literal["", "percent", "money"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question taken apart.

    `known` are all names in it with how they are written, `names` those of which an answer must
    speak, and `actor` the one whose doing is asked for ("what did Chile do"); `words` are its
    telling words as typed, by how the index keeps them. `number` tells whether it asks for one,
    and `unit` of what; `kind` is the kind of point that it asks for.
    """

    text: str
    known: tuple[tuple[str, Names], ...]
    names: tuple[tuple[str, Names], ...]
    words: dict[str, str]
    number: bool
    unit: Unit
    kind: Kind | None
    actor: Names | None = None

    def counts(self, figure: Figure) -> bool:
        """Return whether a figure is of what the question wants counted."""
        if self.unit == "percent":
            return figure.unit == "percent"
        if self.unit == "money":
            return CURRENCY.fullmatch(figure.unit) is not None
        held = cut(composed(f"{figure.unit} {figure.counts}"), LANGUAGE)
        return any(word.text in self.words for word in held)


def take_apart(typed: str, thesaurus: Thesaurus) -> Asked:
    """Return what a question in English asks for."""
    shown = composed(typed)
    names: list[tuple[str, Names]] = []
    actor: Names | None = None
    bare, at = "", 0
    for start, end, name in thesaurus.find(shown):
        if not names and name.code and DOING.search(shown[:start]):
            actor = name
        names.append((shown[start:end], name))
        bare += shown[at:start]
        at = end
    bare += shown[at:]
    states = [(said, name) for said, name in names if name.code in load_state_codes()]
    plain = " ".join(word.text for word in cut(shown, PLAIN))
    kind, by = _find_kind(plain)
    return Asked(
        typed,
        tuple(names),
        tuple(states or names),
        _telling(bare, by),
        number=_search(_cues()["numbers"], plain) is not None,
        unit=next((unit for unit, cues in _cues()["units"].items() if _search(cues, plain)), ""),
        kind=kind,
        actor=actor,
    )


def _find_kind(plain: str) -> tuple[Kind | None, str]:
    """Return the kind that is asked for, and the word by which."""
    for one in _cues()["kinds"]:
        for kind, cues in one.items():
            if found := _search(cues, plain):
                return kind, found[0]
    return None, ""


def _telling(bare: str, by: str) -> dict[str, str]:
    empty = stop_words(LANGUAGE) | frozenset([*_cues()["empty"], by])
    return {
        word.text: bare[word.start : word.end]
        for word in cut(bare, LANGUAGE)
        if len(word.text) > 1 and bare[word.start : word.end].casefold() not in empty
    }


def _search(cues: list[str], plain: str) -> re.Match[str] | None:
    return re.search(rf"\b(?:{'|'.join(cues)})\b", plain)


def _cues() -> dict[str, Any]:
    cues: dict[str, Any] = load_cues("search")["question"]
    return cues
