"""Let a trained head weigh what the keyword coder proposes, and see what has no cue."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from rapporteur.coding.keyword import CODER as KEYWORD
from rapporteur.coding.keyword import LIMIT, KeywordCoder, is_sentence
from rapporteur.evidence import KINDS, Coding, Framework, Point
from rapporteur.heads import Rows, load_head, see, sigmoid
from rapporteur.vectors import Vectors

CODER = "learnt"
TAUGHT = ("gcm", "sdg")  # frameworks that have a head
WORDS = 3.0  # brings what words say, 0..1, to the size of the other inputs


class TrainedCoder:
    """Codes the points of a document by the trained head of one framework."""

    def __init__(self, framework: Framework, keyword: KeywordCoder) -> None:
        self._framework = framework
        self._keyword = keyword
        self._codes = tuple(c.code for c in framework.codes if not c.parent)

    def code_all(
        self,
        points: Sequence[Point],
        titles: Sequence[str],
        proposals: Sequence[Sequence[Coding]],
        vectors: Mapping[str, Vectors],
        *,
        procedure: bool = False,
    ) -> list[tuple[Coding, ...]]:
        """Return the codings of each point, best first, each followed by the parts of its code.

        `points` come in reading order with the titles they stand under; `proposals` are the
        keyword coder's, `vectors` hold every text and title. "No code fits" is an answer: what
        is less likely than the head's threshold is left out. A sentence of procedure (kind
        other) gets none unless `procedure` lets it; a heading never.
        """
        if not points:
            return []
        head = load_head(self._framework.id)
        seen = see([point.text for point in points], titles, vectors)
        signals = self.find_signals(points, titles, proposals)
        shares = sigmoid(head.score(np.concatenate([seen, signals], axis=1)))
        return [
            self._code(point, share, head.least, proposal)
            if point.kind != "other" or (procedure and is_sentence(point.text))
            else ()
            for point, share, proposal in zip(points, shares, proposals, strict=True)
        ]

    def find_signals(
        self,
        points: Sequence[Point],
        titles: Sequence[str],
        proposals: Sequence[Sequence[Coding]],
    ) -> Rows:
        """Return, for each point, what words say of each code; its kind comes last."""
        own = np.array([self._row(self._weigh_words(point.text)) for point in points])
        before = np.vstack([np.zeros_like(own[:1]), own[:-1]])
        after = np.vstack([own[1:], np.zeros_like(own[:1])])
        chosen = np.array([self._row({c.code: c.confidence for c in p}) for p in proposals])
        title = np.array([self._row(self._weigh_words(title)) for title in titles])
        scope = np.array([[self._keyword.is_in_scope(point.text)] for point in points])
        kinds = np.array([[point.kind == kind for kind in KINDS] for point in points])
        around = [np.maximum(before, after), title, scope, kinds]
        return np.concatenate([WORDS * chosen, WORDS * own, *around], axis=1, dtype=np.float32)

    def _row(self, weights: Mapping[str, float]) -> Rows:
        return np.array([weights.get(code, 0.0) for code in self._codes], np.float32)

    def _weigh_words(self, text: str) -> Mapping[str, float]:
        return _weigh_words(self._keyword, text)

    def _code(
        self, point: Point, share: Rows, least: Rows, proposal: Sequence[Coding]
    ) -> tuple[Coding, ...]:
        named = {coding.code: coding for coding in proposal}
        ranked = sorted(zip(self._codes, share, least, strict=True), key=lambda row: -row[1])
        codings: list[Coding] = []
        for code, sure, threshold in ranked[:LIMIT]:
            if sure < threshold:
                continue
            word = named.get(code)
            coder = f"{KEYWORD}+{CODER}" if word else CODER
            reason = f"{word.reason}; learnt" if word else "learnt: no word gives it away"
            codings.append(
                Coding(point.id, self._framework.id, code, coder, round(float(sure), 3), reason)
            )
            codings.extend(self._keyword.code_parts(point, code))
        return tuple(codings)


@lru_cache(maxsize=4096)
def _weigh_words(keyword: KeywordCoder, text: str) -> Mapping[str, float]:
    return keyword.weigh_words(text)
