"""What a stage could not do, or found wrong in the record itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """A fault or doubt that somebody can mend.

    `code` is a stable word for the case ("page-unread", "moderator-differs"); `message` says
    what and where in full; `places` are pages of the source, first place first; `remedy` is
    what to do, empty where nothing can be done.
    """

    stage: str
    code: str
    message: str
    source: str = ""
    places: tuple[int, ...] = ()
    remedy: str = ""
