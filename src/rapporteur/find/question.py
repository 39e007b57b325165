"""Turn what a person types into a full-text question that the store can answer."""

import re

from rapporteur.errors import QueryError

LONGEST = 2_000  # characters; nobody types more, and a hostile question must end soon
TERM = re.compile(r'"([^"]+)"|(\w[\w\'’-]*)(\*?)')


def read_question(typed: str) -> tuple[str, ...]:
    """Return the terms of a question: words, "quoted phrases", and beginnings (migra*).

    Each is quoted as SQLite's FTS5 wants it, so that no character of it acts as an operator.
    Raises QueryError where there is nothing to look for, or too much.
    """
    if len(typed) > LONGEST:
        raise QueryError(
            f"the question has {len(typed)} characters", remedy=f"use at most {LONGEST}"
        )
    terms = []
    for phrase, word, star in TERM.findall(typed):
        words = re.findall(r"\w+", phrase or word)
        if words:
            terms.append('"' + " ".join(words) + '"' + star)
    if not terms:
        raise QueryError("there is no word to look for", remedy="give at least one word")
    return tuple(dict.fromkeys(terms))
