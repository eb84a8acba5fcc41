"""Putting something to all parties, and putting a better text in its place."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance import decisions as rules
from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.decisions.objections import SAYING_LIMIT
from paripassu.alliance.decisions.proposals import Proposal, Wording
from paripassu.alliance.parties.membership import voices
from paripassu.alliance.refusals import Finding, Refused
from paripassu.keeper import acts, reads
from paripassu.keeper.access import Sitting
from paripassu.web import citing, clock, decided, linked
from paripassu.web.pages.decisions import in_force, may_propose, proposal_here
from paripassu.web.postings import names
from paripassu.web.proposals import waits
from paripassu.web.seated import seated
from paripassu.web.typed import Typed, words

USUAL_DAYS = 14
"""Days that a fresh form leaves for a proposal."""

FIELD_OF_REFUSAL = {
    "closing_day": "closes", "closing_sooner": "closes", "review_day": "review", "veto_days": "veto_days",
    "quorum_unfit": "quorum", "options_unfit": "options", "options_need_a_vote": "options", "body_missing": "body",
    "body_unknown": "body", "carrier_unknown": "carrier", "carrier_elsewhere": "carrier", "thing_unknown": "about",
    "linked_twice": "about", "too_many_links": "about", "method_unknown": "method", "nothing_revised": "text",
}  # fmt: skip


@seated
@in_force
def new(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The form; a POST puts the proposal to all parties."""
    if request.method == "POST":
        return _propose(request, sitting)
    asked = words(request, about="", clause="", revises="")
    revises = asked["revises"]
    old = proposal_here(sitting, int(revises)) if revises.isdecimal() and len(revises) < 16 else None
    context = _form(sitting, old.wording if old else None) | {"asked": asked, "old": old}
    return render(request, "decisions/new.html", context)


