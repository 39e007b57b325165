"""The verb that tells what was done, and participles that only look like one."""

import pytest

from rapporteur.extract.practice.deeds import find_deed


@pytest.mark.parametrize(
    ("sentence", "verb", "voice"),
    [
        ("Her country opened shelters in the spring.", "opened", "active"),
        ("Centres opened in the spring had helped many people.", "helped", "active"),
        ("Shelters provided by the ministry were closed.", "closed", "passive"),
        ("The newly opened centre helped many people.", "helped", "active"),
    ],
)
def test_a_participle_beside_its_noun_is_not_what_was_done(
    sentence: str, verb: str, voice: str
) -> None:
    deed = find_deed(sentence, 0)
    assert deed is not None
    assert (deed.read(sentence), deed.voice) == (verb, voice)
