"""Match points to codes by the words that speak for each code."""

from collections.abc import Mapping

from rapporteur.coding.words import CueFinder, Match
from rapporteur.evidence import Coding, Framework, Point

CODER = "keyword"
LIMIT = 3  # codes a point may have in one framework, as the codebook sets it
OTHERS = 0.35  # how much each further cue counts beside the strongest
NEARBY = 0.3  # how much a cue of the context counts in a document about the matter
ELSEWHERE = 0.1  # and how much in any other document
THRESHOLD = 0.85  # least score that makes a coding
SHARE = 0.45  # least part of the best code's score
OUTSIDE = 0.85  # confidence that is left where the document is in scope, not the sentence
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

        `context` is text before the point, which counts less; `in_scope` says that the whole
        document is about the framework's matter, so that the sentence need not say so again.
        The reason gives the words that matched, as they stand in the text.
        """
        if point.kind == "other":
            return ()
        direct = self.is_in_scope(point.text)
        if not (direct or in_scope):
            return ()
        found = self._top.find(point.text)
        nearby = self._top.find(context) if context else {}
        scores = self._scores(point, found, nearby, NEARBY if in_scope else ELSEWHERE)
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
            reason = _reason(point.text, found.get(code, []))
            if not reason:
                reason = _reason(context, nearby.get(code, []), "matched before: ") or point.kind
            codings.append(self._coding(point, code, trust * _confidence(scores[code]), reason))
            for part, matches in parts.items():
                if self._parents[part] == code:
                    sure = trust * _confidence(_score(matches))
                    codings.append(self._coding(point, part, sure, _reason(point.text, matches)))
        return tuple(codings)

    def _scores(
        self,
        point: Point,
        found: Mapping[str, list[Match]],
        nearby: Mapping[str, list[Match]],
        share: float,
    ) -> dict[str, float]:
        scores = {code: _score(matches) for code, matches in found.items()}
        for code, matches in nearby.items():
            scores[code] = scores.get(code, 0.0) + share * _score(matches)
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


def _reason(text: str, matches: list[Match], how: str = "matched: ") -> str:
    spans = sorted({span for match in matches for span in match.spans})
    words = list(dict.fromkeys(text[start:end] for start, end in spans))
    return how + ", ".join(words[:WORDS_SHOWN]) if words else ""
