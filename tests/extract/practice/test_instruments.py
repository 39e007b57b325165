"""By what means a measure works, told from the sentence."""

import pytest

from rapporteur.cues import load_cues
from rapporteur.extract.practice.instruments import find_instruments, list_instruments


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        ("The Government had opened two shelters and a hotline for crews.", {"shelter", "hotline"}),
        ("It had adopted a law on shelters, hotlines and training.", {"law"}),
        ("Chile had provided shelter for crews, legal aid and cash transfers.",
         {"shelter", "legal_aid", "cash"}),
        ("The harbour law was amended in 2029.", {"law"}),
        ("In 2029, 4,000 sailors had been repatriated on charter flights.", {"return"}),
        ("Work permits had been extended until the harbours opened.", {"visa"}),
        ("Chile had waived the fees for harbour cards.", {"fee_relief"}),
        ("The mobile harbour app had been launched in May.", {"digital"}),
        ("An interministerial commission on harbours had been set up.", {"body"}),
        ("Chile ratified the Convention on Harbours.", {"agreement"}),
        ("The ministry had organized training for 300 pilots.", {"training"}),
        ("Sailors without papers had been regularized.", {"regularisation"}),
        ("Chile had offered micro-credit and soft loans to crews.", {"loan"}),
        ("Chile had published guidelines for harbour doctors.", {"guidance"}),
    ],
)  # fmt: skip
def test_instruments_are_what_was_made_or_given(sentence: str, codes: set[str]) -> None:
    assert set(find_instruments(sentence)) == codes


@pytest.mark.parametrize(
    "sentence",
    [
        "The Ministry of Health and the Commission on Harbours met crews.",
        "Fund managers and law enforcement were thanked.",
        "Crews spoke of the lack of shelters.",
        "In line with the law on harbours, crews came ashore.",
    ],
)
def test_words_that_only_stand_beside_what_was_done_are_no_instruments(sentence: str) -> None:
    assert find_instruments(sentence) == ()


def test_the_title_names_the_instrument_too() -> None:
    sentence = "Blue Boats Programme crews spoke."
    assert find_instruments(sentence) == ()
    assert find_instruments("It told of its Blue Boats Programme.", "Blue Boats Programme") == (
        "programme",
    )


def test_the_typology_is_short_and_every_type_has_a_title_and_words() -> None:
    types = load_cues("instruments")["types"]
    assert 20 <= len(types) <= 30
    assert all(kind["title"] and kind["things"] for kind in types.values())
    assert list(list_instruments()) == list(types)
