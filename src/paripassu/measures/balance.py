"""The balance of a pool: does each partner receive what it ought to, by the rule that all of them signed?

Three questions are kept apart: what the record says (exact), what it would say if open entries came to count (exact
bounds), and whether an imbalance is a tendency or chance (an interval). Only confirmed entries count. [METHODS §1]
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Context, Decimal, localcontext

from paripassu.alliance.agreement import terms_in_force
from paripassu.alliance.agreement.terms import Pool
from paripassu.alliance.alliance import Alliance
from paripassu.alliance.days import EARLIEST
from paripassu.alliance.refusals import Refused
from paripassu.measures.standings import Picture, against, picture, sums_of
from paripassu.measures.tally import Column, Period, Tally, Uncounted, tally, uncounted
from paripassu.measures.targets import Entitlement, entitlements

ARITHMETIC = Context(prec=60)
"""Sums of any ledger are exact in this many digits; only divisions round."""

QUARTERS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Point:
    """The cumulative return coefficients at the end of a quarter; None where there is none yet. Rests on `entries`."""

    on: date
    coefficients: Mapping[str, Decimal | None]
    entries: int


@dataclass(frozen=True, slots=True)
class Balance:
    """A pool on a day: since the beginning, in the rolling window, by quarter, and what it leaves out."""

    pool: Pool
    on: date
    cumulative: Picture
    rolling: Picture
    history: tuple[Point, ...]
    uncounted: tuple[Uncounted, ...]


def balance(
    alliance: Alliance, pool_id: str, *, at: datetime | date, worth: Mapping[int, Decimal] | None = None
) -> Balance:
    """The balance of a pool at a time, under the agreement in force.

    `worth` gives, for entries without an agreed rate, the most they may be worth in the pool's unit: these then widen
    the bounds, and still count in no other figure. Refused when nothing is in force or there is no such pool.
    """
    terms = terms_in_force(alliance)
    pool = terms.pool(pool_id)
    if pool is None:
        names = ", ".join(sorted(each.id for each in terms.pools)) or "none"
        raise Refused("pool_unknown", "There is no pool “{pool}”. There is: {names}.", pool=pool_id, names=names)
    day = _day(at)
    with localcontext(ARITHMETIC):
        sums = tally(alliance, pool, terms.partners, day, worth or {})
        rules = entitlements(pool.rule, terms.partners)
        return Balance(
            pool=pool,
            on=day,
            cumulative=picture(pool, sums, rules, Period(None, day)),
            rolling=picture(pool, sums, rules, Period(months_before(day, pool.window), day)),
            history=_history(pool, sums, rules["agreed"], day),
            uncounted=uncounted(sums),
        )


def _day(at: datetime | date) -> date:
    """The last day that has begun anywhere, as the ledger takes it: what may be posted counts at once."""
    if not isinstance(at, datetime):
        return at
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return (aware.astimezone(UTC) + EARLIEST).date()


def months_before(day: date, months: int) -> date:
    """The same day of the month that many months earlier, or the last of that month.

    >>> months_before(date(2024, 3, 31), 1), months_before(date(2024, 2, 29), 12)
    (datetime.date(2024, 2, 29), datetime.date(2023, 2, 28))
    """
    year, month = divmod(max(day.year * 12 + day.month - 1 - months, 12), 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _history(pool: Pool, tally: Tally, rule: Entitlement, until: date) -> tuple[Point, ...]:
    """The cumulative coefficients at the ends of the last quarters, and on the day itself."""
    first = min((day for column in tally.columns.values() if (day := column.first_day)), default=None)
    if first is None:
        return ()
    ends = [until]
    while len(ends) < QUARTERS_SHOWN and (before := _quarter_before(ends[-1])) >= first:
        ends.append(before)
    return tuple(_point(pool, tally, rule, end) for end in reversed(ends))


def _quarter_before(day: date) -> date:
    """The last day of the quarter before the one the day is in."""
    first_month = (day.month - 1) // 3 * 3 + 1
    return date.fromordinal(max(date(day.year, first_month, 1).toordinal() - 1, 1))


def _point(pool: Pool, tally: Tally, rule: Entitlement, end: date) -> Point:
    period = Period(None, end)
    stand = against(pool, sums_of(tally, period), rule)
    counted: list[Column] = list(tally.columns.values())
    return Point(
        end,
        {party: one.coefficient for party, one in stand.items()},
        sum(len(column.entries(period)) for column in counted),
    )
