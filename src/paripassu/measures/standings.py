"""How each partner of a pool stands in one period: shares, return coefficients, gaps, bounds and tendency."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from paripassu.alliance.agreement.terms import Pool
from paripassu.measures.bands import Level, level
from paripassu.measures.bounds import NOTHING, Span, share_bounds
from paripassu.measures.reading import Interval, tidy
from paripassu.measures.tally import Period, Tally, Way
from paripassu.measures.targets import PURE, Entitlement, RuleName
from paripassu.measures.tendency import effective_count, share_intervals

NO_REWARD = "No reward is confirmed in this period."
NO_CONTRIBUTION = "No contribution is confirmed in this period, and the rule shares by contribution."
ONE_PARTY = "Only one party takes part in this period: there is nobody to compare it with."
NO_ENTITLEMENT = "No entitlement: under this rule the party has no share."
NO_NEEDS = "No need shares are agreed for this pool."


@dataclass(frozen=True, slots=True)
class Against:
    """How a partner stands against one rule. `gap` is what it received above its due, in the pool's unit."""

    target: Decimal | None = None
    coefficient: Decimal | None = None
    gap: Decimal | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """One partner in one period. Amounts are in the pool's unit, shares are parts of 1.

    `lean` is the reward share less the target share. `bounds` hold the return coefficient for every way in which the
    open entries may be decided; `tendency` holds it nine times in ten. `level` says the coefficient in words. `open`
    is the value of the party's entries that are not decided.
    """

    party: str
    contribution: Decimal
    contribution_share: Decimal | None
    reward: Decimal
    reward_share: Decimal | None
    agreed: Against
    pure: Mapping[RuleName, Against]
    lean: Decimal | None
    level: Level
    bounds: Interval | None
    tendency: Interval | None
    open: Decimal
    open_facts: tuple[int, ...]
    contribution_facts: tuple[int, ...]
    reward_facts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A pool in one period, with a standing for each partner by id.

    `why` says why there are no coefficients, and is empty when there are. `index` is 1 − TV, the part of the rewards
    that is where it ought to be, and `transfer` the least that would have to change hands, in the pool's unit.
    `disputed_share` is the part of all standing value that is disputed. `facts` are all entries that count.
    """

    period: Period
    standings: Mapping[str, Standing]
    contributed: Decimal
    rewarded: Decimal
    why: str
    index: Decimal | None
    transfer: Decimal | None
    disputed_share: Decimal | None
    disputed_facts: tuple[int, ...]
    events: int
    effective: float
    facts: tuple[int, ...]

    @property
    def enough(self) -> bool:
        """Whether there are coefficients."""
        return not self.why

    @property
    def lowest(self) -> tuple[Standing, ...]:
        """The partners with the lowest return coefficient: usually one. Empty when there are no coefficients."""
        known = {party: one.agreed.coefficient for party, one in self.standings.items()}
        least = min((value for value in known.values() if value is not None), default=None)
        return tuple(self.standings[party] for party, value in known.items() if value is not None and value == least)


@dataclass(frozen=True, slots=True)
class Sums:
    """What all standings of a picture are made from."""

    put: Mapping[str, Decimal]
    got: Mapping[str, Decimal]
    contributed: Decimal
    rewarded: Decimal

    def put_share(self, party: str) -> Decimal | None:
        return self.put[party] / self.contributed if self.contributed else None

    def got_share(self, party: str) -> Decimal | None:
        return self.got[party] / self.rewarded if self.rewarded else None


def sums_of(tally: Tally, period: Period) -> Sums:
    """The sums of a period."""
    put, got = tally.totals("input", period), tally.totals("output", period)
    return Sums(put, got, sum(put.values(), NOTHING), sum(got.values(), NOTHING))


def picture(pool: Pool, tally: Tally, rules: Mapping[RuleName, Entitlement], period: Period) -> Picture:
    """The picture of a pool in a period, under its rules."""
    sums = sums_of(tally, period)
    why = _obstacle(pool, sums, rules["agreed"])
    facts = tally.entries(tally.partners, ("input", "output"), period)
    events, effective = _events(tally, sums, period)
    standings = _standings(pool, tally, rules, period, sums, effective)
    gaps = [one.agreed.gap for one in standings.values() if one.agreed.gap is not None]
    transfer = sum((gap for gap in gaps if gap > 0), NOTHING) if not why else None
    disputed = [posting for posting in tally.open if posting.disputed and posting.on in period]
    return Picture(
        period=period,
        standings=standings,
        contributed=sums.contributed,
        rewarded=sums.rewarded,
        why=why,
        index=None if transfer is None else tidy(1 - transfer / sums.rewarded),
        transfer=None if transfer is None else tidy(transfer),
        disputed_share=_disputed_share(tally, sums, period),
        disputed_facts=tuple(posting.entry for posting in disputed),
        events=events,
        effective=effective,
        facts=facts,
    )


def _obstacle(pool: Pool, sums: Sums, rule: Entitlement) -> str:
    """Why there can be no coefficients under a rule; empty when there can."""
    if not sums.rewarded:
        return NO_REWARD
    if sums.rewarded < pool.minimum:
        return (
            f"Rewards of {sums.rewarded.normalize():f} {pool.unit} are confirmed; "
            f"the parties want no figure below {pool.minimum.normalize():f} {pool.unit}."
        )
    if rule.weight and not sums.contributed:
        return NO_CONTRIBUTION
    entitled = {party for party in sums.put if rule.target(party, sums.put_share(party))}
    receiving = {party for party, amount in sums.got.items() if amount}
    return ONE_PARTY if entitled == receiving and len(entitled) == 1 else ""


def _events(tally: Tally, sums: Sums, period: Period) -> tuple[int, float]:
    columns = [tally.columns[party, "output"] for party in tally.partners]
    squares = sum((column.squares(period) for column in columns), NOTHING)
    return sum(len(column.entries(period)) for column in columns), effective_count(sums.rewarded, squares)


def _disputed_share(tally: Tally, sums: Sums, period: Period) -> Decimal | None:
    standing = [posting for posting in tally.open if posting.on in period]
    total = sums.contributed + sums.rewarded + sum((posting.value for posting in standing), NOTHING)
    disputed = sum((posting.value for posting in standing if posting.disputed), NOTHING)
    return tidy(disputed / total) if total else None


def _standings(
    pool: Pool,
    tally: Tally,
    rules: Mapping[RuleName, Entitlement],
    period: Period,
    sums: Sums,
    effective: float,
) -> dict[str, Standing]:
    bounds = _bounds(tally, rules["agreed"], period)
    tendencies = _tendencies(sums, effective)
    stand = {name: against(pool, sums, rules.get(name)) for name in ("agreed", *PURE)}
    return {
        party: _standing(
            pool, tally, period, sums, party, {name: one[party] for name, one in stand.items()},
            bounds.get(party), tendencies.get(party),
        )
        for party in tally.partners
    }  # fmt: skip


def _standing(
    pool: Pool,
    tally: Tally,
    period: Period,
    sums: Sums,
    party: str,
    against: Mapping[str, Against],
    bounds: Interval | None,
    tendency: Span | None,
) -> Standing:
    agreed, put, got = against["agreed"], sums.put_share(party), sums.got_share(party)
    opened = [one for one in tally.open if one.party == party and one.on in period]
    return Standing(
        party=party,
        contribution=tidy(sums.put[party]),
        contribution_share=None if put is None else tidy(put),
        reward=tidy(sums.got[party]),
        reward_share=None if got is None else tidy(got),
        agreed=agreed,
        pure={name: against[name] for name in PURE},
        lean=None if agreed.gap is None else tidy(agreed.gap / sums.rewarded),
        level=_level(pool, sums, agreed),
        bounds=_around(agreed, bounds),
        tendency=_around(agreed, _over(tendency, agreed.target)),
        open=tidy(sum((one.value for one in opened), NOTHING)),
        open_facts=tuple(one.entry for one in opened),
        contribution_facts=tally.entries((party,), ("input",), period),
        reward_facts=tally.entries((party,), ("output",), period),
    )


def _level(pool: Pool, sums: Sums, agreed: Against) -> Level:
    if agreed.coefficient is not None:
        return level(agreed.coefficient, pool)
    if agreed.why == NO_ENTITLEMENT:
        return "no entitlement"
    return "not enough" if 0 < sums.rewarded < pool.minimum else "not computable"


def against(pool: Pool, sums: Sums, rule: Entitlement | None) -> dict[str, Against]:
    """How every partner stands against one rule; None is the rule of need where no needs are agreed."""
    if rule is None:
        return dict.fromkeys(sums.put, Against(why=NO_NEEDS))
    why = _obstacle(pool, sums, rule)
    return {party: _one_against(sums, rule, party, why) for party in sums.put}


def _one_against(sums: Sums, rule: Entitlement, party: str, why: str) -> Against:
    target, share = rule.target(party, sums.put_share(party)), sums.got_share(party)
    if why or target is None or share is None:
        return Against(target=None if target is None else tidy(target), why=why)
    gap = tidy(sums.got[party] - target * sums.rewarded)
    if not target:
        return Against(target, None, gap, NO_ENTITLEMENT)
    return Against(tidy(target), tidy(share / target), gap)


# --- bounds and tendency ---


def _bounds(tally: Tally, rule: Entitlement, period: Period) -> dict[str, Interval]:
    """The return coefficients for every way in which the open entries may be decided. Missing: no entitlement."""
    rewards = _all_share_bounds(tally, "output", period)
    inputs = _all_share_bounds(tally, "input", period) if rule.weight else {}
    found = {}
    for party, share in rewards.items():
        put = inputs.get(party)
        least, most = (rule.target(party, end) for end in (put or (None, None)))
        if least is not None and most:
            found[party] = Interval(tidy(share.low / most), tidy(share.high / least) if least else None)
    return found


def _all_share_bounds(tally: Tally, way: Way, period: Period) -> dict[str, Span]:
    spans = tally.spans(way, period)
    everybody = sum(spans.values(), start=Span(NOTHING, NOTHING))
    found = {}
    for party, own in spans.items():
        share = share_bounds(own, Span(everybody.low - own.low, everybody.high - own.high))
        if share is not None:
            found[party] = share
    return found


def _tendencies(sums: Sums, effective: float) -> dict[str, Span]:
    """The interval in which each partner's share of the rewards tends to lie."""
    if not effective:
        return {}
    parties = list(sums.got)
    intervals = share_intervals([float(sums.got[party] / sums.rewarded) for party in parties], effective)
    return {party: Span(Decimal(low), Decimal(high)) for party, (low, high) in zip(parties, intervals, strict=True)}


def _over(share: Span | None, target: Decimal | None) -> Interval | None:
    return Interval(tidy(share.low / target), tidy(share.high / target)) if share and target else None


def _around(agreed: Against, interval: Interval | None) -> Interval | None:
    """The interval of a coefficient, widened to hold it where all or nothing was received. None without either."""
    value = agreed.coefficient
    if value is None or interval is None or interval.low is None:
        return None
    return Interval(min(interval.low, value), None if interval.high is None else max(interval.high, value))
