"""Find the affected groups that each sentence names or plainly means."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import permutations

from rapporteur.cues import load_cues
from rapporteur.evidence import Source, Voice
from rapporteur.frameworks import Part, load_framework, parse_cue

_REACH = 200  # characters over which the parts of one cue may be spread


def find_groups(source: Source, voices: Sequence[Voice]) -> tuple[tuple[str, ...], ...]:
    """Return, for each sentence, codes of the affected-groups framework; empty if none.

    A sentence that opens with "They" or "Their" keeps the groups that the sentence before it
    names in the same paragraph and voice.
    """
    found: list[tuple[str, ...]] = []
    for at, sentence in enumerate(source.sentences):
        last = source.sentences[at - 1] if at else None
        goes_on = last is not None and last.block == sentence.block and voices[at - 1] == voices[at]
        named = name_groups(sentence.text)
        carried = found[-1] if goes_on and _refers_back(sentence.text) else ()
        found.append(tuple(dict.fromkeys((*named, *carried))))
    return tuple(found)


def name_groups(text: str) -> tuple[str, ...]:
    """Return the groups that `text` itself names, in the framework's order."""
    clean = _not_named().sub(lambda match: "\x00" * len(match.group()), text)
    spans = {
        code: [match.span() for match in pattern.finditer(clean)]
        for code, pattern in _names().items()
    }
    for longer, shorter in load_cues("groups_context")["inside"].items():
        for code in shorter:
            spans[code] = [span for span in spans[code] if not _inside(span, spans[longer])]
    return tuple(code for code, places in spans.items() if places)


def _inside(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in others)


def _refers_back(text: str) -> bool:
    return (
        _pattern("pronouns").match(text) is not None and _pattern("speakers_do").match(text) is None
    )


@cache
def _names() -> dict[str, re.Pattern[str]]:
    """Return a pattern for each group: the framework's cues and the ways of wording beside them."""
    worded = load_cues("groups_context")["names"]
    return {
        code.code: _bounded([*worded.get(code.code, ()), *map(_cue_pattern, code.cues)])
        for code in load_framework("groups").codes
    }


def _cue_pattern(cue: str) -> str:
    """Return the regular expression of a framework's cue; its parts may stand in any order."""
    parts = [_part_pattern(part) for part in parse_cue(cue).parts]
    orders = (
        first + "".join(rf"(?=[^.;]{{0,{_REACH}}}\b{part})" for part in rest)
        for first, *rest in permutations(parts)
    )
    return "|".join(orders)


def _part_pattern(part: Part) -> str:
    words = re.escape(part.text).replace("\\ ", "[ -]").replace("'", "[’']")
    return words + (r"\w*" if part.is_open else r"\b")


@cache
def _not_named() -> re.Pattern[str]:
    return _bounded(load_cues("groups_context")["not_named"])


@cache
def _pattern(name: str) -> re.Pattern[str]:
    cue = load_cues("groups_context")[name]
    return _bounded([cue] if isinstance(cue, str) else cue)


def _bounded(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)
