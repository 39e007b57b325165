"""A damaged installation is named, with the file and what to do."""

import pytest

from rapporteur.errors import FrameworkError
from rapporteur.shipped import read_mapping


@pytest.mark.parametrize(
    ("package", "name", "told"),
    [("rapporteur.cues", "en/none.yml", "cannot be read"), ("rapporteur", "py.typed", "mapping")],
)
def test_a_shipped_file_that_is_amiss_is_named(package: str, name: str, told: str) -> None:
    with pytest.raises(FrameworkError, match=told) as refusal:
        read_mapping(package, name)
    assert refusal.value.place.endswith(name)
    assert refusal.value.remedy
