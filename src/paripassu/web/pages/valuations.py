"""Own valuations: of every pool what was valued last and by whom, what is being stated, and asking for it."""

from datetime import timedelta
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance.agreement import terms_in_force
from paripassu.alliance.agreement.terms import Pool
from paripassu.alliance.ledger import valuations as rules
from paripassu.alliance.ledger.valuations.rounds import standing
from paripassu.keeper import acts
from paripassu.keeper.access import NotHere, Sitting
from paripassu.measures.questions import readings
from paripassu.web import clock, valued, valuing
from paripassu.web.citing import cited, citing
from paripassu.web.measured import Group, shown
from paripassu.web.pages.ledger import in_force, takes_part
from paripassu.web.seated import seated
from paripassu.web.typed import Typed

USUAL_TIME = timedelta(days=21)
"""The last day to state own values, unless another is typed."""


def usual(sitting: Sitting) -> dict[str, Any]:
    """What all pages of this practice show alike."""
    part = takes_part(sitting)
    return {"takes_part": part, "leads": part and sitting.seat.role != "member", "words": valued}


class Listed(NamedTuple):
    """A pool in the list: its valuations, the newest first; whether one can be opened; its figures by own values."""

    pool: Pool
    rows: tuple[valuing.Row, ...]
    free: bool
    figures: list[Group]


@seated
@in_force
def valuations(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Every pool with its valuations, the newest first, and all figures by own values."""
    alliance, now = sitting.alliance, clock.now()
    found = readings(alliance, now, "valuations")
    pools = [
        Listed(
            pool,
            tuple(valuing.row(alliance, one, now) for one in reversed(alliance.valuations.of_pool(pool.id))),
            all(standing(alliance, one, now) not in ("asked", "ready") for one in alliance.valuations.of_pool(pool.id)),
            shown(sitting, [each for each in found if each.about.partition("/")[0] == pool.id]),
        )
        for pool in sorted(terms_in_force(alliance).pools, key=lambda pool: (pool.name, pool.id))
    ]
    return render(request, "valuations/valuations.html", {"pools": pools, **usual(sitting)})


@seated
@in_force
def new(request: HttpRequest, sitting: Sitting, pool: str) -> HttpResponse:
    """The form to ask for own values of a pool; a POST asks."""
    found = terms_in_force(sitting.alliance).pool(pool)
    if found is None:
        raise NotHere(pool)
    if request.method == "POST":
        return _open(request, sitting, found)
    today = clock.now().date()
    context = {
        "pool": found,
        "until": today.isoformat(),
        "due": (today + USUAL_TIME).isoformat(),
        "citing": citing(request, sitting),
        **usual(sitting),
    }
    return render(request, "valuations/new.html", context)


def _open(request: HttpRequest, sitting: Sitting, pool: Pool) -> HttpResponse:
    typed = Typed(request)
    fields = {
        "grain": typed.choice("grain", _("How it is valued"), list(valued.GRAINS)),
        "since": typed.optional_day("since", _("The first day")),
        "until": typed.day("until", _("The last day")),
        "due": typed.day("due", _("The day")),
        "note": typed.text("note", _("What you want to say"), required=False, limit=rules.TEXT_LIMIT),
    }
    typed.check()
    about = cited(request, sitting)
    [sent] = acts.record(sitting, rules.open_valuation, key=typed.key, pool=pool.id, **fields, **about)
    messages.success(request, _("Asked. Every partner now states, sealed, what it is worth to it."))
    return redirect("valuation", sitting.slug, sent.index)


alliance = [
    path("valuations/", valuations, name="valuations"),
    path("valuations/new/<slug:pool>/", new, name="valuation_new"),
]
