"""Clauses in which somebody says something: subject, reporting expression, and its reach."""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from rapporteur.cues import load_cues
from rapporteur.extract.actors import MENTION, Actor, Shape
from rapporteur.extract.speech import load_speech

ClauseForm = Literal["finite", "conjoined", "gerund", "absolute", "passive", "inverted"]

_ONE = rf"(?:[Tt]he |[Bb]oth |[Aa]n? |its |their )?{MENTION}(?: \([^()]*\))?"
_OTHERS = r"(?:(?:,? and|,| and) (?:many |several |some |a number of )?others?)?"
ACTORS = (
    rf"{_ONE}(?:, (?:by )?{_ONE})*(?:,? as well as {_ONE}(?:, {_ONE})*)?"
    rf"(?:(?:,? and|,? as well as| or|,? along with) (?:by )?{_ONE})*"
    rf"{_OTHERS}"
)
_BEHALF = r"(?:(?:also )?(?:speaking |intervening )?(?:on behalf of|for)|representing|on behalf of)"
FOR = rf"(?:,? {_BEHALF} {ACTORS}| \((?:speaking )?(?:on behalf of|for) {ACTORS}\))"
WITH = rf"(?:,? (?:and |together |along |jointly |but )?with {ACTORS})"
_WORD = re.compile(MENTION)
# A name behind one of these is no subject.
_UNDER = re.compile(
    r"(?:^|\s)(?:of|by|on|in|to|for|with|from|at|between|among|under|into|over|against|through|per"
    r"|via|than|within|towards?|about|behind|like|including|[a-z]+ing) (?:the |an? |its |their )?$",
    re.IGNORECASE,
)


# Nor is the last of a list that began before it.
_PARTNER = re.compile(
    rf"{MENTION}(?: \([^()]*\))?,? (?:and|or|as well as) (?:the )?$"
    rf"|(?:and|but),? with (?:the )?{MENTION}(?:, (?:the )?{MENTION})*, (?:the )?$"
)


@cache
def _joining() -> str:
    return "|".join(load_cues("voices")["joining"])


@cache
def _by() -> str:
    return (
        rf"(?:,? (?:and |but |but also |and also |while )?(?:[a-z]+ly )?(?:{_joining()})"
        rf" by {ACTORS}(?:{FOR})?)"
    )


@cache
def subject_pattern() -> re.Pattern[str]:
    """Match a subject with its company, up to where its verb begins."""
    return re.compile(rf"{ACTORS}(?:{FOR}|{WITH}|{_by()})*(?: (?:all|both|each))?,?\s*$")


@dataclass(frozen=True, slots=True)
class Joiner:
    """Somebody who joins or opposes a subject's words in passing ("supported by X")."""

    actor: Actor
    cue: tuple[int, int]
    behalf: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """Who acts: span in the shape, the actors, for whom each speaks, who joins or opposes."""

    start: int
    end: int
    actors: tuple[Actor, ...]
    behalf: dict[Actor, str] = field(default_factory=dict)
    joiners: tuple[Joiner, ...] = ()
    spoken: tuple[Actor, ...] = ()  # those on whose behalf


@dataclass(frozen=True, slots=True)
class Clause:
    """A reporting expression with its subject; spans are offsets in the shape's text."""

    form: ClauseForm
    subject: Subject
    cue: tuple[int, int]
    opens: int  # where the clause begins: what came before it ends here at the latest


def read_subject(shape: Shape, start: int, end: int) -> Subject:
    """Take a matched subject apart into actors, those spoken for, and joiners."""
    text = shape.text[start:end]
    head = re.match(ACTORS, text)
    actors = _outside_brackets(shape, start, start + head.end()) if head else []
    behalf: dict[Actor, str] = {}
    joiners: list[Joiner] = []
    spoken_for = _bracketed(shape, start, start + head.end(), behalf) if head else []
    actors += spoken_for
    at = start + (head.end() if head else 0)
    while at < end:
        rest = shape.text[at:end]
        by = re.match(_by(), rest)
        other = re.match(WITH, rest)
        spoken = re.match(FOR, rest)
        if by:
            joiners += read_joiners(shape, at, at + by.end())
            at += by.end()
        elif other:
            actors += _outside_brackets(shape, at, at + other.end())
            at += other.end()
        elif spoken:
            groups = _read_behalf(shape, at, at + spoken.end(), actors, behalf)
            actors += groups
            spoken_for += groups
            at += spoken.end()
        else:
            break
    return Subject(
        start,
        end,
        tuple(dict.fromkeys(actors)),
        behalf,
        tuple(joiners),
        tuple(dict.fromkeys(spoken_for)),
    )


