"""The practices and the recommendations: listed, narrowed, shown whole, compared, taken out."""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect
from sqlalchemy import Engine
from starlette.testclient import TestClient

from rapporteur.evidence import Coding, Figure, Practice, Run
from rapporteur.review.decide import By, confirm
from rapporteur.store import open_store
from rapporteur.store.register import choose_practices, choose_recommendations
from rapporteur.store.shelf import Wanted
from rapporteur.store.write import save_run
from rapporteur.web.app import make_app
from tests.making import TEXT, make_run

ALL = Wanted({})
OPTION = re.compile(r'<option value="([^"]+)"(?: selected)?>[^<]*\((\d+)\)</option>')
SELECT = re.compile(r'<select name="(\w+)"[^>]*>(.*?)</select>', re.DOTALL)


def make(number: int, who: str, since: str = "") -> Run:
    run = make_run(TEXT.replace("500", str(number)), f"{number}.txt", title=f"Dialogue {number}")
    (practice,) = run.practices
    (asked,) = run.recommendations
    figures = (Figure(number, "permits", f"over {number} permits", "over"),
               Figure(2, "EUR", "two million euros"))  # fmt: skip
    told = replace(practice, title=f"issued over {number} permits", implementers=(who,),
                   since=since, instruments=("visa",), figures=figures)  # fmt: skip
    codings = (
        *run.codings,
        Coding(asked.points[0], "gcm", "5", "keyword", 0.6, "invented"),
        Coding(asked.points[0], "sdg", "10", "keyword", 0.6, "invented"),
        Coding(asked.points[0], "sdg", "10.7", "keyword", 0.6, "invented"),
    )
    answered = replace(asked, addressed_to=("CHL",), response="accepted", number="77.1")
    return replace(run, practices=(told,), recommendations=(answered,), codings=codings)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = open_store(str(tmp_path_factory.mktemp("registers") / "a.db"))
    for run in (make(500, "PRT", "March 2020"), make(600, "CHL", "2019"), make(700, "PRT")):
        save_run(engine, run)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def pages(store: Engine) -> TestClient:
    return TestClient(make_app(store))


def practice_of(store: Engine, who: str) -> Practice:
    return choose_practices(store, Wanted({"implementer": who}))[0]


@pytest.mark.parametrize("place", ["/practices", "/recommendations"])
def test_the_number_beside_a_choice_is_that_of_the_list_it_leads_to(
    pages: TestClient, place: str
) -> None:
    shown = pages.get(place).text
    choices = [
        (name, value, number)
        for name, options in SELECT.findall(shown)
        for value, number in OPTION.findall(options)
    ]
    assert len(choices) >= 3
    for name, value, number in choices:
        listed = pages.get(place, params={name: value}).text
        assert f"<b>{number}</b>" in listed, (name, value)


def test_practices_of_all_dialogues_stand_in_one_list(pages: TestClient) -> None:
    shown = pages.get("/practices").text
    assert shown.count('class="card practice"') == 3
    assert "Dialogue 500" in shown
    assert "Dialogue 700" in shown
    assert pages.get("/practices?begun=2020").text.count('class="card practice"') == 1
    assert pages.get("/practices?q=700").text.count('class="card practice"') == 1


def test_a_list_without_matches_says_so_and_leads_back(pages: TestClient) -> None:
    for place in ("/practices", "/recommendations"):
        shown = pages.get(place, params={"gcm": "22"}).text
        assert "passes these filters" in shown
        assert f'href="{place}">Show all' in shown
    assert "could not be" not in pages.get("/practices?q=%22").text


def test_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    client = TestClient(make_app(open_store(str(tmp_path / "a.db"))))
    assert "Take in a report" in client.get("/practices").text
    assert "Take in a report" in client.get("/recommendations").text


def test_a_practice_shows_its_fields_and_the_sentence_they_come_from(
    pages: TestClient, store: Engine
) -> None:
    practice = practice_of(store, "CHL")
    shown = pages.get(f"/practices/{practice.id}").text
    assert "Chile" in shown
    assert "two million euros" in shown
    assert re.search(r"<mark>[^<]*issued over 600 permits", shown)
    assert "the record does not say" in shown  # with whom
    assert f"/points/{practice.points[0]}/citation.bib" in shown
    assert pages.get("/practices/prc-none").status_code == 404


def test_words_of_another_voice_are_no_context(pages: TestClient, store: Engine) -> None:
    practice = practice_of(store, "CHL")
    shown = pages.get(f"/practices/{practice.id}").text
    assert re.findall(r'class="context">([^<]*)<', shown) == [
        "Nobody should wait longer than a month for an answer."
    ]  # and not the heading before, which the report says


