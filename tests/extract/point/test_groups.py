"""The affected groups that a reader would see named in a sentence."""

from dataclasses import replace

import pytest

from rapporteur.evidence import PARTICIPANTS, Source, Voice
from rapporteur.extract.point.groups import find_groups, name_groups
from rapporteur.frameworks import load_framework
from tests.making import make_source

STATE = Voice("floor", ("PRT",))


def as_one_block(text: str) -> Source:
    source = make_source(text)
    return replace(source, sentences=tuple(replace(s, block=0) for s in source.sentences))


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Women and girls were heard.", {"women", "girls"}),
        ("Mothers were paid.", {"women"}),
        ("Migrant domestic workers were insured.", {"domestic_workers", "migrant_workers"}),
        ("Unaccompanied minors slept in tents.", {"unaccompanied_children"}),
        ("Victims of trafficking were hidden.", {"trafficking_victims"}),
        ("Returning migrants found work.", {"returnees"}),
        ("Ships’ crews and other seafarers were stranded.", {"seafarers", "stranded_migrants"}),
        ("Nurses worked on the front line.", {"health_workers", "essential_workers"}),
        ("Undocumented immigrants saw a doctor.", {"irregular_migrants", "health_workers"}),
        ("Young people and students met.", {"youth", "students"}),
        ("Asylum-seekers met host communities.", {"asylum_seekers_refugees", "host_communities"}),
        ("Its diaspora sent money home.", {"diaspora"}),
    ],
)
def test_a_group_is_found_however_it_is_worded(text: str, groups: set[str]) -> None:
    assert set(name_groups(text)) == groups


@pytest.mark.parametrize(
    "text",
    [
        "UN-Women opened an office.",
        "The United Nations Major Group for Children and Youth spoke.",
        "The Muslim minority kept its schools.",
        "Domestic law came first.",
    ],
)
def test_a_name_that_only_holds_the_word_is_no_group(text: str) -> None:
    assert name_groups(text) == ()


def test_they_means_the_group_of_the_sentence_before() -> None:
    source = as_one_block("Girls left school.\nThey often married early.")
    assert find_groups(source, (STATE, STATE)) == (("girls",), ("girls",))


def test_they_who_call_for_something_are_the_speakers() -> None:
    source = as_one_block("Delegates spoke of girls.\nThey called for more schools.")
    assert find_groups(source, (PARTICIPANTS, PARTICIPANTS))[1] == ()


def test_they_means_nobody_before_another_voice_or_paragraph() -> None:
    source = as_one_block("Girls left school.\nThey often married early.")
    assert find_groups(source, (STATE, PARTICIPANTS))[1] == ()
    assert find_groups(make_source("Girls left.\nThey wed."), (STATE, STATE))[1] == ()


def test_only_codes_of_the_framework_are_given() -> None:
    codes = {code.code for code in load_framework("groups").codes}
    assert set(name_groups("Women, girls, nurses, students and refugees met.")) <= codes