def _outside_brackets(shape: Shape, start: int, end: int) -> list[Actor]:
    # "Ana Reis (Portugal)": the bracket says whom she is from, it is not a second speaker.
    actors: list[Actor] = []
    depth = 0
    for at in range(start, end):
        letter = shape.text[at]
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            actors += shape.actors_in(at, at + 1)
    return actors


def _bracketed(shape: Shape, start: int, end: int, behalf: dict[Actor, str]) -> list[Actor]:
    # "Perland (on behalf of the Coast Group), Marland and Torland"
    groups: list[Actor] = []
    for bracket in re.finditer(
        rf"{MENTION} \((?:speaking )?(?:on behalf of|for) [^()]*\)", shape.text
    ):
        if start <= bracket.start() < end:
            first, *spoken = shape.actors_in(*bracket.span())
            if spoken:
                behalf[first] = shape.sentence[spoken[0].start : spoken[-1].end]
            groups += spoken
    return groups


def _read_behalf(
    shape: Shape, start: int, end: int, before: list[Actor], behalf: dict[Actor, str]
) -> tuple[Actor, ...]:
    groups = shape.actors_in(start, end)
    if groups and before:
        behalf[before[-1]] = shape.sentence[groups[0].start : groups[-1].end]
    return groups


def read_joiners(shape: Shape, start: int, end: int) -> list[Joiner]:
    """Take "supported by X, for Z" apart: each who joins, with the cue and whom X speaks for."""
    text = shape.text[start:end]
    cue = re.search(rf"(?:[a-z]+ly )?(?:{_joining()}) by", text, re.IGNORECASE)
    if cue is None:
        return []
    place = (start + cue.start(), start + cue.end())
    spoken = re.search(FOR, text[cue.end() :])
    cut = start + cue.end() + (spoken.start() if spoken else len(text))
    cut = min(cut, end)
    first = shape.actors_in(place[1], cut)
    groups = shape.actors_in(cut, end)
    label = shape.sentence[groups[0].start : groups[-1].end] if groups else ""
    joiners = [Joiner(actor, place, label if actor is first[-1] else "") for actor in first]
    return joiners + [Joiner(group, place) for group in groups]


def find_clauses(shape: Shape) -> list[Clause]:
    """Return the reporting clauses of a sentence in the order of their cues."""
    clauses = _find_finite(shape)
    clauses += _find_absolute(shape)
    clauses += _find_inverted(shape)
    clauses.sort(key=lambda clause: clause.cue)
    clauses = _without_overlap(clauses)
    clauses += _find_gerunds(shape, clauses)
    clauses.sort(key=lambda clause: clause.cue)
    return _without_overlap(clauses)


def _without_overlap(clauses: list[Clause]) -> list[Clause]:
    kept: list[Clause] = []
    for clause in clauses:
        if not kept or clause.cue[0] >= kept[-1].cue[1]:
            kept.append(clause)
    return kept


def _find_finite(shape: Shape) -> list[Clause]:
    clauses: list[Clause] = []
    for match in load_speech().finite.finditer(shape.text):
        left = shape.text[: match.start()]
        subject = _last_subject(left)
        if subject is not None:
            who = read_subject(shape, subject.start(), subject.end())
            clauses.append(Clause("finite", who, match.span("cue"), subject.start()))
            continue
        joint = _joint().search(left)
        if joint and clauses:
            before = _outermost(shape, clauses)
            who = _joined_by(shape, before, joint)
            clauses.append(Clause("conjoined", who, match.span("cue"), joint.start()))
    return clauses


def _outermost(shape: Shape, clauses: list[Clause]) -> Subject:
    """Return the subject that a second verb goes back to: not one within reported words."""
    number = len(clauses) - 1
    while number > 0 and is_within(shape, clauses, number):
        number -= 1
    return clauses[number].subject


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?: and| but),?(?P<company>(?:{FOR}|{WITH}|{_by()})+,? )"
        rf"|(?:,|;| and,?| but,?| or| yet| while)(?: (?:also|then))? ?(?:,[^,]*, )?)$"
    )


