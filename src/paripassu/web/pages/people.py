"""People and seats: who sits for which party, who is invited, and how the parties are named."""

from typing import NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from paripassu.alliance import parties
from paripassu.alliance.parties import NamedParty, Party, PartyKind, Role, Seat
from paripassu.alliance.parties.membership import standing
from paripassu.alliance.parties.responsibilities import sponsor
from paripassu.keeper import acts, invitations, reads, records
from paripassu.keeper.access import Sitting
from paripassu.keeper.models import Invitation
from paripassu.web import entrance
from paripassu.web.arranged import STANDINGS
from paripassu.web.clock import now
from paripassu.web.refusals import shows_again
from paripassu.web.seated import seated
from paripassu.web.seating import common, objection
from paripassu.web.secret_links import opened_by_link
from paripassu.web.typed import Typed, party_id

ROLES: dict[Role, Promise] = {
    "manager": gettext_lazy("Manager"),
    "sponsor": gettext_lazy("Sponsor"),
    "member": gettext_lazy("Team member"),
}
KINDS: dict[PartyKind, Promise] = {"partner": gettext_lazy("Partner"), "neutral": gettext_lazy("Neutral")}
SHOWN_ONCE = "invitation_shown_once"
EMAIL_LIMIT = 254


class Side(NamedTuple):
    """One party as the page shows it: its people with their names, and why the reader cannot invite (empty: can)."""

    party: Party
    people: list[tuple[Seat, str]]
    closed: str
    may_drop: bool


@seated
def people(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Everybody who sits in the alliance, each party beside the others."""
    link = request.session.pop(f"{SHOWN_ONCE}:{sitting.slug}", "")
    context = {
        **common(sitting),
        "standings": {party: standing(sitting.alliance, party, now()) for party in sitting.alliance.parties.by_id},
        "standing_words": STANDINGS,
        "sponsors": {sponsor(sitting.alliance, party) for party in sitting.alliance.parties.by_id} - {""},
        "sides": [_side(sitting, party) for party in _by_name(sitting)],
        "waiting": [(invitation, ROLES[_role(invitation)]) for invitation in invitations.waiting(sitting)],
        "link": request.build_absolute_uri(link) if link else "",
        "roles": ROLES,
        "kinds": KINDS,
        "may_name": not sitting.alliance.agreement.versions,
    }
    return render(request, "people/people.html", context)


def _by_name(sitting: Sitting) -> list[Party]:
    return sorted(sitting.alliance.parties.by_id.values(), key=lambda party: (party.kind == "neutral", party.name))


def _side(sitting: Sitting, party: Party) -> Side:
    names = reads.names(sitting)
    seats = sitting.alliance.parties.people(party.id)
    people = sorted(((seat, names.get(seat.person, _("a former member"))) for seat in seats), key=lambda pair: pair[1])
    closed = objection(parties.may_invite, sitting.alliance, sitting.person, party.id)
    return Side(party, people, closed, not seats and not sitting.alliance.agreement.versions)


def _role(invitation: Invitation) -> Role:
    return next(role for role in ROLES if role == invitation.role)


@seated(page=people)
def invite(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Make an invitation; its link is shown once, on the next page."""
    typed = Typed(request)
    party = typed.choice("party", _("The party"), list(sitting.alliance.parties.by_id))
    role = typed.choice("role", _("The role"), list(ROLES))
    email = typed.text("email", _("The address"), required=False, limit=EMAIL_LIMIT)
    typed.check()
    chosen = next(each for each in ROLES if each == role)
    _made, token = invitations.invite(sitting, party=party, role=chosen, email=email)
    request.session[f"{SHOWN_ONCE}:{sitting.slug}"] = reverse("invitation", args=[token])
    return redirect("people", sitting.slug)


@seated(page=people)
def revoke(request: HttpRequest, sitting: Sitting, number: int) -> HttpResponse:
    """Take an invitation back."""
    invitations.revoke(sitting, number)
    messages.success(request, _("The invitation is taken back; its link does not work any more."))
    return redirect("people", sitting.slug)


@seated(page=people)
def release(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Release a colleague from a seat, or leave one's own."""
    typed = Typed(request)
    person, reason = typed.text("person", _("The person")), typed.text("reason", _("The reason"), required=False)
    typed.check()
    acts.record(sitting, parties.leave_seat, key=typed.key, person=person, reason=reason)
    messages.success(request, _("The seat is free."))
    return redirect("home") if person == sitting.person else redirect("people", sitting.slug)


@seated(page=people)
def rename(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Rename one's own party."""
    typed = Typed(request)
    name = typed.text("name", _("The name"))
    typed.check()
    acts.record(sitting, parties.rename_party, key=typed.key, name=name)
    messages.success(request, _("Your party has its new name."))
    return redirect("people", sitting.slug)


@seated(page=people)
def name_party(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Name one more organisation."""
    typed = Typed(request)
    name, kind = typed.text("new_name", _("The name")), typed.choice("kind", _("The kind"), list(KINDS))
    typed.check()
    id_ = party_id(name, sitting.alliance.parties.by_id)
    named = NamedParty(id_, name, "neutral" if kind == "neutral" else "partner")
    acts.record(sitting, parties.name_party, key=typed.key, party=named)
    messages.success(request, _("%(name)s is named.") % {"name": name})
    return redirect("people", sitting.slug)


@seated(page=people)
def drop_party(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Take an organisation off again in which nobody has sat."""
    typed = Typed(request)
    party = typed.text("party", _("The party"))
    typed.check()
    acts.record(sitting, parties.drop_party, key=typed.key, party=party)
    messages.success(request, _("The organisation is taken off."))
    return redirect("people", sitting.slug)


@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What a link offers; it is remembered while somebody signs up or in."""
    found = invitations.found(token)
    entrance.remember(request, token)
    context = {
        "invitation": found,
        "role": ROLES[_role(found)],
        "token": token,
        "inviting": records.current(found.alliance_id).alliance,
    }
    return render(request, "people/invitation.html", context)


@login_required
def take(request: HttpRequest, token: str) -> HttpResponse:
    """Take the seat."""
    place = invitations.take(token, entrance.signed_in(request))
    entrance.forget(request)
    messages.success(request, _("Welcome: you sit for %(party)s now.") % {"party": place.party.name})
    return redirect("people", place.slug)


site = [
    path("invitation/<str:token>/", opened_by_link(invitation), name="invitation"),
    path("invitation/<str:token>/take/", opened_by_link(shows_again(take, invitation)), name="take_seat"),
]
alliance = [
    path("people/", people, name="people"),
    path("people/invite/", invite, name="invite"),
    path("people/invitations/<int:number>/revoke/", revoke, name="revoke_invitation"),
    path("people/release/", release, name="release_seat"),
    path("people/rename/", rename, name="rename_party"),
    path("people/name/", name_party, name="name_party"),
    path("people/drop/", drop_party, name="drop_party"),
]
