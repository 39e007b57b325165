"""Choose the words of a sentence that name its measure."""

import re
from collections.abc import Collection
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.extract.practice.deeds import (
    PARTED,
    RELATIVE,
    Deed,
    find_deed,
    find_told,
)
from rapporteur.extract.practice.endings import MOST, WORD, end_phrase, trim
from rapporteur.extract.practice.names import Span, find_name_spans, find_quoted, is_frame, is_noun
from rapporteur.extract.practice.wordings import words

STOPS = re.compile(r"[,;:]\s(?!\d)|\bthat\s|\s[–—]\s")
LEAD = re.compile(
    r"(?:[\s,;:“]+|(?:the|a|an|another|its|their|his|her|our|this|that|these|those|some of the"
    r"|positively|especially|particularly|notably|some|both|also|and|or|regarding|to|of|on|about|for|how|by|with|through|in|at|under|within|from|following|country[’']s|government[’']s)\s+(?=\S))+",
    re.I,
)
LIGHT_START = re.compile(
    r"(?:been|being|also|thus|then|already|recently|automatically|currently|now|there)\s+"
    r"|(?:midst|process|final stages?|course) of\s+"
    r"|(?:aim(?:ed|s)|designed|intended|meant|(?:still )?able|possible|necessary|endeavoured|sought"
    r"|seeks) to\s+"
)
PRONOUN = re.compile(
    r"(?:it|they|he|she|we|this|that|these|those|which|who|there|i|one|both|all|some|many|others)$",
    re.I,
)
PREPOSITION = re.compile(
    r"\s(?:of|for|on|to|in|with|by|that|which|at|against|from|under|within|aimed|designed)\s"
)
INDEFINITE = re.compile(r"(?:a|an) (?!(?:number|lack|need|strong|clear|key|vital|great)\b)")
NEGATED = re.compile(r"(?:still |yet |currently )?(?:not|no|nothing)\b|\w+, ")
BROKEN = re.compile(r"\bthat (?:\w+ ){0,2}\w+s$")
GERUND = re.compile(r"(?!(?:training|funding|housing|planning|screening|building)\b)[a-z]+ing\s")
# "was an example of", "were an integral part of": says less than its subject.
MERELY = re.compile(
    r"\s+(?:also |still )?(?:an?|the|one)\s+(?:[\w-]+ ){0,2}"
    r"(?:examples?|part|instance|sign|hallmark)\s+of\b"
)
# "offered migrants, especially children, shelter": what is given stands behind whom it is given.
AMONG = re.compile(r", (?:especially|particularly|including|in particular|notably) [^,;.]{3,60}, ")
GIVING = frozenset(("offered", "gave", "granted", "given", "awarded", "paid", "lent", "guaranteed"))
BARE = 3  # words: a shorter thing is told by its examples rather
SUBJECT = 9  # words: a longer subject is cut down to its verb
FURTHER = 3  # verbs of a sentence that are tried
FEWEST = 2  # words of a title


def find_title(sentence: str, apart: Collection[Span] = ()) -> Span | None:
    """Return where the short phrase stands that names the measure a sentence tells of.

    A proper name comes first; then the thing reported on, around a measure's noun; then the
    verb of what was done with its object, or the measure that is the subject. The phrase is a
    run of the sentence's own words, fourteen at most. None where nothing done is told of.
    `apart` are stretches that name no measure, as names of known organisations do.
    """
    start, mode = find_told(sentence)
    deed = find_deed(sentence, start) if mode == "clause" else None
    at = deed.start if deed is not None else start
    if _procedure().match(sentence, at):
        return None
    named = find_quoted(sentence, start) or next(
        iter(find_name_spans(sentence, start, apart)), None
    )
    if named is not None:
        long = len(WORD.findall(sentence[named[0] : named[1]])) > MOST
        return (named[0], end_phrase(sentence, named[0])) if long else named
    if mode == "thing":
        return _tidy(sentence, _thing(sentence, start))
    for _ in range(FURTHER):
        if deed is None or _reports(sentence, deed):
            return None
        title = _tidy(sentence, _clause(sentence, start, deed))
        if title is not None:
            return title
        start, deed = deed.end, find_deed(sentence, deed.end)
    return None


@cache
def _procedure() -> re.Pattern[str]:
    return re.compile("|".join(load_cues("practices")["procedure"]), re.I)


@cache
def _vague() -> re.Pattern[str]:
    return re.compile(load_cues("practices")["vague_things"])


def _reports(sentence: str, deed: Deed) -> bool:
    verb = deed.read(sentence)
    return verb in words("reporting") - words("verbs") - words("done") and deed.voice != "own"


