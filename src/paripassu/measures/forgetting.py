"""What a run of kept and broken promises lets one expect next, when nobody knows since when it has been so.

Evidence is a Beta distribution over what went well and what did not (Jøsang and Ismail 2002). What was before a change
says nothing any more, but nobody sees the change itself. So every day on which it may have begun is considered, each
weighed by how well the events before and after it are explained, and the answer is the mixture of their Betas: exact
for chances that stay as they are until they change at once (Barry and Hartigan 1993; Adams and MacKay 2007).
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np

STEADY_MONTHS = 24.0
"""How long a tie stays as it is on average: the one thing assumed of changes. Shorter, and the intervals of steady ties
grow wide; longer, and those of changed ones miss the truth for longer (measured: docs/measures/evidence.md)."""

PRIOR_COUNT = 2.0
"""The weight of not knowing, in events (Jøsang's W); as much on the good side as on the bad."""

LEVEL = 0.9
"""The interval holds what is to be expected nine times in ten, where the docs say so."""

FINE, COARSE = 8, 4
"""A change is placed to the day among the last so many days with events; among so many pairs of days before those to
two days, then to four, and so on. Where exactly it was long ago is of little weight, and the cost stays small."""

NEGLIGIBLE = 1e-4
"""Beginnings less probable than this are left out: each one costs, and they move no figure that is shown."""

DAYS_IN_MONTH = 365.2425 / 12
_STEPS, _CLOSE = 60, 1e-11
"""At most so many steps to a quantile, until they are so small: where Newton's leave the bracket it is halved."""


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
    """What is to be expected next: for each day since when it may have been so (`begins`, rising) the Beta of the
    events since then (`good` and `bad` counts), and how probable that day is (`weights`).

    `events` is how many there were, whatever their age; `first` the day of the first.
    """

    good: tuple[float, ...]
    bad: tuple[float, ...]
    weights: tuple[float, ...]
    begins: tuple[date, ...]
    events: int
    first: date

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
    def since(self) -> date:
        """The day since which, as likely as not, nothing has changed: on it rests most of what is expected."""
        reached = 0.0
        for begin, weight in zip(self.begins, self.weights, strict=True):
            reached += weight
            if reached >= 0.5:
                return begin
        return self.begins[-1]

    @property
    def changed(self) -> bool:
        """Whether it has more likely than not changed since the first event."""
        return self.since > self.first


def _mean(good: float, bad: float) -> float:
    return (good + PRIOR_COUNT / 2) / (good + bad + PRIOR_COUNT)


def belief(events: Iterable[Event], at: date) -> Belief:
    """What events up to the day `at` let one expect then. In any order; later ones than `at` are left out.

    ValueError for an event outside 0 to 1, or whose weight is not positive.

    >>> steady = [Event(date(2026, month, 1), 1.0) for month in range(1, 11)]
    >>> round(belief(steady, date(2026, 10, 1)).mean, 2)
    0.9
    """
    return beliefs([events], at)[0]


def beliefs(told: Iterable[Iterable[Event]], at: date) -> list[Belief]:
    """What each of these runs of events lets one expect: as `belief`, and all of them at the cost of little more."""
    days = [_days(events, at) for events in told]
    known = [each for each in days if len(each)]
    if not known:
        return [_nothing(at) for _each in days]
    found = iter(_mixtures(known, at))
    return [next(found) if len(each) else _nothing(at) for each in days]


def _nothing(at: date) -> Belief:
    """What no event at all lets one expect."""
    return Belief((0.0,), (0.0,), (1.0,), (at,), 0, at)


# --- the days, and blocks of them ---

_ON, _GOOD, _BAD, _SQUARE, _HITS, _MISSES = range(6)


def _days(events: Iterable[Event], at: date) -> Any:
    """A row for each day with events: its ordinal; by importance what went well, what did not, and the squares; and the
    events that went well and did not. Those of one day are taken in together: which came first must not matter.
    """
    told = [event for event in events if event.on <= at]
    for event in told:
        if not 0 <= event.good <= 1 or event.weight <= 0:
            raise ValueError(f"{event} is no event: good is from 0 to 1, and the weight above 0")
    if not told:
        return np.zeros((0, 6))
    lines = np.array([(event.on.toordinal(), event.good, event.weight) for event in told])
    on, good, weight = lines[np.lexsort(lines.T[::-1])].T
    starts = np.flatnonzero(np.diff(on, prepend=0))
    columns = np.stack([weight * good, weight * (1 - good), weight**2, good, 1 - good], axis=1)
    return np.column_stack([on[starts], np.add.reduceat(columns, starts, axis=0)])


def _blocks(days: Any) -> Any:
    """The days, the older ones in ever longer blocks, each named by its first day."""
    places, size = list(range(len(days) - 1, -1, -1))[:FINE], 2
    while places[-1] > 0:
        places += [max(places[-1] - step * size, 0) for step in range(1, COARSE + 1)]
        size *= 2
    starts = np.unique(places)
    blocks = np.add.reduceat(days, starts, axis=0)
    blocks[:, _ON] = days[starts, _ON]
    return blocks


# --- since when ---


def _mixtures(known: list[Any], at: date) -> list[Belief]:
    """The mixture of each run of days, all at once: in tables of runs by blocks, aligned at their last one."""
    blocks = [_blocks(days) for days in known]
    most = max(map(len, blocks))
    table = np.zeros((len(blocks), most, 6))
    for run, each in enumerate(blocks):
        table[run, most - len(each) :] = each
        table[run, : most - len(each), _ON] = each[0, _ON]
    first = np.array([most - len(each) for each in blocks])
    chances = _since(table, first, at)
    good, bad, square = (table[:, ::-1, each].cumsum(axis=1)[:, ::-1] for each in (_GOOD, _BAD, _SQUARE))
    kish = (good + bad) / square  # unequal importances say less (Kish 1965)
    counts = [round(float(days[:, _HITS:].sum())) for days in known]
    return [
        _belief(at, table[run, :, _ON], chances[run], good[run] * kish[run], bad[run] * kish[run], count)
        for run, count in enumerate(counts)
    ]


def _belief(at: date, ordinals: Any, chances: Any, good: Any, bad: Any, events: int) -> Belief:
    """The mixture without what is negligible."""
    some = np.flatnonzero(chances > NEGLIGIBLE)
    begins = [*ordinals.tolist(), at.toordinal()]
    weights = chances[some] / chances[some].sum()
    return Belief(
        tuple(np.append(good, 0.0)[some].tolist()),
        tuple(np.append(bad, 0.0)[some].tolist()),
        tuple(weights.tolist()),
        tuple(date.fromordinal(int(begins[place])) for place in some),
        events,
        date.fromordinal(int(begins[0])),
    )


def _since(table: Any, first: Any, at: date) -> Any:
    """How probable it is that what holds now began with each block, and, last, after all of them.

    `begin` holds, block by block, the logarithm of how probable all events before it are and a change just then; the
    first block begins without one.
    """
    months = table[:, :, _ON] / DAYS_IN_MONTH / STEADY_MONTHS
    end = at.toordinal() / DAYS_IN_MONTH / STEADY_MONTHS
    likely = _likelihoods(table, months)
    with np.errstate(divide="ignore"):
        changes = np.log(-np.expm1(-np.diff(months, axis=1, append=end)))
    runs, most = months.shape
    begin = np.full((runs, most + 1), -np.inf)
    begin[np.arange(runs), first] = 0.0
    for place in range(1, most + 1):
        before = np.logaddexp.reduce(begin[:, :place] + likely[:, :place, place], axis=1)
        begin[:, place] = np.maximum(begin[:, place], before + changes[:, place - 1])
    last = begin[:, :most] + likely[:, :, most] - (end - months[:, -1:])
    every = np.concatenate([last, begin[:, most:]], axis=1)
    chances = np.exp(every - every.max(axis=1, keepdims=True))
    return chances / chances.sum(axis=1, keepdims=True)


def _likelihoods(table: Any, months: Any) -> Any:
    """For every two blocks the logarithm of how probable the events from the one to just before the other are, and that
    nothing changes among them: each event alike, with any chance as probable as another beforehand.
    """
    from scipy.special import betaln  # type: ignore[import-untyped]  # costs more than all the rest: only when asked for

    runs, most = months.shape
    hits, misses = (
        np.concatenate([np.zeros((runs, 1)), table[:, :, each].cumsum(axis=1)], axis=1) for each in (_HITS, _MISSES)
    )
    one, other = np.triu_indices(most + 1, 1)
    half = PRIOR_COUNT / 2
    found = np.zeros((runs, most, most + 1))
    found[:, one, other] = betaln(hits[:, other] - hits[:, one] + half, misses[:, other] - misses[:, one] + half)
    found[:, one, other] -= betaln(half, half) + months[:, other - 1] - months[:, one]
    return found


# --- intervals ---


def intervals(beliefs: Sequence[Belief], level: float = LEVEL) -> list[tuple[float, float]]:
    """For each belief the central interval that holds the chance of the next one going well, all at once.

    >>> sure = belief([Event(date(2026, 1, 1), 1.0)] * 20, date(2026, 1, 1))
    >>> [(round(low, 2), round(high, 2)) for low, high in intervals([sure])]
    [(0.87, 1.0)]
    """
    if not beliefs:
        return []
    different = list(dict.fromkeys(beliefs))
    most = max(len(one.weights) for one in different)
    ahead, behind, weights = (_filled([getattr(one, name) for one in different], most) for name in _PARTS)
    tail = (1 - level) / 2
    lows, highs = (_quantiles(ahead, behind, weights, part).tolist() for part in (tail, 1 - tail))
    found = dict(zip(different, zip(lows, highs, strict=True), strict=True))
    return [found[one] for one in beliefs]


_PARTS = ("good", "bad", "weights")


def _filled(rows: list[tuple[float, ...]], most: int) -> Any:
    return np.array([[*row, *[0.0] * (most - len(row))] for row in rows])


def _quantiles(good: Any, bad: Any, weights: Any, part: float) -> Any:
    """Where the mixture of each row reaches this part, by Newton's steps kept within a bracket that narrows."""
    from scipy.special import betainc, betaln

    ahead, behind = good + PRIOR_COUNT / 2, bad + PRIOR_COUNT / 2
    scale = betaln(ahead, behind)
    low, high = np.zeros(len(ahead)), np.ones(len(ahead))
    found = (weights * ahead / (ahead + behind)).sum(axis=1)
    open_ = np.arange(len(ahead))  # the rows that are still looked for
    for _ in range(_STEPS):
        a, b, weight, at = ahead[open_], behind[open_], weights[open_], found[open_, None]
        over = (weight * betainc(a, b, at)).sum(axis=1) - part
        slope = (weight * np.exp((a - 1) * np.log(at) + (b - 1) * np.log1p(-at) - scale[open_])).sum(axis=1)
        here = at[:, 0]
        least, most = np.where(over < 0, here, low[open_]), np.where(over < 0, high[open_], here)
        step = here - over / np.maximum(slope, 1e-300)
        found[open_] = np.where((step > least) & (step < most), step, (least + most) / 2)
        low[open_], high[open_] = least, most
        open_ = open_[np.abs(found[open_] - here) > _CLOSE]
        if not len(open_):
            break
    return found
