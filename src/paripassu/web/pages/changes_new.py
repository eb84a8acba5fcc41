"""Sharing a change, or noting it for one's own party first; and saying what a change touches."""

from decimal import Decimal
from typing import Any, get_args

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance import changes as rules
from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.agreement.terms import ResourceKind
from paripassu.alliance.changes import TITLE_LIMIT, WHAT_LIMIT, effects
from paripassu.alliance.changes.notices import Change, Effect, Expected, OnGoal
from paripassu.alliance.commitments.promises import Commitment
from paripassu.alliance.goals.objectives import Goal
from paripassu.alliance.refusals import Finding, Refused
from paripassu.keeper import acts
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import changed, clock, noticed
from paripassu.web.citing import cited, citing
from paripassu.web.enclosing import enclosed
from paripassu.web.pages.changes import usual
from paripassu.web.pages.changes_entry import found
from paripassu.web.pages.ledger import in_force
from paripassu.web.seated import seated
from paripassu.web.typed import Typed, written
from paripassu.web.wording import RESOURCES

ROWS = 4
"""Lines for what a party expects of the pools."""


@seated
@in_force
def new(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The form; a POST shares the change with all, or notes it for one's own party."""
    if request.method == "POST":
        return _share(request, sitting)
    context = {
        "citing": citing(request, sitting),
        "premises": changed.premises(sitting.alliance),
        "ticked": request.POST.getlist("assumption") or request.GET.getlist("assumption"),
        "today": clock.now().date(),
        **usual(sitting),
    }
    return render(request, "changes/new.html", context)


def _share(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    typed = Typed(request)
    fields = {
        "nature": typed.choice("nature", _("What moves"), list(noticed.NATURES)),
        "title": typed.text("title", _("In a few words"), limit=TITLE_LIMIT),
        "what": typed.text("what", _("What has changed"), limit=WHAT_LIMIT),
        "noticed": typed.day("noticed", _("The day it was noticed")),
        "since": typed.optional_day("since", _("The day it happened")),
        "touches": typed.text("touches", _("How it touches your party"), required=False, limit=WHAT_LIMIT),
        "assumptions": typed.chosen("assumption", [each.id for each in changed.premises(sitting.alliance)]),
        "evidence": typed.text("evidence", _("What shows it"), required=False, limit=WHAT_LIMIT),
    }
    typed.check()
    fields |= {"enclosed": enclosed(request, sitting), **cited(request, sitting)}
    privately = request.POST.get("do") == "note"
    [recorded] = _record(sitting, rules.note if privately else rules.share, typed, fields)
    if privately:
        messages.success(
            request, _("Noted, for your own party alone. Share it when you can: the record keeps the day.")
        )
    else:
        why = changed.line(sitting.alliance, found(sitting, recorded.index), clock.now()).why
        messages.success(request, _("Shared with all.") + f" {why}")
    return redirect("change", sitting.slug, recorded.index)


def _record(sitting: Sitting, act: Any, typed: Typed, fields: dict[str, Any]) -> Any:
    """Do it; a refusal about the day is shown at its field."""
    try:
        return acts.record(sitting, act, key=typed.key, **fields)
    except Refused as refusal:
        if refusal.code == "noticed_in_future":
            refusal.fields["findings"] = (Finding("noticed", str(refusal)),)
        raise


# --- what it touches ---


@seated
@in_force
def effect(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """The form for what a change touches; a POST puts it before all."""
    change = found(sitting, index)
    if change.index != index:
        raise NotHere(str(index))
    if request.method == "POST":
        return _state(request, sitting, change)
    before = change.effects.get(sitting.seat.party)
    context = {
        "change": change,
        "before": before,
        "premises": changed.premises(sitting.alliance),
        "goals": [(goal, _expected_before(before, goal)) for goal in _goals(sitting)],
        "commitments": _commitments(sitting),
        "pools": list(version_in_force(sitting.alliance).pools.values()),
        "resources": list(RESOURCES.items()),
        "rows": [_row(before, place) for place in range(ROWS)],
        "ticked": _ticked(request, change, before),
        **usual(sitting),
    }
    return render(request, "changes/effect.html", context)


def _goals(sitting: Sitting) -> list[Goal]:
    return [goal for goal in sitting.alliance.goals.by_index.values() if goal.in_force]


def _commitments(sitting: Sitting) -> list[Commitment]:
    return [each for each in sitting.alliance.commitments.by_index.values() if each.in_force]


def _expected_before(before: Effect | None, goal: Goal) -> str:
    found = (each.expected for each in before.goals if each.goal == goal.index) if before else iter(())
    return next((written(value) for value in found), "")


def _row(before: Effect | None, place: int) -> dict[str, str]:
    """What a line of expectation holds: what was said before, or nothing."""
    if before is None or place >= len(before.expects):
        return {"pool": "", "of": "", "way": "given", "change": "", "percent": "", "resource": ""}
    was = before.expects[place]
    return {
        "pool": was.pool, "of": was.of, "way": was.way, "change": written(was.change),
        "percent": "yes" if was.percent else "", "resource": was.resource,
    }  # fmt: skip


def _ticked(request: HttpRequest, change: Change, before: Effect | None) -> dict[str, list[str]]:
    """The ticked boxes: as they were sent, as was said before, or as whoever shared it said."""
    if request.POST:
        return {name: request.POST.getlist(name) for name in ("assumption", "commitment")}
    assumptions = before.assumptions if before else change.fact.assumptions
    commitments = before.commitments if before else ()
    return {"assumption": list(assumptions), "commitment": [str(index) for index in commitments]}


def _state(request: HttpRequest, sitting: Sitting, change: Change) -> HttpResponse:
    typed = Typed(request)
    text = typed.text("text", _("What it touches"), limit=WHAT_LIMIT)
    on_goals = tuple(
        OnGoal(goal.index, typed.amount(name, goal.title))
        for goal in _goals(sitting)
        if typed.fields.get(name := f"goal-{goal.index}", "").strip()
    )
    fields = {
        "change": change.index,
        "text": text,
        "assumptions": typed.chosen("assumption", [each.id for each in changed.premises(sitting.alliance)]),
        "goals": on_goals,
        "commitments": typed.wholes("commitment", _("The commitments")),
        "expects": tuple(filter(None, (_expected(typed, sitting, place) for place in range(ROWS)))),
    }
    typed.check()
    acts.record(sitting, effects.state_effect, key=typed.key, **fields)
    why = changed.line(sitting.alliance, change, clock.now()).why
    messages.success(request, _("Stated. What follows for the balance is computed below.") + f" {why}")
    return redirect("change", sitting.slug, change.index)


def _expected(typed: Typed, sitting: Sitting, place: int) -> Expected | None:
    """A line of expectation; None when its amount is empty."""
    if not typed.fields.get(f"change-{place}", "").strip():
        return None
    version = version_in_force(sitting.alliance)
    kinds = {kind: kind for kind in get_args(ResourceKind)}
    chosen = typed.choice(f"resource-{place}", _("The kind"), ["", *kinds])
    change: Decimal = typed.amount(f"change-{place}", _("By how much"))
    return Expected(
        pool=typed.choice(f"pool-{place}", _("The pool"), list(version.pools)),
        of=typed.choice(f"of-{place}", _("The party"), version.partners),
        way="received" if typed.choice(f"way-{place}", _("The way"), list(noticed.WAYS)) == "received" else "given",
        change=change,
        percent=bool(typed.fields.get(f"percent-{place}")),
        resource=kinds.get(chosen, ""),
    )


alliance = [
    path("changes/new/", new, name="change_new"),
    path("changes/effect/<int:index>/", effect, name="change_effect"),
]
