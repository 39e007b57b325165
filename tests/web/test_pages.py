"""The pages, over HTTP, from the sample dialogue."""

import re
from pathlib import Path

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from rapporteur.pipeline import ingest
from rapporteur.settings import Settings
from rapporteur.store import open_store
from rapporteur.store.view import list_dialogues
from rapporteur.store.write import save_run
from rapporteur.web.app import make_app
from tests.making import make_run

SAMPLE = Path(__file__).resolve().parents[2] / "sample"
LINK = re.compile(r'(?:href|src|action)="([^"]+)"')


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = open_store(str(tmp_path_factory.mktemp("web") / "sample.db"))
    ingest([str(SAMPLE)], engine, Settings())
    return engine


@pytest.fixture(scope="module")
def pages(store: Engine) -> TestClient:
    return TestClient(make_app(store))


def test_every_link_on_every_page_leads_somewhere(pages: TestClient) -> None:
    seen: set[str] = set()
    waiting = ["/"]
    while waiting:
        address = waiting.pop()
        if address in seen or len(seen) > 400:
            continue
        seen.add(address)
        answer = pages.get(address)
        assert answer.status_code == 200, address
        if "html" in answer.headers["content-type"]:
            for link in LINK.findall(answer.text):
                link = link.replace("&amp;", "&").partition("#")[0]
                if link.startswith("?"):
                    link = address.partition("?")[0] + link
                assert link.startswith("/") or not link, f"{address} links to {link}"
                if link:
                    waiting.append(link)
    assert len(seen) > 40


def test_a_quotation_leads_to_its_page_with_the_sentence_marked(
    pages: TestClient, store: Engine
) -> None:
    key = list_dialogues(store)[0].id
    found = pages.get(f"/dialogues/{key}/statements?voice=CHL").text
    assert "Chile" in found
    link = re.search(r'class="place" href="([^"]+)"', found)
    assert link
    page = pages.get(link[1].replace("&amp;", "&")).text
    marked = "".join(re.findall(r"<mark[^>]*>([^<]*)</mark>", page))
    assert "health care was open to all migrants" in marked
    assert "<rect" in page  # the boxes on the picture of the page


def test_numbers_agree_with_what_they_link_to(pages: TestClient, store: Engine) -> None:
    key = list_dialogues(store)[0].id
    dialogue = pages.get(f"/dialogues/{key}").text
    number = re.search(r"practices\"><b>(\d+)</b>", dialogue)
    assert number
    listed = pages.get(f"/dialogues/{key}/practices").text
    assert listed.count('class="card practice"') == int(number[1])


def test_the_record_cannot_run_in_the_page(tmp_path: Path) -> None:
    engine = open_store(str(tmp_path / "a.db"))
    hostile = '<script>alert(1)</script>\nA & B <b>said</b> "x".\nMore of it.\n'
    save_run(engine, make_run(hostile, '"><script>.txt', title="<i>Title</i>"))
    client = TestClient(make_app(engine))
    key = list_dialogues(engine)[0].id
    for address in ("/", f"/dialogues/{key}", f"/dialogues/{key}/statements", "/find?q=more"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "<script" not in answer.text
        assert "<i>" not in answer.text
        assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "address",
    ["/dialogues/dlg-none", "/sources/src-none/pages/1", "/points/pnt-none", "/no/such/page"],
)
def test_an_unknown_address_says_so(pages: TestClient, address: str) -> None:
    answer = pages.get(address)
    assert answer.status_code == 404
    assert "All dialogues" in answer.text


def test_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    client = TestClient(make_app(open_store(str(tmp_path / "a.db"))))
    assert "rapporteur ingest" in client.get("/").text


@pytest.mark.parametrize("typed", ["", "!!", '"', "x" * 3000, "nurses"])
def test_any_question_gets_an_answer(pages: TestClient, typed: str) -> None:
    assert pages.get("/find", params={"q": typed}).status_code == 200


def test_a_source_can_be_downloaded_as_it_came(pages: TestClient, store: Engine) -> None:
    key = list_dialogues(store)[0].id
    links = re.findall(r'href="(/sources/[^"]+/file)"', pages.get(f"/dialogues/{key}").text)
    contents = {pages.get(link).content for link in links}
    assert contents == {path.read_bytes() for path in SAMPLE.iterdir()}
