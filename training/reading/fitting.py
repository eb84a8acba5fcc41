"""Logistic regression with a square penalty, chances for held-out agreements, and putting chances right."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize  # type: ignore[import-untyped]
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from scipy.special import expit  # type: ignore[import-untyped]

from paripassu.reading.trained import Linear

FOLDS = 8
Features = Mapping[str, float]


class Row(NamedTuple):
    """One example: the agreement it is from, what is shown, and the right answer."""

    agreement: str
    shown: Features
    right: bool


def fold(agreement: str) -> int:
    """Which eighth of the agreements, by a hash of the id."""
    return int(hashlib.sha256(f"fold {agreement}".encode()).hexdigest(), 16) % FOLDS


def matrix(shown: Sequence[Features], known: Sequence[str]) -> csr_matrix:
    """One row for each example, one column for each known feature."""
    column = {name: number for number, name in enumerate(known)}
    cells = [
        (row, column[name], value) for row, one in enumerate(shown) for name, value in one.items() if name in column
    ]
    rows, columns, values = zip(*cells, strict=True) if cells else ((), (), ())
    return csr_matrix((values, (rows, columns)), shape=(len(shown), len(known)))


def fitted(seen: csr_matrix, right: np.ndarray, penalty: float) -> np.ndarray:
    """Weights of a logistic regression with a square penalty; the last is the constant."""

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = seen @ weights[:-1] + weights[-1]
        slope = expit(scores) - right
        size = np.logaddexp(0, scores).sum() - scores @ right + penalty / 2 * (weights[:-1] ** 2).sum()
        return size, np.append(seen.T @ slope + penalty * weights[:-1], slope.sum())

    return np.asarray(minimize(loss, np.zeros(seen.shape[1] + 1), jac=True, method="L-BFGS-B").x)


def features_of(rows: Iterable[Row], fewest: int) -> list[str]:
    """The features that stand in at least `fewest` agreements, in order."""
    stands = {(name, row.agreement) for row in rows for name in row.shown}
    counts = Counter(name for name, _ in stands)
    return sorted(name for name, count in counts.items() if count >= fewest)


def model(rows: Sequence[Row], penalty: float, fewest: int = 1) -> Linear:
    """A model fitted on `rows`; its threshold and calibration are still to be set."""
    known = features_of(rows, fewest)
    right = np.array([row.right for row in rows], float)
    weights = fitted(matrix([row.shown for row in rows], known), right, penalty)
    named = {name: round(float(weight), 4) for name, weight in zip(known, weights, strict=False) if abs(weight) > 5e-4}
    return Linear(round(float(weights[-1]), 4), 0.5, 1.0, 0.0, named)


def held_out(rows: Sequence[Row], penalty: float, fewest: int = 1, folds: int = FOLDS) -> np.ndarray:
    """For each row the score by a model that has seen no row of the same part of the agreements."""
    parts = np.array([fold(row.agreement) % folds for row in rows])
    scores = np.zeros(len(rows))
    for out in sorted(set(parts.tolist())):
        known = model([row for row, part in zip(rows, parts, strict=True) if part != out], penalty, fewest)
        for place in np.flatnonzero(parts == out).tolist():
            scores[place] = known.score(rows[place].shown)
    return scores


def put_right(scores: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """Slope and shift that make chances of held-out scores as high as they were right [Platt1999].

    Platt's targets, (n + 1) / (n + 2) and 1 / (n + 2), keep a chance from becoming 0 or 1.
    """
    yes, no = right.sum(), (1 - right).sum()
    target = np.where(right > 0, (yes + 1) / (yes + 2), 1 / (no + 2))

    def loss(line: np.ndarray) -> float:
        found = line[0] * scores + line[1]
        return float((np.logaddexp(0, found) - found * target).sum())

    slope, shift = minimize(loss, np.array([1.0, 0.0]), method="BFGS").x
    return round(float(slope), 4), round(float(shift), 4)
