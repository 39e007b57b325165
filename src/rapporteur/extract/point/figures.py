"""Find the quantities of a sentence: numbers with what they count or the unit they measure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.evidence import Figure
from rapporteur.evidence.figure import Bound
from rapporteur.extract.point.numbers import ONE_IN, Number, blank_names, find_numbers
from rapporteur.extract.point.units import WORD, Draft, cue_words, is_plural, read_unit

_LIST = re.compile(r"\s?(?:,|,?\s(?:and|or|to|of|out of)(?: the)?|-|–)\s?")
_YEAR = re.compile(r"\b(?:1[5-9]|20|21)\d\d\b")
_PLACE = re.compile(r"\b(?:in|across|from|throughout) ((?:the )?[A-Z][\w’-]+(?: [A-Z][\w’-]+)*)")
_SIGN = re.compile(r"(?:\b[A-Z]{1,3}|\bCan|\bNZ)?[$€£¥₹]\s?$")
_OPENED = re.compile(r"(?:^|[,;:]\s|\b(?:and|which|whom|only|while)\s)$")
_NEAR = 60  # characters within which a year or place is taken to belong to a figure


def find_figures(text: str) -> tuple[Figure, ...]:
    """Return every quantity of `text` in order; a range gives two, bound "from" and "to"."""
    drafts = [read_unit(text, number) for number in find_numbers(text)]
    drafts = _share_units(text, drafts)
    kept = [draft for at, draft in enumerate(drafts) if _counts(text, drafts, at)]
    figures = [
        (draft.number.start, _finish(text, kept, at)) for at, draft in enumerate(kept)
    ] + _find_fractions(text)
    return tuple(figure for _, figure in sorted(figures, key=lambda pair: pair[0]))


def _share_units(text: str, drafts: list[Draft]) -> list[Draft]:
    """Give a number without a unit that of the number it forms a range or list with."""
    for at in range(len(drafts) - 2, -1, -1):
        here, after = drafts[at], drafts[at + 1]
        if _is_year(text, here.number):
            continue
        gap = text[here.number.end : after.number.start]
        if here.kind not in ("bare", "joined") or not _LIST.fullmatch(_unsigned(gap)):
            continue
        number = here.number
        wide = after.number.scaled and not number.scaled and "of" not in gap
        if wide and number.base < after.number.base:
            factor = after.number.value / after.number.base if after.number.base else 1.0
            number = replace(number, value=number.base * factor, scaled=True)
        if after.kind not in ("bare", "joined"):
            drafts[at] = Draft(number, after.unit, here.end, after.kind)
    for at, here in enumerate(drafts[1:], 1):
        before = drafts[at - 1]
        if here.kind == "bare" and before.kind == "measure" and _is_range(text, before, here):
            drafts[at] = replace(here, unit=before.unit, kind="measure")
    return drafts


def _unsigned(gap: str) -> str:
    return _SIGN.sub("", gap)


def _counts(text: str, drafts: Sequence[Draft], at: int) -> bool:
    """Is the number of `drafts[at]` a quantity, not a year, a label or a pronoun?"""
    draft = drafts[at]
    if draft.kind == "joined":
        return False
    if draft.kind in ("percent", "money", "measure"):
        return True
    number = draft.number
    if number.value == 1 and number.spelled:
        return _counts_one(text, draft, drafts)
    if _is_year(text, number):
        return _bound_before(text, number.start)[0] != "exactly" and draft.kind == "thing"
    if draft.kind == "thing":
        return True
    return number.scaled or _is_large(text, number) or _follows_figure(text, drafts, at)


def _is_large(text: str, number: Number) -> bool:
    """Does a bare number count by its size? Four digits alone ("2231") are mostly a number of."""
    return number.value >= 1000 and re.fullmatch(r"\d{4}", text[number.start : number.end]) is None


def _is_year(text: str, number: Number) -> bool:
    digits = text[number.start : number.end]
    return re.fullmatch(r"(?:1[5-9]|20|21)\d\d", digits) is not None


def _counts_one(text: str, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Is "one" a count: after "only" or "at least", before a measure of time, or beside another?"""
    rest = text[draft.number.end :]
    if re.match(r"\s(?:of|such|another|who|that|day|example|aspect|reason|thing|side)\b", rest):
        return False
    if re.search(
        r"\b(?:only|just|at least|exactly|than)\s$", _before(text, draft.number.start), re.I
    ):
        return True
    if (match := re.match(r"\s([a-z]+)", rest)) and match[1] in cue_words("time_measures"):
        return True
    before = drafts[drafts.index(draft) - 1]
    gap = text[before.end : draft.number.start].strip()
    if before is not draft and before.kind == "thing" and gap in ("and", ",", ", and"):
        return True
    ones = [d for d in drafts if d.number.value == 1 and d.number.spelled]
    return len(ones) > 1 and draft.number.start > 0 and all(d.number.start > 0 for d in ones)


