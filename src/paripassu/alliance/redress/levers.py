"""Levers of a redress: what the parties are willing to move, each named by one and agreed by its giver and receiver."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias, assert_never, get_args

from paripassu.alliance.commitments import said, taking_part
from paripassu.alliance.facts import ByPerson, Recorded, plain, ruled, worded
from paripassu.alliance.parties import managing
from paripassu.alliance.parties.membership import voices
from paripassu.alliance.redress.matters import Lever, LeverKind, LeverNamed, Redress, lever, redress
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

TEXT_LIMIT = 500
MOST_LEVERS = 60

# --- facts ---


class LeverAgreed(ByPerson, frozen=True, kw_only=True, tag="redress_lever_agreed.v1"):
    """The giver or the receiver of a lever is willing to have it used. This lifts its own earlier “no”."""

    lever: int


class LeverDeclined(ByPerson, frozen=True, kw_only=True, tag="redress_lever_declined.v1"):
    """The giver or the receiver of a lever does not, or no longer, want it used, with the reason."""

    lever: int
    reason: str


class LeverWithdrawn(ByPerson, frozen=True, kw_only=True, tag="redress_lever_withdrawn.v1"):
    """The party that named a lever took it back."""

    lever: int
    reason: str


Fact: TypeAlias = LeverNamed | LeverAgreed | LeverDeclined | LeverWithdrawn


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    if isinstance(fact, LeverNamed):
        made = Lever(recorded.index, recorded.entered, recorded.party, fact)
        if recorded.party in made.ends:
            made.agreed[recorded.party] = said(recorded)
        redress(alliance, fact.redress).levers[recorded.index] = made
        alliance.redress.part_of[recorded.index] = fact.redress
        return
    _one, named = lever(alliance, fact.lever)
    match fact:
        case LeverAgreed():
            named.declined.pop(recorded.party, None)
            named.agreed[recorded.party] = said(recorded)
        case LeverDeclined():
            named.agreed.pop(recorded.party, None)
            named.declined[recorded.party] = said(recorded, fact.reason)
        case LeverWithdrawn():
            named.withdrawn = said(recorded, fact.reason)
        case _:
            assert_never(fact)


# --- rules ---


def open_redress(alliance: "Alliance", index: int) -> Redress:
    """The redress at an entry that is not over. Refused otherwise."""
    one = redress(alliance, index)
    if one.closed:
        raise Refused("redress_closed", "This redress is closed. Open another one if it is needed again.")
    return one


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    taking_part(alliance, fact.by)
    if isinstance(fact, LeverNamed):
        _may_name(alliance, open_redress(alliance, fact.redress), fact)
        return
    one, named = lever(alliance, fact.lever)
    open_redress(alliance, one.index)
    if named.withdrawn is not None:
        raise Refused("lever_withdrawn", "This lever was taken back. Name it anew.")
    match fact:
        case LeverAgreed():
            managing(alliance, fact.by)
            _an_end(named, recorded.party)
            if recorded.party in named.agreed:
                raise Refused("already_agreed", "Your party has already agreed to this lever.")
        case LeverDeclined():
            worded(fact.reason, "why not", limit=TEXT_LIMIT)
            _an_end(named, recorded.party)
        case LeverWithdrawn():
            worded(fact.reason, "why you take it back", limit=TEXT_LIMIT)
            if named.party != recorded.party:
                name = alliance.parties.name(named.party)
                raise Refused("not_yours", "Only {name}, which named this lever, can take it back.", name=name)
        case _:
            assert_never(fact)


def _an_end(named: Lever, party: str) -> None:
    if party not in named.ends:
        raise Refused("not_an_end", "Only giver and receiver say whether a lever may be used.")


def _may_name(alliance: "Alliance", one: Redress, fact: LeverNamed) -> None:
    worded(fact.what, "in a few words what would be moved", limit=TEXT_LIMIT)
    present = voices(alliance)
    if fact.giver == fact.receiver or fact.giver not in present or fact.receiver not in present:
        raise Refused("lever_unclear", "A lever goes from one partner to another.")
    if fact.lever not in get_args(LeverKind):
        raise Refused("lever_unknown_kind", "Choose work, a reward, a contribution or compensation.")
    if plain(fact.most, "the most") <= 0 or plain(fact.price, "the effort") <= 0 or plain(fact.start, "the cost") < 0:
        raise Refused("lever_numbers", "A lever needs a most and an effort above 0; to begin costs 0 or more.")
    if len(one.levers) >= MOST_LEVERS:
        raise Refused("levers_full", "This redress has {most} levers already.", most=MOST_LEVERS)


# --- acts ---


def name_lever(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    redress: int,
    lever: LeverKind,
    what: str,
    giver: str,
    receiver: str,
    most: Decimal,
    price: Decimal = Decimal(1),
    start: Decimal = Decimal(0),
) -> LeverNamed:
    """Name what could be moved. Who names it and is one of its ends agrees with that."""
    fact = LeverNamed(
        by=by, redress=redress, lever=lever, what=what.strip(), giver=giver, receiver=receiver,
        most=plain(most, "the most"), price=plain(price, "the effort"), start=plain(start, "the cost"),
    )  # fmt: skip
    return ruled(alliance, now, fact, rule)


def agree_lever(alliance: "Alliance", *, by: str, now: datetime, lever: int) -> LeverAgreed:
    """Let a lever be used of which one's party is giver or receiver."""
    return ruled(alliance, now, LeverAgreed(by=by, lever=lever), rule)


def decline_lever(alliance: "Alliance", *, by: str, now: datetime, lever: int, reason: str) -> LeverDeclined:
    """Say why a lever of which one's party is giver or receiver is not, or no longer, to be used."""
    return ruled(alliance, now, LeverDeclined(by=by, lever=lever, reason=reason.strip()), rule)


def withdraw_lever(alliance: "Alliance", *, by: str, now: datetime, lever: int, reason: str) -> LeverWithdrawn:
    """Take back a lever that one's own party named."""
    return ruled(alliance, now, LeverWithdrawn(by=by, lever=lever, reason=reason.strip()), rule)
