"""A served store and a real browser, for the tests of the pages."""

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import Engine

from rapporteur.pipeline import ingest
from rapporteur.settings import Settings
from rapporteur.store import open_store
from rapporteur.web.app import make_app

SAMPLE = Path(__file__).resolve().parents[2] / "sample"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


@contextmanager
def served(store: Engine) -> Iterator[str]:
    """Serve a store on a free port; yields the address."""
    server = uvicorn.Server(uvicorn.Config(make_app(store), port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    store = open_store(str(tmp_path_factory.mktemp("sample") / "sample.db"))
    ingest([str(SAMPLE)], store, Settings())
    yield store
    store.dispose()


@pytest.fixture(scope="session")
def address(sample_store: Engine) -> Iterator[str]:
    with served(sample_store) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield running
        running.close()
