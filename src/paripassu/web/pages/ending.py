"""The end of an alliance: where it stands, the plan for it, pauses, notices, and what everybody does to part well."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from paripassu.alliance.ending import closings, partakers
from paripassu.alliance.ending.signatures import in_the_way
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import clock, linked
from paripassu.web.citing import citing
from paripassu.web.navigation import address
from paripassu.web.partings import common, days_left, falling, lines, pool_names, progress
from paripassu.web.seated import seated
from paripassu.web.seating import people_of


@seated
def ending(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Where the alliance stands, what the plan says, and what can be done about a pause or the end."""
    return render(request, "ending/ending.html", home(request, sitting))


def home(request: HttpRequest, sitting: Sitting) -> dict[str, Any]:
    """What the page of the ending shows."""
    alliance, now = sitting.alliance, clock.now()
    own, shared = alliance.ending, common(sitting)
    coming = [each for each in own.pauses if each.resumed is None and each.pause.until >= now.date()]
    here = shared["in_force"]
    return {
        **shared,
        "planned": own.plan,
        "ended": own.ended,
        "pauses": [(each, falling(sitting, each)) for each in coming],
        "end_notices": [each for each in own.notices.values() if each.open],
        "earlier_notices": [each for each in own.notices.values() if not each.open],
        "grounds": [(n, each) for n, each in enumerate(own.plan.plan.triggers) if each.days] if own.plan else [],
        "mine": any(each.open and each.party == sitting.party.id for each in own.notices.values()),
        "lifts": _lifts(sitting),
        "left": days_left(sitting),
        "progress": progress(alliance, now) if shared["stage"] in ("announced", "winding_down", "ended") else None,
        "in_the_way": in_the_way(alliance, now) if here and shared["stage"] == "winding_down" else (),
        "closing": closings.current(alliance),
        "to_sign": _to_sign(sitting),
        "contacts": [(party, own.contacts.get(party, "")) for party in _by_name(sitting)] if here else [],
        "colleagues": people_of(sitting, sitting.party.id),
        "terms": alliance.agreement.in_force,
        "citing": citing(request, sitting),
        "export": address("record", sitting.slug),
    }


def _lifts(sitting: Sitting) -> bool:
    """Whether all could agree to go on after all."""
    own = sitting.alliance.ending
    return any(each.lifted is None for each in own.agreed) or any(each.open for each in own.notices.values())


def _to_sign(sitting: Sitting) -> bool:
    """Whether the reader's party has still to sign, also anew after a party has left that had not signed."""
    signed = sitting.alliance.ending.signed
    if sitting.party.id not in signed:
        return True
    return all(party in signed for party in partakers(sitting.alliance))


def _by_name(sitting: Sitting) -> list[str]:
    return sorted(partakers(sitting.alliance), key=lambda party: (sitting.alliance.parties.name(party), party))


@seated
def thing(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """The page on which something of the end is shown, by its entry."""
    own = sitting.alliance.ending
    if index in own.items:
        return redirect("ending_item", sitting.slug, index)
    if index in own.closings:
        return redirect(f"{address('ending_closing', sitting.slug)}#closing-{index}")
    if index in own.notices or any(each.index == index for each in own.afterwords):
        return redirect(f"{address('ending', sitting.slug)}#entry-{index}")
    raise NotHere(str(index))


@seated
def printed(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Everything about the end on one page, to be printed and filed."""
    context = home(request, sitting) | {
        "lines": lines(sitting),
        "afterwords": [(each, linked.of(sitting, each.index)) for each in sitting.alliance.ending.afterwords],
        "pool_names": pool_names(sitting),
        "balance_status": _balance_status(sitting),
    }
    return render(request, "ending/print.html", context)


def _balance_status(sitting: Sitting) -> str:
    current = closings.current(sitting.alliance)
    return closings.status(sitting.alliance, current) if current else ""


alliance = [
    path("ending/", ending, name="ending"),
    path("ending/<int:index>/", thing, name="ending_thing"),
    path("ending/print/", printed, name="ending_print"),
]
