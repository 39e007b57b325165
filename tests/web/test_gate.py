"""Who may write through the pages: nobody from elsewhere, not too much, and nobody at all if so."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from rapporteur.store import open_store
from rapporteur.web.app import make_app
from rapporteur.web.gate import BODY, is_ours

NAME = {"who": "Ada Osei", "back": "/find?q=x"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Engine]:
    opened = open_store(str(tmp_path / "a.db"))
    yield opened
    opened.dispose()


@pytest.fixture
def client(store: Engine) -> TestClient:
    return TestClient(make_app(store), follow_redirects=False)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://testserver.elsewhere.example"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_form_of_another_site_changes_nothing_and_says_why(
    client: TestClient, headers: dict[str, str]
) -> None:
    answer = client.post("/name", data=NAME, headers=headers)
    assert answer.status_code == 403
    assert "This did not come from a page of this server" in answer.text
    assert "set-cookie" not in answer.headers
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_no_other_way_of_writing_is_open_to_another_site(client: TestClient, method: str) -> None:
    answer = client.request(method, "/name", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://testserver"},
        {"Origin": "https://testserver"},  # a proxy took the encryption off
    ],
)
def test_a_form_of_our_own_page_is_taken(client: TestClient, headers: dict[str, str]) -> None:
    answer = client.post("/name", data=NAME, headers=headers)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/find?q=x"


def test_another_site_may_lead_to_a_page(client: TestClient) -> None:
    assert client.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_a_host_with_a_port_is_told_from_another_port() -> None:
    assert is_ours({"origin": "http://10.0.0.5:8000", "host": "10.0.0.5:8000"})
    assert not is_ours({"origin": "http://10.0.0.5:9000", "host": "10.0.0.5:8000"})


def test_the_refusal_is_in_the_readers_language(client: TestClient) -> None:
    answer = client.post("/fr/name", data=NAME, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert 'lang="fr"' in answer.text
    assert "This did not come" not in answer.text


def test_a_body_that_is_too_large_is_refused_whether_or_not_it_says_its_length(
    client: TestClient,
) -> None:
    large = b"who=" + b"a" * BODY
    said = client.post("/name", content=large)
    unsaid = client.post("/name", content=iter([large[: BODY // 2], large[BODY // 2 :]]))
    assert said.status_code == unsaid.status_code == 413
    assert "more than the page takes" in said.text
    assert "more than the page takes" in unsaid.text
    fits = client.post("/name", content=iter([b"who=A", b"da"]))
    assert fits.status_code == 303


def test_a_server_that_only_shows_takes_nothing_in(store: Engine) -> None:
    client = TestClient(make_app(store, read_only=True), follow_redirects=False)
    answer = client.post("/name", data=NAME)
    assert answer.status_code == 403
    assert "This server only shows the record" in answer.text
    assert client.get("/name").status_code == 404
    assert client.get("/").status_code == 200
    assert client.post("/look", data={"look": "dark"}).status_code == 303


def test_a_name_is_kept_and_forgotten(client: TestClient) -> None:
    assert "Ada Osei" not in client.get("/name").text
    client.post("/name", data={"who": "  Ada \n Osei "})
    assert 'value="Ada Osei"' in client.get("/name").text
    client.post("/name", data={"who": "Ілля Шевченко, 伊藤"})
    assert 'value="Ілля Шевченко, 伊藤"' in client.get("/name").text
    client.post("/name", data={"who": " "})
    assert 'value=""' in client.get("/name").text


def test_a_name_leads_back_to_no_other_site(client: TestClient) -> None:
    for back in ("//elsewhere.example", "/\\elsewhere.example", "https://elsewhere.example"):
        answer = client.post("/name", data={"who": "Ada", "back": back})
        assert answer.headers["location"] == "/"


def test_a_proxys_word_counts_only_where_the_server_was_told_so(store: Engine) -> None:
    said = {"X-Forwarded-User": "Mallory"}
    plain = TestClient(make_app(store))
    assert "Mallory" not in plain.get("/name", headers=said).text
    behind = TestClient(make_app(store, user_header="X-Forwarded-User"))
    behind.cookies.set("reviewer", "Ada")
    assert "You work as Mallory" in behind.get("/name", headers=said).text
    assert "Ada" not in behind.get("/name").text


def test_a_server_of_this_machine_answers_to_its_own_names_alone(store: Engine) -> None:
    client = TestClient(make_app(store, hosts=["localhost", "127.0.0.1", "::1"]))
    for host in ("localhost:8000", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST"):
        assert client.get("/", headers={"Host": host}).status_code == 200, host
    for host in ("elsewhere.example:8000", "localhost.elsewhere.example", ""):
        for place in ("/", "/api/v1/points", "/review", "/fr/explore.csv"):
            answer = client.get(place, headers={"Host": host})
            assert answer.status_code == 403, (host, place)
        # Page and address seem to be of one host: that alone would pass.
        origin = {"Host": host, "Origin": f"http://{host}", "Sec-Fetch-Site": "same-origin"}
        assert client.post("/name", data=NAME, headers=origin).status_code == 403
    assert "not known by this name" in client.get("/", headers={"Host": "x.example"}).text
