"""Whom each sentence of a record is attributed to, in invented records and in real ones."""

import importlib.util
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rapporteur.evidence import Dialogue, Participant, Segment
from rapporteur.extract.voice.abbreviations import find_abbreviations
from rapporteur.extract.voice.people import find_people
from rapporteur.extract.voice.voices import find_voices
from rapporteur.gazetteer import Gazetteer, load_gazetteer
from rapporteur.read import read_source
from rapporteur.settings import Settings
from rapporteur.structure import structure_source
from tests.extract.voice.hearing import voices
from tests.making import make_source


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.mark.parametrize(
    ("sentence", "source", "speaker", "manner"),
    [
        ("Ana Reis (Portugal) said that ports were open.", "PRT", "Ana Reis", "panellist"),
        ("The representative of Chile remarked that ports were open.", "CHL", "", "floor"),
        ("Speaking from the floor, the representative of the Niger agreed.", "NER", "", "floor"),
        (
            "In submitted remarks for Panel 2, Jo Lund (Harbour Trust) noted the delay.",
            "Harbour Trust",
            "Jo Lund",
            "written",
        ),
        (
            "Ana Reis (Portugal) and Jo Lund (WHO) said that ports were open.",
            "PRT+WHO",
            "Ana Reis+Jo Lund",
            "panellist",
        ),
        (
            "The representative of Cambodia, on behalf of the Group of 77 and China, agreed.",
            "KHM+G77",
            "",
            "on behalf",
        ),
        ("In her closing remarks, Mona Adel (Egypt) said that all was well.", "EGY", "Mona Adel",
         "panellist"),
        ("Several speakers on Panel 3 observed that ports were open.", "participants", "",
         "collective"),
        ("One delegation asked for a longer list.", "participants", "", "collective"),
        ("The representative of one regional group said that ports were open.", "participants", "",
         "collective"),
        ("Jo Lund (Harbour Trust, Ghana) spoke about nets.", "Harbour Trust", "Jo Lund",
         "panellist"),
        ("Jo Lund (Ministry of Health, Ghana) spoke about nets.", "GHA", "Jo Lund", "panellist"),
        ("Panel 4 focused on open ports.", "report", "", "report"),
        ("The Minister of Health of Ghana, Jo Lund, said that clinics were open.", "GHA",
         "Jo Lund", "panellist"),
        ("The panel had four speakers: Ana Reis, Minister, Portugal, who described ports.",
         "report", "", "report"),
        ("Strict Harbour Rules (the Rules) entered into force.", "report", "", "report"),
    ],
)  # fmt: skip
def test_an_opening_tells_who_speaks_and_how(
    sentence: str, source: str, speaker: str, manner: str, gazetteer: Gazetteer
) -> None:
    (voice,) = voices(sentence, gazetteer)
    assert (voice.source, voice.speaker, voice.manner) == (source, speaker, manner)


def test_reported_speech_goes_on_over_paragraphs_until_another_voice(
    gazetteer: Gazetteer,
) -> None:
    text = (
        "Ana Reis (Portugal) said that ports were open.\n"
        "Her Government had hired forty clerks.\n"
        "It had also bought boats.\n"
        "The representative of Chile agreed.\n"
        "Fees had been cut.\n"
    )
    found = [voice.source for voice in voices(text, gazetteer)]
    assert found == ["PRT", "PRT", "PRT", "CHL", "CHL"]


def test_the_records_own_narration_and_headings_end_a_speech(gazetteer: Gazetteer) -> None:
    text = (
        "Ana Reis (Portugal) said that ports were open.\n"
        "The panel was moderated by Jo Lund, Head, IOM.\n"
        "Fees had been cut.\n"
        "Ana Reis (Portugal) said that fees were low.\n"
        "Recommendations\n"
        "Fees should stay low.\n"
    )
    found = [voice.source for voice in voices(text, gazetteer, headings=(4,))]
    assert found == ["PRT", "report", "report", "PRT", "report", "report"]


def test_a_collective_voice_in_an_overview_ends_with_its_paragraph(gazetteer: Gazetteer) -> None:
    text = (
        "Participants observed that ports were open.\n"
        "Fees had been cut.\n"
        "The storm had closed two harbours.\n"
    )
    found = voices(text, gazetteer, segment="overview", paragraphs=(0, 2))
    assert [voice.source for voice in found] == ["participants", "participants", "report"]


def test_a_body_quoted_within_a_speech_has_that_sentence_only(gazetteer: Gazetteer) -> None:
    text = (
        "Ana Reis (Portugal) said that ports were open.\n"
        "According to UNICEF, two in three children had no books.\n"
        "Portugal would send books.\n"
        "As the representative of Chile had said, books mattered.\n"
    )
    found = [voice.source for voice in voices(text, gazetteer)]
    assert found == ["PRT", "UNICEF", "PRT", "PRT"]


