"""The main job on the real report: what it must show."""

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine

from rapporteur.evaluate import Evaluation, evaluate, read_labels
from rapporteur.evidence import Dialogue, Practice, Recommendation, check_quotation
from rapporteur.pipeline import ingest
from rapporteur.publish.rows import sentences
from rapporteur.settings import Settings
from rapporteur.store import open_store
from rapporteur.store.select import Filter, find_points
from rapporteur.store.view import (
    find_practices,
    find_recommendations,
    find_statements,
    get_dialogue,
    list_dialogues,
)


@pytest.fixture(scope="module")
def store(report_store: Engine) -> Engine:
    return report_store


@pytest.fixture(scope="module")
def dialogue(store: Engine) -> Dialogue:
    found = list_dialogues(store)
    assert len(found) == 1, "the concept note belongs to the report's dialogue"
    return get_dialogue(store, found[0].id)


@pytest.fixture(scope="module")
def scored(store: Engine, shared: Path) -> Evaluation:
    return evaluate(read_labels(shared / "gold" / "dev.jsonl"), sentences(store, Filter()))


@pytest.mark.parametrize(
    ("measure", "least"),
    [
        ("source F1", 0.96),
        ("speaker accuracy", 0.98),
        ("figures F1", 0.90),
        ("groups F1", 0.85),
        ("about F1", 0.95),
        ("kind accuracy", 0.70),
    ],
)
def test_labels_agree_with_careful_readers(scored: Evaluation, measure: str, least: float) -> None:
    assert scored.machine[measure] >= least


def test_every_labelled_sentence_is_found(scored: Evaluation) -> None:
    assert scored.found >= 0.99


def test_cover_facts_are_those_of_the_record(dialogue: Dialogue) -> None:
    assert "International Dialogue on Migration" in dialogue.title
    assert dialogue.theme.startswith("COVID-19 crisis: Reimagining the role of migrants")
    assert str(dialogue.starts) == "2020-10-15"
    assert str(dialogue.ends) == "2020-10-16"
    assert "Geneva" in dialogue.place
    assert dialogue.convenor == "IOM"
    assert "twentieth" in dialogue.edition


AGENDA = {
    "António Vitorino": ("IOM", ""),
    "Aissata Kane": ("IOM", ""),
    "Malek Deng Dau Deng": ("SSD", "SSD"),
    "Cláudia Pereira": ("PRT", "PRT"),
    "Stefano Sannino": ("EU", ""),
    "Ahmed M. Saleheen": ("BGD", "BGD"),
    "Yitna Getachew": ("IOM", ""),
    "Sarah Arriola": ("PHL", "PHL"),
    "Jean Ayoub": ("ISS", ""),
    "Nick Grono": ("Freedom Fund", "GBR"),
    "André Silva": ("INTERPOL", ""),
    "Isabela Atanasiu": ("EU", ""),
    "Trang Hong Vu": ("UNMGCY", "VNM"),
    "Bettina Etter": ("CHE", "CHE"),
    "Viorica Dumbraveanu": ("MDA", "MDA"),
    "Pauline Tamesis": ("UN", "KHM"),
    "Felipe Muñoz": ("IDB", ""),
    "Boubou Camara": ("WHO", "MRT"),
    "Laura Thompson": ("IOM", ""),
    "Maya Morsy": ("EGY", "EGY"),
    "Zsuzsanna Jakab": ("WHO", ""),
    "Christine Loew": ("UN-Women", ""),
    "María Corina Muskus Toro": ("UNMGCY", ""),
    "Chylian Azuh": ("Female Returnee Forum", "NGA"),
    "Beyleh Daher": ("Creative Spaces", "DJI"),
    "Houssein Mohammed": ("IOM", "DJI"),
    "Leonard Doyle": ("IOM", ""),
    "Glen Linder": ("CAN", "CAN"),
    "Ulvi Aliyev": ("AZE", "AZE"),
    "Robinson Sathekge": ("ZAF", "ZAF"),
    "Mónica Trigos Padilla": ("UNMGCY", ""),
    "Maurizio Busatti": ("IOM", ""),
    "Cécile Riallant": ("IOM", ""),
    "David Khoudour": ("UNDP", ""),
    "Mohammed Adjei Sowah": ("GHA", "GHA"),
    "Mohamed Sadiki": ("MAR", "MAR"),
    "Socorro Flores Liera": ("MEX", "MEX"),
    "Rui Macieira": ("PRT", "PRT"),
    "Christian Wolff": ("ACT Alliance", ""),
    "Eugenio Ambrosi": ("IOM", ""),
}


