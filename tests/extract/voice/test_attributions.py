"""Who says what within one sentence, in invented sentences and on real bulletins."""

from pathlib import Path

import pytest

from rapporteur.evidence import Attribution
from rapporteur.extract.voice.attributions import find_attributions
from rapporteur.gazetteer import Gazetteer, load_gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def rows(sentence: str, gazetteer: Gazetteer) -> list[tuple[str, str, str]]:
    return [(a.actor, a.cue, a.message) for a in find_attributions(sentence, gazetteer)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "NORWAY said the fund should open to all.",
            [("NORWAY", "said", "the fund should open to all")],
        ),
        (
            "Peru, with Chile and Ghana, opposed a new window.",
            [
                ("Peru", "opposed", "a new window"),
                ("Chile", "opposed", "a new window"),
                ("Ghana", "opposed", "a new window"),
            ],
        ),
        (
            "KENYA, on behalf of the AFRICAN GROUP, stressed that funds were short.",
            [
                ("KENYA", "stressed", "funds were short"),
                ("AFRICAN GROUP", "stressed", "funds were short"),
            ],
        ),
        (
            "The EU, supported by CANADA and opposed by CUBA, proposed a shorter text.",
            [
                ("CANADA", "supported by", "a shorter text"),
                ("CUBA", "opposed by", "a shorter text"),
                ("EU", "proposed", "a shorter text"),
            ],
        ),
        (
            "INDIA called for new pledges, while JAPAN preferred a review of the old ones.",
            [
                ("INDIA", "called for", "new pledges"),
                ("JAPAN", "preferred", "a review of the old ones"),
            ],
        ),
        (
            "A longer mandate was supported by Fiji, but opposed by several delegations.",
            [
                ("Fiji", "was supported by", "A longer mandate"),
                ("several delegations", "opposed by", "A longer mandate"),
            ],
        ),
        (
            "MEXICO urged quick payment and rejected new conditions.",
            [
                ("MEXICO", "urged", "quick payment"),
                ("MEXICO", "rejected", "new conditions"),
            ],
        ),
        (
            "Stressing that time was short, BRAZIL did not support another meeting.",
            [
                ("BRAZIL", "Stressing", "time was short"),
                ("BRAZIL", "did not support", "another meeting"),
            ],
        ),
        (
            "“Far too late,” said one observer.",
            [("one observer", "said", "“Far too late,”")],
        ),
        (
            "Many countries supported the draft, with Egypt opposed to its second part.",
            [
                ("Many countries", "supported", "the draft"),
                ("Egypt", "opposed to", "its second part"),
            ],
        ),
        (
            "The Committee heard a proposal by Samoa to move the office.",
            [("Samoa", "proposal by", "to move the office")],
        ),
        (
            "Ana Reis (Portugal) said that visas had been extended.",
            [("Ana Reis", "said", "visas had been extended")],
        ),
        (
            "A proposal by Ghana to move the office was opposed by Malta.",
            [
                ("Ghana", "proposal by", "to move the office"),
                ("Malta", "was opposed by", "A proposal by Ghana to move the office"),
            ],
        ),
        (
            "The US's proposal, supported by Canada, to move the office was rejected by Peru.",
            [
                ("US", "proposal", "to move the office"),
                ("Canada", "supported by", "The US's proposal"),
                (
                    "Peru",
                    "was rejected by",
                    "The US's proposal, supported by Canada, to move the office",
                ),
            ],
        ),
        (
            "Lund's proposals on fees (HB/3.2) remain open.",
            [("Lund", "proposals", "on fees (HB/3.2)")],
        ),
        (
            "The EU stressed, and CUBA opposed, reference to fees.",
            [
                ("EU", "stressed", "reference to fees"),
                ("CUBA", "opposed", "reference to fees"),
            ],
        ),
        (
            "Views differed on: fees, with some parties supporting, and most developing countries "
            "opposing, a cut; and boats.",
            [
                ("some parties", "supporting", "a cut"),
                ("most developing countries", "opposing", "a cut"),
            ],
        ),
        (
            "Many, including the EU and Fiji, supported the cut.",
            [
                ("Many", "supported", "the cut"),
                ("EU", "supported", "the cut"),
                ("Fiji", "supported", "the cut"),
            ],
        ),
        (
            "India, opposed by many, urged a cut.",
            [("many", "opposed by", "a cut"), ("India", "urged", "a cut")],
        ),
        (
            "The EU proposed a cut, which was supported by Fiji and opposed by Cuba.",
            [
                ("EU", "proposed", "a cut"),
                ("Fiji", "was supported by", "a cut"),
                ("Cuba", "opposed by", "a cut"),
            ],
        ),
        (
            "The cut was rejected by Cuba, who said it was small.",
            [("Cuba", "was rejected by", "The cut"), ("Cuba", "said", "it was small")],
        ),
        (
            "Responding to Canada, Tuvalu explained that fees were high.",
            [("Tuvalu", "explained", "fees were high")],
        ),
        (
            "The Chair noted that time was short, closed the list and suggested a pause.",
            [
                ("Chair", "noted", "time was short"),
                ("Chair", "suggested", "a pause"),
            ],
        ),
        ("Delegates observed a moment of silence.", []),
        (
            "SAMOA, TONGA and FIJI voiced strong objections, but the Chair noted the time.",
            [("Chair", "noted", "the time")],
        ),
    ],
)
def test_each_actor_gets_the_words_that_it_said(
    sentence: str, expected: list[tuple[str, str, str]], gazetteer: Gazetteer
) -> None:
    assert rows(sentence, gazetteer) == expected


