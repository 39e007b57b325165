"""The store served by several processes."""

import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

from docs.screenshots import serve
from rapporteur.store import open_store
from rapporteur.store.write import save_run
from tests.making import make_run


def test_several_processes_answer_alike_and_at_once(tmp_path: Path) -> None:
    place = tmp_path / "a.db"
    engine = open_store(str(place))
    save_run(engine, make_run())
    engine.dispose()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "rapporteur", "--store", str(place), "serve", "--workers", "2"]
    words += ["--port", str(port), "--allow-origin", "https://example.org"]
    server = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}/api/v1/points"
        _wait(address)
        with httpx.Client(headers={"Origin": "https://example.org"}) as client:
            answers, taken = [], []
            for _ in range(20):
                begin = time.perf_counter()
                answers.append(client.get(address))
                taken.append(time.perf_counter() - begin)
    finally:
        server.terminate()
        server.wait(timeout=30)
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.headers["etag"] for answer in answers}) == 1
    assert answers[0].headers["access-control-allow-origin"] == "https://example.org"
    # Where the system holds a second packet back, no answer comes sooner than this.
    assert min(taken[1:]) < 0.04


def _wait(address: str) -> None:
    for _ in range(300):
        try:
            httpx.get(address)
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")


def test_the_search_is_made_ready_before_anybody_asks(tmp_path: Path) -> None:
    place = tmp_path / "a.db"
    engine = open_store(str(place))
    save_run(engine, make_run())
    with serve(engine):
        until = time.monotonic() + 30
        while not list(tmp_path.rglob("meaning.npz")):
            assert time.monotonic() < until
            time.sleep(0.05)
