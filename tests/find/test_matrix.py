"""A number in a matrix is that of the points which the same filters give."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from rapporteur.evidence import Coding
from rapporteur.find.matrix import ALL, BYS, count_matrix
from rapporteur.pipeline import ingest
from rapporteur.review.decide import By, correct
from rapporteur.settings import Settings
from rapporteur.store import open_store
from rapporteur.store.select import Filter, find_points
from rapporteur.store.write import save_run
from tests.making import make_run

SAMPLE = Path(__file__).resolve().parents[2] / "sample"


@pytest.fixture(scope="module")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    opened = open_store(str(tmp_path_factory.mktemp("sample") / "sample.db"))
    ingest([str(SAMPLE)], opened, Settings())
    yield opened
    opened.dispose()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Engine]:
    opened = open_store(str(tmp_path / "r.db"))
    yield opened
    opened.dispose()


@pytest.mark.parametrize("framework", ["gcm", "sdg"])
@pytest.mark.parametrize("by", BYS)
def test_each_number_is_that_of_the_points_which_its_filters_give(
    sample_store: Engine, framework: str, by: str
) -> None:
    for wanted in (Filter(headings=False), Filter(headings=False, region="Africa")):
        counted = count_matrix(sample_store, framework, by, wanted)  # type: ignore[arg-type]
        found = 0
        for code, held in counted.codes.items():
            for value, number in held.numbers.items():
                asked = replace(wanted, codes=((framework, code),))
                asked = asked if value == ALL else replace(asked, **{by: value})  # type: ignore[arg-type]
                assert len(find_points(sample_store, asked)) == number, (code, value)
                found += number
        assert found or wanted.region
        for value, number in counted.sentences.items():
            asked = wanted if value == ALL else replace(wanted, **{by: value})  # type: ignore[arg-type]
            assert len(find_points(sample_store, asked)) == number, value


def test_a_doubtful_code_is_told_apart_and_one_that_a_person_gave(store: Engine) -> None:
    run = make_run()
    said = run.codings[0].point
    codings = (
        Coding(said, "gcm", "5", "learnt", 0.45, "invented"),
        Coding(said, "gcm", "15", "keyword", 0.3, "invented"),
        Coding(said, "gcm", "15", "learnt", 0.7, "invented"),
    )
    save_run(store, replace(run, codings=codings))
    counted = count_matrix(store, "gcm", "voice", Filter())
    assert counted.codes["5"].weak["PRT"] == 1
    assert counted.codes["15"].weak.get("PRT", 0) == 0
    assert not counted.codes["15"].given

    correct(store, said, "gcm", ("6",), By("Ada"))
    counted = count_matrix(store, "gcm", "voice", Filter())
    assert counted.codes["6"].given["PRT"] == counted.codes["6"].numbers["PRT"] == 1
    assert not counted.codes["6"].weak
    assert not counted.codes["5"].numbers
