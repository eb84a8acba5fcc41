"""In whose court observations are: the answer, what the observer makes of it, and settling it."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from paripassu.alliance.awaiting import Awaited, Coming
from paripassu.alliance.courts import DECIDING
from paripassu.alliance.days import over
from paripassu.alliance.principles.observations import Observation, since, standing

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance


def awaiting(alliance: "Alliance", party: str, _person: str, _now: datetime) -> list[Awaited]:
    """What waits for this party. Nothing waits for a party that has left, nor between it and another."""
    return [
        each
        for observation in alliance.principles.by_index.values()
        if party in observation.between
        for each in _waits(alliance, observation)
        if each.party == party
    ]


def _waits(alliance: "Alliance", observation: Observation) -> Iterator[Awaited]:
    if alliance.membership.left.keys() & set(observation.between):
        return
    index, at, of = observation.index, since(observation), observation.fact.of
    match standing(alliance, observation):
        case "unanswered":
            yield Awaited("principles", "answer", of, index, at, observation.due)
        case "answered":
            yield Awaited("principles", "weigh", observation.party, index, at)
        case "offered":
            assert observation.offer is not None
            other = observation.other(observation.offer.offered.party)
            yield Awaited("principles", "agree_settlement", other, index, at, roles=DECIDING)
        case "between":
            yield from (Awaited("principles", "settle", each, index, at) for each in observation.between)
        case _:
            return


def court(alliance: "Alliance", observation: Observation) -> tuple[str, ...]:
    """The parties whose turn it is with an observation, sorted; empty when nothing is open."""
    return tuple(sorted(each.party for each in _waits(alliance, observation)))


def coming(alliance: "Alliance", now: datetime) -> list[Coming]:
    """The last days for an answer, while they lie ahead."""
    return [
        Coming("principles", "answer", each.index, each.due)
        for each in alliance.principles.by_index.values()
        if standing(alliance, each) == "unanswered" and not over(each.due, now)
    ]
