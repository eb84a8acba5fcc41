"""Handovers: what a person holds, passed on to a colleague of the same party and acknowledged by them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance.concerns import of_person
from paripassu.alliance.parties import handovers as acting
from paripassu.alliance.parties.handovers import Held
from paripassu.keeper import acts, invitations
from paripassu.keeper.access import Sitting
from paripassu.web import arranged
from paripassu.web.seated import seated
from paripassu.web.seating import common, people_of
from paripassu.web.typed import Typed


@seated
def handovers(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """What each person of the reader's party holds, what is on its way, and what nobody has taken over."""
    alliance, party = sitting.alliance, sitting.party.id
    shared = common(sitting)
    under_way = [each for each in alliance.handovers.by_entry.values() if each.party == party]
    context = {
        **shared,
        "holdings": _holdings(sitting, shared["manages"]),
        "colleagues": people_of(sitting, party),
        "listens": of_person(alliance, sitting.person) is not None,
        "waiting": [each for each in under_way if each.open],
        "closed": [each for each in reversed(under_way) if not each.open],
        "invitations": {seat: _invited(sitting, seat) for seat, _name in people_of(sitting, party)},
    }
    return render(request, "people/handovers.html", context)


def _holdings(sitting: Sitting, manages: bool) -> list[tuple[str, bool, list[tuple[str, str]]]]:
    """People of the reader's party with what they hold, as code and words: those who left first, then the reader."""
    alliance, party = sitting.alliance, sitting.party.id
    gone = acting.unheld(alliance, party)
    here = [person for person, _name in people_of(sitting, party) if manages or person == sitting.person]
    people = [
        *((person, True) for person in gone),
        *((person, False) for person in sorted(here, key=lambda p: p != sitting.person)),
    ]
    return [
        (person, left, [(_code(thing), arranged.held(alliance, thing)) for thing in acting.free(alliance, person)])
        for person, left in people
    ]


def _code(thing: Held) -> str:
    return f"{thing.what}:{thing.entry}"


def _invited(sitting: Sitting, person: str) -> int:
    """How many invitations of a person wait: they end with the seat."""
    return sum(invitation.invited_by == person for invitation in invitations.waiting(sitting))


@seated(page=handovers)
def hand_over(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Pass on what was ticked."""
    typed = Typed(request)
    person = typed.text("person", _("The person"), limit=64)
    colleague = typed.choice(
        "colleague", _("The colleague"), [each for each, _n in people_of(sitting, sitting.party.id)]
    )
    note = typed.text("note", _("The note"), required=False, limit=acting.NOTE_LIMIT)
    held = {_code(thing): thing for thing in acting.held(sitting.alliance, person)}
    things = [held[code] for code in request.POST.getlist("things") if code in held]
    typed.check()
    acts.record(sitting, acting.hand_over, key=typed.key, person=person, colleague=colleague, things=things, note=note)
    messages.success(request, _("Passed on. It changes hands once the colleague has acknowledged it."))
    return redirect("handovers", sitting.slug)


@seated(page=handovers)
def acknowledge(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Take over what was passed on to oneself."""
    acts.record(sitting, acting.acknowledge, key=Typed(request).key, handover=index)
    messages.success(request, _("You have taken it over."))
    return redirect("handovers", sitting.slug)


@seated(page=handovers)
def call_off(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Say why a handover does not take place."""
    typed = Typed(request)
    reason = typed.text("reason", _("The reason"), limit=acting.NOTE_LIMIT)
    typed.check()
    acts.record(sitting, acting.call_off, key=typed.key, handover=index, reason=reason)
    messages.success(request, _("The handover does not take place; everything stays where it was."))
    return redirect("handovers", sitting.slug)


alliance = [
    path("people/handovers/", handovers, name="handovers"),
    path("people/handovers/pass-on/", hand_over, name="hand_over"),
    path("people/handovers/<int:index>/acknowledge/", acknowledge, name="handover_acknowledge"),
    path("people/handovers/<int:index>/call-off/", call_off, name="handover_call_off"),
]
