"""docs/method.md says what was measured, and what was measured is still so."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from rapporteur.publish.rows import sentences
from rapporteur.store.select import Filter
from training.card.measure import describe, measure_report
from training.card.plots import describe_calibration
from training.card.rates import RATES, list_rates
from training.card.render import FIGURES, METHOD, README, read_figures, render, update_readme

AGAIN = "run `make method`"
OPTIONAL = ("learning", "model", "tried")  # sections whose figures come from training
CLOSE = 0.005  # what a figure may move without the page saying so


def differences(then: Any, now: Any, place: str) -> Iterator[str]:
    """Name every figure that is not the recorded one."""
    if isinstance(then, dict):
        if set(then) != set(now):
            yield f"{place}: {set(then) ^ set(now)}"
        for name in set(then) & set(now):
            yield from differences(then[name], now[name], f"{place} {name}")
    elif isinstance(then, list):
        if len(then) != len(now):
            yield f"{place}: {len(then)} entries, now {len(now)}"
        for number, (one, other) in enumerate(zip(then, now, strict=False)):
            yield from differences(one, other, f"{place} {number}")
    elif abs(then - now) > CLOSE:
        yield f"{place}: {then}, now {now}"


def stated(figures: dict[str, Any]) -> dict[str, Any]:
    """Return what the page states in numbers; counts and the dots of the plot follow from it."""
    errors = {measure: found["ece"] for measure, found in figures["calibration"].items()}
    names = ("sentences", "readings", "found", "machine", "readers", "classes", "confusion")
    return {name: figures[name] for name in names} | {"calibration error": errors}


def test_the_page_is_what_its_figures_make() -> None:
    assert METHOD.read_text(encoding="utf-8") == render(read_figures()), AGAIN


def test_the_first_page_shows_the_same_figures() -> None:
    text = README.read_text(encoding="utf-8")
    assert text == update_readme(text, read_figures()), AGAIN
    assert "| kind of point, accuracy |" in text


def test_the_plot_is_drawn_from_the_same_figures() -> None:
    drawn = (FIGURES.parent / "calibration.svg").read_text(encoding="utf-8")
    assert describe_calibration(read_figures()) in drawn, AGAIN


def test_a_changed_figure_changes_the_page() -> None:
    figures = read_figures()
    figures["sets"]["blind"]["machine"]["kind accuracy"] = 0.123
    assert "0.123" in render(figures)
    assert "0.123" in update_readme(README.read_text(encoding="utf-8"), figures)


def test_learning_curves_are_shown_once_there_are_any() -> None:
    figures = {k: v for k, v in read_figures().items() if k not in OPTIONAL}
    assert "more labels" not in render(figures)
    learning = [{"sentences": 100, "measure": "kind accuracy", "value": 0.5}]
    shown = render(
        figures | {"learning": learning, "model": ["Made of words."], "tried": ["More."]}
    )
    assert "| 100 | 0.500 |" in shown
    assert "- Made of words.\n" in shown
    assert "## What was tried\n\n- More.\n\n## What it is bad at" in shown


def test_no_sentence_of_the_labelled_documents_is_on_the_page(report_store: Engine) -> None:
    written = METHOD.read_text(encoding="utf-8") + FIGURES.read_text(encoding="utf-8")
    texts = [row["text"] for row in sentences(report_store, Filter()) if len(row["text"]) > 40]
    assert texts
    assert [text for text in texts if text in written] == []


@pytest.mark.parametrize("half", ["first", "blind"])
def test_the_code_still_reaches_the_figures(report_store: Engine, shared: Path, half: str) -> None:
    rows = list(sentences(report_store, Filter()))
    now = stated(describe(measure_report(rows, shared)[half]))
    then = stated(read_figures()["sets"][half])
    assert sorted(differences(then, now, half)) == [], AGAIN


def test_the_pages_carry_the_rates_that_were_measured() -> None:
    assert json.loads(RATES.read_text(encoding="utf-8")) == list_rates(read_figures()), AGAIN
