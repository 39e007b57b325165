"""Walk through what the store holds, a stretch at a time.

Every walk goes along a key that never changes for a thing that stays, so that whoever goes on
after the last key meets each thing once, whatever is taken in meanwhile.
"""

from rapporteur.store.walk.dialogue import (
    KeptSource,
    walk_dialogues,
    walk_entities,
    walk_notices,
    walk_pages,
    walk_participants,
    walk_segments,
    walk_sources,
)
from rapporteur.store.walk.evidence import (
    walk_figures,
    walk_points,
    walk_practices,
    walk_recommendations,
    walk_statements,
)
from rapporteur.store.walk.stretch import Key, Stretch

__all__ = [
    "KeptSource",
    "Key",
    "Stretch",
    "walk_dialogues",
    "walk_entities",
    "walk_figures",
    "walk_notices",
    "walk_pages",
    "walk_participants",
    "walk_points",
    "walk_practices",
    "walk_recommendations",
    "walk_segments",
    "walk_sources",
    "walk_statements",
]
