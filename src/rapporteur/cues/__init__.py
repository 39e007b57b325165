"""Words that give a voice, a kind or a place away, by language; data, read from YAML."""

from functools import cache
from typing import Any

from rapporteur.shipped import read_mapping


@cache
def load_cues(name: str, language: str = "en") -> dict[str, Any]:
    """Return the cue file `cues/<language>/<name>.yml`; raise FrameworkError if it is amiss."""
    return read_mapping("rapporteur.cues", f"{language}/{name}.yml")
