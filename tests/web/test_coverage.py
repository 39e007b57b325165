"""The pages of coverage: a number leads to as many sentences, and charts are safe."""

import csv
import io
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from lxml import etree, html
from sqlalchemy import Engine
from starlette.testclient import TestClient

from rapporteur.evidence import Entity
from rapporteur.find.matrix import BYS
from rapporteur.publish.chart import Square, Words, draw_grid
from rapporteur.store import open_store
from rapporteur.store.choice import make_filter
from rapporteur.store.select import find_points
from rapporteur.store.view import list_dialogues
from rapporteur.store.write import save_run
from rapporteur.web.app import make_app
from tests.making import make_run

VIEWS = [f"list={name}&by={by}" for name in ("gcm", "sdg") for by in BYS]
SVG = "{http://www.w3.org/2000/svg}"
LIVE = ("script", "foreignObject", "iframe", "image", "a", "style")


@pytest.fixture(scope="module")
def client(sample_store: Engine) -> TestClient:
    return TestClient(make_app(sample_store))


def numbers(page: str) -> list[tuple[int, str]]:
    """Every number in the table that is a link, with its address."""
    links = html.fromstring(page).xpath("//table[contains(@class, 'matrix')]//td/a")
    return [(int(a.text_content().rstrip("?").replace(",", "")), a.get("href")) for a in links]


@pytest.mark.parametrize("view", VIEWS)
def test_each_number_is_that_of_the_sentences_its_link_leads_to(
    client: TestClient, sample_store: Engine, view: str
) -> None:
    found = numbers(client.get(f"/coverage?{view}&region=Africa").text)
    found += numbers(client.get(f"/coverage?{view}").text)
    assert len(found) > 20
    for number, address in found:
        split = urlsplit(address)
        wanted = make_filter(sample_store, dict(parse_qsl(split.query)))  # type: ignore[arg-type]
        points = find_points(sample_store, replace(wanted, headings=False))
        assert split.path == "/explore"
        assert len(points) == number, address


def test_a_dialogue_has_the_same_as_a_page_of_its_own(
    client: TestClient, sample_store: Engine
) -> None:
    key = list_dialogues(sample_store)[0].id
    page = client.get(f"/dialogues/{key}/coverage")
    assert page.status_code == 200
    assert all(f"dialogue={key}" in address for _, address in numbers(page.text))
    assert client.get("/dialogues/dlg-none/coverage").status_code == 404


def test_lines_are_sorted_by_what_is_asked(client: TestClient) -> None:
    def lines(sort: str) -> list[str]:
        page = html.fromstring(client.get(f"/coverage?by=voice&sort={sort}").text)
        return [th.text_content().strip() for th in page.xpath("//tbody//th")]

    assert lines("name") == sorted(lines("name"), key=str.casefold)
    assert lines("") != lines("name")
    assert set(lines("15")) == set(lines(""))


def test_the_table_comes_as_a_file_with_the_same_numbers(client: TestClient) -> None:
    cells = client.get("/coverage.json?by=kind").json()
    shown = sum(number for number, address in numbers(client.get("/coverage?by=kind").text)
                if "kind=" in address)  # fmt: skip
    assert sum(cell["points"] for cell in cells) == shown > 0
    assert all(c["at_least"] <= c["at_most"] for c in cells)
    rows = list(
        csv.reader(io.StringIO(client.get("/coverage.csv?by=kind").content.decode("utf-8-sig")))
    )
    assert len(rows) == 1 + 23
    assert client.get("/coverage.xlsx").status_code == 200
    assert client.get("/coverage.exe").status_code == 404


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_chart_is_plain_svg_of_the_size_that_the_page_says(
    client: TestClient, view: str, look: str
) -> None:
    answer = client.get(f"/coverage.svg?{view}&look={look}")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    drawn = etree.fromstring(answer.content)
    assert drawn.find(f"{SVG}title") is not None
    assert not [name for name in LIVE if drawn.find(f".//{SVG}{name}") is not None]
    (img,) = html.fromstring(client.get(f"/coverage?{view}").text).xpath("//figure//img")
    assert (drawn.get("width"), drawn.get("height")) == (img.get("width"), img.get("height"))
    again = {"if-none-match": answer.headers["etag"]}
    assert client.get(f"/coverage.svg?{view}&look={look}", headers=again).status_code == 304


def test_a_hostile_name_stays_text_in_a_chart() -> None:
    name = '"><script>alert(1)</script>'
    words = Words(name, name, name, name)
    drawn = draw_grid((Square(name, "1", 3),), (name,), ("1",), words, "light")
    tree = etree.fromstring(drawn.encode())
    assert tree.find(f".//{SVG}script") is None
    assert name in "".join(tree.itertext())


def test_an_empty_store_says_what_to_do(tmp_path: object) -> None:
    store = open_store(f"{tmp_path}/empty.db")
    page = TestClient(make_app(store)).get("/coverage")
    assert page.status_code == 200
    assert "add documents" in page.text
    store.dispose()


def test_a_hostile_organisation_stays_text_in_the_table(tmp_path: object) -> None:
    store = open_store(f"{tmp_path}/hostile.db")
    run = make_run()
    voice = replace(run.statements[1].voice, entities=("<b>&quot;=1+1",))
    statements = (run.statements[0], replace(run.statements[1], voice=voice))
    entity = Entity("<b>&quot;=1+1", "<b>&quot;=1+1", "organisation")
    dialogue = replace(run.dialogue, entities=(entity,))
    save_run(store, replace(run, dialogue=dialogue, statements=statements))
    client = TestClient(make_app(store))
    page = client.get("/coverage")
    assert "<b>&quot;" not in page.text
    assert "&lt;b&gt;" in page.text
    assert client.get("/coverage.svg").status_code == 200
    assert client.get("/coverage.csv").status_code == 200
    store.dispose()
