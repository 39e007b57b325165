"""A piece of work: what is to be done, and how far it has come."""

from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

Deed = Literal["ingest", "remove"]
# "taken" is saved, "held" was in the store before, "same" has the bytes of a file before it.
Fate = Literal["", "taken", "held", "same", "failed"]
# What the process writes down of itself: it cannot tell when it is killed.
Written = Literal["waiting", "running", "done", "failed"]
State = Literal["waiting", "running", "done", "failed", "stopping", "cancelled", "interrupted"]

STAGES = ("read", "structure", "extract", "save")


@dataclass(frozen=True, slots=True)
class File:
    """One file: `source` is the id that its bytes have in a store, `size` their number.

    `stage` is the latest of STAGES begun, `fate` what became of it; `what` and `remedy` tell of
    a failure, or of which other file it is the same.
    """

    name: str
    source: str
    size: int = 0
    stage: str = ""
    fate: Fate = ""
    what: str = ""
    remedy: str = ""

    @property
    def steps(self) -> int:
        """How many of the stages are behind it; all once its fate is known."""
        if self.fate:
            return len(STAGES)
        return STAGES.index(self.stage) if self.stage in STAGES else 0


@dataclass(frozen=True, slots=True)
class Job:
    """Files to take in, or sources to remove; times are UTC, ISO 8601.

    `dialogue` is the name given to an ingest, and the id of the dialogue that a removal is
    about; `title` is that one's title. `after` is the dialogue that holds what a removal left.
    `what` and `remedy` tell why the whole of it failed.
    """

    id: str
    deed: Deed
    files: tuple[File, ...]
    dialogue: str = ""
    title: str = ""
    begun: str = ""
    handed: str = ""
    ended: str = ""
    written: Written = "waiting"
    after: str = ""
    what: str = ""
    remedy: str = ""

    @property
    def steps(self) -> int:
        """How many stages of all its files are behind it."""
        return sum(file.steps for file in self.files)

    @property
    def all_steps(self) -> int:
        """How many stages there are, of all files."""
        return len(STAGES) * len(self.files)

    def with_file(self, at: int, **values: Any) -> "Job":
        """Return the job with these values of its file number `at`."""
        files = list(self.files)
        files[at] = replace(files[at], **values)
        return replace(self, files=tuple(files))


def to_plain(job: Job) -> dict[str, Any]:
    """Return the job as what JSON can hold."""
    return asdict(job)


def from_plain(row: dict[str, Any]) -> Job:
    """Return the job that `to_plain` made plain."""
    return Job(**{**row, "files": tuple(File(**file) for file in row["files"])})
