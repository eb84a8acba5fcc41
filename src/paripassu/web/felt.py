"""The balance of a check-in: as it feels to each party, beside what was shown, on one scale."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.agreement.terms import Pool
from paripassu.alliance.alliance import Alliance
from paripassu.alliance.checkins.meetings import Checkin, Felt, Shown
from paripassu.measures import levels
from paripassu.measures.balance import balance
from paripassu.measures.valuations import felt_returns
from paripassu.web import weighing
from paripassu.web.environment import number, percent, signed

PLACES = Decimal("0.0001")


class Side(NamedTuple):
    """One party in a pool: how the balance feels to it, and where it stands by what was shown; empty: nothing said.

    `gap`: the return it feels it has, less the one shown; empty where one of the two is missing.
    """

    party: str
    felt: str
    shown: str
    gap: str


class Beside(NamedTuple):
    """A pool with all sides, and the spirit level of two."""

    pool: Pool
    sides: tuple[Side, ...]
    level: levels.Level | None
    headline: str


def shown_now(alliance: Alliance, moment: datetime) -> tuple[Shown, ...]:
    """The balance of every pool of the agreement in force, for the agenda of a meeting that opens now."""
    return tuple(_shown(alliance, pool, moment) for pool in version_in_force(alliance).pools)


def _shown(alliance: Alliance, pool: str, moment: datetime) -> Shown:
    standings = balance(alliance, pool, at=moment).cumulative.standings
    figures = {party: one.agreed for party, one in standings.items()}
    return Shown(
        pool,
        {party: one.target.quantize(PLACES) for party, one in figures.items() if one.target is not None},
        {party: one.lean.quantize(PLACES) for party, one in standings.items() if one.lean is not None},
        {party: one.coefficient.quantize(PLACES) for party, one in figures.items() if one.coefficient is not None},
    )


def beside(alliance: Alliance, checkin: Checkin, moment: datetime) -> list[Beside]:
    """Every pool that was felt or shown, by its name: what each party felt beside what was shown at the opening."""
    shown = checkin.opening.shown if checkin.opening else shown_now(alliance, moment)
    by_pool = {one.pool: one for one in shown}
    pools = [pool for version in alliance.agreement.versions[::-1] for pool in version.pools.values()]
    known: dict[str, Pool] = {}
    for pool in pools:
        known.setdefault(pool.id, pool)
    named = {one.pool for one in shown} | {felt.pool for _party, felt in _all_felt(checkin)}
    wanted = sorted((known[id_] for id_ in named if id_ in known), key=lambda pool: (pool.name, pool.id))
    return [_beside(alliance, checkin, pool, by_pool.get(pool.id, Shown(pool.id))) for pool in wanted]


def _all_felt(checkin: Checkin) -> list[tuple[str, Felt]]:
    return [(party, felt) for party, said in checkin.prepared.items() for felt in said.fact.felt]


def _beside(alliance: Alliance, checkin: Checkin, pool: Pool, shown: Shown) -> Beside:
    felt = {party: one for party, one in _all_felt(checkin) if one.pool == pool.id}
    returns = felt_returns(checkin, pool.id, shown.targets)
    parties = sorted({*felt, *shown.targets, *shown.coefficients}, key=lambda party: (_name(alliance, party), party))
    sides = tuple(
        Side(
            party,
            words(alliance, felt[party]) if party in felt else "",
            _coefficient(shown, party),
            signed(returns[party] - shown.coefficients[party], 2)
            if party in returns and party in shown.coefficients
            else "",
        )
        for party in parties
    )
    level = _level(alliance, pool, shown, felt) if len(parties) == 2 and len(shown.targets) in (0, 2) else None
    return Beside(pool, sides, level, _headline(alliance, shown))


def _level(alliance: Alliance, pool: Pool, shown: Shown, felt: Mapping[str, Felt]) -> levels.Level | None:
    ends = sorted({*shown.targets, *felt}, key=lambda party: (_name(alliance, party), party))
    if len(ends) != 2 or any(one.coefficient is not None for one in felt.values()):
        return None
    leans = {
        party: Decimal(one.by) / 100 * (1 if one.towards == ends[1] else -1 if one.towards else 0)
        for party, one in felt.items()
    }
    targets = shown.targets or dict.fromkeys(ends, Decimal("0.5"))
    return weighing.felt_level(alliance, pool, targets, shown.leans, leans)


def words(alliance: Alliance, felt: Felt) -> str:
    """How a balance feels, in words."""
    if felt.coefficient is not None:
        return _("a return of %(value)s") % {"value": number(felt.coefficient)}
    if not felt.by:
        return _("level")
    return _("leans %(by)s towards %(party)s") % {"by": percent(felt.by / 100), "party": _name(alliance, felt.towards)}


def _coefficient(shown: Shown, party: str) -> str:
    value = shown.coefficients.get(party)
    return "" if value is None else number(value, 2)


def _headline(alliance: Alliance, shown: Shown) -> str:
    """Which way it leans by the figures shown, on the scale on which it is felt; or that there is not enough."""
    if not shown.leans:
        return _("Not enough is confirmed to say how it stands.")
    most = max(shown.leans.values())
    if most <= 0:
        return _("By the record it is level.")
    parties = sorted(_name(alliance, party) for party, lean in shown.leans.items() if lean == most)
    fields = {"by": percent(most), "parties": ", ".join(parties)}
    return _("By the record it leans %(by)s of all rewards towards %(parties)s.") % fields


def _name(alliance: Alliance, party: str) -> str:
    known = alliance.parties.by_id.get(party)
    return known.name if known else party
