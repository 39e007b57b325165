"""Find who says what within one sentence."""

import re
from collections.abc import Iterator

from rapporteur.cues import load_cues
from rapporteur.evidence.voice import Attribution, Stance
from rapporteur.extract.voice.actors import Actor, Shape, find_actors, shape_of
from rapporteur.extract.voice.clauses import Clause, find_clauses, is_within
from rapporteur.extract.voice.nominal import find_nominal
from rapporteur.extract.voice.speech import load_speech
from rapporteur.extract.voice.subjects import ACTORS, FOR, Joiner, read_joiners, read_subject
from rapporteur.gazetteer import Gazetteer

_NEW_CLAUSE = re.compile(
    r"(?:;|,)?\s*(?:(?:and|but|while|whereas|although|though|yet|or)\b\s*)?"
    r"(?:,(?! not\b)[^,]*,\s*)?$"
)
_PARTY = rf"(?:[a-z]+ly )?(?:{'|'.join(load_cues('voices')['joining'])}) by {ACTORS}(?:{FOR})?"
OPENING_BY = re.compile(rf"^(?P<by>{_PARTY}), ", re.IGNORECASE)
TRAILING_BY = re.compile(rf"(?:,? (?:and |but )?{_PARTY})+[\s.]*$")
# "proposed a text, which was": the passive behind tells of the text, it is no part of it.
_WHICH = re.compile(r",? (?:which|that) (?:was|were|is|has been|had been)\s*$")
# "noted that time was short, closed the debate [and suggested]"
_DEED = re.compile(r", (?!based\b)[a-z]+ed (?:the|a|an|its|his|her) [^,]*$")
_CLOSING = re.compile(r"[\s,;:.]+$")
_BEHALF_TAIL = re.compile(rf",? (?<!action )on behalf of {ACTORS}[\s.]*$")
_ASIDE = re.compile(rf", (?:and |but )?{_PARTY}(?:,? (?:and|but) {_PARTY})*,", re.IGNORECASE)
_NOUN = "suggestion )(?<!proposal )(?<!request )(?<!view "
_AGAINST = re.compile(
    r"^(?:that )?(?:he|she|it|they|we)\b[^,;]{0,25}? (?:not |n’t |never )?"
    r"(?:oppose[sd]?|reject(?:s|ed)?|object(?:s|ed)?)\b"
    r"|^(?:that )?(?:he|she|it|they|we)\b[^,;]{0,20}? (?:cannot|not)"
    r" (?:accept|support|agree|endorse|approve|favou?r)\b"
)


def find_attributions(sentence: str, gazetteer: Gazetteer) -> tuple[Attribution, ...]:
    """Return one row for each actor and reporting expression, in the order of the sentence.

    Every field is a verbatim run of `sentence`. Those who support or oppose somebody's words in
    passing get that somebody's message with their own cue ("supported by").
    """
    shape = shape_of(sentence, find_actors(sentence, gazetteer))
    clauses = find_clauses(shape)
    rows: list[tuple[int, Attribution]] = []
    for number, clause in enumerate(clauses):
        rows += _rows_of(shape, clauses, number, clause)
    rows += _find_passives(shape, clauses)
    rows += find_nominal(shape, gazetteer)
    rows.sort(key=lambda row: row[0])
    return tuple(dict.fromkeys(row for _, row in rows))


def _rows_of(
    shape: Shape, clauses: list[Clause], number: int, clause: Clause
) -> Iterator[tuple[int, Attribution]]:
    if is_within(shape, clauses, number):
        return
    message = _message(shape, clauses, number) or _message_beside(shape, clauses, number)
    if not message:
        return
    cue = _text(shape, *clause.cue)
    stance = load_speech().find_stance(cue)
    if stance == "reports" and _AGAINST.match(message):
        stance = "opposes"
    spoken, label = _behalf_behind(shape, clause)
    for actor in (*clause.subject.actors, *spoken):
        behalf = clause.subject.behalf.get(actor, "" if actor in spoken else label)
        yield clause.cue[0], Attribution(actor_text(actor), cue, message, stance, behalf)
    for joiner in _joiners(shape, clauses, number):
        words = _text(shape, *joiner.cue)
        name = actor_text(joiner.actor)
        side = _side(words, load_speech().find_stance(cue))
        yield joiner.cue[0], Attribution(name, words, message, side, joiner.behalf)


