"""The shipped frameworks are whole, and a faulty file is refused with a remedy."""

import csv
from pathlib import Path

import pytest

from rapporteur.errors import FrameworkError
from rapporteur.frameworks import load_framework, load_frameworks, parse_cue, read_framework

SMALL = """\
id: own
title: Own list
reference: House rules
counts: {codes: 1, parts: 1}
codes:
  - {code: "1", title: Harbours, cues: ["!harbour*", "quay + crane*"]}
  - {code: "1.a", title: Pilots, parent: "1"}
"""


def test_the_compact_has_23_objectives_and_187_actions() -> None:
    codes = load_framework("gcm").codes
    assert [c.code for c in codes if not c.parent] == [str(n) for n in range(1, 24)]
    assert sum(bool(c.parent) for c in codes) == 187
    assert [c.code for c in codes if c.parent == "20"] == [f"20.{x}" for x in "abcdefghi"]


def test_the_goals_are_17_with_169_targets() -> None:
    codes = load_framework("sdg").codes
    assert [c.code for c in codes if not c.parent] == [str(n) for n in range(1, 18)]
    assert sum(bool(c.parent) for c in codes) == 169
    assert {"10.7", "10.c", "8.8", "16.9"} <= {c.code for c in codes}


def test_the_affected_groups_are_those_of_the_codebook() -> None:
    groups = [c.code for c in load_framework("groups").codes]
    assert len(groups) == 23
    assert {"women", "unaccompanied_children", "seafarers", "host_communities"} <= set(groups)


def test_official_titles_are_those_published(shared: Path) -> None:
    with (shared / "data/codes/sdg_codes_multilingual.csv").open(encoding="utf-8") as lines:
        published = {
            row["code"]: row["text"]
            for row in csv.DictReader(lines)
            if (row["lang"], row["level"], row["field"]) == ("en", "goal", "title")
        }
    goals = {c.code: c.title for c in load_framework("sdg").codes if not c.parent}
    assert goals == published


def test_the_detention_objective_is_worded_as_the_resolution_words_it() -> None:
    titles = {c.code: c.title for c in load_framework("gcm").codes}
    assert titles["13"].startswith("Use immigration detention only as a measure of last resort")


def test_every_code_says_where_the_resolution_has_it() -> None:
    places = {c.code: c.reference for c in load_framework("gcm").codes}
    assert places["15.c"] == "A/RES/73/195, objective 15 (c)"
    assert all(places.values())


def test_every_framework_is_known_by_its_id() -> None:
    assert list(load_frameworks()) == ["gcm", "sdg", "groups"]
    assert all(name == framework.id for name, framework in load_frameworks().items())


def test_ones_own_framework_is_read_from_a_path(tmp_path: Path) -> None:
    file = tmp_path / "own.yml"
    file.write_text(SMALL, encoding="utf-8")
    assert [c.title for c in load_framework(str(file)).codes] == ["Harbours", "Pilots"]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('title: Pilots, parent: "1"', 'title: Pilots, parent: "9"', "unknown parent '9'"),
        ('code: "1.a"', 'code: "1"', "stands 2 times"),
        ("parts: 1", "parts: 2", "counts says 2"),
        ("title: Harbours", "titel: Harbours", "codes.0"),
        ("title: Harbours, ", "", "codes.0.title"),
        ('"!harbour*"', '"h*"', "at least 3 letters"),
        ('"!harbour*"', '"har*bour"', "* only at its end"),
        ('"!harbour*"', '"kind:gossip"', "no kind of point"),
        ("reference: House rules\n", "", "reference"),
        ("codes:\n", "colour: red\ncodes:\n", "colour"),
        ("id: own", "id: [own", "not YAML"),
    ],
)
def test_a_faulty_file_is_refused_with_file_place_and_remedy(
    before: str, after: str, told: str
) -> None:
    assert before in SMALL
    with pytest.raises(FrameworkError) as refusal:
        read_framework(SMALL.replace(before, after, 1), "own.yml")
    assert told in str(refusal.value)
    assert refusal.value.place == "own.yml"
    assert refusal.value.remedy


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FrameworkError, match="cannot be read"):
        load_framework(str(tmp_path / "none.yml"))


def test_a_cue_says_how_much_it_weighs() -> None:
    weights = [parse_cue(f"{mark}migrant").weight for mark in ("!!", "!", "", "?", "-")]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == 5
