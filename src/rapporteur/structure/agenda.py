"""Read a meeting's agenda: days, slots, descriptions, and the people it names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapporteur.evidence import Source
from rapporteur.evidence.dialogue import Function
from rapporteur.evidence.segment import SegmentKind
from rapporteur.gazetteer import Gazetteer
from rapporteur.structure.entries import Entry, read_entries, split_title
from rapporteur.structure.introductions import find_introduced
from rapporteur.structure.lines import lines_of
from rapporteur.structure.listed import is_closed, split_people
from rapporteur.structure.people import Person, parse_person
from rapporteur.structure.region import find_region, usual_width
from rapporteur.structure.titles import find_kind, find_number

_MAX_TITLE = 45  # words; a longer text under a slot is its description
_MAX_REST = 14  # words that may be left of a person's item after a gap
_FIRST_DATE = 1_000  # days above are ordinals of dates, those below the numbers of "Day 1"


@dataclass(frozen=True, slots=True)
class Listed:
    """A person an agenda names, what they do there, and the page."""

    person: Person
    function: Function
    page: int


@dataclass(slots=True)
class Slot:
    """One item of an agenda, as read; `inner` are titled presentations within it."""

    title: str
    kind: SegmentKind
    number: str
    page: int
    block: int
    day: int | None = None
    begins: str = ""
    ends: str = ""
    description: str = ""
    people: list[Listed] = field(default_factory=list)
    inner: list["Slot"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Agenda:
    """An agenda found in a source: its slots, and the blocks it takes, first to last."""

    slots: tuple[Slot, ...]
    first: int
    last: int


def find_agenda(source: Source, gazetteer: Gazetteer) -> Agenda | None:
    """Find the agenda in `source`, wherever it stands; None where it has none.

    An agenda has at least two time slots, or a day and numbered panels with labelled people,
    close together.
    """
    lines = lines_of(source)
    region = find_region(lines)
    if region is None:
        return None
    inside = lines[region.start : region.stop]
    slots = _read_slots(read_entries(inside), usual_width(inside), gazetteer)
    return Agenda(tuple(slots), inside[0].block, inside[-1].block) if slots else None


class _Reader:
    """Walks an agenda's entries and keeps the slot and the label in force."""

    def __init__(self, width: int, gazetteer: Gazetteer) -> None:
        self.width = width
        self.gazetteer = gazetteer
        self.slots: list[Slot] = []
        self.days: list[int] = []
        self.function: Function | None = None
        self.last = ""  # the words from which the last person was read

    @property
    def slot(self) -> Slot | None:
        """The innermost slot in force."""
        if not self.slots:
            return None
        last = self.slots[-1]
        return last.inner[-1] if last.inner else last

    def take(self, entry: Entry, following: Entry | None) -> None:
        """Read one entry; `following` tells a sub-title from a description."""
        if entry.kind == "text" and self._goes_on(entry, following):
            return
        self.last = ""
        if entry.kind == "day":
            self._take_day(entry)
        elif entry.kind == "slot" or self._is_untimed_panel(entry):
            self._open(entry)
        elif entry.kind == "label":
            self._take_label(entry)
        elif entry.kind == "item" and self._take_people(entry):
            return
        else:
            self._take_text(entry, following)

    def _take_label(self, entry: Entry) -> None:
        slot = self.slot
        if slot is not None and not slot.title and not entry.text:
            slot.title, slot.kind = entry.label, find_kind(entry.label)
            return
        self.function = entry.function
        self._take_people(entry)

    def _take_day(self, entry: Entry) -> None:
        day = entry.day if entry.day is not None else 0
        if day not in self.days:
            self.days.append(day)
        self.function = None

    def _is_untimed_panel(self, entry: Entry) -> bool:
        if entry.kind != "text" or not find_number(entry.text):
            return False
        last = self.slots[-1] if self.slots else None
        fresh = last is None or bool(last.title)
        return fresh and find_kind(entry.text) == "panel" and len(entry.text.split()) < _MAX_TITLE

    def _open(self, entry: Entry) -> None:
        title, description = split_title(entry, self.width)
        slot = _new_slot(title, entry)
        slot.description = description
        slot.day = self._day()
        if entry.time is not None:
            slot.begins, slot.ends = entry.time.begins, entry.time.ends
        self.slots.append(slot)
        self.function = None
        self._take_named(entry, title)

    def _day(self) -> int | None:
        if not self.days:
            return None
        last = self.days[-1]
        return last if last < _FIRST_DATE else sum(1 for day in self.days if day >= _FIRST_DATE)

    def _take_named(self, entry: Entry, text: str) -> None:
        """People that a title or an item names outright ("Opening remarks by Jane Doe, …")."""
        slot = self.slot
        if slot is not None:
            for person, function in find_introduced(text, self.gazetteer):
                slot.people.append(Listed(person, function, entry.page))

    def _take_people(self, entry: Entry) -> bool:
        slot = self.slot
        if slot is None:
            return False
        known = len(slot.people)
        self._take_named(entry, entry.text)
        if len(slot.people) == known:
            function = self.function or _function_of(slot.kind)
            for text in split_people(entry.text, self.gazetteer):
                person = parse_person(text, self.gazetteer)
                if person is not None:
                    slot.people.append(Listed(person, function, entry.page))
                    self.last = text
        return len(slot.people) > known

    def _goes_on(self, entry: Entry, following: Entry | None) -> bool:
        """Read a line parted from its item by a page or a gap: "…, Permanent" "Representative …".

        It belongs to the person before where that person's words end without an entity, or
        where it adds the country.
        """
        slot = self.slot
        if slot is None or not self.last or len(entry.text.split()) > _MAX_REST:
            return False
        if self._is_inner_title(entry, following) or parse_person(entry.text, self.gazetteer):
            return False
        person = parse_person(f"{self.last} {entry.text}", self.gazetteer)
        before = slot.people[-1]
        adds = person is not None and (person.entity, person.country) != ("", "")
        if person is None or not adds or person == before.person:
            return False
        if is_closed(self.last, self.gazetteer) and person.country == before.person.country:
            return False
        slot.people[-1] = Listed(person, before.function, before.page)
        self.last = f"{self.last} {entry.text}"
        return True

    def _take_text(self, entry: Entry, following: Entry | None) -> None:
        slot = self.slot
        if slot is None:
            return
        if not slot.title:
            slot.title, slot.description = split_title(entry, self.width)
            slot.kind, slot.number = find_kind(slot.title), find_number(slot.title)
            self._take_named(entry, slot.title)
        elif self._is_person_line(entry) and self._take_people(entry):
            return
        elif self._is_inner_title(entry, following):
            inner = _new_slot(entry.text, entry)
            inner.kind = self.slots[-1].kind
            inner.day = self.slots[-1].day
            self.slots[-1].inner.append(inner)
            self.function = None
        else:
            slot.description = f"{slot.description} {entry.text}".strip()

    def _is_person_line(self, entry: Entry) -> bool:
        """Under an open label, each plain line may name a person; a sentence does not."""
        return (
            self.function is not None
            and not entry.text.endswith(".")
            and "," in entry.text
            and len(entry.text.split()) < _MAX_TITLE
        )

    def _is_inner_title(self, entry: Entry, following: Entry | None) -> bool:
        return (
            following is not None
            and following.kind == "label"
            and following.function in ("panellist", "presenter")
            and not entry.text.endswith(".")
            and len(entry.text.split()) < _MAX_TITLE
        )


def _function_of(kind: SegmentKind) -> Function:
    functions: dict[SegmentKind, Function] = {"opening": "opening", "closing": "closing"}
    return functions.get(kind, "panellist")


def _new_slot(title: str, entry: Entry) -> Slot:
    return Slot(title, find_kind(title), find_number(title), entry.page, entry.block)


def _read_slots(entries: Sequence[Entry], width: int, gazetteer: Gazetteer) -> list[Slot]:
    reader = _Reader(width, gazetteer)
    for index, entry in enumerate(entries):
        following = entries[index + 1] if index + 1 < len(entries) else None
        reader.take(entry, following)
    return [slot for slot in reader.slots if re.search(r"\w", slot.title)]
