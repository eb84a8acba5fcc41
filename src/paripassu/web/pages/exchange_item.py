"""One request or one share: where it stands for each party, its terms and files, its life, and what one can do."""

from datetime import datetime
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance.days import over
from paripassu.alliance.exchange import extensions, shares, turns, uses
from paripassu.alliance.exchange.extensions import Extension
from paripassu.alliance.exchange.requests import Request
from paripassu.alliance.exchange.shares import Reach, Share
from paripassu.keeper import reads, sharing
from paripassu.keeper.access import NotHere, Sitting
from paripassu.keeper.histories import history
from paripassu.web import clock, exchanges, linked, shared
from paripassu.web.navigation import address
from paripassu.web.pages.exchange import usual
from paripassu.web.pages.ledger import takes_part
from paripassu.web.pages.ledger_entry import Told
from paripassu.web.seated import seated
from paripassu.web.sentences import sentence


@seated
def item(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """The page of a request or a share. The entry of an idea, of longer terms or of a value leads to its thing."""
    own = sitting.alliance.exchange
    thing = shared.thing(sitting.alliance, index)
    if thing in own.ideas:
        return redirect("idea", sitting.slug, thing)
    if thing != index:
        return redirect("exchange_item", sitting.slug, thing)
    if index in own.requests:
        return _request(request, sitting, own.requests[index])
    if index in own.shares:
        return _share(request, sitting, own.shares[index])
    raise NotHere(str(index))


def common(sitting: Sitting, index: int, by: str) -> dict[str, Any]:
    """What the pages of all three kinds show alike."""
    names = reads.names(sitting)
    return {
        "index": index,
        "names": names,
        "person": names.get(by, _("somebody whose name was erased")),
        "history": told(sitting, index, names),
        "linked": linked.of(sitting, index),
        "record_entry": address("record_entry", sitting.slug, index),
        **usual(sitting),
    }


def told(sitting: Sitting, index: int, names: dict[str, str]) -> list[Told]:
    """Everything the record holds about a thing, in order, as sentences."""
    unknown = _("somebody whose name was erased")
    return [
        Told(
            each.index, each.entered, sentence(sitting.alliance, each, names),
            names.get(each.fact.by, unknown), address("record_entry", sitting.slug, each.index),
        )
        for each in (found.recorded for found in history(sitting, index))
        if each is not None
    ]  # fmt: skip


def _request(request: HttpRequest, sitting: Sitting, asked: Request) -> HttpResponse:
    now, party = clock.now(), sitting.seat.party
    stands = turns.standing(sitting.alliance, asked, now)
    part = takes_part(sitting) and stands != "withdrawn"
    own = sitting.alliance.exchange.shares
    context = {
        "asked": asked,
        "line": exchanges.request_line(sitting.alliance, asked, now),
        "offers": [exchanges.share_line(own[each], now) for each in asked.offers],
        "sorts": shared.SORTS,
        "may": {
            "offer": part and party != asked.party,
            "answer": part and party in asked.fact.of and stands != "met",
            "withdraw": part and party == asked.party and stands != "met",
        },
        **common(sitting, asked.index, asked.fact.by),
    }
    return render(request, "exchange/request.html", context)


class Receiver(NamedTuple):
    """A party that the terms name: how it stands, its last day, what it said of the use, and its person to ask."""

    party: str
    reach: Reach
    until: Any
    use: uses.Use | None
    contact: str
    to_return: bool


def _share(request: HttpRequest, sitting: Sitting, one: Share) -> HttpResponse:
    now, party = clock.now(), sitting.seat.party
    readable = shares.readable(one, party, sitting.person, now)
    shown = common(sitting, one.index, one.fact.by)
    context = {
        "share": one,
        "terms": one.fact.terms,
        "line": exchanges.share_line(one, now),
        "hints": list(exchanges.hints(sitting.alliance, one)),
        "receivers": [_receiver(one, each, shown["names"], now) for each in one.open_to],
        "contact": shown["names"].get(one.contacts[one.party], ""),
        "readable": readable,
        "downloads": sharing.downloads(sitting, one),
        "sees_downloads": party == one.party or party in one.accepted,
        "waiting": [(each, extensions.missing(one, each, now)) for each in one.extensions],
        "may": _may(sitting, one, now),
        "people": _people(sitting, shown["names"]),
        "origins": shared.ORIGINS,
        "sorts": shared.SORTS,
        "hows": shared.HOWS,
        "usefulness": shared.USEFULNESS,
        **shown,
    }
    return render(request, "exchange/share.html", context)


def _receiver(one: Share, party: str, names: dict[str, str], now: datetime) -> Receiver:
    contact = names.get(one.contacts.get(party, ""), "")
    stands, owed = shares.reach(one, party, now), shares.to_return(one, party, now)
    return Receiver(party, stands, one.until(party), uses.use(one, party), contact, owed)


def _people(sitting: Sitting, names: dict[str, str]) -> list[tuple[str, str]]:
    seats = sitting.alliance.parties.people(sitting.seat.party)
    return sorted(((seat.person, names.get(seat.person, "")) for seat in seats), key=lambda pair: pair[1])


def _may(sitting: Sitting, one: Share, now: datetime) -> dict[str, Any]:
    """Which acts make sense here for this person; the rules themselves are asked when they act."""
    party, part = sitting.seat.party, takes_part(sitting)
    gives, stands = party == one.party, shares.reach(one, party, now) if party in one.open_to else ""
    holds = stands in ("open", "over") or (stands == "recalled" and party in one.accepted)
    red = stands == "open" and one.fact.terms.label == "RED" and sitting.person not in one.accepted[party]
    lives = one.recalled is None and bool(one.accepted)
    return {
        "part": part,
        "gives": gives,
        "accept": part and (stands in ("offered", "declined") or red) and not _lapsed(one, party, now),
        "red": red,
        "decline": part and stands == "offered",
        "recall": part and gives and one.recalled is None,
        "use": part and party in one.accepted,
        "give_back": part and holds and party not in one.returned,
        "extend": part and lives and (gives or stands in ("open", "over")),
        "answers": [each for each in one.extensions if part and party in extensions.missing(one, each, now)],
        "take_back": [each for each in one.extensions if part and _withdrawable(one, each, party, now)],
        "contact": part and party in one.contacts and not one.done,
    }


def _lapsed(one: Share, party: str, now: datetime) -> bool:
    return over(one.until(party), now)


def _withdrawable(one: Share, extension: Extension, party: str, now: datetime) -> bool:
    """Whether a party's own proposal of longer terms still waits for others, and holds for nobody yet."""
    others = extension.agreed.keys() - {party}
    return extension.party == party and not others and bool(extensions.missing(one, extension, now))


alliance = [path("exchange/<int:index>/", item, name="exchange_item")]
