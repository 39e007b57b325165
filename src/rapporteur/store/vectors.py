"""Keep vectors in the store, under the key of the text that they were made of."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, Engine, delete, insert, select

from rapporteur.errors import StoreError
from rapporteur.store.tables import point, recommendation, segment, vector
from rapporteur.vectors import vector_key

_AT_ONCE = 500  # keys in one question; SQLite's bound on what a statement may hold is higher


class KeptVectors:
    """The vectors of one store, as `rapporteur.vectors.Keep` asks for them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def find(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        """Return those held."""
        found: dict[str, bytes] = {}
        with self._engine.connect() as connection:
            for at in range(0, len(keys), _AT_ONCE):
                some = keys[at : at + _AT_ONCE]
                chosen = select(vector.c.key, vector.c.numbers).where(vector.c.key.in_(some))
                found.update((row.key, row.numbers) for row in connection.execute(chosen))
        return found

    def add(self, vectors: Mapping[str, bytes]) -> None:
        """Keep further ones; another run may have kept the same in the meantime."""
        if not vectors:
            return
        # The same key always holds the same numbers: who comes second has nothing to add.
        adding = insert(vector).prefix_with("OR IGNORE", dialect="sqlite")
        rows = [{"key": key, "numbers": numbers} for key, numbers in vectors.items()]
        try:
            with self._engine.begin() as connection:
                connection.execute(adding, rows)
        except StoreError as error:
            if "readonly" not in error.what:  # who may only read works them out each time
                raise


def forget_vectors(connection: Connection, texts: Iterable[str]) -> None:
    """Let go the vectors of those `texts` that no sentence, title or recommendation has now."""
    wanted = sorted(texts)
    for at in range(0, len(wanted), _AT_ONCE):
        some = wanted[at : at + _AT_ONCE]
        used = {
            text
            for column in (point.c.text, segment.c.title, recommendation.c.text)
            for text in connection.execute(select(column).where(column.in_(some))).scalars()
        }
        keys = [vector_key(text) for text in some if text not in used]
        connection.execute(delete(vector).where(vector.c.key.in_(keys)))
