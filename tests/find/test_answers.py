"""Answers hold what was asked, count rightly, and follow the store."""

import os
import time
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, update

from rapporteur.errors import QueryError, StoreError
from rapporteur.evidence import Dialogue, Figure, Run
from rapporteur.find import counts
from rapporteur.find import index as indexing
from rapporteur.find.index import SearchIndex, open_index, rebuild_index
from rapporteur.find.rank import Answer, answer
from rapporteur.find.schema import VERSION
from rapporteur.store import open_store, tables
from rapporteur.store.select import Filter, find_points
from rapporteur.store.write import save_run
from tests.making import make_point, make_run

PLACES = (
    ("Turkey", "Portugal", "the sea port"),
    ("Türkiye", "Chile", "the harbour office"),
    ("the Turkish authorities", "Peru", "the river dock"),
)
NAMED = [
    "Panel 1\n"
    f"Ana Lua (Portugal) said that {who} had paid $200 to {k} drivers in {where} ({other}).\n"
    f"The Global Compact for Safe, Orderly and Regular Migration was praised in {where} {k}.\n"
    for k, (who, other, where) in enumerate(PLACES)
]
SHORT = (
    "Panel 2\nAna Lua (Portugal) said that the GCM asked for target 10.7 in 15 towns.\n"
    "It had also suspended the ferries.\n"
)
FRENCH = (
    "Panel 3\nAna Lua (Portugal) a dit que les réfugiés recevaient des visas prolongés.\n"
    "Personne ne devrait attendre la réponse plus d'un mois.\n"
)


def save(store: Engine, text: str, name: str, **source: str) -> Run:
    run = make_run(text, name, f"Dialogue of {name}")
    run = replace(run, source=replace(run.source, **source))  # type: ignore[arg-type]
    save_run(store, run)
    return run


@pytest.fixture
def store(tmp_path: Path) -> Engine:
    engine = open_store(str(tmp_path / "a.db"))
    for number, text in enumerate([*NAMED, SHORT]):
        save(engine, text, f"{number}.txt")
    save(engine, FRENCH, "fr.txt", language="fr")
    return engine


def ask(store: Engine, typed: str, wanted: Filter | None = None, mode: str = "text") -> Answer:
    return answer(store, typed, wanted or Filter(), 10, mode=mode)  # type: ignore[arg-type]


def texts(found: Answer) -> list[str]:
    return [hit.statement.points[0].text for hit in found.hits]


def overlap(one: Answer, other: Answer) -> float:
    first, second = ({h.statement.points[0].id for h in found.hits} for found in (one, other))
    return len(first & second) / max(1, len(first | second))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GCM", "Global Compact for Safe, Orderly and Regular Migration"),
        ("gcm target", "Global Compact for Migration target"),
        ("Turkey", "Türkiye"),
        ("turkey", "Turkish"),
        ("driver", "drivers"),
        ("the paid driver", "drivers paid"),
        ("réfugiés", "refugies"),
    ],
)
def test_two_ways_of_naming_a_thing_find_the_same(store: Engine, one: str, other: str) -> None:
    assert overlap(ask(store, one), ask(store, other)) >= 0.8
    assert ask(store, one).total > 0


@pytest.mark.parametrize("typed", ["fees under 3%", "3 per cent", "3 percent"])
def test_a_percentage_is_found_in_every_way_of_writing_it(store: Engine, typed: str) -> None:
    save(store, SHORT.replace("in 15 towns", "and fees of 3 per cent"), "fees.txt")
    assert "fees of 3 per cent" in texts(ask(store, typed))[0]


@pytest.mark.parametrize(
    ("typed", "said", "times"), [("$200", "$200", 3), ('"$200"', "$200", 3), ("10.7", "10.7", 1)]
)
def test_signs_and_points_belong_to_a_number(
    store: Engine, typed: str, said: str, times: int
) -> None:
    found = ask(store, typed)
    assert found.total == times
    for hit in found.hits:
        point = hit.statement.points[0]
        assert said in [point.text[start:end] for start, end in hit.marks]


