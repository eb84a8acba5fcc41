"""Decisions: what is open and what was decided, and one calm page for each proposal with what can be done now."""

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from paripassu.alliance.decisions import outcomes
from paripassu.alliance.decisions.outcomes import APPEAL_DAYS, OPEN, Standing
from paripassu.alliance.decisions.proposals import Proposal
from paripassu.keeper import reads
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import clock, decided, linked
from paripassu.web import proposals as shown
from paripassu.web.navigation import address
from paripassu.web.seated import View, seated


def in_force(view: View) -> View:
    """The view; while no agreement is in force, a page that says what has to happen first."""

    @wraps(view)
    def answered(request: HttpRequest, sitting: Sitting, **kwargs: Any) -> HttpResponse:
        if sitting.alliance.agreement.versions:
            return view(request, sitting, **kwargs)
        return render(request, "decisions/before.html", {"agreement": address("agreement", sitting.slug)})

    return answered


@seated
@in_force
def decisions(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """What waits for the person's party first, then what else is open, then what was decided."""
    found = shown.lines(sitting, clock.now())
    context = {
        "yours": [line for line in found if line.yours],
        "open": [line for line in found if not line.yours and (line.turns or line.standing in OPEN)],
        "closed": [line for line in found if not line.turns and line.standing not in OPEN],
        "may_propose": may_propose(sitting),
        "takes_part": shown.takes_part(sitting),
        "words": decided,
    }
    return render(request, "decisions/decisions.html", context)


def may_propose(sitting: Sitting) -> bool:
    """Whether this person may put something to all: a manager or sponsor of a partner."""
    return shown.takes_part(sitting) and sitting.seat.role != "member"


@seated
@in_force
def decision(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """One proposal; the entry of a question, an objection or a veto leads to the proposal it belongs to."""
    at = decided.proposal_at(sitting.alliance, index)
    if at != index and at >= 0:
        return redirect("decision", sitting.slug, at)
    proposal = proposal_here(sitting, index)
    found = shown.shown(sitting, proposal, clock.now())
    context = {
        "shown": found,
        "proposal": proposal,
        "wording": proposal.wording,
        "may": found.may,
        "step": step(found.standing),
        "steps": shown.STEPS,
        "names": reads.names(sitting),
        "linked": linked.of(sitting, index),
        "words": decided,
        "appeal_days": APPEAL_DAYS,
        "record_entry": address("record_entry", sitting.slug, index),
        "now": request.POST.get("form", ""),
        **_veto_days(proposal, found),
    }
    return render(request, "decisions/decision.html", context)


def proposal_here(sitting: Sitting, index: int) -> Proposal:
    """The proposal at an entry. NotHere when there is none."""
    found = sitting.alliance.decisions.proposals.get(index)
    if found is None:
        raise NotHere(str(index))
    return found


def step(standing: Standing) -> int:
    """How many steps of its way a proposal has behind it."""
    if standing in shown.STEPS:
        return shown.STEPS.index(standing)
    return len(shown.STEPS) - (standing == "opening")


def _veto_days(proposal: Proposal, found: shown.Shown) -> dict[str, Any]:
    if found.outcome is None or not found.outcome.accepted:
        return {"veto_until": None}
    return {"veto_until": outcomes.veto_until(proposal, found.outcome)}


alliance = [
    path("decisions/", decisions, name="decisions"),
    path("decisions/<int:index>/", decision, name="decision"),
]
