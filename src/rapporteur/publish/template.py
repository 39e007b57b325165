"""Lay a practice out in the fields of the UN Network on Migration's practice template."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rapporteur.errors import EvidenceError
from rapporteur.evidence import Coding, Point, Practice
from rapporteur.extract.practice.aspects import find_principles
from rapporteur.extract.practice.instruments import list_instruments
from rapporteur.frameworks import load_frameworks
from rapporteur.gazetteer import load_gazetteer
from rapporteur.gazetteer.regions import find_region

Row = dict[str, Any]
BELOW = ("local", "provincial")  # levels of government below the nation
Coded = Mapping[str, Sequence[Coding]]


def template_row(practice: Practice, points: Mapping[str, Point], codings: Coded) -> Row:
    """Return the template's fields by their names, in the order of the Migration Network Hub.

    `points` and `codings` are by the points' ids and hold all that the practice refers to. A
    field is empty where the record does not tell; nothing is added to its words but the names
    of codes, countries and regions.
    """
    own = [points[key] for key in practice.points if key in points]
    text = " ".join(point.text for point in own)
    states = [c for c in (*practice.implementers, *practice.about) if find_region(c)[0]]

    def words(keys: Iterable[str]) -> str:
        return " ".join(points[key].text for key in keys if key in points)

    return {
        "Title": practice.title,
        "Primary GCM Objectives": _codes(practice, codings, "gcm"),
        "GCM Guiding Principles": list(find_principles(text)),
        "Relevant SDGs": _codes(practice, codings, "sdg"),
        "Dates": _dates(practice),
        "Type of practice": _titles(practice.instruments),
        "Countries": _unique(_name(code) for code in states),
        "Regions": _unique(find_region(code)[0] for code in states),
        "Sub-regions": _unique(find_region(code)[1] for code in states),
        "Summary": words(practice.points),
        "Main Implementing Organization(s)": _unique(
            [*practice.bodies, *map(_name, practice.implementers)]
        ),
        "Type of organization": _types(practice),
        "Partner/Donor Organizations": _unique(map(_name, practice.partners)),
        "Benefit and Impact": words(practice.benefits),
        "Challenges": words(practice.challenges),
        "Key Lessons": words(practice.lessons),
        "Recommendations (if the practice is to be replicated)": words(practice.replication),
        "Innovation": words(practice.innovation),
        "Additional Resources": list(practice.links),
    }


def _types(practice: Practice) -> list[str]:
    if not any(find_region(code)[0] for code in practice.implementers):
        return []
    below = practice.level in BELOW
    return [f"{practice.level.capitalize()} government"] if below else ["Government"]


def _dates(practice: Practice) -> str:
    if practice.since and practice.until:
        return f"{practice.since} – {practice.until}"
    return (
        f"since {practice.since}"
        if practice.since
        else practice.until and (f"until {practice.until}")
    )


def _codes(practice: Practice, codings: Coded, framework: str) -> list[str]:
    """Return objectives or goals that the practice's sentences bear on, in the list's order."""
    found = {
        coding.code.partition(".")[0]
        for key in practice.points
        for coding in codings.get(key, ())
        if coding.framework == framework
    }
    codes = load_frameworks()[framework].codes
    return [f"{code.code} – {code.title}" for code in codes if code.code in found]


def _titles(instruments: Iterable[str]) -> list[str]:
    titles = list_instruments()
    return [titles.get(code, code) for code in instruments]


def _name(code: str) -> str:
    try:
        return load_gazetteer().get_entity(code).name
    except EvidenceError:
        return code


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))
