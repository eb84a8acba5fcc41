"""What a run of kept and broken promises lets one expect next, when nobody knows how fast the past grows stale.

Evidence is a Beta distribution whose counts are halved after a half-life (Jøsang and Ismail 2002). No single half-life
fits: a short one is restless in steady times, a long one is blind after a change. So six run side by side, each
weighed by how well it foretold the events so far, and the answer is their mixture. [METHODS §3]
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np

HALF_LIVES = (1.5, 3.0, 6.0, 12.0, 24.0, math.inf)
"""Months after which an event counts half. Without the shortest the intervals miss the truth after a change."""

MEMORY = 0.95
"""Per month: how fast it is forgotten which half-life foretold well, so that the mixture can change its mind."""

PRIOR_COUNT = 2.0
"""The weight of not knowing, in events (Jøsang's W); as much on the good side as on the bad."""

LEVEL = 0.9
"""The interval holds what is to be expected nine times in ten, where the docs say so."""

DAYS_IN_MONTH = 365.2425 / 12
_STEPS = 40
"""Halvings of [0, 1] to find a quantile: to within 1e-12."""


class Event(NamedTuple):
    """Something that went well (`good` 1), did not (0), or half (0.5), on a day; `weight` is its agreed importance."""

    on: date
    good: float
    weight: float = 1.0
    entry: int = 0


class Opinion(NamedTuple):
    """Belief, disbelief and not knowing, which sum to 1 (subjective logic, Jøsang 2016)."""

    belief: float
    disbelief: float
    uncertainty: float


@dataclass(frozen=True, slots=True)
class Belief:
    """What is to be expected next: for each half-life its Beta (`good` and `bad` counts) and its weight in the mixture.

    `events` is how many there were, whatever their age.
    """

    good: tuple[float, ...]
    bad: tuple[float, ...]
    weights: tuple[float, ...]
    events: int

    @property
    def mean(self) -> float:
        """The chance that the next one goes well."""
        parts = zip(self.good, self.bad, self.weights, strict=True)
        return math.fsum(weight * _mean(good, bad) for good, bad, weight in parts)

    @property
    def opinion(self) -> Opinion:
        """The mixture as belief, disbelief and not knowing."""
        sums = [good + bad + PRIOR_COUNT for good, bad in zip(self.good, self.bad, strict=True)]
        shared = [weight / total for weight, total in zip(self.weights, sums, strict=True)]
        return Opinion(
            sum(part * good for part, good in zip(shared, self.good, strict=True)),
            sum(part * bad for part, bad in zip(shared, self.bad, strict=True)),
            sum(part * PRIOR_COUNT for part in shared),
        )

    @property
    def half_life(self) -> float:
        """The half-life with the most weight, in months; the longer one of two alike."""
        return max(zip(self.weights, HALF_LIVES, strict=True))[1]


def _mean(good: float, bad: float) -> float:
    return (good + PRIOR_COUNT / 2) / (good + bad + PRIOR_COUNT)


def belief(events: Iterable[Event], at: date) -> Belief:
    """What events up to the day `at` let one expect then. In any order; later ones than `at` are left out.

    ValueError for an event outside 0 to 1, or whose weight is not positive.

    >>> steady = [Event(date(2026, month, 1), 1.0) for month in range(1, 11)]
    >>> round(belief(steady, date(2026, 10, 1)).mean, 2)
    0.89
    """
    told = sorted(event for event in events if event.on <= at)
    for event in told:
        if not 0 <= event.good <= 1 or event.weight <= 0:
            raise ValueError(f"{event} is no event: good is from 0 to 1, and the weight above 0")
    return _mixture([list(same) for _on, same in groupby(told, attrgetter("on"))], at) if told else NOTHING_KNOWN


_ALIKE = (1 / len(HALF_LIVES),) * len(HALF_LIVES)
_NONE = (0.0,) * len(HALF_LIVES)
NOTHING_KNOWN = Belief(_NONE, _NONE, _ALIKE, 0)
"""What no event at all lets one expect."""


def _mixture(days: list[list[Event]], at: date) -> Belief:
    """The mixture from the events of each day. Those of one day are taken in together: which of them came first is not
    known, and must not matter. Importances are squared too, so that unequal ones say less (Kish 1965).
    """
    age = np.array([(at - day[0].on).days for day in days]) / DAYS_IN_MONTH
    good, bad, square, hits = np.array([_sums(day) for day in days]).T
    misses = np.array([len(day) for day in days]) - hits
    left = 0.5 ** ((age - age[-1]) / np.array(HALF_LIVES)[:, None])
    ahead, behind, squares = ((left * each).cumsum(axis=1) for each in (good, bad, square))
    kish = (ahead + behind) / squares
    past = [np.concatenate([np.zeros((len(HALF_LIVES), 1)), each[:, :-1]], axis=1) for each in (ahead, behind, kish)]
    forward, backward = (each * past[2] / left for each in past[:2])
    expected = (forward + PRIOR_COUNT / 2) / (forward + backward + PRIOR_COUNT)
    likely = ((hits * np.log(expected) + misses * np.log1p(-expected)) * MEMORY**age).sum(axis=1)
    weights = np.exp(likely - likely.max())
    rest = kish[:, -1] * 0.5 ** (age[-1] / np.array(HALF_LIVES))
    return Belief(
        tuple((ahead[:, -1] * rest).tolist()),
        tuple((behind[:, -1] * rest).tolist()),
        tuple((weights / weights.sum()).tolist()),
        sum(len(day) for day in days),
    )


def _sums(day: list[Event]) -> tuple[float, float, float, float]:
    """Of one day what went well and what did not by weight, the weights squared, and what went well in events."""
    return (
        sum(event.weight * event.good for event in day),
        sum(event.weight * (1 - event.good) for event in day),
        sum(event.weight**2 for event in day),
        sum(event.good for event in day),
    )


def intervals(beliefs: Sequence[Belief], level: float = LEVEL) -> list[tuple[float, float]]:
    """For each belief the central interval that holds the chance of the next one going well, all at once.

    >>> sure = belief([Event(date(2026, 1, 1), 1.0)] * 20, date(2026, 1, 1))
    >>> [(round(low, 2), round(high, 2)) for low, high in intervals([sure])]
    [(0.87, 1.0)]
    """
    if not beliefs:
        return []
    different = list(dict.fromkeys(beliefs))
    ahead = np.array([one.good for one in different]) + PRIOR_COUNT / 2
    behind = np.array([one.bad for one in different]) + PRIOR_COUNT / 2
    weights = np.array([one.weights for one in different])
    tail = (1 - level) / 2
    lows, highs = (_quantiles(ahead, behind, weights, part).tolist() for part in (tail, 1 - tail))
    found = dict(zip(different, zip(lows, highs, strict=True), strict=True))
    return [found[one] for one in beliefs]


def _quantiles(ahead: Any, behind: Any, weights: Any, part: float) -> Any:
    from scipy.special import betainc  # type: ignore[import-untyped]  # costs more than all the rest: only when asked for

    low, high = np.zeros(len(ahead)), np.ones(len(ahead))
    for _ in range(_STEPS):
        middle = (low + high) / 2
        below = (weights * betainc(ahead, behind, middle[:, None])).sum(axis=1) < part
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return (low + high) / 2
