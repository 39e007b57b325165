"""A measure brought together from the points that describe it."""

from dataclasses import dataclass

from rapporteur.evidence.figure import Figure


@dataclass(frozen=True, slots=True)
class Practice:
    """What was done, by whom, for whom, since when, with whom, at what scale, to what effect.

    `points` are ids of the points it stands on, first the one that introduces it; every other
    field is read from them and empty where they do not tell. `implementers` are ISO3 codes and
    short names; `bodies` are those of their parts and others that act, as the record names them
    ("Ministry of Health"), `level` that of government ("local", "provincial", "national",
    "regional"); `since` and `until` are dates as the record words them ("March 2020");
    `figures` are its scale. `instruments` are codes of the typology in cues/en/instruments.yml
    ("regularisation", "fund").

    `benefits`, `challenges`, `lessons`, `replication` and `innovation` are ids of points that
    tell of its effects, what stood in its way, what was learnt, how others may take it up, and
    what was new about it; `links` are addresses that its sentences give. `grounds` pairs the
    name of a field with the id of a point that it was read from. `names` and `words` are what
    the same measure is known by in another record: proper names and stems of its words.
    """

    id: str
    title: str
    implementers: tuple[str, ...]
    points: tuple[str, ...]
    groups: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    figures: tuple[Figure, ...] = ()
    about: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    benefits: tuple[str, ...] = ()
    challenges: tuple[str, ...] = ()
    lessons: tuple[str, ...] = ()
    replication: tuple[str, ...] = ()
    innovation: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    grounds: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    level: str = ""
