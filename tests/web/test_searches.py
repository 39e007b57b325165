"""Saved searches in the pages: kept, told what is new, followed as a feed, removed after asking."""

import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as Tree

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from rapporteur.store import open_store
from rapporteur.store.searches import list_searches
from rapporteur.store.write import save_run
from rapporteur.web.app import make_app
from tests.making import make_run

A = "{http://www.w3.org/2005/Atom}"
LATER = "Panel 1\nBo Ek (Norway) said that permits were rare.\nVisas too should be had by all.\n"
ASKED = {"name": "Rare permits", "q": "permits", "kind": "practice"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Engine]:
    engine = open_store(str(tmp_path / "a.db"))
    save_run(engine, make_run())
    yield engine
    engine.dispose()


@pytest.fixture
def pages(store: Engine) -> TestClient:
    return TestClient(make_app(store), headers={"Sec-Fetch-Site": "same-origin"})


def read_feed(pages: TestClient, address: str) -> Tree.Element:
    answer = pages.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/atom+xml")
    return Tree.fromstring(answer.content)


def texts(feed: Tree.Element) -> list[str]:
    return [entry.findtext(f"{A}content", "") for entry in feed.iter(f"{A}entry")]


def test_a_search_saved_from_the_page_is_listed_and_asked_again(
    pages: TestClient, store: Engine
) -> None:
    page = pages.get("/explore?q=permits&kind=practice").text
    form = page.partition('class="save"')[2].partition("</form>")[0]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    assert fields == {"q": "permits", "kind": "practice", "name": "permits"}
    answer = pages.post("/searches", data={**fields, "name": "Rare permits"})
    assert answer.status_code == 200
    assert "Rare permits" in answer.text
    assert "“permits”; Kind: practice" in unescape(answer.text)
    (kept,) = list_searches(store)
    assert (kept.question, kept.choice, kept.mode) == ("permits", {"kind": "practice"}, "both")
    assert 'href="/explore?q=permits&amp;kind=practice"' in answer.text


def test_what_came_since_is_new_until_somebody_has_seen_it(
    pages: TestClient, store: Engine
) -> None:
    pages.post("/searches", data={"name": "Permits", "q": "permits", "mode": "text"})
    (kept,) = list_searches(store)
    assert "<b>0</b> new since" in pages.get("/searches").text
    assert "Nothing new since" in pages.get(f"/searches/{kept.id}").text
    save_run(store, make_run(LATER, "later.txt", "Later Dialogue"))
    save_run(store, make_run())  # read anew: not new
    assert "<b>1</b> new since" in pages.get("/searches").text
    page = pages.get(f"/searches/{kept.id}").text
    shown = re.sub(r"</?mark>", "", page)
    assert "permits were rare" in shown and "had issued" not in shown
    pages.post(f"/searches/{kept.id}/seen")
    assert "<b>0</b> new since" in pages.get("/searches").text


def test_a_search_is_removed_only_after_asking(pages: TestClient, store: Engine) -> None:
    pages.post("/searches", data=ASKED)
    (kept,) = list_searches(store)
    asked = pages.get(f"/searches/{kept.id}/remove").text
    assert "Remove this search?" in asked
    assert list_searches(store) == (kept,)
    action = re.search(r'method="post" action="(/searches/[^"]+/remove)"', asked)
    assert action
    assert pages.post(action[1]).status_code == 200
    assert list_searches(store) == ()
    for place in ("", "/remove", ".atom"):
        assert pages.get(f"/searches/{kept.id}{place}").status_code == 404


def test_a_feed_is_valid_atom_with_whole_links_newest_first(
    pages: TestClient, store: Engine
) -> None:
    save_run(store, make_run(LATER, "later.txt", "Later Dialogue"))
    pages.post("/searches", data={"name": "Permits & <visas>", "q": "permits", "mode": "text"})
    (kept,) = list_searches(store)
    feed = read_feed(pages, f"/searches/{kept.id}.atom")
    assert feed.tag == f"{A}feed"
    assert feed.findtext(f"{A}title") == "Rapporteur: Permits & <visas>"
    entries = list(feed.iter(f"{A}entry"))
    assert len(entries) == 2
    for element in (feed, *entries):  # what RFC 4287 asks of each
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", element.findtext(f"{A}id", ""))
        assert element.findtext(f"{A}title")
        assert datetime.fromisoformat(element.findtext(f"{A}updated", "")).tzinfo
    times = [entry.findtext(f"{A}updated", "") for entry in entries]
    assert times == sorted(times, reverse=True) and len(set(times)) == 2
    assert feed.findtext(f"{A}updated") >= times[0]  # type: ignore[operator]
    assert "permits were rare" in texts(feed)[0] and "Norway" not in texts(feed)[1]
    assert "Ana Lua (Portugal)" in texts(feed)[1]
    own = {link.get("rel"): link.get("href", "") for link in feed.findall(f"{A}link")}
    assert own["self"] == f"http://testserver/searches/{kept.id}.atom"
    assert own["alternate"] == "http://testserver/explore?q=permits&mode=text"
    for entry in entries:
        assert entry.findtext(f"{A}author/{A}name")
        link = entry.find(f"{A}link")
        assert link is not None
        assert link.get("href", "").startswith("http://testserver/points/pnt-")
        assert pages.get(link.get("href", "")).status_code == 200


