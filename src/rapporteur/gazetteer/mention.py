"""A name found in a text."""

from typing import Literal, NamedTuple

MentionKind = Literal["state", "demonym", "organisation", "group", "place"]


class Mention(NamedTuple):
    """`text` stands at `start:end` and names the Entity with `code`.

    "state" is a name of a State or territory, "demonym" an adjective or noun of nationality,
    "place" a city; all three carry an ISO 3166-1 alpha-3 code.
    """

    start: int
    end: int
    text: str
    code: str
    kind: MentionKind
