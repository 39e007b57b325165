"""The page of a dialogue: a mark for every sentence, a map of voices, numbers that add up."""

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from lxml import etree, html
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine
from starlette.testclient import TestClient

from rapporteur.evidence import Entity
from rapporteur.gazetteer.load import load_states
from rapporteur.store import open_store
from rapporteur.store.choice import make_filter
from rapporteur.store.select import Filter, find_points
from rapporteur.store.view import list_dialogues
from rapporteur.store.write import save_run
from rapporteur.web import strip
from rapporteur.web.app import make_app
from rapporteur.web.worldmap import HEIGHT, MOST, WIDTH, place_spots
from tests.making import make_run

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def client(sample_store: Engine) -> TestClient:
    return TestClient(make_app(sample_store))


@pytest.fixture(scope="module")
def base(sample_store: Engine) -> str:
    return f"/dialogues/{list_dialogues(sample_store)[0].id}"


@pytest.fixture(scope="module")
def sentences(sample_store: Engine) -> list[str]:
    return list(find_points(sample_store, Filter(headings=False)))


@pytest.mark.parametrize("by", strip.BYS)
def test_every_sentence_has_a_mark_in_the_order_of_the_record(
    client: TestClient, base: str, sentences: list[str], by: str
) -> None:
    page = html.fromstring(client.get(f"{base}/strip?by={by}").text)
    marks = page.xpath("//p[@class='marks']/a")
    assert [mark.get("href").removeprefix("/points/") for mark in marks] == sentences
    assert all(mark.get("title") for mark in marks)
    known = {*page.xpath("//ul[@class='legend']//i/@class")}
    assert {f"tick {mark.get('class').split()[1]}" for mark in marks} <= known


def test_a_long_dialogue_comes_in_parts(
    client: TestClient, base: str, sentences: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strip, "PER_PART", 30)
    found: list[str] = []
    for part in range(1, 9):
        page = html.fromstring(client.get(f"{base}/strip?part={part}").text)
        found += page.xpath("//p[@class='marks']/a/@href")
        if not page.xpath("//p[@class='more']/a"):
            break
    assert [address.removeprefix("/points/") for address in found] == sentences


@pytest.mark.parametrize("width", strip.ACROSS)
def test_the_picture_shows_each_sentence_once_and_runs_nothing(
    client: TestClient, base: str, sentences: list[str], width: str
) -> None:
    drawn = etree.fromstring(client.get(f"{base}/strip.svg?width={width}&look=dark").content)
    assert {element.tag for element in drawn.iter()} == {f"{SVG}svg", f"{SVG}path"}
    marks = [len(re.findall("M", p.get("d"))) for p in drawn.iter(f"{SVG}path") if p.get("fill")]
    assert sum(marks) == len(sentences)
    wide, high = strip.sizes_of(len(sentences))[width]
    assert drawn.get("viewBox") == f"0 0 {wide} {high}"


def test_the_styles_give_marks_the_heights_of_the_picture(client: TestClient) -> None:
    styles = client.get("/static/dialogue.css").text
    said = {kind: int(high) for kind, high in re.findall(r"\.tick\.(\w+) { --high: (\d+)%", styles)}
    assert said == strip.HEIGHTS
    assert {int(n) for n in re.findall(r"repeat\((\d+)", styles)} == set(strip.ACROSS.values())


def test_numbers_of_a_dialogue_are_those_of_the_sentences_they_lead_to(
    client: TestClient, base: str, sample_store: Engine
) -> None:
    page = html.fromstring(client.get(base).text)
    links = page.xpath("//section[@aria-labelledby='voices']//ul[@class='chips']//a")
    links += page.xpath("//ul[@class='bars']//a[@class='count']")
    assert len(links) > 15
    for link in links:
        split = urlsplit(link.get("href"))
        choice = dict(parse_qsl(split.query))
        choice = {name: value for name, value in choice.items() if value != "all"}
        wanted = make_filter(sample_store, choice)  # type: ignore[arg-type]
        number = int(link.text_content().split()[-1])
        found = find_points(sample_store, wanted)
        running = set(find_points(sample_store, Filter(headings=False)))
        assert len(running & set(found)) == number, split.query


def test_hostile_names_stay_text_on_the_page_its_strip_and_its_picture(tmp_path: Path) -> None:
    bad = '"><script>alert(1)</script>'
    store = open_store(str(tmp_path / "hostile.db"))
    run = make_run(title=bad)
    voice = replace(run.statements[1].voice, entities=(bad, "PRT"), speakers=())
    statements = (run.statements[0], replace(run.statements[1], voice=voice))
    segment = replace(run.dialogue.segments[0], title=bad)
    dialogue = replace(run.dialogue, segments=(segment,), entities=(Entity(bad, bad, "group"),))
    save_run(store, replace(run, dialogue=dialogue, statements=statements))
    client = TestClient(make_app(store))
    place = f"/dialogues/{dialogue.id}"
    for address in (place, f"{place}/strip", f"{place}/strip?by=voice", f"{place}/coverage"):
        page = client.get(address)
        assert page.status_code == 200
        assert "<script>alert" not in page.text, address
        assert "&lt;script&gt;alert" in page.text, address
    etree.fromstring(client.get(f"{place}/strip.svg?by={bad}").content)
    store.dispose()


def test_the_map_has_a_place_for_every_state_and_grows_areas_with_numbers() -> None:
    states = {s.code: 4 for s in load_states() if s.status == "State"}
    spots = place_spots(states, {"TUV": 16})
    assert {spot.code for spot in spots} == states.keys()
    assert all(0 <= spot.x <= WIDTH and 0 <= spot.y <= HEIGHT for spot in spots)
    most = spots[0]
    assert (most.code, most.told_radius) == ("TUV", MOST)
    assert most.said_radius == pytest.approx(MOST / 2, abs=0.1)
    assert place_spots({"IOM": 3}, {}) == ()


def test_marks_take_the_place_of_the_picture_and_arrows_go_along_them(
    page: Page, address: str, base: str, sentences: list[str]
) -> None:
    page.goto(address + base)
    page.locator("#every").scroll_into_view_if_needed()
    marks = page.locator(".marks a")
    expect(marks).to_have_count(len(sentences))
    marks.first.focus()
    page.keyboard.press("ArrowRight")
    expect(marks.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"point={sentences[1]}"))


def test_without_javascript_the_picture_leads_to_the_marks(
    browser: Browser, address: str, base: str, sentences: list[str]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + base)
    page.locator("#marks a").click()
    expect(page.locator(".marks a")).to_have_count(len(sentences))
    context.close()
