"""For a candidate: the text on the table that names it, to read, accept and sign. Nothing else of the alliance."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance import agreement
from paripassu.alliance.agreement.drafts import Draft
from paripassu.alliance.parties import managing
from paripassu.keeper import acts
from paripassu.keeper.access import Sitting
from paripassu.web import wording
from paripassu.web.seated import candidate
from paripassu.web.seating import objection
from paripassu.web.typed import Typed
from paripassu.web.wording import clause_groups


def _joining(request: HttpRequest, sitting: Sitting) -> HttpResponseBase:
    if sitting.party.id not in sitting.alliance.membership.candidates:
        return redirect("overview", sitting.slug)
    draft = _draft(sitting)
    mine = sitting.party.id
    context = {
        "words": wording,
        "draft": draft,
        "groups": clause_groups(sitting.alliance, draft.terms) if draft else [],
        "manages": not objection(managing, sitting.alliance, sitting.person),
        "may_accept": draft is not None and mine not in draft.accepted,
        "may_sign": draft is not None and draft.agreed and mine not in draft.signed,
    }
    return render(request, "people/joining.html", context)


def _draft(sitting: Sitting) -> Draft | None:
    """The text on the table if it names the candidate; a text of the others alone is not for it to see."""
    draft = sitting.alliance.agreement.draft
    return draft if draft is not None and sitting.party.id in draft.terms.partners else None


joining = candidate(_joining)


def _accept(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    typed = Typed(request)
    index = typed.whole("draft", _("The draft"))
    typed.check()
    acts.record(sitting, agreement.accept, key=typed.key, draft=index)
    messages.success(request, _("Your organisation has accepted the text. It can be signed once all have."))
    return redirect("joining", sitting.slug)


def _sign(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    typed = Typed(request)
    index, digest = typed.whole("draft", _("The draft")), typed.text("digest", _("The digest"), limit=64)
    if request.POST.get("read") != "yes":
        typed.find("read", _("Say that you have read the text and sign it for your organisation."))
    typed.check()
    acts.record(sitting, agreement.sign, key=typed.key, draft=index, digest=digest)
    messages.success(request, _("You have signed. With the last signature your organisation is a partner."))
    return redirect("joining", sitting.slug)


def _decline(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    typed = Typed(request)
    index, reason = typed.whole("draft", _("The draft")), typed.text("reason", _("The reason"))
    accepted = _draft(sitting)
    typed.check()
    agreed = accepted is not None and accepted.agreed
    act = agreement.decline if agreed else agreement.withdraw_acceptance
    acts.record(sitting, act, key=typed.key, draft=index, reason=reason)
    messages.success(request, _("Said. The text is open again, and the partners read your reason."))
    return redirect("joining", sitting.slug)


alliance = [
    path("joining/", joining, name="joining"),
    path("joining/accept/", candidate(_accept, joining), name="joining_accept"),
    path("joining/sign/", candidate(_sign, joining), name="joining_sign"),
    path("joining/decline/", candidate(_decline, joining), name="joining_decline"),
]
