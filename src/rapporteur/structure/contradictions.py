"""Find where a record disagrees with itself, and say so with both places."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapporteur.evidence import Notice, Participant, Segment, Sentence
from rapporteur.gazetteer import Gazetteer
from rapporteur.structure.forms import read_number
from rapporteur.structure.introductions import Introduced
from rapporteur.structure.roster import Misspelling, is_near, same_person

STAGE = "structure"
_FEWEST = 10  # people a record has to list before its total can be doubted
_CHECK = "Check with the secretariat which is right, and correct the record."


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one source: `mentions` are its participants before merging.

    Each mention's segment is already the agenda's, where the record has an agenda.
    """

    source: str
    segments: tuple[Segment, ...]
    mentions: tuple[Participant, ...]
    participants: tuple[Participant, ...]
    introduced: tuple[Introduced, ...]
    odd: tuple[Misspelling, ...]
    sentences: tuple[Sentence, ...]


def find_contradictions(reading: Reading, gazetteer: Gazetteer) -> tuple[Notice, ...]:
    """Return a Notice for each place where the record disagrees with itself."""
    return (
        *find_moderators(reading.source, reading.segments, reading.mentions),
        *_spellings(reading),
        *_panel_counts(reading),
        *_whole_count(reading),
        *_bodies(reading, gazetteer),
    )


def _notice(code: str, message: str, source: str, pages: Sequence[int]) -> Notice:
    places = tuple(dict.fromkeys(page for page in pages if page))
    return Notice(STAGE, code, message, source, places, _CHECK)


def find_moderators(
    source: str,
    segments: Sequence[Segment],
    mentions: Sequence[Participant],
    files: Mapping[str, str] | None = None,
) -> list[Notice]:
    """Report the segments for which two places name different moderators.

    `files` are the names of sources by their id: where the two places stand in two files, each
    is named with its own.
    """
    titles = {s.id: s.title for s in segments}
    found = []
    for segment in dict.fromkeys(m.segment for m in mentions):
        people = [m for m in mentions if m.segment == segment and m.function == "moderator"]
        pair = _disjoint(people)
        if pair is not None and titles.get(segment):
            first, other = pair
            apart = files if files and first.source != other.source else {}
            message = (
                f"The record names two different moderators of “{titles[segment]}”: "
                f"{first.name} on {_place(first, apart)}, {other.name} on {_place(other, apart)}."
            )
            where = source if apart else first.source or source
            pages = [p.page for p in pair if p.source == where or not apart]
            found.append(_notice("moderator-differs", message, where, pages))
    return found


def _place(person: Participant, files: Mapping[str, str]) -> str:
    name = files.get(person.source, "")
    return f"page {person.page} of {name}" if name else f"page {person.page}"


def _disjoint(people: Sequence[Participant]) -> tuple[Participant, Participant] | None:
    """One person of each of two places that name no person in common."""
    places: dict[tuple[str, int], list[Participant]] = {}
    for person in people:
        places.setdefault((person.source, person.page), []).append(person)
    groups = list(places.values())
    for index, group in enumerate(groups):
        for other in groups[index + 1 :]:
            if not any(same_person(a, b) for a in group for b in other):
                return group[0], other[0]
    return None


def _spellings(reading: Reading) -> list[Notice]:
    found: dict[frozenset[str], Notice] = {}
    pairs = [(odd.participant, odd.spelling, odd.page) for odd in reading.odd]
    for index, one in enumerate(reading.mentions):
        for other in reading.mentions[index + 1 :]:
            near = other.segment == one.segment and is_near(one.name, other.name)
            if near and same_person(one, other):
                pairs.append((one, other.name, other.page))
    for person, spelling, page in pairs:
        message = (
            f"One person’s name is spelled in two ways: “{person.name}” on page {person.page} "
            f"and “{spelling}” on page {page}."
        )
        notice = _notice("name-spelling", message, reading.source, (person.page, page))
        found.setdefault(frozenset((person.name, spelling)), notice)
    return list(found.values())


