"""The nucleolus: the shares under which the group with the most reason to complain has the least, then the next group.

A sequence of small linear programs with constraint generation, and beside it a checker that knows nothing of how the
shares were found (Kohlberg's criterion). Written here because the package on the public index gives wrong values.
[Schmeidler1969, Kohlberg1971, NguyenThomas2016; METHODS §2]
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from paripassu.alliance.refusals import Broken, Refused
from paripassu.measures.core import CLOSE, excesses, members, scale, sums
from paripassu.measures.fairshares import Game, Shares, Vector

MOST = 16
"""All groups of 16 parties are looked at in each step; beyond, the synergy form of Shapley is the reference."""

TIGHT = 1e-7
ADDED = 20
"""Constraints taken up at once: the worst that the last shares broke."""


class LeastCore(NamedTuple):
    """The largest smallest excess that any shares can give, some shares that give it, and whether the core is empty."""

    excess: float
    shares: Shares
    empty: bool


class Narrowing:
    """All shares that are still as good as any, narrowed down step by step until one is left.

    `rational` keeps every party at or above what it is worth alone, as the nucleolus asks and the least core does not.
    """

    def __init__(self, game: Game, *, rational: bool) -> None:
        count = len(game.players)
        if count > MOST:
            raise Refused("players_too_many", "The nucleolus is computed for up to {most} parties.", most=MOST)
        self.unit = scale(game)
        self.worth: Vector = game.worth / self.unit
        self.groups = members(count)
        self.fixed: Vector = self.groups[-1:]
        self.values: Vector = self.worth[-1:]
        alone = self.worth[1 << np.arange(count)]
        if rational and alone.sum() > self.worth[-1] + TIGHT:
            raise Refused("nothing_to_share", "Together the parties are worth less than each alone.")
        self.bounds: list[tuple[float | None, float | None]] = [(low if rational else None, None) for low in alone]
        whole = (1 << count) - 1
        self.pool = [mask for place in range(count) for mask in (1 << place, whole - (1 << place))]
        self.point: Vector = np.full(count, self.worth[-1] / count) * self.unit

    def done(self) -> bool:
        """Whether one point is left."""
        return len(self.fixed) == len(self.point)

    def narrow(self) -> float:
        """Give the worst-off groups the most that can be had, hold them to it, and return that excess."""
        if self.done():
            return 0.0
        open_groups = np.abs(self.groups @ _null_space(self.fixed)).max(axis=1) > TIGHT
        found, pool = self._solved(open_groups)
        best = float(found.x[-1])
        for mask, dual in zip(pool, found.ineqlin.marginals, strict=True):
            if dual < -TIGHT:
                self._hold(mask, best)
        if self.done():
            self.point = np.asarray(np.linalg.solve(self.fixed, self.values) * self.unit, dtype=np.float64)
        else:
            self.point = found.x[:-1] * self.unit
        return best * self.unit

    def _solved(self, open_groups: NDArray[np.bool_]) -> tuple[Any, list[int]]:
        """The step's program over a few groups, taking up what its answer breaks until it breaks nothing."""
        pool = [mask for mask in self.pool if open_groups[mask]]
        pool = pool or [int(np.flatnonzero(open_groups)[0])]
        while True:
            found = self._program(pool)
            broken = sums(found.x[:-1]) - self.worth - found.x[-1]
            broken[~open_groups] = 0.0
            broken[pool] = 0.0
            worst = np.argsort(broken, kind="stable")[:ADDED]
            added = [int(mask) for mask in worst if broken[mask] < -TIGHT / 100]
            if not added:
                self.pool = pool
                return found, pool
            pool = pool + added

    def _program(self, pool: list[int]) -> Any:
        """The largest smallest excess of the groups in the pool; the last variable is that excess."""
        from scipy.optimize import linprog  # type: ignore[import-untyped]  # costs more than all the rest

        rows = self.groups[pool]
        found = linprog(
            np.append(np.zeros(rows.shape[1]), -1.0),
            A_ub=np.hstack([-rows, np.ones((len(pool), 1))]),
            b_ub=-self.worth[pool],
            A_eq=np.hstack([self.fixed, np.zeros((len(self.fixed), 1))]),
            b_eq=self.values,
            bounds=[*self.bounds, (None, None)],
            method="highs",
        )
        if found.status != 0:
            raise Broken("The program of the nucleolus was not solved: {message}", message=found.message)
        return found

    def _hold(self, mask: int, excess: float) -> None:
        """Keep a group at this excess, unless what is held already says so."""
        rows = np.vstack([self.fixed, self.groups[mask]])
        if np.linalg.matrix_rank(rows) > len(self.fixed):
            self.fixed, self.values = rows, np.append(self.values, self.worth[mask] + excess)


