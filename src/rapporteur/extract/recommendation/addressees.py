"""Find whom a recommendation asks, as the record words it."""

import re
from collections.abc import Sequence
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.gazetteer import Gazetteer, Mention
from rapporteur.wording import fold, squeeze

OFFICE = re.compile(r"\s+(?:Governments?|Ministry of [A-Z]\w+|authorities)\b")
CAPITAL = r"[A-ZÀ-Þ][\w’'-]+"
OFFICIAL = re.compile(
    rf"{CAPITAL}(?:(?! and the) (?:of|for|and|the|on|in|de|du) (?:the )?{CAPITAL}| {CAPITAL})+"
)
LINK = re.compile(r"\s*(?:,\s*(?:and\s+)?|and\s+|or\s+|as well as\s+)(?:the\s+)?", re.I)
LEAD = re.compile(r"\s*(?:(?:the|its|their|a|an)\s+)?", re.I)
ASKED = re.compile(
    r"\W{0,3}\s*\(?[a-h]\)\s|"
    r"(?:, [^,;.]{3,90},)?\s+(?:to|not to|that|(?!had|has|was|were|is|are)[a-z]+(?<!ed)(?<!ing)\s)"
)
TO = re.compile(r"\s+to\b")
BY_DEGREE = re.compile(r",? (?:more|most|in particular|particularly) \w+ly(?=,)")
GOVERNMENT = re.compile(r"^(?:The )?Government of (?:the )?|(?:’s|'s)? Government$")
MOST = 12  # words: a longer phrase is not a name


@cache
def actor_pattern() -> re.Pattern[str]:
    """Return what matches one phrase that names an actor ("relevant local authorities")."""
    return re.compile(_phrase(), re.I)


