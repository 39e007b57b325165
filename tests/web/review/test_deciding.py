"""What a reviewer may rely on at the pages of the review, with forms alone."""

import csv
import io
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from sqlalchemy import Engine

from docs.screenshots import SAMPLE
from rapporteur.evaluate import read_labels
from rapporteur.evidence import POINT_FIELDS, Voice
from rapporteur.pipeline import ingest
from rapporteur.review.agree import draw_sample
from rapporteur.review.decide import By, correct
from rapporteur.settings import Settings
from rapporteur.store import open_store
from rapporteur.store.judged.view import find_history, find_reviews
from rapporteur.store.select import Filter, find_points
from rapporteur.store.view import find_codings, find_practices, find_statements
from rapporteur.store.write import save_run
from rapporteur.web.app import make_app
from tests.making import FIRST, SECOND, make_run
from tests.review.cutting import cut_anew
from tests.web.reviewing import copy_store, hidden, key_of, reviewer


def decide(client: TestClient, key: str, query: str = "", **fields: Any) -> Response:
    """Open the page of a point, and send its form with these fields."""
    page = client.get(f"/review/points/{key}{query}").text
    form = {"seen": hidden(page, "seen"), "act": "approve", **fields}
    return client.post(f"/review/points/{key}{query}", data=form)


# The form as a browser sends it for the first sentence, with nothing changed.
AS_IT_IS = {
    "edited": "1",
    "kind": "practice",
    "manner": "panellist",
    "entity": "PRT",
    "speakers": "Ana Lua",
    "about": "PRT",
    "gcm": "5",
    "sdg": "10",
    "groups": "migrant_workers",
    "figures": "0",
}


def test_the_form_holds_what_stands(ana: TestClient, store: Engine) -> None:
    page = ana.get(f"/review/points/{key_of(store)}?edit=1").text
    for name, value in AS_IT_IS.items():
        shown = re.search(rf'name="{name}" value="{value}"( checked)?', page)
        assert shown or name in ("kind", "manner"), name
    assert '<option value="practice" selected>' in page
    assert '<option value="panellist" selected>' in page


def test_an_unchanged_form_confirms_every_label(ana: TestClient, store: Engine) -> None:
    key = key_of(store)
    answer = decide(ana, key, **AS_IT_IS)
    assert answer.status_code == 200
    review = find_reviews(store, [key])[key]
    assert set(review.fields) == set(POINT_FIELDS)
    assert review.corrected == ()
    assert review.who == "Ana"


def test_changes_in_the_form_are_kept_with_the_comment(ana: TestClient, store: Engine) -> None:
    key = key_of(store)
    changed = {
        "kind": "challenge",
        "manner": "floor",
        "entity": "PRT",
        "entity_more": "Kenya; IOM",
        "speakers": "",
        "about": "",
        "about_more": "Cabo Verde",
        "gcm": "",
        "gcm_more": "16, 15.c – Access to services",
        "groups": ["women", "migrant_workers"],
        "figures": "0",
        "figure_value": "2,5",
        "figure_unit": "years",
        "note": "a harm, not a deed",
    }
    decide(ana, key, **{**AS_IT_IS, **changed})
    (told,) = find_statements(store, [key])
    point = next(p for p in told.points if p.id == key)
    assert told.voice == Voice("floor", ("PRT", "KEN", "IOM"))
    assert (point.kind, point.about) == ("challenge", ("CPV",))
    assert point.groups == ("migrant_workers", "women")
    assert [(f.value, f.unit) for f in point.figures] == [(500.0, "permits"), (2.5, "years")]
    assert [c.code for c in find_codings(store, [key])[key] if c.framework == "gcm"] == [
        "16", "15.c",
    ]  # fmt: skip
    assert find_reviews(store, [key])[key].corrected == (
        "about", "figures", "gcm", "groups", "kind", "voice",
    )  # fmt: skip
    page = ana.get(f"/review/points/{key}").text
    assert "a harm, not a deed" in page
    assert "the machine had:" in page


@pytest.mark.parametrize(
    ("field", "value"),
    [("gcm_more", "99"), ("about_more", "Atlantis"), ("figure_value", "many"), ("kind", "opinion")],
)
def test_what_cannot_be_is_named_and_the_rest_is_not_lost(
    ana: TestClient, store: Engine, field: str, value: str
) -> None:
    key = key_of(store)
    wrong = {**AS_IT_IS, "figure_unit": "x", "sdg": "3", "figure_value": "1", field: value}
    answer = decide(ana, key, **wrong)
    assert answer.status_code == 400
    assert f"“{value}” cannot stand in" in answer.text.replace("ATLANTIS", "Atlantis")
    assert 'name="sdg" value="3" checked' in answer.text
    assert find_reviews(store, [key]) == {}