@seated
@in_force
def revise(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """The form for a better text; a POST puts it in the place of the one before."""
    proposal = proposal_here(sitting, index)
    if request.method == "POST":
        return _revise(request, sitting, proposal)
    context = _form(sitting, proposal.wording) | {
        "proposal": proposal, "objections": proposal.standing_objections, "mine": sitting.seat.party == proposal.party,
    }  # fmt: skip
    return render(request, "decisions/revise.html", context)


def _form(sitting: Sitting, wording: Wording | None) -> dict[str, Any]:
    """What both forms offer, and what they hold when they are fresh."""
    today = clock.now().date()
    return {
        "usual": _usual(wording, (today + timedelta(days=USUAL_DAYS)).isoformat()),
        "first_day": (today + timedelta(days=rules.LEAST_DAYS)).isoformat(),
        "carriers": _carriers(sitting),
        "bodies": [(body.index, body.terms.name) for body in sitting.alliance.bodies.standing],
        "clauses": [
            (each.id, linked.shortened(each.text)) for each in version_in_force(sitting.alliance).terms.clauses
        ],
        "principles": citing.principles(sitting),
        "may_propose": may_propose(sitting),
        "words": decided,
        "veto_days": rules.VETO_DAYS,
    }


def _usual(wording: Wording | None, closes: str) -> Mapping[str, str]:
    if wording is None:
        return {"title": "", "text": "", "reasons": "", "closes": closes, "options": "", "carrier": "", "review": ""}
    return {
        "title": wording.title, "text": wording.text, "reasons": wording.reasons,
        "closes": max(closes, wording.closes.isoformat()), "options": "\n".join(wording.options),
        "carrier": f"{wording.carrier}/{wording.person}".rstrip("/"),
        "review": wording.review.isoformat() if wording.review else "",
    }  # fmt: skip


def _carriers(sitting: Sitting) -> list[tuple[str, str]]:
    """Who could carry it out: all, each party, and each person of it."""
    people, found = reads.names(sitting), [("", _("All parties together"))]
    for party in voices(sitting.alliance):
        name = sitting.alliance.parties.name(party)
        found.append((party, name))
        seats = sitting.alliance.parties.people(party)
        known = sorted((people[seat.person], seat.person) for seat in seats if seat.person in people)
        found += [(f"{party}/{person}", f"{name}: {called}") for called, person in known]
    return found


# --- acts ---


def _propose(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    typed = Typed(request)
    fields = _wording(typed, sitting) | _method(typed, sitting) | _about(typed, sitting)
    typed.check()
    [recorded] = _record(sitting, rules.propose, typed, fields)
    message = _("Proposed. It waits for %(names)s.")
    messages.success(request, message % {"names": _court(sitting, recorded.index)})
    return redirect("decision", sitting.slug, recorded.index)


def _revise(request: HttpRequest, sitting: Sitting, proposal: Proposal) -> HttpResponse:
    typed = Typed(request)
    note = typed.text("note", _("What changed"), limit=SAYING_LIMIT)
    fields = _wording(typed, sitting) | {"note": note, "proposal": proposal.index}
    typed.check()
    _record(sitting, rules.revise, typed, fields)
    message = _("The better text is before all. It waits for %(names)s.")
    messages.success(request, message % {"names": _court(sitting, proposal.index)})
    return redirect("decision", sitting.slug, proposal.index)


def _court(sitting: Sitting, index: int) -> str:
    found = waits(sitting, proposal_here(sitting, index), clock.now())
    return names(sitting.alliance, {party for turn in found for party in turn.parties})


def _record(sitting: Sitting, act: Any, typed: Typed, fields: dict[str, Any]) -> Any:
    """Do it; a refusal about one field is shown at that field."""
    try:
        return acts.record(sitting, act, key=typed.key, **fields)
    except Refused as refusal:
        at = FIELD_OF_REFUSAL.get(refusal.code)
        if at is not None:
            refusal.fields["findings"] = (Finding(at, str(refusal)),)
        raise


def _wording(typed: Typed, sitting: Sitting) -> dict[str, Any]:
    carrier = typed.choice("carrier", _("Who carries it out"), [value for value, _word in _carriers(sitting)])
    party, _slash, person = carrier.partition("/")
    options = typed.text("options", _("The options"), required=False).splitlines()
    return {
        "title": typed.text("title", _("The title"), limit=rules.TITLE_LIMIT),
        "text": typed.text("text", _("What is proposed"), limit=SAYING_LIMIT),
        "reasons": typed.text("reasons", _("The reasons"), limit=SAYING_LIMIT),
        "closes": typed.day("closes", _("The last day")),
        "options": tuple(option.strip() for option in options if option.strip()),
        "carrier": party,
        "person": person,
        "review": typed.optional_day("review", _("The day of the review")),
    }


def _method(typed: Typed, sitting: Sitting) -> dict[str, Any]:
    method = typed.choice("method", _("How it is decided"), list(decided.METHODS))
    bodies = [str(body.index) for body in sitting.alliance.bodies.standing]
    body = typed.choice("body", _("The body"), bodies) if method == "body" else ""
    return {
        "method": method,
        "rule": typed.choice("rule", _("How many are enough"), list(decided.RULES)) if method == "vote" else "simple",
        "quorum": typed.whole("quorum", _("The quorum")) if typed.fields.get("quorum", "").strip() else 0,
        "veto_days": typed.whole("veto_days", _("The days for a veto")),
        "body": int(body) if body else None,
    }


def _about(typed: Typed, sitting: Sitting) -> dict[str, Any]:
    """What it is about: entries by their numbers, clauses by their ids, and the decision that it would replace."""
    text = typed.text("about", _("The entries it is about"), required=False, limit=500)
    entries = text.replace(",", " ").split()
    if not all(entry.isdecimal() and len(entry) < 16 for entry in entries):
        typed.find("about", _("Write the numbers of the entries, with commas between them."))
        entries = []
    terms = version_in_force(sitting.alliance).terms
    clauses = [each.id for part in (terms.clauses, terms.principles) for each in part if each.id]
    revises = typed.whole("revises", _("The decision it replaces")) if typed.fields.get("revises") else None
    return {
        "about": tuple(int(entry) for entry in entries),
        "clauses": typed.chosen("clause", clauses),
        "revises": revises,
    }


alliance = [
    path("decisions/new/", new, name="decision_new"),
    path("decisions/<int:index>/revise/", revise, name="decision_revise"),
]
