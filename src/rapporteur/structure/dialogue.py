"""Make a dialogue from one laid-out source: segments, participants, facts, contradictions."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from rapporteur.cues import load_cues
from rapporteur.evidence import Dialogue, Participant, Sentence, Source, content_id
from rapporteur.gazetteer import Gazetteer
from rapporteur.structure.agenda import Agenda, Slot, find_agenda
from rapporteur.structure.blocks import lay_out
from rapporteur.structure.contradictions import Reading, find_contradictions
from rapporteur.structure.cover import Facts
from rapporteur.structure.facts import find_facts
from rapporteur.structure.introductions import Introduced, find_named, introduce_people
from rapporteur.structure.roster import (
    apply_named,
    find_place,
    gather_entities,
    merge_participants,
)
from rapporteur.structure.segments import Outline, outline
from rapporteur.wording import fold

Genre = Literal["report", "agenda", "concept note", "statement", "other"]
_FRONT = 4_000  # characters in which a file says what it is
_COMMON = frozenset({"a", "and", "draft", "final", "in", "of", "on", "report", "the"})
_REPORT = re.compile(
    r"^(?:[\w-]+ ){0,3}(?:report|summary|proceedings) (?:of|on)\b|: (?:\w+ )?report of"
)
_AGENDA_SHARE = 0.5  # of the sentences; a file with more of them in its agenda is one


def structure_source(source: Source, gazetteer: Gazetteer) -> Dialogue:
    """Lay out `source` and return the dialogue it records, with that one source in it."""
    return read_dialogue(lay_out(source), gazetteer)


def read_dialogue(source: Source, gazetteer: Gazetteer) -> Dialogue:
    """Return the dialogue that a source with blocks and sentences records."""
    agenda = find_agenda(source, gazetteer)
    plan = outline(source, agenda)
    source = _assign(source, plan)
    facts = find_facts(source, gazetteer)
    source = replace(source, genre=find_genre(source, agenda, facts.title))
    introduced = introduce_people(_outside(source, agenda), gazetteer)
    places = {s.id: s for s in plan.segments}
    mentions = [*_from_agenda(plan, source), *_from_text(introduced, source)]
    mentions = [replace(m, segment=find_place(m.segment, places)) for m in mentions]
    merged = merge_participants(mentions, plan.segments)
    people, odd = apply_named(merged, find_named(source.sentences, gazetteer))
    reading = Reading(
        source.id, plan.segments, tuple(mentions), people, introduced, odd, source.sentences
    )
    return Dialogue(
        id=name_dialogue(facts, source),
        title=facts.title,
        theme=facts.theme,
        starts=facts.starts,
        ends=facts.ends,
        place=facts.place,
        edition=facts.edition,
        convenor=facts.convenor,
        sources=(source,),
        segments=plan.segments,
        participants=people,
        entities=gather_entities(people, gazetteer),
        notices=find_contradictions(reading, gazetteer),
    )


def name_dialogue(facts: Facts, source: Source) -> str:
    """Return the dialogue's id: of its title's words and first day.

    Where no day and no year is stated, the title ("Report of the Secretary-General") may be
    another meeting's too, and the file counts instead.
    The order of the title's words does not count: "2020 Dialogue on X" and "Dialogue on X 2020"
    are one meeting.
    """
    words = " ".join(sorted(set(re.findall(r"\w+", fold(facts.title))) - _COMMON))
    dated = facts.starts is not None or re.search(r"\b(?:19|20)\d\d\b", facts.title)
    return content_id("dlg", words, facts.starts if dated and words else source.id)


def _assign(source: Source, plan: Outline) -> Source:
    """Give blocks and sentences their segments."""
    blocks = tuple(
        replace(block, segment=segment)
        for block, segment in zip(source.blocks, plan.of_block, strict=True)
    )
    sentences = tuple(replace(s, segment=plan.of_block[s.block]) for s in source.sentences)
    return replace(source, blocks=blocks, sentences=sentences)


def find_genre(source: Source, agenda: Agenda | None, title: str = "") -> Genre:
    """Tell what the file is to its dialogue: by its agenda's share, its title, its first words."""
    if agenda is not None:
        inside = sum(1 for s in source.sentences if agenda.first <= s.block <= agenda.last)
        if inside > _AGENDA_SHARE * len(source.sentences):
            return "agenda"
    if _REPORT.search(fold(title)):
        return "report"
    text = ""
    for sentence in source.sentences:
        text = f"{text} {fold(sentence.text)}"
        if len(text) > _FRONT:
            break
    for genre, pattern in load_cues("segments")["genres"]:
        if re.search(pattern, text[:_FRONT]):
            found: Genre = genre
            return found
    return "other"


def _outside(source: Source, agenda: Agenda | None) -> tuple[Sentence, ...]:
    """The sentences outside the agenda, whose people are read from its lines."""
    if agenda is None:
        return source.sentences
    inside = range(agenda.first, agenda.last + 1)
    return tuple(s for s in source.sentences if s.block not in inside)


def _from_agenda(plan: Outline, source: Source) -> list[Participant]:
    return [person for segment, slot in plan.slots for person in _of_slot(segment, slot, source)]


def _of_slot(segment: str, slot: Slot, source: Source) -> list[Participant]:
    return [
        Participant(
            listed.person.name,
            listed.person.role,
            listed.person.entity,
            listed.person.country,
            segment,
            listed.function,
            source.id,
            listed.page,
        )
        for listed in slot.people
    ]


def _from_text(introduced: Sequence[Introduced], source: Source) -> list[Participant]:
    return [
        Participant(
            person.name,
            person.role,
            person.entity,
            person.country,
            group.segment,
            function,
            source.id,
            group.page,
        )
        for group in introduced
        for person, function in group.people
    ]
