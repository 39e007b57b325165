"""Offer the values that points can be filtered by, with their counts, each a link."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine

from rapporteur.find.counts import Counts, Value
from rapporteur.find.facets import list_fixed
from rapporteur.store.choice import FILTERS
from rapporteur.store.titles import find_dialogue_titles, find_titles
from rapporteur.web.inquiry import Inquiry
from rapporteur.web.language import gettext, mark
from rapporteur.web.names import (
    code_title,
    entity_name,
    group_title,
    instrument_title,
    manner_name,
    region_name,
    sought_voice,
    term,
)

FEW = 5  # values of a facet that stand beside the points
SHORT = 8  # a closed list of so many stands there whole
CODED = ("gcm", "sdg")

EITHER = {
    "figures": {"yes": mark("with a number"), "no": mark("without")},
    "reviewed": {"yes": mark("judged by a person"), "no": mark("not judged yet")},
}
BANDS = {
    "high": mark("80 per cent and more"),
    "middle": mark("50 to 80 per cent"),
    "low": mark("less than 50 per cent"),
}
# In the order in which the page shows them.
TITLES = {
    "kind": mark("Kind"),
    "dialogue": mark("Dialogue"),
    "voice": mark("Who speaks"),
    "about": mark("Country it tells of"),
    "gcm": mark("GCM objective"),
    "sdg": mark("SDG"),
    "group": mark("Group"),
    "region": mark("Region of who speaks"),
    "instrument": mark("Type of measure"),
    "manner": mark("How they speak"),
    "year": mark("Year"),
    "segment": mark("Segment"),
    "figures": mark("Numbers"),
    "sure": mark("How sure the kind is"),
    "reviewed": mark("Review"),
}
OTHERS = {
    "source": mark("Source"),
    "since": mark("Since"),
    "until": mark("Until"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """A value, what it is called, how many points have it, and what chooses it or gives it up.

    `depth` is 1 for a part of the option above it.
    """

    words: str
    number: int
    query: str
    chosen: bool
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Facet:
    """Something to filter by; `size` counts all its values, of which `options` may be a few."""

    name: str
    title: str
    options: tuple[Option, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, in words, and what gives it up."""

    title: str
    words: str
    query: str


def offer_few(store: Engine, inquiry: Inquiry, counts: Counts) -> list[Facet]:
    """Return each facet with its most frequent values, and the one that is chosen."""
    shown = {name: _pick(name, counts[name], _chosen(inquiry, name)) for name in TITLES
             if name in counts}  # fmt: skip
    call = _Caller(store, {name: [v.value for v in values] for name, values in shown.items()})
    return [
        _facet(call, inquiry, name, values, len(counts[name]))
        for name, values in shown.items()
        if values and not _is_moot(name, values, inquiry)
    ]


def offer_all(store: Engine, inquiry: Inquiry, counts: Counts, name: str) -> Facet | None:
    """Return one facet with all its values; None where there is no such facet."""
    if name not in TITLES or name not in counts:
        return None
    values = counts[name]
    call = _Caller(store, {name: [v.value for v in values]})
    facet = _facet(call, inquiry, name, values, len(values))
    if name in list_fixed() or name == "year":
        return facet
    options = sorted(facet.options, key=lambda option: option.words.casefold())
    return Facet(facet.name, facet.title, tuple(options), facet.size)


def list_chips(store: Engine, inquiry: Inquiry) -> list[Chip]:
    """Return the filters that are set, in words."""
    call = _Caller(store, {name: [value] for name, value in inquiry.choice.items()})
    return [
        Chip(
            gettext((TITLES | OTHERS).get(name, name)),
            call(name, inquiry.choice[name]),
            inquiry.query({name: ""}),
        )
        for name in (*TITLES, *OTHERS)
        if name in inquiry.choice and name in FILTERS
    ]


def _facet(
    call: "_Caller", inquiry: Inquiry, name: str, values: Sequence[Value], size: int
) -> Facet:
    chosen = _chosen(inquiry, name)
    options = tuple(
        Option(
            words=call(name, one.value),
            number=one.number,
            query=_query(inquiry, name, "" if one.value == chosen else one.value),
            chosen=one.value == chosen,
            depth=int(name in CODED and "." in one.value),
        )
        for one in values
    )
    return Facet(name, gettext(TITLES[name]), options, size)


def _query(inquiry: Inquiry, name: str, value: str) -> str:
    if name == "year":
        return inquiry.query({"since": value, "until": value})
    return inquiry.query({name: value})


def _chosen(inquiry: Inquiry, name: str) -> str:
    if name == "year":
        since, until = (inquiry.choice.get(end, "") for end in ("since", "until"))
        return since if since == until else ""
    return inquiry.choice.get(name, "")


def _pick(name: str, values: Sequence[Value], chosen: str) -> list[Value]:
    """The few values to show: of a short closed list all, else the most frequent, in order."""
    known = list_fixed().get(name, ())
    if known and len(known) <= SHORT:
        return list(values)
    held = [v for v in values if v.number and not (name in CODED and "." in v.value)]
    kept = sorted(held, key=lambda v: -v.number)[:FEW]
    if chosen and chosen not in (v.value for v in kept):
        kept = [*(v for v in values if v.value == chosen), *kept]
    return kept


def _is_moot(name: str, values: Sequence[Value], inquiry: Inquiry) -> bool:
    """Whether there is nothing to choose: one dialogue, or one year, is held."""
    return name in ("dialogue", "year") and len(values) < 2 and not _chosen(inquiry, name)


class _Caller:
    """Gives the words of a facet's value; titles of dialogues and segments are read at once."""

    def __init__(self, store: Engine, shown: Mapping[str, Sequence[str]]) -> None:
        dialogues, segments = shown.get("dialogue", ()), shown.get("segment", ())
        titles = find_titles(store, shown.get("source", ()), segments)
        self._titles = {
            "dialogue": find_dialogue_titles(store, dialogues) if dialogues else {},
            "segment": titles.segments,
            "source": titles.files,
        }

    def __call__(self, name: str, value: str) -> str:
        if name in self._titles:
            return self._titles[name].get(value) or value
        return CALLED.get(name, str)(value)


def _call_code(framework: str) -> Callable[[str], str]:
    def call(code: str) -> str:
        title = code_title(framework, code)
        return f"{code} {title}" if title else code

    return call


CALLED: dict[str, Callable[[str], str]] = {
    "kind": term,
    "manner": lambda value: manner_name(value) or sought_voice(value),
    "voice": sought_voice,
    "about": entity_name,
    "region": region_name,
    "group": group_title,
    "instrument": instrument_title,
    "gcm": _call_code("gcm"),
    "sdg": _call_code("sdg"),
    "figures": lambda value: gettext(EITHER["figures"].get(value, value)),
    "reviewed": lambda value: gettext(EITHER["reviewed"].get(value, value)),
    "sure": lambda value: gettext(BANDS.get(value, value)),
}
