"""Appreciation: thanks for what a partner gave without a claim. Recorded for all to see, and never netted."""

from datetime import UTC, datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from paripassu.alliance import ledger as rules
from paripassu.alliance.agreement import version_in_force
from paripassu.keeper import acts, reads
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import linked
from paripassu.web.citing import principles
from paripassu.web.pages.ledger import in_force, takes_part
from paripassu.web.seated import seated
from paripassu.web.typed import Typed

ROWS = 50


@seated
@in_force
def appreciation(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """All thanks, newest first, and the form to give some."""
    if request.method == "POST":
        return _give(request, sitting)
    partners = version_in_force(sitting.alliance).partners
    page = Paginator(sitting.alliance.ledger.appreciations[::-1], ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "names": reads.names(sitting),
        "others": [party for party in partners if party != sitting.seat.party],
        "today": datetime.now(UTC).date().isoformat(),
        "takes_part": takes_part(sitting),
        "linked": linked,
        "has_principles": bool(principles(sitting)),
    }
    return render(request, "ledger/appreciation.html", context)


def _give(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    typed = Typed(request)
    fields = {
        "to": typed.choice("to", _("The party"), version_in_force(sitting.alliance).partners),
        "on": typed.day("on", _("The day")),
        "what": typed.text("what", _("What you appreciate"), limit=rules.WHAT_LIMIT),
    }
    typed.check()
    acts.record(sitting, rules.appreciate, key=typed.key, **fields)
    messages.success(request, _("Your thanks are on the record, for everybody in the alliance to read."))
    return redirect("appreciation", sitting.slug)


@seated
@in_force
def entry(_request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Leads to the thanks at an entry, on the page of the list where they stand."""
    newest = [each.index for each in sitting.alliance.ledger.appreciations[::-1]]
    if index not in newest:
        raise NotHere(str(index))
    page = newest.index(index) // ROWS + 1
    return redirect(f"{reverse('appreciation', args=[sitting.slug])}?page={page}#entry-{index}")


alliance = [
    path("ledger/appreciation/", appreciation, name="appreciation"),
    path("ledger/appreciation/<int:index>/", entry, name="appreciation_entry"),
]