def _panel_counts(reading: Reading) -> list[Notice]:
    """A sentence that says how many speakers it lists, and lists another number."""
    titles = {s.id: s.title for s in reading.segments}
    found = []
    for listing in reading.introduced:
        listed = len(listing.people)
        if listing.stated is None or listing.stated == listed:
            continue
        title = titles.get(listing.segment, "")
        where = f" of “{title}”" if title else ""
        message = (
            f"Page {listing.page} states {listing.stated} speakers{where} and lists {listed}: "
            f"{', '.join(person.name for person, _ in listing.people)}."
        )
        found.append(_notice("speaker-count", message, reading.source, (listing.page,)))
    return found


_TOTAL = re.compile(
    r"\b(?:panels?|sessions?|dialogue|conference|meeting|event)\b[^.]*?"
    r"\b(?P<count>\d+|[a-z]+(?:-[a-z]+)?) (?:speakers|panellists|panelists)\b",
    re.IGNORECASE,
)


def _whole_count(reading: Reading) -> list[Notice]:
    """The number of speakers stated for the whole meeting, against those the record names.

    Records count in different ways, so it is doubted only where neither the panellists, nor
    they with the moderators, nor everybody comes to that number.
    """
    people = reading.participants
    whole = [p for p in people if p.function != "participant"]
    if len(whole) < _FEWEST or not any(s.kind == "agenda" for s in reading.segments):
        return []
    for sentence in reading.sentences:
        match = _TOTAL.search(sentence.text)
        stated = read_number(match["count"]) if match else None
        if stated is None or stated < _FEWEST:
            continue
        moderators = _count_moderators(whole)
        panel = _count(whole, "panellist") + _count(whole, "presenter")
        others = _count(whole, "opening") + _count(whole, "closing")
        if stated in (panel, panel + moderators, panel + moderators + others):
            return []
        page = sentence.pieces[0].page
        message = (
            f"Page {page} states {stated} speakers; the record names "
            f"{panel} panellists and presenters, {moderators} moderators, and {others} who "
            "opened or closed the meeting."
        )
        first = min(p.page for p in whole)
        return [_notice("speaker-count", message, reading.source, (page, first))]
    return []


def _count_moderators(people: Sequence[Participant]) -> int:
    """Moderators, counting two that the record names for one panel as one."""
    names = _distinct([p for p in people if p.function == "moderator"])
    panels = {p.segment for p in people if p.function == "moderator"}
    return min(len(names), len(panels))


def _count(people: Sequence[Participant], function: str) -> int:
    return len(_distinct([p for p in people if p.function == function]))


def _distinct(people: Sequence[Participant]) -> list[Participant]:
    kept: list[Participant] = []
    for person in people:
        if not any(same_person(person, other) for other in kept):
            kept.append(person)
    return kept


_REPRESENTED = re.compile(
    r"\brepresentatives? of (?:the )?((?:[A-ZÀ-Þ][\w’'-]*|of|for|and|the|on)"
    r"(?: (?:[A-ZÀ-Þ][\w’'-]*|of|for|and|the|on))+)"
)


def _bodies(reading: Reading, gazetteer: Gazetteer) -> list[Notice]:
    """An organisation whose name stands in two nearly equal forms."""
    names: dict[str, int] = {}
    for sentence in reading.sentences:
        for match in _REPRESENTED.finditer(sentence.text):
            name = re.sub(r"(?: (?:of|for|and|the|on))+$", "", match[1])
            if len(name.split()) > 1 and gazetteer.find_state(name) is None:
                names.setdefault(name, sentence.pieces[0].page)
    found = []
    listed = list(names.items())
    for index, (one, page) in enumerate(listed):
        for other, place in listed[index + 1 :]:
            if is_near(one, other):
                message = (
                    f"One organisation seems to be named in two ways: “{one}” on page {page} "
                    f"and “{other}” on page {place}."
                )
                found.append(_notice("name-spelling", message, reading.source, (page, place)))
    return found
