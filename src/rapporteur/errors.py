"""Every exception: what went wrong, where, and what to do about it."""


class RapporteurError(Exception):
    """Base of all errors; `place` names the file, page or setting, `remedy` what to do."""

    def __init__(self, what: str, *, place: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.place = place
        self.remedy = remedy

    def __str__(self) -> str:
        head = f"{self.place}: {self.what}" if self.place else self.what
        return f"{head} ({self.remedy})" if self.remedy else head


class SourceError(RapporteurError):
    """A received file cannot be used; the sender can mend it."""


class SettingError(RapporteurError):
    """The installation lacks or misstates something; the operator can mend it."""


class StoreError(SettingError):
    """The store is full, locked or damaged; the operator can mend it."""


class FrameworkError(RapporteurError):
    """A framework or cue file breaks its rules; whoever wrote the file can mend it."""


class EvidenceError(RapporteurError):
    """A quotation does not stand in its source or an id is unknown; we have to mend it."""


class QueryError(RapporteurError):
    """A question cannot be answered as put; the asker can mend it."""


class ReviewError(QueryError):
    """A judgement cannot be made as put; the reviewer can mend it."""


class DecidedError(ReviewError):
    """Somebody else decided on it meanwhile; the reviewer looks again, and decides."""


class UnknownError(QueryError):
    """An id or address names nothing that is held; the asker can mend it."""
