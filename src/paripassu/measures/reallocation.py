"""How the rewards of a valuation would be divided by what they are worth to each: references beside a redress.

Nothing here moves anything. What was received was often used up; what it shows is the direction in which an exchange
would leave both better off, because the parties value different things. [dividing, bargaining; METHODS §2]
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from paripassu.alliance.ledger.valuations.rounds import Item, Valuation
from paripassu.measures.bargaining import kalai_smorodinsky
from paripassu.measures.dividing import VALUES_NOTHING, Adjusted, adjusted_winner, nash_welfare
from paripassu.measures.swaps import Swap, least_swap
from paripassu.measures.valuations import AGREED, books

ROUNDS = 4_000
"""Rounds after which the search for the largest product stops; the proven gap says how good it is by then."""

MOST_ALIKE = 20
"""Parties up to which the part that all can have alike is looked for: beyond, the search costs a second and more."""

MISSING = "A division needs the values of every party that has a share. Not stated: {parties}."
NO_DUES = "By the agreed rates no party has a share yet, so nobody knows how much each is due."
ONE_PARTY = "Only one party has a share: there is nothing to divide."
EQUAL_TO = Decimal("0.005")
"""Dues nearer to each other than this are called alike."""


@dataclass(frozen=True, slots=True)
class Reallocation:
    """The rewards of a valuation divided anew, by three references. All parts are of 1.

    `worths[party][item]` is what the whole of an item is worth to a party, and items are named by their places in the
    valuation. `now` is the part of its own total that each party has, `dues` the agreed shares. `nash`: the division
    with the largest product of satisfactions by the dues; no division has one larger by more than `better` (0.01 is
    one per cent, of the mean). `alike`: the part of its own total that all can have at once; None with more than
    20 parties. `adjusted` and `swap`, the least exchange by which each has the lower end of the agreed band of its
    due by its own values: of two parties only. `why` says why there is no division.
    """

    worths: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    now: Mapping[str, float] = field(default_factory=dict)
    dues: Mapping[str, Decimal] = field(default_factory=dict)
    nash: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    satisfied: Mapping[str, float] = field(default_factory=dict)
    better: float = 0.0
    alike: float | None = None
    adjusted: Adjusted | None = None
    swap: Swap | None = None
    why: str = ""
    missing: tuple[str, ...] = ()

    @property
    def equal_dues(self) -> bool:
        """Whether all are due the same."""
        return max(self.dues.values()) - min(self.dues.values()) < EQUAL_TO


def reallocation(one: Valuation) -> Reallocation:
    """The rewards of an opened valuation divided anew."""
    agreed = books(one)[AGREED].stand
    dues = {party: each.target for party, each in sorted(agreed.items()) if each.target}
    if not dues:
        return Reallocation(why=NO_DUES)
    missing = tuple(party for party in dues if party not in one.books)
    if missing:
        return Reallocation(why=MISSING.format(parties=", ".join(missing)), missing=missing)
    if len(dues) < 2:
        return Reallocation(why=ONE_PARTY)
    worths = {party: _worths(one, party) for party in dues}
    silent = [party for party, own in worths.items() if not any(own.values())]
    if silent:
        return Reallocation(why=VALUES_NOTHING.format(party=silent[0]))
    return _divided(one, worths, dues)


def _worths(one: Valuation, party: str) -> dict[str, float]:
    """What the whole of each reward is worth to a party, by the place of the item."""
    book = one.books[party].worths
    return {
        str(place): float(book[place] * sum(item.parts.values(), Decimal(0)))
        for place, item in enumerate(one.items)
        if item.side == "reward"
    }


def _divided(one: Valuation, worths: dict[str, dict[str, float]], dues: dict[str, Decimal]) -> Reallocation:
    found = nash_welfare(worths, {party: float(due) for party, due in dues.items()}, rounds=ROUNDS)
    alike = kalai_smorodinsky(worths) if len(worths) <= MOST_ALIKE else None
    return Reallocation(
        worths=worths,
        now={party: _part_now(one, party, own) for party, own in worths.items()},
        dues=dues,
        nash=found.parts,
        satisfied=found.satisfaction,
        better=math.expm1(found.gap),
        alike=alike.part if alike else None,
        adjusted=adjusted_winner(worths) if len(worths) == 2 else None,
        swap=_swapped(one, worths, dues) if len(worths) == 2 else None,
    )


def _swapped(one: Valuation, worths: dict[str, dict[str, float]], dues: dict[str, Decimal]) -> Swap:
    """The least exchange of what was received. What each is due can always be had by both at once, so there is one."""
    held = {
        party: {place: _part_of(one.items[int(place)], party) for place in own} for party, own in worths.items()
    }  # fmt: skip
    low = min(one.pool.low, Decimal(1))
    return least_swap(worths, held, {party: float(due * low) for party, due in dues.items()})


def _part_of(item: Item, party: str) -> float:
    """Which part of an item a party has."""
    return float(item.parts.get(party, Decimal(0)) / sum(item.parts.values(), Decimal(0)))


def _part_now(one: Valuation, party: str, own: Mapping[str, float]) -> float:
    """The part of all rewards that a party has received, by its own values."""
    book = one.books[party].worths
    had = sum(
        float(book[place] * item.parts.get(party, Decimal(0)))
        for place, item in enumerate(one.items)
        if item.side == "reward"
    )
    return had / sum(own.values())
