"""Differences between parties in a survey: published values, exact chances, alike to all."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.measures.asymmetry import EQUAL_MEANS, GROUPS_TOO_FEW, change, differences, icc, permutation
from paripassu.measures.surveys import NO_SPREAD
from tests.measures.test_surveys import SHROUT_FLEISS

ANSWERS = st.lists(st.integers(1, 7), min_size=5, max_size=7)


def test_the_published_table() -> None:
    found = icc({f"target {place}": row for place, row in enumerate(SHROUT_FLEISS)})
    assert found.single.value == pytest.approx(0.1657, abs=5e-5)
    assert found.mean.value == pytest.approx(0.4428, abs=5e-5)


def test_parties_of_unequal_size() -> None:
    found = icc({"ada": [4, 5, 4], "bo": [2, 3, 3, 2], "di": [5, 5, 4, 5, 5]})
    assert found.single.value == pytest.approx(0.847181, abs=5e-7)
    assert found.mean.value == pytest.approx(0.955972, abs=5e-7)
    assert found.single.low is not None
    assert found.single.low < 0.847181


def test_what_cannot_be_computed_says_why() -> None:
    assert icc({"ada": [1, 2]}).single.why == GROUPS_TOO_FEW
    assert icc({"ada": [1], "bo": [2]}).single.why == GROUPS_TOO_FEW
    assert icc({"ada": [3, 3], "bo": [3, 3]}).single.why == NO_SPREAD
    assert icc({"ada": [3, 3], "bo": [4, 4]}).single.value == 1
    assert icc({"ada": [3, 4], "bo": [4, 3]}).mean.why == EQUAL_MEANS


def test_a_party_with_few_answers_is_not_shown() -> None:
    found = differences({"ada": [1, 2, 3, 4, 5], "bo": [1, 2, 3, 4], "di": [5, 5, 5, 5, 4]})
    shown = {(each.one, each.other): each for each in found}
    assert shown["ada", "bo"].why == "Too few answers: bo has fewer than 5."
    assert (shown["ada", "bo"].difference, shown["bo", "di"].p) == (None, None)
    assert shown["ada", "di"].enough


def test_the_exact_chance_is_that_of_all_ways_to_part_the_people() -> None:
    p, exact = permutation([5, 6, 6, 7, 7], [2, 3, 3, 4, 4])
    assert exact
    assert p == pytest.approx(2 / 252)


@given(ANSWERS, ANSWERS)
@settings(max_examples=25, deadline=None)
def test_chance_by_the_definition_and_for_both_orders(one: list[int], other: list[int]) -> None:
    people = one + other
    apart = abs(np.mean(one) - np.mean(other))
    hits = ways = 0
    for picked in combinations(range(len(people)), len(one)):
        mine = [people[place] for place in picked]
        theirs = [people[place] for place in range(len(people)) if place not in picked]
        hits += abs(np.mean(mine) - np.mean(theirs)) >= apart - 1e-9
        ways += 1
    assert permutation(one, other)[0] == pytest.approx(hits / ways)
    assert permutation(other, one)[0] == pytest.approx(permutation(one, other)[0])


def test_many_people_are_drawn_and_the_chance_is_never_none() -> None:
    p, exact = permutation([7] * 30, [1] * 30)
    assert not exact
    assert p == pytest.approx(1 / 20001)


@given(st.fixed_dictionaries({"ada": ANSWERS, "bo": ANSWERS, "di": ANSWERS}))
@settings(max_examples=20, deadline=None)
def test_renaming_the_parties_renames_the_differences(answers: dict[str, list[int]]) -> None:
    new = {"ada": "di", "bo": "ada", "di": "bo"}
    first = {(new[each.one], new[each.other]): each for each in differences(answers)}
    for each in differences({new[party]: people for party, people in answers.items()}):
        same = first.get((each.one, each.other)) or first[each.other, each.one]
        sign = 1 if (each.one, each.other) in first else -1
        assert each.difference == pytest.approx(sign * (same.difference or 0))
        assert each.shrunk == pytest.approx(sign * (same.shrunk or 0))
        assert each.p == pytest.approx(same.p)


def test_a_change_is_clear_only_beyond_chance() -> None:
    assert change([1, 1, 2, 1, 2], [5, 6, 6, 5, 6]).why == ""
    assert change([3, 4, 4, 5, 4], [4, 4, 5, 5, 4]).why == "No clear change."
    assert not change([3, 4], [4, 4, 5, 5, 4]).enough
