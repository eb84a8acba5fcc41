"""Concerns: who listens, how one speaks, what became of one's own, and the way to what confidants were sent."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance import concerns as practice
from paripassu.alliance.concerns import ACKNOWLEDGE_DAYS, ANSWER_MONTHS, Confidant, ConfidantsNamed, periods
from paripassu.alliance.parties import arrangements
from paripassu.alliance.refusals import Refused
from paripassu.keeper.access import Sitting
from paripassu.keeper.concerns import clocks, listening
from paripassu.keeper.concerns.tables import Concern
from paripassu.web import clock, linked, seating
from paripassu.web.quiet import speaking_address, tried
from paripassu.web.refusals import too_many
from paripassu.web.seated import seated
from paripassu.web.typed import Typed
from paripassu.web.voicing import people_named, status_of


@seated
def concerns(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Who listens, the ways to speak, and how one's own named concerns stand."""
    alliance, now = sitting.alliance, clock.now()
    listed = alliance.concerns.listed
    on_list = [each.person for each in listed.terms.confidants] if listed else []
    seats = alliance.parties.seats
    own = Concern.objects.filter(alliance_id=sitting.slug, writer=sitting.person).order_by("raised", "pk")
    open_ = [each for each in alliance.arrangements.open if isinstance(each.fact.matter, ConfidantsNamed)]
    context = {
        "listed": listed,
        "listeners": people_named(sitting.alliance, [each.person for each in practice.confidants(alliance)]),
        "gone": people_named(alliance, [person for person in on_list if seats[person].until is not None]),
        "address": request.build_absolute_uri(speaking_address(sitting.slug, alliance)) if listed else "",
        "own": [(each, status_of(each, now), clocks.asked(each, now)) for each in own],
        "proposed": [linked.thing(sitting, each.index) for each in open_],
        "listens": listening.has_key(sitting),
        "period": periods.open_period(alliance, now),
        "written": len(listening.written_to(sitting, now)),
        **seating.common(sitting),
    }
    return render(request, "concerns/concerns.html", context)


@seated
def confidants(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The list that holds; a key of one's own; and, for who may arrange it, another list to propose."""
    if request.method == "POST":
        sent = {"key": _made, "change": _changed}.get(request.POST.get("form", ""), _proposed)
        return sent(request, sitting)
    own, listed = sitting.alliance.concerns, sitting.alliance.concerns.listed
    ticked = request.POST.getlist("person") or [each.person for each in (listed.terms.confidants if listed else ())]
    context = {
        "keyed": people_named(sitting.alliance, sorted(_able(sitting))),
        "ticked": ticked,
        "listed": listed,
        "days": [(str(n), str(n)) for n in range(1, ACKNOWLEDGE_DAYS + 1)],
        "months": [(str(n), str(n)) for n in range(1, ANSWER_MONTHS + 1)],
        "mine": own.keys.get(sitting.person, ""),
        "shortest": listening.SHORTEST_PASSPHRASE,
        **seating.common(sitting),
    }
    return render(request, "concerns/confidants.html", context)


def _able(sitting: Sitting) -> list[str]:
    """Everybody seated who has made a key."""
    seats = sitting.alliance.parties.seats
    return [person for person in sitting.alliance.concerns.keys if seats[person].until is None]


def _twice(request: HttpRequest) -> str:
    """The passphrase that was typed twice. Refused when the two differ."""
    typed = Typed(request)
    passphrase = request.POST.get("passphrase", "")
    if passphrase != request.POST.get("again", ""):
        typed.find("again", _("The two are not the same. Type it twice in the same way."))
    typed.check()
    return passphrase


def _changed(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    after = _twice(request)
    if not tried(request, dry_run=True):
        return too_many(request)
    try:
        listening.change_passphrase(sitting, request.POST.get("before", ""), after)
    except Refused:
        tried(request)
        raise
    messages.success(request, _("Your passphrase is another one now. Your key is the same."))
    return redirect("concerns_confidants", sitting.slug)


def _made(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    listening.make_key(sitting, _twice(request), key=Typed(request).key)
    messages.success(request, _("Your key is made. It is used once all partners have agreed to it."))
    return redirect("concerns_confidants", sitting.slug)


def _proposed(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    typed = Typed(request)
    keys = sitting.alliance.concerns.keys
    people = typed.chosen("person", _able(sitting))
    numbers: dict[str, Any] = {
        "acknowledge_days": int(typed.choice("days", _("Days"), [str(n) for n in range(1, 8)]) or 0),
        "answer_months": int(typed.choice("months", _("Months"), [str(n) for n in range(1, 4)]) or 0),
    }
    typed.check()
    matter = ConfidantsNamed(tuple(Confidant(each, keys[each]) for each in people), **numbers)
    return seating.put(request, sitting, typed, arrangements.over_what_stands(sitting.alliance, matter))


alliance = [
    path("concerns/", concerns, name="concerns"),
    path("concerns/confidants/", confidants, name="concerns_confidants"),
]
