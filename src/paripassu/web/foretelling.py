"""Where a pool is heading, and how it feels beside what is shown: for the page of its balance."""

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.utils.functional import Promise as Lazy

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.checkins.meetings import Checkin
from paripassu.measures.balance import Balance
from paripassu.measures.forecast import Forecast
from paripassu.measures.outlook import Outside, outlook, outside
from paripassu.measures.valuations import felt_at
from paripassu.web import felt, pictures, redressed, weighing
from paripassu.web.environment import number

NOTHING = Decimal(0)


class Foretold(NamedTuple):
    """A partner on the day of the next review: its forecast, and the coefficient now and expected in words."""

    party: str
    forecast: Forecast
    now: str
    expected: str
    interval: str
    outside: Outside


class Ahead(NamedTuple):
    """A pool on the day of its next review: the day and what it is, the partners in their order, and a picture."""

    on: date
    review: Lazy
    rows: tuple[Foretold, ...]
    strips: tuple[tuple[str, pictures.Strip, str, str], ...]
    scale: str
    why: str


def ahead(alliance: Alliance, balance: Balance) -> Ahead:
    """Where a pool is heading."""
    found = outlook(alliance, balance)
    order = [standing.party for standing in weighing.in_order(alliance, balance.cumulative)]
    rows = tuple(_row(balance, found.forecasts[party], outside(balance, found, party)) for party in order)
    foretold = [row for row in rows if row.forecast.expected is not None]
    top = max([weighing.top(balance.pool), *(Decimal(row.forecast.high or 0).quantize(Decimal("0.1")) for row in rows)])
    return Ahead(
        found.on,
        redressed.REVIEWS[found.review],
        rows,
        tuple(_strip(balance, row, top) for row in foretold),
        f"0\N{NARROW NO-BREAK SPACE}\N{EN DASH}\N{NARROW NO-BREAK SPACE}{number(top)}",
        next((row.forecast.why for row in rows if row.forecast.why), ""),
    )


def _row(balance: Balance, one: Forecast, where: Outside) -> Foretold:
    now = weighing.coefficient(balance.cumulative.standings[one.party].agreed.coefficient, balance.pool)
    if one.expected is None:
        return Foretold(one.party, one, now, "", "", where)
    between = f"{number(one.low or 0, 2)} \N{EN DASH} {number(one.high or 0, 2)}"
    return Foretold(one.party, one, now, number(one.expected, 2), between, where)


def _strip(balance: Balance, row: Foretold, top: Decimal) -> tuple[str, pictures.Strip, str, str]:
    one, pool = row.forecast, balance.pool
    picture = pictures.strip(
        one.expected, scale=(NOTHING, top), band=(pool.low, pool.high), low=one.low, high=one.high
    )  # fmt: skip
    return row.party, picture, row.expected, row.interval


class Feeling(NamedTuple):
    """How a pool felt to the partners at the last check-in at which they said so, beside what was shown there.

    `read`: whether it is the check-in of which the felt gap is read."""

    checkin: Checkin
    beside: felt.Beside
    read: bool


def feeling(alliance: Alliance, pool: str, moment: datetime) -> Feeling | None:
    """How a pool felt last; None while nobody has said so."""
    held = [one for one in alliance.checkins.by_index.values() if one.prepared]
    for checkin in sorted(held, key=lambda one: (one.when.on, one.index), reverse=True):
        for each in felt.beside(alliance, checkin, moment):
            if each.pool.id == pool and any(side.felt for side in each.sides):
                return Feeling(checkin, each, felt_at(alliance, pool) is checkin)
    return None
