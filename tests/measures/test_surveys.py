"""Reliability and agreement: published values, and silence where there are too few answers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.measures.surveys import (
    MORE_THAN_CHANCE,
    NEGATIVE,
    NO_NULL,
    NO_SPREAD,
    TOO_WIDE,
    Answers,
    alpha,
    omega,
    omega_of,
    one_factor,
    within_agreement,
)

SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
"""Six targets and four judges (Shrout & Fleiss 1979); its ICC(3,k) is α."""


def crowd(people: int, loadings: tuple[float, ...] = (0.8, 0.7, 0.6, 0.5)) -> list[list[float]]:
    """People who answer by one thing that they have in common, and chance."""
    random, loads = np.random.default_rng(people), np.array(loadings)
    common, own = random.normal(size=(people, 1)), random.normal(size=(people, len(loads)))
    found: list[list[float]] = (common * loads + own * np.sqrt(1 - loads**2)).tolist()
    return found


def test_alpha_of_the_published_table() -> None:
    found = alpha(SHROUT_FLEISS)
    assert found.value == pytest.approx(0.909316, abs=5e-7)
    assert (found.low, found.high) == pytest.approx((0.676, 0.986), abs=5e-4)
    assert (found.people, found.enough) == (6, True)


def test_a_wide_interval_is_too_few_answers() -> None:
    found = alpha(crowd(6, (0.5, 0.5, 0.4)))
    assert found.value is not None
    assert not found.enough
    assert found.why in (TOO_WIDE, NEGATIVE)


def test_questions_turned_the_wrong_way_are_noticed() -> None:
    assert alpha([[1, 5], [2, 4], [3, 3.5], [4, 2]]).why == NEGATIVE


@pytest.mark.parametrize("answers", [[], [[1, 2]], [[1], [2], [3]], [[3, 3]] * 6, [[1, None], [None, 2], [3, None]]])
def test_what_cannot_be_computed_says_why(answers: Answers) -> None:
    for found in (alpha(answers), omega(answers)):
        assert found.value is None
        assert not found.enough
        assert found.why


def test_a_person_who_left_a_question_out_counts_for_the_others() -> None:
    found = alpha([*SHROUT_FLEISS, [None, 3, 4, 5]])
    assert found.left_out == 1
    assert found.people == 6
    assert found.value != alpha(SHROUT_FLEISS).value


def test_omega_of_exact_loadings() -> None:
    loads = np.array([0.8, 0.7, 0.6, 0.5])
    correlations = np.outer(loads, loads) + np.diag(1 - loads**2)
    found = one_factor(correlations[None])
    assert found[0] == pytest.approx(loads, abs=1e-8)
    assert omega_of(found)[0] == pytest.approx(0.749446, abs=5e-7)


def test_omega_lies_in_its_interval_and_near_the_truth_when_people_are_many() -> None:
    found = omega(crowd(400), resamples=100)
    assert found.value == pytest.approx(0.749, abs=0.05)
    assert found.low is not None
    assert found.high is not None
    assert found.low <= 0.749 <= found.high
    assert found.enough


def test_six_people_are_too_few_for_omega() -> None:
    assert not omega(crowd(6), resamples=50).enough


def test_agreement_of_five_raters() -> None:
    spread = [[2.0], [2.5], [3.0], [3.0], [3.5]]
    scale = (0.3 / np.var([row[0] for row in spread], ddof=1)) ** 0.5
    found = within_agreement([[float(row[0] * scale)] * 3 for row in spread], 5)
    assert found.value == pytest.approx(0.944444, abs=5e-7)


def test_the_skewed_null_is_stricter() -> None:
    answers = [[4, 5], [4, 4], [5, 5], [3, 4], [4, 4]]
    even, skewed = within_agreement(answers, 5), within_agreement(answers, 5, "slightly skewed")
    assert even.value is not None
    assert skewed.value is not None
    assert skewed.value < even.value
    assert within_agreement(answers, 9, "slightly skewed").why == NO_NULL.format(points=9)


def test_people_who_differ_as_much_as_chance_do_not_agree() -> None:
    found = within_agreement([[1, 5], [5, 1], [1, 5], [5, 1], [3, 3]], 5)
    assert (found.value, found.why) == (0, MORE_THAN_CHANCE)
    assert not within_agreement([[3, 3], [3, 3]], 5).enough


def test_the_same_answer_from_all_is_full_agreement_and_no_reliability() -> None:
    assert within_agreement([[3, 4]] * 5, 5).value == 1
    assert alpha([[3, 4]] * 5).why == NO_SPREAD


@given(st.lists(st.lists(st.integers(1, 7), min_size=4, max_size=4), min_size=5, max_size=12))
@settings(max_examples=20, deadline=None)
def test_the_order_of_people_and_questions_changes_nothing(answers: list[list[int]]) -> None:
    turned = [row[::-1] for row in reversed(answers)]
    for one, other in (
        (alpha(answers), alpha(turned)),
        (within_agreement(answers, 7), within_agreement(turned, 7)),
    ):
        assert (one.value, one.low) == pytest.approx((other.value, other.low), abs=1e-9)
    again = omega(answers, resamples=10), omega(answers[::-1], resamples=10)
    assert again[0] == again[1]
