"""The filters by the names people use for them: on the command line, in addresses, in Python."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Literal, TypedDict, get_args, get_type_hints

from sqlalchemy import Engine

from rapporteur.cues import load_cues
from rapporteur.errors import QueryError
from rapporteur.evidence import KINDS, Kind
from rapporteur.evidence.recommendation import Origin
from rapporteur.evidence.voice import Manner
from rapporteur.frameworks import load_framework
from rapporteur.gazetteer import load_gazetteer
from rapporteur.gazetteer.regions import CODES, find_region_named
from rapporteur.store.known import find_voice, is_held, is_told_of
from rapporteur.store.select import BANDS, Filter, read_days
from rapporteur.store.view import get_dialogue_named

MANNERS: tuple[str, ...] = get_args(Manner)
ORIGINS: tuple[str, ...] = get_args(Origin)
CODED = ("gcm", "sdg")  # frameworks whose codes have a filter of their own
EITHER = ("yes", "no")
VOICES = ("participants", "spoken", "report")  # voices that are no Entity


@dataclass(frozen=True, slots=True)
class Named:
    """A filter as its users read it: what it asks for, an example, all values where few."""

    help: str
    example: str = ""
    values: tuple[str, ...] = ()


class Choice(TypedDict, total=False):
    """What is asked of a point; all that is given must hold together.

    This is the one list of filters: options, parameters and tools are made from it.
    """

    dialogue: Annotated[str, Named("Title or id of the dialogue.")]
    source: Annotated[str, Named("Id of the source it stands in.", "src-9f86d081884c7d65")]
    segment: Annotated[str, Named("Id of the segment it is in.", "seg-9f86d081884c7d65")]
    voice: Annotated[
        str,
        Named(
            "Who speaks: a State's ISO3 code or name, an organisation's short name, "
            "`participants` (nobody named), `spoken` (all but the record's own account) or "
            "`report`.",
            "PRT",
        ),
    ]
    manner: Annotated[Manner | None, Named("How they speak.", "floor", MANNERS)]
    kind: Annotated[Kind | None, Named("What kind of point it is.", "practice", KINDS)]
    about: Annotated[str, Named("A country it tells of: ISO3 code or name.", "TUN")]
    region: Annotated[
        str,
        Named(
            "Where a State that speaks lies: a region or sub-region of UN M49, by name or code.",
            "Southern Europe",
        ),
    ]
    group: Annotated[str, Named("An affected group.", "women")]
    gcm: Annotated[str, Named("A GCM objective, 1 to 23, or action, 15.c.", "15")]
    sdg: Annotated[str, Named("An SDG, 1 to 17, or target, 10.7.", "10.7")]
    instrument: Annotated[str, Named("By what means a measure works.", "visa")]
    figures: Annotated[
        Literal["yes", "no"] | None, Named("Whether it holds a number.", "yes", EITHER)
    ]
    sure: Annotated[
        Literal["high", "middle", "low"] | None,
        Named(
            "How sure its kind is: 80 per cent or more, 50 or more, or less.",
            "high",
            tuple(BANDS),
        ),
    ]
    reviewed: Annotated[
        Literal["yes", "no"] | None,
        Named("Whether a person has judged it.", "yes", EITHER),
    ]
    since: Annotated[
        str, Named("The dialogue began on this day, month or year, or later.", "2020-10")
    ]
    until: Annotated[
        str, Named("The dialogue began on this day, month or year, or earlier.", "2020")
    ]


HINTS = get_type_hints(Choice, include_extras=True)
FILTERS: dict[str, Named] = {name: hint.__metadata__[0] for name, hint in HINTS.items()}
TYPES = {name: get_args(hint)[0] for name, hint in HINTS.items()}  # without what is said of them


def make_filter(store: Engine, choice: Choice, origin: str = "") -> Filter:
    """Return the Filter of a choice; `origin` is that of recommendations.

    Raises QueryError for a filter that there is not, and for a value that names nothing: zero
    points would read as if nobody had spoken.
    """
    if unknown := sorted(choice.keys() - FILTERS.keys()):
        raise _refusal("filter", unknown[0], FILTERS)
    said = {name: str(choice.get(name) or "") for name in FILTERS}
    for name, named in FILTERS.items():
        _check(name, said[name], named.values)
    _check("origin", origin, ORIGINS)
    _check("instrument", said["instrument"], load_cues("instruments")["types"])
    _check_days(said["since"], said["until"])
    codes = tuple((name, _get_code(name, code)) for name in CODED if (code := said.pop(name)))
    readers: dict[str, Callable[[str], str]] = {
        "dialogue": partial(get_dialogue_named, store),
        "source": partial(_get_id, store, "source"),
        "segment": partial(_get_id, store, "segment"),
        "voice": partial(get_voice, store),
        "about": partial(_get_country, store),
        "region": _get_region,
        "group": partial(_get_code, "groups"),
    }
    read = {name: reader(said[name]) for name, reader in readers.items() if said[name]}
    return Filter(codes=codes, origin=origin, **{**said, **read})  # type: ignore[arg-type]


def _check(name: str, said: str, known: Iterable[str]) -> None:
    if said and known and said not in known:
        raise _refusal(name, said, known)


def _check_days(since: str, until: str) -> None:
    first, last = read_days(since, until)
    if first > last:
        raise QueryError(
            "ends before it begins",
            place=f"{since} to {until}",
            remedy="give a day of since that is not after that of until",
        )


def _get_region(said: str) -> str:
    found = find_region_named(said)
    if not found:
        raise _refusal("region", said, CODES)
    return found


def _get_id(store: Engine, what: str, said: str) -> str:
    if not is_held(store, what, said):
        raise QueryError(
            f"there is no {what} of this id", place=said, remedy="take an id from a list or export"
        )
    return said


def _code_of(said: str) -> str:
    """Return the code of what is named; what only the record knows is left as it was said."""
    entity = load_gazetteer().find_asked(said) if said and said not in VOICES else None
    return entity.code if entity else said


def get_voice(store: Engine, said: str) -> str:
    """Return the code of who speaks; a name that only the record knows stands as it is there.

    Raises QueryError where it names nobody.
    """
    if said in VOICES:
        return said
    code = _code_of(said)
    if not load_gazetteer().find_coded(code):
        code = find_voice(store, said)
    if not code:
        raise QueryError(
            "there is no voice of this name",
            place=said,
            remedy="use an ISO3 code, the name of a State or an organisation of the record, or "
            + " or ".join(VOICES),
        )
    return code


def _get_country(store: Engine, said: str) -> str:
    code = _code_of(said).upper()
    entity = load_gazetteer().find_coded(code)
    if not (entity and entity.kind == "state") and not is_told_of(store, code):
        raise QueryError(
            "there is no country of this name",
            place=said,
            remedy="use an ISO3 code or the name of a State",
        )
    return code


def _get_code(framework: str, said: str) -> str:
    codes, wanted = load_framework(framework).codes, said.strip().casefold()
    if found := next((known.code for known in codes if known.code.casefold() == wanted), ""):
        return found
    whole = ", ".join(known.code for known in codes if not known.parent)
    part = next((f", or a part such as {known.code}" for known in codes if known.parent), "")
    raise QueryError(
        f"there is no such code in {framework}", place=said, remedy=f"use one of {whole}{part}"
    )


def _refusal(what: str, said: str, known: Iterable[str]) -> QueryError:
    names = ", ".join(sorted(known))
    return QueryError(f"there is no {what} of this name", place=said, remedy=f"use one of {names}")
