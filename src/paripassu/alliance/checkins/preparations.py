"""What each party prepares for a check-in: expectations, concerns, progress, and how the balance feels to it.

Nobody shapes its feeling on the figure or on the other's: a preparation is sealed, on the record for its own party
alone. The entry after it says before all that it was handed in. It is opened when every partner has handed one in, or
when the meeting has begun. Until then a party may hand in another one: the last counts.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.checkins.meetings import Checkin, Felt, Handed, Preparation, Prepared, taking_part, unprepared
from paripassu.alliance.checkins.rescheduling import still_ahead
from paripassu.alliance.facts import ByPerson, Recorded, ruled, short_enough
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

TEXT_LIMIT = 4_000
FULL_LEAN = 100
"""All rewards, in hundredths: the felt lean can be no larger."""

TOP_COEFFICIENT = Decimal(10)
PARTY = re.compile(r"[a-z][a-z0-9_]{0,30}")

# --- facts ---


class PreparationHandedIn(ByPerson, frozen=True, kw_only=True, tag="checkin_preparation_handed_in.v1"):
    """It was said before all that the sealed entry `prepared`, the one before this, holds what a party prepared."""

    checkin: int
    prepared: int


Fact: TypeAlias = Prepared | PreparationHandedIn


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state: that it was handed in, and what it says once it is opened."""
    checkin = alliance.checkins.checkin(fact.checkin)
    if isinstance(fact, PreparationHandedIn):
        checkin.handed[recorded.party] = Handed(fact.prepared, recorded.entered)
        alliance.checkins.part_of[recorded.index] = fact.checkin
    else:
        prepared = Preparation(recorded.index, recorded.entered, recorded.party, fact)
        checkin.prepared[recorded.party] = prepared
        alliance.checkins.part_of[recorded.index] = fact.checkin


def ready(alliance: "Alliance", checkin: Checkin) -> tuple[int, ...]:
    """The sealed entries of a check-in that can be opened now."""
    if checkin.opening is None and unprepared(alliance, checkin):
        return ()
    return tuple(handed.entry for handed in checkin.handed.values() if handed.entry in alliance.seals.closed)


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    taking_part(alliance, fact.by)
    checkin = alliance.checkins.checkin(fact.checkin)
    still_ahead(checkin, recorded.entered)
    if checkin.prepared:
        raise Refused("preparations_open", "What the parties prepared has been opened: say it in the meeting.")
    if isinstance(fact, Prepared):
        _sound(fact)
        _fitting(alliance, fact.felt)
        return
    sealed = alliance.seals.closed.get(fact.prepared)
    if sealed is None or sealed.party != recorded.party or fact.prepared != recorded.index - 1:
        raise Refused("nothing_sealed", "Entry {entry} holds nothing that your party prepared.", entry=fact.prepared)


def _sound(fact: Prepared) -> None:
    """Refused when it is too long, says nothing, or holds no figures."""
    for name, text in (("expectations", fact.expectations), ("concerns", fact.concerns), ("progress", fact.progress)):
        short_enough(text, name, limit=TEXT_LIMIT)
    if not (fact.expectations.strip() or fact.concerns.strip() or fact.progress.strip() or fact.felt):
        raise Refused("nothing_prepared", "Say at least one thing: what you expect, what worries you, what has moved.")
    pools = [felt.pool for felt in fact.felt]
    if len(set(pools)) != len(pools):
        raise Refused("felt_twice", "Say once for each pool how its balance feels.")
    for felt in fact.felt:
        _a_figure(felt)


def _a_figure(felt: Felt) -> None:
    lean = 0 <= felt.by <= FULL_LEAN and bool(felt.by) == bool(felt.towards)
    named = PARTY.fullmatch(felt.pool) and (not felt.towards or PARTY.fullmatch(felt.towards))
    if not (lean and named):
        raise Refused("felt_unreadable", "Say towards whom it leans and by how much, from 0 (level) to 100.")
    value = felt.coefficient
    if value is not None and not (value.is_finite() and 0 <= value <= TOP_COEFFICIENT and value == round(value, 2)):
        raise Refused("felt_unreadable", "Say your return as a number from 0 to 10, with two decimal places at most.")


def _fitting(alliance: "Alliance", felt: Iterable[Felt]) -> None:
    """Refused unless it is about pools and partners in force, on the scale for so many partners, on one at least."""
    version, felt = version_in_force(alliance), tuple(felt)
    if version.pools and not felt:
        raise Refused("felt_missing", "Say how the balance feels to your party in one pool at least.")
    for one in felt:
        if one.pool not in version.pools:
            raise Refused("pool_unknown", "The agreement in force has no pool “{pool}”.", pool=one.pool)
        if one.towards and one.towards not in version.partners:
            raise Refused("party_unknown", "“{party}” is no partner of the agreement in force.", party=one.towards)
        if (one.coefficient is None) != (len(version.partners) == 2) or (one.by and one.coefficient is not None):
            raise Refused("felt_scale", "Two partners say how it leans; more say the return that they feel they have.")


def may_open(alliance: "Alliance", sealed: Recorded, _now: datetime) -> None:
    """Refused when a sealed fact is not what its party handed in last, or it is not time yet."""
    fact: Prepared = sealed.fact
    checkin = alliance.checkins.checkin(fact.checkin)
    handed = checkin.handed.get(sealed.party)
    if handed is None or handed.entry != sealed.index:
        raise Refused("not_handed_in", "Entry {entry} is not what its party handed in last.", entry=sealed.index)
    if checkin.opening is None and unprepared(alliance, checkin):
        raise Refused("not_time", "It is opened once every partner has handed something in, or the meeting has begun.")
    _sound(fact)


# --- acts ---


def prepare(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    checkin: int,
    expectations: str = "",
    concerns: str = "",
    progress: str = "",
    felt: Iterable[Felt] = (),
) -> list[Fact]:
    """Hand in what one's party prepared, sealed. What it handed in before counts no more."""
    prepared = Prepared(
        by=by,
        checkin=checkin,
        expectations=expectations.strip(),
        concerns=concerns.strip(),
        progress=progress.strip(),
        felt=tuple(felt),
    )
    handed_in = PreparationHandedIn(by=by, checkin=checkin, prepared=alliance.size)
    return [ruled(alliance, now, prepared, rule), handed_in]
