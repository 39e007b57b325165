"""The filters by the names people use for them: on the command line, in addresses, in Python."""

from typing import TypedDict, get_args

from sqlalchemy import Engine

from rapporteur.errors import QueryError
from rapporteur.evidence import KINDS, Kind
from rapporteur.evidence.voice import Manner
from rapporteur.store.select import Filter
from rapporteur.store.view import get_dialogue_named

MANNERS: tuple[str, ...] = get_args(Manner)
CODED = ("gcm", "sdg")  # frameworks whose codes have a filter of their own


class Choice(TypedDict, total=False):
    """What is asked of a point; all that is given must hold together.

    `dialogue` is a title or an id, `source` and `segment` are ids. `voice` is an ISO3 code, an
    organisation's short name, "participants", "spoken" (all but the report) or "report";
    `about` an ISO3 code; `group` an affected group ("women"); `gcm` an objective or action
    ("15", "15.c"); `sdg` a goal or target ("10.7").
    """

    dialogue: str
    source: str
    segment: str
    voice: str
    manner: Manner | None
    kind: Kind | None
    about: str
    group: str
    gcm: str
    sdg: str


NAMES = frozenset(Choice.__annotations__)


def make_filter(store: Engine, choice: Choice, origin: str = "") -> Filter:
    """Return the Filter of a choice; `origin` is that of recommendations.

    Raises QueryError for a filter, dialogue, manner or kind that there is not.
    """
    if unknown := sorted(choice.keys() - NAMES):
        raise _refusal("filter", unknown[0], NAMES)
    dialogue, manner, kind = (choice.get(name) or "" for name in ("dialogue", "manner", "kind"))
    if manner and manner not in MANNERS:
        raise _refusal("manner", str(manner), MANNERS)
    if kind and kind not in KINDS:
        raise _refusal("kind", str(kind), KINDS)
    pairs = ((framework, choice.get(framework, "")) for framework in CODED)
    return Filter(
        dialogue=get_dialogue_named(store, str(dialogue)) if dialogue else "",
        source=choice.get("source", ""),
        segment=choice.get("segment", ""),
        voice=choice.get("voice", ""),
        manner=str(manner),
        kind=str(kind),
        about=choice.get("about", "").upper(),
        group=choice.get("group", ""),
        codes=tuple((framework, str(code)) for framework, code in pairs if code),
        origin=origin,
    )


def _refusal(what: str, said: str, known: tuple[str, ...] | frozenset[str]) -> QueryError:
    names = ", ".join(sorted(known))
    return QueryError(f"there is no {what} of this name", place=said, remedy=f"use one of {names}")
