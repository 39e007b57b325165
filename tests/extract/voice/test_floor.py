"""Who has the floor where records word it their own way: members, sponsors, services, bodies."""

from dataclasses import replace

import pytest

from rapporteur.evidence import Dialogue, Participant, Segment
from rapporteur.extract.voice.voices import find_voices
from rapporteur.gazetteer import Gazetteer, load_gazetteer
from tests.extract.voice.hearing import voices
from tests.making import make_source


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def sources(text: str, gazetteer: Gazetteer, **told: object) -> list[str]:
    return [voice.source for voice in voices(text, gazetteer, **told)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "sentence",
    [
        "A sponsor observed that fees were high.",
        "The second discussant reflected on her years at sea.",
        "To open the debate, a Bureau member acknowledged the storms.",
        "In reply to the Director, a Harbour Board member stressed the delay.",
        "Several Committee members provided comments.",
        "Representatives of the secretariats of the Northern Treaty, the Southern Treaty and the "
        "Western Treaty, also shared the results of their meetings.",
    ],
)
def test_members_and_sponsors_whom_nobody_names_are_participants(
    sentence: str, gazetteer: Gazetteer
) -> None:
    text = f"The representative of Chile said that ports were open.\n{sentence}\n"
    assert sources(text, gazetteer, paragraphs=(0, 1)) == ["CHL", "participants"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Director of the Harbour Office, Jo Lund (Malta), acted as Secretary of the Board.",
        "As usual, Jo Lund (Malta) continued to serve in that role until May.",
        "Jo Lund (Malta) has been nominated by his Government for election to the Board.",
        "Ms. Holm and Mr. Lund were the other Co-Coordinators.",
        "At the 2nd meeting, the Chair, Jo Lund (Malta), resumed the session.",
        "The President of the Council, Jo Lund (Malta), addressed the Forum.",
        "The record of speakers in the discussion is available at: https://example.org/list.",
        "Representatives of sixty delegations delivered remarks.",
        "The thematic discussion focused on ports.",
        "It was decided that the next session would be held in May.",
        "Under item 3, a panel discussion was organized on ports.",
        "At its fifty-second session, the Committee considered the ports.",
        "The Board, in line with rule 4, approved the budget.",
    ],
)
def test_who_served_and_what_was_done_is_the_records_own(
    sentence: str, gazetteer: Gazetteer
) -> None:
    text = f"The representative of Chile introduced the report.\n{sentence}\nFees had been cut.\n"
    found = voices(
        text, gazetteer, people=(Participant("Jo Lund", "", "", "MLT", "", "participant"),)
    )
    assert [v.source for v in found[:2]] == ["report", "report"]
    assert not found[2].speakers


def test_what_a_speaker_recalls_of_an_earlier_meeting_is_still_speech(
    gazetteer: Gazetteer,
) -> None:
    text = (
        "The representative of Chile said that ports were open.\n"
        "At its tenth session, the Committee had approved the fees.\n"
        "It was noted that the fees were low.\n"
    )
    assert sources(text, gazetteer, paragraphs=(0,)) == ["CHL", "CHL", "CHL"]


def test_what_is_only_going_to_be_told_has_not_been_said(gazetteer: Gazetteer) -> None:
    assert sources("The secretariat will report to the Forum on fees.", gazetteer) == ["report"]


def test_a_plural_noun_is_no_verb_of_many(gazetteer: Gazetteer) -> None:
    text = "Furthermore, civil society organizations meet with some serious challenges at sea."
    assert sources(text, gazetteer) == ["report"]


def test_words_told_of_nobody_are_unnamed_anywhere_in_a_paragraph(gazetteer: Gazetteer) -> None:
    text = "Ports were closed in winter.\nIt was highlighted that fees were high.\n"
    assert sources(text, gazetteer, paragraphs=(0,)) == ["report", "participants"]


def test_united_nations_entities_together_are_the_united_nations(gazetteer: Gazetteer) -> None:
    assert sources("United Nations entities shared examples of new ports.", gazetteer) == ["UN"]
    assert sources("Several UN agencies shared examples of new ports.", gazetteer) == [
        "participants"
    ]


def test_somebody_who_is_only_she_is_a_participant_and_a_life_is_no_speech(
    gazetteer: Gazetteer,
) -> None:
    text = "The adviser of the ports arrived.\nShe stressed that fees were low.\n"
    assert sources(text, gazetteer, paragraphs=(0,)) == ["report", "participants"]
    text = "Ana Reis was born at sea.\nShe has advised several Governments.\n"
    assert sources(text, gazetteer, paragraphs=(0,)) == ["report", "report"]


def test_a_letters_writer_is_a_written_voice(gazetteer: Gazetteer) -> None:
    text = "In a letter dated 4 May, the Permanent Representative of Peru said that fees were low."
    (voice,) = voices(text, gazetteer)
    assert (voice.source, voice.manner) == ("PER", "written")


