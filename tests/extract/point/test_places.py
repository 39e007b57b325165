"""The countries whose practice or situation a sentence is about."""

from dataclasses import replace

import pytest

from rapporteur.evidence import REPORT, Kind, Source, Voice
from rapporteur.extract.point.kinds import KindGuess
from rapporteur.extract.point.places import find_places
from rapporteur.gazetteer import Gazetteer, load_gazetteer
from tests.making import make_source

STATE = Voice("floor", ("PRT",))
BODY = Voice("panellist", ("IOM",))


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def about(
    gazetteer: Gazetteer, text: str, voice: Voice, kind: Kind, reason: str = ""
) -> tuple[str, ...]:
    source = make_source(text)
    guess = KindGuess(kind, 0.9, reason)
    return find_places(source, (voice,), gazetteer, (guess,))[0]


def test_a_measure_told_by_a_state_is_its_own(gazetteer: Gazetteer) -> None:
    text = "The representative of Portugal said that permits had been extended."
    assert about(gazetteer, text, STATE, "practice") == ("PRT",)


def test_namibia_is_a_state_though_its_code_names_a_movement_too(gazetteer: Gazetteer) -> None:
    voice = Voice("floor", ("NAM",))
    assert about(gazetteer, "It had opened a centre.", voice, "practice") == ("NAM",)


def test_a_general_statement_of_a_state_is_about_no_country(gazetteer: Gazetteer) -> None:
    text = "The representative of Portugal said that borders should be open."
    assert about(gazetteer, text, STATE, "recommendation") == ()


def test_a_hardship_in_the_speaker_s_country_is_about_it(gazetteer: Gazetteer) -> None:
    text = "Violence had risen in her country."
    assert about(gazetteer, text, STATE, "challenge") == ("PRT",)


def test_a_partner_named_beside_is_about_both(gazetteer: Gazetteer) -> None:
    text = "It had signed an agreement with Germany on nurses."
    assert about(gazetteer, text, STATE, "practice") == ("PRT", "DEU")


def test_an_organisation_is_only_about_the_countries_it_names(gazetteer: Gazetteer) -> None:
    assert about(gazetteer, "It had opened a centre.", BODY, "practice") == ()
    assert about(gazetteer, "Kenyan camps were full.", BODY, "challenge") == ("KEN",)


def test_procedure_is_about_no_country(gazetteer: Gazetteer) -> None:
    assert about(gazetteer, "The meeting was held in Geneva, Switzerland.", REPORT, "other") == ()


def test_speakers_are_introduced_with_their_countries(gazetteer: Gazetteer) -> None:
    text = (
        "The panel had two speakers: Ana Lua, Minister, Portugal, who described her country’s "
        "visas; and Jo Oak, founder of Boats, Kenya, who spoke about her work."
    )
    assert about(gazetteer, text, REPORT, "other") == ("PRT",)


def review(gazetteer: Gazetteer, *told: tuple[str, Voice, Kind]) -> tuple[tuple[str, ...], ...]:
    lines = [text for text, _, _ in told]
    title = "Report of the Working Group on the Universal Periodic Review: Chile"
    source: Source = make_source("\n".join([title, *lines]))
    source = replace(source, sentences=source.sentences[1:])
    guesses = tuple(KindGuess(kind, 0.9, "") for _, _, kind in told)
    return find_places(source, tuple(voice for _, voice, _ in told), gazetteer, guesses)


def test_a_review_is_about_the_state_under_review(gazetteer: Gazetteer) -> None:
    found = review(
        gazetteer,
        ("Peru welcomed the new law of Chile.", Voice("floor", ("PER",)), "practice"),
        ("It noted that prisons in Chile were full.", Voice("floor", ("PER",)), "challenge"),
        ("Chile should open more shelters.", Voice("floor", ("TGO",)), "recommendation"),
        ("Peru made recommendations.", Voice("floor", ("PER",)), "other"),
    )
    assert found == (("CHL",), ("CHL",), ("CHL",), ())


