"""Measure replies: are questions answered by sentences that answer, and told where there is none?

    python -m benchmarks.retrieval.replies [--shared FOLDER]

Every question is put, also those that are no sentence, beside absent.jsonl: questions on what the
report does not touch at all. See README.md beside this file.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Engine

from benchmarks.retrieval.product import fill_store
from benchmarks.retrieval.questions import PARTS, Question, key_of, read_questions
from rapporteur.find.rank import answer
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
    told = [(question, _quoted(engine, question)) for question in questions]
    silent = [not keys for question, keys in told if not question.grades]
    wrongly = [not keys for question, keys in told if question.grades]
    grades = [
        question.grades.get(key, 0) for question, keys in told if question.grades for key in keys
    ]
    print(
        f"{title:24} told that the record does not say: {sum(silent)}/{len(silent)}, "
        f"wrongly {sum(wrongly)}/{len(wrongly)}; of {len(grades)} sentences quoted "
        f"{grades.count(2) / len(grades):.0%} answer, {1 - grades.count(0) / len(grades):.0%} "
        "bear on it"
    )


def _quoted(engine: Engine, question: Question) -> list[str]:
    hits = answer(engine, question.text, Filter(), LOOKED_AT, counting=False).hits
    reply = make_reply(engine, question.text, hits)
    return [key_of(hit.statement.points[0].text) for hit in reply.quoted]


if __name__ == "__main__":
    main()
