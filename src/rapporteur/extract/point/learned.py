"""Let the trained head and the rules together say what kind each sentence is."""

from collections.abc import Mapping, Sequence

import numpy as np

from rapporteur.evidence import KINDS, Dialogue, Source, Voice
from rapporteur.extract.point.kinds import KindGuess, Ruling, judge
from rapporteur.extract.point.signals import find_signals
from rapporteur.heads import Rows, load_head, see, softmax
from rapporteur.vectors import Vectors

CERTAIN = 6.0  # votes from which the layout alone decides: a heading, a caption, no sentence


def find_kinds(
    dialogue: Dialogue, source: Source, voices: Sequence[Voice], vectors: Mapping[str, Vectors]
) -> tuple[KindGuess, ...]:
    """Return the kind of each of `source.sentences`; `voices` are theirs, in order.

    The head hears the rules' votes among its inputs. `vectors` hold every sentence and title.
    The reason says what the head and the rules each say, and which rule it was.
    """
    rulings = judge(dialogue, source, voices)
    if not rulings:
        return ()
    texts = [ruling.features.sentence.text for ruling in rulings]
    seen = see(texts, [ruling.features.title for ruling in rulings], vectors)
    signals = [find_signals(ruling.features, ruling.votes) for ruling in rulings]
    shares = softmax(load_head("kind").score(np.concatenate([seen, np.stack(signals)], axis=1)))
    return tuple(_weigh(ruling, share) for ruling, share in zip(rulings, shares, strict=True))


def _weigh(ruling: Ruling, share: Rows) -> KindGuess:
    rule = ruling.guess
    ruled = f"rules: {rule.kind} ({rule.reason})"
    if ruling.votes[rule.kind] >= CERTAIN:
        return KindGuess(rule.kind, rule.confidence, ruled, rule.rule)
    kind = KINDS[int(share.argmax())]
    return KindGuess(kind, round(float(share.max()), 3), f"learnt: {kind}; {ruled}", rule.rule)
