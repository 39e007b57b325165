"""The source reader: a page beside what was said on it, and where to go from there."""

import io
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from rapporteur.evidence import Statement, Voice, content_id, make_anchor
from rapporteur.read.picture import TALLEST, draw_page
from rapporteur.store import open_store
from rapporteur.store.leaf import find_leaf, find_mentions_beside
from rapporteur.store.select import Filter, find_points
from rapporteur.store.view import find_statements, get_source, list_sources
from rapporteur.store.write import save_run
from rapporteur.web.app import make_app
from rapporteur.web.leaf import PER_PART
from tests.making import make_run, make_source

SPEAKERS = ("PRT", "CHL", "PRT", "TUN", "CHL", "PRT")


def store_of(path: Path, speakers: Sequence[str]) -> tuple[Engine, list[str]]:
    """A store of one source in which these speak, a sentence each; with the points' ids."""
    text = "".join(f"Sentence {n} of the meeting was said.\n" for n in range(len(speakers)))
    source = make_source(text)
    run = make_run()
    segment = replace(run.dialogue.segments[0], source=source.id)
    shape = run.statements[1].points[0]
    statements = []
    for sentence, code in zip(source.sentences, speakers, strict=True):
        point = replace(
            shape, id=content_id("pnt", source.id, sentence.order), text=sentence.text,
            anchor=make_anchor(source, sentence.pieces), order=sentence.order, about=(code,),
            segment=segment.id,
        )  # fmt: skip
        key = content_id("stm", point.id)
        statements.append(Statement(key, source.id, segment.id, Voice("floor", (code,)), (point,)))
    dialogue = replace(run.dialogue, sources=(source,), segments=(segment,), participants=())
    dialogue = replace(dialogue, notices=())
    store = open_store(str(path / "a.db"))
    save_run(
        store,
        replace(run, dialogue=dialogue, source=source, statements=tuple(statements),
                recommendations=(), practices=(), codings=(), notices=()),
    )  # fmt: skip
    return store, [statement.points[0].id for statement in statements]


def test_previous_and_next_mention_follow_the_same_voice(tmp_path: Path) -> None:
    store, points = store_of(tmp_path, SPEAKERS)
    assert find_mentions_beside(store, points[2], Filter(voice="PRT")) == (points[0], points[5])
    assert find_mentions_beside(store, points[4], Filter(voice="CHL")) == (points[1], "")
    assert find_mentions_beside(store, points[3], Filter(about="TUN")) == ("", "")
    assert find_mentions_beside(store, "pnt-none", Filter(voice="PRT")) == ("", "")
    source = next(iter(list_sources(store)))
    shown = TestClient(make_app(store)).get(f"/fr/sources/{source}/pages/1?point={points[2]}")
    links = re.findall(r'rel="(prev|next)" href="/fr/points/([^"]+)"', shown.text)
    assert links[:2] == [("prev", points[0]), ("next", points[5])]


def test_a_long_page_comes_in_parts_and_each_sentence_is_in_one(tmp_path: Path) -> None:
    store, points = store_of(tmp_path, ("PRT",) * (2 * PER_PART + 5))
    client = TestClient(make_app(store))
    page = f"/sources/{next(iter(list_sources(store)))}/pages/1"
    seen: list[str] = []
    for part in (1, 2, 3):
        shown = client.get(f"{page}?part={part}").text
        seen += re.findall(r'<p class="point[^>]*id="([^"]+)"', shown)
        left = shown.partition('class="leaf')[2].partition("</section>")[0]
        ids = re.findall(r'data-point="([^"]+)"', left)
        assert ids == re.findall(r'<p class="point[^>]*id="([^"]+)"', shown)
        assert len(shown) < 200_000
    assert seen == points
    led = client.get(f"/points/{points[PER_PART + 3]}")
    assert "part 2 of 3" in led.text
    assert f'id="{points[PER_PART + 3]}"' in led.text


@pytest.fixture(scope="module")
def sample(sample_store: Engine) -> TestClient:
    return TestClient(make_app(sample_store))


def test_every_sentence_of_a_pdf_s_page_is_a_link_on_its_picture(
    sample: TestClient, sample_store: Engine
) -> None:
    key = next(k for k, (name, _) in list_sources(sample_store).items() if name == "report.pdf")
    shown = sample.get(f"/sources/{key}/pages/4").text
    boxed = set(re.findall(r'<a href="[^"]*" data-point="([^"]+)" tabindex="-1"><rect', shown))
    listed = set(re.findall(r'<p class="point[^>]*id="([^"]+)"', shown))
    assert listed
    assert listed <= boxed


def test_a_page_is_read_as_the_whole_source_has_it(sample_store: Engine) -> None:
    for key in list_sources(sample_store):
        whole = get_source(sample_store, key)
        for page in whole.pages:
            leaf = find_leaf(sample_store, key, page.number)
            assert leaf is not None
            assert leaf.page == page
            assert leaf.last == len(whole.pages)
            standing = [b for b in whole.blocks if any(p.page == page.number for p in b.pieces)]
            assert [b for b in leaf.blocks if b in standing] == standing
    assert find_leaf(sample_store, "src-none", 1) is None


def test_a_citation_has_an_address_of_its_own(sample: TestClient, sample_store: Engine) -> None:
    key = find_points(sample_store, Filter(voice="CHL"))[0]
    told = find_statements(sample_store, [key])[0].points[0]
    for ending, word in (("txt", "“"), ("bib", "@misc{"), ("ris", "TY  - "), ("json", "[")):
        answer = sample.get(f"/es/points/{key}/citation.{ending}")
        assert answer.text.startswith(word)
        assert f'filename="{key}.{ending}"' in answer.headers["content-disposition"]
    (item,) = json.loads(answer.text)
    assert item["abstract"] == told.text
    assert item["author"] == [{"literal": "Chile"}]
    place = item["URL"].removeprefix("http://testserver")
    assert sample.get(place.partition("#")[0]).status_code == 200
    assert place.endswith(f"#{key}")
    assert sample.get(f"/points/{key}/citation.exe").status_code == 404
    assert sample.get("/points/pnt-none/citation.bib").status_code == 404


def test_a_strip_of_a_page_makes_no_endless_picture() -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(20, 14000)
    out = io.BytesIO()
    document.save(out)
    picture = draw_page(out.getvalue(), 1)
    assert picture.height <= TALLEST + 1


@pytest.mark.parametrize("asked", ["?part=0", "?part=x", "?part=99999999999", ""])
def test_a_misspelt_page_says_so(sample: TestClient, sample_store: Engine, asked: str) -> None:
    key = next(iter(list_sources(sample_store)))
    number = "1" if asked else "0"
    answer = sample.get(f"/sources/{key}/pages/{number}{asked}")
    assert answer.status_code == 404
    assert "There is no such page" in answer.text
