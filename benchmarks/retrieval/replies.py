"""Measure replies: are questions answered by sentences that answer, and is silence told rightly?

    python -m benchmarks.retrieval.replies [--shared FOLDER]

Every question is put, also those that are no sentence, beside absent.jsonl: questions on what the
report does not touch at all. See README.md beside this file.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from sqlalchemy import Engine

from benchmarks.retrieval.product import fill_store
from benchmarks.retrieval.questions import PARTS, Question, key_of, read_questions
from rapporteur.find.rank import Outcome, Reply, answer
from rapporteur.find.reply import LOOKED_AT, is_question, make_reply
from rapporteur.store.select import Filter

SHARED = Path(__file__).resolve().parents[3] / "shared"
ABSENT = Path(__file__).parent / "absent.jsonl"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.retrieval.replies")
    parser.add_argument("--shared", type=Path, default=SHARED)
    wanted = parser.parse_args()
    questions = (*read_questions(), *read_questions(ABSENT))
    with tempfile.TemporaryDirectory() as place:
        engine = fill_store(wanted.shared / "seeds", f"{place}/replies.db")
        for part in PARTS:
            asked = [question for question in questions if question.part == part]
            _tell(engine, f"{part} half, all", asked)
            _tell(engine, f"{part} half, sentences", [q for q in asked if is_question(q.text)])
        engine.dispose()


def _tell(engine: Engine, title: str, questions: Sequence[Question]) -> None:
    told = [(question, _reply(engine, question)) for question in questions]
    answered = [(question, reply) for question, reply in told if question.grades]
    absent = [reply for question, reply in told if not question.grades]
    grades = [
        question.grades.get(key_of(hit.statement.points[0].text), 0)
        for question, reply in answered
        for hit in reply.quoted
    ]
    print(f"{title}\n  answered: {_count([reply for _, reply in answered])}")
    print(f"  not answered: {_count(absent)}")
    print(
        f"  of {len(grades)} sentences quoted {grades.count(2) / len(grades):.0%} answer, "
        f"{1 - grades.count(0) / len(grades):.0%} bear on it"
    )


def _count(replies: Sequence[Reply]) -> str:
    outcomes = [reply.outcome for reply in replies]
    told = ", ".join(f"{outcomes.count(name)} {name}" for name in get_args(Outcome))
    return f"{told} of {len(outcomes)}"


def _reply(engine: Engine, question: Question) -> Reply:
    hits = answer(engine, question.text, Filter(), LOOKED_AT, counting=False).hits
    return make_reply(engine, question.text, hits)


if __name__ == "__main__":
    main()
