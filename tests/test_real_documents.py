"""Whole folders of real documents go in, in one run."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from rapporteur.pipeline import Outcome, find_files, ingest
from rapporteur.settings import Settings
from rapporteur.store import open_store
from rapporteur.store.view import get_dialogue, list_dialogues, list_refusals

ERROR_PAGES = {
    "A_78_383.en.pdf",
    "A_78_891.en.pdf",
    "S_2024_207.en.pdf",
    "S_2024_798.en.pdf",
}


@pytest.fixture(scope="module")
def taken(
    shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Engine, tuple[Outcome, ...]]:
    engine = open_store(str(tmp_path_factory.mktemp("un") / "a.db"))
    return engine, ingest([str(shared / "data" / "un-docs")], engine, Settings())


def test_every_file_is_either_taken_in_or_refused_with_a_reason(
    taken: tuple[Engine, tuple[Outcome, ...]], shared: Path
) -> None:
    _, outcomes = taken
    assert len(outcomes) == len(find_files([str(shared / "data" / "un-docs")]))
    for outcome in outcomes:
        assert bool(outcome.run) != bool(outcome.error)
        if outcome.error:
            assert outcome.error.remedy
            assert "a fault of ours" not in outcome.error.what, outcome.error


def test_error_pages_are_refused_and_said_to_be_error_pages(
    taken: tuple[Engine, tuple[Outcome, ...]],
) -> None:
    store, outcomes = taken
    refused = {o.name: o.error for o in outcomes if o.error}
    assert set(refused) >= ERROR_PAGES
    assert all("error page" in refused[name].what for name in ERROR_PAGES if refused[name])
    assert {n.source for n in list_refusals(store)} >= ERROR_PAGES


def test_no_dialogue_is_empty_and_scans_have_notices(
    taken: tuple[Engine, tuple[Outcome, ...]],
) -> None:
    store, outcomes = taken
    for outcome in outcomes:
        if outcome.run:
            assert outcome.run.statements, outcome.name
    scan = next(o for o in outcomes if o.name == "A_ES-10_1022.en.pdf")
    codes = {"page-unread", "page-recognised"}
    if scan.run:
        dialogue = get_dialogue(store, scan.run.dialogue.id)
        assert codes & {notice.code for notice in dialogue.notices}
    else:
        assert scan.error


def test_every_dialogue_has_a_name(taken: tuple[Engine, tuple[Outcome, ...]]) -> None:
    store, _ = taken
    assert all(dialogue.title for dialogue in list_dialogues(store))


@pytest.mark.parametrize(
    "name",
    [
        "upr/jordan2009.pdf",  # an item of its list is also told as called for
        "iom-docs/ISP_IOM_Case-Management-Return-Reintegr-JI-Review_final.pdf",  # symbol fonts
    ],
)
def test_a_file_that_was_once_lost_to_a_fault_is_taken(
    name: str, shared: Path, tmp_path: Path
) -> None:
    engine = open_store(str(tmp_path / "a.db"))
    (outcome,) = ingest([str(shared / "data" / name)], engine, Settings())
    assert outcome.run, outcome.error
    asked = [recommendation.id for recommendation in outcome.run.recommendations]
    assert len(asked) == len(set(asked))
