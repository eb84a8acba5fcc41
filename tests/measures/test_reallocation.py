"""The rewards of a valuation divided anew: published values, a proven bound, and reasons where there is no division."""

import math
from decimal import Decimal
from fractions import Fraction

import pytest

from paripassu.alliance.agreement.terms import FairnessRule
from paripassu.alliance.ledger.valuations.rounds import Valuation
from paripassu.measures.dividing import VALUES_NOTHING
from paripassu.measures.reallocation import MISSING, NO_DUES, ONE_PARTY, reallocation
from tests.alliance.valuing import crossed
from tests.cast import partner_ids
from tests.measures.test_valuations import EQUAL, item, valued

JOHN, MARY = [30, 15, 20, 30, 5], [20, 25, 15, 15, 25]


def divorce() -> Valuation:
    """John and Mary of the textbook: five items worth so much to each, of which each has received something."""
    holders = ("john", "mary", "john", "john", "mary")
    return valued([item("reward", **{holder: 1}) for holder in holders], {"john": JOHN, "mary": MARY})


def test_adjusted_winner_gives_both_62_and_six_sevenths_of_their_points() -> None:
    found = reallocation(divorce()).adjusted
    assert found is not None
    assert set(found.points.values()) == {Fraction(440, 7)}
    assert found.split == ("2",)
    assert found.parts["2"]["john"] == Fraction(1, 7)


def test_what_each_has_now_is_told_by_its_own_values() -> None:
    found = reallocation(divorce())
    assert found.now == {"john": 0.8, "mary": 0.5}


def test_the_largest_product_is_proven_and_leaves_both_better_off_where_values_cross() -> None:
    one = crossed().alliance.valuations.last_opened("work")
    assert one is not None
    found = reallocation(one)
    assert found.why == ""
    assert all(found.satisfied[party] > found.now[party] for party in found.now)
    assert 0 <= found.better < 1e-6
    assert found.satisfied["ada"] == pytest.approx(160 / 260, abs=1e-4)
    # With x of the cash, (160 + 100x) / 260 = 100 (1 - x) / 160, so both have 260 / 420 of what they value.
    assert found.alike == pytest.approx(260 / 420)
    assert found.equal_dues


def test_two_are_told_the_least_exchange_to_the_lower_end_of_the_band() -> None:
    """Floors of 0.8 x 1/2: 160 y - 100 x >= 4 for Ada, 100 x - 60 y >= 4 for Bo, so y = 0.08 and x = 0.088."""
    one = crossed().alliance.valuations.last_opened("work")
    assert one is not None
    swap = reallocation(one).swap
    assert swap is not None
    assert [(move.item, move.giver) for move in swap.moves] == [("1", "ada"), ("2", "bo")]
    assert [move.part for move in swap.moves] == [pytest.approx(0.088), pytest.approx(0.08)]
    assert min(swap.after.values()) >= 0.4 - 1e-9
    assert swap.size == pytest.approx(swap.bound, abs=1e-4)


def test_no_division_is_better_than_the_bound_says() -> None:
    """Against a search over 101 x 101 divisions of two items."""
    values = {"ada": [7, 3], "bo": [4, 6]}
    found = reallocation(valued([item("reward", ada=1), item("reward", bo=1)], values))
    best = max(
        (0.7 * x / 100 + 0.3 * y / 100) * (0.4 * (1 - x / 100) + 0.6 * (1 - y / 100))
        for x in range(101)
        for y in range(101)
    )
    reached = math.prod(found.satisfied.values())
    assert best <= reached * (1 + found.better) ** 2 + 1e-9


def test_the_dues_weigh_and_three_have_no_adjusted_winner() -> None:
    shares = FairnessRule(shares={"ada": Decimal("0.6"), "bo": Decimal("0.3"), "di": Decimal("0.1")})
    items = [item("reward", ada=1), item("reward", bo=1), item("reward", di=1)]
    found = reallocation(valued(items, {"ada": [1, 1, 1], "bo": [1, 1, 1], "di": [1, 1, 1]}, shares))
    assert found.adjusted is None
    assert not found.equal_dues
    assert [round(found.satisfied[party], 3) for party in ("ada", "bo", "di")] == [0.6, 0.3, 0.1]


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (valued([item("reward", ada=1, bo=1)], {"ada": [1]}), MISSING.format(parties="bo")),
        (valued([item("reward", ada=1, bo=1)], {"ada": [1], "bo": [0]}), VALUES_NOTHING.format(party="bo")),
        (valued([item("reward", ada=1, bo=1)], {"ada": [1], "bo": [1]}, FairnessRule()), NO_DUES),
        (
            valued([item("contribution", ada=1, bo=0), item("reward", ada=1, bo=1)], {"ada": [1, 1], "bo": [1, 1]},
                   FairnessRule()),
            ONE_PARTY,
        ),
    ],
)  # fmt: skip
def test_no_division_without_everybody_who_has_a_share(one: Valuation, why: str) -> None:
    found = reallocation(one)
    assert (found.why, found.nash) == (why, {})


def test_forty_parties_are_divided_among_without_what_all_can_have_alike() -> None:
    ids = partner_ids(40)
    items = [item("reward", **dict.fromkeys(ids, 1)) for _ in range(3)]
    found = reallocation(valued(items, {party: [1, 2, 3 + len(party)] for party in ids}))
    assert found.alike is None
    assert found.better < 1e-3
    assert min(found.satisfied.values()) > 0.02


def test_alike_means_that_the_rule_of_the_dues_is_equal_enough() -> None:
    assert reallocation(valued([item("reward", ada=1, bo=1)], {"ada": [1], "bo": [1]}, EQUAL)).equal_dues
