"""A newcomer's path through the pages, in a real browser."""

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

MEETING = "International Dialogue on Migration 2020"


def test_from_the_first_page_to_the_marked_sentence(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("#list").get_by_role("link", name=MEETING).click()
    expect(page.get_by_role("heading", name="Who spoke")).to_be_visible()
    expect(page.get_by_text("Laura Thompson").first).to_be_visible()
    page.get_by_role("link", name="Chile").first.click()
    article = page.locator("article", has_text="60,000")
    expect(article.get_by_role("heading")).to_contain_text("Chile")
    article.locator("p", has_text="60,000").locator(".place").click()
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
    page.locator("#list").get_by_role("link", name=MEETING).click()
    page.wait_for_url("**/dialogues/*")
    dialogue = page.url
    for place in ("", "/statements", "/practices", "/recommendations"):
        page.goto(dialogue + place)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(dialogue)
    page.get_by_role("link", name="report.pdf").click()
    page.wait_for_url("**/pages/1")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


CONTRASTS = """() => {
  const parts = (colour) => {
    const numbers = colour.match(/[\\d.]+/g).map(Number);
    return colour.startsWith("color(") ? numbers : numbers.map((n, i) => i < 3 ? n / 255 : n);
  };
  const shine = (rgb) => {
    const [r, g, b] = rgb.map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const found = parts(getComputedStyle(at).backgroundColor);
      if (found.length < 4 || found[3] === 1) return found;
    }
    return [1, 1, 1];
  };
  return [...document.querySelectorAll("main *, header *, footer")]
    .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
    .map((e) => {
      const [a, b] = [shine(parts(getComputedStyle(e).color)), shine(ground(e))];
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      return [ratio, `${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 30)}`];
    })
    .filter(([ratio]) => ratio < 4.5);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_words_stand_out_from_their_ground(
    page: Page, address: str, scheme: Literal["light", "dark"]
) -> None:
    # 4.5 to 1 is what the Web Content Accessibility Guidelines ask at level AA.
    page.emulate_media(color_scheme=scheme)
    page.goto(address)
    page.locator("#list").get_by_role("link", name=MEETING).click()
    page.wait_for_url("**/dialogues/*")
    dialogue = page.url
    places = ("", "/statements?voice=all", "/practices", "/recommendations")
    for place in (*(dialogue + place for place in places), f"{address}/explore?q=nurses"):
        page.goto(place)
        assert page.evaluate(CONTRASTS) == [], place
    page.locator(".place").first.click()
    expect(page.locator("mark").first).to_be_visible()
    page.wait_for_load_state()
    assert page.evaluate(CONTRASTS) == []


def test_the_keyboard_reaches_the_content_and_shows_where_it_is(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_have_text("1 dialogue")
    assert focused.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
