"""What a comparison is asked for: two sides by the filters of every page, and addresses of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

from fastapi import Request
from sqlalchemy import Engine

from rapporteur.gazetteer import load_gazetteer
from rapporteur.store.choice import FILTERS
from rapporteur.store.select import Filter
from rapporteur.web.inquiry import filter_sentences
from rapporteur.web.language import gettext
from rapporteur.web.names import (
    VOICES,
    code_title,
    entity_name,
    group_title,
    region_name,
    sought_voice,
    term,
)

Side = Literal["one", "two"]
SIDES: tuple[Side, ...] = ("one", "two")
LONG = 300  # characters of a value; no title or id is longer


@dataclass(frozen=True, slots=True)
class Sides:
    """`one` and `two` hold the filters of each side by their names, `both` those of both."""

    one: Mapping[str, str]
    two: Mapping[str, str]
    both: Mapping[str, str]

    def choice(self, side: Side) -> dict[str, str]:
        """Return all filters of a side; its own go before those of both."""
        return {**self.both, **(self.one if side == "one" else self.two)}

    def filter(self, store: Engine, side: Side) -> Filter:
        """Return the store's Filter of a side, headings left out, as the lists of points are."""
        return filter_sentences(store, self.choice(side))

    def explore(self, side: Side, **changes: str) -> str:
        """Return the parameters of the page that lists the points of a side."""
        asked = {**self.choice(side), **changes}
        return urlencode({name: value for name, value in asked.items() if value})

    def parameters(self, **further: str) -> dict[str, str]:
        """Return the parameters of a page of this comparison."""
        asked = {f"one.{name}": value for name, value in self.one.items()}
        asked |= {f"two.{name}": value for name, value in self.two.items()}
        return {**asked, **self.both, **{k: v for k, v in further.items() if v}}

    def query(self, **further: str) -> str:
        """Return the same as the end of an address, behind the question mark."""
        return urlencode(self.parameters(**further))

    @property
    def turned(self) -> "Sides":
        """The same with the sides exchanged."""
        return Sides(self.two, self.one, self.both)

    @property
    def is_whole(self) -> bool:
        """Whether both sides are named."""
        return bool(self.one and self.two)


def read_sides(request: Request) -> Sides:
    """Return what a request asks; what is no filter of ours is passed over."""
    asked = {name: value.strip()[:LONG] for name, value in request.query_params.items()}
    return Sides(*(_read(asked, prefix) for prefix in ("one.", "two.", "")))


def _read(asked: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {name: value for name in FILTERS if (value := asked.get(f"{prefix}{name}", ""))}


def name_side(choice: Mapping[str, str], titles: Mapping[str, str]) -> str:
    """Say in words what a side is: "Portugal, 2020 International Dialogue on Migration"."""
    said = []
    for name in ("voice", "region", "about", "kind", "group", "gcm", "sdg", "dialogue"):
        if value := choice.get(name, ""):
            said.append(_WORDS[name](value) if name in _WORDS else titles.get(value, value))
    since, until = choice.get("since", ""), choice.get("until", "")
    if since or until:
        said.append(since if since == until else f"{since or '…'}–{until or '…'}")
    others = FILTERS.keys() - {"since", "until", "dialogue", *_WORDS}
    said += [f"{name}: {choice[name]}" for name in sorted(others) if choice.get(name)]
    return ", ".join(said)


def _voice(value: str) -> str:
    return sought_voice(value if value in VOICES else _code(value))


def _about(value: str) -> str:
    return gettext("about %s") % entity_name(_code(value))


def _code(value: str) -> str:
    found = load_gazetteer().find_asked(value)
    return found.code if found else value


def _coded(framework: str) -> Callable[[str], str]:
    return lambda value: f"{framework.upper()} {value} {code_title(framework, value)}"


_WORDS: dict[str, Callable[[str], str]] = {
    "voice": _voice,
    "region": region_name,
    "about": _about,
    "kind": term,
    "group": group_title,
    "gcm": _coded("gcm"),
    "sdg": _coded("sdg"),
}
