"""Trust incidents: the list, one incident with its repair, raising one, and what one can do about it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance.refusals import Refused
from paripassu.alliance.statements import WHAT_LIMIT, incidents, repairs
from paripassu.alliance.statements.raised import Incident, pledge_status, unanswered
from paripassu.keeper import acts, reads
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import clock, linked, stated
from paripassu.web import statements as shown
from paripassu.web.citing import cited, citing
from paripassu.web.enclosing import enclosed
from paripassu.web.navigation import address
from paripassu.web.pages.ledger import in_force
from paripassu.web.pages.principles_new import person_in
from paripassu.web.pages.statements import usual
from paripassu.web.pages.statements_entry import told
from paripassu.web.pages.statements_new import placed
from paripassu.web.seated import seated
from paripassu.web.typed import Typed

FIELD_OF_REFUSAL = {
    "concerns_nobody": "concerns",
    "not_happened": "on",
    "too_many_files": "files",
    "day_over": "due",
    "follow_up_unfit": "follow_up",
    "not_due_yet": "held",
}


@seated
@in_force
def listed(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """All incidents, the open ones first."""
    found = shown.incident_lines(sitting.alliance, clock.now())
    return render(request, "statements/incidents.html", {"lines": found, **usual(sitting)})


@seated
@in_force
def new(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The form; a POST raises the incident and shows it."""
    if request.method == "POST":
        return _raise(request, sitting)
    others = _others(sitting)
    asked = request.GET.get("concerns", "")
    context = {
        "others": [(id_, sitting.alliance.parties.name(id_)) for id_ in others],
        "concerns": asked if asked in others else "",
        "today": clock.now().date(),
        "citing": citing(request, sitting),
        **usual(sitting),
    }
    return render(request, "statements/incident_new.html", context)


def _others(sitting: Sitting) -> list[str]:
    """The partners that an incident can concern: all others that are still here."""
    left = sitting.alliance.membership.left
    return [id_ for id_ in usual(sitting)["partners"] if id_ != sitting.seat.party and id_ not in left]


def _name_nobody(typed: Typed, sitting: Sitting, fields: dict[str, Any]) -> None:
    """An incident concerns a party: a text with the name of somebody who sits for it is not taken."""
    for field in ("what", "effect"):
        if name := person_in(sitting, fields["concerns"], fields[field]):
            sentence = _("This names %(name)s. Say what the party did: an incident concerns no person.")
            typed.find(field, sentence % {"name": name})


