"""Read the YAML that ships with the package."""

from importlib.resources import files
from typing import Any

import yaml

from rapporteur.errors import FrameworkError

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times faster where libyaml is


def read_yaml(text: str) -> Any:
    """Return what `text` holds, as plain values; raise yaml.YAMLError where it is no YAML."""
    return yaml.load(text, Loader=LOADER)


def read_mapping(package: str, name: str) -> dict[str, Any]:
    """Return the mapping in the file `name` of `package`; raise FrameworkError if it is amiss."""
    place = files(package).joinpath(name)
    try:
        data = read_yaml(place.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise FrameworkError(
            f"cannot be read: {error}", place=str(place), remedy="restore or mend the file"
        ) from error
    if not isinstance(data, dict):
        raise FrameworkError("is not a mapping", place=str(place), remedy="mend the file")
    return data