def test_a_list_speaks_with_the_voice_of_its_lead_in(gazetteer: Gazetteer) -> None:
    text = (
        "Participants recommended the following:\n"
        "Open ports;\n"
        "Low fees.\n"
    )  # fmt: skip
    found = voices(text, gazetteer, segment="recommendations", paragraphs=(0,))
    assert {voice.source for voice in found} == {"participants"}


def test_an_officer_speaks_for_the_body_that_meets(gazetteer: Gazetteer) -> None:
    title = "Report of the Executive Board of the United Nations Children’s Fund (UNICEF)"
    text = (
        "The Executive Director said that vaccines had come.\n"
        "One delegation asked for more.\n"
        "In response, the Director, Supply Division, confirmed that more would come.\n"
        "She noted that roads were closed.\n"
    )
    found = voices(text, gazetteer, title=title)
    assert [v.source for v in found] == ["UNICEF", "participants", "UNICEF", "UNICEF"]
    assert {v.speaker for v in found} == {""}


def test_states_in_their_own_name_and_the_state_under_review(gazetteer: Gazetteer) -> None:
    title = "Report of the Working Group on the Universal Periodic Review Malta"
    text = "\n".join(
        [
            "The Working Group on the Universal Periodic Review adopted the report on Malta.",
            "Algeria noted the new law.",
            "It asked about prisons.",
            "Algeria made recommendations.",
            "Peru welcomed the new law.",
            "India, while noting progress, requested figures.",
            "Norway urged Malta to build shelters.",
            "Chile thanked the delegation.",
            "The delegation stated that shelters had been built.",
            "Two were in the north.",
            "Build more shelters (Germany, France);",
        ]
    )
    found = [voice.source for voice in voices(text, gazetteer, title=title)]
    assert found == [
        "report", "DZA", "DZA", "DZA", "PER", "IND", "NOR", "CHL", "MLT", "MLT", "DEU+FRA",
    ]  # fmt: skip


def test_no_name_is_guessed(gazetteer: Gazetteer) -> None:
    people = (
        Participant("Ana Reis", "Director General", "IOM", "", "part", "opening"),
        Participant("Jo Lund", "Adviser", "IOM", "", "part", "moderator"),
        Participant("Bo Lund", "Adviser", "IOM", "", "part", "panellist"),
    )
    text = (
        "The session was opened by the IOM Director General, who welcomed the guests.\n"
        "The IOM Adviser said that forms were short.\n"
        "A teacher said that forms were long.\n"
    )
    first, second, third = voices(text, gazetteer, people=people)
    assert (first.source, first.speaker) == ("IOM", "Ana Reis")
    assert (second.source, second.speaker) == ("IOM", "")
    assert (third.source, third.speaker) == ("participants", "")


def test_a_foreword_is_spoken_by_whoever_signs_it(gazetteer: Gazetteer) -> None:
    source = make_source(
        "Foreword\nWe met in the spring.\nIt was good.\nAna Reis\nDirector General\n"
    )
    part = Segment("part", "Foreword", "front")
    made = tuple(replace(s, segment="part") for s in source.sentences)
    source = replace(source, sentences=(replace(made[0], kind="heading"), *made[1:]))
    person = Participant("Ana Reis", "Director General", "IOM", "", "part", "opening")
    dialogue = Dialogue("d", "A Dialogue", segments=(part,), participants=(person,))
    found = [v.speaker for v in find_voices(dialogue, source, gazetteer)]
    assert found[:3] == ["", "Ana Reis", "Ana Reis"]


def test_a_document_gives_bodies_short_names(gazetteer: Gazetteer) -> None:
    text = "It was led by the Northern Harbour Association (NHA) and a Low Fee Plan (LFP)."
    found = find_abbreviations([text], gazetteer)
    assert found["NHA"].name == found["Northern Harbour Association"].name
    assert "LFP" not in found


def test_a_representative_whom_nobody_names_is_unnamed_and_stays_so(gazetteer: Gazetteer) -> None:
    text = (
        "The representatives of Peru and Chile described their ports.\n"
        "During the discussion, several representatives spoke, and raised these points:\n"
        "One representative opposed higher fees.\n"
        "The representative also expressed doubts about boats.\n"
    )
    found = [voice.source for voice in voices(text, gazetteer)]
    assert found == ["PER+CHL", "report", "participants", "participants"]


