"""Put sentences together again that the layout broke: groups that go on in a small letter."""

import re
from collections.abc import Sequence

from rapporteur.structure.grouping import OTHER_SIZE, RUNS_ON, Group
from rapporteur.structure.headings import has_heading_words

FEWEST = 20  # letters of an open group that is no label
_BROKEN_WORD = re.compile(r"[^\W\d_]-$")
_NOTE = re.compile(r"[a-z](?:/|\s|$)(?!\s*[a-z]+\s)|[a-z]+://|www\.")


def join_broken(groups: Sequence[Group], typed: bool) -> list[Group]:
    """Join each group that begins small to the open one before it.

    In a scan (`typed` is false: the file knows neither weights nor true sizes) letters stand
    unevenly, and gaps and sizes mean little; elsewhere cells of tables and other type stay apart.
    """
    joined: list[Group] = []
    for group in groups:
        if joined and _goes_on(joined[-1], group, typed):
            joined[-1].rows += group.rows
            joined[-1].is_cell = joined[-1].is_cell and typed
        else:
            joined.append(group)
    return joined


def _goes_on(above: Group, group: Group, typed: bool) -> bool:
    first, last = group.rows[0], above.last
    if group.marker or not first.text[:1].islower() or _NOTE.match(first.text):
        return False
    if above.is_closed or first.line.role or last.line.role or first.line.box is None:
        return False
    if first.page - last.page > 1 or len(above.text) < FEWEST:
        return False
    if not typed:
        title = has_heading_words(above.text, len(above.rows)) and len(above.rows) == 1
        return above.is_cell or not title or RUNS_ON.search(last.text) is not None
    if above.is_cell or group.is_cell or abs(last.size - first.size) > OTHER_SIZE:
        return False
    broken = _BROKEN_WORD.search(last.text) or RUNS_ON.search(last.text)
    return last.line.bold == first.line.bold and broken is not None
