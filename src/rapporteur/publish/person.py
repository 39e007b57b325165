"""Part a person's name as citations want it: given names, particle, family name, suffix."""

from dataclasses import dataclass

from rapporteur.cues import load_cues

CUES = load_cues("person_names")
HONORIFICS = frozenset(CUES["honorifics"])
SUFFIXES = frozenset(CUES["suffixes"])
JOINING = frozenset(CUES["joining"])
PARTICLES = frozenset(CUES["particles"]) | JOINING


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in parts; only `family` is set where there is nothing to part."""

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""


def split_name(name: str) -> PersonName:
    """Part a name as Western name order has it, unless capitals or a comma say otherwise.

    "Berg, Maria" and "Maria BERG" say which is the family name; else it is the last word with
    the small particles before it. Two family names without "y" cannot be told from two given
    names, and the last is taken.
    """
    family, comma, given = name.partition(",")
    if comma and given.strip().lower() not in SUFFIXES:
        return _with_particle(family.split(), given.strip(), "")
    words = [w for w in name.replace(",", " ").split() if w.lower().rstrip(".") not in HONORIFICS]
    suffix = words.pop() if len(words) > 2 and words[-1].lower() in SUFFIXES else ""
    if len(words) < 2:
        return PersonName(" ".join(words) or name.strip(), suffix=suffix)
    start = _family_start(words)
    return _with_particle(words[start:], " ".join(words[:start]), suffix)


def _family_start(words: list[str]) -> int:
    capitals = [len(w) > 1 and w.isupper() and w.isalpha() for w in words]
    told = any(capitals) and not all(capitals)
    start = capitals.index(True) if told else len(words) - 1
    while start > 1 and words[start - 1] in PARTICLES:
        # "y" joins the family name before it to the one behind it.
        start -= 2 if words[start - 1] in JOINING and start > 2 else 1
    return max(start, 1)


def _with_particle(family: list[str], given: str, suffix: str) -> PersonName:
    small = 0
    while small < len(family) - 1 and family[small] in PARTICLES:
        small += 1
    return PersonName(" ".join(family[small:]), given, " ".join(family[:small]), suffix)
