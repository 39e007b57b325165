"""The command line, as a person or a script calls it."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from rapporteur.cli import main
from rapporteur.cli.app import COMMANDS

SAMPLE = Path(__file__).resolve().parents[2] / "sample"


def call(*words: str, store: Path) -> Result:
    return CliRunner().invoke(main, ["--store", str(store), *words])


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("sample") / "sample.db"
    result = call("ingest", str(SAMPLE), store=place)
    assert result.exit_code == 0, result.output
    return place


def rows(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_the_summary_says_who_spoke_and_what_was_found(tmp_path: Path) -> None:
    result = call("ingest", str(SAMPLE), store=tmp_path / "a.db")
    assert result.exit_code == 0, result.output
    for word in ("who spoke", "statements", "practices", "recommendations", "notices", "PRT"):
        assert word in result.stdout
    assert result.stdout.count("International Dialogue on Migration 2020") == 1


def test_the_three_sample_files_make_one_dialogue(store: Path) -> None:
    shown = call("show", store=store).stdout
    assert shown.count("dlg-") == 1
    assert shown.count("src-") == 3


def test_the_sample_tells_who_said_what(store: Path) -> None:
    said = {str(row["text"]): row for row in rows(call("export", "sentences", store=store))}
    decree = next(row for text, row in said.items() if "70,000" in text)
    assert (decree["source"], decree["speaker"], decree["kind"]) == (
        "PRT",
        "Cláudia Pereira",
        "practice",
    )
    floor = next(row for text, row in said.items() if "60,000" in text)
    assert (floor["source"], floor["speaker"], floor["manner"]) == ("CHL", "", "floor")


def test_the_sample_has_four_recommendations_of_its_own(store: Path) -> None:
    asked = rows(call("export", "recommendations", "--origin", "report", store=store))
    assert len(asked) == 4
    assert all(row["from"] == ["report"] for row in asked)


def test_the_sample_contradicts_itself_and_that_is_said(store: Path) -> None:
    shown = call("show", store=store).stdout
    assert "Laura Thompson" in shown
    assert "Jacqueline Weekers" in shown


def test_ingesting_again_changes_nothing(store: Path) -> None:
    before = call("export", "sentences", store=store).stdout
    again = call("ingest", str(SAMPLE), store=store)
    assert again.exit_code == 0
    assert again.stdout.count("in the store already") == 3
    assert call("export", "sentences", store=store).stdout == before


def test_the_same_files_give_the_same_bytes_in_any_order(store: Path, tmp_path: Path) -> None:
    files = sorted(map(str, SAMPLE.iterdir()), reverse=True)
    other = tmp_path / "other.db"
    assert call("ingest", *files, store=other).exit_code == 0
    for what in ("sentences", "recommendations", "practices", "statements"):
        one = sorted(call("export", what, store=store).stdout.splitlines())
        two = sorted(call("export", what, store=other).stdout.splitlines())
        assert one == two


def test_find_gives_voice_page_and_reason(store: Path) -> None:
    found = json.loads(call("find", "nurses Germany", "--json", store=store).stdout)
    assert {"id", "text", "source", "page", "score", "why"} <= set(found[0])
    assert found[0]["source"] == "PHL"
    plain = call("find", "nurses Germany", store=store).stdout
    assert "PHL (floor)" in plain
    assert "matched: " in plain


def test_a_question_is_told_whether_the_record_is_silent_or_unclear(store: Path) -> None:
    silent = call("find", "What did Mongolia do about nurses?", store=store).stdout
    assert "The record does not say." in silent and "No sentence holds: Mongolia" in silent
    unclear = call("find", "What became of the QZT and nurses?", store=store).stdout
    assert "Nothing in the record clearly answers this." in unclear


def test_find_says_so_when_there_is_nothing(store: Path) -> None:
    assert "Nothing found" in call("find", "zeppelin", store=store).stdout


@pytest.mark.parametrize("what", ["recommendations", "practices", "statements", "sentences"])
def test_show_opens_whatever_an_export_names(store: Path, what: str) -> None:
    row = rows(call("export", what, store=store))[0]
    shown = json.loads(call("show", str(row["id"]), store=store).stdout)
    assert shown["id"] == row["id"]


def test_export_writes_a_file(store: Path, tmp_path: Path) -> None:
    place = tmp_path / "out.xlsx"
    words = ("export", "sentences", "--format", "xlsx", "-o", str(place))
    assert call(*words, store=store).exit_code == 0
    assert place.read_bytes()[:2] == b"PK"


def test_people_whom_only_the_text_names_come_with_the_names_of_their_states(
    tmp_path: Path,
) -> None:
    place, told = tmp_path / "a.db", tmp_path / "minutes.txt"
    told.write_text(
        "Dialogue on Harbours\n\nMs. Ana Reis (Portugal) said that her country had two ports.\n"
    )
    assert call("ingest", str(told), store=place).exit_code == 0
    (person,) = rows(call("export", "participants", store=place))
    assert (person["entity"], person["entity_name"]) == ("PRT", "Portugal")


def test_attribute_gives_verbatim_parts_without_a_store(tmp_path: Path) -> None:
    text = "Norway, supported by Chile, proposed a new fund. Peru opposed the proposal."
    place = tmp_path / "bulletin.txt"
    place.write_text(text)
    result = CliRunner().invoke(main, ["attribute", str(place), "--format", "jsonl"])
    found = rows(result)
    actors = {a["actor"] for row in found for a in row["attributions"]}  # type: ignore[attr-defined]
    assert {"Norway", "Chile", "Peru"} <= actors
    for row in found:
        for one in row["attributions"]:  # type: ignore[attr-defined]
            assert one["cue"] in str(row["text"])
            assert one["message"] in str(row["text"])


def test_a_bad_file_is_named_and_the_others_are_kept(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "good.txt").write_text("The representative of Chile said that it was ready.\n")
    place = tmp_path / "a.db"
    result = call("ingest", str(tmp_path / "empty.pdf"), str(tmp_path / "good.txt"), store=place)
    assert result.exit_code == 1
    assert "empty.pdf" in result.stderr
    assert "taken   good.txt" in result.stdout
    assert "refused  empty.pdf" in call("show", store=place).stdout


def test_a_record_in_another_language_says_what_is_missing(tmp_path: Path) -> None:
    text = (
        "Le représentant du Chili a déclaré que son Gouvernement avait ouvert les services de "
        "santé à tous les migrants. La présidente a remercié les délégations de leurs exposés.\n"
    )
    (tmp_path / "rapport.txt").write_text(text * 3)
    result = call("ingest", str(tmp_path / "rapport.txt"), store=tmp_path / "a.db")
    assert result.exit_code == 0
    assert "is in French" in result.stdout


def test_a_missing_store_is_not_made_by_a_question(tmp_path: Path) -> None:
    place = tmp_path / "typo.db"
    result = call("find", "anything", store=place)
    assert result.exit_code == 2
    assert "rapporteur ingest" in result.stderr
    assert not place.exists()


def test_an_unknown_dialogue_is_an_error_not_an_empty_answer(store: Path) -> None:
    result = call("export", "sentences", "--dialogue", "No such", store=store)
    assert result.exit_code == 2
    assert "no dialogue of this name" in result.stderr


def test_a_filter_that_names_nothing_is_an_error_not_an_empty_answer(store: Path) -> None:
    result = call("find", "permits", "--voice", "Narnia", store=store)
    assert result.exit_code == 2
    assert "Narnia: there is no voice of this name" in result.stderr
    assert call("find", "permits", "--voice", "Iceland", store=store).exit_code == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    result = CliRunner().invoke(main, [command, "--help"])
    assert result.exit_code == 0
    guide = (Path(__file__).resolve().parents[2] / "docs" / "guide.md").read_text()
    assert f"rapporteur {command}" in guide
    found = main.get_command(click.Context(main), command)
    assert found
    for option in found.params:
        names = [name for name in option.opts if name.startswith("--")]
        assert all(name in guide for name in names), names


def test_evaluate_prints_each_class_the_agreement_and_the_calibration(
    store: Path, tmp_path: Path
) -> None:
    said = rows(call("export", "sentences", store=store))
    decree = next(row for row in said if "70,000" in str(row["text"]))
    wrong = {**decree, "kind": "challenge"}
    place = tmp_path / "gold.jsonl"
    place.write_text(json.dumps({"text": decree["text"], "labels": [decree, wrong]}))
    shown = call("evaluate", str(place), store=store)
    assert shown.exit_code == 0, shown.output
    for word in ("precision", "kind kappa", "reader 2", "PRT", "expected calibration error"):
        assert word in shown.stdout
    assert "70,000" not in shown.stdout, "no mistake is shown unless asked for"
    both = {**wrong, "kind": "position"}
    place.write_text(json.dumps({"text": decree["text"], "labels": [both, wrong]}))
    worst = call("evaluate", str(place), "--worst", "3", store=store).stdout
    assert "70,000" in worst
    assert "store: practice" in worst
    plain = json.loads(call("evaluate", str(place), "--json", "--worst", "3", store=store).stdout)
    assert [m["readers"] for m in plain["worst"]["kind"]] == [["position", "challenge"]]
    assert plain["classes"]["kind"]["practice"]["said"] == 1