def _null_space(rows: Vector) -> Vector:
    """Directions in which shares can move without changing what these groups receive. Shape (n, n − rank)."""
    _, sizes, directions = np.linalg.svd(rows)
    found: Vector = directions[int((sizes > 1e-10).sum()) :].T
    return found


def nucleolus(game: Game) -> Shares:
    """The nucleolus of a game of up to 16 parties. Refused when the parties are worth less together than alone.

    >>> from paripassu.measures.fairshares import game
    >>> claims = {"ada": 100, "bo": 200, "di": 300}
    >>> estate = lambda group: max(0.0, 200.0 - sum(claims[party] for party in claims if party not in group))
    >>> {party: round(share, 6) for party, share in nucleolus(game(list(claims), estate)).items()}
    {'ada': 50.0, 'bo': 75.0, 'di': 75.0}
    """
    narrowing = Narrowing(game, rational=True)
    while not narrowing.done():
        before = len(narrowing.fixed)
        narrowing.narrow()
        if len(narrowing.fixed) == before:
            raise Broken("A step of the nucleolus held no further group.", held=before)
    return game.shares(np.linalg.solve(narrowing.fixed, narrowing.values) * narrowing.unit)


def least_core(game: Game) -> LeastCore:
    """The least core of a game of up to 16 parties: the most that can be given to the group that is worst off."""
    narrowing = Narrowing(game, rational=False)
    excess = narrowing.narrow()
    return LeastCore(excess, game.shares(narrowing.point), excess < -CLOSE * scale(game))


def is_nucleolus(game: Game, shares: Mapping[str, float]) -> bool:
    """Kohlberg's criterion: at every level of excess, the groups at or below it are in balance.

    In balance: nothing can be moved to one of them without taking it from another, or from a party that has no more
    than it is worth alone. Knows nothing of how the shares were found.
    """
    unit, count = scale(game), len(game.players)
    found = excesses(game, shares) / unit
    amounts = game.amounts(shares) / unit
    spare = amounts - game.worth[1 << np.arange(count)] / unit
    if abs(found[-1]) > TIGHT or spare.min() < -TIGHT:
        return False
    groups, held = members(count), np.ones((1, count))
    tight = np.eye(count)[spare < TIGHT]
    while np.linalg.matrix_rank(held) < count:
        free = _null_space(held)
        outside = np.abs(groups @ free).max(axis=1) > TIGHT
        level = found[outside].min()
        reached = groups[outside & (found < level + TIGHT)]
        if not _balanced(reached @ free, tight @ free):
            return False
        held = np.vstack([held, reached])
    return True


def _balanced(groups: Vector, tight: Vector) -> bool:
    """Whether positive weights on the groups, and some on the parties held at their worth alone, sum to nothing."""
    from scipy.optimize import linprog

    both = np.vstack([groups, tight])
    bounds = [(1.0, None)] * len(groups) + [(0.0, None)] * len(tight)
    found = linprog(np.zeros(len(both)), A_eq=both.T, b_eq=np.zeros(both.shape[1]), bounds=bounds, method="highs")
    return bool(found.status == 0)


def fairer(game: Game, one: Mapping[str, float], other: Mapping[str, float]) -> int:
    """1 if the worst-off groups do better under `one`, −1 under `other`, 0 when no group tells them apart.

    Sorted excesses are compared from the smallest on: the definition of the nucleolus itself.
    """
    first, second = (np.sort(excesses(game, shares)[1:-1]) for shares in (one, other))
    apart = np.flatnonzero(np.abs(first - second) > TIGHT * scale(game))
    return 0 if not apart.size else (1 if first[apart[0]] > second[apart[0]] else -1)
