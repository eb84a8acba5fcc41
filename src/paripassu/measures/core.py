"""The core: is there a group that could do better on its own than with the shares proposed to it?

The excess of a group is what its members receive together less what the group is worth alone. Below zero, it has a
reason to walk away. Shares are in the core when no excess is below zero; the *least core* is the best that any shares
can do for the group that has the most reason. [Gillies1959, MaschlerPelegShapley1979; METHODS §2]
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from paripassu.measures.fairshares import Game, Group, Vector

SHOWN = 10
"""As many groups with a reason to walk away as a page can bear."""

CLOSE = 1e-9
"""Relative to the largest worth: below it, a difference is rounding."""


@dataclass(frozen=True, slots=True)
class Stability:
    """Whether shares hold: the smallest excess, the group that has it, and who would walk away, worst first.

    `stable` is what the certificate says: no group of the parties is worth more alone than it receives. `paid_out` is
    what the shares pay less what all together are worth: below zero something is left over, above it is missing.
    """

    excess: float
    weakest: Group
    leavers: tuple[tuple[Group, float], ...]
    paid_out: float
    stable: bool


def sums(amounts: Vector) -> Vector:
    """What every group receives together, by mask. Shape (2ⁿ,)."""
    found = np.zeros(1)
    for amount in amounts:
        found = np.concatenate([found, found + amount])
    return found


def members(count: int) -> Vector:
    """The groups as rows of zeros and ones. Shape (2ⁿ, n)."""
    return ((np.arange(1 << count)[:, None] >> np.arange(count)) & 1).astype(np.float64)


def excesses(game: Game, shares: Mapping[str, float]) -> Vector:
    """What each group receives less what it is worth, by mask; the empty group stands first, the whole last."""
    found: Vector = sums(game.amounts(shares)) - game.worth
    return found


def scale(game: Game) -> float:
    """The largest worth in the game, to tell rounding from substance; 1 when all are 0, or too small to divide by."""
    largest = float(np.abs(game.worth).max())
    return largest if largest * CLOSE > np.finfo(np.float64).tiny else 1.0


def stability(game: Game, shares: Mapping[str, float]) -> Stability:
    """The stability certificate of shares: who would walk away from them, and how much they would gain by it.

    >>> from paripassu.measures.fairshares import fair_shares, game
    >>> glove = game(["left", "right 1", "right 2"], lambda group: float("left" in group and len(group) > 1))
    >>> found = stability(glove, fair_shares(glove))
    >>> found.stable, round(found.excess, 4), [sorted(group) for group, _ in found.leavers]
    (False, -0.1667, [['left', 'right 1'], ['left', 'right 2']])
    """
    all_excesses, rounding = excesses(game, shares), CLOSE * scale(game)
    paid_out = float(all_excesses[-1])
    proper = all_excesses[1:-1] if len(game.players) > 1 else all_excesses[1:]
    ranked = _ranked(game, proper, rounding)
    leavers = tuple(one for one in ranked if one[1] < -rounding)
    weakest, worst = ranked[0]
    return Stability(worst, weakest, leavers, paid_out, worst >= -rounding and abs(paid_out) <= rounding)


def _ranked(game: Game, found: Vector, rounding: float) -> list[tuple[Group, float]]:
    """The groups with the smallest excesses, equal ones by name, so that the order of the players changes nothing."""
    steps = np.round(found / rounding)
    last = np.partition(steps, min(SHOWN, len(steps)) - 1)[min(SHOWN, len(steps)) - 1]
    near = ((steps[place], sorted(game.group(int(place) + 1)), place) for place in np.flatnonzero(steps <= last))
    return [(frozenset(names), float(found[place])) for _, names, place in sorted(near)[:SHOWN]]
