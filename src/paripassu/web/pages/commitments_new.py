"""Proposing a commitment: one by its form, or several at once from the clauses of the agreement."""

from datetime import date
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from paripassu.alliance import commitments as rules
from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.agreement.terms import Clause
from paripassu.alliance.commitments import WHAT_LIMIT, Promise, recurrences
from paripassu.alliance.commitments.promises import Commitment
from paripassu.alliance.refusals import Finding, Refused
from paripassu.keeper import acts
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import clock, linked, promised
from paripassu.web.citing import cited, citing
from paripassu.web.environment import number
from paripassu.web.pages.commitments import usual
from paripassu.web.pages.ledger import in_force
from paripassu.web.promises import line
from paripassu.web.seated import seated
from paripassu.web.typed import Typed

FIELD_OF_REFUSAL = {
    "party_unknown": "owner",
    "owed_to_nobody": "to",
    "due_over": "due",
    "due_too_far": "due",
    "recurrence_unreadable": "rule",
    "recurs_for_ever": "rule",
    "recurs_from_elsewhere": "due",
    "recurs_too_often": "until",
}


@seated
@in_force
def new(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The form; a POST proposes one commitment and shows it."""
    if request.method == "POST":
        return _propose(request, sitting)
    old = _superseded(sitting, request.POST.get("supersedes") or request.GET.get("supersedes", ""))
    context = {
        "old": old,
        "usual": _usual(sitting, old),
        "ticked": request.POST.getlist("to"),
        "citing": citing(request, sitting),
        "every": promised.EVERY,
        **usual(sitting),
    }
    return render(request, "commitments/new.html", context)


def _superseded(sitting: Sitting, index: str) -> Commitment | None:
    """The commitment to renegotiate, if one is. NotHere when there is none at this entry."""
    if not index:
        return None
    found = sitting.alliance.commitments.by_index.get(int(index) if index.isdecimal() and len(index) < 16 else -1)
    if found is None:
        raise NotHere(index)
    return found


def _usual(sitting: Sitting, old: Commitment | None) -> dict[str, Any]:
    """What a fresh form holds: nothing, or the commitment that is renegotiated."""
    if old is None:
        return {"owner": sitting.seat.party, "to": (), "what": "", "due": "", "rule": "", "every": "",
                "importance": "normal", "evidence": ""}  # fmt: skip
    fact = old.fact
    return {
        "owner": fact.owner, "to": fact.to, "what": fact.what, "due": "", "rule": fact.recurrence,
        "every": "rule" if fact.recurrence else "", "importance": fact.importance, "evidence": fact.evidence,
    }  # fmt: skip


def _propose(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    typed = Typed(request)
    old = _superseded(sitting, request.POST.get("supersedes", ""))
    fields = _fields(typed, sitting, "")
    typed.check()
    fields |= {**cited(request, sitting), "supersedes": old.index if old else None}
    try:
        [recorded] = acts.record(sitting, rules.promise, key=typed.key, **fields)
    except Refused as refusal:
        raise _placed(refusal) from refusal
    kept = sitting.alliance.commitments.commitment(recorded.index)
    why = line(sitting.alliance, kept, clock.now()).why
    messages.success(request, _("Proposed as entry %(entry)s.") % {"entry": recorded.index} + f" {why}")
    return redirect("commitment", sitting.slug, recorded.index)


def _placed(refusal: Refused) -> Refused:
    """The refusal with a finding at the field that it is about."""
    field = FIELD_OF_REFUSAL.get(refusal.code)
    if field is None or "findings" in refusal.fields:
        return refusal
    return Refused(refusal.code, refusal.sentence, findings=(Finding(field, str(refusal)),), **refusal.fields)


def _fields(typed: Typed, sitting: Sitting, ending: str) -> dict[str, Any]:
    """What one commitment says; the names of its fields end with `ending`, where a form has several."""
    partners = version_in_force(sitting.alliance).partners
    due = typed.day(f"due{ending}", _("The day due"))
    return {
        "owner": typed.choice(f"owner{ending}", _("Who owes it"), partners),
        "to": typed.chosen(f"to{ending}", partners),
        "what": typed.text(f"what{ending}", _("What is owed"), limit=WHAT_LIMIT),
        "due": due,
        "recurrence": _recurrence(typed, due, ending),
        "importance": typed.choice(f"importance{ending}", _("The importance"), list(promised.IMPORTANCES)),
        "evidence": typed.text(f"evidence{ending}", _("What will show it"), required=False, limit=WHAT_LIMIT),
    }


def _recurrence(typed: Typed, due: date, ending: str) -> str:
    every = typed.choice(f"every{ending}", _("How often"), list(promised.EVERY))
    if every == "rule":
        return typed.text(f"rule{ending}", _("The rule"), limit=recurrences.RULE_LIMIT)
    if not every:
        return ""
    until = typed.day(f"until{ending}", _("The last day"))
    if until < due and until != date.min:
        typed.find(f"until{ending}", _("The last day is before the first one."))
    return recurrences.rule(every, due, until)  # type: ignore[arg-type]  # one of EVERY, without the two above


# --- from the clauses of the agreement ---


class Duty(NamedTuple):
    """A clause that obliges somebody, with what its row proposes, and the commitments that it has become before."""

    clause: Clause
    owner: str
    to: tuple[str, ...]
    becomes: list[linked.Linked]
    ticked: bool


@seated
@in_force
def from_clauses(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The duties of the agreement in force; a POST proposes a commitment for each chosen one, all or none."""
    if request.method == "POST":
        return _propose_all(request, sitting)
    picked = request.POST.getlist("pick")
    duties = [_duty(sitting, clause, picked) for clause in _obliging(sitting)]
    context = {"duties": duties, "every": promised.EVERY, "sent": request.POST, **usual(sitting)}
    return render(request, "commitments/clauses.html", context)


def _obliging(sitting: Sitting) -> list[Clause]:
    return [each for each in version_in_force(sitting.alliance).terms.clauses if each.kind == "obligation" and each.id]


def _duty(sitting: Sitting, clause: Clause, picked: list[str]) -> Duty:
    partners = version_in_force(sitting.alliance).partners
    owner = clause.party or sitting.seat.party
    to = (clause.to,) if clause.to else tuple(party for party in partners if party != owner)
    return Duty(clause, owner, to, linked.of_clause(sitting, clause.id), clause.id in picked)


def _propose_all(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    typed = Typed(request)
    ids = [clause.id for clause in _obliging(sitting) if clause.id in request.POST.getlist("pick")]
    promises = []
    for id_ in ids:
        fields = _fields(typed, sitting, f"-{id_}")
        promises.append(Promise(**fields, clauses=(id_,)))
    typed.check()
    recorded = acts.record(sitting, rules.propose, key=typed.key, promises=promises)
    text = ngettext(
        "%(count)s commitment is proposed. It is in the court of those it concerns.",
        "%(count)s commitments are proposed. Each is in the court of those it concerns.",
        len(recorded),
    )
    messages.success(request, text % {"count": number(len(recorded))})
    return redirect("commitments", sitting.slug)


alliance = [
    path("commitments/new/", new, name="commitments_new"),
    path("commitments/clauses/", from_clauses, name="commitments_clauses"),
]