def test_a_post_a_body_or_a_surname_leads_back_to_who_was_named_with_it(
    gazetteer: Gazetteer,
) -> None:
    text = (
        "The Permanent Representative of Chile, in a letter dated 3 May addressed to the Chair, "
        "stated that ports were open.\n"
        "The Northern Harbour Agency noted that two were closed.\n"
        "In a letter dated 4 May, the Permanent Representative of Peru said that one was.\n"
        "The Agency stated that it had counted both.\n"
        "The Permanent Representative also stated that fees were low.\n"
        "He added that boats were new.\n"
    )
    found = [voice.source for voice in voices(text, gazetteer)]
    assert found == [
        "CHL", "Northern Harbour Agency", "PER", "Northern Harbour Agency", "PER", "PER",
    ]  # fmt: skip


def test_a_secretary_general_of_another_body_is_not_the_united_nations(
    gazetteer: Gazetteer,
) -> None:
    title = "Report of the Working Group on the Universal Periodic Review Malta"
    text = (
        "The Working Group on the Universal Periodic Review adopted the report on Malta.\n"
        "H.E. Jo Mohd. Lund, Secretary-General, Ministry of Trade, thanked all delegations.\n"
    )
    last = voices(text, gazetteer, title=title)[-1]
    assert (last.source, last.speaker) == ("MLT", "Jo Mohd. Lund")
    (other,) = voices("The Secretary-General of Open Harbours, Jo Lund, spoke of ports.", gazetteer)
    assert other.source == "Open Harbours"


def test_a_named_person_keeps_the_organisation_in_the_records_words(gazetteer: Gazetteer) -> None:
    (voice,) = voices(
        "A regional economist at the Agence des ports libres, Jo Lund, said that it was late.",
        gazetteer,
    )
    assert (voice.source, voice.speaker) == ("Agence des ports libres", "Jo Lund")


def test_a_moderator_speaks_in_the_clause_behind_the_name(gazetteer: Gazetteer) -> None:
    text = (
        "The session was moderated by the Ambassador of Mexico to Chile, Ana Reis, "
        "who invited all to speak.\n"
        "The Director of Ports at the World Health Organization, Jo Lund, who moderated the "
        "debate, said that it was late.\n"
    )
    first, second = voices(text, gazetteer)
    assert (first.source, first.manner) == ("MEX", "moderator")
    assert (second.source, second.speaker, second.manner) == ("WHO", "Jo Lund", "moderator")


@pytest.mark.parametrize(
    "moderating",
    [
        "Jo Lund, Senior Adviser for the islands, IOM, moderated the discussion.",
        "Jo Lund (IOM) chaired the second panel on ports.",
        "Jo Lund, Head of Ports, IOM, facilitated the debate, which heard four captains.",
    ],
)
def test_who_moderated_is_told_by_the_record_and_speaks_from_there(
    moderating: str, gazetteer: Gazetteer
) -> None:
    text = (
        "Ana Reis (Portugal) said that ports were open.\n"
        f"{moderating}\n"
        "She thanked the captains and said that it was late.\n"
    )
    before, told, after = voices(text, gazetteer, paragraphs=(0, 1))
    assert (before.source, told.source, told.speaker) == ("PRT", "report", "")
    assert (after.source, after.speaker, after.manner) == ("IOM", "Jo Lund", "moderator")


@pytest.mark.parametrize(
    "saying",
    [
        "Jo Lund, Senior Adviser, IOM, moderated the discussion and said that it was late.",
        "Jo Lund (IOM) moderated the discussion, stressing that it was late.",
    ],
)
def test_a_moderator_whose_words_are_told_speaks(saying: str, gazetteer: Gazetteer) -> None:
    (voice,) = voices(saying, gazetteer)
    assert (voice.source, voice.speaker) == ("IOM", "Jo Lund")


def test_a_meeting_that_a_state_once_chaired_is_part_of_its_speech(gazetteer: Gazetteer) -> None:
    text = (
        "Ana Reis (Portugal) said that ports were open.\n"
        "Costa Rica had chaired the first meeting.\n"
    )
    assert [v.source for v in voices(text, gazetteer)] == ["PRT", "PRT"]


def test_what_a_presenter_adds_is_speech_and_what_a_document_holds_is_not(
    gazetteer: Gazetteer,
) -> None:
    text = (
        "The representative of Chile delivered the report, noting that ports were open.\n"
        "The representative of Peru delivered the report, outlining its chapters.\n"
    )
    found = [voice.source for voice in voices(text, gazetteer)]
    assert found == ["CHL", "report"]


def test_the_records_own_person_is_nobodys_voice(gazetteer: Gazetteer) -> None:
    text = (
        "Several delegations asked for open ports.\n"
        "I have since written to the two Governments.\n"
        "Some Annex I Parties noted the delay.\n"
    )
    found = [voice.source for voice in voices(text, gazetteer)]
    assert found == ["participants", "report", "participants"]


def test_in_a_review_a_state_that_begins_a_paragraph_has_the_floor(gazetteer: Gazetteer) -> None:
    title = "Report of the Working Group on the Universal Periodic Review Malta"
    text = (
        "The Working Group on the Universal Periodic Review adopted the report on Malta.\n"
        "Peru cherished the calm of the islands.\n"
    )
    assert voices(text, gazetteer, title=title)[-1].source == "PER"


