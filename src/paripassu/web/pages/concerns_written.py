"""What was written to a confidant: opened with a passphrase for half an hour, and dealt with.

Between two pages the private key lies in the session, closed under a key that only the browser has, as a cookie.
"""

import base64
import binascii
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from paripassu.alliance import changes
from paripassu.alliance import concerns as practice
from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.conflicts import raising as matters
from paripassu.alliance.refusals import Refused
from paripassu.keeper import acts, demo
from paripassu.keeper.access import NotHere, Sitting
from paripassu.keeper.concerns import clocks, invented, listening, raising
from paripassu.keeper.concerns.letters import Opened
from paripassu.reading.cleaned import TAKEN
from paripassu.record import letters
from paripassu.web import clock, linked, noticed
from paripassu.web.compared import compared
from paripassu.web.quiet import tried
from paripassu.web.refusals import too_many
from paripassu.web.seated import seated
from paripassu.web.typed import Typed
from paripassu.web.voicing import about, files_sent, people_named, readers, saved, status_of, told

COOKIE = "__Secure-confidant" if settings.PRODUCTION else "confidant"

Act = Callable[[HttpRequest, Opened, Sitting, dict[str, bytes], datetime], str]


@seated
def written(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The concerns written to this person, without a word of them; a POST opens them with the passphrase."""
    now = clock.now()
    keys = _keys(request, sitting, now)
    if request.method == "POST":
        sent = {"close": _closed, "carry": _carried, "all": _all_handed}.get(request.POST.get("form", ""), _unlocked)
        return sent(request, sitting)
    own = sitting.person
    found = [(each, status_of(each.concern, now)) for each in listening.written_to(sitting, now)]
    context = {
        "written": found,
        "open": bool(keys),
        "older": listening.older(sitting, keys).count(),
        "colleagues": people_named(
            sitting.alliance, [each.person for each in practice.confidants(sitting.alliance) if each.person != own]
        ),
        "invented_passphrase": invented.PASSPHRASE if settings.PARIPASSU_DEMO and sitting.slug == demo.SLUG else "",
    }
    return render(request, "concerns/written.html", context)


def _unlocked(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    if not tried(request, dry_run=True):
        return too_many(request)
    try:
        keys = listening.unlocked(sitting, request.POST.get("passphrase", ""))
    except Refused:
        tried(request)
        raise
    once = letters.new_matter_key()
    sealed = listening.kept_open(sitting, keys, once, clock.now())
    request.session[_slot(sitting)] = base64.b64encode(sealed).decode()
    response = redirect("concerns_written", sitting.slug)
    response.set_cookie(
        COOKIE, once.hex(), path=reverse("concerns", args=[sitting.slug]), httponly=True, samesite="Strict",
        secure=settings.PRODUCTION,
    )  # fmt: skip
    return response


def _closed(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Nothing is open in this browser any more."""
    request.session.pop(_slot(sitting), None)
    response = redirect("concerns_written", sitting.slug)
    response.delete_cookie(COOKIE, path=reverse("concerns", args=[sitting.slug]))
    return response


def _carried(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """What was written to an older key is wrapped for the one on the list."""
    listening.carry_over(sitting, _keys(request, sitting, clock.now()))
    messages.success(request, _("Done. It opens with the passphrase of your new key from now on."))
    return redirect("concerns_written", sitting.slug)


def _all_handed(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Everything that was written to this person goes to another confidant who may read it."""
    typed, keys = Typed(request), _keys(request, sitting, clock.now())
    to = typed.choice("to", _("To whom"), [each.person for each in practice.confidants(sitting.alliance)])
    typed.check()
    gone, stayed = listening.hand_all_over(sitting, keys, to, now=clock.now(), form=typed.key)
    messages.success(request, _("Handed over: %(gone)s.") % {"gone": gone})
    if stayed:
        messages.warning(
            request,
            _("With you: %(stayed)s. The other may not read them, or they open with another key: open each of them "
              "and choose somebody else.") % {"stayed": stayed},
        )  # fmt: skip
    return redirect("concerns_written", sitting.slug)


def _slot(sitting: Sitting) -> str:
    return f"confidant {sitting.slug}"


def _keys(request: HttpRequest, sitting: Sitting, now: datetime) -> dict[str, bytes]:
    """The private keys that are open in this browser; none when the passphrase has to be typed."""
    try:
        once = bytes.fromhex(request.COOKIES.get(COOKIE, ""))
        sealed = base64.b64decode(request.session.get(_slot(sitting), ""))
    except (ValueError, binascii.Error):
        return {}
    return listening.still_open(sitting, sealed, once, now) if len(once) == letters.KEY_BYTES and sealed else {}


@seated
def concern_written(request: HttpRequest, sitting: Sitting, concern: str) -> HttpResponse:
    """One concern with its dialogue; a POST does one of the things that a confidant can do."""
    now, slug = clock.now(), sitting.slug
    if not any(str(each.concern_id) == concern for each in listening.written_to(sitting, now)):
        raise NotHere(concern)
    keys = _keys(request, sitting, now)
    if not keys:
        messages.info(request, _("Type your passphrase first: what was open is closed after half an hour."))
        return redirect("concerns_written", sitting.slug)
    matter = listening.opened_by(sitting, concern, keys, now)
    if "file" in request.GET:
        return saved(matter, request.GET["file"])
    act = ACTS.get(request.POST.get("form", "")) if request.method == "POST" else None
    if act is not None:
        messages.success(request, act(request, matter, sitting, keys, now))
        still = any(str(each.concern_id) == concern for each in listening.written_to(sitting, now))
        return redirect("concern_written", sitting.slug, concern) if still else redirect("concerns_written", slug)
    return render(request, "concerns/concern.html", _context(matter, sitting, keys, now))


def _watched(matter: Opened, day: int, now: datetime) -> str:
    """Whether the writer has said, when they were asked on a day of the watch, if anything got worse."""
    if day in matter.row.watched:
        return _("answered")
    return _("not answered") if day in clocks.asked(matter.row, now) else _("not asked yet")


def _context(matter: Opened, sitting: Sitting, keys: dict[str, bytes], now: datetime) -> dict[str, Any]:
    alliance = sitting.alliance
    without = raising.without(alliance, matter.first.parties, matter.first.person)
    reading = {each.person for each in matter.row.readers.all() if each.why != "silence"}
    more = [each.person for each in practice.confidants(alliance, without) if each.person not in reading]
    return {
        "matter": matter,
        "facts": about(alliance, matter),
        "status": status_of(matter.row, now),
        "texts": told(alliance, matter.texts),
        "readers": readers(alliance, matter),
        "note": listening.note(matter, keys),
        "more": people_named(alliance, more),
        "agreed": matter.agreed,
        "watched": [(day, _watched(matter, day, now)) for day in clocks.WATCH_DAYS],
        "made": [(linked.thing(sitting, entry), entry) for entry in matter.made.values()],
        "natures": list(noticed.NATURES.items()),
        "linkable": "link" in matter.agreed and not _linked(sitting, matter),
        "limit": raising.TEXT_LIMIT,
        "taken": TAKEN,
        "compared": compared(alliance, matter.row.raised, now),
    }


def _linked(sitting: Sitting, matter: Opened) -> bool:
    """Whether the record shows already what came of it."""
    return matter.row.shown is not None and matter.row.shown in sitting.alliance.links.about


def _acknowledge(
    _request: HttpRequest, matter: Opened, _sitting: Sitting, _keys: dict[str, bytes], now: datetime
) -> str:
    listening.acknowledge(matter, now)
    return _("Acknowledged: whoever wrote it sees that it was read.")


def _say(request: HttpRequest, matter: Opened, sitting: Sitting, _keys: dict[str, bytes], now: datetime) -> str:
    typed = Typed(request)
    text = typed.text("text", _("Your message"), limit=raising.TEXT_LIMIT)
    typed.check()
    raising.say(matter, text, now=now, form=typed.key, by=sitting.person, files=files_sent(request))
    listening.acknowledge(matter, now)
    return _("Sent. Whoever wrote it reads it with the receipt.")


def _answer(request: HttpRequest, matter: Opened, sitting: Sitting, _keys: dict[str, bytes], now: datetime) -> str:
    typed = Typed(request)
    text = typed.text("outcome", _("The outcome"), limit=raising.TEXT_LIMIT)
    typed.check()
    listening.answer(matter, sitting, text, now=now, form=typed.key)
    return _("Given back. Whoever wrote it can say how it was dealt with.")


def _note(request: HttpRequest, matter: Opened, _sitting: Sitting, _keys: dict[str, bytes], _now: datetime) -> str:
    typed = Typed(request)
    text = typed.text("note", _("Your notes"), required=False, limit=listening.NOTE_LIMIT)
    typed.check()
    listening.keep_note(matter, text)
    return _("Kept, for your key alone.")


def _hand(request: HttpRequest, matter: Opened, sitting: Sitting, _keys: dict[str, bytes], now: datetime) -> str:
    typed = Typed(request)
    person = typed.fields.get("person", "")
    leave = typed.fields.get("leave", "") == "yes"
    listening.hand_over(matter, sitting, person, leave=leave, now=now, form=typed.key)
    return _("Handed over. Whoever wrote it sees that.")


def _show(request: HttpRequest, matter: Opened, sitting: Sitting, _keys: dict[str, bytes], _now: datetime) -> str:
    typed = Typed(request)
    about = typed.whole("about", _("The entry")) if typed.fields.get("about") else None
    typed.check()
    listening.show(matter, sitting, key=typed.key, about=about)
    if about is None:
        return _("The record shows that there is a concern, and nothing else of it.")
    return _("The record shows that entry %(entry)s came of a concern.") % {"entry": about}


def _warn(request: HttpRequest, matter: Opened, sitting: Sitting, _keys: dict[str, bytes], now: datetime) -> str:
    """Raise an early warning in the words that were agreed to, and no others."""
    typed = Typed(request)
    agreed = listening.agreed_to(matter, "warning")
    effect = typed.text("effect", _("What it would mean"), limit=raising.TITLE_LIMIT)
    typed.check()
    between = version_in_force(sitting.alliance).partners
    [recorded] = acts.record(sitting, matters.raise_matter, key=typed.key, title=agreed.title, what=agreed.text,
                             effect=effect, between=between)  # fmt: skip
    listening.made(matter, sitting, "warning", recorded.index, now=now, form=typed.key)
    return _("Raised as an early warning, in the words that were agreed to.")


def _change(request: HttpRequest, matter: Opened, sitting: Sitting, _keys: dict[str, bytes], now: datetime) -> str:
    """Bring up a change in the words that were agreed to, and no others."""
    typed = Typed(request)
    agreed = listening.agreed_to(matter, "change")
    nature = typed.choice("nature", _("What moves"), list(noticed.NATURES))
    typed.check()
    [recorded] = acts.record(sitting, changes.share, key=typed.key, nature=nature, title=agreed.title,
                             what=agreed.text, noticed=now.date())  # fmt: skip
    listening.made(matter, sitting, "change", recorded.index, now=now, form=typed.key)
    return _("Brought up as a change, in the words that were agreed to.")


ACTS: dict[str, Act] = {
    "acknowledge": _acknowledge, "say": _say, "answer": _answer, "note": _note, "hand": _hand, "show": _show,
    "warn": _warn, "change": _change,
}  # fmt: skip

alliance = [
    path("concerns/written/", written, name="concerns_written"),
    path("concerns/written/<slug:concern>/", concern_written, name="concern_written"),
]