def test_everybody_on_the_agenda_is_there_with_role_entity_and_country(
    dialogue: Dialogue,
) -> None:
    found = {p.name: p for p in dialogue.participants}
    assert {name: (found[name].entity, found[name].country) for name in AGENDA} == AGENDA
    assert all(found[name].role for name in AGENDA)


def test_the_record_contradicts_itself_in_places_that_are_named(dialogue: Dialogue) -> None:
    notices = {n.code: n for n in dialogue.notices}
    assert {"moderator-differs", "name-spelling", "speaker-count"} <= set(notices)
    moderator = notices["moderator-differs"]
    assert "Laura Thompson" in moderator.message
    assert "Jacqueline Weekers" in moderator.message
    assert len(moderator.places) == 2
    assert "39" in notices["speaker-count"].message


def test_the_report_s_sections_tie_back_to_the_agenda(dialogue: Dialogue) -> None:
    titles = {s.id: s for s in dialogue.segments}
    panels = [s for s in dialogue.segments if s.kind == "panel" and s.number and s.panel]
    told = {s.number: titles[s.panel] for s in panels}
    assert set(told) >= {"1", "2", "3", "4", "5", "6"}
    assert all(agenda.begins and agenda.number == number for number, agenda in told.items())


def test_the_concept_note_s_themes_are_matched_to_panels(
    dialogue: Dialogue, concept_note: Path
) -> None:
    note = next(s for s in dialogue.sources if s.name == concept_note.name)
    panels = {s.id: s.number for s in dialogue.segments}
    themes = [s for s in dialogue.segments if s.source == note.id and s.panel]
    assert sorted(panels[s.panel] for s in themes) == ["1", "2", "3", "4", "5"]


def own(store: Engine) -> list[Recommendation]:
    return [r for r in find_recommendations(store) if r.voices == ("report",)]


def test_all_53_recommendations_of_the_report_and_no_others(
    store: Engine, dialogue: Dialogue
) -> None:
    segments = {s.id: s for s in dialogue.segments}
    titles = [segments[r.segment].title for r in own(store)]
    assert len(titles) == 53
    assert titles.count("Recommendations") == 24
    asked = [r.addressed_to for r in own(store) if segments[r.segment].title == "Recommendations"]
    assert all(asked)
    assert ("Governments and other stakeholders",) in asked
    assert ("IOM",) in asked


def test_calls_made_by_speakers_are_kept_apart(store: Engine) -> None:
    calls = [r for r in find_recommendations(store) if r.origin == "call"]
    assert len(calls) > 50
    assert all(r.voices != ("report",) for r in calls)


def practice_with(store: Engine, number: float) -> Practice:
    return next(p for p in find_practices(store) if any(f.value == number for f in p.figures))


def test_a_measure_is_brought_together_from_the_sentences_that_tell_of_it(
    store: Engine,
) -> None:
    decree = practice_with(store, 70_000)
    assert decree.implementers == ("PRT",)
    assert decree.since == "March 2020"
    assert "asylum_seekers_refugees" in decree.groups
    assert len(decree.points) >= 2
    assert practice_with(store, 4_000).id != decree.id


def test_every_quotation_stands_in_its_source(store: Engine, dialogue: Dialogue) -> None:
    pages = {s.id: s.pages for s in dialogue.sources}
    for statement in find_statements(store, find_points(store, Filter())):
        for point in statement.points:
            check_quotation(point.text, point.anchor, pages[statement.source])


def test_the_same_file_gives_the_same_bytes(
    store: Engine, report_text: Path, concept_note: Path, tmp_path: Path
) -> None:
    other = open_store(str(tmp_path / "other.db"))
    ingest([str(report_text), str(concept_note)], other, Settings())
    one, two = (list(sentences(engine, Filter())) for engine in (store, other))
    assert json.dumps(one) == json.dumps(two)
    other.dispose()
