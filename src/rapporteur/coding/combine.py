"""Bring the codings of several coders together into one list a point."""

from collections.abc import Iterable, Sequence

from rapporteur.evidence import Coding


def combine_codings(proposals: Iterable[Sequence[Coding]], limit: int = 3) -> tuple[Coding, ...]:
    """Return one coding for each code of one framework, best first, parts after their code.

    Each of `proposals` is one coder's list for the same point. Coders that agree make a coding
    surer, as independent witnesses do: 1 - (1 - a)(1 - b). `limit` bounds the codes without a
    dot; a part ("10.c") is kept only with its code ("10").
    """
    merged: dict[str, Coding] = {}
    for coding in (coding for proposal in proposals for coding in proposal):
        known = merged.get(coding.code)
        merged[coding.code] = coding if known is None else _agree(known, coding)
    tops = sorted((c for c in merged.values() if "." not in c.code), key=_by_confidence)[:limit]
    kept: list[Coding] = []
    for top in tops:
        kept.append(top)
        parts = (c for c in merged.values() if c.code.startswith(f"{top.code}."))
        kept.extend(sorted(parts, key=_by_confidence))
    return tuple(kept)


def _agree(one: Coding, other: Coding) -> Coding:
    if one.coder == other.coder:
        return max(one, other, key=lambda c: c.confidence)
    sure = round(1.0 - (1.0 - one.confidence) * (1.0 - other.confidence), 3)
    coder, reason = f"{one.coder}+{other.coder}", f"{one.reason}; {other.reason}"
    return Coding(one.point, one.framework, one.code, coder, sure, reason)


def _by_confidence(coding: Coding) -> float:
    return -coding.confidence
