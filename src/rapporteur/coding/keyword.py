"""Match points to codes by the words that speak for each code."""

from collections.abc import Mapping

from rapporteur.coding.words import CueFinder, Match
from rapporteur.evidence import Coding, Framework, Point

CODER = "keyword"
LIMIT = 3  # codes a point may have in one framework, as the codebook sets it
OTHERS = 0.35  # how much each further cue counts beside the strongest
NEARBY = 0.3  # how much a cue counts that stands only in the context
THRESHOLD = 0.9  # least score that makes a coding
SHARE = 0.45  # least part of the best code's score
OUTSIDE = 0.85  # confidence that is left where only the context is in scope
WORDS_SHOWN = 4


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

    def code(self, point: Point, context: str = "", in_scope: bool = False) -> tuple[Coding, ...]:
        """Return at most three codings, best first, each followed by the parts of its code.

        `context` is text around the point, which counts less; `in_scope` says that the whole
        document is about the framework's matter, so that the sentence need not say so again.
        """
        if point.kind == "other":
            return ()
        direct = self.is_in_scope(point.text)
        if not (direct or in_scope or self.is_in_scope(context)):
            return ()
        found = self._top.find(point.text)
        scores = self._scores(point, found, context)
        best = max(scores.values(), default=0.0)
        chosen = [
            code
            for code, score in sorted(scores.items(), key=lambda item: -item[1])
            if score >= max(THRESHOLD, SHARE * best)
        ]
        trust = 1.0 if direct else OUTSIDE
        parts = self._parts.find(point.text)
        codings: list[Coding] = []
        for code in chosen[:LIMIT]:
            reason = _reason(point, found.get(code, []))
            codings.append(self._coding(point, code, trust * _confidence(scores[code]), reason))
            for part, matches in parts.items():
                if self._parents[part] == code:
                    sure = trust * _confidence(_score(matches))
                    codings.append(self._coding(point, part, sure, _reason(point, matches)))
        return tuple(codings)

    def _scores(
        self, point: Point, found: Mapping[str, list[Match]], context: str
    ) -> dict[str, float]:
        scores = {code: _score(matches) for code, matches in found.items()}
        for code, matches in self._top.find(context).items() if context else ():
            scores[code] = scores.get(code, 0.0) + NEARBY * _score(matches)
        for code, weight in self._kinds.get(point.kind, ()):
            scores[code] = scores.get(code, 0.0) + weight
        return scores

    def _coding(self, point: Point, code: str, confidence: float, reason: str) -> Coding:
        return Coding(point.id, self._framework.id, code, CODER, round(confidence, 3), reason)


def _score(matches: list[Match]) -> float:
    weights = [match.weight for match in matches]
    strongest = max(weights)
    return strongest + OTHERS * (sum(weights) - strongest)


def _confidence(score: float) -> float:
    """Return a score between 0 and 1: 0.31 at the threshold, 0.57 for one strong cue."""
    return score / (score + 2.0) if score < 2.0 else 1.0 - 1.0 / (score / 2.0 + 1.0)


def _reason(point: Point, matches: list[Match]) -> str:
    spans = sorted({span for match in matches for span in match.spans})
    words = list(dict.fromkeys(point.text[start:end] for start, end in spans))
    if not words:
        return f"context, {point.kind}"
    return "matched: " + ", ".join(words[:WORDS_SHOWN])
