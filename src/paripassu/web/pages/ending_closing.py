"""The closing balance: what is reckoned now, what was stated, and what each party says to it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance.ending import closings
from paripassu.alliance.ending.closings import Closing
from paripassu.alliance.ending.items import CLOSED
from paripassu.keeper import acts
from paripassu.keeper.access import Sitting
from paripassu.measures.closing import closing as reckoned
from paripassu.web import clock, linked
from paripassu.web.partings import common, lines, pool_names
from paripassu.web.seated import seated
from paripassu.web.typed import Typed
from paripassu.web.wording import listed


@seated
def closing(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The closing balance that stands with the word of each party, or what would be stated now."""
    alliance, shared = sitting.alliance, common(sitting)
    current = closings.current(alliance)
    active = shared["stage"] in ("announced", "winding_down")
    stands = closings.status(alliance, current) if current else ""
    pools, payments = reckoned(alliance, clock.now()) if active else ((), ())
    context = {
        **shared,
        "active": active,
        "current": current,
        "status": stands,
        "missing": closings.missing(alliance, current) if current else (),
        "linked": linked.of(sitting, current.index) if current else [],
        "now_pools": pools,
        "now_payments": payments,
        "may_state": active and shared["acts"] and _may_state(current, stands, sitting.party.id),
        "earlier": [each for each in reversed(alliance.ending.closings.values()) if each is not current],
        "open_items": sum(each.line.status not in CLOSED for each in lines(sitting)) if active else 0,
        "pool_names": pool_names(sitting),
    }
    return render(request, "ending/closing.html", context)


def _may_state(current: Closing | None, stands: str, party: str) -> bool:
    """Whether the reader's party can put figures before the others now."""
    return current is None or stands in ("stale", "objected") or current.accepted.keys() <= {party}


@seated(page=closing)
def state(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Put the figures as they are reckoned now before all."""
    typed = Typed(request)
    note = typed.text("note", _("The note"), required=False, limit=closings.TEXT_LIMIT)
    size = typed.whole("size", _("The size of the record"))
    typed.check()
    pools, payments = reckoned(sitting.alliance, clock.now())
    squared = payments if typed.fields.get("payments") == "yes" else ()
    fields = {"pools": pools, "payments": squared, "note": note, "at": size}
    [recorded] = acts.record(sitting, closings.state_closing, key=typed.key, **fields)
    waits = closings.missing(sitting.alliance, sitting.alliance.ending.closings[recorded.index])
    names = listed(sitting.alliance, waits)
    messages.success(request, _("Stated. It is now in the court of %(names)s.") % {"names": names})
    return redirect("ending_closing", sitting.slug)


@seated(page=closing)
def accept(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Accept the closing balance for one's party."""
    typed = Typed(request)
    index = typed.whole("closing", _("The closing balance"))
    typed.check()
    acts.record(sitting, closings.accept_closing, key=typed.key, closing=index)
    waits = closings.missing(sitting.alliance, sitting.alliance.ending.closings[index])
    if waits:
        names = listed(sitting.alliance, waits)
        messages.success(request, _("Accepted. Still missing: %(names)s.") % {"names": names})
    else:
        messages.success(request, _("Accepted. Every party has: the balance is closed, unless the ledger changes."))
    return redirect("ending_closing", sitting.slug)


@seated(page=closing)
def object_to(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Say what is wrong with the closing balance."""
    typed = Typed(request)
    index = typed.whole("closing", _("The closing balance"))
    reason = typed.text("reason", _("What is wrong with it"), limit=closings.TEXT_LIMIT)
    typed.check()
    acts.record(sitting, closings.object_to_closing, key=typed.key, closing=index, reason=reason)
    messages.success(request, _("Said. Put right what is wrong on the ledger; then any party states it anew."))
    return redirect("ending_closing", sitting.slug)


alliance = [
    path("ending/closing/", closing, name="ending_closing"),
    path("ending/closing/state/", state, name="ending_state"),
    path("ending/closing/accept/", accept, name="ending_accept"),
    path("ending/closing/object/", object_to, name="ending_object"),
]
