"""The labels of a point as rows to read and as fields of a form, and what a form says of them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from rapporteur.errors import ReviewError
from rapporteur.evidence import KINDS, Figure, Value, Voice
from rapporteur.evidence.voice import Manner
from rapporteur.frameworks import load_frameworks
from rapporteur.gazetteer import load_gazetteer, load_states
from rapporteur.review import labels
from rapporteur.review.queue import Item
from rapporteur.review.values import MANNERS, check_value
from rapporteur.web.forms import Form
from rapporteur.web.language import gettext, mark, number_name
from rapporteur.web.names import code_title, entity_name, group_title, term, voice_name
from rapporteur.web.review.errand import LABELS

CODED = ("gcm", "sdg")
PARTED = re.compile(r"[,;\n]")
SPELT = re.compile(r"[A-Za-z0-9.]+")
CHOOSE = mark("choose from the list, or write a number in digits, such as 500 or 2.5")

Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Part:
    """One value of a label: what it is called, how sure the machine is of it, and why."""

    code: str
    words: str
    confidence: float | None = None
    reason: str = ""


def values_of(item: Item) -> dict[str, Value]:
    """Return what stands in the labels of a point."""
    (point,) = item.statement.points
    return labels.values_of(point, item.statement.voice, item.codings)


def parts_of(item: Item, field: str) -> tuple[Part, ...]:
    """Return the values of one label as a reader sees them."""
    (point,) = item.statement.points
    if field == "kind":
        return (Part(point.kind, term(point.kind), point.confidence, point.reason),)
    if field in (*CODED, "groups"):
        sure: dict[str, tuple[float, str]] = {}
        for coding in item.codings:
            if coding.framework == field:
                sure.setdefault(coding.code, (coding.confidence, coding.reason))
        codes = cast("tuple[str, ...]", values_of(item)[field])
        return tuple(Part(code, title_of(field, code), *sure.get(code, ())) for code in codes)
    return words_of(field, values_of(item)[field])


def words_of(field: str, value: Value) -> tuple[Part, ...]:
    """Return the values of a label without what the machine says of them."""
    if isinstance(value, Voice):
        return (Part(value.source, voice_name(value)),)
    if isinstance(value, tuple):
        return tuple(_part(field, one) for one in value)
    if isinstance(value, bool) or value is None:
        return (Part("", gettext("yes") if value else gettext("no")),)
    return (Part(value, term(value) if value else ""),)


def title_of(field: str, code: str) -> str:
    """Return what a code is called."""
    if field == "groups":
        return group_title(code)
    return code_title(field, code) if field in CODED else entity_name(code)


def changes_of(
    form: Form, before: Values, fields: Iterable[str]
) -> tuple[dict[str, Value], ReviewError | None]:
    """Return those of `fields` to which the form gives another value than stands there.

    A form without the fields of `fields` changes nothing. Beside them: what is wrong with the
    first value that cannot be; those that can are returned all the same.
    """
    given, error = read_fields(form, before, fields) if "edited" in form else ({}, None)
    return {field: value for field, value in given.items() if value != before[field]}, error


def read_fields(
    form: Form, before: Values, fields: Iterable[str]
) -> tuple[dict[str, Value], ReviewError | None]:
    """Return the values that a form gives, and what is wrong with the first that cannot be."""
    given: dict[str, Value] = {}
    wrong: ReviewError | None = None
    for field in fields:
        try:
            given[field] = check_value(field, READERS[field](form, field, before))
        except ReviewError as error:
            label = gettext(LABELS[field])
            what = gettext("%(value)s cannot stand in “%(label)s”")
            told = {"value": error.place, "label": label}
            wrong = wrong or ReviewError(what % told, remedy=gettext(CHOOSE))
    return given, wrong


@cache
def list_codes(framework: str) -> tuple[tuple[str, str], ...]:
    """Return the codes of a framework with their titles."""
    return tuple((code.code, code.title) for code in load_frameworks()[framework].codes)


def list_groups() -> tuple[tuple[str, str], ...]:
    """Return the affected groups with their titles in the language at hand."""
    return tuple((code, group_title(code)) for code, _ in list_codes("groups"))


def list_countries() -> tuple[tuple[str, str], ...]:
    """Return the States with their names in the language at hand."""
    named = ((state.code, entity_name(state.code)) for state in load_states())
    return tuple(sorted(named, key=lambda pair: pair[1]))


def list_organisations() -> tuple[tuple[str, str], ...]:
    """Return the organisations and groups of States that are known, with their names."""
    known = load_gazetteer().list_entities()
    named = {(one.code, one.name) for one in known if one.kind != "state"}
    return tuple(sorted(named, key=lambda pair: pair[1]))


def choices_of(
    values: Mapping[str, Any], offered: Sequence[Figure], rows: int = 1
) -> dict[str, Any]:
    """Return what the fields of a form hold, and what they offer; `rows` for further numbers."""
    return {
        "values": values,
        "offered": offered,
        "rows_of_figures": rows,
        "kinds": KINDS,
        "manners": MANNERS,
        "groups": list_groups(),
        "title_of": title_of,
        "lists": {
            "countries": list_countries(),
            "organisations": list_organisations(),
            "gcm": list_codes("gcm"),
            "sdg": list_codes("sdg"),
        },
    }


def _part(field: str, one: str | Figure) -> Part:
    if isinstance(one, Figure):
        return Part(one.text, f"{number_name(one.value)} {one.unit}")
    return Part(one, title_of(field, one))


def _read_kind(form: Form, _field: str, _before: Values) -> Value:
    return form.get("kind")


def _read_voice(form: Form, _field: str, before: Values) -> Value:
    """Read a voice: how it speaks, whom for, and names, which may hold commas."""
    manner = form.get("manner")
    entities = _codes(form, "entity")
    if manner == "report":
        return Voice("report")
    speakers = tuple(name.strip() for name in form.get("speakers").split(";") if name.strip())
    old = before.get("voice")
    behalf = old.behalf_of if isinstance(old, Voice) else ()
    kept = tuple(code for code in behalf if code in entities)
    return Voice(cast(Manner, manner), entities, speakers, kept)


def _read_countries(form: Form, field: str, _before: Values) -> Value:
    return _codes(form, field)


def _read_coded(form: Form, field: str, _before: Values) -> Value:
    """Read codes; one that is typed may be followed by its title."""
    typed = PARTED.split(form.get(f"{field}_more"))
    found = (match[0] for one in typed if (match := SPELT.match(one.strip())))
    return tuple(dict.fromkeys([*form.list(field), *found]))


def _read_groups(form: Form, field: str, before: Values) -> Value:
    """Read checkboxes; groups that stood there stay first, in their order."""
    old = cast("tuple[str, ...]", before.get(field, ()))
    ticked = form.list(field)
    return (*(code for code in old if code in ticked), *(c for c in ticked if c not in old))


def _read_figures(form: Form, field: str, before: Values) -> Value:
    old = cast("tuple[Figure, ...]", before.get(field, ()))
    ticked = form.list(field)
    kept = tuple(figure for at, figure in enumerate(old) if str(at) in ticked)
    typed = zip(form.all("figure_value"), form.all("figure_unit"), strict=False)
    return (*kept, *(_figure(said, unit) for said, unit in typed if said or unit))


def _figure(said: str, unit: str) -> Figure:
    try:
        value = float(said.replace(",", "."))
    except ValueError as error:
        raise ReviewError("is no number", place=f"“{said}”") from error
    return Figure(value, unit, f"{said} {unit}".strip())


READERS: Mapping[str, Callable[[Form, str, Values], Value]] = {
    "kind": _read_kind,
    "voice": _read_voice,
    "about": _read_countries,
    "gcm": _read_coded,
    "sdg": _read_coded,
    "groups": _read_groups,
    "figures": _read_figures,
}


def _codes(form: Form, field: str) -> tuple[str, ...]:
    """Return entities that are ticked, and those that are typed, by code or name."""
    typed = (one.strip() for one in PARTED.split(form.get(f"{field}_more")))
    return tuple(dict.fromkeys([*form.list(field), *_named(one for one in typed if one)]))


def _named(typed: Iterable[str]) -> Sequence[str]:
    found = []
    for one in typed:
        entity = load_gazetteer().find_asked(one)
        found.append(entity.code if entity else one)
    return found
