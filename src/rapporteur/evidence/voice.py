"""Whom a stretch of text is attributed to."""

from dataclasses import dataclass
from typing import Literal

Manner = Literal["panellist", "floor", "moderator", "written", "on behalf", "collective", "report"]
Stance = Literal["supports", "opposes", "reports"]


@dataclass(frozen=True, slots=True)
class Voice:
    """The entities and people who speak, and the manner in which they do.

    `entities` are ISO3 codes and organisations' short names, in the order of the record; empty
    for a collective ("several delegations") and for the report's own voice. `speakers` are
    names as the record spells them; empty where the record names nobody. `behalf_of` are the
    entities spoken for besides the speaker's own; they stand in `entities` too.
    """

    manner: Manner
    entities: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    behalf_of: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """The label of the codebook: codes joined with "+", "participants" or "report"."""
        if self.entities:
            return "+".join(self.entities)
        return "report" if self.manner == "report" else "participants"

    @property
    def speaker(self) -> str:
        """The speakers' names joined with "+", or empty."""
        return "+".join(self.speakers)


REPORT = Voice("report")
PARTICIPANTS = Voice("collective")


@dataclass(frozen=True, slots=True)
class Attribution:
    """One actor's reported words in one sentence.

    All but `stance` are verbatim runs of the sentence: `cue` is the reporting expression as
    written, `message` exactly the words reported, `on_behalf_of` whom the actor spoke for.
    """

    actor: str
    cue: str
    message: str
    stance: Stance = "reports"
    on_behalf_of: str = ""