def test_a_phrase_is_found_only_where_it_stands(store: Engine) -> None:
    assert all("river dock" in text for text in texts(ask(store, '"river dock"')))
    assert ask(store, '"river dock"').total == 2
    assert ask(store, '"dock river"').total == 0
    assert ask(store, '"paid drivers"~4').total == 3


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("ferries AND harbour", 0),
        ("ferries OR harbour", 3),
        ("(harbour OR river) AND praised", 2),
        ("harbour -praised", 1),
        ("harbour NOT praised", 1),
        ("+harbour praised", 2),
        ("harb*", 2),
        ("praised AND year:2019", 0),
        ("praised AND year:2020", 3),
        ("praised AND date:>2020-10", 0),
        ("praised AND date:<2020-10", 0),
        ("praised AND date:>=2020-10-15", 3),
        ("praised AND sure:>=0", 3),
        ("praised AND sure:>100", 0),
    ],
)
def test_signs_and_ranges_choose(store: Engine, typed: str, number: int) -> None:
    assert ask(store, typed).total == number


def test_a_sentence_that_names_neither_who_nor_what_is_found_by_its_voice(store: Engine) -> None:
    found = ask(store, "what did Portugal do with the ferries")
    assert texts(found)[0] == "It had also suspended the ferries."
    assert found.hits[0].before.startswith("Ana Lua (Portugal) said that the GCM")
    assert found.hits[0].address == f"/points/{found.hits[0].statement.points[0].id}"


def test_a_french_question_says_that_words_only_are_matched(store: Engine) -> None:
    found = ask(store, "les visas des réfugiés", mode="both")
    assert "visas prolongés" in texts(found)[0]
    assert any("its words only" in note for note in found.notes)
    assert not ask(store, "visas of refugees", mode="both").notes


def test_points_with_nearly_the_same_words_are_one_hit(store: Engine) -> None:
    save(store, NAMED[0].replace("said that", "SAID that"), "again.txt")
    hits = ask(store, '"sea port" drivers').hits
    assert len(hits) == 1
    assert len(hits[0].alike) == 1
    assert len(ask(store, "praised harbour").hits) == 4  # other numbers are other things


def test_what_repeats_hides_nothing_that_ranks_below_it(store: Engine) -> None:
    offices = ["".join(parts) for parts in product("bdfgklmn", "aeiou", "lr", "ao")]
    told = [
        "Ana Lua (Portugal) said that buses and trams, trams and buses had been cleaned every "
        f"night for all who had to go to work by the {name} office and its many helpers."
        for name in offices
    ]
    told += [
        f"Ana Lua (Portugal) said that {who} had asked what the long winter without any trams "
        "would mean to old people, to schools and to those who live far out of town."
        for who in ("her country", "the smaller islands of the north", "no mayor so far")
    ]
    run = make_run("Panel 1\n" + "\n".join(told) + "\n", "trams.txt", "Dialogue of trams")
    report, said = run.statements
    every = range(1, len(told) + 1)
    points = tuple(make_point(run.source, order, report.segment) for order in every)
    save_run(store, replace(run, statements=(report, replace(said, points=points))))
    hits = ask(store, "trams").hits
    assert len(hits) == 4
    assert len(hits[0].alike) == len(offices) - 1


CHOICES = {
    "voice": ("", "PRT", "report", "spoken", "participants", "CHL"),
    "kind": ("", "practice", "challenge", "other"),
    "manner": ("", "panellist", "report"),
    "about": ("", "PRT", "TUR"),
    "region": ("", "Europe", "Southern Europe", "Africa"),
    "figures": ("", "yes", "no"),
    "sure": ("", "middle", "high"),
    "reviewed": ("", "yes", "no"),
    "since": ("", "2020-10", "2021"),
    "instrument": ("", "visa", "fund"),
    "group": ("", "women", "children"),
    "codes": ((), (("gcm", "15"),), (("gcm", "5"), ("sdg", "10"))),
}


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """A store whose points have many combinations of labels."""
    engine = open_store(str(tmp_path_factory.mktemp("mixed") / "a.db"))
    for number, text in enumerate(NAMED * 2):
        run = make_run(text, f"{number}{number % 2}.txt", f"Dialogue {number % 2}")
        statements = tuple(
            replace(
                s,
                points=tuple(
                    replace(
                        p,
                        kind=("practice", "challenge", "other")[(number + p.order) % 3],
                        confidence=(0.3, 0.55, 0.96)[(number * 2 + p.order) % 3],
                        groups=(("women",), (), ("children",))[number % 3],
                        about=(("PRT",), ("PRT", "TUR"), ())[p.order % 3],
                        figures=(Figure(3.0, "percent", "3%"),) if p.order == 1 else (),
                    )
                    for p in s.points
                ),
            )
            for s in run.statements
        )
        save_run(engine, replace(run, statements=statements))
    return engine


