"""Choose the words of an introducing sentence that name its measure."""

import re
from functools import cache

from rapporteur.cues import load_cues

NAME_WORD = r"(?:[A-ZÀ-Þ#][\w’'-]*|20\d\d(?:[–-]20\d\d)?)"
JOINER = r"(?:of|for|on|and|the|in|to|de|du|des|against|with|a|an|at)"
LISTED = rf"(?:, {NAME_WORD})+,? and {NAME_WORD}"
NAMED = re.compile(
    rf"{NAME_WORD}(?:(?: (?!and the )(?:{JOINER} ){{0,2}}{NAME_WORD})|{LISTED}(?= {NAME_WORD}))*"
)
QUOTED = re.compile(r"“([^”]{3,80})”")
WORD = re.compile(r"[\w’'-]+")
CALLED = re.compile(
    r"\b(?:called|named|known as|entitled|dubbed|titled|campaign|initiative)\s+(?:the )?$"
)
ASIDE = re.compile(
    r"\b(?:as part of|in line with|stemming from|guided by|based on|in the context of|within|under"
    r"|in accordance with|pursuant to|aligned with|consistent with|implementing|like)"
    r"\s+(?:the\s+|its\s+|their\s+)?$"
)
ACTS = re.compile(
    r"\s+(?:had|has|have|would|will|can|may|should|must)\s+(?:\w+ly |also |been )?\w+"
    r"|\s+(?!(?:adopted|established|launched|signed|enacted|created)\b)\w+ed\b"
    r"(?! (?:in|by|on|at)\b)"
)
OPENING = re.compile(
    r"(?:In|For|To|As|At|Under|With|During|Despite|Since|After|Following|Before|Besides|Through|By|On"
    r"|From|Given|Consistent|According|Together|Indeed|Also|Meanwhile|Today|First|Second|Third"
    r"|(?:More|Further)over|Furthermore|However|Finally|Similarly|Likewise|Recent|Current"
    r"|Additional|Accordingly|Nevertheless|Nonetheless|Thus|Therefore|Moreover|Over|Overall)\w*"
    r"(?: [\w’'/-]+){0,12},\s+"
)
SAID = re.compile(
    r"\b(?:said|noted|explained|reported|described|stated|indicated|added|pointed out|underlined"
    r"|emphasized|highlighted|stressed|recalled|mentioned|discussed|outlined|presented)"
    r"\s+(?:that\b\s*)?"
)
BREAK = re.compile(
    r",(?!\d)|;|:|\.\s|\.$|\s[–—-]\s|\s(?=(?:that|which|who|whom|whose|where|when|while"
    r"|in order|so that|so as|designed|aimed|aiming|intended|including|such as|with|through|by"
    r"|as part|as well|to|under|during|since|had|has|was|were|is|are|would|will)\b)"
)
AFTER = re.compile(r"\s+(?:by|to|in|for|with|from|under|at|on|as|free)\b")
HAVING = re.compile(r"\b(?:had|has|have|been|was|were)\s+(?:\w+ ){0,2}$")
STOPS = re.compile(r"[,;:]\s|\bthat\s")
PASSIVE = re.compile(r"\b(?:been|was|were|is|are|being)\s+(?:\w+ly\s+)?$")
DONE = re.compile(
    r"\b(?:had|has|have)\s+(?:also |already |since |\w+ly )?(?!been\b)(\w+(?:ed|en|t|ne|un))\b"
)
BEEN = re.compile(
    r"\b(?:had|has|have) been (?!able\b|part\b)(?:\w+ly )?(\w+(?:ed|en|t|ne|un|de|ld))\b"
)
GOING = re.compile(r"\b(?:was|were|is|are|been)\s+(?:\w+ly\s+)?(\w+ing)\b")
LOOSE = re.compile(
    r"(?:\s+(?:and|or|of|to|in|on|how|the|a|an|as|for|from|by|with|at|its|their|into|that|both|had|thus|also|so))+$"
)
ARTICLE = re.compile(r"(?:The|A|An|Another|the|a|an|another)\s+(?=\w)")
AUXILIARY = re.compile(
    r"(?:(?:and|or|which|that|who|while|although|as|where|when|also|was|is|were|are) )+"
    r"|(?:(?:and|which|that|who) )?(?:had|has|have) (?:also )?(?=\w+(?:ed|en|t|ne)\b)"
)
MOST = 14  # words
LEAST = 3  # words before a title may end at a clause's end

Span = tuple[int, int]


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_cues("practices")[name].split())


def find_names(text: str) -> tuple[str, ...]:
    """Return the proper names in `text` that hold a measure's noun ("Migrant Help Desk")."""
    return tuple(text[start:end] for start, end in _find_names(text, 0))


def find_title(sentence: str) -> Span:
    """Return where, in an introducing sentence, the short phrase stands that names its measure.

    A proper name comes first, then a phrase around a measure's noun or the clause of the verb
    of taking the measure, whichever begins first, then the sentence's beginning: always a run
    of the sentence's own words.
    """
    start = _skip_opening(sentence)
    named = _find_quoted(sentence, start) or next(iter(_find_names(sentence, start)), None)
    if named is not None:
        return named
    spans = [s for s in (_find_phrase(sentence, start), _find_clause(sentence, start)) if s]
    begin, end = min(spans) if spans else _until_break(sentence, start)
    while (lead := AUXILIARY.match(sentence, begin)) and lead.end() < end:
        begin = lead.end()
    article = ARTICLE.match(sentence, begin)
    begin = article.end() if article else begin
    loose = LOOSE.search(sentence, begin, end)
    return begin, loose.start() if loose and loose.start() > begin else end


