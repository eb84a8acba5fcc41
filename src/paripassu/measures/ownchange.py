"""The least change over the named levers by each side's own values: what brings every party to its due in its own eyes.

Between them the agreed rates say what is due, and each party's book what it is worth to it. So a lever may cost its
giver little and help its receiver much, or the other way round, which the agreed values cannot show. [rebalancing;
METHODS §2]
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from paripassu.alliance.ledger.valuations.rounds import Item, Valuation
from paripassu.measures.rebalancing import CLOSE, Kind, Lever
from paripassu.measures.valuations import Reckoned, reckoned

NO_LEVERS = "No lever is agreed by its giver and its receiver yet."
MISSING = "It needs the values of every party. Not stated: {parties}."
NO_DUE = "By its own values there is no share due to: {parties}."
NO_RATE = "Nothing with an agreed rate was valued, so nobody knows what a lever is worth to each."
ALREADY = "By its own values every party has at least the lower end of the band of its due: nothing needs to move."
NO_REMEDY = "No remedy within your levers by own values. Still short of its due: {parties}."

NOTICEABLE = 1e-6
"""A part of what a party values below which it is not called short: rounding."""


@dataclass(frozen=True, slots=True)
class OwnChange:
    """What to move by each lever, in the pool's unit, so that each party has at least its floor by its own values.

    `before` and `after` are the returns of each party by its own book. `short` is what is still missing, as a part of
    all rewards by its own book, and empty when there is a remedy. `worth`: what one agreed unit of a lever is worth to
    its giver and to its receiver. `cost` is the weighted effort, `bound` what it cannot be less than with these levers.
    `why` says why there is nothing to move, or only so much; `missing` are the parties because of which it cannot be
    computed.
    """

    moves: Mapping[str, float] = field(default_factory=dict)
    before: Mapping[str, float] = field(default_factory=dict)
    after: Mapping[str, float] = field(default_factory=dict)
    short: Mapping[str, float] = field(default_factory=dict)
    worth: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    cost: float = 0.0
    bound: float = 0.0
    why: str = ""
    missing: tuple[str, ...] = ()

    @property
    def remedy(self) -> bool:
        """Whether every party then has at least its floor."""
        return bool(self.after) and not self.short


@dataclass(frozen=True, slots=True)
class _Book:
    """How a party sees it: the part of all rewards it has, the part it is due, and what all rewards are worth to it."""

    valued: Valuation
    party: str
    has: float
    due: float
    whole: float


def own_change(one: Valuation, levers: Sequence[Lever], parties: Iterable[str], low: float) -> OwnChange:
    """The least change over the levers after which each party has `low` of its due or more by its own book.

    What each is due, and what was received, is that of an opened valuation. Solved as the proposal of `rebalancing`:
    who is shortest comes as close as it can, then least is short in all, then the effort is least, then most even.
    """
    partners = sorted(parties)
    if unstated := tuple(party for party in partners if party not in one.books or party not in one.partners):
        return OwnChange(why=MISSING.format(parties=", ".join(unstated)), missing=unstated)
    own = {party: reckoned(one, party) for party in partners}
    if undue := tuple(party for party, book in own.items() if not _has_due(party, book)):
        return OwnChange(why=NO_DUE.format(parties=", ".join(undue)), missing=undue)
    whole = float(_agreed(_rewards(one)))
    if not (levers and whole):
        return OwnChange(why=NO_RATE if levers else NO_LEVERS)
    found = {party: _book(one, party, book) for party, book in own.items()}
    worth = {
        lever.id: (_unit(found[lever.giver], lever.kind), _unit(found[lever.receiver], lever.kind)) for lever in levers
    }
    return _solved(found, levers, worth, whole, min(low, 1.0))


def _has_due(party: str, own: Reckoned) -> bool:
    """Whether there is a share due to a party by its own book, and anything to share."""
    return bool(own.stand[party].target and sum(own.got.values()))


def _book(one: Valuation, party: str, own: Reckoned) -> _Book:
    whole = sum(own.got.values(), Decimal(0))
    return _Book(one, party, float(own.got[party] / whole), float(own.stand[party].target or 0), float(whole))


def _solved(
    found: Mapping[str, _Book],
    levers: Sequence[Lever],
    worth: Mapping[str, tuple[float, float]],
    whole: float,
    low: float,
) -> OwnChange:
    effects = {lever.id: _effect(found, lever, worth[lever.id]) for lever in levers}
    moves, cost, bound = _moved(found, levers, effects, whole, low)
    has = {party: own.has + sum(effects[id_].get(party, 0.0) * move for id_, move in moves.items())
           for party, own in found.items()}  # fmt: skip
    short = {party: low * own.due - has[party] for party, own in found.items()
             if low * own.due - has[party] > NOTICEABLE}  # fmt: skip
    return OwnChange(
        moves,
        {party: own.has / own.due for party, own in found.items()},
        {party: has[party] / own.due for party, own in found.items()},
        short,
        worth,
        cost,
        bound,
        NO_REMEDY.format(parties=", ".join(sorted(short))) if short else "" if moves else ALREADY,
    )


def _moved(
    found: Mapping[str, _Book],
    levers: Sequence[Lever],
    effects: Mapping[str, Mapping[str, float]],
    whole: float,
    low: float,
) -> tuple[dict[str, float], float, float]:
    """What to move by each lever, its cost, and what the cost cannot be less than; all in the pool's unit."""
    import numpy as np

    from paripassu.measures._leastchange import Problem  # numpy and scipy cost more than all the rest

    named = sorted((lever for lever in levers if lever.most > 0), key=lambda lever: lever.id)
    rows = np.array([[-effects[lever.id].get(party, 0.0) * whole for lever in named] for party in found])
    room = np.array([own.has - low * own.due for own in found.values()])
    numbers = np.array([[lever.most / whole, lever.price, lever.start / whole] for lever in named]).reshape(-1, 3)
    solved = Problem(named, rows.reshape(len(found), -1), room, *numbers.T).solved(5.0)
    amounts = (float(move) * whole for move in solved.moves)
    moves = {lever.id: move for lever, move in zip(named, amounts, strict=True) if move > CLOSE * whole}
    return moves, solved.cost * whole, solved.bound * whole


