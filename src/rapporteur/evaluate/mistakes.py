"""Where the store and the readers part: confused kinds, and the worst sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from rapporteur.evaluate.align import Pair, Row
from rapporteur.evaluate.classes import CLASSES
from rapporteur.evaluate.labels import Label
from rapporteur.evidence import KINDS

MISSING = "not found"  # stands for the kind of a sentence that has no row


@dataclass(frozen=True, slots=True)
class Mistake:
    """A sentence about which the store agrees with no reader.

    `said` is the store's answer and `readers` theirs, sorted and joined by commas, "" for none;
    `confidence` (0..1) that of the surest wrong claim, 0 where it claimed nothing, None where
    the measure has no confidence. `page` is 0 where the sentence was not found.
    """

    id: str
    file: str
    page: int
    text: str
    said: str
    readers: tuple[str, ...]
    confidence: float | None


def tell_confusion(
    truths: Sequence[Sequence[Label]], guesses: Sequence[Label]
) -> dict[str, dict[str, float]]:
    """Count, for each kind of the readers, what the store said; means over the readers."""
    return {
        kind: {
            said: mean(
                sum(t.kind == kind and g.kind == said for t, g in zip(truth, guesses, strict=True))
                for truth in truths
            )
            for said in (*KINDS, MISSING)
        }
        for kind in KINDS
    }


def read_confidences(measure: str, row: Row | None) -> dict[str, float] | None:
    """Return how sure a row is of each class it claims; None where it does not tell."""
    row = row or {}
    if measure == "kind":
        sure = row.get("kind_confidence")
        return None if sure is None else {str(row.get("kind", "other")): sure}
    sures = row.get(f"{measure}_confidence")
    return None if sures is None else dict(zip(map(str, row[measure]), sures, strict=True))


def find_mistakes(
    measure: str, pairs: Sequence[Pair], guesses: Sequence[Label]
) -> tuple[Mistake, ...]:
    """Return the mistakes of one measure, surest first, else in the order of the labels."""
    values = CLASSES[measure]
    found = []
    for (item, row), guess in zip(pairs, guesses, strict=True):
        truths = [values(label) for label in item.labels]
        if (said := values(guess)) in truths:
            continue
        sures = read_confidences(measure, row)
        wrong = said.difference(*truths)
        mistake = Mistake(
            str(item.id),
            item.file,
            int(row.get("page", 0)) if row else 0,
            item.text,
            _join(said) if row else MISSING,
            tuple(map(_join, truths)),
            None if sures is None else _surest(wrong, sures),
        )
        found.append(mistake)
    return tuple(sorted(found, key=lambda mistake: -(mistake.confidence or 0.0)))


def _surest(wrong: frozenset[str], sures: Mapping[str, float]) -> float:
    return max((sures.get(name, 0.0) for name in wrong), default=0.0)


def _join(values: frozenset[str]) -> str:
    return ", ".join(sorted(values))