def _joiners(shape: Shape, clauses: list[Clause], number: int) -> tuple[Joiner, ...]:
    """Return those who join a clause's words, without repeating them for its later verbs."""
    clause = clauses[number]
    if any(earlier.subject is clause.subject for earlier in clauses[:number]):
        return ()
    before = OPENING_BY.match(shape.text)
    early: list[Joiner] = []
    if before and before.end() >= clause.subject.start:
        early = read_joiners(shape, before.start("by"), before.end("by"))
    return (*early, *clause.subject.joiners)


def _behalf_behind(shape: Shape, clause: Clause) -> tuple[tuple[Actor, ...], str]:
    """Return for whom words are said where that stands behind the verb: "regretted, for Peru,"."""
    if clause.subject.behalf or clause.form != "finite":
        return (), ""
    after = re.compile(rf"(?:,? (?:also )?on behalf of {ACTORS})(?=,)").match(
        shape.text, clause.cue[1]
    )
    after = after or _BEHALF_TAIL.search(shape.text, clause.cue[1])
    groups = shape.actors_in(*after.span()) if after else ()
    if not groups:
        return (), ""
    return groups, re.sub(r"^[Tt]he ", "", shape.sentence[groups[0].start : groups[-1].end])


def _message_beside(shape: Shape, clauses: list[Clause], number: int) -> str:
    """Return the words of the clause beside, which a verb without any of its own shares.

    "X supported, but Y opposed, the text": they share the text behind; "X supported the text,
    while Y opposed": Y opposes what X supported.
    """
    clause = clauses[number]
    if clause.form not in ("finite", "conjoined", "absolute"):
        return ""
    if number + 1 < len(clauses):
        later = clauses[number + 1]
        between = shape.text[clause.cue[1] : max(later.opens, clause.cue[1])]
        shared = shape.text.startswith(",", later.cue[1])
        if shared and re.fullmatch(r",?(?: (?:and|but|while|or))?(?: the)? ?", between):
            return _message(shape, clauses, number + 1)
    return _message(shape, clauses, number - 1) if number and clause.form != "conjoined" else ""


def actor_text(actor: Actor) -> str:
    """Return an actor's words without a leading "the"; "a delegation" keeps its article."""
    return re.sub(r"^[Tt]he ", "", actor.text)


def _side(cue: str, stance: Stance) -> Stance:
    # "opposed by X" goes against the words it stands with, whatever the stance of those.
    against = load_speech().find_stance(cue) == "opposes"
    if stance == "opposes":
        return "supports" if against else "opposes"
    return "opposes" if against else "supports"


def _text(shape: Shape, start: int, end: int) -> str:
    first, last = shape.original(start, end)
    return shape.sentence[first:last].strip()


def _message(shape: Shape, clauses: list[Clause], number: int) -> str:
    clause = clauses[number]
    if clause.form == "inverted":
        return _quoted_before(shape, clause)
    end = len(shape.text)
    for later_number, later in enumerate(clauses[number + 1 :], number + 1):
        if later.cue[0] >= clause.cue[1] and not is_within(shape, clauses, later_number):
            end = later.opens if later.opens >= clause.cue[1] else later.cue[0]
            break
    if clause.form == "gerund" and clause.cue[0] < clause.subject.start:
        end = min(end, clause.subject.start)
    text = _NEW_CLAUSE.sub("", shape.text[clause.cue[1] : end])
    if clause.form == "absolute":  # one item of a list: "..., with some opposing this; and ..."
        text = text.split("; ")[0]
    stop = re.search(r"[.?!]([”\"’]?)\s+(?=[A-Z“\ue000-\uf8ff])", text)
    if stop:
        text = text[: stop.start() + 1 + len(stop.group(1))]
    text = _without_tail(text, number + 1 < len(clauses))
    start = clause.cue[1] + _lead(text)
    return _trim(_text(shape, start, clause.cue[1] + len(text)) if start < end else "")


