"""Tell what measure a sentence speaks of: its type, its name, and whether it is a new one."""

import re
from functools import cache
from typing import Any

from rapporteur.cues import load_cues
from rapporteur.wording import fold

WORD = re.compile(r"[\w’'-]+")
NAME_WORD = r"(?:[A-ZÀ-Þ#][\w’'-]*|20\d\d(?:[–-]20\d\d)?)"
JOINER = r"(?:of|for|on|and|the|in|to|de|du|des|against|with|a|an|COVID-19)"
NAMED = re.compile(rf"{NAME_WORD}(?:[ ](?:{JOINER}[ ]){{0,3}}{NAME_WORD})*")
QUOTED = re.compile(r"“([^”]{3,80})”")
CALLED = re.compile(r"\b(?:called|named|known as|entitled|dubbed|titled)\s+(?:the\s+)?$")
BREAK = re.compile(
    r",|;|:|\.\s|\.$|\s[–—-]\s|\s(?=(?:that|which|who|whom|whose|where|when|while|in order|so that"
    r"|so as|designed|aimed|aiming|intended|including|such as|with|through|by|as part|as well|to"
    r"|under|during|since|had|has|was|were|is|are|would|will)\b)"
)
MOST = 14  # words of a title
SAID = re.compile(
    r"\b(?:said|noted|explained|reported|described|stated|indicated|added)\s+(?:that\s+)?"
)


@cache
def _cues() -> dict[str, Any]:
    cues = load_cues("practices")
    lists = {name: frozenset(cues[name].split()) for name in ("nouns", "takes_up", "verbs")}
    opening = {
        name: re.compile(rf"(?:{'|'.join(cues[name])})\b", re.I) for name in ("adds", "goes_on")
    }
    results = re.compile(rf"\b(?:{'|'.join(cues['results'])})\b", re.I)
    types = {
        name: re.compile("|".join(patterns), re.I) for name, patterns in cues["measures"].items()
    }
    return {**lists, **opening, "results": results, "types": types}


def find_types(text: str) -> tuple[str, ...]:
    """Return the types of measure that the words of `text` speak for, in the typology's order."""
    return tuple(name for name, pattern in _cues()["types"].items() if pattern.search(text))


def takes_up(sentence: str, told: str) -> bool:
    """Tell whether `sentence` goes on with the measure that `told` describes."""
    cues = _cues()
    if cues["adds"].match(sentence) or _also(sentence):
        return False
    if cues["goes_on"].match(sentence) or cues["results"].search(sentence):
        return True
    words = fold(told)
    for match in re.finditer(
        r"\b(?:the|that|this|these|those|its|such)\s+(?:\w+\s+)?(\w+)", fold(sentence)
    ):
        noun = match.group(1)
        if noun in cues["takes_up"] and (
            noun in words or noun in ("measure", "measures", "initiative")
        ):
            return True
    return any(name in told for name in find_names(sentence) if len(name.split()) > 1)


def _also(sentence: str) -> bool:
    """Tell whether the main verb tells of something done besides ("It had also opened")."""
    opening = " ".join(sentence.split()[:8])
    match = re.search(
        r"\b(?:had|has|have|was|were|is|are|would|will)\s+also\s+(?:been\s+)?(\w+)", opening
    )
    match = match or re.search(r"\balso\s+(\w+ed)\b", opening)
    return match is not None and match.group(1).lower() in _cues()["verbs"]


def find_names(text: str) -> tuple[str, ...]:
    """Return the proper names in `text` that hold a measure's noun ("Migrant Help Desk")."""
    nouns = _cues()["nouns"]
    names = []
    for match in NAMED.finditer(text):
        words = match.group().split()
        if len(words) > 1 and any(w.lower().strip("’'") in nouns for w in words):
            names.append(match.group())
    return tuple(names)


def find_title(sentence: str) -> tuple[int, int]:
    """Return where, in an introducing sentence, the short phrase stands that names its measure.

    A proper name comes first, then a phrase around a measure's noun, then the clause of the
    verb of taking the measure, then the sentence's beginning: always a run of its own words.
    """
    start = _after_saying(sentence)
    return (
        _find_named(sentence, start)
        or _find_clause(sentence, start)
        or _find_phrase(sentence, start)
        or _first_words(sentence, start)
    )


def _after_saying(sentence: str) -> int:
    match = SAID.search(sentence[:200])
    return match.end() if match else 0


def _find_named(sentence: str, start: int) -> tuple[int, int] | None:
    for match in QUOTED.finditer(sentence, start):
        if CALLED.search(sentence[: match.start()]) or _has_noun(
            sentence[match.start() - 40 : match.end() + 20]
        ):
            return match.span(1)
    for match in NAMED.finditer(sentence, start):
        words = match.group().split()
        if len(words) > 1 and any(w.lower() in _cues()["nouns"] for w in words[1:] + words[:1]):
            return match.span()
        if CALLED.search(sentence[: match.start()]):
            return match.span()
    return None


def _has_noun(text: str) -> bool:
    return any(word.lower() in _cues()["nouns"] for word in WORD.findall(text))


def _find_clause(sentence: str, start: int) -> tuple[int, int] | None:
    verbs = _cues()["verbs"]
    for match in WORD.finditer(sentence, start):
        word = match.group().lower()
        if word in verbs and (
            word.endswith(("ed", "en")) or word in ("set", "put", "ran", "built", "gave", "took")
        ):
            return _until_break(sentence, match.start())
    return None


def _find_phrase(sentence: str, start: int) -> tuple[int, int] | None:
    for match in WORD.finditer(sentence, start):
        if match.group().lower() in _cues()["nouns"]:
            begin = max(
                (m.end() for m in BREAK.finditer(sentence, start, match.start())), default=start
            )
            return _until_break(sentence, begin, match.end())
    return None


def _first_words(sentence: str, start: int) -> tuple[int, int]:
    return _until_break(sentence, start) or (0, len(sentence))


def _until_break(sentence: str, begin: int, past: int = 0) -> tuple[int, int]:
    """End a phrase at a clause's end, once it is long enough, and never beyond the longest."""
    begin += len(sentence[begin:]) - len(sentence[begin:].lstrip(" ,;:"))
    words = list(WORD.finditer(sentence, begin))
    least = words[min(3, len(words) - 1)].end() if words else begin
    most = words[min(MOST, len(words)) - 1].end() if words else len(sentence)
    stop = BREAK.search(sentence, max(least, past))
    end = stop.start() if stop and stop.start() <= max(most, past) else max(most, past)
    return begin, end
