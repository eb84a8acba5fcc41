"""Surveys: do the questions hang together, and do the people of one party agree?

Pure arithmetic on answers; who may see which cell is decided elsewhere. Every figure says how many people it rests on,
carries an interval where there is one, and says when there are too few answers. [Cronbach1951, Feldt1965, McDonald1999,
JamesDemareeWolf1984, LeBretonSenter2008; METHODS §4]
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Vector: TypeAlias = NDArray[np.float64]
Answers: TypeAlias = Sequence[Sequence[float | None]]
"""One row for each person, one column for each question; None is “does not apply” or no answer."""

FEWEST = 5
"""People below whom nothing is shown of a party: their answers could be told apart."""

WIDEST = 0.4
"""An interval for reliability wider than this says nothing: too few answers."""

LEVEL = 0.95

NO_SPREAD = "All gave the same answers, so there is nothing to tell apart."
TOO_FEW_ITEMS = "It takes at least {count} questions."
TOO_FEW = "Too few answers: {count} people answered all questions."
TOO_WIDE = "Too few answers: the interval is wider than 0.4."
NEGATIVE = "The questions contradict each other: turn the answers to those that are worded the other way round."
NO_FACTOR = "No single thing that all questions ask about could be found."
NO_NULL = "There is no published slightly skewed answer pattern for a scale of {points} points."
MORE_THAN_CHANCE = "The answers differ at least as much as answers at random would."


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure from answers, its 95 % interval where there is one, and on how many people it rests.

    `enough` is False when `value` is None (cannot be computed) or should not be relied upon; `why` says the reason.
    `left_out` are people who did not answer every question; α alone uses what they did answer.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    people: int = 0
    left_out: int = 0
    enough: bool = True
    why: str = ""


def _complete(answers: Answers) -> tuple[Vector, int]:
    """The rows without a gap, in rising order so that the order of people changes nothing, and how many had gaps."""
    rows = sorted(tuple(float(each) for each in row if each is not None) for row in answers if None not in row)
    width = len(answers[0]) if answers else 0
    return np.array(rows, dtype=np.float64).reshape(len(rows), width), len(answers) - len(rows)


def _missing(rows: Vector, left_out: int) -> Estimate | None:
    """Why one factor cannot be looked for in these rows, if it cannot."""
    people, items = rows.shape
    if items >= 3 and people >= 3 and (rows.var(axis=0) > 0).all():
        return None
    why = TOO_FEW_ITEMS.format(count=3) if items < 3 else TOO_FEW.format(count=people) if people < 3 else NO_SPREAD
    return Estimate(None, people=people, left_out=left_out, enough=False, why=why)


def alpha(answers: Answers) -> Estimate:
    """Cronbach's α = k/(k−1) · (1 − Σs_i²/s_T²) with Feldt's interval. Never rely on it without the interval.

    A person who left questions out counts for each pair of questions that it answered (pairwise covariances); the
    interval is that of the pair with the fewest people.

    >>> found = alpha([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]])
    >>> round(found.value, 6), round(found.low, 3), round(found.high, 3)
    (0.909316, 0.676, 0.986)
    """
    from scipy.stats import f  # type: ignore[import-untyped]  # costs more than all the rest

    covariances, people = _covariances(answers)
    items, left_out = len(covariances), sum(None in row for row in answers)
    whole = float(covariances.sum())
    if items < 2 or people < 3 or not whole > 1e-12:
        why = TOO_FEW_ITEMS.format(count=2) if items < 2 else TOO_FEW.format(count=people) if people < 3 else NO_SPREAD
        return Estimate(None, people=people, left_out=left_out, enough=False, why=why)
    value = items / (items - 1) * (1 - float(np.trace(covariances)) / whole)
    upper, lower = f.ppf([(1 + LEVEL) / 2, (1 - LEVEL) / 2], people - 1, (people - 1) * (items - 1))
    low, high = 1 - (1 - value) * float(upper), 1 - (1 - value) * float(lower)
    why = NEGATIVE if value < 0 else TOO_WIDE if high - low > WIDEST else ""
    return Estimate(value, low, high, people, left_out, not why, why)


def _covariances(answers: Answers) -> tuple[Vector, int]:
    """The covariance of each two questions over the people who answered both, and the fewest people of any pair."""
    table = np.array([[np.nan if each is None else each for each in row] for row in answers], dtype=np.float64)
    table = table.reshape(len(answers), -1) if len(answers) else np.zeros((0, 0))
    answered = (~np.isnan(table)).astype(np.float64)
    numbers = np.nan_to_num(table)
    both, sums = answered.T @ answered, numbers.T @ answered
    if not both.size or both.min() < 2:
        return np.zeros(both.shape), int(both.min()) if both.size else 0
    found: Vector = (numbers.T @ numbers - sums * sums.T / both) / (both - 1)
    return found, int(both.min())


RESAMPLES = 400


def omega(answers: Answers, *, resamples: int = RESAMPLES) -> Estimate:
    """McDonald's ω = (Σλ)² / ((Σλ)² + Σ(1−λ²)) from one factor (least residuals), with a bootstrap interval.

    The people are drawn again from a fixed seed, so the same answers give the same interval. It covers too little when
    people are few; rely on α's interval then.
    """
    rows, left_out = _complete(answers)
    missing = _missing(rows, left_out)
    if missing:
        return missing
    people = len(rows)
    value = omega_of(one_factor(_correlations(rows[None])))[0]
    if not np.isfinite(value):
        return Estimate(None, people=people, left_out=left_out, enough=False, why=NO_FACTOR)
    drawn = np.random.default_rng(people).integers(people, size=(resamples, people))
    again = _correlations(rows[drawn])
    found = omega_of(one_factor(again[np.isfinite(again).all(axis=(1, 2))]))
    found = found[np.isfinite(found)]
    if len(found) < resamples / 2:
        return Estimate(float(value), None, None, people, left_out, False, TOO_FEW.format(count=people))
    low, high = (float(each) for each in np.quantile(found, [(1 - LEVEL) / 2, (1 + LEVEL) / 2]))
    why = TOO_WIDE if high - low > WIDEST else ""
    return Estimate(float(value), min(low, float(value)), max(high, float(value)), people, left_out, not why, why)


def _correlations(samples: Vector) -> Vector:
    """The correlations of the questions in each sample, shape (samples, items, items); NaN without spread."""
    centred = samples - samples.mean(axis=1, keepdims=True)
    products = centred.transpose(0, 2, 1) @ centred
    spread = np.sqrt(np.einsum("sii->si", products))
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Vector = products / spread[:, :, None] / spread[:, None, :]
    return found


def one_factor(correlations: Vector, rounds: int = 500) -> Vector:
    """Loadings of one factor with the least squared residuals off the diagonal (minres), shape (samples, items).

    One loading after the other is set to its best value, which never makes the fit worse. NaN where one would exceed 1.
    """
    count = correlations.shape[-1]
    off = correlations * (1 - np.eye(count))
    loadings = np.sign(off.sum(axis=2)) * np.sqrt(np.clip(np.abs(off).max(axis=2), 0.05, 1))
    for _ in range(rounds):
        before = loadings.copy()
        for item in range(count):
            squares = (loadings**2).sum(axis=1) - loadings[:, item] ** 2
            loadings[:, item] = (off[:, item] * loadings).sum(axis=1) / np.maximum(squares, 1e-12)
        if not len(loadings) or np.abs(loadings - before).max() < 1e-10:
            break
    found: Vector = np.where((np.abs(loadings) > 1).any(axis=1, keepdims=True), np.nan, loadings)
    return found


def omega_of(loadings: Vector) -> Vector:
    """ω from loadings, one for each row.

    >>> round(float(omega_of(np.array([[0.8, 0.7, 0.6, 0.5]]))[0]), 6)
    0.749446
    """
    common = loadings.sum(axis=1) ** 2
    found: Vector = common / (common + (1 - loadings**2).sum(axis=1))
    return found


Null = Literal["uniform", "slightly skewed"]

# Quoted from memory and not looked up: docs/measures/surveys.md says so wherever they are used.
SLIGHTLY_SKEWED = {5: 1.34, 7: 2.90}
"""Variance of answers at random when people tend a little to one side, by points of the scale. [LeBretonSenter2008]"""


def within_agreement(answers: Answers, points: int, null: Null = "uniform") -> Estimate:
    """rWG(J): how far people of one party agree, J(1−s̄²/σ²) / (J(1−s̄²/σ²) + s̄²/σ²), against answers at random.

    `points` is the number of points A of the scale; under the uniform null σ² = (A²−1)/12. 1 is full agreement. Show it
    under both nulls: people rarely answer evenly over a scale, and the uniform one flatters. 0 when they differ at
    least as much as random answers do, as its authors set it.

    >>> round(within_agreement([[1, 2], [2, 2], [3, 5], [2, 3], [2, 3]], 5).value, 3)
    0.667
    """
    rows, left_out = _complete(answers)
    people, items = rows.shape
    if null != "uniform" and points not in SLIGHTLY_SKEWED:
        return Estimate(None, people=people, left_out=left_out, enough=False, why=NO_NULL.format(points=points))
    if people < 2 or not items or points < 2:
        return Estimate(None, people=people, left_out=left_out, enough=False, why=TOO_FEW.format(count=people))
    random = (points**2 - 1) / 12 if null == "uniform" else SLIGHTLY_SKEWED[points]
    ratio = float(rows.var(axis=0, ddof=1).mean()) / random
    value = items * (1 - ratio) / (items * (1 - ratio) + ratio) if ratio < 1 else 0.0
    why = MORE_THAN_CHANCE if ratio >= 1 else TOO_FEW.format(count=people) if people < FEWEST else ""
    return Estimate(value, people=people, left_out=left_out, enough=people >= FEWEST, why=why)