@pytest.mark.parametrize(
    "text",
    [
        "The Ambassador to Chile spoke of wells.",
        "The country team in Chile dug wells.",
        "A forum of bakers was held in Lima.",
        "It moved ten posts from New York to Nairobi.",
        "The Kunming-Montreal Global Biodiversity Framework was a model.",
        "The SAMOA Pathway and the Antigua and Barbuda Agenda were carried out.",
        "Ana Ruiz Madrid had opened a school.",
    ],
)
def test_postings_venues_seats_and_namesakes_are_no_countries(
    gazetteer: Gazetteer, text: str
) -> None:
    assert about(gazetteer, text, BODY, "practice") == ()


def test_a_city_where_things_happen_is_its_country(gazetteer: Gazetteer) -> None:
    assert about(gazetteer, "Rents rose in Greater London.", BODY, "challenge") == ("GBR",)


def tell(gazetteer: Gazetteer, *told: tuple[str, Voice, Kind]) -> tuple[tuple[str, ...], ...]:
    """What each sentence of one paragraph is about, with sure kinds."""
    source = make_source("\n".join(text for text, _, _ in told))
    source = replace(source, sentences=tuple(replace(s, block=0) for s in source.sentences))
    guesses = tuple(KindGuess(kind, 0.9, "") for _, _, kind in told)
    return find_places(source, tuple(voice for _, voice, _ in told), gazetteer, guesses)


def test_what_a_body_of_many_states_did_is_not_the_speaker_s(gazetteer: Gazetteer) -> None:
    text = "The representative of Portugal said that the African Union had adopted a wood plan."
    assert about(gazetteer, text, STATE, "practice") == ()
    text = "With IOM, a school for weavers had been opened."
    assert about(gazetteer, text, STATE, "practice") == ("PRT",)


def test_a_doubtful_kind_does_not_decide_alone(gazetteer: Gazetteer) -> None:
    def guess(text: str, kind: Kind, confidence: float) -> tuple[str, ...]:
        doubtful = (KindGuess(kind, confidence, ""),)
        return find_places(make_source(text), (STATE,), gazetteer, doubtful)[0]

    assert guess("Such wells could help everyone.", "practice", 0.45) == ()
    assert guess("Such wells could help everyone.", "practice", 0.95) == ("PRT",)
    assert guess("It had opened ten wells.", "position", 0.45) == ("PRT",)
    assert guess("It had opened ten wells.", "position", 0.95) == ()


def test_what_holds_of_people_anywhere_is_about_no_country(gazetteer: Gazetteer) -> None:
    text = "The representative of Portugal said that women were the backbone of farming."
    assert about(gazetteer, text, STATE, "contribution") == ()
    told = tell(
        gazetteer,
        ("Half of all bakers in Portugal were foreign.", STATE, "contribution"),
        ("In villages, women were the last bakers.", STATE, "contribution"),
    )
    assert told == (("PRT",), ("PRT",))


def test_a_country_of_destination_is_not_the_speaker_s(gazetteer: Gazetteer) -> None:
    text = "Many could not vote in the country of destination."
    assert about(gazetteer, text, STATE, "challenge") == ()
    assert about(gazetteer, "Many in the country could not vote.", STATE, "challenge") == ("PRT",)


def test_what_should_be_done_nationally_is_for_all(gazetteer: Gazetteer) -> None:
    text = "National plans should name weavers."
    assert about(gazetteer, text, STATE, "recommendation") == ()


def test_a_sentence_that_comes_back_to_a_thing_told_is_about_the_same(
    gazetteer: Gazetteer,
) -> None:
    told = tell(
        gazetteer,
        ("It described curfews in its country.", STATE, "practice"),
        ("Because the curfews were long, bakers lost their trade.", STATE, "challenge"),
        ("Bakers everywhere needed help.", STATE, "challenge"),
    )
    assert told == (("PRT",), ("PRT",), ())


def test_an_organisation_s_own_further_acts_leave_the_country(gazetteer: Gazetteer) -> None:
    body = Voice("floor", ("Oxfam",))
    told = tell(
        gazetteer,
        ("A member had built wells in Kenya.", body, "practice"),
        ("It had also printed posters.", body, "practice"),
    )
    assert told == (("KEN",), ())


