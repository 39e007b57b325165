"""Tell in which region and sub-region a State lies, by UN M49."""

from functools import cache

from rapporteur.gazetteer.load import load_states

# The numeric codes of UN M49; what is no region by itself there is made up of those that are.
CODES = {
    "Africa": "002",
    "Northern Africa": "015",
    "Sub-Saharan Africa": "202",
    "Eastern Africa": "014",
    "Middle Africa": "017",
    "Southern Africa": "018",
    "Western Africa": "011",
    "Americas": "019",
    "Latin America and the Caribbean": "419",
    "Caribbean": "029",
    "Central America": "013",
    "South America": "005",
    "Northern America": "021",
    "Asia": "142",
    "Central Asia": "143",
    "Eastern Asia": "030",
    "South-eastern Asia": "035",
    "Southern Asia": "034",
    "Western Asia": "145",
    "Europe": "150",
    "Eastern Europe": "151",
    "Northern Europe": "154",
    "Southern Europe": "039",
    "Western Europe": "155",
    "Oceania": "009",
    "Australia and New Zealand": "053",
    "Melanesia": "054",
    "Micronesia": "057",
    "Polynesia": "061",
}
WIDER = {
    **dict.fromkeys(
        ("Eastern Africa", "Middle Africa", "Southern Africa", "Western Africa"),
        "Sub-Saharan Africa",
    ),
    **dict.fromkeys(
        ("Caribbean", "Central America", "South America"), "Latin America and the Caribbean"
    ),
}


def find_region(code: str) -> tuple[str, str]:
    """Return the M49 region and sub-region of a State's ISO3 code; both empty for others."""
    return _regions().get(code, ("", ""))


def list_regions(code: str) -> tuple[str, ...]:
    """Return all regions of M49 in which a State lies, the widest first; none for others."""
    region, part = find_region(code)
    return tuple(name for name in (region, WIDER.get(part, ""), part) if name)


def find_region_named(said: str) -> str:
    """Return the region of this name, in any case, or of this numeric code; "" if there is none."""
    wanted = said.strip().casefold()
    return next((n for n, c in CODES.items() if wanted in (n.casefold(), c, c.lstrip("0"))), "")


@cache
def _regions() -> dict[str, tuple[str, str]]:
    return {state.code: (state.region, state.subregion) for state in load_states()}
