"""Names of States, organisations and groups of States."""

from rapporteur.gazetteer.gazetteer import Gazetteer
from rapporteur.gazetteer.load import StateFacts, load_gazetteer, load_state_codes, load_states
from rapporteur.gazetteer.mention import Mention, MentionKind

__all__ = [
    "Gazetteer",
    "Mention",
    "MentionKind",
    "StateFacts",
    "load_gazetteer",
    "load_state_codes",
    "load_states",
]
