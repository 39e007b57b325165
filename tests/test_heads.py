"""The trained heads: their arithmetic, and what they look at."""

import numpy as np
import pytest

from rapporteur.evidence import KINDS
from rapporteur.frameworks import load_frameworks
from rapporteur.heads import NAMES, SCALE, Head, load_head, see, sigmoid, softmax
from rapporteur.vectors import WIDTH, Vectors

OUTPUTS = {"kind": len(KINDS), "gcm": 23, "sdg": 17}


def both(label: int) -> Vectors:
    """Vectors of which only the second may count."""
    return Vectors(np.full(WIDTH, 9.0, np.float32), np.full(WIDTH, label, np.float32))


def test_a_head_adds_its_hidden_layer_to_its_straight_one() -> None:
    head = Head(
        first=np.array([[1.0, -1.0], [0.0, 2.0]], np.float32),
        first_bias=np.array([0.5, 0.0], np.float32),
        second=np.array([[2.0], [3.0]], np.float32),
        straight=np.array([[10.0], [0.0]], np.float32),
        bias=np.array([1.0], np.float32),
        warmth=np.array([2.0], np.float32),
        least=np.array([0.5], np.float32),
    )
    # hidden: relu(1 + 0.5), relu(-1 + 4) = 1.5, 3; 2 * 1.5 + 3 * 3 + 10 * 1 + 1 = 23; by 2: 11.5
    assert head.score(np.array([[1.0, 2.0]], np.float32)) == pytest.approx(11.5)


def test_probabilities_of_kinds_add_up_and_those_of_codes_stand_alone() -> None:
    scores = np.array([[1.0, 2.0, 3.0], [1000.0, 0.0, 0.0]], np.float32)
    assert softmax(scores).sum(axis=1) == pytest.approx([1.0, 1.0])
    assert sigmoid(np.zeros((1, 2), np.float32)).tolist() == [[0.5, 0.5]]


@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_head_gives_one_score_for_each_class(name: str) -> None:
    head = load_head(name)
    rows = np.zeros((3, head.first.shape[0]), np.float32)
    assert head.score(rows).shape == (3, OUTPUTS[name])
    assert ((head.least > 0) & (head.least < 1)).all()
    assert (head.warmth > 0).all()


def test_the_heads_know_the_frameworks_as_they_are() -> None:
    frameworks = load_frameworks()
    for name in ("gcm", "sdg"):
        codes = [code for code in frameworks[name].codes if not code.parent]
        assert len(codes) == OUTPUTS[name]


def test_a_sentence_is_seen_with_its_neighbours_and_its_title() -> None:
    vectors = {text: both(n) for n, text in enumerate("abcT", 1)}
    rows = see(["a", "b", "c"], ["T", "T", "T"], vectors).reshape(3, 4, WIDTH)[:, :, 0] / SCALE
    assert rows.tolist() == [[1, 0, 2, 4], [2, 1, 3, 4], [3, 2, 0, 4]]


def test_a_neighbour_under_another_title_is_not_seen() -> None:
    vectors = {text: both(1) for text in ("a", "b", "One")}
    rows = see(["a", "b"], ["One", ""], vectors).reshape(2, 4, WIDTH)[:, :, 0] / SCALE
    assert rows.tolist() == [[1, 0, 0, 1], [1, 0, 0, 0]]
