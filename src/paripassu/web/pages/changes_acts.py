"""What one can do about a change: each act by its own form, and after it the page with what happens next."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance import changes
from paripassu.alliance.changes import WHAT_LIMIT, reassessing
from paripassu.alliance.changes.notices import Change
from paripassu.keeper import acts
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import clock, noticed
from paripassu.web.changed import line
from paripassu.web.pages.changes_entry import entry, found, own_note
from paripassu.web.seated import seated
from paripassu.web.typed import Typed

Read = Callable[[Typed, Change], dict[str, Any]]


class Act(NamedTuple):
    """An act on one change: its rule, how its form is read, and what is said when it is done."""

    rule: Callable[..., Any]
    read: Read
    done: Lazy


def _reason(typed: Typed, label: str = "") -> str:
    return typed.text("reason", label or _("The reason"), limit=WHAT_LIMIT)


def _acknowledge(typed: Typed, change: Change) -> dict[str, Any]:
    touches = typed.text("touches", _("How it touches your party"), required=False, limit=WHAT_LIMIT)
    return {"change": change.index, "touches": touches}


def _reasoned(typed: Typed, change: Change) -> dict[str, Any]:
    return {"change": change.index, "reason": _reason(typed)}


def _view(typed: Typed, change: Change) -> dict[str, Any]:
    view = typed.choice("view", _("How your party would answer it"), list(noticed.VIEWS))
    return {**_reasoned(typed, change), "view": view}


def _outcome(typed: Typed, change: Change) -> dict[str, Any]:
    view = typed.choice("view", _("The outcome"), list(noticed.VIEWS))
    strategy = typed.text("strategy", _("What is done now"), limit=WHAT_LIMIT)
    return {"change": change.index, "view": view, "strategy": strategy}


def _of_outcome(typed: Typed, _change: Change) -> dict[str, Any]:
    return {"outcome": typed.whole("outcome", _("The entry"))}


def _of_outcome_reasoned(typed: Typed, change: Change) -> dict[str, Any]:
    return {**_of_outcome(typed, change), "reason": _reason(typed)}


def _draft(typed: Typed, change: Change) -> dict[str, Any]:
    return {"change": change.index, "draft": typed.whole("draft", _("The text"))}


ACTS: dict[str, Act] = {
    "acknowledge": Act(changes.acknowledge, _acknowledge, gettext_lazy("Acknowledged.")),
    "withdraw": Act(changes.withdraw, _reasoned, gettext_lazy("Withdrawn. It stays readable with your reason.")),
    "view": Act(reassessing.state_view, _view, gettext_lazy("Your party's view stands before all.")),
    "outcome": Act(reassessing.propose, _outcome, gettext_lazy("Proposed to all.")),
    "agree": Act(reassessing.agree, _of_outcome, gettext_lazy("Agreed.")),
    "decline": Act(reassessing.decline, _of_outcome_reasoned, gettext_lazy("Declined, with your reason.")),
    "take-back": Act(reassessing.withdraw, _of_outcome_reasoned, gettext_lazy("Taken back.")),
    "name": Act(changes.name_answer, _draft, gettext_lazy("Named as the answer.")),
    "unname": Act(changes.unname_answer, _draft, gettext_lazy("No longer named as the answer.")),
}
"""All acts on one change by the last part of their address."""


@seated(page=entry)
def do(request: HttpRequest, sitting: Sitting, index: int, act: str) -> HttpResponse:
    """Do one act on this change."""
    if act not in ACTS:
        raise NotHere(act)
    change, typed = found(sitting, index), Typed(request)
    fields = ACTS[act].read(typed, change)
    typed.check()
    acts.record(sitting, ACTS[act].rule, key=typed.key, **fields)
    messages.success(request, f"{ACTS[act].done} {line(sitting.alliance, change, clock.now()).why}")
    return redirect("change", sitting.slug, change.index)


@seated(page=entry)
def unseal(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Share with all what one's own party had noted; nothing to do when a colleague was faster."""
    if own_note(sitting, index) is None:
        found(sitting, index)
        return redirect("change", sitting.slug, index)
    acts.open_sealed(sitting, [index], key=Typed(request).key)
    why = line(sitting.alliance, found(sitting, index), clock.now()).why
    messages.success(request, _("Shared with all. The record proves since when your party had noted it.") + f" {why}")
    return redirect("change", sitting.slug, index)


alliance = [
    path("changes/<int:index>/unseal/", unseal, name="change_unseal"),
    path("changes/<int:index>/<slug:act>/", do, name="change_act"),
]