@settings(max_examples=60, deadline=None)
@given(st.fixed_dictionaries({name: st.sampled_from(v) for name, v in CHOICES.items()}))
def test_counts_are_right_under_every_combination(mixed: Engine, chosen: dict[str, object]) -> None:
    wanted = Filter(**chosen)  # type: ignore[arg-type]
    found = answer(mixed, "migration OR drivers OR panel*", wanted)
    everything = set(find_points(mixed, wanted))
    matching = {
        hit.statement.points[0].id
        for hit in answer(mixed, "migration OR drivers OR panel*", Filter(), 100).hits
    }
    matching |= {
        key
        for hit in answer(mixed, "migration OR drivers OR panel*", Filter(), 100).hits
        for key in hit.alike
    }
    assert found.total == len(everything & matching)
    for name, facet in (("kind", "kind"), ("voice", "voice"), ("region", "region")):
        for value in found.counts[facet]:
            narrowed = set(find_points(mixed, replace(wanted, **{name: value.value})))
            assert value.number == len(narrowed & matching), (facet, value)


@pytest.mark.parametrize("confidence", [0.0, 0.4949, 0.495, 0.4951, 0.5, 0.7949, 0.795, 0.8, 1.0])
def test_a_confidence_lies_in_the_band_that_its_count_says(
    tmp_path: Path, confidence: float
) -> None:
    store = open_store(str(tmp_path / "a.db"))
    run = make_run()
    said = run.statements[1]
    points = tuple(replace(point, confidence=confidence) for point in said.points)
    save_run(store, replace(run, statements=(replace(said, points=points),)))
    counts = {value.value: value.number for value in ask(store, "permits OR answer").counts["sure"]}
    for band in ("high", "middle", "low"):
        held = ask(store, "permits OR answer", Filter(sure=band)).total
        assert counts[band] == held == len(find_points(store, Filter(sure=band)))
    assert sum(counts.values()) == len(points)


