"""An empty cell says which of three things it means, on a record made for it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from rapporteur.evidence import Coding, Participant, Point, Run, Statement, Voice, make_anchor
from rapporteur.publish.coverage import Cell, Matrix, make_matrix
from rapporteur.store import open_store
from rapporteur.store.select import Filter
from rapporteur.store.write import save_run
from tests.making import make_run, make_source

LINES = 60
WANTED = Filter(headings=False)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    opened = open_store(str(tmp_path_factory.mktemp("coverage") / "r.db"))
    save_run(opened, make_record())
    yield opened
    opened.dispose()


def make_record() -> Run:
    """Portugal speaks 29 sentences to objective 16, Chile as many without a code, Peru one.

    Chad is announced and says nothing; one sentence of Portugal's is a doubtful objective 4.
    """
    said = "\n".join(f"In town {n} they had opened a school for newcomers." for n in range(LINES))
    source = make_source(said)
    base = make_run(said)
    points = [
        Point(f"pnt-{n:016x}", s.text, make_anchor(source, s.pieces), base.dialogue.segments[0].id,
              n, "practice", 0.9, "invented")
        for n, s in enumerate(source.sentences)
    ]  # fmt: skip
    voices = {"PRT": points[:30], "CHL": points[30:59], "PER": points[59:]}
    statements = tuple(
        Statement(f"stm-{code}", source.id, base.dialogue.segments[0].id, Voice("floor", (code,)),
                  tuple(held))
        for code, held in voices.items()
    )  # fmt: skip
    codings = [Coding(p.id, "gcm", "16", "learnt", 0.9, "invented") for p in points[:29]]
    codings.append(Coding(points[29].id, "gcm", "4", "learnt", 0.42, "invented"))
    absent = Participant("Ada Sel", "Minister", "TCD", "TCD", base.dialogue.segments[0].id,
                         "panellist", source.id, 1)  # fmt: skip
    dialogue = replace(base.dialogue, sources=(source,), participants=(absent,))
    return Run(dialogue, source, statements, codings=tuple(codings))


def cell(matrix: Matrix, code: str, other: str) -> Cell:
    (line,) = (line for line in matrix.codes if line.key == code)
    (column,) = (column for column in matrix.others if column.key == other)
    return matrix.cell(line, column)


def gap(matrix: Matrix, code: str, other: str) -> str:
    return cell(matrix, code, other).gap


def test_nobody_spoke_unsure_and_not_held_are_told_apart(store: Engine) -> None:
    matrix = make_matrix(store, "gcm", "voice", WANTED)
    assert cell(matrix, "16", "PRT").number == 29
    assert gap(matrix, "16", "PRT") == ""
    # Of 29 found some are passed over, and Chile said half of all that could be.
    assert gap(matrix, "16", "CHL") == "unsure"
    # Peru said a single sentence: that it is one passed over is unlikely.
    assert gap(matrix, "16", "PER") == "nobody"
    assert gap(matrix, "23", "CHL") == "nobody"
    assert {gap(matrix, code.key, "TCD") for code in matrix.codes} == {"absent"}
    chad = next(other for other in matrix.others if other.key == "TCD")
    assert (chad.held, chad.announced) == (False, True)


def test_a_number_that_rests_on_doubtful_codes_alone_says_so(store: Engine) -> None:
    matrix = make_matrix(store, "gcm", "voice", WANTED)
    assert cell(matrix, "4", "PRT").doubtful
    assert not cell(matrix, "16", "PRT").doubtful


def test_a_filter_on_points_makes_nobody_absent_from_the_record(store: Engine) -> None:
    matrix = make_matrix(store, "gcm", "voice", replace(WANTED, kind="challenge"))
    assert gap(matrix, "16", "CHL") == "nobody"
    assert gap(matrix, "16", "TCD") == "absent"


def test_all_states_can_be_shown_and_those_of_a_region_are(store: Engine) -> None:
    every = make_matrix(store, "sdg", "about", WANTED, every=True)
    assert len(every.others) > 190
    africa = make_matrix(store, "gcm", "voice", replace(WANTED, region="Middle Africa"))
    assert {"TCD", "AGO"} <= {other.key for other in africa.others}
    assert not {"PRT", "CHL"} & {other.key for other in africa.others}


def test_a_count_lies_within_its_range_or_below_where_much_is_passed_over(store: Engine) -> None:
    matrix = make_matrix(store, "gcm", "kind", WANTED)
    one = cell(matrix, "16", "practice")
    code = next(code for code in matrix.codes if code.key == "16")
    assert one.likely.least <= one.likely.middle <= one.likely.most
    assert code.likely.middle == pytest.approx(29 * code.rate.right.mean / code.rate.found.mean)
    assert "other" not in {other.key for other in matrix.others}