def test_a_minister_in_one_bodys_part_of_a_meeting_speaks_for_his_state(
    gazetteer: Gazetteer,
) -> None:
    text = (
        "UNDP segment\n"
        "The Minister of Ports of Peru described the storms.\n"
        "The Minister emphasized the damage.\n"
        "The Administrator thanked all.\n"
    )
    found = sources(text, gazetteer, headings=(0,))
    assert found == ["report", "PER", "PER", "UNDP"]


def test_holders_of_three_posts_speak_together(gazetteer: Gazetteer) -> None:
    sentence = (
        "The Minister of Ports of Peru, the Governor of the Bank of Chile and the Director of "
        "IOM noted that fees were low."
    )
    assert sources(sentence, gazetteer)[0].split("+")[::2] == ["PER", "IOM"]


def test_an_envoy_who_is_an_officer_speaks_for_the_organ_or_for_the_state_if_told_so(
    gazetteer: Gazetteer,
) -> None:
    title = "Report of the Executive Board of UNICEF"
    who = "the Vice-President of the Executive Board and Permanent Representative of Peru"
    plain = voices(f"After a pause, {who} said that fees were low.", gazetteer, title=title)
    own = voices(
        f"Speaking in her national capacity, {who} said that fees were low.", gazetteer, title=title
    )
    assert (plain[0].source, own[0].source) == ("Executive Board", "PER")


def test_a_post_without_a_name_does_not_stay_with_the_person_before(gazetteer: Gazetteer) -> None:
    text = (
        "Ana Reis (Portugal) said that ports were open.\n"
        "The Parliamentary Secretary in the Ministry of Ports, Fish and Boats of Saint Lucia "
        "said that fees were low.\n"
        "The Special Rapporteur on the Rights of Sailors stressed that wages were low.\n"
    )
    found = voices(text, gazetteer, paragraphs=(0,))
    told = [(v.source, v.speaker) for v in found]
    assert told == [("PRT", "Ana Reis"), ("LCA", ""), ("UN", "")]


def test_a_retold_letter_ends_with_its_paragraph(gazetteer: Gazetteer) -> None:
    text = (
        "In a letter dated 4 May, the Permanent Representative of Peru said that fees were low.\n"
        "The Permanent Representative also stated that boats were new.\n"
        "In line with rule 4, ports are counted each year.\n"
    )
    assert sources(text, gazetteer, paragraphs=(0, 2)) == ["PER", "PER", "report"]


def test_a_paragraph_that_begins_with_a_connective_goes_on(gazetteer: Gazetteer) -> None:
    text = (
        "The IOM noted that fees should be low.\n"
        "Equally, ports should be open.\n"
        "Boats should be new.\n"
    )
    assert sources(text, gazetteer) == ["IOM", "IOM", "report"]


def test_several_who_sign_a_letter_write_it_together(gazetteer: Gazetteer) -> None:
    source = make_source(
        "We write about ports.\nThey were open in May.\n"
        "(Signed) Ana Reis Ambassador Permanent Representative of Portugal to the Harbour League\n"
        "(Signed) Jo Lund Ambassador Permanent Representative of Malta to the Harbour League\n"
    )
    made = tuple(replace(s, segment="part") for s in source.sentences)
    source = replace(source, sentences=made)
    part = Segment("part", "Letter dated 4 May from the representatives of two States", "chapter")
    dialogue = Dialogue("d", "A Letter", sources=(source,), segments=(part,))
    first = find_voices(dialogue, source, gazetteer)[0]
    assert (first.source, first.speaker, first.manner) == ("PRT+MLT", "Ana Reis+Jo Lund", "written")


def test_the_head_of_an_inner_office_speaks_for_whose_part_of_the_meeting_it_is(
    gazetteer: Gazetteer,
) -> None:
    text = (
        "UNFPA segment\n"
        "The Director of the Independent Evaluation Office affirmed that fees were low.\n"
    )
    title = "Report of the Executive Board of UNDP and UNFPA, United Nations"
    assert sources(text, gazetteer, headings=(0,), title=title)[1] == "UNFPA"


def test_an_organs_name_ends_before_the_number_of_its_session(gazetteer: Gazetteer) -> None:
    title = "Report of the Committee on Harbour Fees Fifty-second session"
    assert sources("The Chair said that fees were low.", gazetteer, title=title) == [
        "Committee on Harbour Fees"
    ]


