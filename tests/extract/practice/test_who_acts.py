"""Who takes a measure where it is not simply who speaks: parts of a State, others, nobody named."""

from itertools import count

import pytest

from rapporteur.evidence import Anchor, AnchorPart, Point, Practice, Source, Statement, Voice
from rapporteur.extract.practice.bodies import find_bodies, find_level
from rapporteur.extract.practice.practices import gather_practices
from rapporteur.extract.practice.titles import find_title
from rapporteur.gazetteer import load_gazetteer

CHILE = Voice("floor", ("CHL",))
IOM = Voice("panellist", ("IOM",), ("Bo Ek",))


def tell(voice: Voice, text: str, *about: str) -> Practice:
    """The one practice that a sentence tells of."""
    orders = count()
    point = Point("p0", text, Anchor("src", (AnchorPart(1, 0, 1),)), "", next(orders), "practice",
                  1.0, "test", about)  # fmt: skip
    told = Statement("s", "src", "", voice, (point,))
    (practice,) = gather_practices(Source("src", "a.txt", "text", b"", ()), (told,),
                                   load_gazetteer())  # fmt: skip
    return practice


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("The Ministry of Fisheries had opened a shelter for deckhands.",
         ("Ministry of Fisheries",)),
        ("The Ministry of Health and the National Institute of Ports had trained nurses.",
         ("Ministry of Health", "National Institute of Ports")),
        ("She said that consular officers had visited crews in port.", ("consular officers",)),
        ("He described the Harbour Council’s help desk for deckhands.", ("Harbour Council",)),
        ("A net bank run by the Blue Boats Foundation had lent nets to crews.",
         ("Blue Boats Foundation",)),
        ("The municipality of Portville had housed sixty crews.", ("municipality of Portville",)),
    ],
)  # fmt: skip
def test_bodies_that_act_are_named_as_the_record_does(text: str, bodies: tuple[str, ...]) -> None:
    assert find_bodies(text, load_gazetteer()) == bodies


@pytest.mark.parametrize(
    "text",
    [
        "The Government had met the Minister of Health.",
        "IOM had trained nurses for the Ministry of Health.",
        "Crews had been housed near the Ministry of Fisheries.",
        "It had opened a shelter.",
    ],
)
def test_a_body_that_does_not_act_is_not_taken_for_one_that_does(text: str) -> None:
    assert find_bodies(text, load_gazetteer()) == ()


def test_a_body_that_was_set_up_is_the_measure_itself() -> None:
    practice = tell(CHILE, "The National Council of Crews was created in 2005.", "CHL")
    assert practice.title == "National Council of Crews"
    assert practice.bodies == ()


@pytest.mark.parametrize(
    ("bodies", "text", "kinds", "level"),
    [
        (("municipality of Portville",), "It had housed crews.", ("state",), "local"),
        ((), "Mayors had opened shelters.", ("state",), "local"),
        ((), "It had opened shelters in the city.", ("state",), "local"),
        ((), "Provincial authorities had opened shelters.", ("state",), "provincial"),
        (("Ministry of Health",), "It had trained nurses.", ("state",), "national"),
        ((), "It had adopted a plan.", ("group",), "regional"),
        ((), "It had adopted a plan.", ("organisation",), ""),
    ],
)
def test_the_level_is_the_nearest_to_people_that_is_told(
    bodies: tuple[str, ...], text: str, kinds: tuple[str, ...], level: str
) -> None:
    assert find_level(bodies, [text], kinds) == level


def test_the_state_stays_the_implementer_of_what_its_bodies_do() -> None:
    practice = tell(CHILE, "The Ministry of Health had trained 300 nurses.", "CHL")
    assert practice.implementers == ("CHL",)
    assert practice.bodies == ("Ministry of Health",)
    assert practice.level == "national"
    assert ("bodies", "p0") in practice.grounds


def test_an_organisation_that_is_the_subject_acts_whoever_speaks() -> None:
    assert tell(CHILE, "IOM would help print the posters for the campaign.").implementers == (
        "IOM",
    )
    assert tell(CHILE, "He said that nurses had been recruited by WHO to run a clinic."
                ).implementers == ("WHO",)  # fmt: skip


def test_what_unnamed_governments_did_is_nobody_s_in_particular() -> None:
    told = tell(IOM, "Bo Ek (IOM) noted that many governments had extended visas for crews.")
    assert told.implementers == ()


def test_what_was_done_in_a_country_by_nobody_named_is_not_the_speaker_s() -> None:
    assert tell(IOM, "In Chile, visas for crews were extended.", "CHL").implementers == ()
    assert tell(IOM, "He praised the efforts of Chile to extend visas for crews.", "CHL"
                ).implementers == ("CHL",)  # fmt: skip


def test_a_measure_that_bears_an_organisation_s_name_is_its_own() -> None:
    told = tell(CHILE, "The IOM Blue Strategy for Harbours 2020–2024 was a strong framework.")
    assert told.title == "IOM Blue Strategy for Harbours 2020–2024"
    assert told.implementers == ("IOM",)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("“Net ATM” machines, which lent nets, were an example of a useful scheme.",
         "“Net ATM” machines"),
        ("A national support network for crews, created in 2008, provides services.",
         "national support network for crews"),
        ("Ports that employed many women, such as Portville, offered training to deckhands.",
         "offered training to deckhands"),
        ("60,000 crews stranded in ports abroad had been repatriated with the financial "
            "support and help of banks and others.",
         "60,000 crews stranded in ports abroad had been repatriated"),
        ("The Administration deems needed the support of forces facing organized crime.", None),
    ],
)  # fmt: skip
def test_a_title_is_the_measure_and_no_part_of_another_clause(text: str, title: str | None) -> None:
    span = find_title(text)
    assert (text[slice(*span)] if span else None) == title
