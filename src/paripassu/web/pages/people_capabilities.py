"""Capabilities and intentions: what each partner says of itself, side by side."""

from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance.alliance import Recorded
from paripassu.alliance.parties import capabilities as acting
from paripassu.keeper import acts
from paripassu.keeper.access import Sitting
from paripassu.web.clock import now
from paripassu.web.seated import seated
from paripassu.web.seating import common, partners
from paripassu.web.typed import Typed

STEPS: dict[str, Promise] = {
    "0": gettext_lazy("nothing of it"),
    "25": gettext_lazy("a little of it"),
    "50": gettext_lazy("half of it"),
    "75": gettext_lazy("most of it"),
    "100": gettext_lazy("all of it"),
}
"""How much of what comes from another party could be had elsewhere, in the words of the form."""


class Stated(NamedTuple):
    """What one party says of itself now, whether it should have looked at it again, and what it said before."""

    party: str
    recorded: Recorded | None
    overdue: bool
    earlier: list[Recorded]


@seated
def capabilities(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """All partners side by side; the reader's own with its form."""
    mine = sitting.alliance.capabilities.stated(sitting.party.id)
    context = {
        **common(sitting),
        "sides": [_stated(sitting, party) for party, _name in partners(sitting)],
        "mine": mine,
        "others": [party for party, _name in partners(sitting) if party != sitting.party.id],
        "mine_replaceable": {each.party: str(each.percent) for each in mine.replaceable or ()} if mine else {},
        "steps": STEPS,
    }
    return render(request, "people/capabilities.html", context)


def _stated(sitting: Sitting, party: str) -> Stated:
    said = sitting.alliance.capabilities.by_party.get(party, [])
    if not said:
        return Stated(party, None, False, [])
    return Stated(party, said[-1], acting.overdue(said[-1].fact, now()), said[-2::-1])


@seated(page=capabilities)
def state(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Say it anew for one's own party."""
    typed = Typed(request)
    abilities, needs = typed.text("abilities", _("What it can do")), typed.text("needs", _("Needs"), required=False)
    intentions = typed.text("intentions", _("Intentions"), required=False)
    review = typed.day("review", _("The day of the review"))
    replaceable = _replaceable(sitting, typed)
    typed.check()
    acts.record(
        sitting,
        acting.state,
        key=typed.key,
        abilities=_lines(abilities),
        needs=_lines(needs),
        intentions=intentions,
        review=review,
        replaceable=replaceable,
    )
    messages.success(request, _("Said for your party. The others read it here."))
    return redirect("capabilities", sitting.slug)


def _replaceable(sitting: Sitting, typed: Typed) -> dict[str, int]:
    """What the party says it could replace of each other one; nothing is said where nothing was chosen."""
    others = [party for party, _name in partners(sitting) if party != sitting.party.id]
    label, options = _("How much it could replace"), {"", *STEPS}
    names = {party: f"replaceable-{party}" for party in others}
    given = {party: name for party, name in names.items() if name in typed.fields}
    chosen = {party: typed.choice(name, label, options) for party, name in given.items()}
    return {party: int(step) for party, step in chosen.items() if step}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


@seated
def entry(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """The way from an entry of the record to the statement."""
    return redirect("capabilities", sitting.slug)


alliance = [
    path("people/capabilities/", capabilities, name="capabilities"),
    path("people/capabilities/state/", state, name="capabilities_state"),
    path("people/capabilities/<int:index>/", entry, name="capabilities_entry"),
]
