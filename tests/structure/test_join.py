"""Several files of one meeting make one dialogue."""

from dataclasses import replace
from pathlib import Path

from rapporteur.evidence import Dialogue, Source
from rapporteur.gazetteer import load_gazetteer
from rapporteur.read.text import read_text
from rapporteur.settings import Settings
from rapporteur.structure import structure_source
from rapporteur.structure.dialogue import read_dialogue
from rapporteur.structure.join import join_dialogues, same_dialogue
from tests.structure.made import lay

GAZETTEER = load_gazetteer()


def report(theme: str = "Roads after the flood") -> Dialogue:
    source = lay(
        ("heading", "INTRODUCTION"),
        f"The 2021 International Forum on Roads was held in Nairobi, on the theme {theme}.",
        "The 2021 International Forum on Roads was convened on 3 and 4 May 2021.",
        ("heading", "Panel 1 – Roads that lead people home"),
        "The panel was moderated by Bo Ekstrand, Adviser, ILO.",
        ("heading", "Panel 2 – Rivers and the people who cross them"),
        "The panel spoke of rivers.",
        name="report.txt",
    )
    return read_dialogue(source, GAZETTEER)


def agenda(moderator: str = "Bo Ekstrand, Adviser, ILO") -> Dialogue:
    source = lay(
        "International Forum on Roads 2021\n3 and 4 May 2021, Nairobi",
        "10:00–11:00 Panel 1: Roads that lead people home",
        f"Moderator: {moderator}",
        "Speakers:",
        ("item", "Ana Luarca, Head of Unit, Portugal"),
        "11:00–12:00 Panel 2: Rivers, and people who cross them",
        name="agenda.txt",
    )
    return read_dialogue(source, GAZETTEER)


def note(dates: str = "3 and 4 May 2021") -> Dialogue:
    source = lay(
        f"International Forum on Roads 2021\nRoads before the flood\n{dates}, Nairobi",
        "This concept note says what the Forum will be about. Themes are proposed as follows:",
        ("item", "Roads that lead all people home;"),
        ("item", "How rivers meet the people who cross them; and"),
        ("item", "Bread and butter."),
        name="note.txt",
    )
    return read_dialogue(source, GAZETTEER)


def test_files_of_one_meeting_are_known_by_title_and_days() -> None:
    assert same_dialogue(report(), agenda())
    assert same_dialogue(report(), note())


def test_meetings_on_other_days_are_others() -> None:
    assert not same_dialogue(report(), note("3 and 4 June 2021"))


def test_other_titles_are_other_meetings() -> None:
    other = lay("World Forum on Bread 2021\n3 and 4 May 2021, Nairobi")
    assert not same_dialogue(report(), read_dialogue(other, GAZETTEER))


def test_reviews_of_two_states_on_one_day_are_two_meetings() -> None:
    titles = [f"Report of the Working Group on the Review of Roads: {n}" for n in ("Chad", "Fiji")]
    one, other = (replace(report(), title=title, id=title) for title in titles)
    assert not same_dialogue(one, other)
    assert same_dialogue(one, replace(one, id="read from another file"))


def test_facts_missing_in_one_source_come_from_the_other() -> None:
    joined = join_dialogues(agenda(), report())
    assert joined.id == agenda().id
    assert joined.theme == "Roads after the flood"
    assert [s.name for s in joined.sources] == ["agenda.txt", "report.txt"]


def test_panels_of_the_report_tie_to_an_agenda_in_another_file() -> None:
    for joined in (join_dialogues(report(), agenda()), join_dialogues(agenda(), report())):
        known = {s.id: s.title for s in joined.segments}
        ties = {s.title: known[s.panel] for s in joined.segments if s.panel}
        assert ties["Panel 1 – Roads that lead people home"] == (
            "Panel 1: Roads that lead people home"
        )
        assert len(ties) == 2


def test_a_person_in_two_files_is_one_participant() -> None:
    joined = join_dialogues(report(), agenda())
    assert sorted(p.name for p in joined.participants) == ["Ana Luarca", "Bo Ekstrand"]


def test_moderators_that_differ_between_files_are_reported() -> None:
    joined = join_dialogues(report(), agenda("Flo Hale, Director, IOM"))
    assert "moderator-differs" in {n.code for n in joined.notices}
    assert "moderator-differs" not in {n.code for n in join_dialogues(report(), agenda()).notices}
    (notice,) = (n for n in joined.notices if n.code == "moderator-differs")
    assert "Bo Ekstrand on page 1 of report.txt" in notice.message
    assert " on page 1 of agenda.txt" in notice.message


def test_the_first_theme_stands_and_the_other_is_reported() -> None:
    joined = join_dialogues(report(), note())
    assert joined.theme == "Roads after the flood"
    (notice,) = (n for n in joined.notices if n.code == "theme-differs")
    assert "Roads before the flood" in notice.message


def test_themes_of_a_concept_note_tie_to_the_panels_they_grew_into() -> None:
    joined = join_dialogues(join_dialogues(report(), agenda()), note())
    known = {s.id: s.title for s in joined.segments}
    source = joined.sources[2]
    ties = {s.title: known[s.panel] for s in joined.segments if s.source == source.id and s.panel}
    assert ties == {
        "Roads that lead all people home": "Panel 1: Roads that lead people home",
        "How rivers meet the people who cross them": "Panel 2: Rivers, and people who cross them",
    }
    tied = [s for s in source.sentences if s.segment and known[s.segment] in ties]
    assert len(tied) == 2


def test_a_source_read_again_replaces_its_earlier_reading() -> None:
    once = join_dialogues(report(), agenda())
    assert join_dialogues(once, agenda()) == once


def test_report_and_concept_note_become_one_dialogue(report_text: Path, concept_note: Path) -> None:
    read = []
    for path in (report_text, concept_note):
        content = path.read_bytes()
        pages, _ = read_text(content, Settings())
        source = Source(path.stem, path.name, "text", content, pages)
        read.append(structure_source(source, GAZETTEER))
    assert same_dialogue(*read)
    joined = join_dialogues(*read)
    tied = [s for s in joined.segments if s.source == concept_note.stem and s.panel]
    assert len(tied) == 5
    assert len(joined.participants) == len(read[0].participants)
    assert not [
        n for n in joined.notices if n.code.endswith("-differs") and "Two sources" in n.message
    ]