def _effect(found: Mapping[str, _Book], lever: Lever, worth: tuple[float, float]) -> dict[str, float]:
    """By how much one agreed unit of a lever changes the part of all rewards that its giver and receiver have."""
    given, got = worth
    return {lever.giver: -given / found[lever.giver].whole, lever.receiver: got / found[lever.receiver].whole}


# --- what a lever is worth by a book ---


def _unit(book: _Book, kind: Kind) -> float:
    """What one agreed unit of a lever of this kind is worth to a party: as the valued entries of its sort, on average.

    Compensation as cash, work as the hours of people, a contribution as all that was put in or carried, a reward as all
    rewards. Where nothing of the sort has an agreed rate: as all rewards.
    """
    for items in (_of_sort(book.valued, kind), _rewards(book.valued)):
        own = sum(
            book.valued.books[book.party].worths[place] * parts
            for place, item in items
            for parts in item.parts.values()
        )
        if agreed := _agreed(items):
            return float(own / agreed)
    return 1.0


_Placed: TypeAlias = list[tuple[int, Item]]
"""Items with their places in a valuation."""


def _agreed(items: _Placed) -> Decimal:
    """What the items are worth by the agreed rates."""
    return sum((amount for _place, item in items for amount in (item.amounts or {}).values()), Decimal(0))


def _rewards(one: Valuation) -> _Placed:
    return [(place, item) for place, item in _rated(one) if item.side == "reward"]


def _rated(one: Valuation) -> _Placed:
    return [(place, item) for place, item in enumerate(one.items) if item.amounts is not None]


def _of_sort(one: Valuation, kind: Kind) -> _Placed:
    match kind:
        case "compensation":
            return [(place, item) for place, item in _rated(one) if item.resource == "cash"]
        case "work":
            return [(place, item) for place, item in _rated(one) if item.resource == "people" and item.side != "reward"]
        case "contribution":
            return [(place, item) for place, item in _rated(one) if item.side != "reward"]
        case "reward":
            return _rewards(one)
