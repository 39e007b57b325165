"""Profiles of States and organisations, their briefs, and two sides compared: over HTTP."""

import csv
import html
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser
from pypdfium2 import PdfDocument
from sqlalchemy import Engine
from starlette.testclient import TestClient

from docs.screenshots import serve
from rapporteur.evidence import Voice
from rapporteur.find.profile import get_entity, list_heard, read_profile
from rapporteur.store import open_store
from rapporteur.store.profile import find_company
from rapporteur.store.write import save_run
from rapporteur.web.app import make_app
from tests.find.test_compare import AGAIN, DROPPED, FIRST, NEW, REPEATED, SECOND, meeting
from tests.making import make_run

NUMBER = re.compile(
    r'<a (?:class="[^"]*" )?href="(/(?:explore|practices|recommendations)[?][^"]+)"[^>]*>'
    r"(?:<b>)?(?:all )?([0-9,]+)(?=[< ])"
)
COMPARED = f"one.dialogue={FIRST.dialogue.id}&two.dialogue={SECOND.dialogue.id}"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = open_store(str(tmp_path_factory.mktemp("profiles") / "a.db"))
    for run in (FIRST, SECOND, make_run()):
        save_run(engine, run)
    return engine


@pytest.fixture(scope="module")
def pages(store: Engine) -> TestClient:
    return TestClient(make_app(store))


def wrong_numbers(pages: TestClient, address: str) -> list[str]:
    """The numbers of a page that differ from what stands behind their links."""
    found = []
    numbers = NUMBER.findall(pages.get(address).text)
    assert numbers, address
    for link, said in numbers:
        path, _, query = html.unescape(link).partition("?")
        held = len(pages.get(f"{path}.json?{query}").json())
        if held != int(said.replace(",", "")):
            found.append(f"{address}: {said}, but {held} at {link}")
    return found


@pytest.mark.parametrize(
    "address",
    [
        "/countries",
        "/countries?region=Europe",
        "/countries/PRT",
        "/countries/GHA",
        "/countries/PRT/brief",
        f"/compare?{COMPARED}",
        "/compare?one.voice=PRT&two.voice=ESP",
        "/compare?one.since=2019&one.until=2019&two.since=2021&kind=recommendation",
    ],
)
def test_every_number_is_that_of_what_it_links_to(pages: TestClient, address: str) -> None:
    assert wrong_numbers(pages, address) == []


def test_the_numbers_of_the_real_report_are_those_of_their_links(report_store: Engine) -> None:
    pages = TestClient(make_app(report_store))
    for address in ("/countries/PRT", "/countries/BGD", "/organisations/EU", "/organisations"):
        assert wrong_numbers(pages, address) == []


def test_a_profile_shows_what_was_said_done_and_asked(pages: TestClient) -> None:
    page = pages.get("/countries/PRT").text
    assert REPEATED in page
    assert DROPPED in page
    assert f"two.dialogue={make_run().dialogue.id}" in page  # what changed since the one before
    for name in ("What it asked of others", "Over time", "Europe"):
        assert name in page
    assert 'class="standing proposed"' in page


def test_states_are_listed_by_region_and_nobody_else(pages: TestClient, store: Engine) -> None:
    assert [h.entity.code for h in list_heard(store, ("state",))] == ["GHA", "PRT", "ESP"]
    page = pages.get("/countries").text.partition('id="list"')[2]
    assert page.index("Africa") < page.index("Ghana") < page.index("Europe") < page.index("Spain")
    assert "Spain" not in pages.get("/countries?region=Africa").text.partition('id="list"')[2]


def test_a_name_leads_to_its_profile(pages: TestClient) -> None:
    answer = pages.get("/countries?name=portugal", follow_redirects=False)
    assert answer.headers["location"] == "/countries/PRT"
    answer = pages.get("/fr/organisations?name=Portugal", follow_redirects=False)
    assert answer.headers["location"] == "/fr/countries/PRT"
    assert "No State is called “Nowhere”" in pages.get("/countries?name=Nowhere").text


def test_a_state_that_no_record_names_says_so(pages: TestClient) -> None:
    answer = pages.get("/countries/FJI")
    assert answer.status_code == 200
    assert "No record held has Fiji speak" in answer.text
    assert "No record held has Fiji speak" in pages.get("/countries/FJI/brief").text


