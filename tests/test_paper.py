"""A text that quotes nobody is content from end to end; a record's procedure is not."""

from pathlib import Path

from rapporteur.gazetteer import load_gazetteer
from rapporteur.pipeline import extract_run, outline
from rapporteur.settings import Settings

PAPER = (
    "This chapter turns to wastewater and river basins. "
    "Section two is on drinking water in towns. "
    "The annex describes how aquifers recharge. "
)


def goals_of(folder: Path, text: str) -> set[str]:
    path = folder / "text.txt"
    path.write_text(text, encoding="utf-8")
    gazetteer = load_gazetteer()
    found = outline(str(path), Settings(), gazetteer)
    run = extract_run(found, found.sources[0], found, gazetteer)
    procedure = {p.id for s in run.statements for p in s.points if p.kind == "other"}
    return {c.code for c in run.codings if c.framework == "sdg" and c.point in procedure}


def test_sentences_that_present_a_paper_get_goals(tmp_path: Path) -> None:
    assert "6" in goals_of(tmp_path, PAPER)


def test_sentences_that_present_a_record_get_none(tmp_path: Path) -> None:
    said = (
        "The representative of Portugal said that rivers are shared. "
        "The representative of Chile said that wells run dry. "
    )
    assert goals_of(tmp_path, PAPER + said) == set()
