"""Where the balance of a pool is heading: the coefficient on a day to come, and the chance of leaving the band.

Assumed is one thing only, and said wherever it is shown: until that day the parties go on putting in and receiving as
they did in the pool's rolling window. How the rewards to come will be shared is as uncertain as the window is short and
uneven (Jeffreys's interval with Kish's effective count); what each has already received is certain.
So interval and chance are Beta quantiles in closed form, without sampling. After Annex V of ESA: what will probably
leave the band is redressed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from paripassu.measures.balance import Balance
from paripassu.measures.standings import Picture
from paripassu.measures.targets import entitlements
from paripassu.measures.tendency import LEVEL

PROBABLE = 0.5
"""The chance of being outside the band from which on a redress is opened."""

PRIOR = 0.5
"""What is added on either side of the share to come (Jeffreys). Less than in `tendency`, which has to hold the share
and not to foretell it: among many parties half a reward more for each is already much."""

LEAST_EVENTS = 3
"""Rewards in the window below which nothing is foretold."""

NOT_AHEAD = "The day lies not ahead."
TOO_FEW = "Fewer than 3 rewards are confirmed in the window: there is nothing to go on."
NO_TARGET = "The party has no target share under the agreed rule."


@dataclass(frozen=True, slots=True)
class Forecast:
    """Of one partner on the day: its cumulative coefficient as expected, the interval that holds it nine times in ten.

    `below` and `above` are the chances of being outside the agreed band on that day. All None, and `why` says why,
    where nothing can be foretold.
    """

    party: str
    expected: float | None = None
    low: float | None = None
    high: float | None = None
    below: float | None = None
    above: float | None = None
    why: str = ""

    @property
    def leaves(self) -> bool:
        """Whether the party will probably be outside the band."""
        return (self.below or 0) + (self.above or 0) > PROBABLE


def forecasts(balance: Balance, on: date, level: float = LEVEL) -> dict[str, Forecast]:
    """The forecast for every partner of a pool, for the day `on`; by party.

    Symmetric in the parties, and exact for what is already received: on the last day there is nothing left to chance.
    """
    whole, window = balance.cumulative, balance.rolling
    why = whole.why or _obstacle(balance, on)
    if why:
        return {party: Forecast(party, why=why) for party in whole.standings}
    factor = (on - balance.on).days / _days(window)
    targets = _targets(balance, factor)
    return {party: _forecast(balance, party, factor, targets[party], level) for party in whole.standings}


def _obstacle(balance: Balance, on: date) -> str:
    if on <= balance.on:
        return NOT_AHEAD
    return TOO_FEW if balance.rolling.events < LEAST_EVENTS else ""


def _days(window: Picture) -> int:
    """The days of the rolling window."""
    after = window.period.after
    assert after is not None
    return (window.period.until - after).days


def _targets(balance: Balance, factor: float) -> Mapping[str, float]:
    """The target shares on the day, when the parties go on putting in as in the window; 0 for none."""
    partners = tuple(balance.cumulative.standings)
    rule = entitlements(balance.pool.rule, partners)["agreed"]
    put = {
        party: float(standing.contribution) + factor * float(balance.rolling.standings[party].contribution)
        for party, standing in balance.cumulative.standings.items()
    }
    total = sum(put.values())
    shares = {party: Decimal(amount / total) if total else None for party, amount in put.items()}
    return {party: float(rule.target(party, share) or 0) for party, share in shares.items()}


def _forecast(balance: Balance, party: str, factor: float, target: float, level: float) -> Forecast:
    from scipy.special import betainc, betaincinv  # type: ignore[import-untyped]  # costs more than all the rest

    if not target:
        return Forecast(party, why=NO_TARGET)
    whole, window = balance.cumulative, balance.rolling
    got, all_got = float(whole.standings[party].reward), float(whole.rewarded)
    to_come = factor * float(window.rewarded)
    share = float(window.standings[party].reward) / float(window.rewarded)
    ahead, behind = window.effective * share + PRIOR, window.effective * (1 - share) + PRIOR
    # what all are expected to receive sums to all that comes: as if each had had one n-th of one reward more
    expected = (window.effective * share + 1 / len(whole.standings)) / (window.effective + 1)

    def coefficient(part: float) -> float:
        return (got + part * to_come) / (all_got + to_come) / target

    def part(limit: Decimal) -> float:
        needed = (float(limit) * target * (all_got + to_come) - got) / to_come
        return min(max(needed, 0.0), 1.0)

    tail = (1 - level) / 2
    low, high = (coefficient(float(betaincinv(ahead, behind, end))) for end in (tail, 1 - tail))
    below = float(betainc(ahead, behind, part(balance.pool.low)))
    above = 1 - float(betainc(ahead, behind, part(balance.pool.high)))
    return Forecast(party, coefficient(expected), low, high, below, above)


def next_review(balance: Balance, days: int = 182) -> date:
    """The day to look ahead to where the parties have agreed none: half a year on."""
    return balance.on + timedelta(days=days)