def test_the_template_of_a_practice_can_be_taken_out(pages: TestClient, store: Engine) -> None:
    practice = practice_of(store, "CHL")
    book = load_workbook(io.BytesIO(pages.get(f"/practices/{practice.id}/template.xlsx").content))
    rows = dict(book.active.iter_rows(min_row=2, values_only=True))  # type: ignore[union-attr]
    assert rows["Title"] == "issued over 600 permits"
    assert rows["Main Implementing Organization(s)"] == "Chile"
    told = json.loads(pages.get(f"/practices/{practice.id}/template.json").content)
    assert {row["Field"]: row["Answer"] for row in told}["Countries"] == ["Chile"]


def test_practices_are_compared_side_by_side(pages: TestClient, store: Engine) -> None:
    keys = [practice.id for practice in choose_practices(store, ALL)[:2]]
    shown = pages.get("/practices/compare", params={"practice": keys}).text
    assert shown.count('scope="col"') == 2
    for words in ("Cost", "two million euros", "Since when", "the record does not say"):
        assert words in shown
    assert pages.get("/practices/compare").text.count("Mark two or more") == 1
    assert "left out" in pages.get("/practices/compare?practice=prc-none").text
    rows = json.loads(pages.get("/practices/compare.json", params={"practice": keys}).content)
    assert [row["id"] for row in rows] == keys


def test_a_list_goes_out_as_it_is_narrowed(pages: TestClient, store: Engine) -> None:
    rows = json.loads(pages.get("/practices.json?implementer=PRT").content)
    assert {row["id"] for row in rows} == {
        p.id for p in choose_practices(store, Wanted({"implementer": "PRT"}))
    }
    for row in rows:
        assert pages.get(row["address"].partition("testserver")[2]).status_code == 200
    asked = json.loads(pages.get("/recommendations.json?response=accepted&gcm=5").content)
    assert len(asked) == 3
    assert {(row["origin"], row["dialogue"][:8]) for row in asked} == {("call", "Dialogue")}
    assert pages.get("/practices.csv").content.startswith(b"\xef\xbb\xbfid,")
    assert pages.get("/recommendations.xlsx").content[:2] == b"PK"
    assert pages.get("/practices.exe").status_code == 404


def test_a_recommendation_shows_who_asks_whom_and_what_answers_it(
    pages: TestClient, store: Engine
) -> None:
    item = choose_recommendations(store, Wanted({"q": ""}))[0]
    shown = pages.get(f"/recommendations/{item.id}").text
    for words in ("Recommendation 77.1", "Portugal", "Chile", "Accepted", "10.7.2"):
        assert words in shown or words.lower() in shown, words
    assert re.search(r"<mark>Nobody should wait", shown)
    assert pages.get("/recommendations/rec-none").status_code == 404


def test_what_people_judged_is_told_apart_on_every_page(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "a.db"))
    run = make(500, "PRT")
    save_run(store, run)
    pages = TestClient(make_app(store))
    practice, asked = run.practices[0].id, run.recommendations[0].id
    places = (f"/practices/{practice}", f"/recommendations/{asked}")
    for place in places:
        assert 'class="standing confirmed"' not in pages.get(place).text
    confirm(store, practice, By("Bo"), ("title",))
    confirm(store, asked, By("Bo"), ("voices",))
    for place in (*places, "/practices", "/recommendations"):
        assert 'class="standing confirmed"' in pages.get(place).text, place


def test_the_tab_of_a_dialogue_holds_only_its_own(pages: TestClient, store: Engine) -> None:
    practice = practice_of(store, "CHL")
    key = re.search(r'href="/dialogues/(dlg-\w+)/practices"', pages.get(
        f"/practices/{practice.id}").text)  # fmt: skip
    assert key
    shown = pages.get(f"/dialogues/{key[1]}/practices").text
    assert shown.count('class="card practice"') == 1
    assert 'aria-current="page">Practices' in shown
    assert "<b>1</b>" in pages.get(f"/dialogues/{key[1]}/recommendations").text


def test_practices_are_marked_and_compared_without_javascript(
    browser: Browser, address: str
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}/practices")
    for box in page.get_by_role("checkbox").all()[:2]:
        box.check()
    page.get_by_role("button", name="Compare those marked").click()
    expect(page.get_by_role("columnheader")).to_have_count(2)
    page.get_by_role("link", name="take away").first.click()
    expect(page.get_by_role("columnheader")).to_have_count(1)
    page.close()


def test_a_choice_narrows_the_list_at_once(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/practices")
    before = page.locator("article.practice").count()
    page.get_by_label("Who does it").select_option(index=1)
    expect(page.locator(".set")).to_contain_text("take away")
    assert 0 < page.locator("article.practice").count() < before
    expect(page).to_have_url(re.compile("implementer="))
    page.close()


@pytest.mark.parametrize("register", ["practices", "recommendations"])
def test_words_that_cannot_be_looked_for_are_told_in_the_reader_s_language(
    pages: TestClient, register: str
) -> None:
    shown = pages.get(f"/fr/{register}?q=((").text
    assert "il n’y a aucun mot à chercher (donnez au moins un mot)" in shown
