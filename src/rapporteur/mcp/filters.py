"""Which points a tool is asked about, and refusals of what can only be a slip."""

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Engine

from rapporteur.errors import EvidenceError, QueryError
from rapporteur.frameworks import load_frameworks
from rapporteur.gazetteer import load_gazetteer
from rapporteur.store.choice import VOICES, Choice
from rapporteur.store.view import get_dialogue_named
from rapporteur.store.walk import walk_entities
from rapporteur.web.api.filters import LONG as LONG
from rapporteur.web.api.filters import filtered, read_choice


@filtered
class Filters(BaseModel):
    """All that is given must hold together; left out, everything passes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


ANY = Filters()


def choose(store: Engine, filters: Filters) -> Choice:
    """Return the filters as the client takes them, names of States as their codes.

    Raises QueryError for a dialogue, voice or country that there is not; what else names nothing
    is refused when the filters are used.
    """
    chosen = read_choice(filters)
    if dialogue := chosen.get("dialogue"):
        chosen["dialogue"] = get_dialogue_id(store, dialogue)
    if voice := chosen.get("voice"):
        chosen["voice"] = _code_of(store, "voice", voice)
    if about := chosen.get("about"):
        chosen["about"] = _code_of(store, "country", about)
    return chosen


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


def _code_of(store: Engine, name: str, said: str) -> str:
    if name == "voice" and said in VOICES:
        return said
    for code in (said, said.upper()):
        if walk_entities(store, key=code, limit=1).items or _is_known(code):
            return code
    entity = load_gazetteer().find_entity(said)
    if entity is None:
        raise QueryError(
            f"there is no {name} of this name",
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
