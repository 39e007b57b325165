"""Find with whom a measure is taken."""

import re
from functools import cache
from itertools import pairwise

from rapporteur.cues import load_cues
from rapporteur.extract.practice.wordings import words
from rapporteur.extract.recommendation.addressees import read_actors
from rapporteur.gazetteer import Gazetteer

# "civil society organizations in order to …": what follows the partner's name.
TAIL = re.compile(
    r"\s+(?:in|of|for|on|to|with)(?:\s+(?:order|this|that|the|these|its|their|all|expatriate))?$"
)
BESIDE = re.compile(r"\s*(?:and|, together with|together with)\s+(?:the\s+)?")


@cache
def _cue() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load_cues('practices')['partners'])})\s+", re.I)


def find_partners(
    text: str, gazetteer: Gazetteer, implementers: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return the partners that `text` names: short codes where known, else its own words.

    They follow words of working together, or stand beside an implementer ("Ireland and IOM").
    """
    mentions = gazetteer.find_names(text)
    found = [
        name
        for cue in _cue().finditer(text)
        for _, _, name in read_actors(text, cue.end(), mentions)
    ]
    for one, other in pairwise(mentions):
        if BESIDE.fullmatch(text, one.end, other.start):
            codes = {one.code, other.code}
            found += [*codes.difference(implementers)] if codes & set(implementers) else []
    vague = load_cues("practices")["vague"].split()
    told = (TAIL.sub("", name) for name in found)
    return tuple(dict.fromkeys(n for n in told if n.lower() not in vague and not _is_instrument(n)))


def _is_instrument(name: str) -> bool:
    """Tell whether a name is that of a law or plan, with which nobody works ("Equality Act")."""
    head = name.rsplit(None, 1)[-1].lower()
    return len(name.split()) > 1 and head in words("instruments_only")
