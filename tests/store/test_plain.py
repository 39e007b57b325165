"""Evidence is found whatever number of ids is asked for at once."""

from sqlalchemy import Engine

from rapporteur.store import open_store
from rapporteur.store.view import find_codings, find_statements
from rapporteur.store.write import save_run
from tests.making import make_run


def test_points_are_found_among_more_ids_than_fit_one_question() -> None:
    store: Engine = open_store(":memory:")
    save_run(store, make_run())
    points = [point.id for statement in make_run().statements for point in statement.points]
    unknown = [f"pnt-{number:016x}" for number in range(1_200)]
    many = [points[0], *unknown, *points[1:]]

    assert find_statements(store, many) == find_statements(store, points)
    assert find_codings(store, many) == find_codings(store, points)
    assert [p.id for s in find_statements(store, many) for p in s.points] == points
