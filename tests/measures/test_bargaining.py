"""Bargains: textbook values, and alike to all parties."""

from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.alliance.refusals import Refused
from paripassu.measures.bargaining import (
    NO_GAIN,
    NO_HOPE,
    NO_WEIGHT,
    kalai_smorodinsky,
    kalai_smorodinsky_of_two,
    nash_of_two,
    nash_shares,
)

PARTIES = ("ada", "bo", "di")
AMOUNTS = st.integers(1, 50).map(float)
VALUES = st.fixed_dictionaries({party: st.fixed_dictionaries(dict.fromkeys("xyz", AMOUNTS)) for party in PARTIES})


def quarter_circle(one: float) -> float:
    return sqrt(max(0.0, 1 - one))


def test_the_published_frontier() -> None:
    assert nash_of_two(quarter_circle, 1)[0] == pytest.approx(2 / 3, abs=1e-6)
    assert kalai_smorodinsky_of_two(quarter_circle, 1)[0] == pytest.approx((sqrt(5) - 1) / 2)


def test_who_has_more_without_an_agreement_gets_more() -> None:
    line = (lambda one: 10 - one, 10.0, (2.0, 4.0))
    assert nash_of_two(*line) == pytest.approx((4, 6), abs=1e-6)
    assert kalai_smorodinsky_of_two(*line) == pytest.approx((4, 6))
    assert nash_shares(10, {"ada": 2, "bo": 4}).shares == {"ada": 4, "bo": 6}


def test_weights_move_the_bargain() -> None:
    assert nash_shares(10, {"ada": 2, "bo": 4}, {"ada": 3, "bo": 1}).shares == {"ada": 5, "bo": 5}
    assert nash_of_two(lambda one: 10 - one, 10, (2, 4), (3, 1)) == pytest.approx((5, 5), abs=1e-6)


def test_without_a_gain_there_is_no_bargain_and_it_says_why() -> None:
    assert nash_shares(5, {"ada": 3, "bo": 3}).why == NO_GAIN
    assert nash_shares(5, {"ada": 1, "bo": 1}, {}).why == NO_WEIGHT
    assert kalai_smorodinsky({"ada": {"x": 1}, "bo": {"x": 1}}, {"ada": 1, "bo": 1}).why == NO_GAIN
    assert kalai_smorodinsky({"ada": {}, "bo": {}}).why == NO_HOPE
    with pytest.raises(Refused, match="both would gain"):
        nash_of_two(quarter_circle, 1, (0, 2))


@given(VALUES)
@settings(max_examples=25, deadline=None)
def test_everybody_gets_the_same_part_of_its_hopes_and_no_item_is_given_twice(
    values: dict[str, dict[str, float]],
) -> None:
    found = kalai_smorodinsky(values)
    assert found.part is not None
    assert found.part >= 1 / 3 - 1e-9
    for party in PARTIES:
        assert found.shares[party] == pytest.approx(found.part * sum(values[party].values()))
        got = sum(found.items[item][party] * values[party][item] for item in "xyz")
        assert got >= found.shares[party] - 1e-5
    assert all(sum(part.values()) <= 1 + 1e-9 for part in found.items.values())


@given(VALUES, st.permutations(PARTIES))
@settings(max_examples=25, deadline=None)
def test_renaming_the_parties_renames_the_shares(values: dict[str, dict[str, float]], names: list[str]) -> None:
    renamed = dict(zip(PARTIES, names, strict=True))
    first = kalai_smorodinsky(values, {"ada": 1.0}).shares
    second = kalai_smorodinsky({renamed[party]: own for party, own in values.items()}, {renamed["ada"]: 1.0}).shares
    assert second == pytest.approx({renamed[party]: share for party, share in first.items()}, abs=1e-6)
