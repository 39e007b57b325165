"""Find the proper names of measures in a sentence."""

import re
from collections.abc import Collection, Iterator
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.extract.practice.dates import MONTH
from rapporteur.extract.practice.wordings import words

NAME_WORD = r"(?:No\. \d[\d./-]*|[A-ZÀ-Þ#][\w’'-]*|20\d\d(?:[–-]20\d\d)?)"
JOINER = r"(?:of|for|on|and|the|in|to|de|du|des|against|with|a|an|at|its)"
LISTED = rf"(?:, {NAME_WORD})+,? and {NAME_WORD}"
NAMED = re.compile(
    rf"{NAME_WORD}(?:(?: (?!and the )(?:{JOINER} ){{0,2}}{NAME_WORD})|{LISTED}(?= {NAME_WORD}))*"
    r"(?:,? \(?(?:19|20)\d\d[–-](?:20)?\d\d\)?| of (?:19|20)\d\d)?"
)
DATED = re.compile(rf" (?:in|on|since) (?:(?:{MONTH}) )?(?:19|20)\d\d$")
QUOTED = re.compile(r"“([^”]{3,80}?),?”")
WORD = re.compile(r"[\w’'-]+")
ARTICLE = re.compile(
    r"(?:The|A|An|Another|Its|Their|Our|Under|In|On|For|That|This|These|Both|Such)\s+(?=\w)"
)
CALLED = re.compile(
    r"\b(?:called|named|known as|entitled|dubbed|titled|campaign|initiative)\s+(?:the )?$"
)
ASIDE = re.compile(
    r"\b(?:as part of|in line with|stemming from|guided by|based on|in the context of|within|under"
    r"|in accordance with|pursuant to|aligned with|consistent with|implementing|like|in addition to"
    r"|targets? (?:of|in)|members? of|reference to|following|contained in|principles of|role of"
    r"|encompassed by|set out in|in support of|framework of|spirit of|contribut\w+ to|drafting)"
    r"\s+(?:the\s+|its\s+|their\s+)?$"
)
ACTS = re.compile(
    r"\s+(?:had|has|have|would|will|can|may|should|must)\s+(?:\w+ly |also |been )?\w+"
    r"|\s+(?!(?:adopted|established|launched|signed|enacted|created)\b)\w+ed\b"
    r"(?! (?:in|by|on|at)\b)"
)
SPLIT = re.compile(r" (?:of|for|on|to|in|against|with|de|du|des|at) ")

Span = tuple[int, int]


def find_names(text: str) -> tuple[str, ...]:
    """Return the proper names in `text` that hold a measure's noun ("Migrant Help Desk")."""
    return tuple(text[start:end] for start, end in find_name_spans(text, 0))


def find_name_spans(sentence: str, start: int, apart: Collection[Span] = ()) -> list[Span]:
    """Return where proper names of measures stand in `sentence` from `start` on.

    Names of posts, of instruments that no single actor takes, of bodies that are not said to
    be set up, and whatever shares characters with `apart`, are none.
    """
    return [span for span in _candidates(sentence, start) if not _is_apart(span, apart)]


def _is_apart(span: Span, apart: Collection[Span]) -> bool:
    return any(begin < span[1] and span[0] < end for begin, end in apart)


def _candidates(sentence: str, start: int) -> Iterator[Span]:
    for match in NAMED.finditer(sentence, start):
        ends = DATED.sub("", match.group())
        match = NAMED.match(sentence, match.start(), match.start() + len(ends)) or match
        article = ARTICLE.match(sentence, match.start())
        begin = article.end() if article and article.end() < match.end() else match.start()
        name = sentence[begin : match.end()]
        before = sentence[: match.start()]
        after = WORD.match(sentence, match.end() + 1)
        followed = after is not None and after.group() in words("kinds")
        called = CALLED.search(before) is not None
        if not (called or _is_measure(name, sentence, begin, match.end(), followed=followed)):
            continue
        body = _head(name) in words("bodies") | words("acting")
        acts = body and ACTS.match(sentence, match.end())
        if is_frame(name) or ASIDE.search(before) or acts:
            continue
        yield begin, after.end() if after and followed else match.end()


def _is_measure(name: str, sentence: str, begin: int, end: int, *, followed: bool) -> bool:
    parts = WORD.findall(name)
    if len(parts) < 2:
        return False
    if followed:
        return True
    head = _head(name)
    built_on = [word.lower() for word in WORD.findall(SPLIT.split(name)[0])]
    if head in words("posts") or words("instruments") & frozenset(built_on):
        return False
    if head in words("bodies"):
        return _is_set_up(sentence, begin, end)
    return any(is_noun(word) for word in built_on)


def _head(name: str) -> str:
    """Return the noun that a name is built on: the last word before its first preposition."""
    first = [w for w in WORD.findall(SPLIT.split(name)[0]) if w[0].isalpha()]
    return first[-1].lower() if first else ""


@cache
def _setting_up() -> tuple[re.Pattern[str], re.Pattern[str]]:
    verbs = load_cues("practices")["set_up"]
    return (
        re.compile(rf"\b{verbs}\b(?: [\w’-]+){{0,4}}? $", re.I),
        re.compile(rf"(?:\s[^,;.]{{0,60}})?,? (?:had been |has been |was |were )?{verbs}\b", re.I),
    )


def _is_set_up(sentence: str, begin: int, end: int) -> bool:
    before, after = _setting_up()
    return bool(before.search(sentence[:begin]) or after.match(sentence, end))


def is_frame(name: str) -> bool:
    """Tell whether `name` is an agreed framework or an occasion, which no single actor took."""
    frames = "|".join(load_cues("practices")["frames"])
    return re.search(rf"\b(?:{frames})(?!\w)", name, re.I) is not None


def is_noun(word: str) -> bool:
    """Tell whether `word` is a noun that names a measure ("programme", "policies")."""
    parts = (word.lower(), *word.lower().split("-"))
    known = words("nouns")
    return any(p in known or p.removesuffix("s") in known or _single(p) in known for p in parts)


def _single(word: str) -> str:
    return word.removesuffix("ies") + "y" if word.endswith("ies") else word


def find_quoted(sentence: str, start: int) -> Span | None:
    """Return the first words in quotation marks beside a measure's noun."""
    for match in QUOTED.finditer(sentence, start):
        around = sentence[max(0, match.start() - 40) : match.end() + 20]
        if any(is_noun(word) for word in WORD.findall(around)):
            return match.span(1)
    return None
