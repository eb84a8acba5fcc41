"""Dividing items that the parties value differently, so that nobody would rather have another's part.

For any number of parties: the division with the largest product of satisfactions (max Nash welfare), with a certificate
of how far from the best it can be at most. For two: adjusted winner, exact, with at most the items of one ratio split.
[EisenbergGale1959, Zhang2011, BramsTaylor1996; METHODS §2]
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from numbers import Rational

import numpy as np

from paripassu.alliance.refusals import Refused
from paripassu.measures.fairshares import Shares, Vector

ENOUGH = 1e-9
"""A gap in the log of the product below which nothing is left to gain."""

MOST_ROUNDS = 20_000

VALUES_NOTHING = "{party} values none of the items, so there is nothing to compare its part with."


@dataclass(frozen=True, slots=True)
class Division:
    """Which part of each item goes to whom (`parts[item][party]`), and how much of its own total each party gets.

    `gap` is a proven bound: the weighted mean of the logs of the satisfactions cannot be larger by more than that. If
    `parts` is empty, `why` says the reason.
    """

    parts: Mapping[str, Mapping[str, float]]
    satisfaction: Shares
    gap: float
    why: str = ""


def nash_welfare(
    values: Mapping[str, Mapping[str, float]],
    weights: Mapping[str, float] | None = None,
    *,
    gap: float = ENOUGH,
    rounds: int = MOST_ROUNDS,
) -> Division:
    """The division of items with the largest product of satisfactions, each to the power of its party's weight.

    Found by proportional response: every party spends its weight on the items in proportion to what it gets from them.
    Stops when the proven gap is small enough, or after so many rounds; the gap is in the answer either way. Items that
    nobody values are given to nobody. Nobody envies another its part (per weight), and each gets its weighted part.

    >>> found = nash_welfare({"ada": {"site": 2, "staff": 1}, "bo": {"site": 1, "staff": 2}})
    >>> {party: round(part, 4) for party, part in found.satisfaction.items()}
    {'ada': 0.6667, 'bo': 0.6667}
    """
    parties = sorted(values)
    items = sorted({item for own in values.values() for item, value in own.items() if value > 0})
    worth = np.array([[max(float(values[party].get(item, 0.0)), 0.0) for item in items] for party in parties])
    worth = worth.reshape(len(parties), len(items))
    totals = worth.sum(axis=1)
    for party, total in zip(parties, totals, strict=True):
        if total <= 0:
            return Division({}, {}, 0.0, VALUES_NOTHING.format(party=party))
    spend = np.array([float((weights or {}).get(party, 1.0 if weights is None else 0.0)) for party in parties])
    if not parties or spend.min() <= 0:
        raise Refused("weights_unclear", "Give every party a weight above zero.")
    division, proven = _responded(worth / totals[:, None], spend / spend.sum(), gap, rounds)
    return Division(
        {
            item: {party: float(division[row, column]) for row, party in enumerate(parties)}
            for column, item in enumerate(items)
        },
        {
            party: float(part)
            for party, part in zip(parties, (worth / totals[:, None] * division).sum(axis=1), strict=True)
        },
        proven,
    )


def _responded(worth: Vector, spend: Vector, gap: float, rounds: int) -> tuple[Vector, float]:
    """Parts of items, shape (parties, items), and the gap to the bound Σ w log(w max_j v_ij / p_j) of the dual."""
    bids = spend[:, None] * worth
    for turn in range(1, rounds + 1):
        prices = bids.sum(axis=0)
        parts: Vector = bids / prices
        gains = worth * parts
        satisfaction = gains.sum(axis=1)
        if turn % 20 == 0 or turn == rounds:
            bound = spend @ np.log(spend * (worth / prices).max(axis=1))
            proven = float(bound - spend @ np.log(satisfaction))
            if proven <= gap:
                break
        bids = gains * (spend / satisfaction)[:, None]
        bids[bids < 1e-200] = 0.0  # numbers this small cost a hundred times as much to reckon with
    return parts, max(proven, 0.0)


@dataclass(frozen=True, slots=True)
class Adjusted:
    """Adjusted winner: the part of each item for each party, the points each gets of its 100, and what is split."""

    parts: Mapping[str, Mapping[str, Fraction]]
    points: Mapping[str, Fraction]
    split: tuple[str, ...]


def adjusted_winner(points: Mapping[str, Mapping[str, Rational | float]]) -> Adjusted:
    """Divide items between two parties so that both get the same part of what they value. Exact.

    Items go to whom they are worth more, in the order of the ratio of the two worths, until both have equally many
    points of their 100. Items with the same ratio are split alike: any other choice would favour one of the two, and
    they may swap the parts for whole items at no loss. Items that nobody values are left out. Refused unless there are
    two parties that value something, and nothing below zero.

    >>> john = {"A": 30, "B": 15, "C": 20, "D": 30, "E": 5}
    >>> mary = {"A": 20, "B": 25, "C": 15, "D": 15, "E": 25}
    >>> found = adjusted_winner({"john": john, "mary": mary})
    >>> found.points["john"], found.points["mary"], found.parts["C"]["john"], found.split
    (Fraction(440, 7), Fraction(440, 7), Fraction(1, 7), ('C',))
    """
    (one, ones), (other, others) = _hundreds(points).items()
    ratio = {item: ones[item] / (ones[item] + others[item]) for item in ones if ones[item] + others[item]}
    kept: dict[str, Fraction] = {}
    mine, theirs = Fraction(0), sum((others[item] for item in ratio), Fraction(0))
    for step in sorted(set(ratio.values()), reverse=True):
        tied = [item for item in ratio if ratio[item] == step]
        own, lost = sum(ones[item] for item in tied), sum(others[item] for item in tied)
        part = min(max((theirs - mine) / (own + lost), Fraction(0)), Fraction(1))
        kept |= dict.fromkeys(tied, part)
        mine, theirs = mine + part * own, theirs - part * lost
    parts = {item: {one: kept[item], other: 1 - kept[item]} for item in sorted(ratio)}
    return Adjusted(parts, {one: mine, other: theirs}, tuple(item for item in parts if 0 < kept[item] < 1))


def _hundreds(points: Mapping[str, Mapping[str, Rational | float]]) -> dict[str, dict[str, Fraction]]:
    """The worths of both parties as points of 100 each, with 0 for an item that one of them left out."""
    items = sorted({item for own in points.values() for item in own})
    exact = {party: {item: Fraction(own.get(item, 0)) for item in items} for party, own in points.items()}
    totals = {party: sum(own.values(), Fraction(0)) for party, own in exact.items()}
    if len(exact) != 2 or min(totals.values()) <= 0 or min(min(own.values()) for own in exact.values()) < 0:
        raise Refused("points_unclear", "Two parties each give points to the items: none below 0, and not all 0.")
    return {party: {item: 100 * value / totals[party] for item, value in own.items()} for party, own in exact.items()}