@pytest.mark.parametrize(
    "address",
    [
        "/countries/ZZZ",
        "/countries/EU",
        "/countries/<script>alert(1)<%2Fscript>",
        "/organisations/<script>alert(1)<%2Fscript>",
        "/organisations/report",
        "/organisations/participants",
        "/organisations/%00",
        "/organisations/" + "x" * 3000,
        "/organisations/../../etc/passwd",
        "/countries/%F0%9F%8C%8D",
        "/countries/' OR 1=1 --",
        "/countries/ZZZ/brief",
        "/organisations/nobody/alike",
    ],
)
def test_a_code_of_nobody_is_not_found(pages: TestClient, address: str) -> None:
    answer = pages.get(address)
    assert answer.status_code == 404
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("said", ["prt", "Prt"])
def test_a_profile_has_one_address(pages: TestClient, said: str) -> None:
    answer = pages.get(f"/countries/{said}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (301, "/countries/PRT")
    answer = pages.get("/organisations/PRT/brief", follow_redirects=False)
    assert answer.headers["location"] == "/countries/PRT/brief"


def test_joint_voices_and_those_on_behalf_of_others_are_told_apart(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "a.db"))
    said = ("We agree with all of this.", "We agree with most of it.")
    run = meeting("Joint meeting", 2020, [("PRT", "position", text) for text in said])
    joint, behalf = run.statements
    told = (
        replace(joint, voice=Voice("floor", ("PRT", "GHA"))),
        replace(behalf, voice=Voice("on behalf", ("PRT", "EU"), behalf_of=("EU",))),
    )
    save_run(store, replace(run, statements=told))
    own = find_company(store, "PRT")
    assert (own.joint, own.behalf_of) == ({"GHA": 1}, {"EU": 1})
    assert find_company(store, "EU").spoken_by == {"PRT": 1}
    pages = TestClient(make_app(store))
    page = pages.get("/countries/PRT").text
    assert "It also spoke on behalf of others:" in page
    assert "It spoke jointly with:" in page
    assert "Others spoke on its behalf:" in pages.get("/organisations/EU").text
    assert wrong_numbers(pages, "/organisations/EU") == []


def test_names_in_quotations_lead_to_profiles(pages: TestClient) -> None:
    page = pages.get(f"/dialogues/{FIRST.dialogue.id}/statements").text
    assert '<a class="who" href="/countries/PRT">Portugal</a>' in page


def test_a_brief_numbers_its_sources_and_gives_their_addresses(pages: TestClient) -> None:
    page = pages.get("/countries/PRT/brief").text
    notes = re.findall(r'href="#note(\d+)"', page)
    sources = re.findall(r'<li id="note(\d+)">', page)
    assert sources == [str(number) for number in range(1, len(sources) + 1)]
    assert set(notes) == set(sources)
    for link in re.findall(r'<a href="(/sources/[^"]+)">http://testserver', page):
        assert pages.get(link).status_code == 200


def test_a_brief_fits_on_two_sheets(report_store: Engine, browser: Browser) -> None:
    with serve(report_store) as address:
        page = browser.new_page()
        for code, language in (("PRT", "en"), ("BGD", "fr")):
            page.goto(f"{address}/{language}/countries/{code}/brief")
            sheets = PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
            assert 1 <= len(sheets) <= 2
            text = sheets[0].get_textpage().get_text_range()
            assert "HTTP API" not in text  # nothing of the page around it is printed
        page.close()


def test_a_comparison_shows_what_is_repeated_new_and_dropped(pages: TestClient) -> None:
    for fate, words in (("repeated", AGAIN), ("new", NEW), ("dropped", DROPPED)):
        page = pages.get(f"/compare?{COMPARED}&show=recommendations&fate={fate}").text
        assert words in html.unescape(page).partition('id="list"')[2].partition("<form")[0]
    overview = html.unescape(pages.get(f"/compare?{COMPARED}").text)
    assert overview.index(REPEATED) < overview.index(NEW) < overview.index(DROPPED)


def test_of_two_voices_neither_comes_first(pages: TestClient) -> None:
    page = pages.get("/compare?one.voice=PRT&two.voice=PHL").text
    summary = page.partition("<thead>")[2].partition("</thead>")[0]
    assert "only in one: Portugal" in summary
    assert "only in two: Philippines" in summary
    assert "dropped" not in summary
    hostile = pages.get("/compare", params={"one.voice": "<b>9 %d</b>", "two.voice": "PHL"})
    assert hostile.status_code == 200
    assert "<b>9" not in hostile.text


def test_the_numbers_of_a_comparison_are_those_of_its_lists(pages: TestClient) -> None:
    page = pages.get(f"/compare?{COMPARED}").text
    links = re.findall(r'href="(/compare\?[^"]+fate=\w+)">(\d+)<', page)
    assert len(links) > 8
    for link, number in links:
        listed = pages.get(html.unescape(link)).text.partition('id="list"')[2]
        assert listed.count('<li class="card">') == int(number), link


