"""Fair shares: what each party adds, on average over all orders in which they could have come together (Shapley).

Two ways to say what groups are worth. *Synergies*: what each party is worth alone, and what each pair or group adds by
working together (Harsanyi dividends); exact for any number of parties. A *table* of the worth of every group, for up to
25 of them. A reference beside the agreed rule, never a rule of its own. [Shapley1953, Harsanyi1963; METHODS §2]
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from paripassu.alliance.refusals import Refused

Group: TypeAlias = frozenset[str]
Shares: TypeAlias = dict[str, float]
Vector: TypeAlias = NDArray[np.float64]

MOST_IN_A_TABLE = 25
"""A table of 25 parties has 33 million groups and takes a quarter of a gigabyte; every further party doubles it."""

_BLOCK = 20
"""Parties whose groups are weighed at once, so that a large table needs little memory beside itself."""


@dataclass(frozen=True, eq=False, slots=True)
class Game:
    """What every group of the parties is worth: `worth[mask]`, where bit i of the mask stands for `players[i]`.

    Shape (2ⁿ,), in any unit; the empty group is worth 0.
    """

    players: tuple[str, ...]
    worth: Vector

    def group(self, mask: int) -> Group:
        """The parties that a mask stands for."""
        return frozenset(player for bit, player in enumerate(self.players) if mask >> bit & 1)

    def shares(self, amounts: Iterable[float]) -> Shares:
        """Amounts in the order of the players, by name."""
        return {player: float(amount) for player, amount in zip(self.players, amounts, strict=True)}

    def amounts(self, shares: Mapping[str, float]) -> Vector:
        """Shares by name, in the order of the players."""
        return np.array([shares[player] for player in self.players], dtype=np.float64)


def game(players: Sequence[str], worth: Callable[[Group], float] | Mapping[Group, float] | Vector) -> Game:
    """The game of these players with the worth of each group: asked of a function, looked up, or as an array by masks.

    Groups that a mapping leaves out are worth 0. Refused when there are more than 25 players, a player twice, or a
    worth that is no number.
    """
    named = tuple(players)
    _check(named)
    if isinstance(worth, np.ndarray):
        table = np.array(worth, dtype=np.float64)
    else:
        ask = worth if callable(worth) else _looked_up(worth)
        blank = Game(named, np.zeros(0))
        table = np.array([ask(blank.group(mask)) for mask in range(2 ** len(named))], dtype=np.float64)
    if table.shape != (2 ** len(named),) or not np.isfinite(table).all():
        raise Refused("worth_not_numbers", "Say for each of the {count} groups what it is worth.", count=len(table))
    table[0] = 0.0
    return Game(named, table)


def _looked_up(worth: Mapping[Group, float]) -> Callable[[Group], float]:
    return lambda group: worth.get(group, 0.0)


def _check(players: tuple[Hashable, ...]) -> None:
    if not players or len(set(players)) != len(players):
        raise Refused("players_unclear", "Name every party once.")
    if len(players) > MOST_IN_A_TABLE:
        raise Refused(
            "players_too_many",
            "A table has room for {most} parties. State what each is worth alone and what pairs add instead.",
            most=MOST_IN_A_TABLE,
        )


def synergy_game(players: Sequence[str], synergies: Mapping[Group, float]) -> Game:
    """The table of a game that is stated by synergies: a group is worth the sum of all that lie within it. O(n 2ⁿ)."""
    named = tuple(players)
    _check(named)
    bit = {player: 1 << place for place, player in enumerate(named)}
    table = np.zeros(2 ** len(named))
    for group, value in synergies.items():
        table[sum(bit[player] for player in group)] += value
    for place in range(len(named)):
        halves = table.reshape(-1, 2, 1 << place)
        halves[:, 1] += halves[:, 0]
    return game(named, table)


def synergy_shares(players: Sequence[str], synergies: Mapping[Group, float]) -> Shares:
    """The Shapley value from synergies: each is shared equally by those who make it, φ_i = Σ_{T∋i} d_T / |T|.

    Linear in the number of synergies, for any number of parties. Refused when a synergy names somebody else or nobody.

    >>> alone = {frozenset(["ada"]): 1, frozenset(["bo"]): 2, frozenset(["di"]): 3}
    >>> together = {frozenset(["ada", "bo"]): 2, frozenset(["ada", "di"]): 4, frozenset(["bo", "di"]): 6}
    >>> synergy_shares(["ada", "bo", "di"], alone | together)
    {'ada': 4.0, 'bo': 6.0, 'di': 8.0}
    """
    shares = dict.fromkeys(players, 0.0)
    for group, value in synergies.items():
        if not group or not group <= shares.keys():
            raise Refused("synergy_unclear", "Each synergy is between one or more of the parties named.")
        for player in group:
            shares[player] += value / len(group)
    return shares


def fair_shares(game: Game) -> Shares:
    """The Shapley value from a table: φ_i = Σ_S |S|!(n−|S|−1)!/n! · (v(S∪i) − v(S)).

    One weighted pass and recursive halving: O(2ⁿ) instead of O(n 2ⁿ).

    >>> glove = game(["left", "right 1", "right 2"], lambda group: float("left" in group and len(group) > 1))
    >>> {player: round(share, 4) for player, share in fair_shares(glove).items()}
    {'left': 0.6667, 'right 1': 0.1667, 'right 2': 0.1667}
    """
    count = len(game.players)
    low = min(count, _BLOCK)
    blocks = game.worth.reshape(-1, 1 << low)
    sizes, high_sizes = _sizes(low), _sizes(count - low)
    with_one, without = _weights(count)
    within, between, rest = np.zeros(1 << low), np.empty(len(blocks)), 0.0
    for place, block in enumerate(blocks):
        seen = sizes + high_sizes[place]
        rest += float(without[seen] @ block)
        weighed = (with_one + without)[seen] * block
        within += weighed
        between[place] = weighed.sum()
    return game.shares(np.concatenate([_halved(within, low), _halved(between, count - low)]) - rest)


def _sizes(count: int) -> NDArray[np.int64]:
    """How many of `count` parties each mask holds."""
    return np.bitwise_count(np.arange(1 << count, dtype=np.uint32)).astype(np.int64)


def _weights(count: int) -> tuple[Vector, Vector]:
    """By the size of a group: its weight in the value of each of its members, and (to subtract) of everybody else."""
    chosen = np.ones(count)
    for size in range(1, count):
        chosen[size] = chosen[size - 1] * size / (count - size)
    chosen /= count
    return np.append(0.0, chosen), np.append(chosen, 0.0)


def _halved(weighed: Vector, count: int) -> Vector:
    """For each bit, the sum over the masks that have it: the upper half, after which both halves become one."""
    found = np.zeros(count)
    for bit in reversed(range(count)):
        half = 1 << bit
        found[bit] = weighed[half:].sum()
        weighed = weighed[:half] + weighed[half:]
    return found


def airport_shares(costs: Mapping[str, float]) -> Shares:
    """What each pays for something that must suit the most demanding: every step is shared by all who need it.

    The Shapley value of v(S) = max cost in S, in O(n log n). [LittlechildOwen1973]

    >>> {player: round(share, 4) for player, share in airport_shares({"small": 1, "middle": 2, "large": 3}).items()}
    {'small': 0.3333, 'middle': 0.8333, 'large': 1.8333}
    """
    shares, paid, built = dict.fromkeys(costs, 0.0), 0.0, 0.0
    for place, player in enumerate(sorted(costs, key=costs.__getitem__)):
        paid += (costs[player] - built) / (len(costs) - place)
        built = costs[player]
        shares[player] = paid
    return shares
