"""TIME, a test collection of magazine articles of 1963 with questions and judged articles."""

import re
from pathlib import Path

from benchmarks.retrieval.measure import ANSWERS
from benchmarks.retrieval.questions import Question

# Two of the 425 articles that the judgements number are missing from the copies in circulation.
# The numbers up to 370 fit the articles counted from 1, those from 378 on fit them less two;
# none in between is judged. (Shown by the words that questions share with judged articles.)
LAST_BEFORE_GAP = 370
MISSING = 2


def read_articles(folder: Path) -> dict[str, str]:
    """Return the text of every article by the number that the judgements have for it."""
    text = (folder / "TIME.ALL").read_text(encoding="latin-1")
    articles = re.split(r"^\*TEXT.*$", text, flags=re.MULTILINE)[1:]
    return {
        str(at if at <= LAST_BEFORE_GAP else at + MISSING): article
        for at, article in enumerate(articles, 1)
    }


def read_magazine_questions(folder: Path) -> tuple[Question, ...]:
    """Return the questions for which an article was judged relevant; all judged are answers."""
    judged: dict[str, dict[str, int]] = {}
    for line in (folder / "TIME.REL").read_text(encoding="ascii").splitlines():
        number, *articles = line.split() or [""]
        judged[number] = dict.fromkeys(articles, ANSWERS)
    text = (folder / "TIME.QUE").read_text(encoding="ascii")
    parts = re.split(r"^\*FIND +(\d+)|^\*STOP", text, flags=re.MULTILINE)[1:]
    asked = zip(parts[::2], parts[1::2], strict=False)
    return tuple(
        Question(number, " ".join(words.split()), "article", "check", judged[number])
        for number, words in asked
        if number and judged.get(number)
    )
