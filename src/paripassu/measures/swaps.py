"""The least exchange between two parties that value things differently: what would have to go each way, and no more.

Of all exchanges of what was received by which each has at least the lower end of the agreed band of its due, by its
own values: the one that moves least, measured by the mean of what it is worth to both. A linear programme; the bound
beside it is that of its dual, so that nobody has to believe us. [METHODS §2]
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

NOTICEABLE = 1e-7
"""A part of an item below which nothing is said to move."""

TIE = 1e-5
"""Of items that would do equally well, the earlier one on the record is moved: no party is preferred by that."""


class Moved(NamedTuple):
    """This part of an item (of 1) goes from one party to the other."""

    item: str
    giver: str
    receiver: str
    part: float


@dataclass(frozen=True, slots=True)
class Swap:
    """What moves, in the order of the items; how much that is, as a part of all rewards by the mean of both books; the
    least that any exchange can be (`bound`, proven); and the part of its own total that each has after it."""

    moves: tuple[Moved, ...]
    size: float
    bound: float
    after: Mapping[str, float]


def least_swap(
    worths: Mapping[str, Mapping[str, float]],
    held: Mapping[str, Mapping[str, float]],
    floors: Mapping[str, float],
) -> Swap:
    """The least exchange of two parties after which each has at least its floor, a part of what it values.

    `worths[party][item]` is what the whole of an item is worth to a party, `held[party][item]` the part of it that it
    has. ValueError unless there are two parties that value something, and their floors can be met together.

    >>> books = {"ada": {"cash": 100, "crates": 160}, "bo": {"cash": 100, "crates": 60}}
    >>> has = {"ada": {"cash": 1, "crates": 0}, "bo": {"cash": 0, "crates": 1}}
    >>> found = least_swap(books, has, {"ada": 0.45, "bo": 0.45})
    >>> [(move.item, move.giver, round(move.part, 3)) for move in found.moves]
    [('cash', 'ada', 0.294), ('crates', 'bo', 0.29)]
    """
    one, other = sorted(worths)
    items = list(worths[one])
    own = np.array([[worths[party][item] / sum(worths[party].values()) for item in items] for party in (one, other)])
    has = np.array([[held[party].get(item, 0.0) for item in items] for party in (one, other)])
    floor = np.array([floors[one], floors[other]])
    parts, bound = _least(own, has, floor)
    given = np.where(parts > NOTICEABLE, parts, 0.0)
    moves = tuple(
        Moved(item, *pair, float(given[side, place]))
        for place, item in enumerate(items)
        for side, pair in enumerate(((one, other), (other, one)))
        if given[side, place]
    )
    after = (own * (has - given + given[::-1])).sum(axis=1)
    size = float((given.sum(axis=0) * own.mean(axis=0)).sum())
    return Swap(moves, size, min(bound, size), {one: float(after[0]), other: float(after[1])})


def _least(
    own: "np.ndarray[tuple[int, int], np.dtype[np.float64]]",
    has: "np.ndarray[tuple[int, int], np.dtype[np.float64]]",
    floor: "np.ndarray[tuple[int], np.dtype[np.float64]]",
) -> "tuple[np.ndarray[tuple[int, int], np.dtype[np.float64]], float]":
    """Which part of each item each side gives, shape (2, items), and the bound of the dual."""
    from scipy.optimize import linprog  # type: ignore[import-untyped]  # costs more than all the rest

    count = own.shape[1]
    cost = np.maximum(own.mean(axis=0), TIE) * (1 + TIE * np.arange(count))
    rows = np.array([np.concatenate([own[0], -own[0]]), np.concatenate([-own[1], own[1]])])
    slack = (own * has).sum(axis=1) - floor
    limits = has.ravel()
    found = linprog(
        np.concatenate([cost, cost]), A_ub=rows, b_ub=slack, bounds=[(0.0, limit) for limit in limits], method="highs"
    )
    if found.status != 0:
        raise ValueError("no exchange gives both their floor")
    dual = float(slack @ found.ineqlin.marginals + limits @ found.upper.marginals)
    return found.x.reshape(2, count), dual / (1 + TIE * count)
