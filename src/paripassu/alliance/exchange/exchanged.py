"""What each party has given and received, in plain counts with the entries they rest on. Nobody is ranked by it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from paripassu.alliance.exchange.requests import Request
from paripassu.alliance.exchange.shares import Share, reach
from paripassu.alliance.exchange.uses import Use

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance


@dataclass(slots=True)
class Exchanged:
    """The entries that stand for one party: what it gave and received, asked and answered, proposed and built on.

    `given` and `received` hold shares whose terms somebody, or this party, accepted; `useful` those given of which a
    receiver said that it used them; `unanswered` requests that wait for this party's answer.
    """

    party: str
    offered: list[int] = field(default_factory=list)
    given: list[int] = field(default_factory=list)
    received: list[int] = field(default_factory=list)
    useful: list[int] = field(default_factory=list)
    acknowledged: list[int] = field(default_factory=list)
    open: list[int] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)
    answered: list[int] = field(default_factory=list)
    unanswered: list[int] = field(default_factory=list)
    ideas: list[int] = field(default_factory=list)
    built_on: list[int] = field(default_factory=list)
    adopted: list[int] = field(default_factory=list)


def exchanged(alliance: "Alliance", now: datetime) -> dict[str, Exchanged]:
    """What stands for every partner at a moment, by its id, sorted: what was said by then."""
    found = {party: Exchanged(party) for party in alliance.parties.partners}
    for party, each in found.items():
        _shares(alliance, each, party, now)
        _requests(alliance, each, party, now)
        _ideas(alliance, each, party, now)
    return found


def _accepted(one: Share, now: datetime) -> list[str]:
    """The parties of which somebody had accepted the terms by a moment."""
    return [party for party, words in one.accepted.items() if any(word.at <= now for word in words.values())]


def _use(one: Share, party: str, now: datetime) -> Use | None:
    """What a receiver had last said about its use by a moment."""
    return next((each for each in reversed(one.uses) if each.party == party and each.at <= now), None)


def _shares(alliance: "Alliance", each: Exchanged, party: str, now: datetime) -> None:
    for one in alliance.exchange.shares.values():
        receivers = _accepted(one, now)
        if one.party == party and one.entered <= now:
            each.offered.append(one.index)
            if receivers:
                each.given.append(one.index)
            if any(stated.used for receiver in receivers if (stated := _use(one, receiver, now))):
                each.useful.append(one.index)
        elif party in receivers:
            each.received.append(one.index)
            if _use(one, party, now):
                each.acknowledged.append(one.index)
            if reach(one, party, now) == "open":
                each.open.append(one.index)


def _requests(alliance: "Alliance", each: Exchanged, party: str, now: datetime) -> None:
    for asked in alliance.exchange.requests.values():
        if asked.entered > now:
            continue
        if asked.party == party:
            each.asked.append(asked.index)
        elif party in asked.fact.of:
            said = any(answer.at <= now for answer in asked.answers.get(party, ()))
            if said or party in set(offering(alliance, asked, now)):
                each.answered.append(asked.index)
            elif asked.withdrawn is None:
                each.unanswered.append(asked.index)


def offering(alliance: "Alliance", asked: Request, now: datetime) -> Iterator[str]:
    """The parties that had offered something to a request by a moment, also what they took back."""
    offers = (alliance.exchange.shares[index] for index in asked.offers)
    return (offer.party for offer in offers if offer.entered <= now)


def _ideas(alliance: "Alliance", each: Exchanged, party: str, now: datetime) -> None:
    for one in alliance.exchange.ideas.values():
        if one.entered > now:
            continue
        if one.party == party:
            each.ideas.append(one.index)
            if one.adopted is not None:
                each.adopted.append(one.index)
        elif any(built.party == party for built in one.chain):
            each.built_on.append(one.index)
