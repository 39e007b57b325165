"""Name things as a reader knows them: entities, voices, segments, groups, codes."""

from collections.abc import Iterable
from functools import cache
from urllib.parse import quote

from sqlalchemy import Engine

from rapporteur.errors import EvidenceError
from rapporteur.evidence import Coding, Dialogue, Segment, Voice
from rapporteur.extract.practice.instruments import list_instruments
from rapporteur.frameworks import load_frameworks
from rapporteur.gazetteer import load_gazetteer
from rapporteur.gazetteer.load import LANGUAGES, load_state_codes, load_states
from rapporteur.store.overview import find_languages
from rapporteur.store.titles import Titles
from rapporteur.web.language import DEFAULT, asked, day_name, gettext, mark

MANNERS = {
    "panellist": mark("panellist"),
    "floor": mark("from the floor"),
    "moderator": mark("moderator"),
    "written": mark("in writing"),
    "on behalf": mark("on behalf of others"),
    "collective": mark("several together"),
    "report": "",  # the voice's name says it
}
# What a filter of voices may say instead of an Entity.
VOICES = {
    "spoken": mark("all who spoke"),
    "report": mark("The report"),
    "participants": mark("Participants, unnamed"),
}
KINDS = {
    "practice": mark("practice"),
    "challenge": mark("challenge"),
    "contribution": mark("contribution"),
    "recommendation": mark("recommendation"),
    "position": mark("position"),
    "other": mark("other"),
}
# Words of the record's own kinds: of sources, of segments, of what people did, of answers.
TERMS = (
    *(mark("report"), mark("agenda"), mark("concept note"), mark("statement"), mark("other")),
    *(mark("front"), mark("introduction"), mark("opening"), mark("panel"), mark("side event")),
    *(mark("stories"), mark("closing"), mark("key message"), mark("overview"), mark("chapter")),
    *(mark("discussion"), mark("recommendations"), mark("conclusions"), mark("break")),
    *(mark("annex"), mark("moderator"), mark("panellist"), mark("presenter")),
    *(mark("participant"), mark("accepted"), mark("noted"), mark("text")),
)
# Such a title says little without the one above it.
PARTS = ("overview", "discussion", "recommendations", "conclusions")


def term(word: str) -> str:
    """Return one of our own words, such as a kind or a manner, in the language at hand."""
    return gettext(word)


def entity_name(code: str) -> str:
    """Return the name of a State or organisation by its code; what is no code stays as it is.

    States are named in the language at hand, organisations in English.
    """
    if asked().language != DEFAULT and (name := _states(asked().language).get(code)):
        return name
    try:
        return load_gazetteer().get_entity(code).name
    except EvidenceError:
        return code


def is_state(code: str) -> bool:
    """Tell whether a code is that of a State or territory."""
    return code in load_state_codes()


def profile_address(code: str) -> str:
    """Return the address of the profile of a State or organisation."""
    if is_state(code):
        return f"/countries/{code}"
    return f"/organisations/{quote(code, safe='')}"


def known_profile(code: str) -> str:
    """Return the same for what we know as a State or organisation, else an empty string.

    Whom a recommendation is addressed to is often none: "Governments and other stakeholders".
    """
    try:
        load_gazetteer().get_entity(code)
    except EvidenceError:
        return ""
    return profile_address(code)


def voice_name(voice: Voice) -> str:
    """Say whose words they are: names first, then whom they speak for."""
    entities = ", ".join(entity_name(code) for code in voice.entities)
    if voice.manner == "report":
        return gettext("The report")
    if voice.speakers:
        joint = gettext("and")
        names = f" {joint} ".join(voice.speakers)
        return f"{names} ({entities})" if entities else voice.speaker
    return entities or gettext("Participants, unnamed")


def sought_voice(code: str) -> str:
    """Return what a filter calls a voice: one of VOICES, or an Entity."""
    return gettext(VOICES.get(code, "")) or entity_name(code)


def manner_name(manner: str) -> str:
    """Say how a voice spoke, empty for the report's own."""
    return gettext(MANNERS.get(manner, manner))


def group_title(code: str) -> str:
    """Return the title of an affected group."""
    return gettext(code_title("groups", code)) or code.replace("_", " ")


def region_name(name: str) -> str:
    """Return the name of a region of UN M49 in the language at hand."""
    return gettext(name)


def instrument_title(code: str) -> str:
    """Return the title of a type of measure."""
    return gettext(list_instruments().get(code, code))


def code_title(framework: str, code: str) -> str:
    """Return the official title of a code, empty for an unknown one."""
    return _titles(framework).get(code, "")


@cache
def _titles(framework: str) -> dict[str, str]:
    return {c.code: c.title for c in load_frameworks()[framework].codes}


@cache
def _states(language: str) -> dict[str, str]:
    at = LANGUAGES.index(language)
    return {state.code: state.names[at][0] for state in load_states() if state.names[at]}


def finest_codings(codings: Iterable[Coding]) -> list[Coding]:
    """Return the codings of the agreed lists, without those that a finer one says better."""
    listed = [c for c in codings if c.framework in ("gcm", "sdg")]
    held = {(c.framework, c.code.rpartition(".")[0]) for c in listed}
    return [c for c in listed if (c.framework, c.code) not in held]


def segment_title(segment: Segment) -> str:
    """Return a segment's title; text before the first heading has none and is called by kind."""
    if segment.title:
        return segment.title
    return gettext("Front matter") if segment.kind == "front" else gettext("Untitled part")


def segment_titles(dialogue: Dialogue) -> dict[str, str]:
    """Return the segments' titles by id; a "Discussion" bears the title of what it discusses."""
    known = {s.id: s for s in dialogue.segments}
    titles = {}
    for segment in dialogue.segments:
        parent = known.get(segment.parent)
        titles[segment.id] = placed_title(segment, segment_title(parent) if parent else "")
    return titles


def placed_title(segment: Segment, above: str) -> str:
    """Return a segment's title, with that of the segment above it where its own says little."""
    title = segment_title(segment)
    return f"{above} › {title}" if above and segment.kind in PARTS else title


def language_of(dialogue: Dialogue) -> str:
    """Return the language of a dialogue's record: its first source's, empty where it has none."""
    return dialogue.sources[0].language if dialogue.sources else ""


def languages_of(store: Engine, titles: Titles) -> dict[str, str]:
    """Return the languages of the sources and dialogues that `titles` name, by their ids."""
    dialogues = list(dict.fromkeys(titles.dialogues.values()))
    return find_languages(store, dialogues) if dialogues else {}


def date_range(dialogue: Dialogue) -> str:
    """Write a dialogue's dates as people do: "15–16 October 2020"."""
    starts, ends = dialogue.starts, dialogue.ends
    if not starts:
        return ""
    if not ends or ends == starts:
        return day_name(starts)
    if (starts.year, starts.month) == (ends.year, ends.month):
        return f"{starts.day}–{day_name(ends)}"
    return f"{day_name(starts)} – {day_name(ends)}"
