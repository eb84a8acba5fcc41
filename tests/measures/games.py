"""Games of the textbooks, and games that a test draws."""

from itertools import combinations
from typing import Any

import numpy as np
from hypothesis import strategies as st

from paripassu.measures.fairshares import Game, game

PLAYERS = ("ada", "bo", "di", "eli", "fay")


def games_of(count: int) -> Any:
    """Games of that many players with any whole worths."""
    worths = st.lists(st.integers(-50, 50), min_size=2**count, max_size=2**count)
    return worths.map(lambda worth: game(PLAYERS[:count], np.array([0, *worth[1:]], dtype=np.float64)))


GAMES = st.integers(1, 5).flatmap(games_of)


def talmud(estate: float) -> Game:
    """Three creditors and an estate that is too small (Aumann & Maschler 1985)."""
    claims = {"hundred": 100, "two hundred": 200, "three hundred": 300}
    return game(list(claims), lambda group: max(0.0, estate - sum(claims[one] for one in claims.keys() - group)))


def glove() -> Game:
    """One left glove and two right ones; only a pair is worth something."""
    return game(["left", "right 1", "right 2"], lambda group: float("left" in group and len(group) > 1))


def airport() -> Game:
    """A runway for three sizes of aircraft, as costs (negative worths)."""
    costs = {"small": 1.0, "middle": 2.0, "large": 3.0}
    return game(list(costs), lambda group: -max((costs[one] for one in group), default=0.0))


def by_size(players: tuple[str, ...], *worth: float) -> Game:
    """A game listed as the textbooks do: single players first, then pairs, and so on."""
    groups = [frozenset(group) for size in range(1, len(players) + 1) for group in combinations(players, size)]
    return game(players, dict(zip(groups, worth, strict=True)))


def four() -> Game:
    """The game of four players in the manual of the R package CoopGame (page of its nucleolus)."""
    return by_size(PLAYERS[:4], 0, 0, 0, 0, 5, 5, 8, 9, 10, 8, 13, 15, 16, 17, 21)


def lemaire() -> Game:
    """Three investors (Lemaire 1991), as in the manual of the R package GameTheory."""
    return by_size(("one", "two", "three"), 46125, 17437.5, 5812.5, 69187.5, 53812.5, 30750, 90000)
