"""What the tools take, described once."""

from typing import Annotated

from pydantic import Field

from rapporteur.mcp.filters import LONG, Filters

Wanted = Annotated[
    Filters, Field(description="Which points count; all that is given must hold together.")
]
Limit = Annotated[int, Field(ge=1, le=50, description="How many at most.")]
Start = Annotated[int, Field(ge=0, description="Where to go on: `next` of the answer before.")]
Named = Annotated[
    str, Field(max_length=LONG, description="Title or id of a dialogue; empty for all.")
]
Key = Annotated[str, Field(max_length=LONG, description="An id, as answers give it.")]