def _raise(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    typed = Typed(request)
    fields: dict[str, Any] = {
        "concerns": typed.choice("concerns", _("The party it concerns"), _others(sitting)),
        "what": typed.text("what", _("What happened"), limit=WHAT_LIMIT),
        "effect": typed.text("effect", _("What effect it had"), limit=WHAT_LIMIT),
        "on": typed.day("on", _("The day")),
    }
    _name_nobody(typed, sitting, fields)
    typed.check()
    fields |= {**cited(request, sitting), "enclosed": enclosed(request, sitting)}
    try:
        [recorded] = acts.record(sitting, incidents.raise_incident, key=typed.key, **fields)
    except Refused as refusal:
        raise placed(refusal, FIELD_OF_REFUSAL) from refusal
    kept = incidents.incident_at(sitting.alliance, recorded.index)
    why = shown.incident_line(sitting.alliance, kept, clock.now()).why
    messages.success(request, _("Raised as entry %(entry)s.") % {"entry": recorded.index} + f" {why}")
    return redirect("incident", sitting.slug, recorded.index)


@seated
def entry(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Everything about one incident. The entry of a pledge leads to its incident."""
    incident = found(sitting, index)
    if incident.index != index:
        return redirect("incident", sitting.slug, incident.index)
    now, names, common = clock.now(), reads.names(sitting), usual(sitting)
    context = {
        "line": shown.incident_line(sitting.alliance, incident, now),
        "incident": incident,
        "fact": incident.fact,
        "pledges": [(each, pledge_status(each, now), _linked(sitting, each.index, index)) for each in incident.pledges],
        "unanswered": unanswered(incident, now),
        "may": _may(sitting, incident, now) if common["leads"] else {},
        "history": told(sitting, incident.told, names),
        "linked": _besides_pledges(sitting, incident),
        "record_entry": address("record_entry", sitting.slug, index),
        "conflict_new": address("conflicts_new", sitting.slug),
        "commitment_new": address("commitments_new", sitting.slug),
        **common,
    }
    return render(request, "statements/incident.html", context)


def found(sitting: Sitting, index: int) -> Incident:
    """The incident at an entry, or of the pledge at it. NotHere when there is none."""
    state = sitting.alliance.statements
    index = state.of_pledge.get(index, index)
    if index not in state.incidents:
        raise NotHere(str(index))
    return state.incidents[index]


def _besides_pledges(sitting: Sitting, incident: Incident) -> list[linked.Linked]:
    """What an incident is linked with, besides its pledges, which the page shows."""
    links, pledges = sitting.alliance.links, {each.index for each in incident.pledges}
    clauses = [linked.clause(sitting, id_) for id_ in links.clauses.get(incident.index, ())]
    return clauses + linked.things(sitting, [each for each in links.of(incident.index) if each not in pledges])


def _linked(sitting: Sitting, pledge: int, incident: int) -> list[linked.Linked]:
    """What a pledge is linked with, besides its incident: the commitment that it became."""
    return linked.things(sitting, [each for each in sitting.alliance.links.of(pledge) if each != incident])


def _may(sitting: Sitting, incident: Incident, now: datetime) -> dict[str, Any]:
    """Which acts make sense here for this party; the rules themselves are asked when they act."""
    party = sitting.seat.party
    if not incident.open or party not in incident.between:
        return {}
    concerned, offered, pledge = incident.fact.concerns == party, incident.offered, incident.pledge
    settled = offered is None and (pledge is None or party in pledge.found)
    return {
        "answer": concerned,
        "pledge": concerned and offered is None,
        "withdraw_pledge": offered if concerned else None,
        "accept_pledge": offered if not concerned else None,
        "follow_up": pledge,
        "withdraw": not concerned,
        "close": settled and party not in incident.closing,
        "withdraw_closing": party in incident.closing,
    }


# --- acts ---

Read = Callable[[Typed, Incident], dict[str, Any]]


class Act(NamedTuple):
    """An act on one incident: its rule, how its form is read, what is said when it is done, whether it has files."""

    rule: Callable[..., Any]
    read: Read
    done: Lazy
    files: bool = False


def _reason(typed: Typed) -> str:
    return typed.text("reason", _("The reason"), limit=WHAT_LIMIT)


def _answer(typed: Typed, incident: Incident) -> dict[str, Any]:
    return {
        "incident": incident.index,
        "view": typed.choice("view", _("How your party sees it"), list(stated.VIEWS)),
        "text": typed.text("text", _("Your answer"), limit=WHAT_LIMIT),
    }


def _why(typed: Typed, incident: Incident) -> dict[str, Any]:
    return {"incident": incident.index, "reason": _reason(typed)}


def _closing(typed: Typed, incident: Incident) -> dict[str, Any]:
    return {"incident": incident.index, "text": typed.text("text", _("How it was settled"), limit=WHAT_LIMIT)}


def _pledge(typed: Typed, incident: Incident) -> dict[str, Any]:
    return {
        "incident": incident.index,
        "what": typed.text("what", _("What your party will do"), limit=WHAT_LIMIT),
        "due": typed.day("due", _("The day")),
        "follow_up": typed.optional_day("follow_up", _("The day to look")),
    }


def _this(typed: Typed, _incident: Incident) -> dict[str, Any]:
    return {"pledge": typed.whole("pledge", _("The pledge"))}


def _this_reasoned(typed: Typed, incident: Incident) -> dict[str, Any]:
    return {**_this(typed, incident), "reason": _reason(typed)}


def _follow_up(typed: Typed, incident: Incident) -> dict[str, Any]:
    return {
        **_this(typed, incident),
        "held": typed.choice("held", _("Whether it held"), ("yes", "no")) == "yes",
        "evidence": typed.text("evidence", _("What shows it"), limit=WHAT_LIMIT),
    }


ACTS: dict[str, Act] = {
    "answer": Act(incidents.answer, _answer, gettext_lazy("Answered."), files=True),
    "withdraw": Act(incidents.withdraw, _why, gettext_lazy("Taken back, with your reason.")),
    "close": Act(incidents.close, _closing, gettext_lazy("Recorded.")),
    "reopen": Act(incidents.withdraw_closing, _why, gettext_lazy("Your word to close it is taken back.")),
    "pledge": Act(repairs.pledge, _pledge, gettext_lazy("Pledged.")),
    "accept-pledge": Act(repairs.accept, _this, gettext_lazy("Accepted.")),
    "return-pledge": Act(repairs.return_pledge, _this_reasoned, gettext_lazy("Returned, with your reason.")),
    "withdraw-pledge": Act(repairs.withdraw, _this_reasoned, gettext_lazy("The pledge is taken back.")),
    "follow-up": Act(repairs.follow_up, _follow_up, gettext_lazy("Recorded."), files=True),
}
"""All acts on one incident by the last part of their address."""


@seated(page=entry)
def do(request: HttpRequest, sitting: Sitting, index: int, act: str) -> HttpResponse:
    """Do one act on this incident."""
    if act not in ACTS:
        raise NotHere(act)
    incident, typed = found(sitting, index), Typed(request)
    fields = ACTS[act].read(typed, incident)
    typed.check()
    if ACTS[act].files:
        fields["enclosed"] = enclosed(request, sitting)
    try:
        acts.record(sitting, ACTS[act].rule, key=typed.key, **fields)
    except Refused as refusal:
        raise placed(refusal, FIELD_OF_REFUSAL) from refusal
    now_stands = shown.incident_line(sitting.alliance, incident, clock.now())
    messages.success(request, f"{ACTS[act].done} {now_stands.why}")
    return redirect("incident", sitting.slug, incident.index)


alliance = [
    path("statements/incidents/", listed, name="incidents"),
    path("statements/incidents/new/", new, name="incident_new"),
    path("statements/incidents/<int:index>/", entry, name="incident"),
    path("statements/incidents/<int:index>/<slug:act>/", do, name="incident_act"),
]
