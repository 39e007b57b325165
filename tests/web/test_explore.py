"""The page of points: what it finds and lists, its filters, their counts, and its files."""

import csv
import io
import json
import random
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine
from starlette.testclient import TestClient

from docs.screenshots import SAMPLE
from rapporteur.pipeline import ingest
from rapporteur.settings import Settings
from rapporteur.store import open_store
from rapporteur.store.choice import make_filter
from rapporteur.store.select import find_points
from rapporteur.store.view import find_statements, get_dialogue, list_dialogues
from rapporteur.store.write import save_run
from rapporteur.web.app import make_app
from rapporteur.web.names import segment_titles
from tests.making import make_run

ARTICLE = re.compile(r"<article.*?</article>", re.DOTALL)
POINT = re.compile(r"point=(pnt-\w+)#")
OPTION = re.compile(r'<li><(?:a href="([^"]*)"|span)[^>]*>([^<]*) <b>([\d,]+)')


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = open_store(str(tmp_path_factory.mktemp("explore") / "sample.db"))
    ingest([str(SAMPLE)], engine, Settings())
    save_run(engine, make_run(title="Other Dialogue"))
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def pages(store: Engine) -> TestClient:
    return TestClient(make_app(store))


def points_of(pages: TestClient, query: str) -> list[str]:
    """The points of all pages of a view, in their order."""
    found: list[str] = []
    address = f"/explore?{query}"
    while address:
        page = pages.get(address).text
        found += POINT.findall(page.partition('id="filters"')[0])
        forward = re.search(r'rel="next" href="([^"]+)"', page)
        address = "/explore" + unescape(forward[1]) if forward else ""
    return found


def total(page: str) -> int:
    number = re.search(r'id="count"[^>]*><b>([\d,]+)</b>', page)
    assert number, page
    return int(number[1].replace(",", ""))


def test_without_a_question_all_sentences_come_in_the_order_of_the_record(
    pages: TestClient, store: Engine
) -> None:
    wanted = make_filter(store, {})
    told = find_statements(store, points_of(pages, ""))
    orders = [(s.source, p.order) for s in told for p in s.points]
    by_source: dict[str, list[int]] = {}
    for source, order in orders:
        by_source.setdefault(source, []).append(order)
    assert all(found == sorted(found) for found in by_source.values())
    assert total(pages.get("/explore").text) == len(orders) == len(set(orders))
    assert len(orders) < len(find_points(store, wanted))  # headings are no sentences


def test_counts_are_right_whatever_filters_are_combined(pages: TestClient, store: Engine) -> None:
    """Followed from link to link, every number is that of what SQL finds."""
    chance = random.Random(1)
    tried = 0
    for _ in range(12):
        query = ""
        for _ in range(4):
            page = pages.get(f"/explore{query}").text
            options = [
                (unescape(link), int(number.replace(",", "")))
                for link, _, number in OPTION.findall(page.partition('id="filters"')[2])
                if link
            ]
            options = [(link, number) for link, number in options if len(link) > len(query)]
            if not options:
                break
            query, number = chance.choice(options)
            choice = dict(parse_qsl(query[1:]))
            filters = make_filter(store, choice)  # type: ignore[arg-type]
            keys = set(find_points(store, filters)) & set(points_of(pages, ""))
            assert number == len(keys), query
            assert total(pages.get(f"/explore{query}").text) == number, query
            tried += 1
    assert tried > 25


def test_counts_under_a_question_are_those_of_what_it_leads_to(pages: TestClient) -> None:
    page = pages.get("/explore?q=nurses+health").text
    options = OPTION.findall(page.partition('id="filters"')[2])
    assert any(number == "0" and not link for link, _, number in options)
    led = [(unescape(link), int(number)) for link, _, number in options if link]
    assert len(led) > 10
    for link, number in led:
        assert total(pages.get(f"/explore{link}").text) == number, link


def test_a_filter_that_is_set_can_be_removed(pages: TestClient) -> None:
    page = pages.get("/explore?q=health&kind=practice&voice=CHL").text
    chips = page.partition('class="chips set"')[2].partition("</ul>")[0]
    assert "Chile" in chips and "practice" in chips
    links = [unescape(link) for link in re.findall(r'href="([^"]+)"', chips)]
    assert sorted(links) == ["?q=health&kind=practice", "?q=health&voice=CHL"]


