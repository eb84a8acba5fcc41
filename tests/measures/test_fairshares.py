"""Shapley values: those of the textbooks, and the properties that make them fair."""

from itertools import combinations
from math import factorial

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from paripassu.alliance.refusals import Refused
from paripassu.measures.core import stability
from paripassu.measures.fairshares import (
    Game,
    Group,
    airport_shares,
    fair_shares,
    game,
    synergy_game,
    synergy_shares,
)
from tests import cast
from tests.measures.games import GAMES, PLAYERS, airport, four, games_of, glove, lemaire

PEOPLE = cast.partner_ids(5)


def test_the_glove_game() -> None:
    assert fair_shares(glove()) == pytest.approx({"left": 2 / 3, "right 1": 1 / 6, "right 2": 1 / 6})


def test_the_airport_by_its_closed_form_and_by_its_table() -> None:
    expected = {"small": 1 / 3, "middle": 5 / 6, "large": 11 / 6}
    assert airport_shares({"small": 1, "middle": 2, "large": 3}) == pytest.approx(expected)
    assert {player: -share for player, share in fair_shares(airport()).items()} == pytest.approx(expected)


def test_the_four_players_of_coopgame() -> None:
    """Example of CoopGame::shapleyValue's companion page; worth by masks."""
    assert sum(fair_shares(four()).values()) == pytest.approx(21)


def test_lemaires_three_investors() -> None:
    assert fair_shares(lemaire()) == pytest.approx({"one": 51750, "two": 25875, "three": 12375})


def test_the_security_council() -> None:
    """Five permanent members and nine of fifteen votes (Shapley & Shubik 1954)."""
    permanent = [f"permanent {number}" for number in range(5)]
    council = [*permanent, *(f"elected {number}" for number in range(10))]
    masks = np.arange(1 << 15, dtype=np.uint32)
    passes = (masks & 31 == 31) & (np.bitwise_count(masks) >= 9)
    shares = fair_shares(game(council, passes.astype(np.float64)))
    assert shares["permanent 0"] == pytest.approx(0.196270, abs=5e-7)
    assert shares["elected 9"] == pytest.approx(0.00186480, abs=5e-9)


def test_synergies_of_three() -> None:
    alone: dict[Group, float] = {frozenset([party]): worth for worth, party in enumerate(["ada", "bo", "di"], 1)}
    pairs: dict[Group, float] = dict(zip(map(frozenset, combinations(["ada", "bo", "di"], 2)), (2, 4, 6), strict=True))
    assert synergy_shares(["ada", "bo", "di"], alone | pairs) == {"ada": 4, "bo": 6, "di": 8}


SYNERGIES = st.dictionaries(
    st.frozensets(st.sampled_from(PEOPLE), min_size=1), st.floats(-100, 100, allow_nan=False), max_size=12
)


@given(SYNERGIES)
def test_synergies_and_their_table_give_the_same_shares(synergies: dict[Group, float]) -> None:
    table = synergy_game(PEOPLE, synergies)
    assert fair_shares(table) == pytest.approx(synergy_shares(PEOPLE, synergies), abs=1e-9)


@example({frozenset(["ada"]): 5e-324})
@given(SYNERGIES)
def test_pairs_that_gain_from_each_other_have_no_reason_to_leave(synergies: dict[Group, float]) -> None:
    gains = {group: abs(worth) for group, worth in synergies.items()}
    table = synergy_game(PEOPLE, gains)
    assert stability(table, synergy_shares(PEOPLE, gains)).stable


@given(games_of(4))
def test_halving_gives_what_the_definition_gives(one: Game) -> None:
    count = len(one.players)
    for bit, player in enumerate(one.players):
        expected = 0.0
        for mask in range(1 << count):
            if not mask >> bit & 1:
                size = mask.bit_count()
                weight = factorial(size) * factorial(count - size - 1) / factorial(count)
                expected += weight * float(one.worth[mask | 1 << bit] - one.worth[mask])
        assert fair_shares(one)[player] == pytest.approx(expected, abs=1e-9)


@given(GAMES)
def test_shares_add_up_to_what_all_are_worth(one: Game) -> None:
    assert sum(fair_shares(one).values()) == pytest.approx(float(one.worth[-1]), abs=1e-9)


@given(games_of(4), st.permutations(PLAYERS[:4]))
def test_the_order_of_the_players_changes_nothing(one: Game, order: list[str]) -> None:
    worth = {one.group(mask): float(one.worth[mask]) for mask in range(len(one.worth))}
    assert fair_shares(game(order, worth)) == pytest.approx(fair_shares(one), abs=1e-9)


@given(games_of(3), games_of(3))
def test_shares_of_two_games_together_are_those_of_each_added(one: Game, other: Game) -> None:
    both = fair_shares(game(one.players, one.worth + other.worth))
    first, second = fair_shares(one), fair_shares(other)
    assert both == pytest.approx({player: first[player] + second[player] for player in first}, abs=1e-9)


@given(games_of(3), st.floats(-9, 9))
def test_who_adds_only_what_it_is_worth_alone_gets_that(one: Game, alone: float) -> None:
    with_dummy = game([*one.players, "dummy"], np.concatenate([one.worth, one.worth + alone]))
    assert fair_shares(with_dummy)["dummy"] == pytest.approx(alone, abs=1e-9)


def test_blocks_of_a_large_table_are_put_together_rightly() -> None:
    """22 parties take four blocks; a game of synergies has its exact answer beside it."""
    many = cast.partner_ids(22)
    synergies: dict[Group, float] = {frozenset([many[0]]): 1.0, frozenset(many[19:22]): 6.0, frozenset(many): 22.0}
    assert fair_shares(synergy_game(many, synergies)) == pytest.approx(synergy_shares(many, synergies), abs=1e-9)


def test_what_cannot_be_shared_is_refused_with_what_to_do() -> None:
    with pytest.raises(Refused, match="Name every party once"):
        game(["ada", "ada"], {})
    with pytest.raises(Refused, match="what pairs add"):
        game(cast.partner_ids(26), {})
    with pytest.raises(Refused, match="each of the 4 groups"):
        game(["ada", "bo"], lambda group: float("nan"))
    with pytest.raises(Refused, match="one or more of the parties"):
        synergy_shares(["ada"], {frozenset(["eve"]): 1})
