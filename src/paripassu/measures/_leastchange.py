"""The programs behind `rebalancing`: all amounts as parts of the rewards in all, levers in the order of their names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp, nnls  # type: ignore[import-untyped]

from paripassu.alliance.refusals import Broken
from paripassu.measures.fairshares import Vector

if TYPE_CHECKING:
    from paripassu.measures.rebalancing import Lever

MOST_FOR_CHOICES = 20
"""Parties up to which starting costs are weighed as whole choices: 2 seconds there, half a minute for 40."""

EXACT = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}

TIGHT = 1e-9
GAPS = (1e-9, 1e-8, 1e-7)
"""Room left between a limit that is reached exactly and itself: the search for the even moves can fail without."""

SLACK = 1e-8
"""How far a later program may stay behind what an earlier one reached, so that rounding does not make it impossible."""


@dataclass(frozen=True, slots=True)
class Found:
    """Moves by lever, their cost, and the least that the cost can be with these levers."""

    moves: Vector
    cost: float
    bound: float


@dataclass(frozen=True, eq=False, slots=True)
class Problem:
    """Moves x from 0 to `most` with rows @ x ≤ limits: first the upper ends of the band, then the lower ones.

    Behind the levers there may be further columns: what each party stays outside the band by, where moves cannot help.
    """

    levers: list["Lever"]
    rows: Vector
    limits: Vector
    most: Vector
    price: Vector
    start: Vector

    @classmethod
    def of(
        cls, received: Mapping[str, float], targets: Mapping[str, float], levers: Sequence["Lever"], tolerance: float
    ) -> "Problem":
        """The program, with parties and levers in the order of their names, so that the order given changes nothing."""
        whole, parties = sum(received.values()), sorted(received)
        named = sorted((lever for lever in levers if lever.most > 0), key=lambda lever: lever.id)
        place = {party: row for row, party in enumerate(parties)}
        flow = np.zeros((len(parties), len(named)))
        for column, lever in enumerate(named):
            flow[place[lever.giver], column], flow[place[lever.receiver], column] = -1.0, 1.0
        target = np.array([targets[party] for party in parties])
        have = np.array([received[party] for party in parties]) / whole
        limits = np.concatenate([target * (1 + tolerance) - have, have - target * (1 - tolerance)])
        numbers = [[lever.most / whole, lever.price, lever.start / whole] for lever in named]
        return cls(named, np.vstack([flow, -flow]), limits, *np.array(numbers).reshape(-1, 3).T)

    def solved(self, seconds: float) -> Found:
        """The moves: closest to the band, then cheapest, then most even; to one part in a hundred million of it all."""
        if not self.levers:
            return Found(np.zeros(0), 0.0, 0.0)
        found = self._loosened()._weighed(seconds)
        return replace(found, moves=np.round(found.moves[: len(self.levers)], 8))

    def _weighed(self, seconds: float) -> Found:
        if not self.start.any():
            return self._cheapest(self.price, self.most)
        if len(self.limits) > 2 * MOST_FOR_CHOICES + 1:
            return self._spread()
        return self._chosen(seconds)

    def _loosened(self) -> "Problem":
        """The program with room for what no moves can mend: first for the worst party's, then for the least in all."""
        count, moves = len(self.limits), len(self.levers)
        ends: list[tuple[float, float | None]] = [(0.0, float(each)) for each in self.most]
        worst = _linear(
            np.append(np.zeros(moves), 1.0),
            np.hstack([self.rows, -np.ones((count, 1))]),
            self.limits,
            [*ends, (0.0, None)],
        )
        if worst.fun <= TIGHT:
            return self
        room, rows = float(worst.fun) + SLACK, np.hstack([self.rows, -np.eye(count)])
        in_all = np.append(np.zeros(moves), np.ones(count))
        least = _linear(in_all, rows, self.limits, ends + [(0.0, room)] * count)
        return Problem(
            self.levers,
            np.vstack([rows, in_all]),
            np.append(self.limits, least.fun + SLACK),
            np.append(self.most, np.full(count, room)),
            np.append(self.price, np.zeros(count)),
            np.append(self.start, np.zeros(count)),
        )

    def _cheapest(self, price: Vector, most: Vector) -> Found:
        """The least cost, then, among all moves of that cost, the most even ones."""
        found = _linear(price, self.rows, self.limits, list(zip(np.zeros(len(most)), most, strict=True)))
        bound = float(self.limits @ found.ineqlin.marginals + most @ found.upper.marginals)
        moves = self._evened(found, most)
        return Found(moves, float(price @ moves), min(bound, float(price @ moves)))

    def _evened(self, found: Any, most: Vector) -> Vector:
        """Of all cheapest moves those with the least Σ move²/most: one point, whatever the order of the levers.

        Any prices of the dual tell all cheapest moves: a lever that they call too dear stays unused, one that they call
        cheap is used in full, a limit that has a price is reached exactly.
        """
        dual = found.lower.marginals + found.upper.marginals
        free = (np.abs(dual) <= TIGHT) & (most > 0)
        fixed = np.where(dual < -TIGHT, most, 0.0)
        if not free.any():
            return fixed
        left, tight = self.limits - self.rows @ fixed, found.ineqlin.marginals < -TIGHT
        ends = np.sqrt(most[free])
        scaled, every = self.rows[:, free] * ends, np.eye(len(ends))
        above = np.vstack([-scaled, scaled[tight], -every, every])
        least = np.concatenate([-left, left[tight], -ends, np.zeros(len(ends))])
        near = next((even for gap in GAPS if (even := _nearest(above, least - gap)) is not None), None)
        if near is None:  # still a cheapest proposal, and the same for any order given; only not the most even one
            return np.asarray(np.clip(found.x, 0.0, most), dtype=np.float64)
        fixed[free] = np.clip(near, 0.0, ends) * ends
        return fixed

    def _spread(self) -> Found:
        """Starting costs spread over each lever's range, then once more over what was used of it (reweighted)."""
        first = self._cheapest(self.price + self.start / self.most, self.most)
        used = np.where(first.moves > TIGHT, first.moves, self.most * 1e-3)
        second = self._cheapest(self.price + self.start / used, self.most)
        costs = [(self._cost(each.moves), each.moves) for each in (first, second)]
        cost, moves = min(costs, key=lambda pair: pair[0])
        return Found(moves, cost, min(first.bound, cost))

    def _cost(self, moves: Vector) -> float:
        return float(self.price @ moves + self.start @ (moves > TIGHT))

    def _chosen(self, seconds: float) -> Found:
        """Which levers to use at all, as whole choices; then the most even moves among those chosen."""
        count = len(self.most)
        within = LinearConstraint(np.hstack([self.rows, np.zeros_like(self.rows)]), ub=self.limits)
        only_chosen = LinearConstraint(np.hstack([np.eye(count), -np.diag(self.most)]), ub=np.zeros(count))
        found = milp(
            np.concatenate([self.price, self.start]),
            constraints=[within, only_chosen],
            integrality=np.concatenate([np.zeros(count), self.start > 0]),
            bounds=Bounds(np.zeros(2 * count), np.concatenate([self.most, np.ones(count)])),
            options={"time_limit": seconds, "mip_rel_gap": 1e-6},
        )
        if found.x is None:
            return self._spread()
        chosen = (found.x[count:] > 0.5) | (self.start == 0)
        moves = self._cheapest(self.price, self.most * chosen).moves
        cost = self._cost(moves)
        return Found(moves, cost, min(float(found.mip_dual_bound), cost))


def _linear(goal: Vector, rows: Vector, limits: Vector, ends: Sequence[tuple[Any, Any]]) -> Any:
    """The least goal @ x with rows @ x ≤ limits and x within its ends."""
    found = linprog(goal, A_ub=rows, b_ub=limits, bounds=ends, method="highs", options=EXACT)
    if found.status != 0:
        raise Broken("The program of the rebalancing was not solved: {message}", message=found.message)
    return found


def _nearest(rows: Vector, least: Vector) -> Vector | None:
    """The shortest x with rows @ x ≥ least, as non-negative least squares (Lawson & Hanson 1974, ch. 23)."""
    stacked = np.vstack([rows.T, least])
    goal = np.append(np.zeros(rows.shape[1]), 1.0)
    weights, _ = nnls(stacked, goal)
    rest = stacked @ weights - goal
    if abs(rest[-1]) < 1e-14:
        return None
    near: Vector = -rest[:-1] / rest[-1]
    return near if (rows @ near >= least - 1e-7).all() else None