def _skip_opening(sentence: str) -> int:
    """Step over "For example," and "The representative of X said that"."""
    said = SAID.search(sentence, 0, 220)
    start = said.end() if said else 0
    opening = OPENING.match(sentence, start)
    if opening is not None:
        start = opening.end()
    elif sentence.startswith(",", start):
        comma = sentence.find(", ", start + 1)
        start = comma + 2 if comma > 0 else start
    return start


def _is_frame(name: str) -> bool:
    """Tell whether `name` is an agreed framework or an occasion, which no single actor took."""
    return (
        re.search(rf"\b(?:{'|'.join(load_cues('practices')['frames'])})(?!\w)", name, re.I)
        is not None
    )


def _is_noun(word: str) -> bool:
    return any(part in _words("nouns") for part in (word.lower(), *word.lower().split("-")))


def _find_names(sentence: str, start: int) -> list[Span]:
    found: list[Span] = []
    for match in NAMED.finditer(sentence, start):
        article = ARTICLE.match(sentence, match.start())
        begin = article.end() if article else match.start()
        words = WORD.findall(sentence[begin : match.end()])
        before = sentence[: match.start()]
        after = WORD.match(sentence, match.end() + 1)
        followed = after is not None and after.group() in _words("kinds")
        named = len(words) > 1 and (followed or any(map(_is_noun, words)))
        if not (named or CALLED.search(before)) or _is_frame(" ".join(words)):
            continue
        if not ASIDE.search(before) and not ACTS.match(sentence, match.end()):
            found.append((begin, after.end() if after and followed else match.end()))
    return found


def _find_quoted(sentence: str, start: int) -> Span | None:
    for match in QUOTED.finditer(sentence, start):
        around = sentence[max(0, match.start() - 40) : match.end() + 20]
        if any(_is_noun(word) for word in WORD.findall(around)):
            return match.span(1)
    return None


def _find_phrase(sentence: str, start: int) -> Span | None:
    for match in WORD.finditer(sentence, start):
        if _is_noun(match.group()) and not ACTS.match(sentence, match.end()):
            ends = (m.end() for m in BREAK.finditer(sentence, start, match.start()))
            begin = max(ends, default=start)
            lead = re.compile(
                r"\s*(?:(?:and|or|with|through|by|to|under|including|such as)\s+)?"
            ).match(sentence, begin)
            return _until_break(sentence, lead.end() if lead else begin, match.end())
    return None


def _find_clause(sentence: str, start: int) -> Span | None:
    forms = (DONE.search(sentence, start), BEEN.search(sentence, start))
    verbs = [match.start(1) for match in forms if match]
    going = GOING.search(sentence, start)
    for match in WORD.finditer(sentence, start):
        if going is not None and match.start() >= going.start():
            return _until_break(sentence, going.start(1))
        word = match.group().lower()
        listed = word in _words("verbs") and word not in _words("bare_verbs")
        if listed or match.start() in verbs:
            return _clause_of(sentence, start, match)
    return None


def _clause_of(sentence: str, start: int, verb: re.Match[str]) -> Span:
    """Return the words from the verb on; of a passive one, from its subject on."""
    if PASSIVE.search(sentence, start, verb.start()) is None:
        after = AFTER.match(sentence, verb.end())
        if after is None or HAVING.search(sentence, start, verb.start()):
            return _until_break(sentence, verb.start())
        # "the frameworks adopted by his country": the noun before is what was adopted
        breaks = (m.end() for m in BREAK.finditer(sentence, start, verb.start()))
        before = list(WORD.finditer(sentence, max(breaks, default=start), verb.start()))
        return _until_break(
            sentence, before[-4:][0].start() if before else verb.start(), verb.end()
        )
    stops = (m.end() for m in STOPS.finditer(sentence, start, verb.start()))
    return _until_break(sentence, max(stops, default=start), verb.end())


def find_verb(sentence: str) -> int | None:
    """Return where the verb of taking the measure stands, or None."""
    clause = _find_clause(sentence, _skip_opening(sentence))
    return clause[0] if clause else None


def _until_break(sentence: str, begin: int, past: int = 0) -> Span:
    """End a phrase at a clause's end, once it says something, and never beyond the longest."""
    begin += len(sentence[begin:]) - len(sentence[begin:].lstrip(" ,;:"))
    words = list(WORD.finditer(sentence, begin))
    if not words:
        return 0, len(sentence)
    telling = [word.end() for word in words if word.group().lower() not in _words("light")]
    least = max(words[min(LEAST, len(words)) - 1].end(), telling[0] if telling else 0, past)
    most = max(words[min(MOST, len(words)) - 1].end(), past)
    stop = BREAK.search(sentence, min(least, most))
    return begin, stop.start() if stop and stop.start() <= most else most
