"""Every page for everybody: axe-core, without JavaScript, narrow, wide, in three languages."""

import re
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine, update

from docs.screenshots import serve
from rapporteur.store import open_store
from rapporteur.store.searches import save_search
from rapporteur.store.select import Filter, find_points
from rapporteur.store.tables import search
from rapporteur.store.view import (
    find_practices,
    find_recommendations,
    find_statements,
    list_dialogues,
    list_sources,
)
from rapporteur.store.write import save_run
from rapporteur.web.language import LANGUAGES
from tests.making import make_run

LONG_AGO = "2020-01-01T00:00:00.000000+00:00"
AXE = Path(__file__).parent / "vendor/axe/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHECK = f"""async () => {{
  const found = await axe.run(document, {{runOnly: {RULES}}});
  const told = (v) => v.nodes.map((n) => n.html).slice(0, 3).join(" ");
  return found.violations.map((v) => `${{v.id}}: ${{told(v)}}`);
}}"""


@pytest.fixture(scope="module")
def places(sample_store: Engine) -> dict[str, str]:
    """One address of each sort of page."""
    key = list_dialogues(sample_store)[0].id
    points = find_points(sample_store, Filter(voice="CHL"))
    told = find_statements(sample_store, points[:1])[0].points[0]
    names = {name: key for key, (name, _) in list_sources(sample_store).items()}
    page = f"/sources/{told.anchor.source}/pages/{told.anchor.page}"
    base = f"/dialogues/{key}"
    practices = find_practices(sample_store)
    quiet = save_search(sample_store, "Chile", "", {"voice": "CHL"}, who="Ana")
    news = save_search(sample_store, "Nurses", "nurses", {})
    with sample_store.begin() as connection:  # nobody has looked since the files came
        connection.execute(update(search).where(search.c.id == news.id).values(seen=LONG_AGO))
    return {
        "home": "/",
        "dialogue": base,
        "every sentence": f"{base}/strip?by=voice",
        "coverage": "/coverage",
        "coverage by kind": "/coverage?by=kind&region=Africa",
        "coverage of a dialogue": f"{base}/coverage?by=group&list=sdg",
        "nothing covered": "/coverage?region=Polynesia&every=yes&kind=practice",
        "segments": f"{base}/segments",
        "statements": f"{base}/statements?voice=all",
        "no statement": f"{base}/statements?voice=ATA",
        "practices": f"{base}/practices",
        "recommendations": f"{base}/recommendations",
        "all practices": "/practices?instrument=visa",
        "no practice": "/practices?gcm=22",
        "practice": f"/practices/{practices[0].id}",
        "practices compared": "/practices/compare?"
        + "&".join(f"practice={practice.id}" for practice in practices[:3]),
        "all recommendations": "/recommendations?origin=call",
        "recommendation": f"/recommendations/{find_recommendations(sample_store)[0].id}",
        "explore": "/explore",
        "found": "/explore?q=nurses&kind=practice",
        "nothing found": "/explore?q=zzzz&kind=other",
        "table": "/explore?q=health&view=table",
        "values": "/explore/values?facet=gcm&q=health",
        "searches": "/searches",
        "search": f"/searches/{news.id}",
        "search without news": f"/searches/{quiet.id}",
        "search removal": f"/searches/{quiet.id}/remove",
        "page": page,
        "sentence": f"{page}?point={told.id}#{told.id}",
        "similar": f"/points/{told.id}/similar",
        "text": f"/sources/{names['concept-note.txt']}/pages/1",
        "web page": f"/sources/{names['agenda.html']}/pages/1",
        "ingest": "/ingest",
        "remove a source": f"/sources/{told.anchor.source}/remove",
        "countries": "/countries",
        "organisations": "/organisations",
        "country": "/countries/CHL",
        "no country": "/countries/FJI",
        "brief": "/countries/CHL/brief",
        "said alike": "/countries/CHL/alike",
        "compare": "/compare",
        "compared": "/compare?one.voice=CHL&two.voice=spoken",
        "compared points": "/compare?one.voice=CHL&two.voice=spoken&show=points&fate=new",
        "review": "/review",
        "review item": f"/review/points/{told.id}",
        "review log": "/review/log",
        "your name": "/name",
        "error": "/no/such/page",
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_any_page(
    page: Page,
    address: str,
    places: dict[str, str],
    language: str,
    scheme: Literal["light", "dark"],
) -> None:
    page.emulate_media(color_scheme=scheme)
    script = AXE.read_text(encoding="utf-8")
    found: dict[str, Any] = {}
    for name, place in places.items():
        page.goto(f"{address}/{language}{place}")
        page.evaluate(script)
        if wrong := page.evaluate(CHECK):
            found[name] = wrong
    assert found == {}


def test_axe_finds_what_is_wrong(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate("document.querySelector('input[type=search]').removeAttribute('aria-label')")
    page.evaluate("document.querySelector('input[type=search]').removeAttribute('placeholder')")
    assert any(wrong.startswith("label") for wrong in page.evaluate(CHECK))


@pytest.mark.parametrize("width", [320, 1280, 3840])
def test_no_page_runs_off_the_side(
    page: Page, address: str, places: dict[str, str], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for name, place in places.items():
        page.goto(f"{address}/fr{place}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_every_page_works_without_javascript(
    browser: Browser, address: str, places: dict[str, str]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for place in places.values():
        page.goto(f"{address}/es{place}")
        expect(page.locator("h1")).to_be_visible()
    page.goto(f"{address}{places['page']}")
    page.locator("#said .sentence", has_text="health care was open").click()
    expect(page.locator("#said mark")).to_have_count(1)
    expect(page.locator(".picture a.on rect").first).to_be_attached()
    expect(page.get_by_label("Quotation with citation")).to_have_value(
        re.compile("health care.*p. 4")
    )
    page.goto(f"{address}{places['statements']}")
    page.get_by_label("Voice").select_option("CHL")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("article")).to_have_count(1)
    context.close()


def test_nothing_comes_from_elsewhere_and_nothing_moves_while_loading(
    browser: Browser, address: str, places: dict[str, str]
) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(l => l.getEntries().forEach(e => "
        "window.shift += e.value)).observe({type: 'layout-shift', buffered: true});"
    )
    for name, place in places.items():
        page.goto(f"{address}{place}")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.shift") < 0.02, name
    assert [url for url in asked if not url.startswith(address)] == []
    page.close()


def test_both_sides_of_the_reader_move_together(
    page: Page, address: str, places: dict[str, str]
) -> None:
    page.set_viewport_size({"width": 1280, "height": 700})
    page.goto(f"{address}{places['page']}")
    box = page.locator(".picture a", has=page.locator("rect")).nth(3)
    wanted = box.get_attribute("data-point")
    box.locator("rect").first.click()
    expect(page.locator(f"#{wanted} mark")).to_be_in_viewport()
    expect(page.locator(".picture a.on")).to_have_attribute("data-point", str(wanted))
    expect(page).to_have_url(re.compile(f"point={wanted}"))
    page.locator("#said .sentence").last.click()
    expect(page.locator("#said mark")).to_have_count(1)
    expect(page.locator(f".picture a.on[data-point='{wanted}']")).to_have_count(0)
    expect(page.locator(".picture a.on rect").last).to_be_in_viewport()
    page.go_back()
    expect(page.locator(f"#{wanted} mark")).to_have_count(1)


def test_a_bare_fragment_leads_to_its_sentence(
    page: Page, address: str, places: dict[str, str]
) -> None:
    point = places["sentence"].partition("#")[2]
    page.goto(f"{address}{places['page']}#{point}")
    expect(page.locator(f"#{point}")).to_be_in_viewport()
    expect(page.locator(f".picture a.on[data-point='{point}']")).to_have_count(1)


def test_the_keyboard_alone_reads_marks_and_copies(
    page: Page, address: str, places: dict[str, str]
) -> None:
    page.goto(f"{address}{places['page']}")
    page.locator("#said .sentence").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#said mark")).to_have_count(1)
    expect(page.locator(":focus")).to_have_attribute("aria-current", "true")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_be_visible()
    field = page.get_by_label("Quotation with citation")
    page.get_by_role("button", name="Copy").press("Enter")
    selected = field.evaluate("e => e.value.slice(e.selectionStart, e.selectionEnd)")
    assert selected == field.input_value()


@pytest.mark.parametrize("name", ["sentence", "practice", "recommendation"])
def test_a_button_takes_the_citation_wherever_one_stands(
    page: Page, address: str, places: dict[str, str], name: str
) -> None:
    page.goto(f"{address}{places[name]}")
    page.get_by_role("button", name="Copy", exact=True).click()
    field = page.get_by_label("Quotation with citation")
    selected = field.evaluate("e => e.value.slice(e.selectionStart, e.selectionEnd)")
    assert selected == field.input_value() != ""


def test_hostile_names_and_texts_stay_text(page: Page, browser: Browser, tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "a.db"))
    evil = '"><script>document.title="run"</script><img src=x onerror=alert(1)>'
    save_run(store, make_run(f"{evil}\n{evil} said.\n{evil} too.\n", f"{evil}.txt", evil))
    dialogue = list_dialogues(store)[0].id
    (source,) = list_sources(store)
    (point, *_) = find_points(store, Filter(voice="PRT"))
    with serve(store) as at:
        for place in (
            "/",
            f"/dialogues/{dialogue}",
            f"/dialogues/{dialogue}/statements?voice=all",
            f"/dialogues/{dialogue}/practices",
            f"/dialogues/{dialogue}/recommendations",
            f"/sources/{source}/pages/1?point={point}",
        ):
            page.goto(f"{at}/fr{place}")
            assert page.title() != "run", place
            assert page.locator("main img[src=x], main script").count() == 0, place
    store.dispose()


def test_a_filter_changes_the_list_without_loading_the_page_anew(
    page: Page, address: str, places: dict[str, str]
) -> None:
    page.goto(f"{address}{places['statements']}")
    page.evaluate("window.stays = true")
    page.get_by_label("Voice").select_option("CHL")
    expect(page.locator("article")).to_have_count(1)
    expect(page).to_have_url(re.compile("voice=CHL"))
    assert page.evaluate("window.stays") is True


def test_a_page_prints_without_its_controls(
    page: Page, address: str, places: dict[str, str]
) -> None:
    page.goto(f"{address}{places['sentence']}")
    page.emulate_media(media="print")
    expect(page.locator("header.top")).to_be_hidden()
    expect(page.locator(".cite")).to_be_hidden()
    expect(page.locator("#said mark")).to_be_visible()
