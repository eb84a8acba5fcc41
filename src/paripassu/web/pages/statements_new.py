"""Making a statement, or correcting one of one's own."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance import statements as rules
from paripassu.alliance.refusals import Finding, Refused
from paripassu.alliance.statements import UNIT_LIMIT, WHAT_LIMIT
from paripassu.alliance.statements.stated import Statement
from paripassu.keeper import acts
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import clock, stated
from paripassu.web.citing import cited, citing
from paripassu.web.enclosing import enclosed
from paripassu.web.pages.ledger import in_force
from paripassu.web.pages.statements import usual
from paripassu.web.seated import seated
from paripassu.web.statements import line
from paripassu.web.typed import Typed, written

FIELD_OF_REFUSAL = {
    "day_over": "due",
    "day_too_far": "due",
    "probability_unfit": "probability",
    "quantity_missing": "quantity",
    "number_unusable": "quantity",
    "number_too_fine": "quantity",
    "margin_unfit": "within",
    "too_many_files": "files",
    "corrected_before": "what",
    "statement_closed": "what",
}


@seated
@in_force
def new(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The form; a POST makes the statement and shows it."""
    if request.method == "POST":
        return _state(request, sitting)
    old = _corrected(sitting, request.POST.get("supersedes") or request.GET.get("supersedes", ""))
    context = {
        "old": old,
        "usual": _usual(old),
        "citing": citing(request, sitting),
        **usual(sitting),
    }
    return render(request, "statements/new.html", context)


def _corrected(sitting: Sitting, index: str) -> Statement | None:
    """The statement of the person's own party to correct, if one is. NotHere when there is none at this entry."""
    if not index:
        return None
    at = int(index) if index.isdecimal() and len(index) < 16 else -1
    found = sitting.alliance.statements.by_index.get(at)
    if found is None:
        raise NotHere(index)
    return found


def _usual(old: Statement | None) -> dict[str, Any]:
    """What a fresh form holds: nothing, or the statement that is corrected."""
    if old is None:
        return dict.fromkeys(("sort", "what", "how", "probability", "quantity", "unit", "within", "evidence"), "")
    fact = old.fact
    return {
        "sort": fact.sort,
        "what": fact.what,
        "how": fact.how,
        "probability": "" if fact.probability is None else fact.probability,
        "quantity": _written(fact.quantity),
        "unit": fact.unit,
        "within": _written(fact.within),
        "evidence": fact.evidence,
    }


def _written(value: Decimal | None) -> str:
    return "" if value is None else written(value)


def _state(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    typed = Typed(request)
    old = _corrected(sitting, request.POST.get("supersedes", ""))
    fields = _fields(typed)
    typed.check()
    fields |= {**cited(request, sitting), "supersedes": old.index if old else None}
    fields["enclosed"] = enclosed(request, sitting)
    try:
        [recorded] = acts.record(sitting, rules.state, key=typed.key, **fields)
    except Refused as refusal:
        raise placed(refusal, FIELD_OF_REFUSAL) from refusal
    kept = sitting.alliance.statements.statement(recorded.index)
    why = line(sitting.alliance, kept, clock.now()).why
    messages.success(request, _("Stated as entry %(entry)s.") % {"entry": recorded.index} + f" {why}")
    return redirect("statement", sitting.slug, recorded.index)


def _fields(typed: Typed) -> dict[str, Any]:
    """What the form says; what may be left empty is None."""
    return {
        "sort": typed.choice("sort", _("The kind"), list(stated.SORTS)),
        "what": typed.text("what", _("What you state"), limit=WHAT_LIMIT),
        "due": typed.day("due", _("The day")),
        "how": typed.text("how", _("How it will be checked"), limit=WHAT_LIMIT),
        "probability": typed.whole("probability", _("How sure")) if _given(typed, "probability") else None,
        "quantity": typed.amount("quantity", _("The quantity")) if _given(typed, "quantity") else None,
        "unit": typed.text("unit", _("The unit"), required=False, limit=UNIT_LIMIT),
        "within": typed.amount("within", _("The margin")) if _given(typed, "within") else None,
        "evidence": typed.text("evidence", _("What it rests on"), required=False, limit=WHAT_LIMIT),
    }


def _given(typed: Typed, name: str) -> bool:
    return bool(typed.fields.get(name, "").strip())


def placed(refusal: Refused, fields: dict[str, str]) -> Refused:
    """The refusal with a finding at the field that it is about."""
    field = fields.get(refusal.code)
    if field is None or "findings" in refusal.fields:
        return refusal
    return Refused(refusal.code, refusal.sentence, findings=(Finding(field, str(refusal)),), **refusal.fields)


alliance = [path("statements/new/", new, name="statement_new")]
