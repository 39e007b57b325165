"""Offer what a list can be narrowed by, with counts, and say which choices are made."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from fastapi import Request
from sqlalchemy import Engine

from rapporteur.errors import QueryError
from rapporteur.find.among import find_among
from rapporteur.store.shelf import Counts, Wanted
from rapporteur.web.language import gettext, mark
from rapporteur.web.names import (
    code_title,
    entity_name,
    group_title,
    instrument_title,
    sought_voice,
    term,
)
from rapporteur.web.page import tell_trouble

SHORT = 70  # characters of a title beside its number
JUDGED = {"yes": mark("judged by a person"), "no": mark("not judged yet")}
RESPONSES = {"none": mark("no answer in the record")}
ORIGINS = {
    "report": mark("The record’s own recommendations"),
    "listed": mark("Recommendations listed by State"),
    "call": mark("Calls made by speakers"),
}

LEVELS = {
    "local": mark("local"),
    "provincial": mark("provincial"),
    "national": mark("national"),
    "regional": mark("regional"),
}

Order = Literal["most", "name", "given"]


@dataclass(frozen=True, slots=True)
class Option:
    """A value that can be chosen, what it is called, and how many would pass."""

    value: str
    words: str
    number: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to narrow by, by the name of its parameter, with its values."""

    name: str
    words: str
    options: tuple[Option, ...]

    @property
    def chosen(self) -> Option | None:
        """The value chosen, if one is."""
        return next((option for option in self.options if option.chosen), None)


@dataclass(frozen=True, slots=True)
class Facet:
    """How a facet is shown: its label, how a value is called, and in which order values stand."""

    words: str
    name: Callable[[str], str]
    order: Order = "most"


def _code(framework: str) -> Callable[[str], str]:
    def name(code: str) -> str:
        title = code_title(framework, code)
        short = title if len(title) <= SHORT else f"{title[:SHORT].rsplit(' ', 1)[0]}…"
        return f"{code} – {short}" if title else code

    return name


FACETS = {
    "dialogue": Facet(mark("Dialogue"), str, "given"),
    "origin": Facet(mark("Where it stands"), lambda v: gettext(ORIGINS.get(v, v)), "given"),
    "voice": Facet(mark("Who asks"), sought_voice, "name"),
    "to": Facet(mark("Of whom"), entity_name, "most"),
    "implementer": Facet(mark("Who does it"), entity_name, "name"),
    "about": Facet(mark("Country it tells of"), entity_name, "name"),
    "level": Facet(mark("Level of government"), lambda v: gettext(LEVELS.get(v, v))),
    "instrument": Facet(mark("Instrument"), instrument_title),
    "group": Facet(mark("For whom"), group_title),
    "gcm": Facet(mark("GCM objective"), _code("gcm"), "given"),
    "sdg": Facet(mark("SDG"), _code("sdg"), "given"),
    "begun": Facet(mark("In place since"), lambda v: gettext("%s or later") % v, "given"),
    "response": Facet(mark("Answer"), lambda v: gettext(RESPONSES.get(v, "")) or term(v)),
    "reviewed": Facet(mark("Review"), lambda v: gettext(JUDGED.get(v, v)), "given"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of a list: words, and values by the name of a facet.

    `trouble` says what is wrong with the words; nothing is wanted then.
    """

    q: str
    facets: dict[str, str]
    wanted: Wanted
    fixed: dict[str, str]
    trouble: str = ""

    @property
    def whole(self) -> dict[str, str]:
        """The parameters of the address that asks the same of the list of all dialogues."""
        return {**self.parameters, **self.fixed}

    @property
    def parameters(self) -> dict[str, str]:
        """All that is set, as parameters of an address."""
        said = {"q": self.q, **self.facets}
        return {name: value for name, value in said.items() if value}

    def without(self, name: str) -> dict[str, str]:
        """The same with one choice taken back."""
        return {key: value for key, value in self.parameters.items() if key != name}


def read_asked(request: Request, store: Engine, names: Iterable[str], **fixed: str) -> Asked:
    """Return what the address of `request` asks; `fixed` are choices that the page itself makes."""
    said = request.query_params
    q = " ".join(said.get("q", "").split())
    facets = {name: said.get(name, "").strip() for name in names if name not in fixed}
    points, trouble = None, ""
    if q:
        try:
            points = find_among(store, q)
        except QueryError as error:
            points, trouble = (), tell_trouble(error)
    return Asked(q, facets, Wanted({**facets, **fixed}, points), fixed, trouble)


def offer(
    counts: Mapping[str, Counts], chosen: Mapping[str, str], titles: Mapping[str, str]
) -> list[Offer]:
    """Return what a list can be narrowed by, in the order of `counts`.

    `titles` are those of dialogues by id. A facet without a choice to make is left out; of codes
    only objectives and goals are offered, but a part that is chosen stands there too.
    """
    offers = []
    for name, values in counts.items():
        made = _options(name, values, chosen.get(name, ""), titles)
        if len(made) > 1 or any(option.chosen for option in made):
            offers.append(Offer(name, gettext(FACETS[name].words), tuple(made)))
    return offers


def _options(name: str, values: Counts, chosen: str, titles: Mapping[str, str]) -> list[Option]:
    facet = FACETS[name]
    kept = {v: n for v, n in values.items() if "." not in v or name not in ("gcm", "sdg")}
    if chosen:
        kept.setdefault(chosen, values.get(chosen, 0))
    call = (lambda key: titles.get(key, key)) if name == "dialogue" else facet.name
    made = [Option(value, call(value), number, value == chosen) for value, number in kept.items()]
    if facet.order == "name":
        made.sort(key=lambda option: option.words.casefold())
    if name in ("gcm", "sdg"):
        made.sort(key=lambda option: _place(option.value))
    return made


def _place(code: str) -> tuple[int, str]:
    """Sort 2 before 15, and 15.c after 15."""
    whole, _, part = code.partition(".")
    return (int(whole) if whole.isdigit() else 0, part)