def _follows_figure(text: str, drafts: Sequence[Draft], at: int) -> bool:
    """Does a bare small number go on a count: "3 votes in favour, 21 against", "from 5 to 9"?"""
    before = _before(text, drafts[at].number.start)
    if _elides_thing(text, drafts[at].number) or _verb_before().search(before):
        return True
    if re.search(r"\b(?:from|between|a total of|total of|numbered|reached|to)\s$", before):
        return at > 0 and drafts[at - 1].kind == "thing"
    return (
        at > 0
        and drafts[at - 1].kind == "thing"
        and re.search(r"(?:,| and)\s$", before) is not None
    )


def _elides_thing(text: str, number: Number) -> bool:
    """Does the number stand for things named before: "Of those, 37 have been approved"?"""
    opened = _OPENED.search(text, max(0, number.start - _NEAR), number.start)
    return opened is not None and _verb_after().match(text, number.end) is not None


@cache
def _verb_before() -> re.Pattern[str]:
    bounds = [p for phrases in load_cues("figures")["bounds"].values() for p in phrases]
    verbs, between = "|".join(cue_words("counted_before")), "|".join(map(re.escape, bounds))
    return re.compile(rf"\b(?:{verbs})\s(?:(?:{between})\s)?$", re.IGNORECASE)


@cache
def _verb_after() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{'|'.join(cue_words('counted_after'))})\b")


def _bound_before(text: str, start: int) -> tuple[Bound, int]:
    """Return the bound worded straight before `start` and where its words begin."""
    offset = max(0, start - _NEAR)
    before = _SIGN.sub("", _before(text, start))
    best: tuple[Bound, int] = ("exactly", offset + len(before))
    for bound, phrases in load_cues("figures")["bounds"].items():
        for phrase in phrases:
            match = re.search(rf"(?<!\w){re.escape(phrase)}\s(?:the\s|an?\s)?$", before, re.I)
            if match and offset + match.start() < best[1]:
                best = (bound, offset + match.start())
    return best


def _bound_after(text: str, draft: Draft) -> Bound | None:
    for bound, phrases in load_cues("figures")["bounds_after"].items():
        pattern = re.compile(rf"\s(?:{'|'.join(phrases)})\b", re.IGNORECASE)
        if pattern.match(text, draft.number.end) or pattern.match(text, draft.end):
            found: Bound = bound
            return found
    return None


def _before(text: str, start: int) -> str:
    """Return the words close before `start`; none further off bears on a figure."""
    return text[max(0, start - _NEAR) : start]


def _finish(text: str, drafts: Sequence[Draft], at: int) -> Figure:
    draft = drafts[at]
    bound, start = _bound_before(text, draft.number.start)
    bound = _range_bound(text, drafts, at) or _bound_after(text, draft) or bound
    unit = draft.unit or (drafts[at - 1].unit if at else "") or _population(text)
    unit = unit or _subject(text, draft.number.start)
    counts = _share_of(text, draft.end) if draft.kind in ("percent", "money") else ""
    return Figure(
        value=_round(draft.number.value),
        unit=unit,
        text=text[start : draft.end],
        bound=bound,
        counts=counts,
        year=_near_year(text, start, draft.end),
        place=_near_place(text, draft.end),
    )


def _round(value: float) -> float:
    """Take the rounding error of a multiplication away (1.7 times a billion)."""
    return round(value, 6)


def _population(text: str) -> str:
    return "people" if re.search(r"\bpopulation\b", text) else ""


