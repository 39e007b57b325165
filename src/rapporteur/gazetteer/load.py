"""Read the gazetteer's data files.

states.csv gives the codes, regions and names in six languages of the United Nations terminology
and M49, as gathered in github.com/datasets/country-codes (PDDL 1.0).
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rapporteur.evidence import Entity
from rapporteur.evidence.dialogue import EntityKind
from rapporteur.gazetteer.doubt import Doubts
from rapporteur.gazetteer.gazetteer import Gazetteer, Name
from rapporteur.shipped import read_mapping

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")


@dataclass(frozen=True, slots=True)
class StateFacts:
    """A State or territory: its codes, M49 region and sub-region, and names, language by language.

    `status` is "State" or "territory"; `m49` has three digits.
    """

    code: str
    m49: str
    region: str
    subregion: str
    status: str
    name: str
    names: tuple[tuple[str, ...], ...]


@cache
def load_states() -> tuple[StateFacts, ...]:
    """Return every State and territory of ISO 3166-1, by code."""
    text = (files("rapporteur.gazetteer") / "states.csv").read_text(encoding="utf-8")
    return tuple(
        StateFacts(
            row["code"],
            row["m49"],
            row["region"],
            row["subregion"],
            row["status"],
            row["name"],
            tuple(tuple(filter(None, row[language].split("|"))) for language in LANGUAGES),
        )
        for row in csv.DictReader(text.splitlines())
    )


@cache
def load_state_codes() -> frozenset[str]:
    """Return the ISO3 codes of all States and territories."""
    return frozenset(state.code for state in load_states())


@cache
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer of all names shipped; raise FrameworkError if a file is amiss."""
    words, organisations, places = (
        read_mapping("rapporteur.gazetteer", f"{name}.yml")
        for name in ("words", "organisations", "places")
    )
    entities: dict[str, Entity] = {}
    names = dict.fromkeys((b, Name("", "blocked")) for b in words["blocked"])
    unsaid = set(words["not_in_text"])
    silent: list[tuple[str, Name]] = []
    for state in load_states():
        entities[state.code] = Entity(state.code, state.name, "state")
        silent.append((state.code, Name(state.code, "state")))
        for name in _state_names(state, words["names"].get(state.code, ())):
            entry = (name, Name(state.code, "state"))
            if name in unsaid:
                silent.append(entry)
            else:
                names.setdefault(entry)
    for code, spellings in words["demonyms"].items():
        names.update(dict.fromkeys(_demonyms(code, spellings)))
    kinds: tuple[tuple[EntityKind, str], ...] = (
        ("organisation", "organisations"),
        ("group", "groups"),
    )
    for kind, plural in kinds:
        for entry in organisations[plural]:
            entity, said, hidden = _organisation(entry, kind)
            entities[entity.code] = entity
            names.update(dict.fromkeys(said))
            silent.extend(hidden)
    cities = tuple((city, code) for code, some in places["cities"].items() for city in some)
    doubts = Doubts(words, places["instruments"], places["agendas"])
    accented = frozenset(words["accented"])
    return Gazetteer(entities, tuple(names), tuple(silent), cities, doubts, accented)


def _state_names(state: StateFacts, further: tuple[str, ...]) -> Iterator[str]:
    yield state.name
    for language in state.names:
        yield from language
    yield from further


def _demonyms(code: str, spellings: list[str]) -> Iterator[tuple[str, Name]]:
    for spelling in spellings:
        name = Name(code, "demonym")
        yield spelling, name
        if spelling.endswith(("n", "i", "o", "a", "t", "k", "e", "er", "b", "d", "ch")):
            yield spelling + "s", name


def _organisation(
    entry: dict[str, Any], kind: EntityKind
) -> tuple[Entity, list[tuple[str, Name]], list[tuple[str, Name]]]:
    """Return the entity, its names looked for in texts, and those only asked for."""
    code: str = entry["code"]
    stops: dict[str, list[str]] = entry.get("unless_before", {})
    spellings = dict.fromkeys((code, entry["name"], *entry.get("names", ())))
    said = [(n, Name(code, kind, tuple(stops.get(n, ())))) for n in spellings]
    if not entry.get("quiet"):
        return Entity(code, entry["name"], kind), said, []
    return Entity(code, entry["name"], kind), said[1:], said[:1]
