"""Find where a phrase that begins somewhere in a sentence may end."""

import re

from rapporteur.extract.practice.wordings import words

WORD = re.compile(r"[^\s“”\"()]+")
MOST = 14  # words
LEAST = 3  # words before a phrase may end at a soft boundary
HARD = re.compile(r"[;:!?](?=\s|$)|\.(?=\s|$)|\s[–—-]\s|\s\((?=[^)]{9,})")
RELATIVE = (
    "which|who|whom|whose|where|whereby|while|although|though|whereas|because|thus|thereby|when"
    "|despite|following|so that|in order|as well as|including|such as|particularly|especially"
    "|in particular|but|if|unless|until|before|after|since|entitling|allowing|enabling"
)
RELATED = re.compile(
    rf",?\s+(?:(?:{RELATIVE})\b|(?:they|he|she|it|we|I) (?:had|has|have|was|were|would|could)\b)"
)
COMMA = re.compile(r",\s")
FURTHER = re.compile(
    r",?\s+(?:and|or|but)\s+(?:(?:also|then|it|they|he|she|that|the country|thus|had|has|have|was"
    r"|were|is|are|would|will|to|put|set|made|took|gave|led|paid|held|built|sent|kept|brought"
    r"|drew|began|saw|ran)\b|\w+ed\b(?! \w+s\b))"
)
AUXILIARY = re.compile(r"\s+(?:had|has|have|was|were|is|are|would|will|could|can|did|does)\b")
THAT = re.compile(r"\s+that\b")
SOFT = re.compile(
    r",?\s+(?=(?:in|on|at|by|for|with|from|to|under|through|during|within|among|between|against"
    r"|towards?|into|across|over|as|and|or|based|designed|aimed|aiming|according|without|via|per"
    r"|using|throughout|about|concerning|regarding|related|relating)\b)"
)
LOOSE = re.compile(
    r"(?:[\s,]+(?:and|or|of|to|in|on|how|the|a|an|as|for|from|by|with|at|its|their|into|that|both"
    r"|had|has|have|was|were|is|are|been|be|thus|also|so|under|through|during|within|among"
    r"|between|against|such|including|which|who|this|these|those|his|her|than|more|not|no|most"
    r"|between|without|towards?|using|being|having|regarding|concerning|all|any|other|every"
    r"|would|will|made|provided|taken|undertaken|implemented|designed|based|developed|set|led|some"
    r"|(?:in|with) (?:ways|areas|relation|terms|order|line|response|addition|particular|view"
    r"|regard)"
    r"|between \S+))+$"
)
SUFFIX = "(?:al|ic|ive|ous|ary|ble|ian)"
ADJECTIVE = re.compile(rf"[a-z]+{SUFFIX}$")
ADJECTIVES = re.compile(rf", (?:[\w-]+{SUFFIX}\b|[\w-]+,? and [\w-]+{SUFFIX}\b)")
TIGHT = re.compile(r"(?:[a-z]ing|(?:^|\s)(?:ha[sd]|have))$")


# "with the support and assistance of": both nouns wait for what follows.
WAITING = re.compile(r" (?:and|or) [a-z]+ (?:of|for|to|from|by)\b")
# The rest of a name that the longest phrase would break off.
NAME_ON = re.compile(r"(?: (?:and |of |for )?(?:the )?[A-ZÀ-Þ][\w’-]+)+")


def end_phrase(sentence: str, begin: int, *, verbal: bool = False, past: int = 0) -> int:
    """Return where the phrase from `begin` ends: at its clause's end or a fit place before.

    A phrase is at most fourteen words long. `verbal` tells that it begins with its verb, so
    that a clause with "that" may stand in it; it does not end before `past`.
    """
    found = list(WORD.finditer(sentence, begin))
    if not found:
        return begin
    limit = found[min(MOST, len(found)) - 1].end()
    least = max(found[min(LEAST, len(found)) - 1].end(), past)
    stop = _find_stop(sentence, begin, max(past, found[0].end()), least, verbal=verbal)
    end = stop if stop <= limit else _back_off(sentence, begin, least, limit)
    if ADJECTIVES.match(sentence, end) and _is_adjective(sentence, begin, end):
        end = _back_off(sentence, begin, least, end)
    return trim(sentence, begin, end, past)


def trim(sentence: str, begin: int, end: int, past: int = 0) -> int:
    """Return the phrase's end without loose words ("and the"), but none before `past`."""
    loose = LOOSE.search(sentence, begin, end)
    while loose is not None and loose.start() > begin and loose.start() >= past:
        end = loose.start()
        loose = LOOSE.search(sentence, begin, end)
    return end


def _find_stop(sentence: str, begin: int, first: int, least: int, *, verbal: bool) -> int:
    """Return the nearest place where the clause from `begin` ends."""
    stops = [len(sentence)]
    stops += [m.start() for m in (HARD.search(sentence, first),) if m]
    that = next((m for m in THAT.finditer(sentence, first) if _orders(sentence, m.start())), None)
    ordered = that.start() if that is not None and verbal else len(sentence)
    for pattern in (RELATED, FURTHER, AUXILIARY, THAT):
        for match in pattern.finditer(sentence, first):
            if pattern in (AUXILIARY, THAT) and match.start() >= ordered:
                break
            stops.append(match.start())
            break
    commas = COMMA.finditer(sentence, least if verbal else first)
    stops += [m.start() for m in commas if not _is_in_name(sentence, m.start())][:1]
    return min(stops)


def _is_in_name(sentence: str, comma: int) -> bool:
    """Tell whether a comma parts the words of a proper name ("Safe, Orderly and Regular")."""
    before, after = sentence[:comma].split()[-1:], sentence[comma + 2 :].split()[:1]
    return bool(before and after) and before[0][:1].isupper() and after[0][:1].isupper()


def _is_adjective(sentence: str, begin: int, end: int) -> bool:
    """Tell whether the phrase's last word is an adjective, by how it ends."""
    match = ADJECTIVE.search(sentence, begin, end)
    return match is not None and match.group() not in words("nominal")


def _orders(sentence: str, at: int) -> bool:
    """Tell whether the word before `at` is a verb whose object a clause with "that" is."""
    before = sentence[:at].rsplit(None, 1)
    return bool(before) and before[-1].lower() in words("ordering")


def _parts_name(sentence: str, boundary: re.Match[str]) -> bool:
    """Tell whether a boundary parts the words of a name ("Antigua and Barbuda Agenda")."""
    before = sentence[: boundary.start()].split()[-1:]
    after = sentence[boundary.end() :].split()[1:3]
    joins = sentence.startswith(("and ", "of "), boundary.end())
    return (
        joins and bool(before) and before[0][:1].isupper() and any(w[:1].isupper() for w in after)
    )


def _back_off(sentence: str, begin: int, least: int, limit: int) -> int:
    """Return the last soft boundary within the longest phrase, or the longest phrase's end."""
    ends = [
        m.start()
        for m in SOFT.finditer(sentence, begin, min(len(sentence), limit + 12))
        if least <= m.start() <= limit
        and not _parts_name(sentence, m)
        and not WAITING.match(sentence, m.start())
    ]
    ends = [end for end in ends if not _is_adjective(sentence, begin, end)]
    fit = [end for end in ends if not TIGHT.search(sentence, begin, end)]
    return max(fit or ends or [_whole_name(sentence, limit)])


def _whole_name(sentence: str, limit: int) -> int:
    """Return the end of the name that `limit` stands in, else `limit`."""
    rest = NAME_ON.match(sentence, limit)
    within = sentence[:limit].split()[-1:]
    return rest.end() if rest and within and within[0][:1].isupper() else limit
