"""Drafting and signing a settlement, proposing its actions as commitments, and looking whether it held."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.commitments import WHAT_LIMIT
from paripassu.alliance.conflicts import settlements, worksheets
from paripassu.alliance.conflicts.matters import SAYING_LIMIT, Action, Conflict, SettlementTerms
from paripassu.alliance.refusals import Finding, Refused
from paripassu.keeper import acts
from paripassu.keeper.access import Sitting
from paripassu.web import clock, matters, settled
from paripassu.web.pages.conflicts import conflict, conflict_here
from paripassu.web.pages.conflicts_acts import done
from paripassu.web.seated import seated
from paripassu.web.typed import Typed

LINES = 3
"""Empty lines for actions that a fresh form has beyond those that it holds."""

USUAL_DAYS = 60
"""Days until the test that a fresh form proposes."""

FIELD_OF_REFUSAL = {"test_day": "on", "option_unknown": "option", "action_parties": "what-0", "action_due": "due-0"}


@seated
def draft(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """The form for a text, from the one on the table if there is one; a POST puts it before the parties concerned."""
    matter = conflict_here(sitting, index)
    if request.method == "POST":
        return _draft(request, sitting, matter)
    last = matter.draft.terms if matter.draft else None
    context = {
        "conflict": matter,
        "terms": last,
        "replaces": matter.draft.said.index if matter.draft else "",
        "options": [(each.said.index, each.said.text) for each in worksheets.options(matter)],
        "partners": _partners(sitting),
        "lines": _lines(request, last),
        "usual": (clock.now().date() + timedelta(days=USUAL_DAYS)).isoformat(),
        "may": matters.may(sitting, matter, clock.now()),
        "words": settled,
    }
    return render(request, "conflicts/draft.html", context)


def _partners(sitting: Sitting) -> list[tuple[str, str]]:
    parties = sitting.alliance.parties
    found = ((party, parties.name(party)) for party in version_in_force(sitting.alliance).partners)
    return sorted(found, key=lambda one: one[1])


def _lines(request: HttpRequest, last: SettlementTerms | None) -> list[dict[str, Any]]:
    """The actions of the form: as they were sent, or those of the text on the table, and some empty ones."""
    empty = {"owner": "", "to": (), "what": "", "due": ""}
    if getattr(request, "refused", None):
        sent = request.POST
        count = sum(1 for name in sent if name.startswith("what-"))
        return [
            {"owner": sent.get(f"owner-{n}", ""), "to": sent.getlist(f"to-{n}"), "what": sent.get(f"what-{n}", ""),
             "due": sent.get(f"due-{n}", "")}
            for n in range(min(count, settlements.MOST_ACTIONS))
        ]  # fmt: skip
    held = [
        {"owner": each.owner, "to": each.to, "what": each.what, "due": each.due.isoformat()}
        for each in (last.actions if last else ())
    ]
    return held + [empty] * LINES


def _draft(request: HttpRequest, sitting: Sitting, matter: Conflict) -> HttpResponse:
    typed = Typed(request)
    chosen = typed.fields.get("option", "")
    fields: dict[str, Any] = {
        "text": typed.text("text", _("What you agree"), limit=SAYING_LIMIT),
        "test": typed.text("test", _("What will show that it holds"), limit=SAYING_LIMIT),
        "on": typed.day("on", _("The day to look at it")),
        "option": typed.whole("option", _("The option")) if chosen else None,
        "actions": _actions(typed, sitting),
        "note": typed.text("note", _("What is different"), required=False, limit=SAYING_LIMIT),
        "instead": typed.whole("replaces", _("The text on the table")) if typed.fields.get("replaces") else None,
    }
    typed.check()
    try:
        acts.record(sitting, settlements.draft, key=typed.key, conflict=matter.index, **fields)
    except Refused as refusal:
        if field := FIELD_OF_REFUSAL.get(refusal.code):
            refusal.fields["findings"] = (Finding(field, str(refusal)),)
        raise
    return done(request, sitting, matter.index, _("The text is on the table. Each side signs it, or says why not."))


def _actions(typed: Typed, sitting: Sitting) -> list[Action]:
    """The lines of which something was filled in."""
    found = []
    partners = [party for party, _name in _partners(sitting)]
    for line in range(settlements.MOST_ACTIONS):
        if not any(typed.fields.get(f"{name}-{line}", "").strip() for name in ("what", "due", "owner")):
            continue
        owner = typed.choice(f"owner-{line}", _("Who does it"), partners)
        others = typed.chosen(f"to-{line}", partners) or _the_other(partners, owner)
        what = typed.text(f"what-{line}", _("What is done"), limit=WHAT_LIMIT)
        found.append(Action(owner, others, what, typed.day(f"due-{line}", _("By when"))))
    return found


def _the_other(partners: list[str], owner: str) -> tuple[str, ...]:
    """Where nobody was ticked, it is owed to all the others."""
    return tuple(sorted(party for party in partners if party != owner))


@seated(page=conflict)
def sign(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Sign the text that was read."""
    conflict_here(sitting, index)
    typed = Typed(request)
    settlement = typed.whole("to", _("The settlement"))
    seal = typed.text("digest", _("The digest"), limit=64)
    typed.check()
    acts.record(sitting, settlements.sign, key=typed.key, settlement=settlement, seal=seal)
    return done(request, sitting, index, _("Signed for your party."))


@seated(page=conflict)
def propose_actions(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Propose the actions of the settlement as commitments."""
    conflict_here(sitting, index)
    acts.record(sitting, settlements.propose_actions, key=Typed(request).key, conflict=index)
    messages.success(request, _("Proposed. Those concerned agree to each on its own page."))
    return redirect("conflict", sitting.slug, index)


@seated(page=conflict)
def look(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Say whether the settlement held."""
    conflict_here(sitting, index)
    typed = Typed(request)
    held = typed.choice("held", _("Whether it held"), ("yes", "no")) == "yes"
    text = typed.text("text", _("What shows it"), limit=SAYING_LIMIT)
    typed.check()
    acts.record(sitting, settlements.look, key=typed.key, conflict=index, held=held, text=text)
    again = _("It did not hold: the matter is open again, with the peers first.")
    return done(request, sitting, index, _("You find that it held.") if held else again)


alliance = [
    path("conflicts/<int:index>/draft/", draft, name="conflict_draft"),
    path("conflicts/<int:index>/sign/", sign, name="conflict_sign"),
    path("conflicts/<int:index>/actions/", propose_actions, name="conflict_actions"),
    path("conflicts/<int:index>/look/", look, name="conflict_look"),
]