def test_in_a_review_those_without_a_state_of_their_own_are_the_delegation(
    gazetteer: Gazetteer,
) -> None:
    title = "Report of the Working Group on the Universal Periodic Review Belize"
    text = (
        "The Working Group on the Universal Periodic Review adopted the report on Belize.\n"
        "Chile commended efforts on ports.\n"
        "The head of delegation thanked all.\n"
        "Peru asked about fees.\n"
        "Regarding the question by Peru on fees, the delegation explained that they were low.\n"
        "Mexico welcomed new boats.\n"
        "The Attorney General stated that bills were ready.\n"
        "Cuba noted the bills.\n"
        "Ms. Reis indicated that a plan was ready.\n"
        "The delegation of Belize thanked the States.\n"
    )
    found = voices(text, gazetteer, title=title)[1:]
    assert [v.source for v in found] == [
        "CHL", "BLZ", "PER", "BLZ", "MEX", "BLZ", "CUB", "BLZ", "BLZ",
    ]  # fmt: skip
    assert found[7].speaker == "Reis"
    assert found[8].manner == "panellist"


def test_in_a_review_passives_belong_to_whoever_has_the_floor(gazetteer: Gazetteer) -> None:
    title = "Report of the Working Group on the Universal Periodic Review Belize"
    text = (
        "The Working Group on the Universal Periodic Review adopted the report on Belize.\n"
        "Belize stated that ports were open.\n"
        "On boats, it was added that all were new.\n"
        "Chile commended the boats.\n"
        "Concern was expressed at the fees.\n"
        "According to the delegation, fees were low.\n"
        "Cuba noted the bills.\n"
        "The fees were defended by the delegation.\n"
    )
    found = voices(text, gazetteer, title=title, paragraphs=(0, 1, 2, 3, 5, 6, 7))[1:]
    assert [v.source for v in found] == ["BLZ", "BLZ", "CHL", "CHL", "BLZ", "CUB", "BLZ"]


def test_two_people_of_one_surname_are_not_taken_for_each_other(gazetteer: Gazetteer) -> None:
    text = (
        "Ana Reis (Portugal) said that ports were open.\n"
        "Bo Reis (Malta) said that boats were new.\n"
        "Ms. Reis added that fees were low.\n"
        "The representative of Chile agreed.\n"
        "Mr. Reis noted that storms were strong.\n"
    )
    found = [(v.source, v.speaker) for v in voices(text, gazetteer)]
    assert found[:2] == [("PRT", "Ana Reis"), ("MLT", "Bo Reis")]
    assert found[4] == ("participants", "Reis")


@pytest.mark.parametrize(
    ("sentence", "source", "speaker"),
    [
        ("Jo Lund, in his capacity as Chair of the Harbour League, said that ports were closing.",
         "Harbour League", "Jo Lund"),
        ("The Director General of IOM, Ana Holm, and the Minister of Labour of Chile, Eva Soto, "
         "said jointly that wages mattered.", "IOM+CHL", "Ana Holm+Eva Soto"),
        ("The former Minister of Labour of Chile, Eva Soto, now Director of the Harbour Trust, "
         "said that time was short.", "Harbour Trust", "Eva Soto"),
        ("Jo Lund, whom many had missed, said that ports were closing.",
         "participants", "Jo Lund"),
        ("An official from Bangladesh explained that papers had been issued.", "BGD", ""),
        ("One participant from Kenya said that fees were low.", "KEN", ""),
        ("On behalf of the Group of 77 and China, Cuba called for funds.", "CUB+G77", ""),
    ],
)  # fmt: skip
def test_roles_that_change_and_those_who_speak_together(
    sentence: str, source: str, speaker: str, gazetteer: Gazetteer
) -> None:
    text = f"Ana Reis (Portugal) said that ports were open.\n{sentence}\n"
    last = voices(text, gazetteer)[-1]
    assert (last.source, last.speaker) == (source, speaker)


def test_the_group_spoken_for_goes_on_with_its_speaker(gazetteer: Gazetteer) -> None:
    text = (
        "Cuba, on behalf of the Group of 77 and China, called for funds.\nThe Group urged haste.\n"
    )
    assert sources(text, gazetteer) == ["CUB+G77", "CUB+G77"]


def test_topics_dealt_with_are_narrated_and_what_a_panel_stressed_is_said(
    gazetteer: Gazetteer,
) -> None:
    text = (
        "The panellists addressed four questions.\n"
        "The third panel stressed the need for low fees.\n"
        "The session pointed out that boats were old.\n"
        "During the two days, the participants discussed many issues:\n"
    )
    found = sources(text, gazetteer)
    assert found == ["report", "participants", "participants", "report"]


def test_a_title_that_is_itself_a_message_is_the_meetings(gazetteer: Gazetteer) -> None:
    source = make_source("Key message 2\nKeep all ports open in winter\nPorts were closed.\n")
    kinds = ("heading", "heading", "paragraph")
    made = tuple(
        replace(s, segment="part", kind=kind)
        for s, kind in zip(source.sentences, kinds, strict=True)
    )
    source = replace(source, sentences=made)
    part = Segment("part", "Keep all ports open in winter", "key message", number="2")
    dialogue = Dialogue("d", "A Dialogue", sources=(source,), segments=(part,))
    found = [voice.source for voice in find_voices(dialogue, source, gazetteer)]
    assert found == ["report", "participants", "report"]
