"""The pages, over HTTP, from the sample dialogue."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from rapporteur.evidence import Coding, Dialogue, Notice, Segment
from rapporteur.pipeline import ingest
from rapporteur.settings import Settings
from rapporteur.store import open_store
from rapporteur.store.view import find_practices, list_dialogues, list_sources
from rapporteur.store.write import save_run
from rapporteur.web.app import make_app
from rapporteur.web.names import finest_codings, segment_title, segment_titles
from tests.making import TEXT, make_run

SAMPLE = Path(__file__).resolve().parents[2] / "sample"
LINK = re.compile(r'(?:href|src|action|hx-get)="([^"]+)"')
FORM = re.compile(r'<form[^>]*method="post"[^>]*>')
# A script or style in the page itself, which the policy would not let run.
SCRIPT = re.compile(r'<script(?! src="/static/)[^>]*>|<style|\son\w+="|\sstyle="')


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = open_store(str(tmp_path_factory.mktemp("web") / "sample.db"))
    ingest([str(SAMPLE)], engine, Settings())
    return engine


@pytest.fixture(scope="module")
def pages(store: Engine) -> TestClient:
    return TestClient(make_app(store))


def test_every_link_on_every_page_leads_somewhere(pages: TestClient) -> None:
    seen: set[str] = set()
    waiting = ["/"]
    while waiting:
        address = waiting.pop()
        if address in seen or len(seen) > 600:
            continue
        seen.add(address)
        answer = pages.get(address)
        assert answer.status_code == 200, address
        if "html" in answer.headers["content-type"]:
            assert SCRIPT.findall(answer.text) == [], address
            for link in LINK.findall(FORM.sub("", answer.text)):
                link = link.replace("&amp;", "&").partition("#")[0]
                if link.startswith("?"):
                    link = address.partition("?")[0] + link
                assert link.startswith("/") or not link, f"{address} links to {link}"
                if link:
                    waiting.append(link)
    assert len(seen) > 40


def test_a_quotation_leads_to_its_page_with_the_sentence_marked(
    pages: TestClient, store: Engine
) -> None:
    key = list_dialogues(store)[0].id
    found = pages.get(f"/dialogues/{key}/statements?voice=CHL").text
    assert "Chile" in found
    link = re.search(r'class="place" href="([^"]+)"', found)
    assert link
    page = pages.get(link[1].replace("&amp;", "&")).text
    marked = "".join(re.findall(r"<mark[^>]*>([^<]*)</mark>", page))
    assert "health care was open to all migrants" in marked
    assert "<rect" in page  # the boxes on the picture of the page


def test_numbers_agree_with_what_they_link_to(pages: TestClient, store: Engine) -> None:
    key = list_dialogues(store)[0].id
    dialogue = pages.get(f"/dialogues/{key}").text
    number = re.search(r"practices\"><b>(\d+)</b>", dialogue)
    assert number
    listed = pages.get(f"/dialogues/{key}/practices").text
    assert listed.count('class="card practice"') == int(number[1])


def test_the_record_cannot_run_in_the_page(tmp_path: Path) -> None:
    engine = open_store(str(tmp_path / "a.db"))
    hostile = '<script>alert(1)</script>\nA & B <b>said</b> "x".\nMore of it.\n'
    save_run(engine, make_run(hostile, '"><script>.txt', title="<i>Title</i>"))
    client = TestClient(make_app(engine))
    key = list_dialogues(engine)[0].id
    for address in ("/", f"/dialogues/{key}", f"/dialogues/{key}/statements", "/explore?q=more"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert SCRIPT.findall(answer.text) == []
        assert "alert(1)</" not in answer.text
        assert "<i>" not in answer.text
        assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "address",
    ["/dialogues/dlg-none", "/sources/src-none/pages/1", "/points/pnt-none", "/no/such/page"],
)
def test_an_unknown_address_says_so(pages: TestClient, address: str) -> None:
    answer = pages.get(address)
    assert answer.status_code == 404
    assert "All dialogues" in answer.text


def test_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    client = TestClient(make_app(open_store(str(tmp_path / "a.db"))))
    assert 'href="/ingest"' in client.get("/").text


@pytest.mark.parametrize("typed", ["", "!!", '"', "x" * 3000, "nurses"])
def test_any_question_gets_an_answer(pages: TestClient, typed: str) -> None:
    assert pages.get("/explore", params={"q": typed}).status_code == 200


def test_a_source_can_be_downloaded_as_it_came(pages: TestClient, store: Engine) -> None:
    key = list_dialogues(store)[0].id
    links = re.findall(r'href="(/sources/[^"]+/file)"', pages.get(f"/dialogues/{key}").text)
    contents = {pages.get(link).content for link in links}
    assert contents == {path.read_bytes() for path in SAMPLE.iterdir()}


def test_statements_are_those_of_people_and_the_count_says_so(
    pages: TestClient, store: Engine
) -> None:
    key = list_dialogues(store)[0].id
    number = re.search(r"statements\"><b>(\d+)</b>", pages.get(f"/dialogues/{key}").text)
    listed = pages.get(f"/dialogues/{key}/statements").text
    assert number
    assert f"<b>{number[1]}</b> statement" in listed
    assert listed.count("<article") == int(number[1])
    assert "<h3>The report" not in listed
    assert "<h3>The report" in pages.get(f"/dialogues/{key}/statements?voice=all").text


def test_the_numbers_of_kinds_and_voices_are_those_of_their_lists(
    pages: TestClient, store: Engine
) -> None:
    key = list_dialogues(store)[0].id
    dialogue = pages.get(f"/dialogues/{key}").text
    kinds = re.findall(r'href="([^"]+kind=\w+)".*?class="count">(\d+)<', dialogue, re.DOTALL)
    voices = re.findall(r'href="([^"]+voice=[^"&]+)">[^<]+<span class="quiet">(\d+)<', dialogue)
    segments = re.findall(r'href="([^"]+segment=[^"]+)">(\d+) sentence', dialogue)
    assert kinds
    assert voices
    assert segments
    for link, number in kinds + voices + segments:
        listed = pages.get(link.replace("&amp;", "&")).text
        assert re.search(rf", {number} sentences?<", listed), link


def test_headings_are_no_statements(pages: TestClient, store: Engine) -> None:
    key = list_dialogues(store)[0].id
    base = f"/dialogues/{key}/statements?voice=report"
    listed = "".join(pages.get(f"{base}&page={number}").text for number in (1, 2, 3))
    assert re.search(r"<h2[^>]*>Introduction</h2>", listed)
    assert not re.search(r'class="words">Introduction ', listed)


def test_no_voice_or_group_is_shown_as_a_code(pages: TestClient, store: Engine) -> None:
    key = list_dialogues(store)[0].id
    for place in ("", "/statements?voice=all", "/practices", "/recommendations"):
        shown = pages.get(f"/dialogues/{key}{place}").text
        assert not re.findall(r">\s*(?:CHL|PHL|PRT|UN-Women|[a-z]+_[a-z]+)[\s,<]", shown)


def test_text_before_the_first_heading_has_a_name() -> None:
    assert segment_title(Segment("seg-1", "", "front")) == "Front matter"
    assert segment_title(Segment("seg-2", "", "chapter")) == "Untitled part"


def test_a_discussion_bears_the_title_of_what_is_discussed() -> None:
    above = Segment("seg-1", "Key message 1", "key message")
    below = Segment("seg-2", "Discussion", "discussion", parent="seg-1")
    dialogue = Dialogue("dlg-1", "A Dialogue", segments=(above, below))
    assert segment_titles(dialogue)["seg-2"] == "Key message 1 › Discussion"


def test_the_finer_code_speaks_for_the_coarser() -> None:
    codings = [
        Coding("pnt-1", framework, code, "keyword", 0.5, "")
        for framework, code in (("gcm", "15"), ("gcm", "15.e"), ("sdg", "15"), ("groups", "girls"))
    ]
    assert [(c.framework, c.code) for c in finest_codings(codings)] == [
        ("gcm", "15.e"),
        ("sdg", "15"),
    ]


def test_a_picture_seen_before_is_not_sent_again(pages: TestClient, store: Engine) -> None:
    source = next(k for k, (name, _) in list_sources(store).items() if name == "report.pdf")
    address = f"/sources/{source}/pages/1/picture.webp"
    first = pages.get(address)
    assert first.headers["content-type"] == "image/webp"
    assert "max-age" in first.headers["cache-control"]
    again = pages.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert pages.get(f"/sources/{source}/pages/99/picture.webp").status_code == 404
    assert "max-age" in pages.get("/static/style.css").headers["cache-control"]


def test_a_notice_leads_only_to_pages_that_are_there(tmp_path: Path) -> None:
    run = make_run()
    notice = Notice("structure", "odd", "Two pages differ.", run.source.id, (1, 86))
    engine = open_store(str(tmp_path / "a.db"))
    save_run(engine, replace(run, dialogue=replace(run.dialogue, notices=(notice,))))
    shown = TestClient(make_app(engine)).get(f"/dialogues/{run.dialogue.id}").text
    notices = shown.partition('class="notices"')[2].partition("</ul>")[0]
    assert re.findall(r"/pages/(\d+)", notices) == ["1"]


def test_a_misspelt_address_gets_a_page_too(pages: TestClient, store: Engine) -> None:
    key = list_dialogues(store)[0].id
    for place in ("statements?page=0", "recommendations?origin=nobody"):
        answer = pages.get(f"/dialogues/{key}/{place}")
        assert answer.status_code == 404
        assert "All dialogues" in answer.text


def test_find_can_be_kept_to_one_dialogue(tmp_path: Path) -> None:
    engine = open_store(str(tmp_path / "a.db"))
    first = make_run(title="One Dialogue")
    text = "Panel 1\nBo Ek (Norway) said that permits were rare.\nThey should be had by all.\n"
    second = make_run(text, "b.txt", title="Other Dialogue")
    for run in (first, second):
        save_run(engine, run)
    client = TestClient(make_app(engine))
    assert client.get("/explore?q=permits").text.count("<article") == 2
    kept = client.get("/explore", params={"q": "permits", "dialogue": second.dialogue.id}).text
    assert kept.count("<article") == 1
    assert 'dir="ltr">Other Dialogue' in kept


def test_a_practice_leads_to_the_other_records_that_tell_of_it(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "two.db"))
    for file, text in (("one.txt", TEXT), ("two.txt", TEXT.replace("500", "700"))):
        run = make_run(text, file, title=f"Dialogue of {file}")
        named = replace(run.practices[0], names=("Blue Boats Programme",), instruments=("visa",),
                        figures=())  # fmt: skip
        save_run(store, replace(run, practices=(named,)))
    pages = TestClient(make_app(store))
    for practice in find_practices(store):
        page = pages.get(f"/practices/{practice.id}").text
        assert "Visa or permit" in page
        other = "one.txt" if "over 700" in page else "two.txt"
        assert f"Also told in {other}" in page
        link = re.search(r'Also told in .*?class="place" href="([^"]+)"', page, re.DOTALL)
        assert link is not None
        assert pages.get(link[1].partition("#")[0].replace("&amp;", "&")).status_code == 200


def test_a_statement_is_found_on_its_page_however_the_list_is_cut(
    pages: TestClient, store: Engine
) -> None:
    key = list_dialogues(store)[0].id
    base = f"/dialogues/{key}/statements"
    last, held = 1, ""
    while "<article" in (text := pages.get(base, params={"voice": "all", "page": last}).text):
        last, held = last + 1, text
        assert len(text) < 60_000
    assert last > 2
    statement = re.findall(r'<article [^>]*id="([^"]+)"', held)[-1]
    found = pages.get(base, params={"statement": statement})
    assert f'id="{statement}"' in found.text
    assert found.url.fragment == statement
    assert pages.get(base, params={"statement": "stm-none"}).status_code == 404


def test_a_long_outline_is_short_on_the_page_and_whole_on_its_own(tmp_path: Path) -> None:
    run = make_run()
    of, chapters = run.source.id, range(120)
    segments = tuple(
        Segment(f"seg-{n}.{m}", f"Matter {n}.{m}", "chapter", f"seg-{n}.0" if m else "", source=of)
        for n in chapters
        for m in range(3)
    )
    engine = open_store(str(tmp_path / "a.db"))
    save_run(engine, replace(run, dialogue=replace(run.dialogue, segments=segments)))
    client, base = TestClient(make_app(engine)), f"/dialogues/{run.dialogue.id}"
    text = client.get(base).text
    assert f'href="{base}/segments"' in text
    assert 10 < text.count("Matter") <= 50
    assert len(text) < 60_000
    shown = [client.get(f"{base}/segments?page={page}").text for page in range(1, 9)]
    told = re.findall(r"Matter (\d+\.\d)", "".join(shown))
    assert told == [f"{n}.{m}" for n in chapters for m in range(3)]
    assert client.get(f"{base}/segments?page=9").status_code == 404
