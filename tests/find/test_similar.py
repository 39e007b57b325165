"""The same point is found elsewhere: in other voices, segments and dialogues, with its reason."""

import pytest
from sqlalchemy import Engine, select

from rapporteur.errors import UnknownError
from rapporteur.find.rank import Hit
from rapporteur.find.similar import find_similar
from rapporteur.pipeline import ingest
from rapporteur.settings import Settings
from rapporteur.store import open_store, tables
from rapporteur.store.select import Filter
from rapporteur.store.view import find_practices, find_recommendations

ONE = """\
Panel 1: Fishing

The representative of Portugal said that fishing licences had been renewed automatically for two
years. He repeated that fishing licences had been renewed automatically for two whole years.
The representative of Chile reported that harbour tolls had been doubled since the storm.
The representative of Chile said that governments should train young net makers in the villages.
"""
OTHER = """\
Panel 1: The coast

The representative of Peru said that licences for fishing had automatically been renewed for a
year. The representative of Kenya said that governments should train young makers of nets.
The representative of Ghana noted that her Government had heated all schools in the hills.

Panel 2: The islands

The representative of Peru said that licences for fishing had automatically been renewed for a
year.
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("similar")
    engine = open_store(str(folder / "a.db"))
    for name, text in (("one", ONE), ("other", OTHER)):
        (folder / f"{name}.txt").write_text(text)
        for outcome in ingest([str(folder / f"{name}.txt")], engine, Settings(), dialogue=name):
            assert not outcome.error
    return engine


def point(store: Engine, words: str) -> str:
    """Return the id of the first point that holds these words."""
    column = tables.point.c
    with store.connect() as connection:
        found = select(column.id).where(column.text.contains(words)).order_by(column.serial)
        return str(connection.execute(found).scalars().first())


def texts(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.statement.points[0].text for hit in hits]


def test_another_voice_in_another_dialogue_is_found_once(store: Engine) -> None:
    (hit,) = find_similar(store, point(store, "Portugal said"))
    assert hit.statement.voice.entities == ("PER",) and len(hit.alike) == 1
    assert "licences" in hit.why and "near in meaning" in hit.why
    found = hit.statement.points[0]
    assert {"licences", "renewed"} <= {found.text[start:end] for start, end in hit.marks}
    assert hit.address == f"/points/{found.id}"


def test_what_the_same_voice_says_beside_it_is_no_other_place(store: Engine) -> None:
    assert not [t for t in texts(find_similar(store, point(store, "Portugal said"))) if "He" in t]


def test_what_only_one_speaks_of_is_found_nowhere_else(store: Engine) -> None:
    assert find_similar(store, point(store, "tolls")) == ()


def test_a_filter_narrows_what_is_found(store: Engine) -> None:
    asked = point(store, "Portugal said")
    assert find_similar(store, asked, Filter(voice="PER"))
    assert not find_similar(store, asked, Filter(voice="GHA"))


def test_practices_lead_to_practices_and_recommendations_to_theirs(store: Engine) -> None:
    practices = {one.id: one for one in find_practices(store)}
    found = {key: find_similar(store, key) for key in practices}
    assert any(found.values())
    assert all(hit.of in practices and hit.of != key for key in found for hit in found[key])
    asked = {one.id: one.text for one in find_recommendations(store) if "nets" in one.text}
    (key,) = asked
    (hit,) = find_similar(store, key)
    assert hit.of.startswith("rec-") and "net makers" in texts((hit,))[0]


@pytest.mark.parametrize("key", ["pnt-none", "prc-none", "rec-none", "dlg-x", "", "x" * 500])
def test_an_id_that_nothing_has_is_refused(store: Engine, key: str) -> None:
    with pytest.raises(UnknownError):
        find_similar(store, key)
