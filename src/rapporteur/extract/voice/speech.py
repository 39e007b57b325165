"""The reporting expressions of a language: their forms, and the stance each one takes."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from rapporteur.cues import load_cues
from rapporteur.evidence.voice import Stance

ADVERB = (
    r"(?:[a-z]+ly|also|further|then|again|however|moreover|thus|first|once more|still|therefore"
    r"|instead|both|too|in turn|in particular|, in turn,|, however,|, in particular,|, inter alia,"
    r"|in general|, moreover,|, too,|, therefore,|, though,|nevertheless|likewise|once again)"
)
_HAVE = r"(?:had|has|have)"
_MODAL = r"(?:could|would|can|did|does|do|will|may|might|must|should)"
_NOT = r"(?:not|never)"
_OPPOSITE: dict[Stance, Stance] = {
    "supports": "opposes",
    "opposes": "supports",
    "reports": "reports",
}


@dataclass(frozen=True, slots=True)
class Speech:
    """Regular expressions over a sentence, and the stance of each first word.

    `finite` matches a reporting expression with its auxiliaries ("did not support", "called
    for"), its group `cue` without leading adverbs; `gerund` one in -ing; `passive` a participle
    followed by "by"; `absolute` what follows "with X" ("opposing", "opposed to").
    """

    finite: re.Pattern[str]
    gerund: re.Pattern[str]
    passive: re.Pattern[str]
    absolute: re.Pattern[str]
    stances: dict[str, Stance]
    nouns: dict[str, Stance]

    def find_stance(self, cue: str) -> Stance:
        """Return the stance of a reporting expression; "not" turns it round."""
        words = re.findall(r"[\w-]+", cue.casefold())
        stance: Stance = "reports"
        for word in words:
            stance = self.nouns.get(word, self.stances.get(word, "reports"))
            if stance != "reports":
                break
        negative = any(word in ("not", "never", "cannot") for word in words)
        return _OPPOSITE[stance] if negative else stance


def past(base: str, irregular: dict[str, Any]) -> list[str]:
    """Return the past forms of an English verb."""
    if base in irregular:
        forms = irregular[base]
        return [forms] if isinstance(forms, str) else list(forms)
    if base.endswith("e"):
        return [base + "d"]
    if re.search(r"[^aeiou]y$", base):
        return [base[:-1] + "ied"]
    return [base + "ed"]


def gerund(base: str) -> str:
    """Return the form in -ing."""
    if base.endswith("e") and not base.endswith("ee"):
        return base[:-1] + "ing"
    if base in ("put", "set", "submit", "refer", "prefer", "commit", "regret", "admit", "rebut"):
        return base + base[-1] + "ing"
    return base + "ing"


def third(base: str) -> str:
    """Return the third person of the present."""
    if re.search(r"(?:s|sh|ch|x|z)$", base):
        return base + "es"
    if re.search(r"[^aeiou]y$", base):
        return base[:-1] + "ies"
    return base + "s"


@cache
def load_speech() -> Speech:
    """Read the cue file and build the expressions once."""
    cues = load_cues("voices")
    irregular: dict[str, Any] = cues["irregular"]
    tables = {"finite": [], "base": [], "gerund": [], "participle": []}  # type: dict[str, list[str]]
    stances: dict[str, Stance] = {}
    entries = [(phrase, stance) for stance, phrases in cues["verbs"].items() for phrase in phrases]
    entries.sort(key=lambda entry: -len(entry[0].replace("+", "").replace("~", "").split()))
    light = _light_tail(cues["light"])
    for base in cues["light"]["verbs"]:
        _enter(tables, base, light, irregular)
    for phrase, stance in entries:
        base, tail = _tail(phrase)
        _enter(tables, base, tail, irregular)
        for form in (base, *past(base, irregular), gerund(base), third(base)):
            if stances.get(form, "reports") == "reports" and _decides(phrase, stance):
                stances[form] = stance
    for stance, minds in cues["minds"].items():
        stances.update({mind.split()[0]: stance for mind in minds if stance != "reports"})
    nouns = {noun: stance for stance, words in cues["light"]["nouns"].items() for noun in words}
    return _build(tables, cues, stances, {**nouns, **_phrase_nouns(entries)})


def _decides(phrase: str, stance: Stance) -> bool:
    # "note with appreciation" supports, "note" alone does not.
    return stance == "reports" or " " not in phrase or phrase.split()[1][0] in "+~"


def _phrase_nouns(entries: list[tuple[str, Stance]]) -> dict[str, Stance]:
    last: dict[str, Stance] = {}
    for phrase, stance in entries:
        words = phrase.split()
        if stance != "reports" and len(words) > 1 and words[1][0] not in "+~":
            key = next((w for w in words if w in ("value", "merit", "issue")), words[-1])
            last[key] = stance
    last.pop("from", None)
    last.pop("of", None)
    last.pop("with", None)
    return last


def _tail(phrase: str) -> tuple[str, str]:
    words = phrase.split()
    needed = [w[1:] for w in words if w.startswith("+")]
    optional = [w[1:] for w in words if w.startswith("~")]
    plain = [w for w in words[1:] if w[0] not in "+~"]
    tail = "".join(rf" {re.escape(word)}" for word in plain)
    if needed:
        tail += rf"(?: [a-z]+ly)? (?:{'|'.join(needed)})\b"
    if optional:
        tail += rf"(?: (?:{'|'.join(optional)})\b)?"
    return words[0], tail


def _light_tail(light: dict[str, Any]) -> str:
    nouns = "|".join(noun for words in light["nouns"].values() for noun in words)
    return (
        rf"(?: (?!that |the )[a-z’'-]+,?){{0,3}}? (?:{nouns})(?: and (?:{nouns}))?\b"
        rf"(?: (?:{'|'.join(light['prepositions'])})\b)?"
    )


def _enter(tables: dict[str, list[str]], base: str, tail: str, irregular: dict[str, Any]) -> None:
    pasts = past(base, irregular)
    tables["finite"] += [f"{form}{tail}" for form in (*pasts, third(base))]
    tables["participle"] += [f"{pasts[-1]}{tail}"]
    tables["base"].append(f"{base}{tail}")
    tables["gerund"].append(f"{gerund(base)}{tail}")


def _build(
    tables: dict[str, list[str]],
    cues: dict[str, Any],
    stances: dict[str, Stance],
    nouns: dict[str, Stance],
) -> Speech:
    either = {name: "(?:" + "|".join(forms) + ")" for name, forms in tables.items()}
    minds = sorted((m for group in cues["minds"].values() for m in group), key=len, reverse=True)
    mind = "(?:" + "|".join(minds) + ")"
    finite = (
        rf"(?:{ADVERB},? )*(?P<cue>"
        rf"(?:{_MODAL} {_NOT}|cannot) (?:{ADVERB} )?{either['base']}"
        rf"|{_HAVE} (?:{_NOT} )?(?:{ADVERB} )?{either['participle']}"
        rf"|(?:would|will|could|can|did|must) (?:{ADVERB} )?{either['base']}"
        rf"|(?:was|were|is|are|remained|felt) (?:{_NOT} )?(?:{ADVERB} )?{mind}"
        rf"|{either['finite']}|called(?= [^.;]{{1,60}}“))"
        rf"(?![\w-])(?! (?:{ADVERB} )?by (?![a-z]+ing\b))(?! a (?:moment|minute) of\b)"
    )
    passive = (
        rf"(?P<cue>(?:(?:{_MODAL} |{_HAVE} )?(?:was|were|is|are|been|being|be) "
        rf"(?:{_NOT} )?(?:{ADVERB} )?)?"
        rf"{either['participle']}(?: {ADVERB})? by)\b"
    )
    return Speech(
        re.compile(rf"\b{finite}"),
        re.compile(rf"\b(?P<cue>{either['gerund']})(?![\w-]| behalf)", re.IGNORECASE),
        re.compile(rf"\b{passive}"),
        re.compile(rf"(?:{ADVERB} )*(?P<cue>{either['gerund']}|{mind}|opposed)(?![\w-])"),
        stances,
        nouns,
    )
