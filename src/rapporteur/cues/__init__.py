"""Words that give a voice, a kind or a place away, by language; data, read from YAML."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from rapporteur.errors import FrameworkError


@cache
def load_cues(name: str, language: str = "en") -> dict[str, Any]:
    """Return the cue file `cues/<language>/<name>.yml`; raise FrameworkError if it is amiss."""
    place = files("rapporteur.cues") / language / f"{name}.yml"
    try:
        cues = yaml.safe_load(place.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise FrameworkError(
            f"cannot be read: {error}", place=str(place), remedy="restore or mend the file"
        ) from error
    if not isinstance(cues, dict):
        raise FrameworkError("is not a mapping", place=str(place), remedy="mend the file")
    return cues
