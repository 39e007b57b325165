"""A segment as part of an answer."""

from collections.abc import Mapping

from rapporteur.evidence import Segment
from rapporteur.mcp.shapes import SegmentItem


def segment_item(segment: Segment, files: Mapping[str, str]) -> SegmentItem:
    """Return a segment's answer; `files` are file names by source."""
    return SegmentItem(
        id=segment.id,
        title=segment.title,
        kind=segment.kind,
        inside=segment.parent,
        file=files.get(segment.source, ""),
        page=segment.page,
    )
