"""What is done in a redress: levers named and answered, offers made and answered, worths stated, the lead taken."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance import commitments
from paripassu.alliance import redress as rules
from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.commitments import Promise
from paripassu.alliance.redress import levers, offers, worths
from paripassu.alliance.redress.matters import Gain, Redress, RemedyProposed, usable
from paripassu.alliance.refusals import Refused
from paripassu.keeper import acts
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import clock, redressed, redressing
from paripassu.web.pages.redress_entry import computed_now, entry, found, groups
from paripassu.web.seated import seated
from paripassu.web.typed import Typed

Fields = dict[str, Any]


def _why(typed: Typed, limit: int = levers.TEXT_LIMIT) -> str:
    return typed.text("reason", _("The reason"), limit=limit)


def _lever(typed: Typed, sitting: Sitting, one: Redress) -> Fields:
    partners = version_in_force(sitting.alliance).partners
    return {
        "redress": one.index,
        "lever": typed.choice("lever", _("What kind it is"), list(redressed.LEVERS)),
        "what": typed.text("what", _("What would be moved"), limit=levers.TEXT_LIMIT),
        "giver": typed.choice("giver", _("Who gives"), partners),
        "receiver": typed.choice("receiver", _("Who receives"), partners),
        "most": typed.amount("most", _("The most")),
        "price": typed.amount("price", _("The effort")),
        "start": typed.amount("start", _("The cost to begin")) if typed.fields.get("start", "").strip() else Decimal(0),
    }


def _one_lever(typed: Typed, _sitting: Sitting, _one: Redress) -> Fields:
    return {"lever": typed.whole("lever", _("The lever"))}


def _no_lever(typed: Typed, sitting: Sitting, one: Redress) -> Fields:
    return {**_one_lever(typed, sitting, one), "reason": _why(typed)}


def _remedy(typed: Typed, sitting: Sitting, one: Redress) -> Fields:
    """The amounts typed for each agreed lever, beside what was computed at this moment from the same record."""
    named = [each.index for each in one.levers.values() if usable(sitting.alliance, each)]
    moves = {index: _move(typed, index) for index in named}
    fields = {
        "redress": one.index,
        "moves": {index: move for index, move in moves.items() if move},
        "until": typed.day("until", _("The day")),
        "note": typed.text("note", _("What you want to say"), required=False, limit=offers.TEXT_LIMIT),
    }
    return {**fields, **_proof(sitting, one, moves)}


def _move(typed: Typed, index: int) -> Decimal:
    name = f"move-{index}"
    return typed.amount(name, _("The amount")) if typed.fields.get(name, "").strip() else Decimal(0)


def _proof(sitting: Sitting, one: Redress, moves: dict[int, Decimal]) -> Fields:
    """The certificate that goes with a remedy: what must move, the least cost with these levers, and its own cost."""
    computed = computed_now(sitting, one)
    if computed is None:
        return {}
    named = [(move, one.levers[index].fact) for index, move in moves.items() if move]
    cost = sum((move * fact.price + fact.start for move, fact in named), Decimal(0))
    certified = computed.proposal.remedy and computed.proposal.moves
    return {
        "computed_at": sitting.alliance.size,
        "must_move": Decimal(f"{computed.proposal.must_move:.2f}"),
        "cost": Decimal(f"{cost:.2f}"),
        "bound": Decimal(f"{computed.proposal.cost_bound:.2f}") if certified else None,
    }


def _consent(typed: Typed, _sitting: Sitting, one: Redress) -> Fields:
    until = typed.day("until", _("The day"))
    return {"redress": one.index, "until": until, "reason": _why(typed, offers.TEXT_LIMIT)}


def _closing(typed: Typed, _sitting: Sitting, one: Redress) -> Fields:
    return {"redress": one.index, "reason": _why(typed, offers.TEXT_LIMIT)}


def _offer(typed: Typed, _sitting: Sitting, _one: Redress) -> Fields:
    return {"offer": typed.whole("offer", _("The entry"))}


def _no_offer(typed: Typed, sitting: Sitting, one: Redress) -> Fields:
    return {**_offer(typed, sitting, one), "reason": _why(typed, offers.TEXT_LIMIT)}


def _lead(typed: Typed, _sitting: Sitting, one: Redress) -> Fields:
    return {"redress": one.index, "due": typed.day("due", _("The day"))}


def _worth(typed: Typed, sitting: Sitting, one: Redress) -> Fields:
    gains = [
        Gain(group, typed.amount(name, _("Each gain")))
        for group in groups(version_in_force(sitting.alliance).partners)
        if typed.fields.get(name := f"gain-{'-'.join(group)}", "").strip()
    ]
    return {"redress": one.index, "alone": typed.amount("alone", _("What you would have alone")), "gains": gains}


class Act(NamedTuple):
    """An act in a redress: its rule, how its form is read, and what is said when it is done."""

    rule: Callable[..., Any]
    read: Callable[[Typed, Sitting, Redress], Fields]
    done: Lazy


ACTS: dict[str, Act] = {
    "lever": Act(levers.name_lever, _lever, gettext_lazy("Named. Giver and receiver say whether it may be used.")),
    "agree-lever": Act(levers.agree_lever, _one_lever, gettext_lazy("Your party agrees to this lever.")),
    "decline-lever": Act(levers.decline_lever, _no_lever, gettext_lazy("Said, with your reason.")),
    "withdraw-lever": Act(levers.withdraw_lever, _no_lever, gettext_lazy("Taken back, with your reason.")),
    "remedy": Act(offers.propose_remedy, _remedy, gettext_lazy("Proposed. It holds once all have agreed.")),
    "consent": Act(offers.propose_consent, _consent, gettext_lazy("Proposed. It holds once all have agreed.")),
    "close": Act(offers.propose_closing, _closing, gettext_lazy("Proposed. It is closed once all have agreed.")),
    "agree": Act(offers.agree_offer, _offer, gettext_lazy("Your party agrees.")),
    "decline": Act(offers.decline_offer, _no_offer, gettext_lazy("Said, with your reason.")),
    "take-back": Act(offers.withdraw_offer, _no_offer, gettext_lazy("Taken back, with your reason.")),
    "lead": Act(rules.take, _lead, gettext_lazy("Your party leads it.")),
    "withdraw": Act(rules.withdraw, _closing, gettext_lazy("Withdrawn.")),
    "worth": Act(worths.state_worth, _worth, gettext_lazy("Stated. It is used for the references alone.")),
}
"""All acts in one redress by the last part of their address."""


@seated(page=entry)
def do(request: HttpRequest, sitting: Sitting, index: int, act: str) -> HttpResponse:
    """Do one act in this redress."""
    one, typed = found(sitting, index), Typed(request)
    if act == "promise":
        return _promise(request, sitting, one, typed)
    if act not in ACTS:
        raise NotHere(act)
    fields = ACTS[act].read(typed, sitting, one)
    typed.check()
    acts.record(sitting, ACTS[act].rule, key=typed.key, **fields)
    messages.success(request, f"{ACTS[act].done} {redressing.why(sitting.alliance, one, clock.now())}")
    return redirect("redress_entry", sitting.slug, one.index)


def _promise(request: HttpRequest, sitting: Sitting, one: Redress, typed: Typed) -> HttpResponse:
    """Propose the moves of the remedy that all agreed to as commitments: each giver owes its move to its receiver."""
    held = one.holds
    if held is None or not isinstance(held.fact, RemedyProposed):
        raise Refused("no_remedy", "There is no remedy here that all have agreed to.")
    promises = [
        Promise(
            (lever := one.levers[move.lever].fact).giver,
            (lever.receiver,),
            redressed.move_words(sitting.alliance, one, move)[: commitments.WHAT_LIMIT],
            held.fact.until,
            about=(held.index,),
        )
        for move in held.fact.moves
    ]
    acts.record(sitting, commitments.propose, key=typed.key, promises=promises)
    messages.success(request, _("Proposed as commitments. Each is in the court of those it concerns."))
    return redirect("redress_entry", sitting.slug, one.index)


alliance = [path("redress/<int:index>/<slug:act>/", do, name="redress_act")]
