"""Read a framework's YAML file and check that it keeps the rules."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from rapporteur.errors import FrameworkError
from rapporteur.evidence import Code, Framework
from rapporteur.frameworks.cue import parse_cue
from rapporteur.shipped import read_yaml

NAMES = ("gcm", "sdg", "groups")


def _checked(pattern: str) -> str:
    parse_cue(pattern)
    return pattern


CuePattern = Annotated[str, AfterValidator(_checked)]
Words = Annotated[str, Field(min_length=1)]


class CodeForm(BaseModel):
    """One code as a framework file writes it; what the fields mean is said at Code."""

    model_config = ConfigDict(extra="forbid", strict=True)

    code: Words
    title: Words
    parent: str = ""
    description: str = ""
    reference: str = ""
    cues: list[CuePattern] = []


class CountsForm(BaseModel):
    """How many codes the file must hold: those without a parent, and those with one."""

    model_config = ConfigDict(extra="forbid", strict=True)

    codes: int
    parts: int = 0


class FrameworkForm(BaseModel):
    """A framework file."""

    model_config = ConfigDict(extra="forbid", strict=True)

    id: Words
    title: Words
    reference: Words
    counts: CountsForm
    scope: list[CuePattern] = []
    codes: Annotated[list[CodeForm], Field(min_length=1)]


@cache
def load_framework(name: str) -> Framework:
    """Return the shipped framework `name` ("gcm", "sdg", "groups"), or the file at that path.

    Raises FrameworkError, with the file, the place in it and the remedy, if it breaks the rules.
    """
    shipped = files("rapporteur.frameworks") / f"{name}.yml"
    place = shipped if name in NAMES else Path(name)
    try:
        text = place.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FrameworkError(
            f"cannot be read: {error}",
            place=str(place),
            remedy=f"give one of {', '.join(NAMES)} or the path of a YAML file in UTF-8",
        ) from error
    return read_framework(text, str(place))


def load_frameworks() -> dict[str, Framework]:
    """Return every shipped framework by its id."""
    return {name: load_framework(name) for name in NAMES}


def read_framework(text: str, place: str) -> Framework:
    """Return the framework that `text` holds; `place` is named in any FrameworkError."""
    try:
        form = FrameworkForm.model_validate(read_yaml(text))
    except yaml.YAMLError as error:
        raise FrameworkError(
            f"is not YAML: {error}", place=place, remedy="mend the line and column named"
        ) from error
    except ValidationError as error:
        raise _fault(error, place) from error
    for fault, remedy in _faults(form):
        raise FrameworkError(fault, place=place, remedy=remedy)
    codes = tuple(
        Code(c.code, c.title, c.parent, c.description, tuple(c.cues), c.reference)
        for c in form.codes
    )
    return Framework(form.id, form.title, form.reference, codes, tuple(form.scope))


def _fault(error: ValidationError, place: str) -> FrameworkError:
    first = error.errors()[0]
    where = ".".join(str(step) for step in first["loc"]) or "the whole file"
    remedy = "mend that entry; docs name the keys a framework file may have"
    if first["type"] == "extra_forbidden":
        remedy = "take the unknown key out, or spell it as the rules do"
    return FrameworkError(f"at {where}: {first['msg']}", place=place, remedy=remedy)


def _faults(form: FrameworkForm) -> Iterator[tuple[str, str]]:
    times = Counter(c.code for c in form.codes)
    for code, count in times.items():
        if count > 1:
            yield f"code {code!r} stands {count} times", "give each code once"
    for entry in form.codes:
        if entry.parent and entry.parent not in times:
            yield f"code {entry.code!r} has the unknown parent {entry.parent!r}", "add the parent"
    parts = sum(bool(c.parent) for c in form.codes)
    for word, said, found in (
        ("codes without a parent", form.counts.codes, len(form.codes) - parts),
        ("codes with a parent", form.counts.parts, parts),
    ):
        if said != found:
            yield f"{found} {word}, but counts says {said}", "add what is missing, or mend counts"
