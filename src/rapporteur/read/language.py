"""Tell the language of a text, among those that are served."""

import re
from functools import cache
from typing import Any

from rapporteur.evidence import Page

LANGUAGES = ("en", "fr", "es")
SAMPLE = 5_000  # characters; more does not change the answer
PLAIN = 0.12  # share of words that are English alone
FEWEST = 10  # such words
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(("the", "of", "and", "to", "that", "for", "was", "were", "with", "by"))
LEAST = 20  # letters; with fewer any answer is a guess


def find_language(pages: tuple[Page, ...]) -> str:
    """Return the code of the language most of the pages' text is in; "en" where there is none.

    A sample from the middle is weighed, since front matter is often in several languages.
    """
    text = "\n".join(page.text for page in pages)
    middle = max(0, len(text) // 2 - SAMPLE // 2)
    sample = text[middle : middle + SAMPLE]
    if sum(map(str.isalpha, sample)) < LEAST:
        return LANGUAGES[0]
    if _is_plainly_english(sample):
        return "en"
    return str(_get_classifier().classify(sample)[0])


def _is_plainly_english(sample: str) -> bool:
    """Tell without the model, whose loading takes longer than reading most files.

    In English prose one word in five is among these; in French and Spanish none is.
    """
    words = _WORD.findall(sample.casefold())
    return sum(map(_ENGLISH.__contains__, words)) > max(PLAIN * len(words), FEWEST)


@cache
def _get_classifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    classifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    classifier.set_languages(list(LANGUAGES))
    return classifier
