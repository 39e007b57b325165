"""A served store and a real browser, for the tests of the pages."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import Engine

from docs.screenshots import CHROMIUM, FLAGS, SAMPLE, serve
from rapporteur.pipeline import ingest
from rapporteur.settings import Settings
from rapporteur.store import open_store


def watch(page: Page) -> list[str]:
    """Return a list that fills with what a page's console says and what its scripts break on."""
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
    return troubles


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    store = open_store(str(tmp_path_factory.mktemp("sample") / "sample.db"))
    ingest([str(SAMPLE)], store, Settings())
    yield store
    store.dispose()


@pytest.fixture(scope="session")
def address(sample_store: Engine) -> Iterator[str]:
    with serve(sample_store) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a browser, on which nothing goes wrong."""
    opened = browser.new_page()
    troubles = watch(opened)
    yield opened
    opened.close()
    # An error page is answered with its status, which the console reports.
    assert [text for text in troubles if "status of 404" not in text] == []
