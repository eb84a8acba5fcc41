"""What a redress is computed from: pools that call for one, the least change over the agreed levers, and references.

Everything here is beside what people decide. The remedy is that of `rebalancing`; the references (`fairshares`, `core`,
`nucleolus`, `bargaining`) rest on worths that the parties state, and on nothing else.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.redress.matters import Figure, Redress, usable
from paripassu.measures.balance import Balance
from paripassu.measures.outlook import Outlook, Outside, exact, outlook, outside
from paripassu.measures.ownchange import OwnChange, own_change
from paripassu.measures.rebalancing import Lever, Proposal, proposal

if TYPE_CHECKING:
    from paripassu.measures.fairshares import Game

MOST_FOR_GROUPS = 10
"""Partners up to which every group is looked at one by one."""

UNSTATED = "Not every partner has stated what it would have alone."
TOO_MANY = "More than 10 partners: the groups are too many to look at each."
NO_LEVERS = "No lever is agreed by its giver and its receiver yet."


@dataclass(frozen=True, slots=True)
class Call:
    """A pool that stands outside its band, or probably will, and has no redress; `where` is by party."""

    balance: Balance
    outlook: Outlook
    where: Mapping[str, Outside]


def calls(alliance: Alliance, balances: Iterable[Balance]) -> list[Call]:
    """The pools among these balances that call for a redress and have none, in their order."""
    without = [balance for balance in balances if alliance.redress.of_pool(balance.pool.id) is None]
    return [call for balance in without if (call := call_for(alliance, balance)) is not None]


def call_for(alliance: Alliance, balance: Balance) -> Call | None:
    """Why a pool calls for a redress; None while it does not."""
    ahead = outlook(alliance, balance)
    where = {party: outside(balance, ahead, party) for party in balance.cumulative.standings}
    return Call(balance, ahead, where) if any(where.values()) else None


def figures(balance: Balance, outlook: Outlook) -> tuple[Figure, ...]:
    """What a redress keeps of a balance and its outlook, to six decimals: where every partner stood."""
    return tuple(_figure(balance, outlook, party) for party in sorted(balance.cumulative.standings))


def _figure(balance: Balance, outlook: Outlook, party: str) -> Figure:
    one, value = outlook.forecasts[party], balance.cumulative.standings[party].agreed.coefficient
    chance = None if one.below is None or one.above is None else exact(one.below + one.above)
    return Figure(party, exact(value), exact(one.expected), chance)


# --- the least change ---


def tolerance(balance: Balance) -> float:
    """The narrower side of the agreed band: whoever is within that is within the band."""
    return float(min(1 - balance.pool.low, balance.pool.high - 1))


def remedy(alliance: Alliance, one: Redress, balance: Balance) -> Proposal:
    """The least change over the levers of a redress that both ends agreed to, for the balance as it stands."""
    partners = balance.cumulative.standings
    named = levers_of(alliance, one, partners)
    received = {party: float(standing.reward) for party, standing in partners.items()}
    targets = {party: float(standing.agreed.target or 0) for party, standing in partners.items()}
    return proposal(received, targets, named, tolerance=tolerance(balance))


def levers_of(alliance: Alliance, one: Redress, partners: Collection[str]) -> list[Lever]:
    """The levers of a redress between these partners that both ends agreed to."""
    return [
        Lever(
            str(each.index), each.fact.giver, each.fact.receiver, float(each.fact.most), float(each.fact.price),
            float(each.fact.start), each.fact.lever,
        )
        for each in one.levers.values()
        if usable(alliance, each) and set(each.ends) <= set(partners)
    ]  # fmt: skip


def own_remedy(alliance: Alliance, one: Redress, balance: Balance) -> OwnChange | None:
    """The same by each side's own values, of the last opened valuation of the pool; None while none was opened."""
    valued = alliance.valuations.last_opened(balance.pool.id)
    if valued is None:
        return None
    partners = balance.cumulative.standings
    return own_change(valued, levers_of(alliance, one, partners), partners, float(balance.pool.low))


def amounts(found: Proposal, one: Redress) -> dict[int, Decimal]:
    """The moves of a proposal by the entries of their levers, to cents, each no more than its most."""
    cents = {int(lever): Decimal(f"{move:.2f}") for lever, move in found.moves.items()}
    kept = {entry: min(move, one.levers[entry].fact.most) for entry, move in cents.items()}
    return {entry: move for entry, move in sorted(kept.items()) if move > 0}


# --- references ---


@dataclass(frozen=True, slots=True)
class References:
    """Shares of what all are worth together, by reference and party; `why` says why there are none, or only some.

    `leavers`: the groups that would gain by leaving, were the Shapley value paid. `empty`: no shares at all keep every
    group. None where the groups were not looked at.
    """

    total: float = 0.0
    alone: Mapping[str, float] = field(default_factory=dict)
    shares: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    leavers: tuple[tuple[frozenset[str], float], ...] = ()
    empty: bool | None = None
    why: str = ""


def references(one: Redress, partners: tuple[str, ...]) -> References:
    """The references from what the parties stated: of itself each party alone, of groups the mean of all statements."""
    if not partners or set(partners) - set(one.worths):
        return References(why=UNSTATED)
    from paripassu.measures.bargaining import nash_shares
    from paripassu.measures.fairshares import synergy_shares

    alone = {party: float(one.worths[party][1].alone) for party in sorted(partners)}
    synergies = {frozenset({party}): value for party, value in alone.items()} | _gains(one, partners)
    total = sum(synergies.values())
    shares: dict[str, Mapping[str, float]] = {"shapley": synergy_shares(tuple(sorted(partners)), synergies)}
    bargain = nash_shares(total, alone)
    if not bargain.shares:
        return References(total, alone, shares, empty=True, why=bargain.why)
    shares["nash_bargain"] = bargain.shares
    if len(partners) > MOST_FOR_GROUPS:
        return References(total, alone, shares, why=TOO_MANY)
    return _with_groups(References(total, alone, shares), synergies)


def _gains(one: Redress, partners: tuple[str, ...]) -> dict[frozenset[str], float]:
    """What each group gains together: the mean over all partners, of whom silence about a group says nothing gained."""
    found: dict[frozenset[str], float] = {}
    for party in partners:
        for gain in one.worths[party][1].gains:
            if set(gain.parties) <= set(partners):
                group = frozenset(gain.parties)
                found[group] = found.get(group, 0.0) + float(gain.amount) / len(partners)
    return found


def _with_groups(found: References, synergies: Mapping[frozenset[str], float]) -> References:
    from paripassu.measures.core import stability
    from paripassu.measures.fairshares import synergy_game
    from paripassu.measures.nucleolus import least_core, nucleolus

    game: Game = synergy_game(tuple(found.alone), synergies)
    shares: dict[str, Mapping[str, float]] = {**found.shares, "nucleolus": nucleolus(game)}
    leavers = stability(game, found.shares["shapley"]).leavers
    return References(found.total, found.alone, shares, leavers, least_core(game).empty)