def test_deciding_leads_to_the_next_and_at_the_end_back_to_the_queue(
    ana: TestClient, store: Engine
) -> None:
    page = ana.get("/review/next?voice=PRT")
    seen = []
    for _ in range(2):
        key = str(page.url.path).rpartition("/")[2]
        seen.append(key)
        page = decide(ana, key, "?voice=PRT")
    assert sorted(seen) == sorted([key_of(store), key_of(store, SECOND)])
    assert page.url.path == "/review"
    assert "All of this is checked." in page.text
    assert "<b>1</b> to check" in ana.get("/review").text


def test_what_is_passed_over_comes_again_and_one_can_go_back(
    ana: TestClient, store: Engine
) -> None:
    first = ana.get("/review/next")
    keys = [str(first.url.path).rpartition("/")[2]]
    for _ in range(2):
        page = ana.get(f"/review/next?after={keys[-1]}")
        keys.append(str(page.url.path).rpartition("/")[2])
        assert f'href="/review/points/{keys[-2]}"' in page.text, "previous"
    assert sorted(keys) == sorted(find_points(store, Filter()))
    again = ana.get(f"/review/next?after={keys[-1]}")
    assert str(again.url.path).endswith(keys[0])


def test_a_rejected_sentence_leaves_the_counts_and_stays_on_its_page(
    ana: TestClient, store: Engine
) -> None:
    key = key_of(store)
    place = find_statements(store, [key])[0].source
    decide(ana, key, act="dismiss")
    page = ana.get(f"/sources/{place}/pages/1").text
    assert FIRST in unescape(page)
    assert "rejected" in page
    listed = ana.get("/explore.json?kind=practice").json()
    assert listed == []
    assert ana.get("/explore.json?gcm=5").json() == []
    assert ana.get("/explore.json?q=permits&kind=practice").json() == []
    (found,) = ana.get("/explore.json?q=permits&reviewed=yes").json()
    assert found["text"] == FIRST


def test_nobody_signs_their_own_decision_off(
    ana: TestClient, ben: TestClient, store: Engine
) -> None:
    key = key_of(store)
    decide(ana, key)
    mine = ana.get(f"/review/points/{key}").text
    assert 'data-key="y"' not in mine
    answer = decide(ana, key)
    assert answer.status_code == 400
    assert "You have decided on this already." in answer.text
    assert "Nothing waits for your signature" in ana.get("/review?state=waiting").text
    page = ben.get("/review/next?state=waiting")
    assert str(page.url.path).endswith(key)
    assert "Sign off" in page.text
    decide(ben, key, "?state=waiting")
    assert find_reviews(store, [key])[key].state == "signed off"
    assert "signed off by Ben" in ana.get(f"/review/points/{key}").text
    assert FIRST in unescape(ana.get("/review?state=done").text)


def test_who_comes_second_sees_what_the_first_decided_and_overwrites_nothing(
    ana: TestClient, ben: TestClient, store: Engine
) -> None:
    key = key_of(store)
    opened = ben.get(f"/review/points/{key}?edit=1").text
    decide(ana, key, **{**AS_IT_IS, "kind": "challenge"})
    form = {**AS_IT_IS, "kind": "position", "seen": hidden(opened, "seen"), "act": "approve"}
    answer = ben.post(f"/review/points/{key}", data=form)
    assert answer.status_code == 409
    assert "Somebody decided on this meanwhile." in answer.text
    trouble = answer.text.split('role="alert"')[1].split("</div>")[0]
    assert "Ana" in trouble
    assert "challenge" in trouble
    assert '<option value="position" selected>' in answer.text, "what Ben had wanted"
    assert find_statements(store, [key])[0].points[0].kind == "challenge"
    form["seen"] = hidden(answer.text, "seen")
    ben.post(f"/review/points/{key}", data=form)
    assert find_statements(store, [key])[0].points[0].kind == "position"


def test_a_form_sent_twice_decides_once(ana: TestClient, store: Engine) -> None:
    key = key_of(store)
    form = {"seen": "", "act": "approve"}
    assert ana.post(f"/review/points/{key}", data=form).status_code == 200
    assert ana.post(f"/review/points/{key}", data=form).status_code == 409
    assert len(find_history(store, key)) == len(POINT_FIELDS)


