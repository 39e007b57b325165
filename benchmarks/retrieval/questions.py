"""Questions with judged sentences, which are known by the hash of their text."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

QUESTIONS = Path(__file__).parent / "questions.jsonl"
PARTS = ("tune", "check")


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and the grade of every unit that answers it (2) or bears on it (1).

    `filter` names the fields of a Filter that a person would set for it, with their values.
    No grades: the record does not say.
    """

    id: str
    text: str
    about: str
    part: str
    grades: Mapping[str, int]
    filter: Mapping[str, str] = field(default_factory=dict)


def read_questions(path: Path = QUESTIONS) -> tuple[Question, ...]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return tuple(
        Question(
            row["id"],
            row["question"],
            row["about"],
            row["part"],
            row["relevant"],
            row.get("filter", {}),
        )
        for row in rows
    )


def key_of(text: str) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of a sentence's text."""
    return sha256(text.encode()).hexdigest()[:16]
