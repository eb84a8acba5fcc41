"""Joining, resting, returning and leaving: how each party stands, and what can be proposed about it."""

from collections.abc import Callable
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance.parties import LEAST_PARTNERS, NamedParty, Party, membership
from paripassu.alliance.parties.membership import CandidateDropped, Joining, Notice, Return, Suspension, voices
from paripassu.keeper import acts
from paripassu.keeper.access import Sitting
from paripassu.web import arranged
from paripassu.web.clock import now
from paripassu.web.seated import seated
from paripassu.web.seating import common, put
from paripassu.web.typed import Typed, party_id

MATTERS: dict[str, Callable[[str], Suspension | Return | CandidateDropped]] = {
    "suspend": Suspension,
    "return": Return,
    "drop": CandidateDropped,
}


class Stands(NamedTuple):
    """How a party stands, since which entry if it is no plain partner, and its notice."""

    party: Party
    standing: str
    since: int | None
    notice: Notice | None


@seated
def standing(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """How every party stands, and what the reader can propose or give notice of."""
    alliance, mine = sitting.alliance, sitting.party.id
    own = alliance.membership
    terms = alliance.agreement.in_force
    heard = voices(alliance) if terms else ()
    context = {
        **common(sitting),
        "rows": [_stands(sitting, party) for party in _by_name(sitting)],
        "words": arranged.STANDINGS,
        "in_force": bool(terms),
        "agreed_notice": terms.notice if terms else "",
        "mine": _stands(sitting, sitting.party),
        "suspendable": [party for party in heard if party != mine] if len(heard) > 2 else [],
        "returning": sorted(own.suspended),
        "candidates": sorted(own.candidates),
        "leaves": terms is not None and mine in terms.partners,
        "last_two": len(heard) == LEAST_PARTNERS,
    }
    return render(request, "people/standing.html", context)


def _by_name(sitting: Sitting) -> list[Party]:
    return sorted(sitting.alliance.parties.by_id.values(), key=lambda party: (party.kind == "neutral", party.name))


def _stands(sitting: Sitting, party: Party) -> Stands:
    own = sitting.alliance.membership
    since = next((at[party.id] for at in (own.left, own.suspended, own.candidates) if party.id in at), None)
    stands = membership.standing(sitting.alliance, party.id, now())
    return Stands(party, stands, since, own.leaving.get(party.id))


@seated(page=standing)
def join(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Propose that an organisation joins."""
    typed = Typed(request)
    name = typed.text("new_name", _("The name"), limit=200)
    kind = typed.choice("kind", _("The kind"), ["partner", "neutral"])
    again = next((id_ for id_ in sitting.alliance.membership.left if _same(sitting, id_, name)), "")
    id_ = again or party_id(name, sitting.alliance.parties.by_id)
    return put(request, sitting, typed, Joining(NamedParty(id_, name, "neutral" if kind == "neutral" else "partner")))


def _same(sitting: Sitting, party: str, name: str) -> bool:
    return sitting.alliance.parties.name(party).casefold() == name.casefold()


@seated(page=standing)
def change(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Propose that a voice rests or returns, or that a candidate is taken off."""
    typed = Typed(request)
    what = typed.choice("what", _("What you propose"), list(MATTERS))
    party = typed.choice("party", _("The party"), list(sitting.alliance.parties.by_id))
    typed.text("why", _("The reason"))
    typed.check()
    return put(request, sitting, typed, MATTERS[what](party))


@seated(page=standing)
def leave(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Give notice that one's party leaves."""
    typed = Typed(request)
    on, reason = (
        typed.day("on", _("The last day")),
        typed.text("reason", _("The reason"), limit=membership.REASON_LIMIT),
    )
    typed.check()
    acts.record(sitting, membership.announce_leave, key=typed.key, on=on, reason=reason)
    messages.success(request, _("The notice is given. Until its day is over your party can take it back."))
    return redirect("standing", sitting.slug)


@seated(page=standing)
def stay(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Take one's notice back."""
    typed = Typed(request)
    reason = typed.text("reason", _("The reason"), limit=membership.REASON_LIMIT)
    typed.check()
    acts.record(sitting, membership.withdraw_leave, key=typed.key, reason=reason)
    messages.success(request, _("The notice is taken back: your party stays."))
    return redirect("standing", sitting.slug)


alliance = [
    path("people/standing/", standing, name="standing"),
    path("people/standing/join/", join, name="standing_join"),
    path("people/standing/change/", change, name="standing_change"),
    path("people/standing/leave/", leave, name="standing_leave"),
    path("people/standing/stay/", stay, name="standing_stay"),
]
