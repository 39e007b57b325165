"""Where one statement ends and the next begins."""

import pytest

from rapporteur.evidence import Dialogue, Voice
from rapporteur.extract.statements import extract_statements
from rapporteur.extract.voice.succession import number_turns
from rapporteur.gazetteer import load_gazetteer
from rapporteur.vectors import find_vectors
from tests.making import make_source

UN = Voice("panellist", ("UN",))


@pytest.mark.parametrize(
    ("first", "second", "parted"),
    [
        ("The Under-Secretary-General said", "The Deputy Secretary-General said", True),
        ("The Deputy Executive Director noted", "The Executive Director noted", True),
        ("The Minister of Ports said", "The Minister of Fisheries said", True),
        ("The Executive Director noted", "The Director added", False),
        ("The Director of Ports noted", "The Director added", False),
        ("The Director noted", "She added", False),
        ("The representative of the office said", "The representative added", False),
    ],
)
def test_another_office_of_one_body_begins_a_statement(
    first: str, second: str, parted: bool
) -> None:
    source = make_source(
        f"{first} that it was late.\nFees were high.\n{second} that it was dark.\n"
    )
    turns = number_turns((sentence, UN) for sentence in source.sentences)
    assert turns == [0, 0, int(parted)]


def test_two_office_holders_of_the_united_nations_make_two_statements() -> None:
    source = make_source(
        "The Under-Secretary-General for Ports said that it was late.\n"
        "He noted that fees were high.\n"
        "The Deputy Secretary-General said that it was dark.\n"
    )
    dialogue = Dialogue("d", "A Dialogue", sources=(source,))
    vectors = find_vectors(sentence.text for sentence in source.sentences)
    statements = extract_statements(dialogue, source, load_gazetteer(), vectors)
    assert [(s.voice.source, len(s.points)) for s in statements] == [("UN", 2), ("UN", 1)]
