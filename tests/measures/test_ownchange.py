"""The least change by each side's own values: what a lever is worth to each, floors, bounds, and who is asked first."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paripassu.alliance.agreement.terms import FairnessRule, Pool
from paripassu.alliance.ledger.valuations.rounds import Book, Item, Valuation, ValuationOpened
from paripassu.measures.ownchange import OwnChange, own_change
from paripassu.measures.rebalancing import Kind, Lever
from tests import cast

EQUAL = FairnessRule(equity=Decimal(0), equality=Decimal(1))
BY_NAME = {"ada": "bo", "bo": "ada"}


def valued(hour: dict[str, int], cash: dict[str, int], got: dict[str, int]) -> Valuation:
    """Hours at an agreed 1 were put in alike; cash at an agreed 1 was received; with what one is worth to each."""
    parties = tuple(sorted(got))
    worked = {party: Decimal(100) for party in parties}
    received = {party: Decimal(amount) for party, amount in got.items()}
    items = (
        Item("contribution", "people", "hour", "", worked, Decimal(1), worked, (3,)),
        Item("reward", "cash", "EUR", "", received, Decimal(1), received, (4,)),
    )
    books = {party: Book(9, cast.START, (Decimal(hour[party]), Decimal(cash[party])), "") for party in parties}
    fact = ValuationOpened(by="p", pool="work", grain="kind", until=cast.DAY, due=cast.DAY)
    pool = Pool("work", "Work", "EUR", rule=EQUAL, minimum=Decimal(0))
    return Valuation(8, cast.START, parties[0], fact, pool, parties, items, books=books)


def change(one: Valuation, *levers: Lever, low: float = 0.8) -> OwnChange:
    return own_change(one, levers, one.partners, low)


def ada_works(most: float = 100.0, kind: Kind = "work", **more: float) -> Lever:
    return Lever("1", "ada", "bo", most, kind=kind, **more)


def test_a_lever_that_is_worth_more_to_its_receiver_has_to_move_less() -> None:
    """Ada has 150 of 200 and Bo 50; Bo is short of 80. An hour is worth as cash to Ada, and twice as much to Bo."""
    alike = change(valued({"ada": 1, "bo": 1}, {"ada": 1, "bo": 1}, {"ada": 150, "bo": 50}), ada_works())
    twice = change(valued({"ada": 1, "bo": 2}, {"ada": 1, "bo": 1}, {"ada": 150, "bo": 50}), ada_works())
    assert alike.moves == pytest.approx({"1": 30})
    assert twice.moves == pytest.approx({"1": 15})
    assert (twice.before["bo"], twice.after["bo"]) == pytest.approx((0.5, 0.8))
    assert twice.worth["1"] == (1.0, 2.0)
    assert twice.remedy
    assert twice.bound == pytest.approx(twice.cost)


def test_no_remedy_where_the_giver_would_be_short_by_its_own_values() -> None:
    """An hour of Ada is worth ten times its agreed rate to it, and half of it to Bo."""
    found = change(valued({"ada": 20, "bo": 1}, {"ada": 2, "bo": 2}, {"ada": 120, "bo": 80}), ada_works(), low=1.0)
    assert not found.remedy
    assert found.why.startswith("No remedy within your levers by own values.")
    assert set(found.short) <= {"ada", "bo"}


def test_who_is_satisfied_moves_nothing() -> None:
    found = change(valued({"ada": 1, "bo": 1}, {"ada": 1, "bo": 1}, {"ada": 100, "bo": 100}), ada_works())
    assert (found.moves, found.remedy) == ({}, True)
    assert "nothing needs to move" in found.why


def test_each_kind_of_lever_is_worth_what_the_entries_of_its_sort_are() -> None:
    one = valued({"ada": 3, "bo": 5}, {"ada": 2, "bo": 1}, {"ada": 150, "bo": 50})
    worths = {kind: change(one, ada_works(kind=kind)).worth["1"] for kind in ("work", "reward", "contribution")}
    assert worths == {"work": (3.0, 5.0), "reward": (2.0, 1.0), "contribution": (3.0, 5.0)}
    assert change(one, ada_works(kind="compensation")).worth["1"] == (2.0, 1.0)


def test_without_the_values_of_all_or_a_lever_it_says_why() -> None:
    one = valued({"ada": 1, "bo": 1}, {"ada": 1, "bo": 1}, {"ada": 150, "bo": 50})
    assert change(one).why == "No lever is agreed by its giver and its receiver yet."
    del one.books["bo"]
    assert "Not stated: bo." in change(one, ada_works()).why
    nothing = valued({"ada": 1, "bo": 1}, {"ada": 1, "bo": 0}, {"ada": 150, "bo": 50})
    assert "no share due to: bo." in change(nothing, ada_works()).why


@given(
    hours=st.tuples(st.integers(1, 9), st.integers(1, 9)),
    got=st.tuples(st.integers(0, 200), st.integers(1, 200)),
    most=st.integers(1, 200),
)
def test_permuting_the_parties_permutes_the_change(hours: tuple[int, int], got: tuple[int, int], most: int) -> None:
    hour, have = dict(zip(BY_NAME, hours, strict=True)), dict(zip(BY_NAME, got, strict=True))
    levers = [Lever("1", "ada", "bo", most, kind="work"), Lever("2", "bo", "ada", most, kind="work")]
    one = change(valued(hour, {"ada": 1, "bo": 1}, have), *levers)
    turned = (
        {BY_NAME[party]: each for party, each in hour.items()},
        {BY_NAME[party]: each for party, each in have.items()},
    )
    back = [Lever(each.id, BY_NAME[each.giver], BY_NAME[each.receiver], most, kind="work") for each in levers]
    other = change(valued(turned[0], {"ada": 1, "bo": 1}, turned[1]), *back)
    assert one.moves == pytest.approx(other.moves, abs=1e-4)
    assert {BY_NAME[party]: each for party, each in one.after.items()} == pytest.approx(other.after, abs=1e-5)
    assert one.bound <= one.cost + 1e-6