def test_a_report_and_a_joint_statement_speak_for_their_authors(gazetteer: Gazetteer) -> None:
    text = (
        "The report by the Northern Harbour Commission found that two ports were closed.\n"
        "A joint statement delivered on behalf of a group of delegations welcomed that.\n"
        "A joint statement delivered on behalf of the European Union welcomed that.\n"
        "Another joint statement by Malta, Chile and Peru called for quieter ports.\n"
    )
    *found, several = [(voice.source, voice.manner) for voice in voices(text, gazetteer)]
    assert several == ("MLT+CHL+PER", "on behalf")
    assert found == [
        ("Northern Harbour Commission", "panellist"),
        ("participants", "collective"),
        ("EU", "on behalf"),
    ]


def test_a_letter_is_one_voice_up_to_its_signature(gazetteer: Gazetteer) -> None:
    source = make_source(
        "Letter from the Minister of Ports of Malta\nI write to you in the spring.\n"
        "Chile noted the same.\n(Signed) Jo Lund Minister of Ports Republic of Malta\n"
    )
    part = Segment("part", "Letter from the Minister of Ports of Malta", "chapter")
    made = tuple(replace(s, segment="part") for s in source.sentences)
    source = replace(source, sentences=(replace(made[0], kind="heading"), *made[1:]))
    dialogue = Dialogue("d", "A Dialogue", segments=(part,))
    found = [v.source for v in find_voices(dialogue, source, gazetteer)]
    assert found == ["report", "MLT", "MLT", "report"]


def test_people_named_as_they_speak_are_participants(gazetteer: Gazetteer) -> None:
    source = make_source(
        "The Minister of Health of Chile, Ana Reis, said that clinics were open.\n"
        "The session was moderated by the Head of Ports of Kenya, Jo Lund.\n"
        "Bo Holm (Harbour Trust) agreed.\n"
        "Ms. Ana Reis (Chile) added that they were new.\n"
        "Ms. Mia Hanga (Namibia) thanked them and said that hers were too.\n"
    )
    known = Participant("Bo Holm", "Clerk", "Harbour Trust", "", "", "panellist")
    dialogue = Dialogue("d", "A Dialogue", participants=(known,))
    found = find_people(dialogue, source, find_voices(dialogue, source, gazetteer))
    assert [(p.name, p.role, p.entity, p.country, p.function) for p in found] == [
        ("Ana Reis", "Minister of Health of Chile", "CHL", "CHL", "participant"),
        ("Jo Lund", "Head of Ports of Kenya", "KEN", "KEN", "moderator"),
        ("Mia Hanga", "", "NAM", "NAM", "participant"),
    ]


def _score(shared: Path, gold: str, source: Path, gazetteer: Gazetteer) -> dict[str, Any]:
    spec = importlib.util.spec_from_file_location("score", shared / "tools" / "score.py")
    assert spec is not None and spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    dialogue = structure_source(read_source(source, Settings()), gazetteer)
    laid_out = dialogue.sources[0]
    rows = [
        {"text": sentence.text, "source": voice.source, "speaker": voice.speaker}
        for sentence, voice in zip(
            laid_out.sentences, find_voices(dialogue, laid_out, gazetteer), strict=True
        )
    ]
    lines = (shared / "gold" / gold).read_text(encoding="utf-8").splitlines()
    measured: dict[str, Any] = scorer.score([json.loads(line) for line in lines if line], rows)
    return measured


def test_the_dialogue_report_is_attributed_as_readers_do(
    shared: Path, report_text: Path, gazetteer: Gazetteer
) -> None:
    machine = _score(shared, "dev.jsonl", report_text, gazetteer)["machine"]
    assert machine["source_f1"] >= 0.96
    assert machine["speaker_accuracy"] >= 0.98


@pytest.mark.parametrize(
    ("gold", "file", "least"),
    [
        ("more/unicef.jsonl", "un-docs/E_2025_34 (Part I).en.pdf", 0.92),
        ("more/tdb2.jsonl", "un-docs/A_80_15 (Part II).en.pdf", 0.9),
        ("more/greece.jsonl", "upr/greece2011.pdf", 0.97),
        ("more/seminar.jsonl", "un-docs/A_AC.109_2025_20.en.pdf", 0.9),
    ],
)
def test_reports_of_other_bodies_are_attributed_as_a_reader_does(
    gold: str, file: str, least: float, shared: Path, gazetteer: Gazetteer
) -> None:
    machine = _score(shared, gold, shared / "data" / file, gazetteer)["machine"]
    assert machine["source_f1"] >= least
    assert machine["speaker_accuracy"] >= 0.98
