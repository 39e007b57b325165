"""A measure brought together from the points that describe it."""

from dataclasses import dataclass

from rapporteur.evidence.figure import Figure


@dataclass(frozen=True, slots=True)
class Practice:
    """What was done, by whom, for whom, since when, with whom, at what scale.

    `points` are ids of the points it stands on, first the one that introduces it; every other
    field is read from them. `implementers` are ISO3 codes and short names; `since` is the date
    as the record words it ("March 2020"). `measures` are names of the typology in
    cues/en/practices.yml ("regularisation", "fund") that its words speak for.
    """

    id: str
    title: str
    implementers: tuple[str, ...]
    points: tuple[str, ...]
    groups: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    since: str = ""
    figures: tuple[Figure, ...] = ()
    about: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