def test_counts_are_right_where_too_many_sets_of_values_meet(
    mixed: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = Filter(kind="practice", manner="panellist")
    found = answer(mixed, "migration OR drivers OR panel*", wanted)
    monkeypatch.setattr(counts, "SETS", 1)  # of most columns more sets are found than this
    counts._list_known.cache_clear()
    again = answer(mixed, "migration OR drivers OR panel*", wanted)
    assert (again.total, again.counts) == (found.total, found.counts)
    assert again.total and len(again.counts["about"]) > 1


def test_counts_show_zero_where_there_is_none(store: Engine) -> None:
    counts = ask(store, "harbour", Filter(kind="challenge")).counts
    assert {value.value for value in counts["group"]} >= {"women", "children"}
    assert all(value.number == 0 for value in counts["group"])
    assert len([v for v in counts["gcm"] if v.value.isdigit()]) == 23


@pytest.mark.parametrize("change", ["remove", "judge", "save"])
def test_the_index_follows_every_change(store: Engine, change: str) -> None:
    assert ask(store, "ferries").total == 1
    with store.begin() as connection:
        if change == "remove":
            connection.execute(delete(tables.source).where(tables.source.c.name == "3.txt"))
        elif change == "judge":
            connection.execute(update(tables.point).values(kind="challenge"))
    if change == "save":
        save(store, SHORT.replace("Panel 2", "Panel 9"), "new.txt")
    counts = {v.value: v.number for v in ask(store, "ferries").counts["kind"]}
    assert ask(store, "ferries").total == {"remove": 0, "judge": 1, "save": 2}[change]
    assert change != "judge" or counts["challenge"] == 1


@pytest.mark.parametrize("harm", ["delete", "garbage", "empty", "old", "other"])
def test_a_lost_or_damaged_index_is_built_anew(tmp_path: Path, store: Engine, harm: str) -> None:
    before = ask(store, "harbour OR ferries").total
    folder = Path(f"{store.url.database}.index")
    files = [path for path in folder.rglob("*") if path.is_file()]
    if harm == "delete":
        for path in files:
            path.unlink()
    elif harm == "garbage":
        for path in files:
            path.write_bytes(b"no index")
    elif harm == "empty":
        for path in files:
            path.write_bytes(b"")
    elif harm == "old":  # killed between the store and the index
        with store.begin() as connection:
            connection.execute(delete(tables.source).where(tables.source.c.name == "3.txt"))
        before -= 1
    else:
        with store.begin() as connection:  # an older copy of the store came back
            connection.execute(update(tables.change).values(token="x"))
    place = str(store.url.database)
    store.dispose()
    assert ask(open_store(place), "harbour OR ferries").total == before
    assert ask(open_store(place), "money paid to drivers", mode="meaning").hits


def test_an_index_of_an_earlier_version_is_let_go(store: Engine) -> None:
    old = Path(f"{store.url.database}.index") / "1"
    old.mkdir(parents=True)
    (old / "meta.json").write_text("{}")
    assert ask(store, "harbour").total == 2
    assert not old.exists()


def test_one_command_builds_it_anew(store: Engine) -> None:
    held = open_index(store).count()
    assert rebuild_index(store) == held == open_index(store).count()


def test_a_second_writer_is_told_to_wait(store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(store, "harbour")
    monkeypatch.setattr(indexing, "WAIT", 0.2)
    other = SearchIndex(Path(f"{store.url.database}.index") / VERSION)
    writer = other._index.writer(20_000_000, 1)
    save(store, SHORT + "\n", "late.txt")
    with pytest.raises(StoreError, match="another program"):
        ask(store, "harbour")
    del writer


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_cannot_be_written_is_searched_all_the_same(store: Engine) -> None:
    folder = Path(str(store.url.database)).parent
    folder.chmod(0o500)
    assert ask(store, "harbour").total == 2
    folder.chmod(0o700)


HOSTILE = [
    "(" * 500 + "a" + ")" * 500,
    "a* " * 50,
    '"' * 999,
    "NOT " * 300,
    "percent:<abc",
    "year:20..",
    "date:2020-13",
    "value:1..2..3",
    "\x00\x01\x02",
    "🙂🙂",
    "a" * 1999,
    "٣٪ ۱۰",
    '"a b c"~99999999999',
    "-a -b",
    "x" * 100_000,
    ") OR ( AND",
    "'; DROP TABLE point; --",
    "text_en:harbour facet:is mark:index *:*",
]


@pytest.mark.parametrize(("typed", "mode"), list(product(HOSTILE, ["text", "both"])))
def test_hostile_questions_end_soon_with_an_answer_or_a_reason(
    store: Engine, typed: str, mode: str
) -> None:
    ask(store, "harbour", mode=mode)  # what is loaded once is no part of it
    begun = time.perf_counter()
    try:
        ask(store, typed, mode=mode)
    except QueryError as error:
        assert error.remedy
    assert time.perf_counter() - begun < 2.0


def test_a_dialogue_is_found_only_when_it_is_chosen(store: Engine) -> None:
    run = save(store, NAMED[0].replace("drivers", "sailors"), "sailors.txt")
    dialogue: Dialogue = run.dialogue
    found = ask(store, "praised", Filter(dialogue=dialogue.id))
    assert found.total == 1
    assert [v.number for v in found.counts["segment"]] == [1]


def test_near_meaning_is_found_without_a_shared_word(store: Engine) -> None:
    save(store, "Panel 4\nMigrants got money.\nIt rained on the harbour wall.\n", "money.txt")
    found = ask(store, "cash assistance for foreigners", mode="meaning")
    assert texts(found)[0] == "Migrants got money."
    assert "near in meaning" in found.hits[0].why
    assert ask(store, "cash assistance for foreigners", mode="text").total == 0


def test_meaning_follows_the_store_and_is_kept_for_the_next_time(store: Engine) -> None:
    assert ask(store, "boat services were stopped", mode="meaning").total > 0
    kept = next(Path(f"{store.url.database}.index").rglob("meaning.npz"))
    kept.write_bytes(kept.read_bytes()[:100])  # cut short
    place = str(store.url.database)
    store.dispose()
    store = open_store(place)
    assert ask(store, "boat services were stopped", mode="meaning").total > 0
    with store.begin() as connection:
        connection.execute(delete(tables.source))
    assert ask(store, "boat services were stopped", mode="meaning").total == 0


@pytest.mark.parametrize("typed", ["COVID-19", "coronavirus", "ICRMW", "Zimbabwe"])
@pytest.mark.parametrize("mode", ["text", "both"])
def test_a_name_that_stands_nowhere_finds_nothing(store: Engine, typed: str, mode: str) -> None:
    found = ask(store, typed, mode=mode)
    assert (found.hits, found.total) == ((), 0)
    assert ask(store, f"{typed} harbour", mode="text").hits
