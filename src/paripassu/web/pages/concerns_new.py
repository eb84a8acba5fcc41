"""Raising a concern: signed in, named or confidential; or without signing in, at an address of the alliance.

Two steps: what it is about and whom it concerns; then, to whom it goes, of those who do not belong to these, and the
words. Nothing is kept between the steps: the second form holds what the first said.
"""

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from msgspec.structs import replace

from paripassu.alliance import concerns as practice
from paripassu.alliance.alliance import Alliance
from paripassu.alliance.concerns import periods
from paripassu.alliance.refusals import Refused
from paripassu.keeper.access import Sitting
from paripassu.keeper.concerns import passes, raising
from paripassu.keeper.concerns.letters import Mode, Said, Topic
from paripassu.reading.cleaned import TAKEN
from paripassu.record import receipts
from paripassu.web import clock, voiced
from paripassu.web.quiet import ENCLOSED, RAISED, spoken_to
from paripassu.web.refusals import status, too_many
from paripassu.web.seated import seated
from paripassu.web.typed import Typed
from paripassu.web.voicing import files_sent, people_named, readers, status_of


class Place(NamedTuple):
    """Where a concern is raised: the alliance, by whom if they signed in, and in which frame the pages stand."""

    slug: str
    alliance: Alliance
    person: str
    frame: str

    @property
    def context(self) -> dict[str, Any]:
        """What both steps show."""
        people = [] if not self.person else [p for p, s in self.alliance.parties.seats.items() if s.until is None]
        return {
            "frame": self.frame,
            "slug": self.slug,
            "alliance": self.alliance,
            "modes": [(mode, word, means) for mode, (word, means) in voiced.MODES.items()] if self.person else [],
            "topics": list(voiced.TOPICS.items()),
            "parties": sorted(((p, self.alliance.parties.name(p)) for p in self.alliance.parties.by_id),
                              key=lambda one: one[1]),
            "people": [(one.person, one.line) for one in people_named(self.alliance, people)],
            "limit": raising.TEXT_LIMIT,
            "period": periods.open_period(self.alliance, clock.now()) if not self.person else None,
            "taken": TAKEN,
        }  # fmt: skip


@seated
def concern_new(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Raise a concern under one's name, or with one's name known to those who read it alone."""
    return _step(request, Place(sitting.slug, sitting.alliance, sitting.person, "layout.html"))


def speak(request: HttpRequest, house: str, token: str) -> HttpResponse:
    """Raise a concern without signing in. Nothing here asks who it is, or looks at a session."""
    place = Place(house, spoken_to(house, token), "", "concerns/quiet.html")
    if request.method == "POST" and (RAISED.full(request) or (request.FILES and ENCLOSED.full(request))):
        return too_many(request)
    if request.FILES:
        ENCLOSED.count(request)
    response = _step(request, place)
    if request.POST.get("step") == "send" and response.status_code == 200:
        RAISED.count(request)
    return response


def _step(request: HttpRequest, place: Place) -> HttpResponse:
    """The first form, the second, or what was sent; a refusal shows the form again that was refused."""
    if place.alliance.concerns.listed is None:
        return render(request, "concerns/before.html", place.context)
    step = request.POST.get("step", "") if request.method == "POST" else ""
    try:
        if step == "send":
            return _sent(request, place)
        if step == "about":
            return _to_whom(request, place)
    except Refused as refusal:
        request.refused = refusal  # type: ignore[attr-defined]
        again = _to_whom if step == "send" else _about
        return _again(request, place, again, refusal)
    return _about(request, place)


def _again(request: HttpRequest, place: Place, page: Any, refusal: Refused) -> HttpResponse:
    try:
        response: HttpResponse = page(request, place)
    except Refused:  # the first step was faulty already
        response = _about(request, place)
    response.status_code = status(refusal)
    return response


def _about(request: HttpRequest, place: Place) -> HttpResponse:
    return render(request, "concerns/about.html", {**place.context, "ticked": request.POST.getlist("parties")})


def _first(request: HttpRequest, place: Place) -> tuple[Said, Typed]:
    """What the first step said. Refused with its findings."""
    typed, known = Typed(request), place.context
    mode: Mode = "anonymous"
    if place.person:
        chosen = typed.choice("mode", _("How you speak"), list(voiced.MODES))
        mode = "named" if chosen == "named" else "confidential"
    topic = typed.choice("topic", _("What it is about"), list(voiced.TOPICS))
    person = request.POST.get("person", "")
    if person and person not in dict(known["people"]):
        typed.find("person", _("Choose somebody of the list, or nobody."))
    parties = typed.chosen("parties", [party for party, _name in known["parties"]])
    typed.check()
    about: Topic = topic  # type: ignore[assignment]  # one of the choices
    return Said(kind="raised", by=place.person, mode=mode, topic=about, parties=parties, person=person), typed


def _to_whom(request: HttpRequest, place: Place) -> HttpResponse:
    said, _typed = _first(request, place)
    without = raising.without(place.alliance, said.parties, said.person)
    left_out = {each.person for each in practice.confidants(place.alliance)}
    offered = [each.person for each in practice.confidants(place.alliance, without)]
    context = {
        **place.context,
        "said": said,
        "offered": people_named(place.alliance, offered),
        "left_out": people_named(place.alliance, left_out - set(offered)),
        "to": request.POST.getlist("to"),
        "then": request.POST.get("then", ""),
        "receipt": _kept_receipt(request) or receipts.written(receipts.new_secret()),
        "terms": place.alliance.concerns.listed.terms if place.alliance.concerns.listed else None,
    }
    return render(request, "concerns/to_whom.html", context)


def _kept_receipt(request: HttpRequest) -> str:
    """The receipt that a refused form held already."""
    secret = receipts.read(request.POST.get("receipt", ""))
    return receipts.written(secret) if secret else ""


def _sent(request: HttpRequest, place: Place) -> HttpResponse:
    said, typed = _first(request, place)
    text = typed.text("text", _("What worries you"), limit=raising.TEXT_LIMIT)
    secret = receipts.read(request.POST.get("receipt", ""))
    if secret is None:
        typed.find("text", _("This form is not whole. Copy your text, and begin again from the first page."))
    typed.check()
    assert secret is not None
    shown = "" if place.person else request.POST.get("pass", "").strip()
    matter = raising.raise_concern(
        place.alliance, place.slug, replace(said, text=text), secret=secret,
        to=tuple(sorted(set(request.POST.getlist("to")))), then=request.POST.get("then", ""), now=clock.now(),
        with_pass=passes.shown(place.alliance, shown, clock.now()) if shown else None, files=files_sent(request),
    )  # fmt: skip
    context = {
        **place.context,
        "receipt": receipts.written(secret),
        "readers": readers(place.alliance, matter),
        "status": status_of(matter.row, clock.now()),
        "row": matter.row,
        "mode": said.mode,
        "with_pass": bool(shown),
    }
    return render(request, "concerns/sent.html", context)


site = [path("speak/<slug:house>/<str:token>/", speak, name="speak")]
alliance = [path("concerns/new/", concern_new, name="concern_new")]
