"""Measure how far two people agree who read the same points blind, and settle where they differ."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import Engine

from rapporteur.errors import ReviewError
from rapporteur.evidence import (
    POINT_FIELDS,
    Figure,
    Judgement,
    Review,
    Sample,
    Value,
    Voice,
    content_id,
)
from rapporteur.review.alpha import find_alpha, find_interval
from rapporteur.review.decide import By, correct, name_of, read_blind, sign_off
from rapporteur.store.judged.log import writing
from rapporteur.store.judged.samples import find_readings, get_sample, save_sample
from rapporteur.store.judged.view import find_reviews
from rapporteur.store.select import Filter, find_points
from rapporteur.wording import fold

Readings = Mapping[tuple[str, str], Mapping[str, Judgement]]  # by point and field: by reader


@dataclass(frozen=True, slots=True)
class Difference:
    """A label that the readers of a sample gave otherwise; `settled` where somebody judged it."""

    point: str
    field: str
    values: dict[str, Value]
    settled: bool


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """How far the readers agree on one field of the `n` points that two or more have read.

    `share` is that of the points with the same label from all, `alpha` Krippendorff's, nominal;
    None where it is not defined (nobody read twice, or every label is the same). `interval` is
    where alpha lies in 95 of 100 samples like this one.
    """

    n: int
    share: float
    alpha: float | None
    interval: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """What came of a sample: who has read how many points of it, agreement and differences."""

    sample: Sample
    readers: dict[str, int]
    fields: dict[str, FieldAgreement]
    differences: tuple[Difference, ...]


def draw_sample(
    store: Engine,
    wanted: Filter,
    size: int,
    by: By,
    fields: Sequence[str] = POINT_FIELDS,
    seed: str = "",
) -> Sample:
    """Draw points at random for two people to read blind, and keep the sample.

    The same store, filter, size and `seed` draw the same points. Raises ReviewError for a field
    that points do not have, or where no point passes.
    """
    unknown = [name for name in fields if name not in POINT_FIELDS]
    if unknown or not fields:
        raise ReviewError(
            f"cannot be read: {', '.join(unknown) or 'no field'}",
            remedy=f"give some of {', '.join(POINT_FIELDS)}",
        )
    keys = sorted(find_points(store, wanted), key=lambda key: _lot(seed, key))[:size]
    if not keys:
        raise ReviewError("no point passes these filters", remedy="ask for less, or ingest first")
    when = by.when or datetime.now(UTC).isoformat(timespec="microseconds")
    sample = Sample(
        content_id("smp", when, seed, *keys), when, name_of(by), tuple(fields), tuple(keys)
    )
    with writing(store) as connection:
        save_sample(connection, sample)
    return sample


def find_unread(store: Engine, sample: str, who: str) -> tuple[str, ...]:
    """Return the points of a sample of which `who` has not read every field, in its order.

    Raises UnknownError for an unknown sample.
    """
    found = get_sample(store, sample)
    readings = _readings(store, sample)
    return tuple(
        key
        for key in found.points
        if any(_name(who) not in map(_name, readings.get((key, f), {})) for f in found.fields)
    )


def take_reading(
    store: Engine, sample: str, key: str, values: Mapping[str, Value], by: By
) -> tuple[Judgement, ...]:
    """Keep what one person read in a point of the sample; nothing else changes by it.

    A later reading by the same person replaces theirs. Raises ReviewError for a point or field
    that is not in the sample, or a value that cannot be.
    """
    found = get_sample(store, sample)
    wrong = [name for name in values if name not in found.fields]
    if key not in found.points or wrong:
        raise ReviewError(
            f"{', '.join(wrong) or key} is not in this sample",
            place=sample,
            remedy=f"read {', '.join(found.fields)} of the points that were drawn",
        )
    return read_blind(store, key, values, by, sample)


def measure_agreement(store: Engine, sample: str) -> Agreement:
    """Return what came of a sample so far; raise UnknownError for an unknown one."""
    found = get_sample(store, sample)
    readings = _readings(store, sample)
    fields = {name: _measure(found, readings, name) for name in found.fields}
    whole = _count_whole(found, readings)
    reviews = find_reviews(store, found.points)
    differences = tuple(
        Difference(*at, {who: j.after for who, j in told.items()}, _is_judged(reviews, *at))
        for at in ((key, name) for key in found.points for name in found.fields)
        if _labels(told := readings.get(at, {})) > 1
    )
    return Agreement(found, dict(sorted(whole.items())), fields, differences)


def find_readers(store: Engine, sample: str) -> dict[str, int]:
    """Return who has read how many points of a sample whole; who began is among them."""
    found = get_sample(store, sample)
    readings = _readings(store, sample)
    begun = {who: 0 for told in readings.values() for who in told}
    whole = _count_whole(found, readings)
    return dict(sorted((begun | whole).items()))


def read_by(store: Engine, sample: str) -> dict[tuple[str, str], dict[str, Value]]:
    """Return what each reader of a sample read, by point and field, then by reader."""
    return {
        at: {who: judgement.after for who, judgement in told.items()}
        for at, told in _readings(store, sample).items()
    }


def settle(store: Engine, sample: str, key: str, change: tuple[str, Value], by: By) -> Judgement:
    """Decide, as a third person, on a field and its value where the readers of a sample differ.

    Raises ReviewError where they do not, or where one of them would decide.
    """
    name, value = change
    told = _readings(store, sample).get((key, name), {})
    if _labels(told) < 2:
        raise ReviewError(
            f"the readers do not differ on “{name}” here",
            place=key,
            remedy=f"`rapporteur review agreement {sample}` lists where they do",
        )
    if _name(by.who) in map(_name, told):
        raise ReviewError(
            "a reader of the sample does not settle what they differ on",
            place=key,
            remedy="let a third person do it",
        )
    note = by.note or f"settles {sample}"
    return correct(store, key, name, value, By(by.who, note, by.seen, by.when))


def adopt_agreed(store: Engine, sample: str) -> int:
    """Make what two readers read alike stand: decided by the one, signed off by the other.

    What somebody has judged already stays. Returns how many labels were adopted.
    """
    found = get_sample(store, sample)
    readings = _readings(store, sample)
    reviews = find_reviews(store, found.points)
    adopted = 0
    for (key, name), told in readings.items():
        if len(told) < 2 or _labels(told) > 1 or _is_judged(reviews, key, name):
            continue
        one, other, *_ = told.values()
        note = f"read blind in {sample}"
        correct(store, key, name, one.after, By(one.who, note))
        sign_off(store, key, By(other.who, note), [name])
        adopted += 1
    return adopted


def _measure(sample: Sample, readings: Readings, name: str) -> FieldAgreement:
    told = [
        [_category(j.after) for j in readings.get((key, name), {}).values()]
        for key in sample.points
    ]
    read = [values for values in told if len(values) > 1]
    same = sum(len(set(values)) == 1 for values in read)
    share = same / len(read) if read else 0.0
    return FieldAgreement(len(read), share, find_alpha(read), find_interval(read))


def _count_whole(sample: Sample, readings: Readings) -> Counter[str]:
    return Counter(
        who
        for key in sample.points
        for who in _common([readings.get((key, name), {}) for name in sample.fields])
    )


def _readings(store: Engine, sample: str) -> Readings:
    """The last reading that each person gave of each field of each point."""
    found: dict[tuple[str, str], dict[str, Judgement]] = {}
    for target, judgement in find_readings(store, sample):
        told = found.setdefault((target, judgement.field), {})
        known = next((who for who in told if _name(who) == _name(judgement.who)), judgement.who)
        told[known] = judgement
    return found


def _labels(told: Mapping[str, Judgement]) -> int:
    """How many labels the readers gave."""
    return len({_category(judgement.after) for judgement in told.values()})


def _category(value: Value) -> Hashable:
    """What counts as the same label: codes in any order, a voice by whom it names."""
    if isinstance(value, Voice):
        return (value.source, fold(value.speaker))
    if isinstance(value, tuple):
        return tuple(sorted(v.value if isinstance(v, Figure) else v for v in value))
    return value


def _is_judged(reviews: Mapping[str, Review], key: str, name: str) -> bool:
    return key in reviews and name in reviews[key].fields


def _common(told: Sequence[Mapping[str, Judgement]]) -> set[str]:
    return set.intersection(*(set(one) for one in told)) if told else set()


def _lot(seed: str, key: str) -> str:
    return sha256(f"{seed}\x1f{key}".encode()).hexdigest()


def _name(who: str) -> str:
    return fold(who)