def test_a_comparison_can_be_taken_as_a_file(pages: TestClient) -> None:
    rows = pages.get(f"/compare.json?{COMPARED}").json()
    assert {(row["sort"], row["fate"]) for row in rows} >= {
        ("recommendations", "repeated"), ("recommendations", "new"), ("practices", "new"),
    }  # fmt: skip
    text = pages.get(f"/compare.csv?{COMPARED}&show=recommendations").content.decode("utf-8-sig")
    assert [row["text"] for row in csv.DictReader(io.StringIO(text))] == [REPEATED, NEW, DROPPED]
    sheet = load_workbook(io.BytesIO(pages.get(f"/compare.xlsx?{COMPARED}").content)).active
    assert sheet is not None
    assert sheet.max_row == len(rows) + 1
    counts = json.loads(pages.get(f"/compare.json?{COMPARED}&show=counts").content)
    assert {"facet": "points", "value": "", "title": "", "one": 4, "two": 5, "change": 1} in counts
    assert pages.get(f"/compare.doc?{COMPARED}").status_code == 404


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Choose what to compare"),
        ("one.voice=PRT", "Choose what to compare"),
        ("one.voice=PRT&two.voice=PRT", "the two sides are the same"),
        ("one.since=soon&two.voice=PRT", "is no date"),
        ("one.dialogue=nothing&two.voice=PRT", "there is no dialogue of this name"),
        ("one.region=Atlantis&two.voice=PRT", "there is no region of this name"),
        ("one.voice=<script>alert(1)</script>&two.voice=PRT", "&lt;script&gt;"),
        ("one.voice=" + "x" * 5000 + "&two.voice=PRT", "xxx"),
        (f"{COMPARED}&show=nonsense&fate=nonsense&page=-7", "By kind"),
        (f"{COMPARED}&show=points&page=99999", "Other points"),
    ],
)
def test_whatever_is_asked_gets_a_clear_answer(pages: TestClient, query: str, said: str) -> None:
    answer = pages.get(f"/compare?{query}")
    assert answer.status_code == 200
    assert said in answer.text
    assert "<script>alert" not in answer.text


def test_a_wrong_side_is_no_file(pages: TestClient) -> None:
    assert pages.get("/compare.csv?one.voice=PRT&two.voice=PRT").status_code == 404
    assert pages.get("/compare.csv?one.dialogue=nothing&two.voice=PRT").status_code == 404


def test_the_record_cannot_run_in_a_profile_or_comparison(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "a.db"))
    wild = "Governments should <script>alert(1)</script> issue permits <b>now</b> to all."
    save_run(store, meeting("<i>Spring</i>", 2019, [("PRT", "recommendation", wild)]))
    again = wild.replace("Governments", "All Governments")
    save_run(store, meeting("=Autumn()", 2020, [("PRT", "recommendation", again)]))
    pages = TestClient(make_app(store))
    key = [row["id"] for row in pages.get("/api/v1/dialogues").json()["items"]]
    both = f"one.dialogue={key[0]}&two.dialogue={key[1]}"
    for address in ("/countries/PRT", "/countries/PRT/brief", f"/compare?{both}"):
        page = pages.get(address).text
        assert "<script>alert" not in page
        assert "<i>Spring" not in page
    text = pages.get(f"/compare.csv?{both}").content.decode("utf-8-sig")
    assert all(not row["dialogue"].startswith("=") for row in csv.DictReader(io.StringIO(text)))


def test_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    pages = TestClient(make_app(open_store(str(tmp_path / "empty.db"))))
    assert "No record held names a State" in pages.get("/countries").text
    assert "No record held names an organisation" in pages.get("/organisations").text
    assert "Fewer than two dialogues are held" in pages.get("/compare").text
    assert "No record held has Portugal speak" in pages.get("/countries/PRT").text


def test_what_others_say_likewise_leaves_out_its_own_voice(pages: TestClient) -> None:
    page = pages.get("/countries/PRT/alike").text
    assert AGAIN in page
    hits = page.partition('id="list"')[2]
    assert '<b><a class="who" href="/countries/PRT">' not in hits


def test_a_profile_counts_its_own_sentences_about_itself(store: Engine) -> None:
    profile = read_profile(store, get_entity(store, "PRT"))
    assert profile.said.total == 4  # two asked, and two of the invented panel
    assert profile.own == 3
    assert profile.acts.asks == 3
    days = [meeting.dialogue.starts for meeting in profile.meetings]
    assert [day.year for day in days if day] == [2019, 2020]


def test_the_api_tells_a_profile_and_a_comparison(pages: TestClient) -> None:
    profile = pages.get("/api/v1/entities/PRT/profile").json()
    assert (profile["said"], profile["own"], profile["asks"]) == (4, 3, 3)
    assert pages.get(profile["links"]["self"]).status_code == 200
    assert pages.get("/api/v1/entities/nobody/profile").status_code == 404
    sides = "by=year&one=2019&two=2021"
    found = pages.get(f"/api/v1/compare?{sides}").json()
    assert [(item["fate"], item["thing"]["text"]) for item in found["items"]] == [
        ("repeated", REPEATED), ("new", NEW), ("dropped", DROPPED),
    ]  # fmt: skip
    assert found["items"][0]["other"]["text"] == AGAIN
    assert found["held"] == found["compared"] == [2, 2]
    only = pages.get(f"/api/v1/compare?{sides}&fate=new&limit=1").json()
    assert [item["thing"]["text"] for item in only["items"]] == [NEW]
    counts = pages.get(only["links"]["counts"]).json()["items"]
    assert (counts[0]["one"], counts[0]["two"]) == (4, 5)
    for wrong in ("one=PRT", "one=PRT&two=PRT&by=voice", "one=x&two=y", f"{sides}&since=2020"):
        assert pages.get(f"/api/v1/compare?{wrong}").status_code in (400, 404, 422), wrong
