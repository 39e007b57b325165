"""Say why a point was found: its words, its codes, and what stands around it."""

from collections.abc import Mapping, Set
from functools import cache

from rapporteur.coding import KeywordCoder
from rapporteur.evidence import Coding, Statement
from rapporteur.extract.point.groups import name_groups
from rapporteur.find.words import PLAIN, composed, cut
from rapporteur.frameworks import load_framework

Marks = tuple[tuple[int, int], ...]
Runs = Mapping[str, Set[tuple[str, ...]]]
CODED = ("gcm", "sdg")
ENOUGH = 0.3  # how strongly a question's words must speak for a code


def mark_words(text: str, runs: Runs) -> Marks:
    """Return where the words looked for stand in `text`, in order; offsets count characters."""
    shown = composed(text)
    if len(shown) != len(text):  # its accents are apart from its letters; offsets must be its own
        shown = text
    found: set[tuple[int, int]] = set()
    for language, looked_for in runs.items():
        if language == PLAIN or not looked_for:
            continue
        words = cut(shown, language)
        firsts = {run[0] for run in looked_for}
        longest = max(map(len, looked_for))
        for at, word in enumerate(words):
            if word.text in firsts:
                for length in range(1, longest + 1):
                    run = words[at : at + length]
                    if tuple(w.text for w in run) in looked_for:
                        found.add((word.start, run[-1].end))
    return _outermost(found)


def is_said_by(names: str, runs: Runs) -> tuple[str, ...]:
    """Return the words looked for that stand in the voice's names."""
    looked_for = {word for run in runs.get(PLAIN, ()) for word in run}
    if not looked_for or not names:
        return ()
    return tuple(
        dict.fromkeys(names[w.start : w.end] for w in cut(names, PLAIN) if w.text in looked_for)
    )


def find_codes(question: str) -> frozenset[tuple[str, str]]:
    """Return the frameworks' codes that a question speaks of, as (framework, code)."""
    found = {
        (name, code)
        for name in CODED
        for code, weight in _coder(name).weigh_words(question).items()
        if weight >= ENOUGH
    }
    return frozenset(found | {("groups", code) for code in name_groups(question)})


def explain(
    statement: Statement, marks: Marks, around: Marks, said: tuple[str, ...], near: float
) -> str:
    """Put into words why a point was found; `around` marks what stands before and after it."""
    point = statement.points[0]
    words = dict.fromkeys(point.text[start:end].casefold() for start, end in marks)
    reasons = []
    if words:
        reasons.append("matched: " + ", ".join(words))
    if said:
        reasons.append("in the name of who speaks: " + " ".join(said))
    if around:
        reasons.append("words in the sentences around it")
    if near:
        reasons.append(f"near in meaning ({near:.2f})")
    return "; ".join(reasons) or "matched by its labels"


def shared_codes(codings: tuple[Coding, ...], asked: Set[tuple[str, str]]) -> tuple[Coding, ...]:
    """Return the codings whose code the question speaks of too."""
    return tuple(coding for coding in codings if (coding.framework, coding.code) in asked)


@cache
def _coder(name: str) -> KeywordCoder:
    return KeywordCoder(load_framework(name))


def _outermost(found: Set[tuple[int, int]]) -> Marks:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda mark: (mark[0], -mark[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)