def _thing(sentence: str, start: int) -> Span | None:
    """Return the phrase of the thing reported on, if it is a measure or something done."""
    vague = _vague().match(sentence, start)
    if vague is not None:
        return vague.end(), end_phrase(sentence, vague.end(), verbal=True)
    lead = LEAD.match(sentence, start)
    begin = lead.end() if lead else start
    if GERUND.match(sentence, begin):
        return begin, end_phrase(sentence, begin, verbal=True)
    end = end_phrase(sentence, begin)
    few = len(WORD.findall(sentence[begin:end])) <= BARE
    examples = _instance().match(sentence, end)
    if examples is not None and (few or not _tells(sentence[begin:end])):
        begin, end = examples.end(), end_phrase(sentence, examples.end())
    if _head(sentence[begin:end]) in words("meeting"):
        return None
    new = INDEFINITE.match(sentence, start) is not None
    return (begin, end) if new or _tells(sentence[begin:end]) else None


@cache
def _instance() -> re.Pattern[str]:
    return re.compile(load_cues("practices")["for_instance"])


def _tells(phrase: str) -> bool:
    """Tell whether `phrase` names a measure or something done."""
    told = (word.strip(".,;’").lower() for word in WORD.findall(phrase))
    return any(is_noun(word) or word in words("deeds") for word in told)


def _clause(sentence: str, start: int, deed: Deed | None) -> Span | None:
    if deed is None:
        return None
    apart = (PARTED,) if deed.voice == "active" else (PARTED, RELATIVE)
    asides = (aside.search(sentence, start) for aside in apart)
    before = (aside.start() for aside in asides if aside and aside.end() <= deed.group + 1)
    subject_end = min(before, default=deed.group)
    begin = max((m.end() for m in STOPS.finditer(sentence, start, subject_end)), default=start)
    subject = sentence[begin:subject_end].strip(" ,")
    head = _head(subject)
    if head in words("meeting") or NEGATED.match(subject.lower()):
        return None
    measure = is_noun(head)
    named = measure and len(LEAD.sub("", subject, count=1).split()) >= FEWEST
    stative = deed.group == deed.start and deed.read(sentence) in words("stative")
    if deed.voice == "own" or (deed.voice == "active" and stative):
        return (begin, subject_end) if stative and named else _object(sentence, deed)
    if deed.voice == "be":
        if measure:
            return begin, subject_end if named else _end(sentence, deed, begin)
        merely = MERELY.match(sentence, deed.end)
        if merely is None or len(LEAD.sub("", subject, count=1).split()) < FEWEST:
            return _object(sentence, deed, merely.end() if merely else deed.end)
        return begin, subject_end
    if named and (deed.voice == "passive" or deed.read(sentence) in words("weak")):
        return begin, subject_end
    if deed.voice != "passive":
        return deed.start, _given(sentence, deed, _end(sentence, deed, deed.start))
    from_verb = not subject or PRONOUN.search(subject) or len(subject.split()) > SUBJECT
    begin = deed.start if from_verb else begin
    return begin, _end(sentence, deed, begin)


def _end(sentence: str, deed: Deed, begin: int) -> int:
    return end_phrase(sentence, begin, verbal=True, past=deed.end)


def _given(sentence: str, deed: Deed, end: int) -> int:
    """Return the end of what is given, where whom it is given to stands between, with examples."""
    among = AMONG.match(sentence, end)
    whom = sentence[deed.end : end]
    if among is None or deed.read(sentence) not in GIVING or PREPOSITION.search(f"{whom} "):
        return end
    return end_phrase(sentence, among.end())


def _head(subject: str) -> str:
    """Return the noun that a subject is built on: the last word before its first preposition."""
    parts = WORD.findall(PREPOSITION.split(subject.strip())[0])
    return parts[-1].strip(".,’").lower() if parts else ""


def _object(sentence: str, deed: Deed, start: int = 0) -> Span | None:
    """Return what stands behind the verb ("was a programme that …") where it is a measure.

    `start`, where given, is where it begins, beyond words that say nothing of it.
    """
    if sentence.startswith(",", deed.end):
        return None
    start = start or deed.end
    lead = LEAD.match(sentence, start)
    begin = lead.end() if lead else start
    end = end_phrase(sentence, begin)
    phrase = sentence[begin:end]
    if _procedure().match(sentence, begin) or _head(phrase) in words("meeting"):
        return None
    return (begin, end) if _tells(phrase) else None


def _tidy(sentence: str, span: Span | None) -> Span | None:
    """Step over articles and the like; nothing is left of a phrase that then says too little."""
    if span is None:
        return None
    begin, end = span
    while lead := (LEAD.match(sentence, begin, end) or LIGHT_START.match(sentence, begin, end)):
        begin = lead.end()
    if sentence[begin - 1 : begin] == "“" and "”" in sentence[begin:end]:
        begin -= 1
    end = trim(sentence, begin, begin + len(sentence[begin:end].rstrip(" ,;:.–—")))
    phrase = sentence[begin:end]
    told = [w.strip(".,").lower() for w in WORD.findall(phrase)]
    if NEGATED.match(phrase) or (phrase[:1].isupper() and is_frame(phrase)):
        return None
    if (
        len(told) < FEWEST
        or BROKEN.search(sentence, begin, end)
        or all(word in words("light") for word in told)
    ):
        return None
    return begin, end_phrase(sentence, begin, verbal=True) if len(told) > MOST else end
