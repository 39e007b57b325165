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
