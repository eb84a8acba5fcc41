"""Proposing a goal: one by its form, several from the objectives of the agreement, or another measure for one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from paripassu.alliance import goals as rules
from paripassu.alliance.goals import TITLE_LIMIT, UNIT_LIMIT, WHAT_LIMIT, Aim, measure_of, untaken
from paripassu.alliance.goals.objectives import Goal
from paripassu.alliance.refusals import Finding, Refused
from paripassu.keeper import acts
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import aimed, clock
from paripassu.web.aims import line
from paripassu.web.citing import cited, citing
from paripassu.web.environment import number
from paripassu.web.pages.goals import usual
from paripassu.web.pages.goals_entry import found
from paripassu.web.pages.ledger import in_force
from paripassu.web.seated import seated
from paripassu.web.typed import Typed, written

FIELD_OF_REFUSAL = {"no_way": "target", "goal_day": "until"}


@seated
@in_force
def new(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The form; a POST proposes one goal and shows it."""
    if request.method == "POST":
        return _propose(request, sitting)
    context = {"citing": citing(request, sitting), "fresh": _fresh(None), **usual(sitting)}
    return render(request, "goals/new.html", context)


def _propose(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    typed = Typed(request)
    fields = {
        "title": typed.text("title", _("What you want to reach"), limit=TITLE_LIMIT),
        "reason": typed.text("reason", _("The reason"), required=False, limit=WHAT_LIMIT),
        **_measured(typed),
    }
    typed.check()
    [recorded] = _record(sitting, rules.propose, typed, {**fields, **cited(request, sitting)})
    goal = sitting.alliance.goals.goal(recorded.index)
    messages.success(request, _("Proposed.") + f" {line(sitting.alliance, goal, clock.now()).why}")
    return redirect("goal", sitting.slug, recorded.index)


def _measured(typed: Typed, ending: str = "") -> dict[str, Any]:
    """The parts of a measure; the names of its fields end with `ending` where a form has several."""
    return {
        "what": typed.text(f"what{ending}", _("What is measured"), limit=WHAT_LIMIT),
        "unit": typed.text(f"unit{ending}", _("The unit"), limit=UNIT_LIMIT),
        "baseline": typed.amount(f"baseline{ending}", _("The baseline")),
        "target": typed.amount(f"target{ending}", _("The target")),
        "until": typed.day(f"until{ending}", _("The last day")),
        "pace": typed.choice(f"pace{ending}", _("How it moves"), list(aimed.PACES)),
    }


def _record(sitting: Sitting, act: Any, typed: Typed, fields: dict[str, Any]) -> Any:
    """Do it; a refusal about one field is shown at that field."""
    try:
        return acts.record(sitting, act, key=typed.key, **fields)
    except Refused as refusal:
        at = FIELD_OF_REFUSAL.get(refusal.code)
        if at is not None:
            refusal.fields["findings"] = (Finding(at, str(refusal)),)
        raise


def _fresh(goal: Goal | None) -> dict[str, str]:
    """What a fresh form holds: nothing, or the measure that is to be changed."""
    if goal is None:
        return {"what": "", "unit": "", "baseline": "", "target": "", "until": "", "pace": "steady"}
    was = goal.measure
    return {
        "what": was.what, "unit": was.unit, "baseline": written(was.baseline), "target": written(was.target),
        "until": was.by.isoformat(), "pace": was.pace,
    }  # fmt: skip


@seated
@in_force
def reassess(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """The form for another measure, target or day; a POST proposes it to all."""
    goal = found(sitting, index)
    if goal.index != index:
        raise NotHere(str(index))
    if request.method == "POST":
        return _reassess(request, sitting, goal)
    about = citing(request, sitting)._replace(principles=())
    context = {"goal": goal, "citing": about, "fresh": _fresh(goal), **usual(sitting)}
    return render(request, "goals/reassess.html", context)


def _reassess(request: HttpRequest, sitting: Sitting, goal: Goal) -> HttpResponse:
    typed = Typed(request)
    about = cited(request, sitting)["about"]
    reason = typed.text("reason", _("The reason"), limit=WHAT_LIMIT)
    drops = request.POST.get("do") == "drop"
    fields = {} if drops else _measured(typed)
    typed.check()
    act = rules.drop if drops else rules.reassess
    [recorded] = _record(sitting, act, typed, {"goal": goal.index, "reason": reason, "about": about, **fields})
    names = sitting.alliance.parties.names(rules.awaited(sitting.alliance, goal.offers[recorded.index]))
    messages.success(request, _("Proposed to all. It is in the court of %(names)s.") % {"names": names})
    return redirect("goal", sitting.slug, goal.index)


# --- from the objectives of the agreement ---


@seated
@in_force
def from_objectives(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The objectives of the agreement that no goal measures; a POST proposes a goal for each chosen one."""
    objectives = untaken(sitting.alliance)
    if request.method == "POST":
        return _take(request, sitting, objectives)
    picked = request.POST.getlist("pick")
    rows = [(str(place), text, str(place) in picked) for place, text in enumerate(objectives)]
    return render(request, "goals/objectives.html", {"rows": rows, "sent": request.POST, **usual(sitting)})


def _take(request: HttpRequest, sitting: Sitting, objectives: tuple[str, ...]) -> HttpResponse:
    typed, aims_ = Typed(request), []
    for place, text in enumerate(objectives):
        if str(place) in request.POST.getlist("pick") and request.POST.get(f"objective-{place}") == text:
            measured = _measured(typed, f"-{place}")
            aims_.append((text, measured))
    typed.check()
    made = [Aim(title=text[:TITLE_LIMIT], measure=_measure(fields), objective=text) for text, fields in aims_]
    recorded = acts.record(sitting, rules.take, key=typed.key, aims=made)
    said = ngettext(
        "%(count)s goal is proposed. The others agree or decline.",
        "%(count)s goals are proposed. The others agree to each, or decline.",
        len(recorded),
    )
    messages.success(request, said % {"count": number(len(recorded))})
    return redirect("goals", sitting.slug)


def _measure(fields: dict[str, Any]) -> Any:
    parts = dict(fields)
    return measure_of(by=parts.pop("until"), **parts)


alliance = [
    path("goals/new/", new, name="goal_new"),
    path("goals/objectives/", from_objectives, name="goal_objectives"),
    path("goals/reassess/<int:index>/", reassess, name="goal_reassess"),
]
