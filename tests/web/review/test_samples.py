"""Two people read the same sentences blind, and a third settles where they differ."""

import json
import re

from fastapi.testclient import TestClient
from sqlalchemy import Engine

from rapporteur.review.decide import By, correct
from rapporteur.store.judged.view import find_reviews
from rapporteur.store.view import find_statements
from tests.web.reviewing import hidden, key_of, reviewer


def read_whole(client: TestClient, sample: str, kind: str) -> None:
    """Read every sentence of a sample as being of one kind."""
    while True:
        page = client.get(f"/review/samples/{sample}/read")
        if not str(page.url.path).endswith("/read"):
            return
        form = {"point": hidden(page.text, "point"), "kind": kind, "gcm_more": "5"}
        assert client.post(f"/review/samples/{sample}/read", data=form).status_code == 200


def draw(client: TestClient) -> str:
    form = {"size": "3", "field": ["kind", "gcm"]}
    page = client.post("/review/samples", data=form)
    return str(page.url.path).rpartition("/")[2]


def test_two_read_blind_and_see_nothing_of_each_other_until_both_are_done(
    ana: TestClient, ben: TestClient, store: Engine
) -> None:
    correct(store, key_of(store), "kind", "contribution", By("Cleo"))
    sample = draw(ana)
    page = ana.get(f"/review/samples/{sample}/read").text.split("<main")[1]
    blind = re.sub("<datalist.*?</datalist>", "", page, flags=re.DOTALL)
    assert "contribution" not in blind.replace('<option value="contribution">contribution', "")
    for told in ("Cleo", "selected", "checked"):
        assert told not in blind
    read_whole(ana, sample, "practice")
    waiting = ana.get(f"/review/samples/{sample}").text
    assert "You are done." in waiting
    assert "Alpha" not in waiting
    assert ana.get(f"/review/samples/{sample}/labels.jsonl").status_code == 400
    half = ben.get(f"/review/samples/{sample}/read").text
    ben.post(
        f"/review/samples/{sample}/read",
        data={"point": hidden(half, "point"), "kind": "position", "gcm_more": ""},
    )
    assert "Alpha" not in ben.get(f"/review/samples/{sample}").text
    read_whole(ben, sample, "practice")
    done = ben.get(f"/review/samples/{sample}").text
    assert "Alpha" in done
    assert "position" in done
    labels = ben.get(f"/review/samples/{sample}/labels.jsonl").text.splitlines()
    assert {len(json.loads(line)["labels"]) for line in labels} == {2}


def test_a_third_person_settles_where_readers_differ(
    ana: TestClient, ben: TestClient, store: Engine
) -> None:
    sample = draw(ana)
    read_whole(ana, sample, "practice")
    read_whole(ben, sample, "challenge")
    page = reviewer(store, "Cleo").get(f"/review/samples/{sample}").text
    key = hidden(page, "point")
    form = {"point": key, "field": "kind", "reader": "Ben"}
    assert ben.post(f"/review/samples/{sample}/settle", data=form).status_code == 400
    cleo = reviewer(store, "Cleo")
    assert "settled" in cleo.post(f"/review/samples/{sample}/settle", data=form).text
    told = find_statements(store, [key])[0].points
    assert next(p.kind for p in told if p.id == key) == "challenge"
    cleo.post(f"/review/samples/{sample}/settle", data={"agreed": "1"})
    assert find_reviews(store, [key])[key].signed == ("gcm",)


def test_a_reading_can_be_mended_by_its_reader(ana: TestClient, store: Engine) -> None:
    sample = draw(ana)
    read_whole(ana, sample, "practice")
    key = key_of(store)
    page = ana.get(f"/review/samples/{sample}/read?point={key}").text
    assert '<option value="practice" selected>' in page
    wrong = ana.post(
        f"/review/samples/{sample}/read", data={"point": key, "kind": "", "gcm_more": "6"}
    )
    assert wrong.status_code == 400
    assert 'name="gcm" value="6" checked' in wrong.text
    ana.post(f"/review/samples/{sample}/read", data={"point": key, "kind": "other"})
    page = ana.get(f"/review/samples/{sample}/read?point={key}").text
    assert '<option value="other" selected>' in page