def _subject(text: str, start: int) -> str:
    """Return the last plural before a number that tells how many the subject is."""
    if not _verb_before().search(_before(text, start)):
        return ""
    words = WORD.findall(text[:start])
    things = [at for at, word in enumerate(words) if word[0].islower() and is_plural(word)]
    heads = [at for at in things if words[at - 1].lower() not in cue_words("stops")]
    return words[(heads or things)[-1]] if things else ""


def _range_bound(text: str, drafts: Sequence[Draft], at: int) -> Bound | None:
    """Return "from" or "to" for the two ends of a range ("85 to 88", "between 70 and 110")."""
    if at + 1 < len(drafts) and _is_range(text, drafts[at], drafts[at + 1]):
        return "from"
    if at and _is_range(text, drafts[at - 1], drafts[at]):
        return "to"
    return None


def _is_range(text: str, low: Draft, high: Draft) -> bool:
    gap = _unsigned(text[low.end : high.number.start])
    before = _unsigned(text[max(0, low.number.start - 20) : low.number.start])
    if re.fullmatch(r"\s?(?:-|–|—|to|or)\s?", gap):
        return low.number.value < high.number.value or "to" in gap
    if re.search(r"\bbetween\s$", before, re.IGNORECASE):
        return gap.strip() == "and"
    opened = re.search(r"\bfrom\s$", before, re.IGNORECASE) is not None
    return opened and re.fullmatch(r"(?:\s\S+){0,4}\sto\s", gap) is not None


def _share_of(text: str, end: int) -> str:
    """Return what a percentage or sum is of: the phrase after "of"."""
    if not (match := re.match(r"\s(?:of|in)\s(?:the |all |its |their )?", text[end:])):
        return ""
    words: list[str] = []
    for word in WORD.finditer(text[end + match.end() :]):
        if word.group().lower() in cue_words("stops") or len(words) == 6:
            break
        words.append(word.group())
        if is_plural(words[-1]):
            break
    return " ".join(words)


def _near_year(text: str, start: int, end: int) -> int | None:
    window_end = min(len(text), end + _NEAR)
    after = _YEAR.search(re.split(r"[.;]\s", text[end:window_end])[0])
    if after:
        return int(after.group())
    before = _YEAR.findall(re.split(r"[.;]\s", text[max(0, start - _NEAR) : start])[-1])
    return int(before[-1]) if before else None


def _near_place(text: str, end: int) -> str:
    clause = re.split(r"[.;,]\s", text[end : end + _NEAR])[0]
    match = _PLACE.search(clause)
    months = load_cues("figures")["months"]
    return match[1] if match and match[1] not in months else ""


@cache
def _fraction_pattern() -> re.Pattern[str]:
    names = sorted(load_cues("figures")["fractions"], key=len, reverse=True)
    return re.compile(
        rf"(?<![\w-])(?<!first )(?<!second )(?<!other )(?<!latter )({'|'.join(names)})"
        r"(?= (?:of|the|all)\b(?! (?:the )?(?:\d{4}|year|century|day|session|meeting|decade))"
        r"|,? (?:were|are)\b)",
        re.IGNORECASE,
    )


def _find_fractions(text: str) -> list[tuple[int, Figure]]:
    """Return shares worded as fractions ("more than half of", "two thirds of") as percentages."""
    found = [(match.start(), _one_in(text, match)) for match in ONE_IN.finditer(text)]
    clean = blank_names(text)
    for match in _fraction_pattern().finditer(clean):
        value = float(load_cues("figures")["fractions"][match[1].lower()])
        if match[1].lower() in ("third", "quarter") and not _has_article(clean, match.start()):
            continue
        bound, start = _bound_before(text, match.start())
        figure = Figure(
            value, "percent", text[start : match.end()], bound, _share_of(text, match.end())
        )
        found.append((match.start(), figure))
    return found


def _one_in(text: str, match: re.Match[str]) -> Figure:
    """Return "one in five women" as 20 per cent of women."""
    (number,) = find_numbers(match["whole"])
    counts = read_unit(text, replace(number, start=match.start("whole"), end=match.end())).unit
    return Figure(round(100 / number.value, 1), "percent", match.group(), counts=counts)


def _has_article(text: str, start: int) -> bool:
    return re.search(r"\ba $", _before(text, start), re.IGNORECASE) is not None