def _joined_by(shape: Shape, before: Subject, joint: re.Match[str]) -> Subject:
    """Return the subject of a second verb, with those who join only there."""
    company = joint.group("company")
    if not company or not _WORD.search(company):
        return before
    added = read_subject(shape, joint.start("company"), joint.end("company"))
    return Subject(
        before.start,
        before.end,
        (*before.actors, *added.actors),
        {**before.behalf, **added.behalf},
        added.joiners,
        (*before.spoken, *added.spoken),
    )


def _last_subject(left: str) -> re.Match[str] | None:
    # The longest subject that ends here: the first start from which the pattern reaches the end.
    for mention in _WORD.finditer(left):
        article = re.search(r"(?:\b[Tt]he |\b[Bb]oth |\b[Aa]n? )$", left[: mention.start()])
        start = article.start() if article else mention.start()
        if _UNDER.search(left[:start]) or _PARTNER.search(left[:start]):
            continue
        match = subject_pattern().match(left, start)
        if match:
            return match
    return _interrupted().search(left)


@cache
def _interrupted() -> re.Pattern[str]:
    # "India, while noting the efforts made, asked": the subject stands before an aside.
    return re.compile(
        rf"(?:^|(?<=^However, )|(?<=^Finally, ))"
        rf"(?=(?P<who>{ACTORS}(?:{FOR}|{WITH}|{_by()})*))(?P=who)"
        rf"(?=, (?:while |when |after |in |by |who )?[a-z]+(?:ing|ed|d)\b[^;:]*,\s*$)"
    )


def _find_absolute(shape: Shape) -> list[Clause]:
    clauses = []
    for opening in re.finditer(rf",? (?:and |but )?with (?={MENTION}|the |an? )", shape.text):
        who = re.compile(rf"{ACTORS}(?:{FOR}|{WITH}|{_by()})*,? ").match(shape.text, opening.end())
        cue = load_speech().absolute.match(shape.text, who.end()) if who else None
        if who and cue:
            subject = read_subject(shape, who.start(), who.end())
            clauses.append(Clause("absolute", subject, cue.span("cue"), opening.start()))
    return clauses


def _find_inverted(shape: Shape) -> list[Clause]:
    clauses = []
    for quote in re.finditer(r"[,.?!][”\"’]\s", shape.text):
        cue = load_speech().finite.match(shape.text, quote.end())
        who = re.compile(rf" {ACTORS}").match(shape.text, cue.end()) if cue else None
        if cue and who:
            subject = read_subject(shape, who.start() + 1, who.end())
            clauses.append(Clause("inverted", subject, cue.span("cue"), quote.end()))
    return clauses


def _find_gerunds(shape: Shape, clauses: list[Clause]) -> list[Clause]:
    found: list[Clause] = []
    for match in load_speech().gerund.finditer(shape.text):
        left = shape.text[: match.start()]
        after = [c for c in clauses if c.form == "finite" and c.cue[0] > match.end()]
        before = [c for c in clauses if c.cue[1] < match.start()]
        if (not left.strip() or re.search(r"(?:^|, )(?:[Ww]hile |and )?$", left)) and (
            after or before
        ):
            initial = not before or re.search(r"[.;:] $|^(?:While )?$", left) is not None
            owner = after[0] if initial and after else before[-1] if before else None
            if owner is not None and (owner.form != "finite" or initial or left.endswith(", ")):
                found.append(Clause("gerund", owner.subject, match.span("cue"), match.start()))
    return found


def is_within(shape: Shape, clauses: list[Clause], number: int) -> bool:
    """Whether the clause only tells what an earlier one reports ("said it could not accept")."""
    clause = clauses[number]
    if number == 0:
        return False
    before = clauses[number - 1]
    if clause.form == "conjoined":
        modal = re.match(r"(?:can|could|would|will|did|do|must)", shape.text[slice(*clause.cue)])
        return modal is not None and is_within(shape, clauses, number - 1)
    if clause.form != "finite" or (before.form == "gerund" and before.subject is clause.subject):
        return False
    between = shape.text[before.cue[1] : clause.subject.start]
    opened = shape.text[: before.subject.start]
    if re.search(r"\b(?:[Ww]hile|[Ww]hereas|[Aa]lthough) $", opened) and between.endswith(", "):
        return False
    return _BEGINS_ANEW.search(between) is None


_BEGINS_ANEW = re.compile(
    r"[.?!][”\"’]?\s*$"
    r"|[;:]\s*(?:and |but )?(?:[^,;]{3,60}, )?$"
    r"|(?:^|,|\s)\s*(?:and|but|while|whereas|although|though|yet)\s(?:,? ?[^,]{2,40}, )?$"
)
