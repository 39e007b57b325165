"""Find the points whose words answer a question, to look among what stands on them."""

from sqlalchemy import Engine, select

from rapporteur.find.index import open_index
from rapporteur.find.matching import Matcher
from rapporteur.find.names import get_thesaurus
from rapporteur.find.question import read_question
from rapporteur.find.weigh import search_points
from rapporteur.store import tables

MOST = 2_000  # points, best first; what stands on one beyond is not found
BATCH = 500  # ids in one question; SQLite takes at least 999 parameters


def find_among(engine: Engine, typed: str) -> tuple[str, ...]:
    """Return the ids of the points that hold the words of a question, best first.

    Raises QueryError for a question without words, or one too long.
    """
    question = read_question(typed)
    index = open_index(engine)
    thesaurus = get_thesaurus(index.pairs)
    match = Matcher(index.searcher, index.languages, thesaurus).match(question)
    found = [point.serial for point in search_points(index.searcher, match.query, MOST)]
    point = tables.point.c
    keys: dict[int, str] = {}
    with engine.connect() as connection:
        for at in range(0, len(found), BATCH):
            query = select(point.serial, point.id).where(point.serial.in_(found[at : at + BATCH]))
            keys |= {row.serial: row.id for row in connection.execute(query)}
    return tuple(keys[serial] for serial in found if serial in keys)
