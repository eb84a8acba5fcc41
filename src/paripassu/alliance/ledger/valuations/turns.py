"""Whose turn it is with own valuations, what of them is open, and which days come next."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from paripassu.alliance.awaiting import Awaited, Coming
from paripassu.alliance.courts import DECIDING
from paripassu.alliance.days import ended, over
from paripassu.alliance.ledger.valuations.rounds import Valuation, ready, standing, unstated
from paripassu.alliance.parties.membership import voices
from paripassu.alliance.seals import Opened

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance


def awaiting(alliance: "Alliance", party: str, _person: str, now: datetime) -> list[Awaited]:
    """What waits for a party in all valuations."""
    every = alliance.valuations.by_index.values()
    return [each for one in every for each in _of(alliance, one, now) if each.party == party]


def _of(alliance: "Alliance", one: Valuation, now: datetime) -> Iterator[Awaited]:
    for party in unstated(alliance, one, now):
        yield Awaited("valuations", "state_values", party, one.index, one.entered, one.fact.due, DECIDING)
    if ready(alliance, one, now):
        since = max(handed.at for handed in one.handed.values())
        if over(one.fact.due, now):
            since = max(since, ended(one.fact.due))
        for party in voices(alliance):
            if party in one.partners:
                yield Awaited("valuations", "open_values", party, one.index, since)


def coming(alliance: "Alliance", now: datetime) -> list[Coming]:
    """The last days on which own values can be stated."""
    every = alliance.valuations.by_index.values()
    return [Coming("valuations", "due", one.index, one.fact.due) for one in every if unstated(alliance, one, now)]


def agenda(alliance: "Alliance", now: datetime) -> Iterator[int]:
    """What belongs on an agenda: valuations that are being stated, or can be opened."""
    every = alliance.valuations.by_index.values()
    return (one.index for one in every if standing(alliance, one, now) in ("asked", "ready"))


def spoken_of(alliance: "Alliance", fact: object) -> tuple[int, ...]:
    """The valuation that a fact of this practice speaks of, by its entry."""
    if isinstance(fact, Opened):
        part_of = alliance.valuations.part_of
        return tuple(sorted({part_of[each.index] for each in fact.entries if each.index in part_of}))
    named = getattr(fact, "valuation", None)
    return (named,) if isinstance(named, int) and named in alliance.valuations.by_index else ()
