"""Rebalancing: the least that would have to change hands for every party to be within the agreed band.

Only over the levers that the parties named: from whom to whom, how much at most, and at what price of effort. “No
remedy within your levers” is an answer. Beside each proposal stand a bound that no proposal can beat and the gap to it.
[TotalVariation; METHODS §2]
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from paripassu.alliance.refusals import Refused
from paripassu.measures.fairshares import Shares

Kind = Literal["work", "reward", "contribution", "compensation"]

NOTHING_TO_SHARE = "Nothing was received yet, so there is nothing to balance."
ONE_PARTY = "There is only one party, so there is nobody to balance with."
ALREADY = "Every party is within the band: nothing needs to move."
NO_REMEDY = "No remedy within your levers. Still outside the band: {parties}. Name a further lever, or a wider band."
NOT_PROVEN = "Up to {gap:.1%} of this proposal's cost might be saved; less than that was not proven to be impossible."

CLOSE = 1e-7
"""Relative to all rewards: below it, a difference is rounding."""


UNPROVEN = 1e-4
"""A gap to the bound that is worth a sentence."""


@dataclass(frozen=True, slots=True)
class Lever:
    """Something the parties are willing to move: at most `most`, in the pool's unit, from `giver` to `receiver`.

    The giver ends up with less of the value and the receiver with more: by taking over work, handing over a future
    reward or a contribution credit, or paying. `price` is how hard it is to move one unit, beside the others; `start`
    is what it costs to use the lever at all.
    """

    id: str
    giver: str
    receiver: str
    most: float
    price: float = 1.0
    start: float = 0.0
    kind: Kind = "reward"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to move (`moves`, by lever, only what is above 0), and what that leads to.

    `moved` is the sum of the moves. `must_move` is the certificate: with any levers, no less than that has to change
    hands for all to be within the band (the part of the total variation that lies outside it). `cost` is the weighted
    effort, `cost_bound` what it cannot be less than with these levers, `gap` their difference as part of the cost.
    `remains` is what is still outside the band, by party (above zero: too much), and empty when there is a remedy.
    `after` is what each party then has. If there is nothing to compute, `moves` is empty and `why` says the reason.
    """

    moves: Shares
    after: Shares
    moved: float
    must_move: float
    cost: float
    cost_bound: float
    gap: float
    remains: Shares
    remedy: bool
    why: str = ""


def proposal(
    received: Mapping[str, float],
    targets: Mapping[str, float],
    levers: Sequence[Lever],
    *,
    tolerance: float = 0.0,
    seconds: float = 5.0,
) -> Proposal:
    """The least change over the levers that brings every party within (1 ± tolerance) of its target share of all.

    In this order: the party furthest outside the band comes as close as it can; what is outside in all is least; the
    effort is least; and among equal proposals, every lever is used as evenly as it can be (least Σ move²/most), so that
    neither names nor order decide. With starting costs, up to 20 parties, whole choices are weighed for at most
    `seconds` and equal choices fall by the name of the lever; beyond, the cost is spread over the lever's range.

    Refused for a lever between unknown parties, twice named, or with a price or range that is no positive number.

    >>> levers = [Lever("pilot revenue", "ada", "bo", 20), Lever("office", "di", "bo", 20)]
    >>> found = proposal({"ada": 50, "bo": 30, "di": 20}, {"ada": 0.4, "bo": 0.4, "di": 0.2}, levers)
    >>> found.remedy, found.moves, round(found.moved, 6), round(found.must_move, 6)
    (True, {'pilot revenue': 10.0}, 10.0, 10.0)
    """
    _check(received, targets, levers)
    whole = sum(received.values())
    why = NOTHING_TO_SHARE if whole <= 0 else ONE_PARTY if len(received) < 2 else ""
    if why:
        return Proposal({}, dict(received), 0.0, 0.0, 0.0, 0.0, 0.0, {}, False, why)
    from paripassu.measures._leastchange import Problem  # numpy and scipy cost more than all the rest

    problem = Problem.of(received, targets, levers, tolerance)
    found = problem.solved(seconds)
    moves = {
        lever.id: float(move * whole) for lever, move in zip(problem.levers, found.moves, strict=True) if move > CLOSE
    }
    after = _after(received, levers, moves)
    must_move = _must_move(received, targets, whole, tolerance)
    remains = _remains(after, targets, whole, tolerance)
    cost, bound = found.cost * whole, found.bound * whole
    gap = max(cost - bound, 0.0) / cost if cost > 0 else 0.0
    return Proposal(
        moves, after, sum(moves.values()), must_move, cost, bound, gap, remains, not remains,
        _why(must_move, whole, remains, gap),
    )  # fmt: skip


def _why(must_move: float, whole: float, remains: Shares, gap: float) -> str:
    if remains:
        return NO_REMEDY.format(parties=", ".join(sorted(remains)))
    if gap > UNPROVEN:
        return NOT_PROVEN.format(gap=gap)
    return "" if must_move > CLOSE * whole else ALREADY


def _after(received: Mapping[str, float], levers: Sequence[Lever], moves: Shares) -> Shares:
    """What each party has once the moves are made."""
    after = {party: float(amount) for party, amount in received.items()}
    for lever in levers:
        move = moves.get(lever.id, 0.0)
        after[lever.giver] -= move
        after[lever.receiver] += move
    return after


def _outside(amount: float, target: float, whole: float, tolerance: float) -> float:
    """How far an amount lies above (below zero: below) the band around its target."""
    middle, reach = target * whole, target * whole * tolerance
    return max(amount - middle - reach, 0.0) - max(middle - reach - amount, 0.0)


def _must_move(received: Mapping[str, float], targets: Mapping[str, float], whole: float, tolerance: float) -> float:
    """What lies above the band in all, or below it in all, whichever is more: each unit moved mends one of each."""
    outside = [_outside(amount, targets[party], whole, tolerance) for party, amount in received.items()]
    return max(sum(each for each in outside if each > 0), -sum(each for each in outside if each < 0))


def _remains(after: Shares, targets: Mapping[str, float], whole: float, tolerance: float) -> Shares:
    outside = {party: _outside(amount, targets[party], whole, tolerance) for party, amount in after.items()}
    return {party: each for party, each in outside.items() if abs(each) > 10 * CLOSE * whole}


def _check(received: Mapping[str, float], targets: Mapping[str, float], levers: Sequence[Lever]) -> None:
    if received.keys() != targets.keys() or any(each < 0 for each in targets.values()):
        raise Refused("targets_unclear", "Give every party, and nobody else, a target share of 0 or more.")
    if len({lever.id for lever in levers}) != len(levers):
        raise Refused("lever_twice", "Give every lever a name of its own.")
    for lever in levers:
        if lever.giver == lever.receiver or not {lever.giver, lever.receiver} <= received.keys():
            raise Refused("lever_unclear", "The lever “{lever}” goes from one party here to another.", lever=lever.id)
        if not (0 <= lever.most < float("inf") and 0 < lever.price < float("inf") and 0 <= lever.start < float("inf")):
            raise Refused("lever_numbers", "The lever “{lever}” needs a range and a price above 0.", lever=lever.id)
