"""Bargains: what reasonable parties would settle on, given what each has if they do not agree.

Nash: the largest product of gains, each with the bargaining weight the parties gave it. Kalai and Smorodinsky: all get
the same part of the most they could hope for. [Nash1950, Kalai1977, KalaiSmorodinsky1975; METHODS §2]
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from paripassu.alliance.refusals import Broken, Refused
from paripassu.measures.fairshares import Shares, Vector

NO_GAIN = "What there is to share does not exceed what the parties have without an agreement."
NO_WEIGHT = "No party has a bargaining weight."
NO_HOPE = "No party can hope for more than it has without an agreement."


@dataclass(frozen=True, slots=True)
class Bargain:
    """What each party gets, or, if `shares` is empty, why there is no bargain.

    `part` is the part of its hopes that every party gets (Kalai–Smorodinsky only). `items` says which part of each item
    goes to each party, where there are items.
    """

    shares: Shares
    why: str = ""
    part: float | None = None
    items: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


def nash_shares(total: float, without: Mapping[str, float], weights: Mapping[str, float] | None = None) -> Bargain:
    """The asymmetric Nash bargain where what there is can be divided freely: u_i = d_i + α_i (S − Σd) / Σα.

    `without` is what each has if they do not agree; `weights` are equal unless given.

    >>> nash_shares(100, {"ada": 20, "bo": 40}).shares
    {'ada': 40.0, 'bo': 60.0}
    """
    gain = total - sum(without.values())
    parts = dict.fromkeys(without, 1.0) if weights is None else {party: weights.get(party, 0.0) for party in without}
    whole = sum(parts.values())
    if gain < 0 or not without:
        return Bargain({}, NO_GAIN)
    if whole <= 0 or min(parts.values()) < 0:
        return Bargain({}, NO_WEIGHT)
    return Bargain({party: without[party] + parts[party] * gain / whole for party in without})


def nash_of_two(
    frontier: Callable[[float], float],
    most: float,
    without: tuple[float, float] = (0.0, 0.0),
    weights: tuple[float, float] = (1.0, 1.0),
) -> tuple[float, float]:
    """The Nash bargain on a falling, concave frontier: `frontier(u)` is the most one can get if the other gets u.

    `most` is the largest u. Found to about 1e-8 by a search in one dimension. Refused when neither can gain.

    >>> nash_of_two(lambda u: (1 - u) ** 0.5, 1.0)[0].__round__(6)
    0.666667
    """
    from scipy.optimize import minimize_scalar  # type: ignore[import-untyped]  # costs more than all the rest

    _check_gain(frontier, most, without)

    def loss(one: float) -> float:
        gains = np.maximum([one - without[0], frontier(one) - without[1]], 1e-300)
        return -float(np.dot(weights, np.log(gains)))

    found = minimize_scalar(loss, bounds=(without[0], most), method="bounded", options={"xatol": 1e-12})
    return float(found.x), frontier(float(found.x))


def kalai_smorodinsky_of_two(
    frontier: Callable[[float], float], most: float, without: tuple[float, float] = (0.0, 0.0)
) -> tuple[float, float]:
    """The Kalai–Smorodinsky bargain on a falling frontier, where both get the same part of what they could hope for.

    >>> kalai_smorodinsky_of_two(lambda u: (1 - u) ** 0.5, 1.0)[0].__round__(6)
    0.618034
    """
    from scipy.optimize import brentq

    _check_gain(frontier, most, without)
    best = brentq(lambda one: frontier(one) - without[1], without[0], most) if frontier(most) < without[1] else most
    hopes = best - without[0], frontier(without[0]) - without[1]

    def ahead(part: float) -> float:
        return float(frontier(without[0] + part * hopes[0]) - without[1] - part * hopes[1])

    part = float(brentq(ahead, 0.0, 1.0, xtol=1e-14)) if ahead(1.0) < 0 else 1.0
    return without[0] + part * hopes[0], without[1] + part * hopes[1]


def _check_gain(frontier: Callable[[float], float], most: float, without: tuple[float, float]) -> None:
    if most <= without[0] or frontier(without[0]) <= without[1]:
        raise Refused("no_gain", "There is nothing here that both would gain by: look for something else to put in.")


def kalai_smorodinsky(values: Mapping[str, Mapping[str, float]], without: Mapping[str, float] | None = None) -> Bargain:
    """The Kalai–Smorodinsky bargain over items that can be divided: max t with u_i ≥ d_i + t (ideal_i − d_i).

    `values[party][item]` is what the whole item is worth to the party. The ideal is the most that a party can get while
    the others keep what they have without an agreement. The shares are unique. `items` is one division that gives each
    party at least its share, of several: the one with the largest sum of all worths, and found in the order of names.

    >>> kalai_smorodinsky({"ada": {"site": 6, "staff": 4}, "bo": {"site": 4, "staff": 6}}).part.__round__(6)
    0.6
    """
    parties = sorted(values)
    items = sorted({item for own in values.values() for item in own})
    worth = np.array([[float(values[party].get(item, 0.0)) for item in items] for party in parties])
    floor = np.array([float((without or {}).get(party, 0.0)) for party in parties])
    ideal = _ideals(worth, floor) if items else floor
    if ideal is None:
        return Bargain({}, NO_GAIN)
    if not (ideal - floor > 1e-12).any():
        return Bargain({}, NO_HOPE)
    first = _divided(worth, floor, ideal - floor)
    if first is None:
        raise Broken("The division was not found.", floor=floor.tolist())
    part, _ = first
    second = _divided(worth, floor + (part - 1e-9) * (ideal - floor), np.zeros(len(parties)), worth)
    division = (second or first)[1]
    return Bargain(
        {party: float(amount) for party, amount in zip(parties, floor + part * (ideal - floor), strict=True)},
        part=part,
        items={
            item: {party: float(division[row, column]) for row, party in enumerate(parties)}
            for column, item in enumerate(items)
        },
    )


def _ideals(worth: Vector, floor: Vector) -> Vector | None:
    """The most each party can get while nobody falls below its floor; None when not all floors can be kept."""
    if not floor.any():
        whole: Vector = worth.sum(axis=1)
        return whole
    found = []
    for place in range(len(worth)):
        only = np.zeros_like(worth)
        only[place] = worth[place]
        best = _divided(worth, floor, np.zeros(len(worth)), only)
        if best is None:
            return None
        found.append(float((only * best[1]).sum()))
    return np.array(found)


def _divided(
    worth: Vector, floor: Vector, rise: Vector, wanted: NDArray[np.float64] | None = None
) -> tuple[float, Vector] | None:
    """The division with the largest t (if `wanted` is given: the largest Σ wanted·x) where u_i ≥ floor_i + t rise_i.

    Returns t and the part of each item that goes to each party, shape (parties, items). None when the floors clash.
    """
    from scipy.optimize import linprog
    from scipy.sparse import block_diag, csr_array, eye_array, hstack, vstack  # type: ignore[import-untyped]

    count, items = worth.shape
    gets = block_diag([csr_array(row[None, :]) for row in worth], format="csr")
    given = hstack([eye_array(items, format="csr")] * count)
    rows = vstack([hstack([-gets, csr_array(rise[:, None])]), hstack([given, csr_array((items, 1))])])
    goal = np.append(np.zeros(worth.size), -1.0) if wanted is None else np.append(-wanted.ravel(), 0.0)
    found = linprog(
        goal,
        A_ub=rows,
        b_ub=np.concatenate([-floor, np.ones(items)]),
        bounds=[(0.0, 1.0)] * worth.size + [(0.0, 1.0 if wanted is None else 0.0)],
        method="highs",
    )
    return (float(found.x[-1]), found.x[:-1].reshape(worth.shape)) if found.status == 0 else None
