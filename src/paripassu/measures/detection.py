"""An alarm with a promise: has it become worse than what the parties agreed to be acceptable?

A mixture Shiryaev–Roberts e-detector on single events. While things are no worse than the agreed limit, whatever their
distribution and however they hang together beyond that, the alarm rings within N events with a chance of at most N / A.
(Shin, Ramdas and Rinaldo, E-detectors, NEJSDS; the proof is one line: the detector less the number of events is a
supermartingale, stopped at the first alarm or N.) [METHODS §5.4]
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

BETS = (0.1, 0.25, 0.5, 0.75)
"""How boldly the detector bets against the limit: four at once, as the truth is not known; below 1, none is ruined."""

FALSE_ALARM = 0.2
"""The chance of a false alarm within the horizon that is promised, unless the parties agree another."""

HORIZON_MONTHS = 24
"""The horizon of the promise."""

FALSE_SHARE = 0.1
"""Of all that is confirmed at most this share is false on average."""

LIMIT = 0.15
"""The share of bad events that is still acceptable, unless the parties agree another."""

LARGEST = 690.0
"""The logarithm at which the detector is cut off: nobody needs more, and floating point has an end."""

SIMULATED = 20_000
"""Runs by which the calibrated threshold and the typical delay are found."""


@dataclass(frozen=True, slots=True)
class Detection:
    """The detector after each event. `alarm` is the place of the first event at which it rang; None: it did not.

    `began` is the place of the event from which on the events speak most against the limit: the best guess when it
    began.
    """

    path: tuple[float, ...]
    threshold: float
    alarm: int | None
    began: int | None

    @property
    def now(self) -> float:
        """The detector after the last event; 0 before the first."""
        return self.path[-1] if self.path else 0.0


def detector(badness: Iterable[float], limit: float) -> list[float]:
    """The detector after each event; `badness` from 0 (good) to 1 (bad), `limit` the agreed mean, between 0 and 1.

    >>> [round(value, 3) for value in detector([0, 1, 1], 0.5)]
    [0.6, 2.179, 4.459]
    """
    steps = _steps(badness, limit)
    if not steps.size:
        return []
    wealth = steps.cumsum(axis=1)
    before = np.concatenate([np.zeros((len(BETS), 1)), -wealth[:, :-1]], axis=1)
    sums = wealth + np.logaddexp.accumulate(before, axis=1)
    path: list[float] = np.exp(np.minimum(sums, LARGEST)).mean(axis=0).tolist()
    return path


def _steps(badness: Iterable[float], limit: float) -> Any:
    """The logarithm of what each event does to each bet; one row a bet."""
    if not 0 < limit < 1:
        raise ValueError(f"a limit lies between 0 and 1, not at {limit}")
    bad = np.fromiter(badness, dtype=float)
    if bad.size and not (bad.min() >= 0 and bad.max() <= 1):
        raise ValueError(f"badness is from 0 to 1, not from {bad.min()} to {bad.max()}")
    return np.log1p(np.array(BETS)[:, None] * (bad / limit - 1))


def promised_threshold(events: float, false_alarm: float = FALSE_ALARM) -> float:
    """The threshold that keeps the promise over so many events without any further assumption: N / α."""
    return events / false_alarm


def calibrated_threshold(
    events: int, limit: float = LIMIT, false_alarm: float = FALSE_ALARM, *, runs: int = SIMULATED, seed: int = 1
) -> float:
    """The threshold for independent events that are yes or no: the least that is reached with a chance of at most α.

    Found by simulation at the limit, the worst that is acceptable, from a fixed seed, so that all who compute it get
    the same. It rings sooner than the promised one, which it never exceeds.
    """
    highest = np.zeros(runs)
    for values in _simulated(limit, limit, events, runs, seed):
        np.maximum(highest, values, out=highest)
    reached, counts = np.unique(highest, return_counts=True)
    share = counts[::-1].cumsum()[::-1] / runs
    promised = promised_threshold(events, false_alarm)
    return min(float(reached[np.argmax(share <= false_alarm)]), promised) if share[-1] <= false_alarm else promised


def typical_delay(
    threshold: float, limit: float, truth: float, *, most: int = 600, runs: int = 1_000, seed: int = 2
) -> float | None:
    """The median number of events until the alarm when the share of bad ones is `truth` from the first on.

    None when half the runs are still silent after `most` events.
    """
    waiting = np.ones(runs, dtype=bool)
    for count, values in enumerate(_simulated(limit, truth, most, runs, seed), 1):
        waiting &= values < threshold
        if waiting.sum() * 2 <= runs:
            return float(count)
    return None


def _simulated(limit: float, truth: float, events: int, runs: int, seed: int) -> Iterable[Any]:
    """The detectors of many runs after each event, vectorised over the runs."""
    chance = np.random.default_rng(seed)
    bets = np.array(BETS)[:, None]
    sums = np.zeros((len(BETS), runs))
    for _ in range(events):
        odds = (chance.random(runs) < truth) / limit - 1
        sums = (1 + sums) * (1 + bets * odds)
        yield sums.mean(axis=0)


def detection(badness: Sequence[float], limit: float, threshold: float) -> Detection:
    """The detector over these events, in order, against a threshold."""
    path = detector(badness, limit)
    alarm = next((place for place, value in enumerate(path) if value >= threshold), None)
    start = None if alarm is None else began(badness[: alarm + 1], limit)
    return Detection(tuple(path), threshold, alarm, start)


def began(badness: Sequence[float], limit: float) -> int:
    """The place from which on the events speak most against the limit: where a bettor had best begun. 0 without any."""
    steps = _steps(badness, limit)
    if not steps.size:
        return 0
    wealth = np.logaddexp.reduce(steps[:, ::-1].cumsum(axis=1), axis=0)
    return int(len(wealth) - 1 - np.argmax(wealth))


def average(paths: Sequence[Sequence[float]]) -> list[float]:
    """Several detectors as one, event by event as far as all go: under any dependence their mean keeps the promise."""
    return [sum(values) / len(values) for values in zip(*paths, strict=False)]


def carried_over(badness: Sequence[float]) -> tuple[float, float] | None:
    """The correlation of each event with the one before, and how large it would be by chance one time in twenty.

    None for fewer than 20 events, or when all went alike: there is nothing to say. Where it is larger than chance, one
    bad event brings the next, and a promise that takes each event for itself must be withdrawn.
    """
    values = np.asarray(badness, dtype=float)
    if len(values) < 20 or values.std() == 0:
        return None
    return float(np.corrcoef(values[:-1], values[1:])[0, 1]), 1.645 / float(np.sqrt(len(values) - 1))


def confirmed(
    evidence: Sequence[float], horizon: float, false_share: float = FALSE_SHARE, *, silent: int = 0
) -> list[int]:
    """Of many detectors at their present values, the places of those that are confirmed together (e-BH).

    `horizon`: events over which the promise runs; evidence over it is an e-value. `silent` are as many more that have
    no evidence. Of all that are confirmed within the horizon at most `false_share` are false on average, under any
    dependence. (Wang and Ramdas 2022.)

    >>> confirmed([100, 50, 3, 1, 0.5, 45], horizon=1)
    [0, 1, 5]
    >>> confirmed([100, 50, 45], horizon=1, silent=3), confirmed([100, 50, 45], horizon=1, silent=100)
    ([0, 1, 2], [])
    """
    count = len(evidence) + silent
    ranked = sorted(range(len(evidence)), key=lambda place: -evidence[place])
    kept = [rank for rank, place in enumerate(ranked, 1) if evidence[place] / horizon >= count / (rank * false_share)]
    return sorted(ranked[: max(kept, default=0)])
