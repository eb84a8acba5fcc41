"""The table: what waits for whom and what comes next, gathered from all practices. The same for every party."""

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from paripassu.alliance import checkins, courts
from paripassu.alliance.awaiting import Awaited, Coming
from paripassu.alliance.changes import turns as changes
from paripassu.alliance.commitments import workloads
from paripassu.alliance.concerns import periods as concerns
from paripassu.alliance.conflicts import turns as conflicts
from paripassu.alliance.decisions import turns
from paripassu.alliance.ending import turns as ending
from paripassu.alliance.exchange import turns as exchange_turns
from paripassu.alliance.goals import turns as goals
from paripassu.alliance.ledger.valuations import turns as valuations
from paripassu.alliance.parties import partnership
from paripassu.alliance.principles import turns as principles
from paripassu.alliance.redress import turns as redress
from paripassu.alliance.statements import turns as statements
from paripassu.alliance.surveys import turns as surveys

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance


class Practice(Protocol):
    """A practice that says itself what waits for a party and what comes next."""

    def awaiting(self, alliance: "Alliance", party: str, person: str, now: datetime) -> list[Awaited]:
        """What waits for this party; with `person`, what that person may do of it."""

    def coming(self, alliance: "Alliance", now: datetime) -> list[Coming]:
        """What comes next for everybody."""


PRACTICES: tuple[Practice, ...] = (
    goals,
    changes,
    checkins,
    ending,
    exchange_turns,
    partnership,
    principles,
    turns,
    workloads,
    statements,
    surveys,
    conflicts,
    concerns,
    redress,
    valuations,
)
"""The modules of the practices, one line each. Text and ledger are looked through once for all parties (`courts`)."""


def awaiting(alliance: "Alliance", now: datetime) -> list[Awaited]:
    """Everything that waits for any party, what waits longest first."""
    found = list(courts.awaiting(alliance))
    for party in sorted(alliance.parties.by_id):
        for practice in PRACTICES:
            found += practice.awaiting(alliance, party, "", now)
    return sorted(found, key=_order)


def awaiting_person(alliance: "Alliance", person: str, now: datetime) -> list[Awaited]:
    """What waits for the party of a person and is theirs to do, what waits longest first. Refused without a seat."""
    seat = alliance.parties.seat(person)
    found = [each for each in courts.awaiting(alliance) if each.party == seat.party]
    for practice in PRACTICES:
        found += practice.awaiting(alliance, seat.party, person, now)
    return sorted((each for each in found if not each.roles or seat.role in each.roles), key=_order)


def coming(alliance: "Alliance", now: datetime) -> list[Coming]:
    """Everything that comes next, soonest first."""
    found = courts.coming(alliance, now)
    for practice in PRACTICES:
        found += practice.coming(alliance, now)
    return sorted(found, key=lambda each: (each.on, each.practice, each.entry, each.what))


def _order(each: Awaited) -> tuple[datetime, str, int, str, str]:
    return each.since, each.practice, each.entry, each.what, each.party