def test_the_last_decision_is_undone_from_the_next_page(ana: TestClient, store: Engine) -> None:
    before = find_statements(store, find_points(store, Filter()))
    key = key_of(store)
    page = decide(ana, key, **{**AS_IT_IS, "kind": "challenge", "gcm": ""}).text
    undo = re.findall(r'name="judgement" value="([^"]+)"', page)
    assert len(undo) == len(POINT_FIELDS)
    form = {"judgement": undo, "target": hidden(page, "target")}
    back = ana.post("/review/undo", data=form)
    assert str(back.url.path).endswith(key)
    assert find_statements(store, find_points(store, Filter())) == before
    log = ana.get("/review/log").text
    assert log.count("<tr") - 1 == 2
    assert "taken back" in log


def test_the_log_tells_who_decided_what_page_by_page(
    ana: TestClient, ben: TestClient, store: Engine
) -> None:
    key = key_of(store)
    for turn in range(55):
        correct(store, key, "kind", ("challenge", "position")[turn % 2], By("Cleo"))
    decide(ben, key_of(store, SECOND), act="dismiss")
    page = ana.get("/review/log").text
    assert page.count("<tr") - 1 == 50
    earlier = re.search(r'rel="next" href="([^"]+)"', page)
    assert earlier
    assert ana.get(unescape(earlier[1])).text.count("<tr") - 1 == 6
    assert ana.get("/review/log?who=Ben").text.count("<tr") - 1 == 1
    rows = list(csv.DictReader(io.StringIO(ana.get("/review/log.csv").text.lstrip("\ufeff"))))
    assert len(rows) == 55 + 6
    assert {row["who"] for row in rows} == {"Cleo", "Ben"}
    assert rows[0]["before"] == "practice"
    assert rows[0]["after"] == "challenge"


def test_checked_sentences_are_given_out_as_labels_that_evaluate_reads(
    ana: TestClient, store: Engine, tmp_path: Path
) -> None:
    decide(ana, key_of(store), **{**AS_IT_IS, "kind": "challenge"})
    place = tmp_path / "labels.jsonl"
    place.write_bytes(ana.get("/review/labels.jsonl").content)
    (item,) = read_labels(place)
    assert (item.text, item.labels[0].kind, item.labels[0].gcm) == (FIRST, "challenge", [5])
    (row,) = csv.DictReader(io.StringIO(ana.get("/review/labels.csv").text.lstrip("\ufeff")))
    assert (row["text"], row["kind"], row["source"]) == (FIRST, "challenge", "PRT")
    assert ana.get("/review/labels.exe").status_code == 404


def test_one_label_is_checked_alone(ana: TestClient, store: Engine) -> None:
    key = key_of(store)
    decide(ana, key, "?label=kind")
    assert find_reviews(store, [key])[key].fields == ("kind",)
    page = ana.get("/review?label=gcm").text
    assert FIRST in unescape(page)
    assert FIRST not in unescape(ana.get("/review?label=kind").text)


def test_without_a_name_the_form_asks_once_and_keeps_it(store: Engine) -> None:
    client = reviewer(store)
    key = key_of(store)
    page = client.get(f"/review/points/{key}").text
    assert 'name="who"' in page
    assert "Your name" in decide(client, key).text
    assert find_reviews(store, [key]) == {}
    decide(client, key, who="Ada Osei")
    assert find_reviews(store, [key])[key].who == "Ada Osei"
    assert 'name="who"' not in client.get("/review/next").text


def test_behind_a_login_nobody_names_themselves(store: Engine) -> None:
    client = TestClient(make_app(store, user_header="X-User"))
    key = key_of(store)
    form = {"who": "Mallory", "seen": "", "act": "approve"}
    refused = client.post(f"/review/points/{key}", data=form)
    assert "does not say who you are" in refused.text
    assert find_reviews(store, [key]) == {}
    client.post(f"/review/points/{key}", data=form, headers={"X-User": "Ada"})
    assert find_reviews(store, [key])[key].who == "Ada"


