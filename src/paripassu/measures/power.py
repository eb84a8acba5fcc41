"""Power: how far each party depends on each other one, and what its votes are worth.

Dependence after Emerson (1962): what a party gets through another, as far as nothing else could take its place. The
difference of the two directions and their sum are kept apart, because they do opposite things (Casciaro and Piskorski
2005): the difference invites pressure, the sum holds the two together. Weight of votes is not power: Banzhaf (1965).
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Dependence(NamedTuple):
    """Of one pair: how far the first depends on the second (`one`), and the other way round; each from 0 to 1."""

    one: float
    other: float

    @property
    def imbalance(self) -> float:
        """How much more one depends than the other, 0 to 1."""
        return abs(self.one - self.other)

    @property
    def mutual(self) -> float:
        """How far they depend on each other, 0 to 2."""
        return self.one + self.other


def dependence(through: float, replaceable: float) -> float:
    """How far a party depends on another: the part of its value that comes `through` it and cannot be replaced.

    Both are parts of 1; ValueError outside. [Emerson 1962]

    >>> dependence(0.8, 0.25)
    0.6000000000000001
    """
    if not (0 <= through <= 1 and 0 <= replaceable <= 1):
        raise ValueError(f"parts of a whole lie between 0 and 1, not at {through} and {replaceable}")
    return through * (1 - replaceable)


def banzhaf(weights: Mapping[str, int], quota: int) -> dict[str, float]:
    """Each party's part of all the votes that turn a defeat into a majority (normalised Banzhaf index).

    `weights`: votes of each party, whole and not negative; a motion passes with `quota` votes. O(parties² · quota). All
    are 0 where no coalition reaches the quota.

    >>> banzhaf({"p": 47, "q": 36, "r": 17}, 51)
    {'p': 0.3333333333333333, 'q': 0.3333333333333333, 'r': 0.3333333333333333}
    """
    if quota < 1 or any(weight < 0 for weight in weights.values()):
        raise ValueError("a quota is at least 1, and nobody has fewer than no votes")
    swings = {party: _swings(weight, _without(weights, party), quota) for party, weight in weights.items()}
    total = sum(swings.values())
    return {party: swing / total if total else 0.0 for party, swing in swings.items()}


def _without(weights: Mapping[str, int], party: str) -> list[int]:
    return [weight for other, weight in weights.items() if other != party]


def _swings(weight: int, others: Sequence[int], quota: int) -> int:
    """The coalitions of the others that lose without this party and win with it, counted by their votes."""
    counts = [1] + [0] * (quota - 1)
    for other in others:
        for votes in range(quota - 1, other - 1, -1):
            counts[votes] += counts[votes - other]
    return sum(counts[max(quota - weight, 0) : quota]) if weight else 0
