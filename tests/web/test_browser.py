"""A newcomer's path through the pages, in a real browser."""

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright

from rapporteur.pipeline import ingest
from rapporteur.settings import Settings
from rapporteur.store import open_store
from rapporteur.web.app import make_app

SAMPLE = Path(__file__).resolve().parents[2] / "sample"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = open_store(str(tmp_path_factory.mktemp("browser") / "sample.db"))
    ingest([str(SAMPLE)], store, Settings())
    server = uvicorn.Server(uvicorn.Config(make_app(store), port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()
    store.dispose()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    troubles: list[str] = []
    opened.on("console", lambda message: troubles.append(message.text))
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    yield opened
    opened.close()
    assert not troubles


def test_from_the_first_page_to_the_marked_sentence(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="International Dialogue on Migration 2020").click()
    expect(page.get_by_role("heading", name="Who spoke")).to_be_visible()
    expect(page.get_by_text("Laura Thompson").first).to_be_visible()
    page.get_by_role("link", name="Chile").click()
    article = page.locator("article", has_text="60,000")
    expect(article.get_by_role("heading")).to_contain_text("Chile")
    article.locator("p", has_text="60,000").get_by_role("link").click()
    expect(page.locator("mark").first).to_be_in_viewport()
    expect(page.locator("svg rect").first).to_be_attached()


def test_a_question_leads_to_its_answer(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("searchbox").fill("nurses to Germany")
    page.keyboard.press("Enter")
    first = page.locator("article").first
    expect(first).to_contain_text("Philippines")
    expect(first.locator("mark").first).to_be_visible()


@pytest.mark.parametrize("width", [320, 768, 1920])
def test_nothing_runs_off_the_side(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    page.get_by_role("link", name="International Dialogue on Migration 2020").click()
    dialogue = page.url
    for place in ("", "/statements", "/practices", "/recommendations"):
        page.goto(dialogue + place)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(dialogue)
    page.get_by_role("link", name="report.pdf").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
