"""What one can do about an observation: each act by its own form, and after it the page with what happens next."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance import principles
from paripassu.alliance.principles import WHAT_LIMIT, settling
from paripassu.keeper import acts
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import clock, observed
from paripassu.web.enclosing import enclosed
from paripassu.web.pages.principles_entry import entry, found
from paripassu.web.seated import seated
from paripassu.web.typed import Typed


class Act(NamedTuple):
    """An act on one observation: its rule, how its form is read, and what is said when it is done."""

    rule: Callable[..., Any]
    read: Callable[[Typed, int], dict[str, Any]]
    done: Lazy


def _reason(typed: Typed) -> str:
    return typed.text("reason", _("The reason"), limit=WHAT_LIMIT)


def _answer(typed: Typed, index: int) -> dict[str, Any]:
    return {
        "observation": index,
        "seen": typed.choice("seen", _("How your party sees it"), list(observed.SEEN)),
        "text": typed.text("text", _("Your answer"), limit=WHAT_LIMIT),
        "evidence": typed.text("evidence", _("What shows it"), required=False, limit=WHAT_LIMIT),
    }


def _restated(stands: str) -> Callable[[Typed, int], dict[str, Any]]:
    return lambda typed, index: {"observation": index, "stands": stands, "reason": _reason(typed)}


def _withdrawn(typed: Typed, index: int) -> dict[str, Any]:
    return {"observation": index, "reason": _reason(typed)}


def _offer(typed: Typed, index: int) -> dict[str, Any]:
    return {"observation": index, "text": typed.text("text", _("What is settled"), limit=settling.TEXT_LIMIT)}


def _agreed(typed: Typed, _index: int) -> dict[str, Any]:
    return {"settlement": typed.whole("settlement", _("The offer"))}


def _why(typed: Typed, index: int) -> dict[str, Any]:
    return {**_agreed(typed, index), "reason": _reason(typed)}


ACTS: dict[str, Act] = {
    "answer": Act(principles.answer, _answer, gettext_lazy("Your answer is recorded.")),
    "keep-to": Act(principles.restate, _restated("strained"), gettext_lazy("Recorded: you keep to what you saw.")),
    "kept": Act(principles.restate, _restated("kept"), gettext_lazy("Recorded: you see it as kept now.")),
    "withdraw": Act(principles.withdraw, _withdrawn, gettext_lazy("The observation is taken back.")),
    "offer": Act(settling.offer, _offer, gettext_lazy("Your offer is before the other.")),
    "agree": Act(settling.agree, _agreed, gettext_lazy("Agreed.")),
    "decline": Act(settling.decline, _why, gettext_lazy("Recorded what is missing.")),
    "take-back": Act(settling.withdraw, _why, gettext_lazy("The offer is taken back.")),
}
"""All acts on one observation by the last part of their address."""


@seated(page=entry)
def do(request: HttpRequest, sitting: Sitting, index: int, act: str) -> HttpResponse:
    """Do one act on this observation."""
    if act not in ACTS:
        raise NotHere(act)
    observation, typed = found(sitting, index), Typed(request)
    fields = ACTS[act].read(typed, observation.index)
    typed.check()
    if act == "answer":
        fields["enclosed"] = enclosed(request, sitting)
    acts.record(sitting, ACTS[act].rule, key=typed.key, **fields)
    why = observed.what_next(sitting.alliance, observation, clock.now())
    messages.success(request, f"{ACTS[act].done} {why}")
    return redirect("observation", sitting.slug, observation.index)


alliance = [path("principles/observations/<int:index>/<slug:act>/", do, name="observation_act")]
