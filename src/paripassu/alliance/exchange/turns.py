"""What the exchange waits for and from whom, what of it is open, and which days come next."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from paripassu.alliance.awaiting import Awaited, Coming
from paripassu.alliance.days import beginning, ended, over
from paripassu.alliance.exchange import extensions, ideas, values
from paripassu.alliance.exchange.ideas import Idea
from paripassu.alliance.exchange.requests import Request
from paripassu.alliance.exchange.shares import Share, reach, to_return
from paripassu.alliance.exchange.uses import use
from paripassu.alliance.parties.membership import voices

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

Asked = Literal["withdrawn", "met", "offered", "declined", "later", "open"]
"""Where a request stands: `met` once who asked has accepted the terms of an offer to it."""


def standing(alliance: "Alliance", asked: Request, now: datetime) -> Asked:
    """Where a request stands at a moment."""
    if asked.withdrawn is not None:
        return "withdrawn"
    offers = [alliance.exchange.shares[index] for index in asked.offers]
    if any(asked.party in one.accepted for one in offers):
        return "met"
    if any(reach(one, asked.party, now) == "offered" for one in offers):
        return "offered"
    answers = [asked.answer(party) for party in asked.fact.of]
    if answers and all(said is not None and said.answer == "declined" for said in answers):
        return "declined"
    return "open" if awaited(alliance, asked, now) else "later"


def awaited(alliance: "Alliance", asked: Request, now: datetime) -> tuple[str, ...]:
    """The parties that have still to answer a request, sorted; none once it is met or withdrawn."""
    if asked.withdrawn is not None:
        return ()
    offers = [alliance.exchange.shares[index] for index in asked.offers]
    if any(asked.party in one.accepted for one in offers):
        return ()
    offering = {one.party for one in offers if one.recalled is None}
    heard = voices(alliance)
    return tuple(
        party for party in asked.fact.of if party in heard and party not in offering and asked.waits_for(party, now)
    )


def awaiting(alliance: "Alliance", party: str, _person: str, now: datetime) -> list[Awaited]:
    """What the exchange waits for from a party. Whoever sits for it can do it."""
    if not alliance.agreement.versions or party not in alliance.parties.partners:
        return []
    own = alliance.exchange
    found = [waits for asked in own.requests.values() for waits in _of_request(alliance, asked, now)]
    found += [waits for one in own.shares.values() for waits in _of_share(one, now)]
    found += [waits for one in own.ideas.values() for waits in _of_idea(alliance, one)]
    return [waits for waits in found if waits.party == party]


def _awaited(what: str, party: str, entry: int, since: datetime) -> Awaited:
    return Awaited("exchange", what, party, entry, since)


def _of_request(alliance: "Alliance", asked: Request, now: datetime) -> Iterator[Awaited]:
    for party in awaited(alliance, asked, now):
        said = asked.answer(party)
        since = beginning(said.later) if said is not None and said.later is not None else asked.entered
        yield _awaited("answer_request", party, asked.index, since)._replace(due=asked.fact.wanted)
    if standing(alliance, asked, now) == "declined":
        since = max(said.at for party in asked.fact.of if (said := asked.answer(party)))
        yield _awaited("request_declined", asked.party, asked.index, since)


def _of_share(one: Share, now: datetime) -> Iterator[Awaited]:
    for party in one.open_to:
        stands = reach(one, party, now)
        if stands == "offered":
            yield _awaited("take_offer", party, one.index, one.entered)._replace(due=one.until(party))
        elif to_return(one, party, now):
            yield _awaited("confirm_return", party, one.index, ending(one, party))
        if stands in ("over", "returned", "recalled") and party in one.accepted and use(one, party) is None:
            yield _awaited("state_use", party, one.index, ending(one, party))
    for extension in one.extensions:
        for party in extensions.missing(one, extension, now):
            yield _awaited("answer_extension", party, one.index, extension.at)


def ending(one: Share, party: str) -> datetime:
    """When the access of a receiver ended, or will end if nothing is said."""
    moments = [ended(one.until(party))]
    if one.recalled is not None:
        moments.append(one.recalled.at)
    if party in one.returned:
        moments.append(one.returned[party].word.at)
    return min(moments)


def _of_idea(alliance: "Alliance", one: Idea) -> Iterator[Awaited]:
    if one.status == "open":
        for party in ideas.missing(alliance, one):
            yield _awaited("answer_idea", party, one.index, one.chain[-1].at)
    for value in one.values:
        for party in values.missing(alliance, value):
            if party not in value.declined:
                yield _awaited("answer_value", party, one.index, value.at)


def coming(alliance: "Alliance", now: datetime) -> list[Coming]:
    """The days on which open shares end and on which something asked for is wanted."""
    ends = {
        (one.index, one.until(party))
        for one in alliance.exchange.shares.values()
        for party in one.accepted
        if reach(one, party, now) == "open"
    }
    wanted = [
        Coming("exchange", "wanted", asked.index, asked.fact.wanted)
        for asked in alliance.exchange.requests.values()
        if asked.fact.wanted and not over(asked.fact.wanted, now) and awaited(alliance, asked, now)
    ]
    return [*(Coming("exchange", "share_ends", index, day) for index, day in sorted(ends)), *wanted]


def unsettled(alliance: "Alliance", now: datetime) -> Iterator[int]:
    """What belongs on an agenda: requests nobody has met, what is to be given back, and ideas all are asked about."""
    own = alliance.exchange
    yield from (each.index for each in own.requests.values() if awaited(alliance, each, now))
    yield from (one.index for one in own.shares.values() if any(to_return(one, party, now) for party in one.accepted))
    yield from (one.index for one in own.ideas.values() if one.status == "open")
