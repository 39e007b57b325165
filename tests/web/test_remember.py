"""What the API answered before it answers again at once, and never what has since changed."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import Engine
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from rapporteur.review.acts import By
from rapporteur.review.decide import correct
from rapporteur.store import open_store
from rapporteur.store.searches import save_search
from rapporteur.store.select import Filter, find_points
from rapporteur.store.write import save_run
from rapporteur.web.api import remember
from rapporteur.web.api.remember import Remember
from rapporteur.web.app import make_app
from tests.making import make_run


class Counting:
    """Answers with the number of times it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked += 1
        kind = scope["path"]
        answer: Response = JSONResponse({"asked": self.asked})
        if kind == "/missing":
            answer = JSONResponse({}, 404)
        if kind == "/text":
            answer = PlainTextResponse(str(self.asked))
        await answer(scope, receive, send)


@pytest.fixture
def store(tmp_path: Path) -> Engine:
    return open_store(str(tmp_path / "a.db"))


def _client(app: ASGIApp, store: Engine) -> TestClient:
    return TestClient(Remember(app, store))


def test_the_same_is_worked_out_once_until_anything_is_written(store: Engine) -> None:
    client = _client(Counting(), store)
    assert [client.get("/a?q=1").json()["asked"] for _ in range(3)] == [1, 1, 1]
    assert client.get("/a?q=2").json()["asked"] == 2
    save_search(store, "Nurses", "nurses", {})
    assert [client.get("/a?q=1").json()["asked"] for _ in range(2)] == [3, 3]


@pytest.mark.parametrize("path", ["/missing", "/text"])
def test_errors_and_other_kinds_of_content_are_worked_out_anew(store: Engine, path: str) -> None:
    app = Counting()
    client = _client(app, store)
    for _ in range(2):
        client.get(path)
    assert app.asked == 2


def test_what_is_written_to_is_never_remembered(store: Engine) -> None:
    app = Counting()
    client = _client(app, store)
    for _ in range(2):
        client.post("/a")
    assert app.asked == 2


def test_a_store_in_memory_is_asked_each_time() -> None:
    app = Counting()
    client = _client(app, open_store(":memory:"))
    for _ in range(2):
        client.get("/a")
    assert app.asked == 2


def test_the_oldest_answers_give_way(store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    app = Counting()
    client = _client(app, store)
    monkeypatch.setattr(remember, "MOST", 2 * len(b'{"asked":1}'))
    for path in ("/a", "/b", "/c", "/c", "/b", "/a"):
        client.get(path)
    assert app.asked == 4


def test_what_changed_while_it_was_worked_out_is_worked_out_again(store: Engine) -> None:
    counting = Counting()

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        if not counting.asked:
            await asyncio.to_thread(save_search, store, "Nurses", "nurses", {})
        await counting(scope, receive, send)

    client = _client(slow, store)
    assert [client.get("/a").json()["asked"] for _ in range(3)] == [1, 2, 2]


def test_a_correction_is_in_the_next_answer(store: Engine) -> None:
    save_run(store, make_run())
    (key, *_) = find_points(store, Filter())
    client = TestClient(make_app(store))
    address = f"/api/v1/points/{key}"
    before = [client.get(address) for _ in range(2)]
    assert before[0].json() == before[1].json()
    assert before[0].headers["etag"] == before[1].headers["etag"]
    correct(store, key, "gcm", ("6",), By("Ada"))
    after = client.get(address)
    assert after.headers["etag"] != before[0].headers["etag"]
    assert {"framework": "gcm", "code": "6"}.items() <= after.json()["codings"][0].items()
