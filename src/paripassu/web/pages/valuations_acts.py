"""What is done in a valuation: own values stated, or none; it is taken back; the books are opened."""

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

from paripassu.alliance.ledger import valuations as rules
from paripassu.alliance.ledger.valuations.rounds import Item, Valuation, ready
from paripassu.keeper import acts
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import clock, valued, valuing
from paripassu.web.pages.valuations_entry import entry, found
from paripassu.web.seated import seated
from paripassu.web.typed import Typed


def _values(typed: Typed, one: Valuation) -> dict[str, Any]:
    """The value of every item; one that is left empty is worth to the party what was agreed."""
    worths = [_worth(typed, place, item) for place, item in enumerate(one.items)]
    reason = typed.text("reason", _("The reason"), required=False, limit=rules.TEXT_LIMIT)
    return {"valuation": one.index, "worths": worths, "reason": reason}


def _worth(typed: Typed, place: int, item: Item) -> Decimal:
    name, label = f"worth-{place}", valued.item_words(item)
    if not typed.fields.get(name, "").strip() and item.agreed is not None:
        return item.agreed
    return typed.amount(name, label)


def _reasoned(typed: Typed, one: Valuation) -> dict[str, Any]:
    return {"valuation": one.index, "reason": typed.text("reason", _("The reason"), limit=rules.TEXT_LIMIT)}


class Act(NamedTuple):
    """An act in a valuation: its rule, how its form is read, and what is said when it is done."""

    rule: Callable[..., Any]
    read: Callable[[Typed, Valuation], dict[str, Any]]
    done: Lazy


ACTS: dict[str, Act] = {
    "state": Act(rules.state_values, _values, gettext_lazy("Sealed. Nobody reads it before the books are opened.")),
    "none": Act(rules.decline_values, _reasoned, gettext_lazy("Said, with your reason.")),
    "withdraw": Act(rules.withdraw_valuation, _reasoned, gettext_lazy("Withdrawn.")),
}
"""All acts in one valuation by the last part of their address."""


@seated(page=entry)
def do(request: HttpRequest, sitting: Sitting, index: int, act: str) -> HttpResponse:
    """Do one act in this valuation."""
    if act not in ACTS:
        raise NotHere(act)
    one, typed = found(sitting, index), Typed(request)
    fields = ACTS[act].read(typed, one)
    typed.check()
    acts.record(sitting, ACTS[act].rule, key=typed.key, **fields)
    messages.success(request, f"{ACTS[act].done} {valuing.why(sitting.alliance, one, clock.now())}")
    return redirect("valuation", sitting.slug, one.index)


@seated(page=entry)
def unseal(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Put before all what it is worth to each; nothing to do when a colleague was faster."""
    one, key = found(sitting, index), Typed(request).key
    entries = ready(sitting.alliance, one, clock.now())
    if entries:
        acts.open_sealed(sitting, entries, key=key)
    messages.success(request, _("Open: everybody sees what it is worth to each."))
    return redirect("valuation", sitting.slug, one.index)


alliance = [
    path("valuations/<int:index>/unseal/", unseal, name="valuation_unseal"),
    path("valuations/<int:index>/<slug:act>/", do, name="valuation_act"),
]
