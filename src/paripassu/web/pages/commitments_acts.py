"""What one can do about a commitment: each act by its own form, and after it the page with what happens next."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance import commitments
from paripassu.alliance.commitments import WHAT_LIMIT, breaches, deliveries, releases
from paripassu.alliance.commitments.promises import Commitment
from paripassu.keeper import acts
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import clock
from paripassu.web.enclosing import enclosed
from paripassu.web.pages.commitments_entry import entry, found
from paripassu.web.promises import line
from paripassu.web.seated import seated
from paripassu.web.typed import Typed

Read = Callable[[Typed, Commitment], dict[str, Any]]


class Act(NamedTuple):
    """An act on one commitment: its rule, how its form is read, and what is said when it is done."""

    rule: Callable[..., Any]
    read: Read
    done: Lazy


def _reason(typed: Typed) -> str:
    return typed.text("reason", _("The reason"), limit=WHAT_LIMIT)


def _this(_typed: Typed, commitment: Commitment) -> dict[str, Any]:
    return {"entries": (commitment.index,)}


def _reasoned(typed: Typed, commitment: Commitment) -> dict[str, Any]:
    return {"entry": commitment.index, "reason": _reason(typed)}


def _due(typed: Typed, commitment: Commitment) -> date:
    chosen = typed.choice("due", _("The day due"), [day.isoformat() for day in commitment.dues])
    return date.fromisoformat(chosen) if chosen else date.min


def _delivery(typed: Typed, commitment: Commitment) -> dict[str, Any]:
    return {
        "entry": commitment.index,
        "due": _due(typed, commitment),
        "on": typed.day("on", _("The day of delivery")),
        "evidence": typed.text("evidence", _("What shows it"), limit=WHAT_LIMIT),
    }


def _release(typed: Typed, commitment: Commitment) -> dict[str, Any]:
    due = _due(typed, commitment) if typed.fields.get("due") else None
    return {**_reasoned(typed, commitment), "due": due}


def _block(typed: Typed, commitment: Commitment) -> dict[str, Any]:
    return {**_reasoned(typed, commitment), "blocker": typed.text("blocker", _("The party in the way"), limit=40)}


def _notice(typed: Typed, commitment: Commitment) -> dict[str, Any]:
    cure = typed.whole("cure", _("The days to mend it"))
    return {**_reasoned(typed, commitment), "due": _due(typed, commitment), "cure": cure}


def _carrier(typed: Typed, commitment: Commitment) -> dict[str, Any]:
    return {"entry": commitment.index, "person": typed.text("person", _("Who carries it"), required=False, limit=64)}


def _at(name: str) -> Read:
    return lambda typed, _commitment: {name: typed.whole(name, _("The entry"))}


def _why(name: str) -> Read:
    return lambda typed, _commitment: {name: typed.whole(name, _("The entry")), "reason": _reason(typed)}


def _cure(typed: Typed, _commitment: Commitment) -> dict[str, Any]:
    evidence = typed.text("evidence", _("What shows that it is put right"), limit=WHAT_LIMIT)
    return {"notice": typed.whole("notice", _("The notice")), "evidence": evidence}


ACTS: dict[str, Act] = {
    "agree": Act(commitments.agree, _this, gettext_lazy("Agreed.")),
    "decline": Act(commitments.decline, _reasoned, gettext_lazy("Declined, with your reason.")),
    "withdraw": Act(commitments.withdraw, _reasoned, gettext_lazy("Withdrawn.")),
    "deliver": Act(deliveries.deliver, _delivery, gettext_lazy("Recorded as delivered.")),
    "take-back": Act(deliveries.withdraw_delivery, _why("delivery"), gettext_lazy("The delivery is taken back.")),
    "accept": Act(deliveries.accept_delivery, _at("delivery"), gettext_lazy("Accepted.")),
    "return": Act(deliveries.return_delivery, _why("delivery"), gettext_lazy("Returned, with your reason.")),
    "release": Act(releases.release, _release, gettext_lazy("Your party has released it.")),
    "keep": Act(releases.withdraw_release, _release, gettext_lazy("The release is taken back.")),
    "carrier": Act(releases.name_carrier, _carrier, gettext_lazy("Recorded who carries it.")),
    "block": Act(deliveries.block, _block, gettext_lazy("Recorded as blocked.")),
    "unblock": Act(deliveries.unblock, _why("block"), gettext_lazy("The block is lifted.")),
    "contest": Act(deliveries.contest_block, _why("block"), gettext_lazy("Contested: the block does not stand now.")),
    "uncontest": Act(deliveries.withdraw_contest, _why("block"), gettext_lazy("No longer contested by your party.")),
    "notice": Act(breaches.give_notice, _notice, gettext_lazy("The notice of breach is given.")),
    "withdraw-notice": Act(breaches.withdraw_notice, _why("notice"), gettext_lazy("The notice is taken back.")),
    "cure": Act(breaches.state_cure, _cure, gettext_lazy("Stated as put right.")),
    "accept-cure": Act(breaches.accept_cure, _at("notice"), gettext_lazy("Accepted as put right.")),
    "return-cure": Act(breaches.return_cure, _why("notice"), gettext_lazy("Answered: not put right yet.")),
}
"""All acts on one commitment by the last part of their address."""


@seated(page=entry)
def do(request: HttpRequest, sitting: Sitting, index: int, act: str) -> HttpResponse:
    """Do one act on this commitment."""
    if act not in ACTS:
        raise NotHere(act)
    commitment, typed = found(sitting, index), Typed(request)
    fields = ACTS[act].read(typed, commitment)
    typed.check()
    if act == "deliver":
        fields["enclosed"] = enclosed(request, sitting)
    acts.record(sitting, ACTS[act].rule, key=typed.key, **fields)
    now_stands = line(sitting.alliance, commitment, clock.now())
    messages.success(request, f"{ACTS[act].done} {now_stands.why}")
    return redirect("commitment", sitting.slug, commitment.index)


alliance = [path("commitments/<int:index>/<slug:act>/", do, name="commitment_act")]
