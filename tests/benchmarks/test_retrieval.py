"""The figures for retrieval are what they say, and so are the questions they are made with."""

import re
from collections import Counter
from dataclasses import fields
from math import log2
from pathlib import Path

import pytest
from sqlalchemy import Engine

from benchmarks.retrieval.magazine import read_articles, read_magazine_questions
from benchmarks.retrieval.measure import mean_and_margin, ndcg, recall
from benchmarks.retrieval.product import MODES, ask, read_texts
from benchmarks.retrieval.questions import PARTS, Question, key_of, read_questions
from benchmarks.retrieval.rivals import bm25, fused, latent
from rapporteur.store.select import Filter

GRADES = {"answer": 2, "bears": 1}
TEXTS = ["The visas were extended.", "Masks for nurses.", "A visa costs money.", "Rain fell."]
LOST = 0.05  # share of judged sentences that today's reading may cut in another way
RUN = 7  # words in a row that would be a quotation


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def test_the_best_order_is_worth_one_and_finding_nothing_is_worth_nothing() -> None:
    assert ndcg(["answer", "bears", "x"], GRADES) == 1
    assert ndcg(["x", "y"], GRADES) == 0
    assert ndcg([], GRADES) == 0


def test_an_answer_gains_three_and_what_bears_on_it_one_less_the_deeper_they_stand() -> None:
    # 1/log2(2) at rank 1 and 3/log2(4) at rank 3, over 3/log2(2) + 1/log2(3).
    assert ndcg(["bears", "x", "answer"], GRADES) == pytest.approx(2.5 / 3.6309298)
    assert ndcg(["x", "answer"], {"answer": 2}) == pytest.approx(1 / log2(3))


def test_a_unit_counts_once_and_not_below_the_depth() -> None:
    assert ndcg(["answer", "answer"], {"answer": 2, "other": 2}) == pytest.approx(
        3 / (3 + 3 / log2(3))
    )
    assert ndcg(["x", "y", "answer"], GRADES, depth=2) == 0
    assert recall(["x", "x", "answer"], GRADES, depth=2) == 1


def test_an_ideal_page_has_no_more_places_than_the_depth() -> None:
    many = {str(number): 2 for number in range(30)}
    assert ndcg([str(number) for number in range(10)], many) == pytest.approx(1)
    assert recall([str(number) for number in range(10)], many) == 1
    assert recall(["1", "x"], many) == 0.1


def test_recall_asks_for_answers_alone() -> None:
    assert recall(["bears"], GRADES) == 0
    assert recall(["x", "answer"], GRADES | {"second": 2}) == 0.5


def test_a_margin_is_that_of_the_mean() -> None:
    mean, margin = mean_and_margin([0.0, 1.0])
    assert mean == 0.5
    assert margin == pytest.approx(1.96 * 0.5)  # the deviation is 0.7071, over the root of 2
    assert mean_and_margin([0.3]) == (0.3, 0.0)


def test_questions_have_answers_or_are_said_to_have_none() -> None:
    questions = read_questions()
    assert len({q.id for q in questions}) == len({q.text for q in questions}) == len(questions)
    answered = [q for q in questions if q.grades]
    assert len(answered) >= 70
    assert all(2 in q.grades.values() and set(q.grades.values()) <= {1, 2} for q in answered)
    assert all(re.fullmatch("[0-9a-f]{16}", key) for q in answered for key in q.grades)
    about = Counter(q.about for q in questions)
    assert about["unanswered"] >= 10
    assert about["filter"] >= 10
    assert {q.id for q in questions if not q.grades} == {
        q.id for q in questions if q.about == "unanswered"
    }


def test_both_halves_ask_about_the_same_things() -> None:
    halves = {part: Counter(q.about for q in read_questions() if q.part == part) for part in PARTS}
    assert sum(halves["tune"].values()) + sum(halves["check"].values()) == len(read_questions())
    for about in halves["tune"] | halves["check"]:
        assert abs(halves["tune"][about] - halves["check"][about]) <= 1


def test_filters_of_questions_are_filters_of_the_store() -> None:
    known = {field.name for field in fields(Filter)}
    for question in read_questions():
        assert set(question.filter) <= known
        assert bool(question.filter) == (question.about == "filter")


def test_the_judged_sentences_are_those_of_the_report(report_store: Engine) -> None:
    held = {key_of(text) for text in read_texts(report_store)}
    judged = {key for question in read_questions() for key in question.grades}
    assert len(judged - held) <= LOST * len(judged)


def test_questions_are_not_quotations(report_store: Engine) -> None:
    runs = set()
    for text in read_texts(report_store):
        words = words_of(text)
        runs |= {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
    for question in read_questions():
        words = words_of(question.text)
        assert not runs & {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def test_our_find_is_asked_with_or_without_the_filter(report_store: Engine) -> None:
    question = Question("a", "health care", "filter", "tune", {}, {"voice": "COL"})
    narrow, wide = (ask(report_store, question, "text", filtered) for filtered in (True, False))
    assert 0 < len(narrow) < len(wide) == 10
    assert ask(report_store, Question("b", "xylophones", "", "tune", {}), MODES[0], False) == []
    with pytest.raises(ValueError, match="no mode 'smell'"):
        ask(report_store, question, "smell", False)


def test_bm25_finds_texts_that_share_a_word_or_its_stem() -> None:
    assert sorted(bm25(TEXTS)("visa")) == [0, 2]
    assert bm25(TEXTS, stemmed=False)("visa") == [2]
    assert bm25(TEXTS)("xylophones") == []


def test_vectors_put_the_text_itself_first() -> None:
    rank = latent(TEXTS)
    assert [rank(text)[0] for text in TEXTS] == [0, 1, 2, 3]
    assert rank("xylophones") == []


def test_two_rankings_are_fused_by_reciprocal_ranks() -> None:
    rank = fused(lambda _: [0, 1, 2], lambda _: [2, 1])
    # Text 0: 1/61; text 1: 1/62 + 1/62; text 2: 1/63 + 1/61, which is the most.
    assert rank("anything") == [2, 1, 0]


def test_judgements_of_the_magazine_fit_its_articles(shared: Path) -> None:
    folder = shared / "data" / "retrieval-time"
    if not folder.is_dir():
        pytest.skip("the TIME collection is not here")
    articles = read_articles(folder)
    questions = read_magazine_questions(folder)
    assert (len(articles), len(questions)) == (423, 79)
    assert {number for q in questions for number in q.grades} <= set(articles)
    late = [(q, number) for q in questions for number in q.grades if int(number) > 370]

    def share(question: Question, number: str) -> float:
        words = {word for word in words_of(question.text) if len(word) > 3}
        return len(words & set(words_of(articles[number]))) / len(words)

    fitting = mean_and_margin([share(q, number) for q, number in late])[0]
    shifted = mean_and_margin([share(q, str(int(number) - 2)) for q, number in late])[0]
    assert fitting > 2 * shifted