def test_joining_words_alone_carry_no_country_on(gazetteer: Gazetteer) -> None:
    told = tell(
        gazetteer,
        ("Tariffs in Kenya had risen.", BODY, "challenge"),
        ("However, prices were high for farmers worldwide.", BODY, "challenge"),
    )
    assert told == (("KEN",), ())


def test_a_speaker_whom_another_refers_to_is_not_told_of(gazetteer: Gazetteer) -> None:
    text = "As the representative of Kenya had said, wells must be deep."
    assert about(gazetteer, text, BODY, "recommendation") == ()


def test_a_state_that_speaks_under_its_bare_name_is_not_told_of(gazetteer: Gazetteer) -> None:
    assert about(gazetteer, "Portugal believes that wells matter.", STATE, "position") == ()
    assert about(gazetteer, "Portugal was committed to wells.", STATE, "position") == ("PRT",)


def test_those_who_only_call_are_introduced_without_their_country(gazetteer: Gazetteer) -> None:
    text = "The speakers were Ana Lua, Minister, Portugal, who emphasized the need for wells."
    assert about(gazetteer, text, REPORT, "other") == ()


@pytest.mark.parametrize(
    "text",
    [
        "It followed up the Conference on Weaving held in Spain.",
        "It carried out the Buenos Aires Plan of Action.",
    ],
)
def test_great_meetings_and_their_papers_are_no_countries(gazetteer: Gazetteer, text: str) -> None:
    assert about(gazetteer, text, BODY, "practice") == ()


def test_a_review_asks_about_the_state_and_notes_that_recommendations_follow(
    gazetteer: Gazetteer,
) -> None:
    peru = Voice("floor", ("PER",))
    found = review(
        gazetteer,
        ("Peru welcomed the new law of Chile.", peru, "practice"),
        ("Peru sought to learn more about the wells of Chile.", peru, "other"),
        ("Beatings by the police were known in many countries.", peru, "challenge"),
        ("Chile had built wells.", Voice("panellist", ("CHL",)), "practice"),
        ("Peru made recommendations.", peru, "other"),
    )
    assert found == (("CHL",), ("CHL",), (), ("CHL",), ())


def test_states_that_speak_together_are_not_told_of(gazetteer: Gazetteer) -> None:
    voice = Voice("floor", ("PRT", "PER", "KEN"))
    text = "Portugal, Peru and Kenya supported deeper wells."
    assert about(gazetteer, text, voice, "position") == ()
    text = "Portugal, Peru and Kenya supported the wells of Chile."
    assert about(gazetteer, text, voice, "position") == ("CHL",)
    dry = about(gazetteer, "Peru and Kenya were dry.", voice, "challenge")
    assert {"PER", "KEN"} <= set(dry)


def test_what_a_measure_is_for_is_about_its_country(gazetteer: Gazetteer) -> None:
    told = tell(
        gazetteer,
        ("Portugal had opened a school for weavers.", STATE, "practice"),
        ("It was intended to end hunger and should last.", STATE, "recommendation"),
        ("Schools should be free.", STATE, "recommendation"),
    )
    assert told == (("PRT",), ("PRT",), ())


def test_a_doubtful_aside_of_a_speaker_keeps_the_country_it_names(gazetteer: Gazetteer) -> None:
    doubtful = (KindGuess("other", 0.4, ""),)
    source = make_source("Half of the bakers in Kenya were women.")
    assert find_places(source, (BODY,), gazetteer, doubtful)[0] == ("KEN",)


def test_a_list_of_examples_is_not_carried_on(gazetteer: Gazetteer) -> None:
    told = tell(
        gazetteer,
        ("It had dug wells in Kenya, Peru and Chile.", BODY, "practice"),
        ("This had cost little.", BODY, "practice"),
    )
    assert told == (("KEN", "PER", "CHL"), ())


def test_procedure_that_is_rather_sure_names_no_country(gazetteer: Gazetteer) -> None:
    source = make_source("The group nominated the delegate of Kenya and one from Peru.")
    rather = (KindGuess("other", 0.6, ""),)
    assert find_places(source, (BODY,), gazetteer, rather)[0] == ()
