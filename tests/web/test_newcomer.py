"""A newcomer's path: from dropping a report of ninety pages to a quotation with its citation."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from sqlalchemy import Engine

from docs.screenshots import serve
from rapporteur.store import open_store
from tests.web.conftest import watch

PATIENCE = 180_000  # milliseconds: the machine that tests may have much else to do
DROP = """async (text) => {
  const carried = new DataTransfer();
  carried.items.add(new File([text], "report.txt"));
  for (const name of ["dragover", "drop"])
    dispatchEvent(new DragEvent(name, {dataTransfer: carried, cancelable: true}));
}"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Engine]:
    engine = open_store(str(tmp_path / "a.db"))
    yield engine
    engine.dispose()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    yield made
    made.close()


class Newcomer:
    """Clicks, and counts the clicks."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0

    def click(self, what: Locator) -> None:
        what.click()
        self.clicks += 1


def test_from_an_empty_store_to_a_cited_quotation(
    context: BrowserContext, store: Engine, report_text: Path
) -> None:
    page = context.new_page()
    troubles = watch(page)
    newcomer = Newcomer(page)
    with serve(store) as at:
        page.goto(at)
        newcomer.click(page.locator("main").get_by_role("link", name="Add documents"))
        page.evaluate(DROP, report_text.read_text(encoding="utf-8"))
        begun = time.monotonic()
        newcomer.click(page.get_by_role("button", name="Read and add"))
        expect(page.get_by_role("status")).to_have_text("1 of 1 file was added.", timeout=PATIENCE)
        took = time.monotonic() - begun
        page.get_by_role("searchbox").fill("visa extensions Portugal")
        page.keyboard.press("Enter")
        newcomer.click(page.locator("main article .place").first)
        copy = page.get_by_role("button", name="Copy").first
        expect(page.locator("#said mark").first).to_be_in_viewport()
        newcomer.click(copy)
        expect(page.get_by_role("button", name="Copied").first).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        quoted = page.locator("#said mark").first.inner_text()
    assert quoted in copied
    assert "2020" in copied
    assert troubles == []
    assert newcomer.clicks <= 4
    print(f"\n{newcomer.clicks} clicks; read in {took:.1f} s; copied: {len(copied)} characters")
