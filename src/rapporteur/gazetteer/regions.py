"""Tell in which region and sub-region a State lies, by UN M49."""

import csv
from functools import cache
from importlib.resources import files


def find_region(code: str) -> tuple[str, str]:
    """Return the M49 region and sub-region of a State's ISO3 code; both empty for others."""
    return _regions().get(code, ("", ""))


@cache
def _regions() -> dict[str, tuple[str, str]]:
    text = (files("rapporteur.gazetteer") / "states.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["code"]: (row["region"], row["subregion"]) for row in rows}
