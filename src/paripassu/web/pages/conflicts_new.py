"""Raising a matter: an early warning by anybody, or a conflict with one's peers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.conflicts import raising
from paripassu.alliance.conflicts.matters import SAYING_LIMIT, TITLE_LIMIT
from paripassu.alliance.parties.membership import standing
from paripassu.alliance.refusals import Finding, Refused
from paripassu.keeper import acts, reads
from paripassu.keeper.access import Sitting
from paripassu.web import clock, settled
from paripassu.web.citing import cited, citing
from paripassu.web.enclosing import enclosed
from paripassu.web.navigation import address
from paripassu.web.pages.conflicts import may_raise
from paripassu.web.postings import names
from paripassu.web.seated import seated
from paripassu.web.typed import Typed

FIELD_OF_REFUSAL = {
    "between_whom": "between", "party_left": "between", "raise_a_warning": "begins", "begins_where": "begins",
    "people_unfit": "talk", "not_for_this_role": "begins",
}  # fmt: skip


@seated
def new(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The form; a POST raises the matter and shows it."""
    if not sitting.alliance.agreement.versions:
        return render(request, "conflicts/before.html", {"agreement": address("agreement", sitting.slug)})
    if request.method == "POST":
        return _raise(request, sitting)
    found = _parties(sitting)
    context = {
        "parties": found,
        "chosen": _chosen(request, sitting, [party for party, _name in found]),
        "people": _people(sitting),
        "talk": request.POST.getlist("talk"),
        "citing": citing(request, sitting),
        "may_raise": may_raise(sitting),
        "may_begin": _may_begin(sitting),
        "begins": request.GET.get("begins", "warning"),
        "words": settled,
    }
    return render(request, "conflicts/new.html", context)


def _may_begin(sitting: Sitting) -> bool:
    """Whether this person may take it to the peers at once: a manager or sponsor of a partner."""
    return sitting.party.kind == "partner" and sitting.seat.role != "member"


def _chosen(request: HttpRequest, sitting: Sitting, parties: list[str]) -> list[str]:
    """The parties ticked; at first one's own, or all where there are only two."""
    sent = request.POST.getlist("between")
    if sent or getattr(request, "refused", None):
        return sent
    return parties if len(parties) == raising.LEAST_PARTIES else [sitting.seat.party]


def _parties(sitting: Sitting) -> list[tuple[str, str]]:
    """The partners of the agreement in force that are still here, by name."""
    alliance, now = sitting.alliance, clock.now()
    here = [p for p in version_in_force(alliance).partners if standing(alliance, p, now) != "left"]
    return sorted(((party, alliance.parties.name(party)) for party in here), key=lambda one: one[1])


def _people(sitting: Sitting) -> list[tuple[str, str]]:
    """Everybody who sits for a partner, by party and name: who should talk."""
    known, alliance = reads.names(sitting), sitting.alliance
    return [
        (person, f"{called}, {name}")
        for party, name in _parties(sitting)
        for called, person in sorted(
            (known[seat.person], seat.person) for seat in alliance.parties.people(party) if seat.person in known
        )
    ]


def _raise(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    typed = Typed(request)
    fields: dict[str, Any] = {
        "title": typed.text("title", _("In a few words"), limit=TITLE_LIMIT),
        "what": typed.text("what", _("What could go wrong"), limit=SAYING_LIMIT),
        "effect": typed.text("effect", _("What it would mean"), limit=SAYING_LIMIT),
        "begins": typed.choice("begins", _("Where it begins"), ("warning", "peers"))
        if _may_begin(sitting)
        else "warning",
        "between": typed.chosen("between", [party for party, _name in _parties(sitting)]),
        "talk": typed.chosen("talk", [person for person, _name in _people(sitting)]),
    }
    typed.check()
    files = enclosed(request, sitting)
    try:
        sent = acts.record(
            sitting, raising.raise_matter, key=typed.key, enclosed=files, **fields, **cited(request, sitting)
        )
    except Refused as refusal:
        raise at_its_field(refusal) from None
    others = names(sitting.alliance, [party for party in fields["between"] if party != sitting.seat.party])
    messages.success(request, _("Raised. It is now in the court of %(names)s.") % {"names": others})
    return redirect("conflict", sitting.slug, sent[0].index)


def _begins(typed: Typed, sitting: Sitting) -> str:
    """Where it begins: who does not speak for a whole party raises an early warning."""
    return typed.choice("begins", _("Where it begins"), ("warning", "peers")) if _may_begin(sitting) else "warning"


def at_its_field(refusal: Refused) -> Refused:
    """The refusal with a finding at the field that it is about, where there is one."""
    field = FIELD_OF_REFUSAL.get(refusal.code)
    if field and "findings" not in refusal.fields:
        refusal.fields["findings"] = (Finding(field, str(refusal)),)
    return refusal


alliance = [path("conflicts/new/", new, name="conflicts_new")]