def _without_tail(text: str, more: bool) -> str:
    """Cut what a message does not hold: who joins, what else was done, who passed judgement."""
    for tail in (TRAILING_BY, _WHICH, *(() if more else (_BEHALF_TAIL,))):
        found = tail.search(text)
        text = text[: found.start()] if found else text
    deed = _DEED.search(text) if more else None
    return text[: deed.start()] if deed else text


def _lead(text: str) -> int:
    lead = re.match(rf"(?:{FOR},?)?[\s,:]*(?:that\b[\s,]*)?", text)
    return lead.end() if lead else 0


def _trim(message: str) -> str:
    """Cut what closes the sentence, but not the mark within closing quotation marks."""
    message = _CLOSING.sub("", message)
    empty = re.fullmatch(r"\W*|as|and|but|or|which", message)
    return "" if empty else message


def _quoted_before(shape: Shape, clause: Clause) -> str:
    left = shape.text[: clause.cue[0]]
    opening = max(left.rfind("“"), left.rfind(' "'), 0)
    return _trim(_text(shape, opening, clause.cue[0]))


def _find_passives(shape: Shape, clauses: list[Clause]) -> Iterator[tuple[int, Attribution]]:
    """Yield the rows of "A was supported by X, but opposed by Y" and "a text proposed by X"."""
    taken = [(c.subject.start, c.subject.end) for c in clauses]
    taken += [(c.opens, c.cue[0]) for c in clauses if c.form == "conjoined"]
    subject = ""
    for cue in load_speech().passive.finditer(shape.text):
        who = re.compile(rf" {ACTORS}(?:{FOR})?").match(shape.text, cue.end())
        inside = any(start <= cue.start() < end for start, end in taken)
        if who is None or inside:
            continue
        subject = _passive_subject(shape, cue, clauses) or subject
        if not subject:
            continue
        words = _text(shape, *cue.span("cue"))
        stance = load_speech().find_stance(words)
        agents = read_subject(shape, who.start() + 1, who.end())
        for actor in agents.actors:
            behalf = agents.behalf.get(actor, "")
            yield cue.start(), Attribution(actor_text(actor), words, subject, stance, behalf)


def _passive_subject(shape: Shape, cue: re.Match[str], clauses: list[Clause]) -> str:
    left = shape.text[: cue.start("cue")]
    if re.search(r"(?:,|\band|\bbut)\s(?:also |was |were )?$", left) and " by " in left:
        return ""
    if re.search(r"\bto $", left):
        return ""
    which = re.search(r",? (?:which|that|who) $", left)
    if which:
        left = left[: which.start()]
    start = max((c.cue[1] for c in clauses if which and c.cue[1] < len(left)), default=0)
    masked = _ASIDE.sub(lambda aside: "_" * len(aside.group()), left.rstrip(" ,"))
    for stop in re.finditer(
        rf"[.;:]\s|, (?!and )|(?<!{_NOUN})\b(?:that|while|but|which|whether)\b ", masked
    ):
        start = max(start, stop.end())
    if which or not re.match(r"(?:was|were|is|are|been|being|be)\b", cue.group("cue")):
        # "supported a text proposed by X": only the noun phrase just before was proposed
        for article in re.finditer(r"\b(?:an?|the|its|their|this|these) ", left):
            start = max(start, article.start())
    return _trim(
        re.sub(r"^(?:and|but|However,)\s", "", _text(shape, start, len(left)).rstrip(" ,"))
    )
