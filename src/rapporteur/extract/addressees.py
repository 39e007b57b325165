"""Find whom a recommendation asks, as the record words it."""

import re
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.gazetteer import Gazetteer
from rapporteur.wording import fold, squeeze

MOST = 12  # words: a longer phrase is not a name


@cache
def actor_pattern() -> re.Pattern[str]:
    """Return what matches one phrase that names an actor ("relevant local authorities")."""
    return re.compile(_phrase(), re.I)


def _phrase() -> str:
    cues = load_cues("recommendations")
    heads = "|".join(cues["actors"])
    modifiers = "|".join(sorted(cues["modifiers"].split(), key=len, reverse=True))
    adjective = rf"(?:(?:(?:{modifiers})|[a-z]+-[a-z]+)\s+){{0,4}}"
    within = (
        r"(?:\s+(?:of|in|from|at)\s+(?:the\s+|all\s+)?[\w’'-]+(?:\s+(?:and\s+)?[\w’'-]+){0,2}?)?"
    )
    return rf"{adjective}\b(?:{heads})\b{within}"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds the asked before a modal verb, and after a verb of asking."""
    cues = load_cues("recommendations")
    phrase = _phrase()
    link = r"(?:\s*,\s*(?:and |or )?|\s+and\s+|\s+or\s+|\s+as well as\s+|\s+together with\s+)"
    named = rf"{phrase}(?:{link}{phrase}){{0,5}}"
    narrowing = "especially|particularly|in particular|including|notably|such as"
    aside = rf"(?:\s*,\s*(?:{narrowing})\s+[^,;.]{{3,60}})?"
    modals = "|".join(cues["modals"])
    asking = "|".join(cues["asking"])
    before = re.compile(rf"(?<![\w-])({named}{aside}),?\s+(?:also\s+)?(?:{modals})\b", re.I)
    after = re.compile(rf"\b(?:{asking})\s+({named})(?=\s+(?:to|not|that)\b)", re.I)
    return before, after


def find_addressees(text: str, gazetteer: Gazetteer, introduction: str = "") -> tuple[str, ...]:
    """Return whom `text` asks, else whom its `introduction` asks, in the record's words.

    The first letter is raised, so that one name has one spelling; a name within another
    ("Governments" beside "Governments and other stakeholders") is left out.
    """
    return _find(text, gazetteer) or (_find(introduction, gazetteer) if introduction else ())


def _find(text: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    text = squeeze(text)
    before, after = _patterns()
    modals = "|".join(load_cues("recommendations")["modals"])
    spots = [(m.start(1), m.group(1)) for p in (before, after) for m in p.finditer(text)]
    for mention in gazetteer.find_names(text):
        following = text[mention.end :]
        asked = re.match(rf"\s+(?:also\s+)?(?:{modals})\b", following) or (
            re.match(r"\s+to\b", following) and _is_asked(text[: mention.start])
        )
        if asked and mention.kind in ("state", "organisation"):
            spots.append((mention.start, mention.text))
    found: list[str] = []
    for _, name in sorted(spots):
        name = _tidy(name)
        if name and len(name.split()) <= MOST and not _is_within(name, found):
            found.append(name)
    return tuple(found)


def _is_asked(before: str) -> bool:
    asking = "|".join(load_cues("recommendations")["asking"])
    return bool(re.search(rf"\b(?:{asking})\s+(?:the\s+)?$", before, re.I))


def _tidy(name: str) -> str:
    name = re.sub(r"^(?:and|or|that|the|by|as|for|to|of)\s+", "", name.strip(" ,"), flags=re.I)
    return name[:1].upper() + name[1:]


def _is_within(name: str, found: list[str]) -> bool:
    return any(fold(name) in fold(other) or fold(other) in fold(name) for other in found)