def test_ids_of_a_feed_stay_the_same_wherever_it_is_served(
    pages: TestClient, store: Engine
) -> None:
    first = read_feed(pages, "/explore.atom?q=permits")
    save_run(store, make_run())
    elsewhere = TestClient(make_app(store), base_url="https://records.example")
    second = read_feed(elsewhere, "/fr/explore.atom?q=permits")
    ids = [[e.findtext(f"{A}id") for e in feed.iter(f"{A}entry")] for feed in (first, second)]
    assert ids[0] == ids[1]
    assert first.findtext(f"{A}id") == second.findtext(f"{A}id")
    assert {e.findtext(f"{A}updated") for e in first.iter(f"{A}entry")} == {
        e.findtext(f"{A}updated") for e in second.iter(f"{A}entry")
    }
    link = second.find(f"{A}entry/{A}link")
    assert link is not None
    assert link.get("href", "").startswith("https://records.example/fr/points/")


def test_filters_without_a_question_have_a_feed_too(pages: TestClient, store: Engine) -> None:
    save_run(store, make_run(LATER, "later.txt", "Later Dialogue"))
    feed = read_feed(pages, "/explore.atom?kind=recommendation&voice=PRT")
    assert len(texts(feed)) == 2
    assert "Visas too" in texts(feed)[0]


def test_a_feed_that_has_not_changed_is_not_sent_again(pages: TestClient, store: Engine) -> None:
    first = pages.get("/explore.atom?q=permits")
    known = {"If-None-Match": first.headers["etag"]}
    assert pages.get("/explore.atom?q=permits", headers=known).status_code == 304
    save_run(store, make_run(LATER, "later.txt", "Later Dialogue"))
    assert pages.get("/explore.atom?q=permits", headers=known).status_code == 200


def test_control_characters_of_a_record_make_no_broken_feed(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "a.db"))
    save_run(
        store, make_run("Panel 1\nThey\x01 said ]]> & <b>so</b>.\nMore.\n", "\x01a.txt", "T\x02")
    )
    feed = read_feed(TestClient(make_app(store)), "/explore.atom?kind=practice")
    assert "They  said ]]> & <b>so</b>." in texts(feed)[0]


@pytest.mark.parametrize(
    "form",
    [{"name": "", "q": "permits"}, {"name": "x", "q": ""}, {"name": "x", "q": "!!"},
     {"name": "x", "q": "permits", "kind": "nothing"}, {"name": "x" * 300, "q": "permits"}, {}],
)  # fmt: skip
def test_a_search_that_could_not_be_asked_is_refused(
    pages: TestClient, store: Engine, form: dict[str, str]
) -> None:
    assert pages.post("/searches", data=form).status_code >= 400
    assert list_searches(store) == ()


def test_only_pages_of_ours_save_and_remove(pages: TestClient, store: Engine) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert pages.post("/searches", data=ASKED, headers=foreign).status_code == 403
    pages.post("/searches", data=ASKED)
    (kept,) = list_searches(store)
    for deed in ("seen", "remove"):
        answer = pages.post(f"/searches/{kept.id}/{deed}", headers=foreign)
        assert answer.status_code == 403
    assert list_searches(store) == (kept,)


def test_a_store_for_reading_only_offers_no_saving(pages: TestClient, store: Engine) -> None:
    pages.post("/searches", data=ASKED)
    (kept,) = list_searches(store)
    reading = TestClient(make_app(store, read_only=True))
    assert 'method="post" action="/searches' not in reading.get("/explore?q=permits").text
    listed = reading.get("/searches").text
    assert "Rare permits" in listed and "/remove" not in listed
    assert reading.get(f"/searches/{kept.id}.atom").status_code == 200
    assert reading.post(f"/searches/{kept.id}/remove").status_code in (403, 404, 405)


def test_a_search_kept_to_what_is_gone_says_so(pages: TestClient, store: Engine) -> None:
    run = make_run(LATER, "later.txt", "Later Dialogue")
    save_run(store, run)
    pages.post("/searches", data={"name": "Later", "dialogue": run.dialogue.id})
    with store.begin() as connection:
        connection.exec_driver_sql("DELETE FROM dialogue WHERE id = ?", (run.dialogue.id,))
    assert "It cannot be asked now" in pages.get("/searches").text


@pytest.mark.parametrize("what", ["source", "segment"])
def test_a_search_kept_to_a_part_that_is_gone_says_so(
    pages: TestClient, store: Engine, what: str
) -> None:
    run = make_run(LATER, "later.txt", "Later Dialogue")
    save_run(store, run)
    parts = {"source": run.dialogue.sources[0].id, "segment": run.dialogue.segments[0].id}
    assert pages.post("/searches", data={"name": "Part", what: parts[what]}).status_code == 200
    (kept,) = list_searches(store)
    assert len(texts(read_feed(pages, f"/searches/{kept.id}.atom"))) > 0
    with store.begin() as connection:
        connection.exec_driver_sql("DELETE FROM dialogue WHERE id = ?", (run.dialogue.id,))
    for place in ("/searches", f"/searches/{kept.id}"):
        assert "It cannot be asked now" in pages.get(place).text
    feed = pages.get(f"/searches/{kept.id}.atom")
    assert feed.status_code == 404
    assert f"there is no {what} of this id" in feed.text


def test_an_empty_list_says_what_to_do(pages: TestClient) -> None:
    assert "No search is saved yet" in pages.get("/searches").text


def test_hostile_names_stay_text(pages: TestClient, store: Engine) -> None:
    evil = '"><script>alert(1)</script>'
    pages.post("/searches", data={"name": evil, "q": evil})
    (kept,) = list_searches(store)
    for place in ("/searches", f"/searches/{kept.id}", f"/searches/{kept.id}/remove"):
        assert "<script>alert" not in pages.get(place).text
    read_feed(pages, f"/searches/{kept.id}.atom")
