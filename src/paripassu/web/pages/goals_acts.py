"""What one can do about a goal: each act by its own form, and after it the page with what happens next."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance import goals
from paripassu.alliance.goals import WHAT_LIMIT, importances, progress
from paripassu.alliance.goals.objectives import IMPORTANCES, Goal
from paripassu.keeper import acts
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import clock
from paripassu.web.aims import line
from paripassu.web.enclosing import enclosed
from paripassu.web.pages.goals_entry import entry, found
from paripassu.web.seated import seated
from paripassu.web.typed import Typed

Read = Callable[[Typed, Goal], dict[str, Any]]


class Act(NamedTuple):
    """An act on one goal: its rule, how its form is read, and what is said when it is done."""

    rule: Callable[..., Any]
    read: Read
    done: Lazy


def _entry(typed: Typed, name: str) -> int:
    return typed.whole(name, _("The entry"))


def _reason(typed: Typed) -> str:
    return typed.text("reason", _("The reason"), limit=WHAT_LIMIT)


def _offer(typed: Typed, _goal: Goal) -> dict[str, Any]:
    return {"entries": (_entry(typed, "offer"),)}


def _offer_reasoned(typed: Typed, _goal: Goal) -> dict[str, Any]:
    return {"entry": _entry(typed, "offer"), "reason": _reason(typed)}


def _drop(typed: Typed, goal: Goal) -> dict[str, Any]:
    return {"goal": goal.index, "reason": _reason(typed)}


def _report(typed: Typed, goal: Goal) -> dict[str, Any]:
    return {
        "goal": goal.index,
        "on": typed.day("on", _("The day it was measured")),
        "measured": typed.amount("measured", _("The value")),
        "evidence": typed.text("evidence", _("What shows it"), required=False, limit=WHAT_LIMIT),
    }


def _of_report(typed: Typed, _goal: Goal) -> dict[str, Any]:
    return {"report": _entry(typed, "report")}


def _of_report_reasoned(typed: Typed, _goal: Goal) -> dict[str, Any]:
    return {"report": _entry(typed, "report"), "reason": _reason(typed)}


def _importance(typed: Typed, goal: Goal) -> dict[str, Any]:
    chosen = typed.choice("importance", _("How important it is"), [str(step) for step in IMPORTANCES])
    reason = typed.text("reason", _("The reason"), required=False, limit=WHAT_LIMIT)
    return {"goal": goal.index, "importance": int(chosen or 0), "reason": reason}


ACTS: dict[str, Act] = {
    "agree": Act(goals.agree, _offer, gettext_lazy("Agreed.")),
    "decline": Act(goals.decline, _offer_reasoned, gettext_lazy("Declined, with your reason.")),
    "withdraw": Act(goals.withdraw, _offer_reasoned, gettext_lazy("Withdrawn.")),
    "drop": Act(goals.drop, _drop, gettext_lazy("Proposed to drop it. All others have to agree.")),
    "report": Act(progress.report_progress, _report, gettext_lazy("Reported. It counts once the others confirm it.")),
    "confirm": Act(progress.confirm, _of_report, gettext_lazy("Confirmed.")),
    "question": Act(progress.question, _of_report_reasoned, gettext_lazy("Questioned: it does not count meanwhile.")),
    "take-back": Act(progress.withdraw, _of_report_reasoned, gettext_lazy("The report is taken back.")),
    "importance": Act(
        importances.state, _importance, gettext_lazy("Sealed. Everybody sees it once every party has stated its own.")
    ),
}
"""All acts on one goal by the last part of their address."""


@seated(page=entry)
def do(request: HttpRequest, sitting: Sitting, index: int, act: str) -> HttpResponse:
    """Do one act on this goal."""
    if act not in ACTS:
        raise NotHere(act)
    goal, typed = found(sitting, index), Typed(request)
    fields = ACTS[act].read(typed, goal)
    typed.check()
    if act == "report":
        fields["enclosed"] = enclosed(request, sitting)
    acts.record(sitting, ACTS[act].rule, key=typed.key, **fields)
    messages.success(request, f"{ACTS[act].done} {line(sitting.alliance, goal, clock.now()).why}")
    return redirect("goal", sitting.slug, goal.index)


@seated(page=entry)
def unseal(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Put before all how important the goal is to each; nothing to do when a colleague was faster."""
    goal, key = found(sitting, index), Typed(request).key
    entries = importances.ready(sitting.alliance, goal)
    if entries:
        acts.open_sealed(sitting, entries, key=key)
    messages.success(request, _("Open: everybody sees how important it is to each."))
    return redirect("goal", sitting.slug, goal.index)


alliance = [
    path("goals/<int:index>/unseal/", unseal, name="goal_unseal"),
    path("goals/<int:index>/<slug:act>/", do, name="goal_act"),
]
