"""Match points to codes by the words that speak for each code."""

import math
from collections.abc import Iterator, Mapping

from rapporteur.coding.words import CueFinder, Match
from rapporteur.evidence import Coding, Framework, Point

CODER = "keyword"
LIMIT = 3  # codes a point may have in one framework, as the codebook sets it
OTHERS = 0.35  # how much each further cue counts beside the strongest
AGAIN = 0.35  # how much a cue gains each time a long text says it again
MOST = 3  # times after which saying it again adds nothing
LONG = 60  # words of a long sentence; a text of twice as many asks for twice the score
NEARBY = 0.3  # how much a cue of the context counts in a document about the matter
ELSEWHERE = 0.1  # and how much in any other document
THRESHOLD = 0.85  # least score that makes a coding
SHARE = 0.45  # least part of the best code's score
AMPLE = 1.7  # score that needs no comparison with the best: a strong cue, or three plain ones
DOUBT = 1.5  # score at which a third of the doubt is left, as labelled sentences have it
OUTSIDE = 0.85  # confidence that is left where the document is in scope, not the sentence
WORDS_SHOWN = 4
STOPS = (".", "!", "?", ")", "”", '"')  # how a sentence ends, and a heading does not


class KeywordCoder:
    """Codes a point by the cues of one framework; see rapporteur.frameworks.cue."""

    def __init__(self, framework: Framework) -> None:
        self._framework = framework
        self._top = CueFinder(
            (c.code, cue) for c in framework.codes if not c.parent for cue in c.cues
        )
        self._parts = CueFinder(
            (c.code, cue) for c in framework.codes if c.parent for cue in c.cues
        )
        self._parents = {c.code: c.parent for c in framework.codes if c.parent}
        self._scope = CueFinder(("", cue) for cue in framework.scope)
        self._kinds: dict[str, list[tuple[str, float]]] = {}
        for code, kind, weight in self._top.kinds():
            self._kinds.setdefault(kind, []).append((code, weight))

    def is_in_scope(self, text: str) -> bool:
        """Tell whether `text` speaks of what the framework is about."""
        return not self._framework.scope or bool(self._scope.find(text))

    def code(
        self, point: Point, context: str = "", in_scope: bool = False, *, procedure: bool = False
    ) -> tuple[Coding, ...]:
        """Return at most three codings, best first, each followed by the parts of its code.

        `context` is text before the point, which counts less; `in_scope` says that the whole
        document is about the framework's matter, so that the sentence need not say so again.
        A sentence of procedure (kind other) gets none unless `procedure` lets it; a heading never.
        The reason gives the words that matched, as they stand in the text.
        """
        if point.kind == "other" and not (procedure and is_sentence(point.text)):
            return ()
        direct = self.is_in_scope(point.text)
        if not (direct or in_scope):
            return ()
        found = self._top.find(point.text)
        nearby = self._top.find(context) if context else {}
        stretch = _stretch(point.text)
        own = self._weigh(point, found, stretch)
        share = NEARBY if in_scope else ELSEWHERE
        scores = own | {c: own.get(c, 0.0) + share * _score(m) for c, m in nearby.items()}
        trust = 1.0 if direct else OUTSIDE
        codings: list[Coding] = []
        for code in _choose(scores, own, stretch):
            reason = (
                _reason("matched", point.text, found.get(code))
                or _reason("matched before", context, nearby.get(code))
                or f"kind: {point.kind}"
            )
            codings.append(self._coding(point, code, trust * _confidence(scores[code]), reason))
            codings.extend(self._code_parts(point, code, trust))
        return tuple(codings)

    def weigh_words(self, text: str) -> dict[str, float]:
        """Return how strongly the words of `text` speak for each code, 0..1, whatever its scope."""
        stretch = _stretch(text)
        found = self._top.find(text)
        return {code: _confidence(_score(matches) / stretch) for code, matches in found.items()}

    def code_parts(self, point: Point, parent: str) -> tuple[Coding, ...]:
        """Return the parts of one code ("10.c" of "10") whose words stand in the point."""
        return tuple(self._code_parts(point, parent, 1.0))

    def _code_parts(self, point: Point, parent: str, trust: float) -> Iterator[Coding]:
        for part, matches in self._parts.find(point.text).items():
            if self._parents[part] == parent:
                sure = trust * _confidence(_score(matches))
                yield self._coding(point, part, sure, _reason("matched", point.text, matches))

    def _weigh(
        self, point: Point, found: Mapping[str, list[Match]], stretch: float
    ) -> dict[str, float]:
        """Return what the point's own words and kind say for each code."""
        again = AGAIN if stretch > 1.0 else 0.0
        scores = {code: _score(matches, again) for code, matches in found.items()}
        for code, weight in self._kinds.get(point.kind, ()):
            scores[code] = scores.get(code, 0.0) + weight
        return scores

    def _coding(self, point: Point, code: str, confidence: float, reason: str) -> Coding:
        return Coding(point.id, self._framework.id, code, CODER, round(confidence, 3), reason)


def is_sentence(text: str) -> bool:
    """Tell whether `text` ends as a sentence does, and a heading does not."""
    return text.rstrip().endswith(STOPS)


def _stretch(text: str) -> float:
    """Return 1 for a sentence, 2 for a text of twice a long sentence's words, 3 for four times.

    In a sentence one strong word tells what it is about; in a page it may stand in passing.
    """
    return 1.0 + max(0.0, math.log2(max(1, len(text.split())) / LONG))


def _choose(
    scores: Mapping[str, float], own: Mapping[str, float], stretch: float = 1.0
) -> list[str]:
    """Return the best codes; the context decides only where the point itself is silent.

    `own` is the part of `scores` that the point's own words and kind give. A long text must
    say more of each code, and has room for more codes beside the best.
    """
    enough = THRESHOLD * stretch
    beside = SHARE / stretch * max(scores.values(), default=0.0)
    least = max(enough, min(beside, AMPLE * stretch))
    speaks = any(score >= enough for score in own.values())
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    kept = (code for code, score in ranked if score >= least and (code in own or not speaks))
    return list(kept)[:LIMIT]


def _score(matches: list[Match], again: float = 0.0) -> float:
    weights = [m.weight * (1.0 + again * (min(m.times, MOST) - 1)) for m in matches]
    strongest = max(weights)
    return strongest + OTHERS * (sum(weights) - strongest)


def _confidence(score: float) -> float:
    """Return how often a coding of this score is right: half for a plain cue, 3/4 for a strong.

    Cues are witnesses of their own, so what doubt they leave multiplies as their weights add.
    """
    return 1.0 - math.exp(-score / DOUBT)


def _reason(how: str, text: str, matches: list[Match] | None) -> str:
    """Return the words that matched as they stand in `text`, or nothing where none did."""
    spans = sorted({span for match in matches or () for span in match.spans})
    words = list(dict.fromkeys(text[start:end] for start, end in spans))
    return f"{how}: {', '.join(words[:WORDS_SHOWN])}" if words else ""
