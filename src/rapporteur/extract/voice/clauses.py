"""Clauses in which somebody says something: subject, reporting expression, and its reach."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rapporteur.extract.voice.actors import MENTION, Shape
from rapporteur.extract.voice.speech import load_speech
from rapporteur.extract.voice.subjects import (
    ACTORS,
    FOR,
    WITH,
    Subject,
    by_pattern,
    read_subject,
    subject_pattern,
)

ClauseForm = Literal["finite", "conjoined", "gerund", "absolute", "passive", "inverted"]
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


@dataclass(frozen=True, slots=True)
class Clause:
    """A reporting expression with its subject; spans are offsets in the shape's text."""

    form: ClauseForm
    subject: Subject
    cue: tuple[int, int]
    opens: int  # where the clause begins: what came before it ends here at the latest


def find_clauses(shape: Shape) -> list[Clause]:
    """Return the reporting clauses of a sentence in the order of their cues."""
    hanging = _find_absolute(shape)
    # "with X opposed" at the end hangs on "with"; "Peru, with X, opposed" has Peru before it
    clauses = [c for c in _find_finite(shape) if not _hangs(c, hanging)]
    clauses += hanging
    clauses += _find_inverted(shape)
    clauses.sort(key=lambda clause: clause.cue)
    clauses = _without_overlap(clauses)
    clauses += _find_gerunds(shape, clauses)
    clauses.sort(key=lambda clause: clause.cue)
    return _without_overlap(clauses)


def _hangs(clause: Clause, hanging: list[Clause]) -> bool:
    return any(
        clause.cue[0] == other.cue[0] and clause.subject.start >= other.opens for other in hanging
    )


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
        relative = _relative().search(left)
        if relative:
            who = read_subject(shape, relative.start("who"), relative.end("who"))
            clauses.append(Clause("finite", who, match.span("cue"), relative.end("who")))
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
def _relative() -> re.Pattern[str]:
    # "was rejected by Peru, who said"
    return re.compile(rf"\bby (?P<who>{ACTORS}), who (?:also )?$")


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?: and| but),?(?P<company>(?:{FOR}|{WITH}|{by_pattern()})+,? )"
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
        article = re.search(
            r"\b(?:[Tt]he|[Bb]oth|[Aa]n?|[Oo]ne|[Aa]nother) $", left[: mention.start()]
        )
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
        rf"(?=(?P<who>{ACTORS}(?:{FOR}|{WITH}|{by_pattern()})*))(?P=who)"
        r"(?=, (?:(?:while |when |after |in |by |who )?[a-z]+(?:ing|ed|d)\b"
        r"|(?:in|through|by) (?:a|an|its|his|her|their|the same|another) [a-z])[^;:]*,\s*$)"
    )


def _find_absolute(shape: Shape) -> list[Clause]:
    clauses = []
    for opening in re.finditer(rf",? (?:and |but )?with (?={MENTION}|the |an? )", shape.text):
        who = re.compile(rf"{ACTORS}(?:{FOR}|{WITH}|{by_pattern()})*,? ").match(
            shape.text, opening.end()
        )
        cue = load_speech().absolute.match(shape.text, who.end()) if who else None
        if who and cue:
            subject = read_subject(shape, who.start(), who.end())
            clauses.append(Clause("absolute", subject, cue.span("cue"), opening.start()))
            clauses += _find_absolute_behind(shape, cue.end())
    return clauses


def _find_absolute_behind(shape: Shape, at: int) -> list[Clause]:
    # "with Peru supporting, and Chile opposing, the text"
    who = re.compile(rf", (?:and|but|while) (?P<who>{ACTORS}) ").match(shape.text, at)
    cue = load_speech().absolute.match(shape.text, who.end()) if who else None
    if who is None or cue is None:
        return []
    subject = read_subject(shape, who.start("who"), who.end("who"))
    return [Clause("absolute", subject, cue.span("cue"), who.start())]


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
        if re.match(r"(?i:respond|reply|answer)ing\b", match.group()):
            continue  # "Responding to Peru": to whom, not what
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