def _phrase() -> str:
    cues = load_cues("recommendations")
    heads = "|".join(cues["actors"])
    modifiers = "|".join(sorted(cues["modifiers"].split(), key=len, reverse=True))
    adjective = rf"(?:(?:(?:{modifiers})|[a-z]+-[a-z]+|(?-i:[A-Z]{{2,}}))\s+){{0,4}}"
    capitals = r"(?-i:[A-Z][\w’'-]+)(?:\s+(?:and\s+|of\s+)?(?-i:[A-Z][\w’'-]+))*(?:\s+system)?"
    places = r"(?:[\w-]+\s+){0,2}(?:countries|states|regions|areas|communities|settings)\b"
    plain = r"[\w’'-]+(?:\s+(?:and\s+)?[\w’'-]+){0,2}?"
    return (
        rf"{adjective}\b(?:{heads})\b"
        rf"(?:\s+(?:of|in|from|at)\s+(?:the\s+|all\s+)?(?:{places}|{capitals}|{plain}))?(?:\s+concerned)?"
    )


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what stands around the asked: an actor before a modal verb, and the two cues.

    The first cue is a verb of asking, the second says for whom it is to do something.
    """
    cues = load_cues("recommendations")
    phrase = _phrase()
    link = r"(?:\s*,\s*(?:and |or )?|\s+and\s+|\s+or\s+|\s+as well as\s+|\s+together with\s+)"
    narrowing = "especially|particularly|in particular|including|notably|such as"
    aside = rf"(?:\s*,\s*(?:{narrowing})\s+[^,;.]{{3,60}})?"
    named = rf"{phrase}(?:{link}{phrase}){{0,5}}"
    before = re.compile(rf"(?<![\w-])({named}{aside}),?{_modal()}", re.I)
    asking = re.compile(rf"\b(?:{'|'.join(cues['asking'])})\s+(?:that\s+)?", re.I)
    doing = re.compile(rf"\b(?:{'|'.join(cues['for_whom'])})\s+", re.I)
    return before, asking, doing


@cache
def _modal() -> str:
    modals = "|".join(load_cues("recommendations")["modals"])
    # "had to be involved" asks of somebody else than its subject.
    adverb = r"(?:also\s+|would\s+|will\s+|therefore\s+)?"
    return rf"\s+{adverb}(?:{modals})\b(?!\s+be\s+\w+(?:ed|en|de|wn)\b)"


@cache
def _subject() -> re.Pattern[str]:
    """Return what matches a whole subject that begins a sentence and ends in an actor."""
    heads = "|".join(load_cues("recommendations")["actors"])
    barred = "|".join(load_cues("recommendations")["not_in_subject"])
    word = rf"(?!(?:{barred})\b)[\w’'/-]+,?\s+"
    return re.compile(rf"(?:^|(?<=[.;:] ))((?:{word}){{0,10}}?(?:{heads}))\b{_modal()}", re.I)


def read_actors(text: str, start: int, mentions: Sequence[Mention]) -> list[tuple[int, int, str]]:
    """Read a list of actors ("local governments, civil society and IOM") that begins at `start`.

    Each comes with its place and with the code of its Entity, or else its own words.
    """
    found: list[tuple[int, int, str]] = []
    at = start
    while True:
        lead = LEAD.match(text, at)
        actor = _read_actor(text, lead.end() if lead else at, mentions)
        if actor is None:
            return found
        found.append(actor)
        link = LINK.match(text, actor[1])
        if link is None:
            return found
        at = link.end()


def _read_actor(text: str, at: int, mentions: Sequence[Mention]) -> tuple[int, int, str] | None:
    mention = next((m for m in mentions if m.start == at), None)
    if mention is not None:
        office = OFFICE.match(text, mention.end)
        if office is not None or mention.kind != "demonym":
            return at, office.end() if office else mention.end, mention.code
    phrase = actor_pattern().match(text, at)
    within = next((m for m in mentions if phrase and at < m.start < phrase.end()), None)
    if phrase is not None and within is not None and within.kind == "state":
        return at, max(phrase.end(), within.end), within.code
    official = OFFICIAL.match(text, at)
    if official is not None and within is None:
        return at, official.end(), official.group()
    return (at, phrase.end(), phrase.group().strip()) if phrase is not None else None


def find_addressees(text: str, gazetteer: Gazetteer, introduction: str = "") -> tuple[str, ...]:
    """Return whom `text` asks, else whom its `introduction` asks, in the record's words.

    A State is given by its ISO3 code. Of other names the first letter is raised, so that one
    name has one spelling; a name within another ("Governments" beside "Governments and other
    stakeholders") is left out.
    """
    return _find(text, gazetteer) or (_find(introduction, gazetteer) if introduction else ())


def _find(text: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    text = BY_DEGREE.sub("", squeeze(text))
    before, asking, doing = _patterns()
    mentions = gazetteer.find_names(text)
    spots = [(m.start(1), m.group(1)) for m in before.finditer(text)]
    spots += [(m.start(1), m.group(1)) for m in _subject().finditer(text)]
    for cue in asking.finditer(text):
        spots += _read_after(text, cue.end(), mentions, ASKED)
    for cue in doing.finditer(text):
        follows = ASKED if cue.group().rstrip().endswith("that") else TO
        spots += _read_after(text, cue.end(), mentions, follows)
    acts = re.compile(",?" + _modal(), re.I)
    for mention in mentions:
        if mention.kind in ("state", "organisation"):
            spots += _read_after(text, mention.start, mentions, acts)
    return _tell(spots, gazetteer)


def _read_after(
    text: str, start: int, mentions: Sequence[Mention], end: re.Pattern[str]
) -> list[tuple[int, str]]:
    actors = read_actors(text, start, mentions)
    if not actors or not end.match(text, actors[-1][1]):
        return []
    known = {mention.start for mention in mentions}
    return [
        (begin, text[begin:stop])
        for begin, stop, _ in actors
        if begin in known or actor_pattern().search(text, begin, stop)
    ]


def _tell(spots: list[tuple[int, str]], gazetteer: Gazetteer) -> tuple[str, ...]:
    found: list[str] = []
    for _, name in sorted(spots, key=lambda spot: (spot[0], -len(spot[1]))):
        name = _tidy(name)
        if name and len(name.split()) <= MOST and not _is_within(name, found):
            found.append(name)
    return tuple(dict.fromkeys(_state_of(name, gazetteer) or name for name in found))


def _state_of(name: str, gazetteer: Gazetteer) -> str | None:
    """Return the code of the State that `name` or the Government in it belongs to."""
    return gazetteer.find_state(GOVERNMENT.sub("", name).strip())


def _tidy(name: str) -> str:
    name = re.sub(r"^(?:and|or|that|the|by|as|for|to|of)\s+", "", name.strip(" ,"), flags=re.I)
    return name[:1].upper() + name[1:]


def _is_within(name: str, found: list[str]) -> bool:
    return any(fold(name) in fold(other) or fold(other) in fold(name) for other in found)
