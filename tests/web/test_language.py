"""The interface in English, French and Spanish; the record in its own language."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import Markup
from sqlalchemy import Engine, text
from starlette.testclient import TestClient

from rapporteur.pipeline import ingest
from rapporteur.settings import Settings
from rapporteur.store import open_store
from rapporteur.store.view import list_dialogues
from rapporteur.store.write import save_run
from rapporteur.web.app import make_app
from rapporteur.web.language import LANGUAGES, negotiate, translations
from scripts.messages import list_messages, list_templates, read_catalogue
from tests.making import make_run

SAMPLE = Path(__file__).resolve().parents[2] / "sample"
OTHERS = [language for language in LANGUAGES if language != "en"]
SHOWN = re.compile(r'\b(?:title|aria-label|alt|placeholder)="([^"]*)"')
# The same in every language: the product's name and formats.
NAMES = {"Rapporteur", "– Rapporteur", "HTTP API", "BibTeX", "RIS", "CSL-JSON", "hidden"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = open_store(str(tmp_path_factory.mktemp("tongues") / "sample.db"))
    ingest([str(SAMPLE)], engine, Settings())
    return engine


@pytest.fixture(scope="module")
def pages(store: Engine) -> TestClient:
    return TestClient(make_app(store))


def bare_words(text: str) -> Iterator[str]:
    """The words of a template that stand outside every message."""
    text = re.sub(r"{%-?\s*trans\b.*?endtrans\s*-?%}", "", text, flags=re.DOTALL)
    text = re.sub(r"{#.*?#}|<!doctype html>", "", text, flags=re.DOTALL)
    # What a template computes is no word of its own, and no end of a tag either.
    text = re.sub(r"{%.*?%}|{{.*?}}", "\x01", text, flags=re.DOTALL)
    for value in SHOWN.findall(text):
        yield from re.findall(r"[^\W\d_]{2,}", value)
    for words in re.split("[\x00\x01]", re.sub(r"<[^>]*>", "\x00", text)):
        said = Markup(words).unescape().strip(" ,\n")
        if re.search(r"[^\W\d_]{2,}", said) and said not in NAMES:
            yield said


@pytest.mark.parametrize("path", list(list_templates()), ids=lambda path: path.name)
def test_no_template_holds_a_word_that_is_not_translated(path: Path) -> None:
    assert list(bare_words(path.read_text(encoding="utf-8"))) == []


def test_the_search_for_bare_words_finds_them() -> None:
    text = '<p title="Not this">{{ _("told") }} Bare {% if x %}words{% endif %}</p>'
    assert list(bare_words(text)) == ["Not", "this", "Bare", "words"]


def fields(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"%\(\w+\)s", text))


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_in_every_language(language: str) -> None:
    catalogue = read_catalogue(language)
    for message in set(list_messages()):
        one = message if isinstance(message, str) else message[0]
        entry = catalogue.get(one)
        assert entry is not None, f"{one!r}: run `make messages`"
        forms = [entry.string] if isinstance(entry.string, str) else list(entry.string)
        assert all(forms), f"{one!r} has no words in {language}"
        # What stands for one thing need not say the number.
        wanted = [fields(one), fields(one if isinstance(message, str) else message[1])]
        for number, form in enumerate(forms):
            assert fields(form) in wanted[min(number, 1) :], form


@pytest.mark.parametrize("language", OTHERS)
def test_no_catalogue_holds_messages_that_are_gone(language: str) -> None:
    known = {m if isinstance(m, str) else m[0] for m in list_messages()}
    assert {m.id if isinstance(m.id, str) else m.id[0] for m in read_catalogue(language)} <= {
        "",
        *known,
    }


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("fr-CH, fr;q=0.9, en;q=0.8", "fr"),
        ("de, es;q=0.4, en;q=0.3", "es"),
        ("de", "en"),
        ("en;q=0.2, es-419", "es"),
        ("fr;q=0", "en"),
        ("fr;q=lots, es;q=0.1", "es"),
    ],
)
def test_the_browser_s_wish_decides_where_the_address_does_not(header: str, language: str) -> None:
    assert negotiate(header) == language


def test_an_address_can_be_cited_in_each_language(pages: TestClient, store: Engine) -> None:
    key = list_dialogues(store)[0].id
    titles = {"en": "Recommendations", "fr": "Recommandations", "es": "Recomendaciones"}
    for language, title in titles.items():
        answer = pages.get(f"/{language}/dialogues/{key}/recommendations")
        assert f'<html lang="{language}" dir="ltr"' in answer.text
        assert f"<h1>{title}" in answer.text
        assert answer.headers["content-language"] == language
    wish = pages.get(f"/dialogues/{key}/practices", headers={"Accept-Language": "es"})
    assert "<h1>Prácticas" in wish.text
    assert "Accept-Language" in wish.headers["vary"]
    assert "<html lang" in pages.get("/fr").text


def test_every_link_of_a_page_keeps_its_language(pages: TestClient, store: Engine) -> None:
    key = list_dialogues(store)[0].id
    for place in ("/", f"/dialogues/{key}", f"/dialogues/{key}/statements?voice=all"):
        shown = pages.get(f"/fr{place}").text
        links = re.findall(r'<a [^>]*?href="([^"]+)"(?![^>]*hreflang)', shown)
        links += re.findall(r'(?:action|hx-get)="([^"]+)"', shown)
        assert links
        assert [x for x in links if x[0] == "/" and not x.startswith(("/fr/", "/api/"))] == []
        switch = shown.partition('class="tongues"')[2].partition("</nav>")[0]
        assert f'href="/es{place}"'.replace("&", "&amp;") in switch


def test_the_switch_keeps_the_question(pages: TestClient) -> None:
    shown = pages.get("/en/dialogues/x?voice=all&kind=a%22b").text
    assert 'href="/fr/dialogues/x?voice=all&amp;kind=a%22b"' in shown


def test_states_and_dates_are_named_in_the_language_of_the_page(
    pages: TestClient, store: Engine
) -> None:
    key = list_dialogues(store)[0].id
    assert "15–16 octobre 2020" in pages.get(f"/fr/dialogues/{key}").text
    assert "15–16 de octubre de 2020" in pages.get(f"/es/dialogues/{key}").text
    assert "Égypte" in pages.get(f"/fr/dialogues/{key}").text


def test_the_record_keeps_its_language_and_direction(tmp_path: Path) -> None:
    engine = open_store(str(tmp_path / "a.db"))
    run = make_run("لوحة\nقالت آنا إن بلدها أصدر تصاريح.\nلا ينبغي لأحد أن ينتظر.\n")
    source = replace(run.source, language="ar")
    save_run(engine, replace(run, source=source))
    client = TestClient(make_app(engine))
    shown = client.get(f"/fr/dialogues/{run.dialogue.id}/statements").text
    assert '<html lang="fr" dir="ltr"' in shown
    assert 'class="words" lang="ar" dir="rtl">قالت' in shown


def test_a_number_of_things_has_the_form_its_language_gives_it() -> None:
    french, spanish = translations("fr"), translations("es")
    assert [french.ngettext("statement", "statements", n) for n in (0, 1, 2)] == [
        "déclaration",
        "déclaration",
        "déclarations",
    ]
    assert spanish.ngettext("statement", "statements", 0) == "declaraciones"
    assert french.gettext("recommendation") == "recommandation"


def test_errors_speak_the_reader_s_language(pages: TestClient) -> None:
    answer = pages.get("/es/no/such/page")
    assert answer.status_code == 404
    assert "Esta página no existe" in answer.text
    assert "Todos los diálogos" in answer.text
    assert "rien ne porte cet identifiant" in pages.get("/fr/dialogues/dlg-none").text


def test_the_chosen_look_is_kept_without_a_script(store: Engine) -> None:
    client = TestClient(make_app(store))
    assert "data-look" not in client.get("/fr/").text
    answer = client.post("/fr/look", data={"look": "dark", "back": "/explore?q="})
    assert str(answer.url).endswith("/fr/explore?q=")
    assert 'data-look="dark"' in answer.text
    client.post("/look", data={"look": "auto"})
    assert "data-look" not in client.get("/").text


@pytest.mark.parametrize("back", ["//evil.example/", "/\\evil.example", "https://evil.example"])
def test_the_choice_of_a_look_leads_nowhere_else(store: Engine, back: str) -> None:
    client = TestClient(make_app(store), follow_redirects=False)
    answer = client.post("/look", data={"look": "dark", "back": back})
    assert answer.headers["location"] == "/"


def test_a_fault_of_ours_says_what_to_do_and_gives_nothing_away(tmp_path: Path) -> None:
    engine = open_store(str(tmp_path / "a.db"))
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE dialogue"))
    answer = TestClient(make_app(engine), raise_server_exceptions=False).get("/fr/")
    assert answer.status_code == 500
    assert "prévenez la personne qui gère ce serveur" in answer.text
    assert "dialogue." not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "no such table" not in answer.text
