"""Tell the language of a text, among those that are served."""

from functools import cache
from typing import Any

from rapporteur.evidence import Page

LANGUAGES = ("en", "fr", "es")
SAMPLE = 5_000  # characters; more does not change the answer
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
    return str(_get_classifier().classify(sample)[0])


@cache
def _get_classifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    classifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    classifier.set_languages(list(LANGUAGES))
    return classifier
