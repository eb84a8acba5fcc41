"""What if: the balance of a pool as it is, and as it would be if what the parties now expect came to be.

An expectation is an assumption somebody typed, never a fact: it is laid over the ledger for this one look, on the day
that is asked about, and recorded nowhere. Both balances are computed by the same measure, so that only the
expectation differs. It tells what would follow, and nothing of how likely it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal, localcontext

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.changes.notices import Expected, Way
from paripassu.alliance.ledger.postings import Contributed, Posting, Rewarded
from paripassu.measures.balance import ARITHMETIC, Balance, balance, months_before
from paripassu.measures.reading import tidy

HUNDRED, NOTHING = Decimal(100), Decimal(0)


@dataclass(frozen=True, slots=True)
class Shift:
    """How much one expectation moves, in the pool's unit: `of` gives or receives so much more; negative: less.

    `cut`: less was taken away than was typed, because there is no more in the window.
    """

    expected: Expected
    amount: Decimal
    cut: bool


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A pool without and with what is expected of it."""

    before: Balance
    after: Balance
    shifts: tuple[Shift, ...]


def what_if(alliance: Alliance, pool_id: str, expected: Iterable[Expected], *, at: datetime) -> WhatIf:
    """The balance of a pool with and without these expectations; those of other pools are left out.

    A change in per cent is of what the rolling window of the pool holds now. Nothing is taken away that is not there.
    Refused as `balance` refuses.
    """
    before = balance(alliance, pool_id, at=at)
    with localcontext(ARITHMETIC):
        shifts = _shifts(alliance, before, [each for each in expected if each.pool == pool_id])
    supposed = {-1 - place: _posting(shift, before, -1 - place) for place, shift in enumerate(shifts) if shift.amount}
    ledger = replace(alliance.ledger, postings={**alliance.ledger.postings, **supposed})
    return WhatIf(before, balance(replace(alliance, ledger=ledger), pool_id, at=at), shifts)


def _shifts(alliance: Alliance, before: Balance, expected: list[Expected]) -> tuple[Shift, ...]:
    """The expectations as amounts, in their order; together they take no more than the window holds."""
    taken: dict[tuple[str, Way], Decimal] = {}
    found = []
    for each in expected:
        narrowed = in_window(alliance, before, each.of, each.way, each.resource)
        wanted = narrowed * each.change / HUNDRED if each.percent else each.change
        left = in_window(alliance, before, each.of, each.way) - taken.get((each.of, each.way), NOTHING)
        amount = max(wanted, -max(left, NOTHING))
        if amount < 0:
            taken[each.of, each.way] = taken.get((each.of, each.way), NOTHING) - amount
        found.append(Shift(each, tidy(amount), amount != wanted))
    return tuple(found)


def in_window(alliance: Alliance, before: Balance, of: str, way: Way, resource: str = "") -> Decimal:
    """What a party gave to a pool or received from it in its rolling window, in the pool's unit; confirmed only."""
    after, until = months_before(before.on, before.pool.window), before.on
    return sum(
        (
            posting.value or NOTHING
            for posting in alliance.ledger.postings.values()
            if posting.status == "confirmed"
            and (posting.fact.pool, posting.fact.of) == (before.pool.id, of)
            and (posting.side == "reward") == (way == "received")
            and resource in ("", posting.fact.resource)
            and after < posting.fact.on <= until
        ),
        NOTHING,
    )


def _posting(shift: Shift, before: Balance, index: int) -> Posting:
    """The expectation as a line of the ledger that counts, under an index that no entry has."""
    each, pool = shift.expected, before.pool
    kind = Rewarded if each.way == "received" else Contributed
    fact = kind(by="", of=each.of, pool=pool.id, on=before.on, quantity=shift.amount, unit=pool.unit, what="")
    side = "reward" if each.way == "received" else "contribution"
    return Posting(index, _moment(before.on), each.of, side, fact, shift.amount, settled=True)  # type: ignore[arg-type]


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