def test_a_facet_has_a_page_of_all_its_values(pages: TestClient) -> None:
    page = pages.get("/explore?kind=practice").text
    link = re.search(r'href="(/explore/values[^"]*facet=gcm)"', page)
    assert link
    values = pages.get(unescape(link[1])).text
    listed = values.partition('class="values"')[2]
    assert listed.count("<li") > 150  # objectives and actions, those that nobody speaks to too
    assert "23 Strengthen international cooperation" in listed
    links = [unescape(x) for x in re.findall(r'href="(/explore\?[^"]+)"', listed)]
    assert links and all("kind=practice&gcm=" in one for one in links)
    assert pages.get("/explore/values?facet=nothing").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["", "kind=practice", "q=nurses", "q=health&voice=CHL", "q=%22health+care%22&kind=practice",
     "view=table&kind=challenge", "q=zzzzz"],
)  # fmt: skip
def test_every_file_holds_the_points_of_its_view(pages: TestClient, query: str) -> None:
    shown = points_of(pages, query)
    page = pages.get(f"/explore?{query}").text
    links = {e: re.search(rf'href="(/explore\.{e}[^"]*)"', page) for e in ("csv", "xlsx", "json")}
    if not shown:
        assert not any(links.values())
        return
    files = {e: pages.get(unescape(link[1])).content for e, link in links.items() if link}
    table = list(csv.DictReader(io.StringIO(files["csv"].decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(files["xlsx"])).active
    assert sheet is not None
    head, *rows = sheet.iter_rows(values_only=True)
    items = json.loads(files["json"])
    assert [row["id"] for row in table] == shown
    assert [row[head.index("id")] for row in rows] == shown
    assert [item["id"] for item in items] == shown


def test_a_row_of_a_file_can_be_cited(pages: TestClient) -> None:
    (row,) = (
        item
        for item in pages.get("/explore.json?q=permits&voice=PRT").json()
        if "500 permits" in item["text"]
    )
    assert row["address"] == f"http://testserver/points/{row['id']}"
    assert row["text"] in row["citation"]
    assert row["citation"].endswith(f"p. 1. {row['address']}")
    assert (row["voice"], row["source"]) == ("Ana Lua (Portugal)", "PRT")
    assert "15–16 October 2020" in row["citation"]


def test_formulas_in_cells_stay_text(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "a.db"))
    save_run(store, make_run('Panel 1\n=1+1 said they.\n=HYPERLINK("x") too.\n', "@x.txt", "+1"))
    pages = TestClient(make_app(store))
    text = pages.get("/explore.csv").content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert "'=1+1 said they." in cells
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)
    sheet = load_workbook(io.BytesIO(pages.get("/explore.xlsx").content)).active
    assert sheet is not None
    formulas = [c.value for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert formulas == []


def test_the_old_address_of_the_search_leads_to_the_new_one(pages: TestClient) -> None:
    answer = pages.get("/fr/find?q=caf%C3%A9&kind=practice", follow_redirects=False)
    assert answer.status_code == 301
    assert answer.headers["location"] == "/fr/explore?q=caf%C3%A9&kind=practice"


@pytest.mark.parametrize(
    "query",
    ["q=" + "x" * 3000, "q=%00%1b", "q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "q=NOT", "q=((((",
     "kind=nothing", "region=Atlantis", "since=yesterday", "page=0", "page=-1", "page=%C2%B2",
     "page=999999999999", "view=x&mode=y", "dialogue=none", "voice=%3Cb%3E", "q=percent:%3Cx"],
)  # fmt: skip
def test_whatever_is_asked_gets_a_page_and_stays_text(pages: TestClient, query: str) -> None:
    for place in ("/explore", "/explore/values"):
        answer = pages.get(f"{place}?{query}&facet=kind")
        assert answer.status_code == 200, place
        assert "<script>alert" not in answer.text
        assert "<b></a>" not in answer.text
    assert pages.get(f"/explore.csv?{query}").status_code in (200, 400, 404)


def test_labels_lead_to_all_points_that_bear_them(pages: TestClient, store: Engine) -> None:
    key = next(d.id for d in list_dialogues(store) if d.title == "Other Dialogue")
    page = pages.get(f"/dialogues/{key}/statements?voice=PRT").text
    labels = page.partition('class="labels"')[2].partition("</span>\n")[0]
    links = re.findall(r'href="(/explore\?[^"]+)"', labels)
    assert links[:3] == [
        "/explore?kind=practice", "/explore?about=PRT", "/explore?group=migrant_workers",
    ]  # fmt: skip
    assert "/explore?gcm=5" in links
    for link in links:
        assert "500 permits" in "".join(pages.get("/explore.csv?" + link.partition("?")[2]).text), (
            link
        )


def test_the_codes_that_a_question_speaks_of_stand_out(pages: TestClient) -> None:
    page = pages.get("/explore?" + urlencode({"q": "health care services"})).text
    assert 'class="label code hit"' in page
    assert 'class="label code hit"' not in pages.get("/explore").text


def test_a_point_says_in_which_part_of_the_dialogue_it_stands(
    pages: TestClient, store: Engine
) -> None:
    for dialogue in list_dialogues(store):
        titles = segment_titles(get_dialogue(store, dialogue.id, blocks=False))
        page = pages.get(f"/explore?dialogue={dialogue.id}&voice=spoken").text
        cards = ARTICLE.findall(page)
        assert cards
        for card in cards:
            shown = re.search(r'class="quiet from"><span[^>]*>([^<]*)</span>', card)
            (told,) = find_statements(store, POINT.findall(card)[:1])
            assert shown
            assert unescape(shown[1]) == f"{dialogue.title} · {titles[told.points[0].segment]}"


def test_nothing_found_says_what_to_do(pages: TestClient, tmp_path: Path) -> None:
    assert "Try fewer or other words" in pages.get("/explore?q=zzzzz").text
    assert "Remove one above" in pages.get("/explore?q=zzzzz&kind=practice").text
    assert "ends before this page" in pages.get("/explore?page=5000").text
    empty = TestClient(make_app(open_store(str(tmp_path / "empty.db"))))
    assert "No dialogue is held yet" in empty.get("/explore").text


def test_filters_work_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/explore")
    page.get_by_label("Question or words").fill("health")
    page.get_by_label("words", exact=True).check()
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page).to_have_url(re.compile("mode=text"))
    before = page.locator("#count b").inner_text()
    page.locator("#filters").get_by_role("link", name=re.compile("^practice")).click()
    expect(page).to_have_url(re.compile("mode=text.*kind=practice"))
    assert int(page.locator("#count b").inner_text()) < int(before)
    expect(page.get_by_label("Question or words")).to_have_value("health")
    page.get_by_role("link", name="Remove the filter Kind: practice").click()
    expect(page.locator("#count b")).to_have_text(before)
    page.get_by_role("link", name="Table", exact=True).click()
    expect(page.locator("table tbody tr").first).to_be_visible()
    context.close()


def test_a_filter_changes_the_points_in_place_and_keeps_the_keyboard_there(
    browser: Browser, address: str
) -> None:
    page: Page = browser.new_page()
    page.goto(f"{address}/explore?q=health")
    page.evaluate("window.stays = true")
    link = page.locator("#filters").get_by_role("link", name=re.compile("^practice"))
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".chips.set")).to_contain_text("practice")
    assert page.evaluate("window.stays") is True
    expect(page).to_have_url(re.compile("kind=practice"))
    expect(page.locator("#count")).to_be_focused()
    page.get_by_label("Question or words").fill("nurses")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=nurses.*kind=practice"))
    assert page.evaluate("window.stays") is True
    page.locator("article .place").first.click()
    expect(page.locator("#said mark").first).to_be_visible()
    page.close()


def test_a_table_is_sorted_by_its_heads(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/explore?view=table&voice=spoken")
    column = page.locator("tbody th")
    page.get_by_role("button", name="Voice").click()
    voices = column.all_inner_texts()
    assert voices == sorted(voices, key=str.casefold)
    page.get_by_role("button", name="Voice").press("Enter")
    assert column.all_inner_texts() == sorted(voices, key=str.casefold, reverse=True) != voices
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "descending")
    page.close()


@pytest.mark.parametrize(
    ("question", "language", "told"),
    [
        ("What did Germany do about nurses?", "en", "The record says"),
        ("What did Mongolia do about nurses?", "en", "The record does not say"),
        ("What became of the QZT?", "en", "Nothing in the record clearly answers this"),
        ("What became of the QZT?", "fr", "Rien dans les documents n’y répond clairement"),
    ],
)
def test_a_question_is_told_what_the_record_has_on_it(
    pages: TestClient, question: str, language: str, told: str
) -> None:
    shown = pages.get("/explore", params={"q": question}, headers={"Accept-Language": language})
    assert f'<h2 id="reply">{told}</h2>' in shown.text


@pytest.mark.parametrize("said", ["NAM", "nam", "Namibia"])
def test_a_country_is_sought_by_its_code_where_a_movement_is_called_the_same(
    store: Engine, said: str
) -> None:
    wanted = make_filter(store, {"voice": said, "about": said})
    assert (wanted.voice, wanted.about) == ("NAM", "NAM")


@pytest.mark.parametrize(
    "asked", ["voice=Narnia", "about=xyz", "gcm=99", "segment=zzz", "since=2021&until=2019"]
)
def test_a_filter_that_names_nothing_is_said_and_can_be_given_up(
    pages: TestClient, asked: str
) -> None:
    name, _, value = asked.partition("&")[0].partition("=")
    page = pages.get(f"/explore?kind=practice&{asked}")
    assert page.status_code == 200
    assert f'<p class="empty">{value}' in page.text
    without = [
        link for link in re.findall(r'href="([^"]*kind=practice[^"]*)"', page.text)
        if f"{name}=" not in link
    ]  # fmt: skip
    assert without
    for ending in ("csv", "atom"):
        assert pages.get(f"/explore.{ending}?{asked}").status_code == 404


def test_a_refused_filter_is_said_in_the_language_of_the_page(pages: TestClient) -> None:
    page = pages.get("/fr/explore?about=xyz").text
    assert "xyz: aucun pays ne porte ce nom" in page
