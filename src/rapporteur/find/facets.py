"""Name the values by which points are filtered and counted, as "name:value"."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache
from typing import get_args

from rapporteur.evidence import KINDS, Coding
from rapporteur.evidence.voice import Manner
from rapporteur.extract.practice.instruments import list_instruments
from rapporteur.frameworks import load_framework
from rapporteur.gazetteer.regions import CODES, list_regions
from rapporteur.store.judged.fields import PERSON
from rapporteur.store.select import BANDS, HALF, Filter

CODED = ("gcm", "sdg")
LIKELY = 0.5  # a code of less confidence is doubtful
# In the order in which pages show them; "segment" is counted only within one dialogue.
NAMES = (
    "kind",
    "dialogue",
    "year",
    "segment",
    "voice",
    "region",
    "manner",
    "about",
    "gcm",
    "sdg",
    "group",
    "instrument",
    "figures",
    "sure",
    "reviewed",
)
# Facets that are counted together: the index keeps what a point has of them as one value, for it
# counts one value of a point six times as fast as several. Few points have anything of PARTS.
PARTS = "parts"
COLUMNS: dict[str, tuple[str, ...]] = {
    "point": ("kind", "manner", "figures", "sure", "reviewed"),
    "dialogue": ("dialogue",),
    "year": ("year",),
    "voice": ("voice", "region"),
    "about": ("about",),
    "gcm": ("gcm",),
    "sdg": ("sdg",),
    "group": ("group",),
    "instrument": ("instrument",),
    PARTS: (*CODED, "weak", "given"),  # of codes, their actions and targets alone
}
JOIN = "\x1f"  # between the values that stand as one
# Those that a Filter has a field for, of the same name.
PLAIN = tuple(name for name in NAMES if name not in (*CODED, "year", "segment"))


def code_facets(codings: Iterable[Coding]) -> Iterator[str]:
    """Yield the facets of codings."""
    for coding in codings:
        yield f"{coding.framework}:{coding.code}"


def standing_facets(codings: Iterable[Coding]) -> Iterator[str]:
    """Yield "given:gcm.5" for a code that a person gave, "weak:gcm.5" for one that is doubtful.

    Doubtful is what every coder that gives it holds for less likely than not.
    """
    best: dict[str, float] = {}
    for coding in codings:
        if coding.framework in CODED and "." not in coding.code:
            name = f"{coding.framework}.{coding.code}"
            best[name] = max(best.get(name, 0.0), coding.confidence)
            if coding.coder == PERSON:
                yield f"given:{name}"
    yield from (f"weak:{name}" for name, sure in best.items() if sure < LIKELY)


def region_facets(entities: Iterable[str]) -> Iterator[str]:
    """Yield the M49 regions and sub-regions of the States among `entities`."""
    for code in entities:
        for region in list_regions(code):
            yield f"region:{region}"


def sure_facet(confidence: float) -> str:
    """Return the band of a confidence, as store/select tells it."""
    return next(f"sure:{name}" for name, (least, _) in BANDS.items() if confidence >= least - HALF)


@cache
def list_fixed() -> dict[str, tuple[str, ...]]:
    """Return the values of the facets that are closed lists, shown even where none is found."""
    return {
        "kind": KINDS,
        "region": tuple(CODES),
        "manner": get_args(Manner),
        "gcm": tuple(code.code for code in load_framework("gcm").codes),
        "sdg": tuple(code.code for code in load_framework("sdg").codes),
        "group": tuple(code.code for code in load_framework("groups").codes),
        "instrument": tuple(list_instruments()),
        "figures": ("yes", "no"),
        "sure": tuple(BANDS),
        "reviewed": ("yes", "no"),
    }


def gather(facets: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the columns in which "name:value" are counted, each with its value."""
    held: dict[str, list[str]] = defaultdict(list)
    for facet in sorted(facets):
        column = column_of(facet)
        if column == PARTS:
            yield PARTS, facet
        elif column:
            held[column].append(facet)
    for column, values in held.items():
        yield column, JOIN.join(values)


def columns_of(names: Collection[str]) -> list[str]:
    """Return the columns in which the facets of these names are counted."""
    return [column for column, held in COLUMNS.items() if not set(held).isdisjoint(names)]


@lru_cache(maxsize=100_000)
def column_of(facet: str) -> str:
    """Return the column in which "name:value" is counted, "" for one that only filters."""
    name, _, value = facet.partition(":")
    if name in CODED and "." in value:
        return PARTS
    return next((column for column, names in COLUMNS.items() if name in names), "")


def chosen(wanted: Filter) -> list[tuple[str, str]]:
    """Return the name of each facet that `wanted` chooses by, with "name:value"."""
    found = [(name, f"{name}:{value}") for name in PLAIN if (value := getattr(wanted, name))]
    found += [(framework, f"{framework}:{code}") for framework, code in wanted.codes]
    if not wanted.headings:
        found.append(("heading", "heading:no"))
    return found
