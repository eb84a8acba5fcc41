"""The forecast of a pool for the day on which the parties look at it next, as readings; and whether redress is due.

That day is the first check-in that lies far enough ahead to act before it: one that is called, else one of the agreed
series; else half a year on. `forecast` has the figures.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

from paripassu.alliance.agreement.cadence import days
from paripassu.alliance.alliance import Alliance
from paripassu.measures.balance import Balance, balance
from paripassu.measures.catalogue import CATALOGUE
from paripassu.measures.forecast import Forecast, forecasts, next_review
from paripassu.measures.reading import Figure, Reading, tidy

Review = Literal["checkin", "series", "half_year"]

LEAST_AHEAD = timedelta(days=30)
"""A review nearer than this cannot be acted before: the next one is looked ahead to."""

FURTHEST = timedelta(days=731)

Outside = Literal["stands", "foretold", ""]


@dataclass(frozen=True, slots=True)
class Outlook:
    """A pool on the day `on`: what that day is, and the forecast of every partner, by party."""

    on: date
    review: Review
    forecasts: Mapping[str, Forecast]


def outlook(alliance: Alliance, balance: Balance) -> Outlook:
    """The forecast of a pool for its next review."""
    on, review = review_day(alliance, balance)
    return Outlook(on, review, forecasts(balance, on))


def review_day(alliance: Alliance, balance: Balance) -> tuple[date, Review]:
    """The day to look ahead to, and what it is."""
    start, stop = balance.on + LEAST_AHEAD, balance.on + FURTHEST
    known = [one for one in alliance.checkins.by_index.values() if one.entered.date() <= balance.on]
    ahead = [one for one in known if one.cancelled is None or one.cancelled.date() > balance.on]
    called = [one.when.on for one in ahead if one.missed is None and start <= one.when.on <= stop]
    if called:
        return min(called), "checkin"
    terms = alliance.agreement.in_force
    series = days(terms.checkins, start, stop) if terms and terms.checkins else ()
    return (series[0], "series") if series else (next_review(balance), "half_year")


def outside(balance: Balance, outlook: Outlook, party: str) -> Outside:
    """Whether a partner stands outside the agreed band, or will probably be outside it; empty: neither."""
    if balance.cumulative.standings[party].level in ("watch", "severe"):
        return "stands"
    return "foretold" if outlook.forecasts[party].leaves else ""


def readings_of_all(alliance: Alliance, now: datetime | date) -> list[Reading]:
    """The readings of every pool of the agreement in force; none where none is."""
    terms, found = alliance.agreement.in_force, list[Reading]()
    for pool in terms.pools if terms else ():
        whole = balance(alliance, pool.id, at=now)
        found += readings(whole, outlook(alliance, whole))
    return found


def readings(balance: Balance, outlook: Outlook) -> list[Reading]:
    """For every partner the coefficient expected on the day with its interval, and the chance of being outside."""
    return [reading for party in balance.cumulative.standings for reading in _of(balance, outlook, party)]


def _of(balance: Balance, outlook: Outlook, party: str) -> Iterator[Reading]:
    one, about = outlook.forecasts[party], f"{balance.pool.id}/{party}"
    facts = balance.cumulative.facts
    chance = None if one.below is None or one.above is None else one.below + one.above
    yield _reading("expected_return", about, one.expected, one, facts, one.low, one.high)
    yield _reading("chance_outside", about, chance, one, facts)


def _reading(
    measure: str,
    about: str,
    value: float | None,
    one: Forecast,
    facts: tuple[int, ...],
    low: Figure = None,
    high: Figure = None,
) -> Reading:
    source, enough = CATALOGUE[measure].source, value is not None
    return Reading(
        measure=measure, about=about, value=exact(value), low=exact(low), high=exact(high), enough=enough, why=one.why,
        source=source, facts=facts,
    )  # fmt: skip


def exact(value: Figure) -> Decimal | None:
    """A computed figure to six decimals: what comes behind them differs between machines and says nothing."""
    return None if value is None else tidy(Decimal(f"{float(value):.6f}"))