def test_another_site_decides_nothing(ana: TestClient, store: Engine) -> None:
    key = key_of(store)
    form = {"seen": "", "act": "approve"}
    answer = ana.post(f"/review/points/{key}", data=form, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert find_reviews(store, [key]) == {}


def test_a_server_that_only_shows_has_no_review_and_leads_to_none(store: Engine) -> None:
    client = TestClient(make_app(store, read_only=True))
    key = key_of(store)
    assert client.get("/review").status_code == 404
    assert client.post(f"/review/points/{key}", data={"seen": ""}).status_code == 403
    place = find_statements(store, [key])[0].source
    for page in ("/", f"/sources/{place}/pages/1?point={key}", "/api/v1/docs"):
        assert not re.search(r"[\"']/review", client.get(page).text), page
    draw_sample(store, Filter(), 2, By("Ana"))
    for address in ("review", "review/samples", "review/points", "judgements"):
        assert '"/review' not in client.get(f"/api/v1/{address}").text, address


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "b.db"))
    text = 'He said "<script>alert(1)</script>" & =cmd().'
    save_run(store, make_run(f"Panel 1\n{FIRST}\n{text}\n", '<b>"x".txt'))
    client = reviewer(store, '"><script>alert(2)</script>')
    key = key_of(store, text)
    decide(client, key, note="<img src=x onerror=alert(3)>")
    for place in ("/review", f"/review/points/{key}", "/review/log", "/review?state=waiting"):
        page = client.get(place).text
        assert "<script>alert" not in page, place
        assert "<img src=x" not in page, place
    store.dispose()


def test_unknown_addresses_are_answered_with_a_page(ana: TestClient) -> None:
    for place in (
        "/review/points/pnt-0",
        "/review/samples/smp-0",
        "/review/samples/smp-0/read",
        "/review?dialogue=nowhere",
        "/review/log.exe",
    ):
        answer = ana.get(place)
        assert answer.status_code == 404, place
        assert "<h1>" in answer.text
    assert ana.get("/review?state=x&label=y&share=9/3&page=z").status_code == 200
    assert ana.get("/review/next?after=nothing").status_code == 200
    assert ana.post("/review/undo", data={}).status_code == 400


def test_decisions_made_on_the_pages_outlive_a_file_that_is_cut_anew(
    ana: TestClient, ben: TestClient, store: Engine
) -> None:
    decide(ana, key_of(store), **{**AS_IT_IS, "kind": "challenge"})
    decide(ben, key_of(store))
    decide(ben, key_of(store, SECOND), act="dismiss")
    save_run(store, cut_anew(make_run()))
    key = key_of(store)
    assert find_reviews(store, [key])[key].state == "signed off"
    assert "signed off by Ben" in ana.get(f"/review/points/{key}").text
    page = ana.get("/review").text
    assert "<b>1</b> to check" in page
    assert "<b>2</b> checked" in page


def test_a_file_that_is_taken_in_again_keeps_every_decision(
    sample_store: Engine, tmp_path: Path
) -> None:
    store = copy_store(sample_store, tmp_path / "c.db")
    ana = reviewer(store, "Ana")
    for act in ("approve", "dismiss", "approve", "dismiss"):
        key = str(ana.get("/review/next?kind=practice").url.path).rpartition("/")[2]
        decide(ana, key, act=act)
    before = {key: find_reviews(store, [key]) for key in find_points(store, Filter())}
    assert sum(map(bool, before.values())) == 4
    with store.begin() as connection:
        connection.exec_driver_sql("UPDATE source SET version = ''")  # as an older version's
    ingest([str(SAMPLE)], store, Settings())
    after = {key: find_reviews(store, [key]) for key in find_points(store, Filter())}
    assert after == before
    store.dispose()


def test_what_stands_on_a_sentence_is_confirmed_signed_off_or_rejected_as_a_whole(
    ana: TestClient, ben: TestClient, store: Engine
) -> None:
    back = f"/review/points/{key_of(store)}"
    (practice,) = find_practices(store)
    page = ana.get(back).text
    assert f"/practices/{practice.id}" in page
    form = {"seen": "", "back": back, "act": "approve"}
    assert ana.post(f"/review/made/{practice.id}", data=form).url.path == back
    assert find_reviews(store, [practice.id])[practice.id].fields == ("practice",)
    assert ben.post(f"/review/made/{practice.id}", data=form).status_code == 409, "Ana was first"
    assert find_reviews(store, [practice.id])[practice.id].state == "first"
    again = ben.get(back).text.split("/review/made/")[1]
    ben.post(f"/review/made/{practice.id}", data={**form, "seen": hidden(again, "seen")})
    assert find_reviews(store, [practice.id])[practice.id].state == "signed off"
    ana.post(f"/review/made/{practice.id}", data={"back": back, "act": "dismiss"})
    assert find_practices(store) == ()
    assert practice.title not in unescape(ana.get("/practices").text)
    assert "/review/made/" not in ana.get(back).text
    log = ana.get("/review/log").text
    assert "Is a practice" in log
    newest = re.search(r'name="judgement" value="([^"]+)"', log)
    assert newest
    ana.post("/review/undo", data={"judgement": newest[1]})
    assert find_practices(store) == (practice,)
