"""Do people who judge the same things judge them alike? Krippendorff's α, with answers missing here and there.

[Krippendorff2004; METHODS §4]
"""

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np

from paripassu.measures.surveys import NO_SPREAD, Estimate, Vector

Scale = Literal["nominal", "ordinal", "interval", "ratio"]

NOBODY_TWICE = "Nothing was judged by two people."


def krippendorff(judgements: Sequence[Sequence[float | None]], scale: Scale = "interval") -> Estimate:
    """α = 1 − observed / expected disagreement; one row for each person, one column for each thing; None is missing.

    1 is full agreement, 0 what chance gives, below 0 they contradict each other. Things judged once do not count.

    >>> round(krippendorff([[1, 2, 3, 3], [1, 2, 3, 4], [None, 2, 3, 3]], "nominal").value, 3)
    0.756
    """
    given = [[each for each in column if each is not None] for column in zip(*judgements, strict=True)]
    units = [column for column in given if len(column) > 1]
    people = sum(any(each is not None for each in row) for row in judgements)
    if not units:
        return Estimate(None, people=people, enough=False, why=NOBODY_TWICE)
    values = sorted({value for column in units for value in column})
    if len(values) < 2:
        return Estimate(None, people=people, enough=False, why=NO_SPREAD)
    together = _coincidences(units, values)
    each = together.sum(axis=1)
    apart = DISTANCES[scale](np.array(values, dtype=np.float64), each)
    expected = float((np.outer(each, each) * apart).sum() / (each.sum() - 1))
    return Estimate(1 - float((together * apart).sum()) / expected, people=people)


def _coincidences(units: Sequence[Sequence[float]], values: Sequence[float]) -> Vector:
    """How often two values were given to the same thing, every thing counting as often as it was judged."""
    counts = np.array([[column.count(value) for value in values] for column in map(list, units)], dtype=np.float64)
    weights = 1 / (counts.sum(axis=1) - 1)
    found: Vector = (counts * weights[:, None]).T @ counts - np.diag(weights @ counts)
    return found


def _nominal(values: Vector, _each: Vector) -> Vector:
    return 1 - np.eye(len(values))


def _ordinal(_values: Vector, each: Vector) -> Vector:
    middle = np.cumsum(each) - each / 2
    return _squared(middle)


def _squared(values: Vector) -> Vector:
    found: Vector = (values[:, None] - values) ** 2
    return found


def _interval(values: Vector, _each: Vector) -> Vector:
    return _squared(values)


def _ratio(values: Vector, _each: Vector) -> Vector:
    sums = values[:, None] + values
    found: Vector = np.divide(values[:, None] - values, sums, out=np.zeros_like(sums), where=sums != 0) ** 2
    return found


DISTANCES: dict[Scale, Callable[[Vector, Vector], Vector]] = {
    "nominal": _nominal, "ordinal": _ordinal, "interval": _interval, "ratio": _ratio,
}  # fmt: skip
