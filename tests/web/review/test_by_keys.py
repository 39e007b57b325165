"""The review in a real browser: by keys alone, without scripts, for everybody, two at once."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import Engine

from docs.screenshots import serve
from rapporteur.review.decide import By, correct
from rapporteur.review.progress import count_progress
from rapporteur.store.judged.acts import list_acts
from rapporteur.store.judged.view import find_reviews
from rapporteur.store.select import Filter, find_points
from rapporteur.web.language import LANGUAGES
from tests.web.conftest import watch
from tests.web.reviewing import copy_store
from tests.web.test_access import AXE, CHECK

POINT = re.compile(r"/review/points/(pnt-[0-9a-f]+)")


@pytest.fixture
def store(sample_store: Engine, tmp_path: Path) -> Iterator[Engine]:
    opened = copy_store(sample_store, tmp_path / "own.db")
    yield opened
    opened.dispose()
    shutil.rmtree(tmp_path, ignore_errors=True)


@pytest.fixture
def address(store: Engine) -> Iterator[str]:
    with serve(store) as found:
        yield found


def person(browser: Browser, address: str, name: str, **options: object) -> BrowserContext:
    context = browser.new_context(**options)  # type: ignore[arg-type]
    if name:
        context.add_cookies([{"name": "reviewer", "value": name, "url": address}])
    return context


def press(page: Page, key: str) -> str:
    """Press a key, wait till another page has come, and return the point it shows."""
    page.evaluate("document.documentElement.dataset.old = '1'")
    page.keyboard.press(key)
    page.wait_for_selector("html:not([data-old])", state="attached")
    page.wait_for_load_state()
    found = POINT.search(page.url)
    return found[1] if found else ""


def test_a_reviewer_goes_through_twenty_items_by_keys_alone(
    browser: Browser, address: str, store: Engine
) -> None:
    page = person(browser, address, "").new_page()
    troubles = watch(page)
    page.goto(f"{address}/review")
    first = press(page, "j")
    assert first
    # Nobody has said who works here: the first key says so, and the name is kept.
    page.keyboard.press("y")
    expect(page.get_by_label("Your name")).to_be_focused()
    page.keyboard.type("Ada Osei")
    seen = [first, press(page, "Enter")]
    for key in "nyyjyynyyjyyyyyny":
        seen.append(press(page, key))
    press(page, "e")
    expect(page.get_by_label("Kind", exact=True)).to_be_focused()
    page.keyboard.press("ArrowDown")
    seen.append(press(page, "Control+Enter"))
    seen.append(press(page, "y"))
    seen.append(press(page, "n"))
    # Two were passed over with j; each of the others was decided on once, but for the last.
    assert len(set(seen)) == len(seen)
    assert count_progress(store, Filter(headings=False)).judged == len(seen) - 1 - 2 == 19
    press(page, "y")
    assert count_progress(store, Filter(headings=False)).judged == 20
    assert {act.who for act in list_acts(store)} == {"Ada Osei"}
    assert troubles == []


def test_going_back_and_undoing_by_keys(browser: Browser, address: str, store: Engine) -> None:
    page = person(browser, address, "Ada").new_page()
    page.goto(f"{address}/review")
    one = press(page, "j")
    two = press(page, "y")
    assert press(page, "k") == one
    assert press(page, "j") == two
    assert press(page, "u") == one
    assert find_reviews(store, [one]) == {}
    page.keyboard.press("?")
    expect(page.locator(".keys dl")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator(".keys dl")).to_be_hidden()


def test_keys_typed_into_a_field_are_words_and_can_be_switched_off(
    browser: Browser, address: str, store: Engine
) -> None:
    page = person(browser, address, "Ada").new_page()
    page.goto(f"{address}/review/next")
    place = page.url
    page.get_by_label("Comment, if you like").press_sequentially("yes, no, undo")
    assert page.url == place
    page.get_by_label("Comment, if you like").blur()
    page.locator(".keys summary").click()
    page.get_by_label("Use single keys").uncheck()
    page.goto(place)
    expect(page.locator(".acts kbd").first).to_be_hidden()
    page.keyboard.press("y")
    page.keyboard.press("j")
    page.wait_for_timeout(200)
    assert page.url == place
    assert list_acts(store) == ()


def test_two_at_the_same_item_the_second_sees_what_the_first_decided(
    browser: Browser, address: str, store: Engine
) -> None:
    ana = person(browser, address, "Ana").new_page()
    ben = person(browser, address, "Ben").new_page()
    ana.goto(f"{address}/review/next")
    ben.goto(ana.url)
    key = POINT.search(ana.url)
    assert key
    press(ana, "y")
    press(ben, "n")
    expect(ben.get_by_role("alert")).to_contain_text("Somebody decided on this meanwhile.")
    expect(ben.get_by_role("alert")).to_contain_text("Ana")
    assert find_reviews(store, [key[1]])[key[1]].corrected == ()
    ben.goto(f"{address}/review/points/{key[1]}")
    expect(ben.get_by_role("button", name="Sign off")).to_be_visible()
    press(ben, "y")
    assert find_reviews(store, [key[1]])[key[1]].state == "signed off"


def test_the_sentence_is_marked_on_its_page_and_in_view(
    browser: Browser, address: str, store: Engine
) -> None:
    page = person(browser, address, "Ana").new_page()
    key = find_points(store, Filter(voice="CHL"))[0]
    page.goto(f"{address}/review/points/{key}")
    expect(page.locator(".context mark")).to_have_count(1)
    page.wait_for_load_state("networkidle")
    assert page.locator(".leaf img").evaluate("image => image.naturalWidth") > 500
    leaf = page.locator(".check .leaf").bounding_box()
    mark = page.locator(".leaf .on rect").first.bounding_box()
    assert leaf
    assert mark
    assert leaf["y"] - 1 <= mark["y"] <= leaf["y"] + leaf["height"]


def test_the_review_works_without_scripts(browser: Browser, address: str, store: Engine) -> None:
    page = person(browser, address, "", java_script_enabled=False).new_page()
    page.goto(f"{address}/es/review")
    page.get_by_role("link", name="Empezar").click()
    page.get_by_label("Su nombre").fill("Lucía")
    page.get_by_role("button", name="Confirmar").click()
    page.get_by_role("link", name="Corregir").click()
    page.get_by_label("Tipo", exact=True).select_option("challenge")
    page.get_by_label("Añadir un objetivo", exact=True).fill("16")
    page.get_by_role("button", name="Guardar").first.click()
    page.get_by_role("button", name="Rechazar").click()
    page.get_by_role("link", name="Siguiente").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Deshacer").click()
    acts = list_acts(store)
    assert acts[0].judgements[0].verdict == "taken back"
    assert [act.gone for act in acts] == [False, True, False, False]
    assert {act.who for act in acts} == {"Lucía"}
    expect(page.locator("h1")).to_be_visible()


@pytest.fixture
def places(store: Engine, browser: Browser, address: str) -> dict[str, str]:
    """Every page of the review, in every state that looks otherwise."""
    first, second, third = find_points(store, Filter(kind="practice"))[:3]
    correct(store, first, "kind", "challenge", By("Ana"))
    correct(store, second, "gcm", ("16",), By("Ben"))
    sample = ""
    for name, kind in (("Ana", "practice"), ("Ben", "position")):
        page = person(browser, address, name).new_page()
        page.goto(f"{address}/review/samples{f'/{sample}' if sample else ''}")
        if not sample:
            page.get_by_label("How many sentences").fill("2")
            page.get_by_role("button", name="Draw a sample").click()
            page.wait_for_url("**/review/samples/smp-*")
            sample = page.url.rpartition("/")[2]
        page.get_by_role("link", name="Begin to read").click()
        for _ in range(2):
            page.get_by_label("Kind", exact=True).select_option(kind)
            page.get_by_label("How they speak").select_option("collective")
            page.get_by_role("button", name="Keep, and go on").click()
        expect(page.locator("h2", has_text="Readers")).to_be_visible()
        page.close()
    return {
        "queue": "/review",
        "to sign off": "/review?state=waiting",
        "done": "/review?state=done",
        "item": f"/review/points/{third}",
        "mine": f"/review/points/{first}",
        "of another": f"/review/points/{second}?state=waiting",
        "edit": f"/review/points/{third}?edit=1",
        "one label": f"/review/points/{third}?label=gcm&edit=1",
        "log": "/review/log",
        "no log": "/review/log?who=Nobody",
        "samples": "/review/samples",
        "sample": f"/review/samples/{sample}",
        "name": "/name",
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_every_page_of_the_review(
    browser: Browser, address: str, places: dict[str, str], scheme: Literal["light", "dark"]
) -> None:
    page = person(browser, address, "Ana", color_scheme=scheme).new_page()
    troubles = watch(page)
    script = AXE.read_text(encoding="utf-8")
    found: dict[str, object] = {}
    for language in LANGUAGES:
        for name, place in places.items():
            page.goto(f"{address}/{language}{place}")
            page.evaluate(script)
            if wrong := page.evaluate(CHECK):
                found[f"{name}, {language}"] = wrong
            page.set_viewport_size({"width": 320, "height": 700})
            if page.evaluate("document.documentElement.scrollWidth") > 320:
                found[f"{name}, {language}"] = "runs off the side"
            page.set_viewport_size({"width": 1280, "height": 800})
    assert found == {}
    assert troubles == []


def test_a_blind_reader_can_use_the_page(browser: Browser, address: str, store: Engine) -> None:
    page = person(browser, address, "Ana").new_page()
    page.goto(f"{address}/fr/review/samples")
    page.get_by_role("button", name="Tirer un échantillon").click()
    page.get_by_role("link", name="Commencer la lecture").click()
    expect(page.locator(".context mark")).to_have_count(1)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(CHECK) == []
