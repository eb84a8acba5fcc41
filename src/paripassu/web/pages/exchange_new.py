"""Asking for something, and offering something under terms."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance.exchange import requests as asking
from paripassu.alliance.exchange import shares
from paripassu.alliance.exchange.requests import Request
from paripassu.alliance.exchange.terms import TEXT_LIMIT, TITLE_LIMIT
from paripassu.alliance.refusals import Finding, Refused
from paripassu.keeper import acts, reads
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import clock, exchanges, shared
from paripassu.web.citing import cited, citing
from paripassu.web.enclosing import enclosed
from paripassu.web.pages.exchange import usual
from paripassu.web.pages.ledger import in_force
from paripassu.web.seated import seated
from paripassu.web.typed import Typed

FIELD_OF_REFUSAL = {
    "nobody_named": "open_to",
    "not_another_partner": "open_to",
    "not_for_who_asked": "open_to",
    "until_unfit": "until",
    "label_contradicts": "label",
    "day_unfit": "wanted",
    "area_unknown": "area",
    **dict.fromkeys(
        ("file_runs", "file_lies", "file_of_unknown_kind", "file_too_large", "file_twice", "file_unpacks",
         "files_too_large", "name_unreadable", "document_unsafe", "too_many_files"),
        "files",
    ),
}  # fmt: skip


@seated
@in_force
def ask(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The form of a request; a POST asks and shows it."""
    if request.method == "POST":
        return _ask(request, sitting)
    context = {
        "citing": citing(request, sitting),
        "sorts": shared.SORTS,
        "ticked": request.POST.getlist("open_to"),
        **usual(sitting),
    }
    return render(request, "exchange/ask.html", context)


def _ask(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    typed = Typed(request)
    fields = {
        **_what(typed),
        "of": typed.chosen("open_to", usual(sitting)["others"]),
        "wanted": typed.optional_day("wanted", _("The day")),
    }
    typed.check()
    recorded = _recorded(request, sitting, asking.ask, typed.key, fields | cited(request, sitting))
    asked = sitting.alliance.exchange.requests[recorded]
    why = exchanges.request_line(sitting.alliance, asked, clock.now()).why
    messages.success(request, _("Asked as entry %(entry)s.") % {"entry": recorded} + f" {why}")
    return redirect("exchange_item", sitting.slug, recorded)


def _what(typed: Typed) -> dict[str, Any]:
    return {
        "sort": typed.choice("sort", _("What it is"), list(shared.SORTS)),
        "title": typed.text("title", _("The title"), limit=TITLE_LIMIT),
        "what": typed.text("what", _("The description"), required=False, limit=TEXT_LIMIT),
        "purpose": typed.text("purpose", _("What it is for"), limit=TEXT_LIMIT),
    }


def _recorded(request: HttpRequest, sitting: Sitting, act: Any, key: str, fields: dict[str, Any]) -> int:
    """The entry of what was recorded. A refusal is placed at the field it is about."""
    try:
        return acts.record(sitting, act, key=key, **fields)[-1].index
    except Refused as refusal:
        raise placed(refusal) from refusal


def placed(refusal: Refused) -> Refused:
    """The refusal with a finding at the field that it is about."""
    field = FIELD_OF_REFUSAL.get(refusal.code)
    if field is None or "findings" in refusal.fields:
        return refusal
    return Refused(refusal.code, refusal.sentence, findings=(Finding(field, str(refusal)),), **refusal.fields)


@seated
@in_force
def offer(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The form of an offer, of one's own accord or in answer to a request; a POST makes it and shows it."""
    asked = _answered(sitting, request.POST.get("request") or request.GET.get("request", ""))
    if request.method == "POST":
        return _offer(request, sitting, asked)
    names = reads.names(sitting)
    people = sitting.alliance.parties.people(sitting.seat.party)
    context = {
        "asked": asked,
        "citing": citing(request, sitting),
        "sorts": shared.SORTS,
        "origins": shared.ORIGINS,
        "areas": [(area.name, shared.area_line(area)) for area in _areas(sitting)],
        "people": sorted(((seat.person, names.get(seat.person, "")) for seat in people), key=lambda pair: pair[1]),
        "ticked": request.POST.getlist("open_to") or ([asked.party] if asked else []),
        **usual(sitting),
    }
    return render(request, "exchange/offer.html", context)


def _areas(sitting: Sitting) -> list[Any]:
    return list(sitting.alliance.exchange.areas(sitting.seat.party).values())


def _answered(sitting: Sitting, index: str) -> Request | None:
    """The request that an offer answers, if it does. NotHere when there is none at this entry."""
    if not index:
        return None
    found = sitting.alliance.exchange.requests.get(int(index) if index.isdecimal() and len(index) < 16 else -1)
    if found is None:
        raise NotHere(index)
    return found


def _offer(request: HttpRequest, sitting: Sitting, asked: Request | None) -> HttpResponse:
    typed = Typed(request)
    fields = {
        **_what(typed),
        "open_to": typed.chosen("open_to", usual(sitting)["others"]),
        "until": typed.day("until", _("The last day")),
        "label": typed.choice("label", _("The label"), list(shared.LABELS)),
        "passing_on": typed.choice("passing_on", _("Passing on"), ["no", "yes"]) == "yes",
        "origin": typed.choice("origin", _("Where it comes from"), list(shared.ORIGINS)),
        "area": typed.choice("area", _("The area"), ["", *(area.name for area in _areas(sitting))]),
        "contact": typed.text("contact", _("Who is asked about it"), required=False, limit=64),
        "request": asked.index if asked else None,
    }
    typed.check()
    try:
        fields["enclosed"] = enclosed(request, sitting)
    except Refused as refusal:
        raise placed(refusal) from refusal
    recorded = _recorded(request, sitting, shares.offer, typed.key, fields | cited(request, sitting))
    names = sitting.alliance.parties.names(fields["open_to"])
    text = _("Offered as entry %(entry)s. It is in the court of %(names)s: to accept the terms, or to decline.")
    messages.success(request, text % {"entry": recorded, "names": names})
    return redirect("exchange_item", sitting.slug, recorded)


alliance = [
    path("exchange/ask/", ask, name="exchange_ask"),
    path("exchange/offer/", offer, name="exchange_offer"),
]
