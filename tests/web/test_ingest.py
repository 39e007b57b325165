"""Documents are added and removed on the pages, also by those who mean no good."""

import os
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine

from docs.screenshots import SAMPLE, serve
from rapporteur.intake.shelf import PID, get_job, list_jobs, shelf_of
from rapporteur.pipeline import ingest
from rapporteur.settings import Settings
from rapporteur.store import open_store
from rapporteur.store.view import list_dialogues, list_sources
from rapporteur.web.app import make_app

SAID = """Forum on Ports 2019

Lagos, 3 to 4 June 2019

The representative of Ghana said that 40 ports had been opened.
"""
EVIL = '"><script>document.title="run"</script>\u202efdp.txt'
PATIENCE = 60_000  # milliseconds


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Engine]:
    engine = open_store(str(tmp_path / "a.db"))
    yield engine
    engine.dispose()


@pytest.fixture
def client(store: Engine) -> Iterator[TestClient]:
    with TestClient(make_app(store), follow_redirects=False) as made:
        yield made


def send(client: TestClient, *files: tuple[str, bytes], dialogue: str = "") -> str:
    sent = [("files", file) for file in files]
    answer = client.post("/ingest", files=sent, data={"dialogue": dialogue})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def wait(store: Engine, address: str) -> None:
    until = time.monotonic() + 120
    while get_job(shelf_of(store), address.rpartition("/")[2])[1] != "done":
        assert time.monotonic() < until
        time.sleep(0.05)


def test_an_added_file_is_told_of_with_its_dialogue(client: TestClient, store: Engine) -> None:
    at = send(client, ("a.txt", SAID.encode()), ("b.zip", b"PK\x05\x06" + bytes(18)))
    wait(store, at)
    told = client.get(at).text
    assert "1 of 2 files were added." in told
    assert "The file is a zip archive. Unpack it and send the documents in it." in told
    (dialogue,) = list_dialogues(store)
    assert f'href="/dialogues/{dialogue.id}"' in told
    assert "hx-trigger" not in told


def test_progress_is_answered_with_nothing_where_nothing_is_new(
    client: TestClient, store: Engine
) -> None:
    at = send(client, ("a.txt", SAID.encode()))
    wait(store, at)
    token = client.get(at, params={"seen": "x"})
    assert token.status_code == 200
    at = send(client, ("long.txt", SAID.encode() * 600))
    asked = re.search(r'hx-get="([^"]+)"', client.get(at).text)
    assert asked
    assert client.get(asked[1]).status_code in (200, 204)
    assert client.get(at).headers["cache-control"] == "no-store"
    client.post(f"{at}/cancel")


@pytest.mark.parametrize("name", ["../../x.txt", "con.pdf", EVIL, "n" * 300 + ".txt", "a\tb.txt"])
def test_names_from_elsewhere_are_shown_as_text(
    client: TestClient, store: Engine, name: str, tmp_path: Path
) -> None:
    at = send(client, (name, SAID.encode()))
    wait(store, at)
    for place in (at, "/ingest", "/"):
        told = client.get(place).text
        assert "<script>document" not in told
        assert "\u202e" not in told
    (kept,) = (name for name, _ in list_sources(store).values())
    assert "/" not in kept
    assert len(kept) <= 200
    # On Linux nothing but the store and its folders lies here.
    assert {path.name for path in tmp_path.iterdir()} <= {
        "a.db", "a.db-wal", "a.db-shm", "a.db.ingest", "a.db.index"
    }  # fmt: skip


def test_nothing_chosen_and_nonsense_are_told(client: TestClient) -> None:
    assert "No file was chosen" in client.post("/ingest", data={"dialogue": "x"}).text
    broken = client.post(
        "/ingest", content=b"nonsense", headers={"content-type": "multipart/form-data; boundary=x"}
    )
    assert broken.status_code in (400, 422)
    assert "<form" in broken.text


