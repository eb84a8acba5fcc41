"""What one can do about a request or a share, each act by its own form; and files, for whom the terms allow them."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.functional import Promise as Lazy
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from paripassu.alliance.exchange import extensions, requests, shares, uses
from paripassu.alliance.exchange.terms import TEXT_LIMIT
from paripassu.alliance.refusals import Refused
from paripassu.keeper import acts, sharing
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import clock, shared
from paripassu.web.pages.exchange_item import item
from paripassu.web.pages.exchange_new import placed
from paripassu.web.seated import seated
from paripassu.web.typed import Typed

Read = Callable[[Typed, int], dict[str, Any]]
SANDBOX = "default-src 'none'; sandbox"
"""What a browser may do with a file that was shared, should it open it after all: nothing."""


class Act(NamedTuple):
    """An act on a request or a share: its rule, how its form is read, and what is said when it is done."""

    rule: Callable[..., Any]
    read: Read
    done: Lazy


def _reason(typed: Typed) -> str:
    return typed.text("reason", _("The reason"), limit=TEXT_LIMIT)


def _request(typed: Typed, index: int) -> dict[str, Any]:
    return {"request": index, "reason": _reason(typed)}


def _later(typed: Typed, index: int) -> dict[str, Any]:
    return {**_request(typed, index), "later": typed.day("later", _("The day"))}


def _this(_typed: Typed, index: int) -> dict[str, Any]:
    return {"share": index}


def _reasoned(typed: Typed, index: int) -> dict[str, Any]:
    return {"share": index, "reason": _reason(typed)}


def _longer(typed: Typed, index: int) -> dict[str, Any]:
    return {**_reasoned(typed, index), "until": typed.day("until", _("The last day"))}


def _extension(typed: Typed, _index: int) -> dict[str, Any]:
    return {"extension": typed.whole("extension", _("The entry"))}


def _no_extension(typed: Typed, index: int) -> dict[str, Any]:
    return {**_extension(typed, index), "reason": _reason(typed)}


def _use(typed: Typed, index: int) -> dict[str, Any]:
    scale = [str(number) for number in uses.USEFULNESS]
    chosen = typed.choice("usefulness", _("How useful"), ["", *scale])
    used = typed.choice("used", _("Whether it was used"), ["yes", "no"]) == "yes"
    what = typed.text("what", _("What it was used for, or why not"), limit=TEXT_LIMIT)
    return {"share": index, "used": used, "what": what, "usefulness": int(chosen) if chosen and used else None}


def _back(typed: Typed, index: int) -> dict[str, Any]:
    how = typed.choice("how", _("What became of it"), list(shared.HOWS))
    note = typed.text("note", _("The note"), required=how == "kept", limit=TEXT_LIMIT)
    return {"share": index, "how": how, "note": note}


def _contact(typed: Typed, index: int) -> dict[str, Any]:
    return {"share": index, "person": typed.text("person", _("Who is asked about it"), limit=64)}


ACTS: dict[str, Act] = {
    "decline-request": Act(requests.decline, _request, gettext_lazy("Declined, with your reason.")),
    "later": Act(requests.put_off, _later, gettext_lazy("Put off. It comes back to your party on that day.")),
    "withdraw": Act(requests.withdraw, _request, gettext_lazy("Withdrawn.")),
    "accept": Act(shares.accept_terms, _this, gettext_lazy("The terms are accepted. You have access now.")),
    "decline": Act(shares.decline_offer, _reasoned, gettext_lazy("Declined. Your party can still accept later.")),
    "recall": Act(shares.recall, _reasoned, gettext_lazy("Taken back. Nobody else can open it any more.")),
    "use": Act(uses.state_use, _use, gettext_lazy("Recorded what became of it. The giver sees it.")),
    "give-back": Act(uses.give_back, _back, gettext_lazy("Recorded. Your party's access is closed.")),
    "contact": Act(uses.name_contact, _contact, gettext_lazy("Recorded who is asked about it.")),
    "longer": Act(extensions.propose_extension, _longer, gettext_lazy("Proposed. It is in the court of the others.")),
    "agree-longer": Act(extensions.agree_extension, _extension, gettext_lazy("Agreed to longer terms.")),
    "no-longer": Act(extensions.decline_extension, _no_extension, gettext_lazy("Said: the terms stay as they are.")),
}
"""All acts on one request or share by the last part of their address."""


@seated(page=item)
def do(request: HttpRequest, sitting: Sitting, index: int, act: str) -> HttpResponse:
    """Do one act on this request or share."""
    own = sitting.alliance.exchange
    if act not in ACTS or not (index in own.requests or index in own.shares):
        raise NotHere(act)
    typed = Typed(request)
    fields = ACTS[act].read(typed, index)
    typed.check()
    try:
        acts.record(sitting, ACTS[act].rule, key=typed.key, **fields)
    except Refused as refusal:
        raise placed(refusal) from refusal
    messages.success(request, str(ACTS[act].done))
    return redirect("exchange_item", sitting.slug, index)


@require_GET
@seated
def file(request: HttpRequest, sitting: Sitting, index: int, digest: str) -> HttpResponse:
    """A file of a share, to be saved and never opened in place. Not found for whom its terms do not allow it now."""
    if not re.fullmatch(r"[0-9a-f]{64}", digest):
        raise Http404
    row, content = sharing.fetched(sitting, index, digest, clock.now())
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=row.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    return response


alliance = [
    path("exchange/<int:index>/<slug:act>/", do, name="exchange_act"),
    path("exchange/<int:index>/files/<slug:digest>/", file, name="exchange_file"),
]
