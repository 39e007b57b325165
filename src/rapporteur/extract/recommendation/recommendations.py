"""Find what is asked: in the record's own lists, in States' lists, and in the discussion."""

from collections.abc import Sequence

from rapporteur.evidence import Dialogue, Recommendation, Source, Statement
from rapporteur.extract.recommendation.calls import find_appeals, find_calls
from rapporteur.extract.recommendation.drafts import Places, settle
from rapporteur.extract.recommendation.listed import find_listed, find_review
from rapporteur.extract.recommendation.lists import find_own
from rapporteur.gazetteer import Gazetteer


def find_recommendations(
    dialogue: Dialogue, source: Source, statements: Sequence[Statement], gazetteer: Gazetteer
) -> tuple[Recommendation, ...]:
    """Return every recommendation of `source`: the record's own, the listed, then the calls.

    A document that lists the recommendations of States has no lists of its own; one without
    any list may still ask outright in its running text. `source` has its blocks and sentences;
    `statements` give the points the recommendations stand on.
    """
    places = Places(source, statements)
    listed = find_listed(source, gazetteer)
    drafts = (
        listed
        or find_own(dialogue, source, gazetteer)
        or tuple(find_appeals(dialogue, statements, gazetteer))
    )
    found = [settle(draft, source, places) for draft in drafts]
    taken = {point for recommendation in found for point in recommendation.points}
    review = find_review(listed)
    calls = find_calls(dialogue, statements, listed, taken, gazetteer, review)
    found.extend(settle(draft, source, places) for draft in calls)
    once: dict[str, Recommendation] = {}
    for recommendation in found:  # the same words at one place, listed and called for, are one
        once.setdefault(recommendation.id, recommendation)
    return tuple(once.values())
