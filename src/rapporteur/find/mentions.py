"""Bring together what several records tell of one measure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine

from rapporteur.evidence import Practice
from rapporteur.extract.practice.same import DESCRIBED, Known, known_by, same_measure
from rapporteur.extract.practice.wordings import content_words
from rapporteur.store.view import find_alike
from rapporteur.wording import fold


@dataclass(frozen=True, slots=True)
class Mention:
    """A practice of another source that is the same measure; `source` is that source's id."""

    practice: Practice
    source: str


def find_mentions(engine: Engine, practices: Sequence[Practice]) -> dict[str, tuple[Mention, ...]]:
    """Return, by the id of each of `practices`, where else the store tells of the same measure.

    It is worked out anew from what the store holds, so that it is right after every ingest.
    Practices of one source are brought together when it is read, and are no mentions.
    """
    held = find_alike(engine, (code for p in practices for code in p.implementers))
    others = [(Mention(practice, source), _known(practice)) for practice, source in held]
    shelf = _Shelf(known for _, known in others)
    sources = {mention.practice.id: mention.source for mention, _ in others}
    return {
        practice.id: tuple(
            others[at][0]
            for at in shelf.find_near(known)
            if others[at][0].source != sources.get(practice.id)
            and same_measure(known, others[at][1])
        )
        for practice, known in ((p, _known(p)) for p in practices)
    }


def pair_measures(
    ones: Sequence[Practice], others: Sequence[Practice]
) -> Iterator[tuple[Practice, Practice]]:
    """Yield the pairs of `ones` and `others` that tell of the same measure."""
    known = [_known(practice) for practice in others]
    shelf = _Shelf(known)
    for practice in ones:
        own = _known(practice)
        for at in shelf.find_near(own):
            if same_measure(own, known[at]):
                yield practice, others[at]


def _known(practice: Practice) -> Known:
    return known_by(practice, content_words(practice.title))


class _Shelf:
    """Descriptions by the words of their names and by their content words, to compare but few."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._named: dict[str, list[int]] = defaultdict(list)
        self._worded: dict[str, list[int]] = defaultdict(list)
        for at, one in enumerate(known):
            for word in _name_words(one):
                self._named[word].append(at)
            for word in one.words:
                self._worded[word].append(at)

    def find_near(self, known: Known) -> list[int]:
        """Return the places, in order, of those that share a name's word or enough others."""
        near = {at for word in _name_words(known) for at in self._named[word]}
        if not known.names:
            shared = Counter(at for word in known.words for at in self._worded[word])
            near |= {at for at, number in shared.items() if number >= DESCRIBED}
        return sorted(near)


def _name_words(known: Known) -> frozenset[str]:
    return frozenset(word for name in known.names for word in fold(name).split())
