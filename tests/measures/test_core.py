"""Who would walk away from proposed shares."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paripassu.measures.core import excesses, stability
from paripassu.measures.fairshares import Game, fair_shares, game
from tests.measures.games import PLAYERS, games_of, glove


def test_the_pairs_of_gloves_would_leave_the_shapley_value() -> None:
    found = stability(glove(), fair_shares(glove()))
    assert not found.stable
    assert found.excess == pytest.approx(-1 / 6)
    assert [sorted(group) for group, _ in found.leavers] == [["left", "right 1"], ["left", "right 2"]]


def test_the_only_shares_of_the_gloves_that_hold() -> None:
    found = stability(glove(), {"left": 1, "right 1": 0, "right 2": 0})
    assert (found.stable, found.excess, found.leavers) == (True, 0, ())


def test_paying_out_more_than_there_is_is_not_stable() -> None:
    found = stability(glove(), {"left": 1, "right 1": 1, "right 2": 0})
    assert (found.stable, found.paid_out) == (False, 1)


def test_one_party_alone_holds_to_what_it_is_worth() -> None:
    alone = game(["ada"], {frozenset(["ada"]): 5})
    assert stability(alone, {"ada": 5}).stable
    assert not stability(alone, {"ada": 4}).stable


@given(games_of(4), st.permutations(PLAYERS[:4]))
def test_the_order_of_the_players_changes_nothing(one: Game, order: list[str]) -> None:
    worth = {one.group(mask): float(one.worth[mask]) for mask in range(len(one.worth))}
    shares = dict.fromkeys(order, float(one.worth[-1]) / 4)
    first, second = stability(one, shares), stability(game(order, worth), shares)
    assert [group for group, _ in first.leavers] == [group for group, _ in second.leavers]
    assert (first.stable, first.weakest) == (second.stable, second.weakest)


@given(games_of(3))
def test_the_smallest_excess_is_that_of_the_groups_one_by_one(one: Game) -> None:
    shares = dict.fromkeys(one.players, 1.0)
    proper = [len(one.group(mask)) - float(one.worth[mask]) for mask in range(1, 7)]
    assert stability(one, shares).excess == pytest.approx(min(proper))
    assert excesses(one, shares)[1:-1].tolist() == pytest.approx(proper)
