"""The weights that were trained (training/reading/train.py): small linear models, read from the files in `weights/`.

A file says by which command it was made, on what, under which licence, and how well it did. Nothing is loaded
from a network.
"""

import math
from collections.abc import Mapping, Set
from functools import cache
from pathlib import Path

import msgspec

FOLDER = Path(__file__).parent / "weights"


class Linear(msgspec.Struct, frozen=True):
    """A logistic regression: a weight for each feature by its name, and a constant.

    `threshold` is the chance from which on the answer is yes; `slope` and `shift` turn a score into a chance that was
    right as often as it says on held-out agreements [Platt1999].
    """

    constant: float
    threshold: float
    slope: float
    shift: float
    weights: dict[str, float]

    def score(self, features: Mapping[str, float]) -> float:
        """The weighted sum of `features`."""
        return self.constant + sum(self.weights.get(name, 0.0) * value for name, value in features.items())

    def score_of(self, features: Set[str]) -> float:
        """The weighted sum of features that each count once; the same in whatever order they come."""
        return self.constant + math.fsum(map(self.weights.__getitem__, self.weights.keys() & features))

    def chance(self, features: Mapping[str, float]) -> float:
        """The chance, 0 to 1, before it is put right."""
        return logistic(self.score(features))

    def sure(self, features: Mapping[str, float]) -> float:
        """How sure a yes is, put right on held-out agreements."""
        return logistic(self.slope * self.score(features) + self.shift)


class Weights(msgspec.Struct, frozen=True):
    """One file of `weights/`: how it was made, its licence, its figures, and its models by name."""

    command: str
    trained_on: str
    licence: str
    figures: dict[str, str]
    models: dict[str, Linear]


def logistic(score: float) -> float:
    """1 / (1 + e^-score), safe for every score."""
    if score < 0:
        return math.exp(max(score, -700.0)) / (1 + math.exp(max(score, -700.0)))
    return 1 / (1 + math.exp(-score))


@cache
def trained(name: str) -> Weights:
    """The weights in `weights/<name>.json`."""
    return msgspec.json.decode((FOLDER / f"{name}.json").read_bytes(), type=Weights)
