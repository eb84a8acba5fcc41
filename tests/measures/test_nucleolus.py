"""The nucleolus: textbook values, and a checker that shares nothing with the search."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from paripassu.alliance.refusals import Refused
from paripassu.measures.core import stability
from paripassu.measures.fairshares import Game, fair_shares, game
from paripassu.measures.nucleolus import fairer, is_nucleolus, least_core, nucleolus
from tests import cast
from tests.measures.games import PLAYERS, airport, by_size, four, games_of, glove, lemaire, talmud

FEW = settings(max_examples=30, deadline=None)


@pytest.mark.parametrize(
    ("estate", "shares"), [(100, (100 / 3, 100 / 3, 100 / 3)), (200, (50, 75, 75)), (300, (50, 100, 150))]
)
def test_the_three_estates_of_the_talmud(estate: float, shares: tuple[float, ...]) -> None:
    assert tuple(nucleolus(talmud(estate)).values()) == pytest.approx(shares)


def test_what_another_package_gives_for_the_talmud_is_found_wrong() -> None:
    wrong = {"hundred": 50.0, "two hundred": 50.0, "three hundred": 100.0}
    assert not is_nucleolus(talmud(200), wrong)
    assert fairer(talmud(200), nucleolus(talmud(200)), wrong) == 1


def test_the_left_glove_takes_all() -> None:
    assert nucleolus(glove()) == pytest.approx({"left": 1, "right 1": 0, "right 2": 0})


def test_the_games_of_the_manuals() -> None:
    assert tuple(nucleolus(four()).values()) == pytest.approx((3.5, 4.5, 5.5, 7.5))
    assert tuple(nucleolus(lemaire()).values()) == pytest.approx((52687.5, 24468.75, 12843.75))
    ferguson = by_size(PLAYERS[:3], -1, 0, 1, 3, 4, 2, 5)
    assert tuple(nucleolus(ferguson).values()) == pytest.approx((8 / 3, 2 / 3, 5 / 3))


def test_the_synergies_of_three_have_one_answer_by_both_rules() -> None:
    three = by_size(PLAYERS[:3], 1, 2, 3, 5, 8, 11, 18)
    assert nucleolus(three) == pytest.approx(fair_shares(three)) == {"ada": 4, "bo": 6, "di": 8}


@FEW
@given(games_of(4))
def test_the_checker_agrees_and_knows_what_is_worse(one: Game) -> None:
    assume(sum(float(one.worth[1 << bit]) for bit in range(4)) <= one.worth[-1])
    found = nucleolus(one)
    assert sum(found.values()) == pytest.approx(float(one.worth[-1]), abs=1e-6)
    assert is_nucleolus(one, found)
    moved = found | {"ada": found["ada"] + 1, "bo": found["bo"] - 1}
    assert not is_nucleolus(one, moved)
    if moved["bo"] >= one.worth[2]:
        assert fairer(one, found, moved) == 1


@FEW
@given(games_of(4), st.permutations(PLAYERS[:4]))
def test_the_order_of_the_players_changes_nothing(one: Game, order: list[str]) -> None:
    assume(sum(float(one.worth[1 << bit]) for bit in range(4)) <= one.worth[-1])
    worth = {one.group(mask): float(one.worth[mask]) for mask in range(len(one.worth))}
    assert nucleolus(game(order, worth)) == pytest.approx(nucleolus(one), abs=1e-6)


@FEW
@given(games_of(4))
def test_no_shares_do_more_for_the_worst_off_than_the_least_core(one: Game) -> None:
    found = least_core(one)
    assert stability(one, found.shares).excess == pytest.approx(found.excess, abs=1e-5)
    assert found.empty == (found.excess < -1e-6)
    assert stability(one, fair_shares(one)).excess <= found.excess + 1e-5


def test_twelve_parties_pass_the_checker() -> None:
    random, masks = np.random.default_rng(12), np.arange(2**12, dtype=np.uint32)
    worth = random.random(2**12) * np.bitwise_count(masks) ** 1.5
    worth[-1] = worth.max() * 1.3
    twelve = game(cast.partner_ids(12), worth)
    assert is_nucleolus(twelve, nucleolus(twelve))


def test_the_airport_as_costs() -> None:
    assert is_nucleolus(airport(), nucleolus(airport()))


def test_one_party_alone_gets_what_it_is_worth() -> None:
    assert nucleolus(game(["ada"], {frozenset(["ada"]): 5})) == {"ada": 5}


def test_where_there_is_nothing_to_share_it_says_so() -> None:
    with pytest.raises(Refused, match="worth less than each alone"):
        nucleolus(by_size(("ada", "bo"), 2, 2, 3))
    with pytest.raises(Refused, match="up to 16"):
        nucleolus(game(cast.partner_ids(17), np.zeros(2**17)))
