"""Name things as a reader knows them: entities, voices, segments, groups, codes."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from rapporteur.errors import EvidenceError
from rapporteur.evidence import Coding, Dialogue, Segment, Voice
from rapporteur.extract.practice.instruments import list_instruments
from rapporteur.frameworks import load_frameworks
from rapporteur.gazetteer import load_gazetteer

MANNERS = {
    "floor": "from the floor",
    "written": "in writing",
    "on behalf": "on behalf of others",
    "collective": "several together",
    "report": "",  # the voice's name says it
}
# Such a title says little without the one above it.
PARTS = ("overview", "discussion", "recommendations", "conclusions")


def entity_name(code: str) -> str:
    """Return the name of a State or organisation by its code; what is no code stays as it is."""
    try:
        return load_gazetteer().get_entity(code).name
    except EvidenceError:
        return code


def voice_name(voice: Voice) -> str:
    """Say whose words they are: names first, then whom they speak for."""
    entities = ", ".join(entity_name(code) for code in voice.entities)
    if voice.manner == "report":
        return "The report"
    if voice.speakers:
        return f"{' and '.join(voice.speakers)} ({entities})" if entities else voice.speaker
    return entities or "Participants, unnamed"


def manner_name(manner: str) -> str:
    """Say how a voice spoke, empty for the report's own."""
    return MANNERS.get(manner, manner)


def group_title(code: str) -> str:
    """Return the title of an affected group."""
    return code_title("groups", code) or code.replace("_", " ")


def instrument_title(code: str) -> str:
    """Return the title of a type of measure."""
    return list_instruments().get(code, code)


def code_title(framework: str, code: str) -> str:
    """Return the official title of a code, empty for an unknown one."""
    return _titles(framework).get(code, "")


@cache
def _titles(framework: str) -> dict[str, str]:
    return {c.code: c.title for c in load_frameworks()[framework].codes}


def finest_codings(codings: Iterable[Coding]) -> list[Coding]:
    """Return the codings of the agreed lists, without those that a finer one says better."""
    listed = [c for c in codings if c.framework in ("gcm", "sdg")]
    held = {(c.framework, c.code.rpartition(".")[0]) for c in listed}
    return [c for c in listed if (c.framework, c.code) not in held]


def segment_title(segment: Segment) -> str:
    """Return a segment's title; text before the first heading has none and is called by kind."""
    return segment.title or ("Front matter" if segment.kind == "front" else "Untitled part")


def segment_titles(dialogue: Dialogue) -> dict[str, str]:
    """Return the segments' titles by id; a "Discussion" bears the title of what it discusses."""
    known = {s.id: s for s in dialogue.segments}
    titles = {}
    for segment in dialogue.segments:
        title, parent = segment_title(segment), known.get(segment.parent)
        titles[segment.id] = (
            f"{segment_title(parent)} › {title}" if parent and segment.kind in PARTS else title
        )
    return titles


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


def day_name(day: date) -> str:
    """Write a date as "15 October 2020"."""
    return f"{day.day} {day:%B %Y}"
