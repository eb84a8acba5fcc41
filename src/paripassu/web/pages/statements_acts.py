"""What one can do about a statement: each act by its own form, and after it the page with what happens next."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance import statements
from paripassu.alliance.refusals import Refused
from paripassu.alliance.statements import WHAT_LIMIT, assessments
from paripassu.alliance.statements.stated import Statement
from paripassu.keeper import acts
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import clock, stated
from paripassu.web.enclosing import enclosed
from paripassu.web.pages.statements_entry import entry, found
from paripassu.web.pages.statements_new import placed
from paripassu.web.seated import seated
from paripassu.web.statements import line
from paripassu.web.typed import Typed

Read = Callable[[Typed, Statement], dict[str, Any]]

FIELD_OF_REFUSAL = {
    "observed_missing": "observed",
    "observed_unfit": "observed",
    "number_unusable": "observed",
    "number_too_fine": "observed",
    "verdict_unfit": "observed",
    "days_unfit": "days",
    "too_many_files": "files",
}


class Act(NamedTuple):
    """An act on one statement: its rule, how its form is read, what is said when it is done, whether it has files."""

    rule: Callable[..., Any]
    read: Read
    done: Lazy
    files: bool = False


def _reason(typed: Typed) -> str:
    return typed.text("reason", _("The reason"), limit=WHAT_LIMIT)


def _withdrawal(typed: Typed, statement: Statement) -> dict[str, Any]:
    return {"statement": statement.index, "reason": _reason(typed)}


def _assessment(typed: Typed, statement: Statement) -> dict[str, Any]:
    observed = bool(typed.fields.get("observed", "").strip())
    return {
        "statement": statement.index,
        "verdict": typed.choice("verdict", _("How it turned out"), list(stated.VERDICTS)),
        "evidence": typed.text("evidence", _("What shows it"), limit=WHAT_LIMIT),
        "observed": typed.amount("observed", _("What it turned out to be")) if observed else None,
        "days": typed.whole("days", _("The days to answer")),
    }


def _answer(typed: Typed, _statement: Statement) -> dict[str, Any]:
    return {"assessment": typed.whole("assessment", _("The entry"))}


def _reasoned(typed: Typed, statement: Statement) -> dict[str, Any]:
    return {**_answer(typed, statement), "reason": _reason(typed)}


ACTS: dict[str, Act] = {
    "withdraw": Act(statements.withdraw, _withdrawal, gettext_lazy("Withdrawn, with your reason.")),
    "assess": Act(assessments.assess, _assessment, gettext_lazy("Recorded."), files=True),
    "agree": Act(assessments.agree, _answer, gettext_lazy("Agreed.")),
    "contest": Act(assessments.contest, _reasoned, gettext_lazy("Contested, with your reason."), files=True),
    "take-back": Act(assessments.withdraw, _reasoned, gettext_lazy("Taken back.")),
}
"""All acts on one statement by the last part of their address."""


@seated(page=entry)
def do(request: HttpRequest, sitting: Sitting, index: int, act: str) -> HttpResponse:
    """Do one act on this statement."""
    if act not in ACTS:
        raise NotHere(act)
    statement, typed = found(sitting, index), Typed(request)
    fields = ACTS[act].read(typed, statement)
    typed.check()
    if ACTS[act].files:
        fields["enclosed"] = enclosed(request, sitting)
    try:
        acts.record(sitting, ACTS[act].rule, key=typed.key, **fields)
    except Refused as refusal:
        raise placed(refusal, FIELD_OF_REFUSAL) from refusal
    now_stands = line(sitting.alliance, statement, clock.now())
    messages.success(request, f"{ACTS[act].done} {now_stands.why}")
    return redirect("statement", sitting.slug, statement.index)


alliance = [path("statements/<int:index>/<slug:act>/", do, name="statement_act")]