def test_too_much_at_once_is_refused_with_a_page(
    store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAPPORTEUR_MAX_UPLOAD_BYTES", "100000")
    with TestClient(make_app(store)) as client:
        answer = client.post("/ingest", files=[("files", ("a.txt", b"x" * 100_001))])
        assert answer.status_code == 413
        assert "more than the page takes" in answer.text
        assert "100 kB together" in client.get("/ingest").text
    assert list_jobs(shelf_of(store)) == ()


def test_one_file_that_is_too_large_stops_no_other(
    store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAPPORTEUR_MAX_BYTES", "1000")
    with TestClient(make_app(store), follow_redirects=False) as client:
        at = send(client, ("a.txt", SAID.encode()), ("b.txt", b"word " * 1000))
        wait(store, at)
        assert "Is larger than allowed" in client.get(at).text
    assert {name for name, _ in list_sources(store).values()} == {"a.txt"}


def test_a_page_elsewhere_and_a_server_for_reading_take_nothing(store: Engine) -> None:
    files = [("files", ("a.txt", SAID.encode()))]
    with TestClient(make_app(store)) as client:
        elsewhere = {"sec-fetch-site": "cross-site"}
        assert client.post("/ingest", files=files, headers=elsewhere).status_code == 403
    with TestClient(make_app(store, read_only=True)) as client:
        assert client.post("/ingest", files=files).status_code == 403
        assert client.get("/ingest").status_code == 404
        assert "/ingest" not in client.get("/").text
    assert list_jobs(shelf_of(store)) == ()


def test_a_server_that_was_stopped_shows_what_it_left_and_begins_again(store: Engine) -> None:
    with TestClient(make_app(store), follow_redirects=False) as client:
        at = send(client, ("long.txt", SAID.encode() * 600))
        folder = shelf_of(store) / at.rpartition("/")[2]
        until = time.monotonic() + 120
        while not (folder / PID).exists():
            assert time.monotonic() < until
            time.sleep(0.05)
        os.kill(int((folder / PID).read_text()), signal.SIGKILL)
    with TestClient(make_app(store), follow_redirects=False) as client:
        told = client.get(at).text
        assert "It was interrupted" in told
        assert "Begin again" in told
        assert list_sources(store) == {}
        client.post(f"{at}/again")
        wait(store, at)
        assert len(list_sources(store)) == 1
        assert client.post(f"{at}/forget").headers["location"] == "/ingest"
        assert client.get(at).status_code == 404


def test_every_process_of_a_server_sees_every_job(store: Engine, tmp_path: Path) -> None:
    other = open_store(str(tmp_path / "a.db"))
    one = TestClient(make_app(store), follow_redirects=False)
    two = TestClient(make_app(other), follow_redirects=False)
    with one, two:
        at = send(one, ("long.txt", SAID.encode() * 600))
        assert "Cancel" in two.get(at).text
        two.post(f"{at}/cancel")
        until = time.monotonic() + 15
        while "It was cancelled" not in one.get(at).text:
            assert time.monotonic() < until
            time.sleep(0.1)
    other.dispose()


def test_a_source_is_removed_after_asking(client: TestClient, store: Engine) -> None:
    ingest([str(SAMPLE)], store, Settings())
    key = next(key for key, (name, _) in list_sources(store).items() if name == "report.pdf")
    asked = client.get(f"/sources/{key}/remove").text
    assert "Remove report.pdf?" in asked
    assert "no judgement: nobody has reviewed it yet" in asked
    assert "The 2 other files of this dialogue stay" in asked
    assert key in list_sources(store)
    at = client.post(f"/sources/{key}/remove").headers["location"]
    wait(store, at)
    assert {name for name, _ in list_sources(store).values()} == {"agenda.html", "concept-note.txt"}
    assert "1 file was removed with all that hung on it." in client.get(at).text
    assert client.get(f"/sources/{key}/remove").status_code == 404


def test_a_dialogue_is_removed_after_asking(client: TestClient, store: Engine) -> None:
    ingest([str(SAMPLE)], store, Settings())
    (dialogue,) = list_dialogues(store)
    asked = client.get(f"/dialogues/{dialogue.id}/remove").text
    assert "3 files: agenda.html, concept-note.txt, report.pdf" in asked
    wait(store, client.post(f"/dialogues/{dialogue.id}/remove").headers["location"])
    assert list_dialogues(store) == ()


def test_dropped_files_are_listed_sent_and_watched(page: Page, store: Engine) -> None:
    drop = """async (texts) => {
      const carried = new DataTransfer();
      for (const [name, text] of texts) carried.items.add(new File([text], name));
      const how = {dataTransfer: carried, cancelable: true};
      for (const name of ["dragover", "drop"]) dispatchEvent(new DragEvent(name, how));
    }"""
    with serve(store) as at:
        page.goto(f"{at}/ingest")
        page.evaluate(drop, [["a.txt", SAID], ["b.txt", "x"]])
        chosen = page.locator("#chosen li")
        expect(chosen).to_have_count(2)
        page.get_by_role("button", name="Leave out: b.txt").click()
        expect(chosen).to_have_count(1)
        page.get_by_role("button", name="Read and add").click()
        expect(page.get_by_role("status")).to_have_text("1 of 1 file was added.", timeout=PATIENCE)
        expect(page.locator("progress")).to_have_count(0)
        page.get_by_role("link", name="Read the dialogue").click()
        expect(page.get_by_role("heading", name="Forum on Ports 2019", level=1)).to_be_visible()


def test_all_of_it_works_without_javascript(
    browser: Browser, store: Engine, tmp_path: Path
) -> None:
    (tmp_path / "forum.txt").write_text(SAID, encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    with serve(store) as at:
        page.goto(f"{at}/fr/ingest")
        page.get_by_label("Fichiers", exact=True).set_input_files(tmp_path / "forum.txt")
        page.get_by_role("button", name="Lire et ajouter").click()
        page.wait_for_url("**/ingest/*")
        page.wait_for_load_state()
        until = time.monotonic() + 120
        while page.get_by_role("link", name="Actualiser").count() and time.monotonic() < until:
            page.get_by_role("link", name="Actualiser").click()
            page.wait_for_load_state()
        expect(page.get_by_role("status")).to_have_text("1 fichier sur 1 a été ajouté.")
        page.get_by_role("link", name="forum.txt").first.click()
        page.get_by_role("link", name="Supprimer cette source").click()
        page.get_by_role("button", name="Supprimer").click()
        page.wait_for_url("**/ingest/*")
        wait(store, page.url)
        assert list_sources(store) == {}
    context.close()
