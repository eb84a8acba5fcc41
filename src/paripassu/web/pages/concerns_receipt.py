"""The page for who holds a receipt: what was written, the answer, the clocks, and all that the writer can do.

It belongs to no alliance and knows no session. The receipt is sent with every form, and stands in no address.
"""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance import concerns as practice
from paripassu.alliance.alliance import Alliance
from paripassu.alliance.refusals import Broken, Refused
from paripassu.keeper import records
from paripassu.keeper.access import NotHere
from paripassu.keeper.concerns import clocks, invented, raising
from paripassu.keeper.concerns.letters import Opened
from paripassu.reading.cleaned import TAKEN
from paripassu.record import receipts
from paripassu.web import clock, voiced
from paripassu.web.compared import compared
from paripassu.web.quiet import ENCLOSED, WRONG_RECEIPTS
from paripassu.web.refusals import status, too_many
from paripassu.web.typed import Typed
from paripassu.web.voicing import about, files_sent, people_named, readers, saved, status_of, told

Act = Callable[[HttpRequest, Opened, Alliance, datetime], str]


def receipt(request: HttpRequest) -> HttpResponse:
    """Ask for the receipt; with it, show the concern, after doing what a form of that page asks."""
    if request.method != "POST":
        return _form(request, wrong=False)
    if WRONG_RECEIPTS.full(request) or (request.FILES and ENCLOSED.full(request)):
        return too_many(request)
    if request.FILES:
        ENCLOSED.count(request)
    try:
        return _with(request, raising.by_receipt(request.POST.get("receipt", "")))
    except Broken as broken:  # not left to others to answer: they would look at the session
        return render(request, "concerns/altered.html", {"broken": broken}, status=HTTPStatus.SERVICE_UNAVAILABLE)
    except NotHere:
        WRONG_RECEIPTS.count(request)
        return _form(request, wrong=True)


def _form(request: HttpRequest, *, wrong: bool) -> HttpResponse:
    context = {"wrong": wrong, "invented_receipt": invented.RECEIPT if settings.PARIPASSU_DEMO else ""}
    code = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "concerns/receipt_form.html", context, status=code)


def _with(request: HttpRequest, matter: Opened) -> HttpResponse:
    alliance, now = records.current(matter.row.alliance_id).alliance, clock.now()
    done, code = "", HTTPStatus.OK
    act = ACTS.get(request.POST.get("form", ""))
    if act is not None:
        try:
            done = act(request, matter, alliance, now)
        except Refused as refusal:
            request.refused, code = refusal, status(refusal)  # type: ignore[attr-defined]
        matter = raising.by_receipt(request.POST["receipt"])
    if "file" in request.POST:
        return saved(matter, request.POST["file"])
    return render(request, "concerns/receipt.html", _context(request, matter, alliance, now, done), status=code)


def _context(request: HttpRequest, matter: Opened, alliance: Alliance, now: datetime, done: str) -> dict[str, object]:
    secret = receipts.read(request.POST["receipt"])
    assert secret is not None
    without = raising.without(alliance, matter.first.parties, matter.first.person)
    reading = {each.person for each in matter.row.readers.all() if clocks.readable(each, now, alliance)}
    more = [each.person for each in practice.confidants(alliance, without) if each.person not in reading]
    return {
        "matter": matter,
        "receipt": receipts.written(secret),
        "done": done,
        "facts": about(alliance, matter),
        "status": status_of(matter.row, now),
        "texts": told(alliance, matter.texts),
        "readers": readers(alliance, matter),
        "passed_on": clocks.passed_on(matter.row, now, alliance),
        "deserted": clocks.deserted(matter.row, alliance),
        "more": people_named(alliance, more),
        "asked": clocks.asked(matter.row, now),
        "worse": list(voiced.WORSE.items()),
        "ratings": list(voiced.RATINGS.items()),
        "rated": bool(matter.said("rated")),
        "consents": [(name, word) for name, word in voiced.CONSENTS.items()],
        "limit": raising.TEXT_LIMIT,
        "taken": TAKEN,
        "compared": compared(alliance, matter.row.raised, now),
    }


def _say(request: HttpRequest, matter: Opened, _alliance: Alliance, now: datetime) -> str:
    typed = Typed(request)
    text = typed.text("text", _("Your message"), limit=raising.TEXT_LIMIT)
    typed.check()
    raising.say(matter, text, now=now, form=typed.key, by=matter.first.by, files=files_sent(request))
    return _("Sent.")


def _watch(request: HttpRequest, matter: Opened, alliance: Alliance, now: datetime) -> str:
    typed = Typed(request)
    choice = typed.choice("worse", _("Whether anything got worse"), list(voiced.WORSE))
    text = typed.text("what", _("What got worse"), required=choice == "yes", limit=raising.TEXT_LIMIT)
    typed.check()
    raising.answer_watch(matter, alliance, choice, text, now=now, form=typed.key)
    if choice == "yes":
        return _("Sent. It is now of the highest tier: its clocks begin anew, and neutrals on the list read it too.")
    return _("Thank you. It is kept with your concern.")


def _rate(request: HttpRequest, matter: Opened, _alliance: Alliance, now: datetime) -> str:
    typed = Typed(request)
    choice = typed.choice("rating", _("How it was dealt with"), list(voiced.RATINGS))
    text = typed.text("why", _("Why"), required=False, limit=raising.TEXT_LIMIT)
    typed.check()
    raising.rate(matter, choice, text, now=now, form=typed.key)
    return _("Thank you. Those who read it see this.")


def _consent(request: HttpRequest, matter: Opened, _alliance: Alliance, now: datetime) -> str:
    typed = Typed(request)
    to = typed.choice("to", _("What you agree to"), list(voiced.CONSENTS))
    worded = to in ("warning", "change")
    title = typed.text("title", _("The heading"), required=worded, limit=raising.TITLE_LIMIT)
    words = typed.text("words", _("The words"), required=worded, limit=raising.TEXT_LIMIT)
    typed.check()
    raising.consent(matter, to, title, words, now=now, form=typed.key)  # type: ignore[arg-type]
    return _("Agreed to, in these words and no others.") if worded else _("Kept.")


def _bring_in(request: HttpRequest, matter: Opened, alliance: Alliance, now: datetime) -> str:
    typed = Typed(request)
    person = typed.fields.get("person", "")
    raising.bring_in(matter, alliance, person, now=now)
    [who] = people_named(alliance, [person])
    return _("%(who)s reads it too from now on.") % {"who": who.line}


ACTS: dict[str, Act] = {"say": _say, "watch": _watch, "rate": _rate, "consent": _consent, "bring": _bring_in}

site = [path("receipt/", receipt, name="receipt")]
