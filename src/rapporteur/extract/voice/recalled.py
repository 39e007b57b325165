"""Bodies called by a part of their name ("the Agency") after the record has named them in full."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from rapporteur.cues import load_cues

_LINKS = r"(?:of|for|on|and|the|in|de|des|du)"
KEPT = 40  # the most recent names that may be meant


@cache
def _names() -> tuple[re.Pattern[str], re.Pattern[str]]:
    heads = "|".join(load_cues("voices")["recalled_bodies"])
    behind = rf"(?: (?:of|on|for) (?:the )?[A-Z][\w’-]+(?:(?: {_LINKS}){{0,2}} [A-Z][\w’-]+)*)"
    full = re.compile(
        rf"\b(?:(?:[A-Z][\w’-]+(?:, | (?:{_LINKS} )?)){{1,6}}(?:{heads})(?![\w-]){behind}?"
        rf"|(?:{heads})(?![\w-]){behind})"
    )
    short = re.compile(
        rf"\b(?P<the>[Tt]he) (?P<name>(?:[A-Z][\w’-]+ ){{0,2}}(?:{heads}))"
        rf"(?![\w’-])(?! (?:{_LINKS}|[A-Z(]))(?! \()"
    )
    return full, short


@dataclass(slots=True)
class Recall:
    """The bodies that a record has named in full, the latest last; `own` is the one that meets."""

    own: str = ""
    named: list[str] = field(default_factory=list)

    def note(self, text: str) -> None:
        """Remember the bodies that a sentence or heading names in full."""
        for match in _names()[0].finditer(text):
            name = re.sub(r"^(?:The|In|At|By|From|Of|And|Both|Under|With) ", "", match.group())
            if " " in name and name not in self.named[-1:]:
                self.named = [*(n for n in self.named if n != name), name][-KEPT:]

    def complete(self, text: str) -> str:
        """Return a sentence with "the Agency" written out as the body last named so."""
        return _names()[1].sub(self._written_out, text)

    def _written_out(self, match: re.Match[str]) -> str:
        name = match["name"]
        if f" {name} " in f" {self.own} ":
            return match.group()
        full = _latest(reversed(self.named), name)
        return f"{match['the']} {full}" if full else match.group()


def _latest(names: Iterable[str], short: str) -> str:
    for name in names:
        if name != short and (name.endswith(f" {short}") or name.startswith(f"{short} ")):
            return name
    return ""