@pytest.mark.parametrize(
    ("sentence", "stances"),
    [
        ("NORWAY welcomed the plan.", ["supports"]),
        ("NORWAY cannot accept the plan.", ["opposes"]),
        ("NORWAY said it could not accept the plan.", ["opposes"]),
        ("NORWAY noted the plan.", ["reports"]),
        ("NORWAY voiced strong objections to the plan.", ["opposes"]),
        ("NORWAY expressed support for the plan.", ["supports"]),
    ],
)
def test_the_stance_follows_the_reporting_expression(
    sentence: str, stances: list[str], gazetteer: Gazetteer
) -> None:
    assert [a.stance for a in find_attributions(sentence, gazetteer)] == stances


def test_whom_somebody_speaks_for_is_kept_with_the_speaker(gazetteer: Gazetteer) -> None:
    found = find_attributions("Tuvalu, for the LDCs, asked for grants.", gazetteer)
    assert found[0] == Attribution("Tuvalu", "asked for", "grants", "reports", "LDCs")
    assert [a.actor for a in found] == ["Tuvalu", "LDCs"]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "Peru, on behalf of AILAC, and Fiji, on behalf of AOSIS, welcomed the cut.",
            [("Peru", "AILAC"), ("AILAC", ""), ("Fiji", "AOSIS"), ("AOSIS", "")],
        ),
        (
            "Ana Reis (Malta), for the EU, and Bo Holm (Fiji) said fees were low.",
            [("Ana Reis", "EU"), ("EU", ""), ("Bo Holm", "")],
        ),
        ("She reported on fees on behalf of the OECD.", [("She", "OECD"), ("OECD", "")]),
        (
            "The President expressed sympathy, on behalf of AOSIS, for the losses.",
            [("President", "AOSIS"), ("AOSIS", "")],
        ),
    ],
)
def test_each_speaker_keeps_those_spoken_for(
    sentence: str, told: list[tuple[str, str]], gazetteer: Gazetteer
) -> None:
    found = find_attributions(sentence, gazetteer)
    assert [(a.actor, a.on_behalf_of) for a in found] == told


def test_a_country_that_is_only_spoken_of_says_nothing(gazetteer: Gazetteer) -> None:
    assert rows("The road runs from Ghana to Togo and was built by engineers.", gazetteer) == []


def test_every_field_is_a_run_of_the_sentence(shared: Path, gazetteer: Gazetteer) -> None:
    text = (shared / "data" / "enb" / "dev_sentences.txt").read_text(encoding="utf-8")
    found = 0
    for sentence in text.splitlines():
        for row in find_attributions(sentence, gazetteer):
            found += 1
            for part in (row.actor, row.cue, row.message, row.on_behalf_of):
                assert part in sentence
            assert row.actor and row.cue and row.message
    assert found > 230
