"""Which points a tool is asked about, and refusals of what can only be a slip."""

from typing import Annotated, cast

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Engine

from rapporteur.errors import EvidenceError, QueryError
from rapporteur.evidence import Kind
from rapporteur.evidence.voice import Manner
from rapporteur.frameworks import load_frameworks
from rapporteur.gazetteer import load_gazetteer
from rapporteur.store.choice import Choice
from rapporteur.store.view import get_dialogue_named
from rapporteur.store.walk import walk_entities, walk_segments, walk_sources

VOICES = ("participants", "spoken", "report")
LONG = 300  # characters of a filter
FRAMEWORKS = {"gcm": "gcm", "sdg": "sdg", "group": "groups"}  # of a filter's codes

Word = Annotated[str, Field(max_length=LONG)]


class Filters(BaseModel):
    """All that is given must hold together; left out, everything passes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    dialogue: Word = Field(default="", description="Title or id of the dialogue.")
    source: Word = Field(default="", description="Id of a file (src-…).")
    segment: Word = Field(default="", description="Id of a segment (seg-…).")
    voice: Word = Field(
        default="",
        description="Who speaks: a State's ISO3 code or name, an organisation's short name, "
        "`participants` (nobody named), `spoken` (all but the record's own account) or `report`.",
        examples=["PRT"],
    )
    manner: Manner | None = Field(default=None, description="How they speak.")
    kind: Kind | None = Field(default=None, description="What kind of point it is.")
    about: Word = Field(default="", description="A country it tells of: ISO3 code or name.")
    group: Word = Field(default="", description="An affected group, as list_codes names them.")
    gcm: Word = Field(
        default="", description="GCM objective, 1 to 23, or action.", examples=["15", "15.c"]
    )
    sdg: Word = Field(default="", description="SDG, 1 to 17, or target.", examples=["10", "10.7"])


ANY = Filters()


def choose(store: Engine, filters: Filters) -> Choice:
    """Return the filters as the client takes them, names of States as their codes.

    Raises QueryError for a dialogue, id, voice, country or code that there is not: an answer of
    nothing would read as if nobody had spoken.
    """
    chosen = filters.model_dump(exclude_defaults=True)
    if filters.dialogue:
        chosen["dialogue"] = get_dialogue_id(store, filters.dialogue)
    if filters.source and not walk_sources(store, key=filters.source, limit=1).items:
        raise _unknown("source", filters.source, "list_dialogues")
    if filters.segment and not walk_segments(store, key=filters.segment, limit=1).items:
        raise _unknown("segment", filters.segment, "list_segments")
    for name in ("voice", "about"):
        if chosen.get(name):
            chosen[name] = _code_of(store, name, chosen[name])
    for name, framework in FRAMEWORKS.items():
        if chosen.get(name):
            get_title(framework, chosen[name])
    return cast(Choice, chosen)


def get_dialogue_id(store: Engine, name: str) -> str:
    """Return the id of a dialogue by its title or id, "" for ""; raise QueryError if unknown."""
    try:
        return get_dialogue_named(store, name) if name else ""
    except QueryError as error:
        raise QueryError(error.what, place=name, remedy="list_dialogues has them all") from error


def get_title(framework: str, code: str) -> str:
    """Return the title of a code; raise QueryError where there is none."""
    for known in load_frameworks()[framework].codes:
        if known.code == code:
            return known.title
    raise QueryError(
        f"there is no such code in {framework}", place=code, remedy="list_codes has them all"
    )


def _unknown(what: str, said: str, lister: str) -> QueryError:
    return QueryError(f"there is no {what} of this id", place=said, remedy=f"{lister} gives ids")


def _code_of(store: Engine, name: str, said: str) -> str:
    if name == "voice" and said in VOICES:
        return said
    for code in (said, said.upper()):
        if walk_entities(store, key=code, limit=1).items or _is_known(code):
            return code
    entity = load_gazetteer().find_entity(said)
    if entity is None:
        raise QueryError(
            f"there is no {'voice' if name == 'voice' else 'country'} of this name",
            place=said,
            remedy="list_entities gives the codes that the record knows",
        )
    return entity.code


def _is_known(code: str) -> bool:
    try:
        load_gazetteer().get_entity(code)
    except EvidenceError:
        return False
    return True
