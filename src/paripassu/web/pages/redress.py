"""Redress: what calls for one, what is open, what was agreed; and opening one with the figures of this moment."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance import redress as rules
from paripassu.alliance.agreement import terms_in_force
from paripassu.alliance.agreement.terms import Pool
from paripassu.keeper import acts
from paripassu.keeper.access import NotHere, Sitting
from paripassu.measures import remedies
from paripassu.measures.outlook import outlook
from paripassu.web import clock, redressed, redressing
from paripassu.web.balances import balances
from paripassu.web.citing import cited, citing
from paripassu.web.pages.ledger import in_force, takes_part
from paripassu.web.seated import seated
from paripassu.web.typed import Typed

USUAL_TIME = timedelta(days=28)
"""The day by which something is brought, unless another is typed: long enough to talk, short enough to remember."""


def usual(sitting: Sitting) -> dict[str, Any]:
    """What all pages of this practice show alike."""
    return {"takes_part": takes_part(sitting), "words": redressed}


@seated
@in_force
def redress(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """What calls for a redress, then the redresses: those that are not settled first, the newest of each first."""
    alliance, now = sitting.alliance, clock.now()
    rows = [redressing.row(alliance, one, now) for one in alliance.redress.by_index.values()]
    called = [(call, redressing.call_sentence(alliance, call)) for call in redressing.calls(sitting, now)]
    free = [pool for pool in terms_in_force(alliance).pools if alliance.redress.of_pool(pool.id) is None]
    named = {call.balance.pool.id for call, _sentence in called}
    context = {
        "called": called,
        "rows": sorted(rows, key=lambda row: (row.redress.closed, -row.redress.index)),
        "felt": [pool for pool in free if pool.id not in named],
        **usual(sitting),
    }
    return render(request, "redress/redress.html", context)


@seated
@in_force
def new(request: HttpRequest, sitting: Sitting, pool: str) -> HttpResponse:
    """The form to open the redress of a pool; a POST opens it, with the figures as they are at that moment."""
    found = terms_in_force(sitting.alliance).pool(pool)
    if found is None:
        raise NotHere(pool)
    if request.method == "POST":
        return _open(request, sitting, found)
    stands = sitting.alliance.redress.of_pool(pool)
    if stands is not None and not getattr(request, "refused", None):
        return redirect("redress_entry", sitting.slug, stands.index)
    call = remedies.call_for(sitting.alliance, balances(sitting, clock.now())[pool])
    context = {
        "pool": found,
        "call": redressing.call_sentence(sitting.alliance, call) if call else "",
        "due": (clock.now().date() + USUAL_TIME).isoformat(),
        "citing": citing(request, sitting),
        **usual(sitting),
    }
    return render(request, "redress/new.html", context)


def _open(request: HttpRequest, sitting: Sitting, pool: Pool) -> HttpResponse:
    typed = Typed(request)
    call = remedies.call_for(sitting.alliance, balances(sitting, clock.now())[pool.id])
    fields = {
        "due": typed.day("due", _("The day")),
        "note": typed.text("note", _("What you want to say"), required=call is None, limit=rules.TEXT_LIMIT),
        **_figures(sitting, pool),
    }
    typed.check()
    about = cited(request, sitting)
    reason = "felt" if call is None else "stands" if "stands" in call.where.values() else "foretold"
    [sent] = acts.record(
        sitting, rules.open_redress, key=typed.key, pool=pool.id, reason=reason, **fields, **about
    )  # fmt: skip
    done = _("Opened as entry %(entry)s. Your party leads it. Name what could be moved.")
    messages.success(request, done % {"entry": sent.index})
    return redirect("redress_entry", sitting.slug, sent.index)


def _figures(sitting: Sitting, pool: Pool) -> dict[str, Any]:
    """What a redress keeps of this moment: the figures, and how many entries they were computed from."""
    whole = balances(sitting, clock.now())[pool.id]
    ahead = outlook(sitting.alliance, whole)
    return {
        "figures": remedies.figures(whole, ahead), "ahead": ahead.on, "computed_at": sitting.alliance.size
    }  # fmt: skip


alliance = [
    path("redress/", redress, name="redress"),
    path("redress/new/<slug:pool>/", new, name="redress_new"),
]
