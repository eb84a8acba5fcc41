"""What a wave offers beside anonymous answers: an organisation under its name, and words for a neutral alone.

Both are plain forms and work without JavaScript. What was written to a neutral is opened by its passphrase for one
page.
"""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance.refusals import Refused
from paripassu.alliance.surveys import WHAT_LIMIT, sides, waves
from paripassu.alliance.surveys.waves import Wave, is_open
from paripassu.keeper import acts, demo
from paripassu.keeper.access import NotHere, Sitting
from paripassu.keeper.concerns import invented, listening
from paripassu.keeper.models import Account
from paripassu.keeper.surveys import holding
from paripassu.web import asking, clock
from paripassu.web.pages.surveys import questions, usual, wave_of
from paripassu.web.quiet import tried
from paripassu.web.refusals import too_many
from paripassu.web.seated import seated
from paripassu.web.typed import Typed


def _shown(request: HttpRequest, sitting: Sitting, wave: Wave) -> dict[str, Any]:
    """What both forms show of a wave."""
    asked = questions(sitting, wave)
    code = asking.chosen(request, asked)
    return {
        "wave": wave,
        "survey": waves.survey_of(sitting.alliance, wave),
        "put": asking.put(asked, code),
        "languages": asking.offered(asked, code),
        "open": is_open(wave, clock.now()),
        "limit": WHAT_LIMIT,
        **usual(sitting),
    }


# --- as an organisation ---


@seated
def side(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """The form for a party's answer as an organisation; a POST hands it in under seal."""
    wave = wave_of(sitting, index)
    if request.method == "POST":
        typed = Typed(request)
        answers = asking.answered(typed, questions(sitting, wave))
        text = typed.text("text", _("What you say beside it"), required=False, limit=WHAT_LIMIT)
        typed.check()
        acts.record(sitting, sides.state, key=typed.key, wave=index, answers=answers, text=text)
        messages.success(request, _("Handed in under seal. It is opened to all once the last day is over."))
        return redirect("wave", sitting.slug, index)
    handed = sitting.seat.party in sides.of_wave(sitting.alliance, index).handed
    context = {**_shown(request, sitting, wave), "asked": sitting.seat.party in wave.panel, "handed": handed}
    return render(request, "surveys/side.html", context)


# --- to a neutral ---


def readers(sitting: Sitting) -> list[tuple[str, str]]:
    """The neutrals who can be written to, with their names and parties."""
    people = sides.neutrals(sitting.alliance)
    names = dict(Account.objects.filter(person__in=people).values_list("person", "name"))
    seats = sitting.alliance.parties.seats
    return [(each, f"{names.get(each, each)}, {sitting.alliance.parties.name(seats[each].party)}") for each in people]


@seated
def neutral(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """The form to write to a neutral; a POST keeps it as ciphertext for that reader alone."""
    wave, found = wave_of(sitting, index), readers(sitting)
    if request.method == "POST":
        typed = Typed(request)
        answers = asking.answered(typed, questions(sitting, wave))
        reader = typed.choice("reader", _("The neutral"), [person for person, _name in found])
        text = typed.text("text", _("What you write"), required=False, limit=holding.TEXT_LIMIT)
        typed.check()
        holding.write(sitting, index, reader, answers=answers, text=text, name=request.POST.get("name") == "yes")
        messages.success(request, _("Kept for that one reader. Nothing on this host says that it was you."))
        return redirect("wave", sitting.slug, index)
    context = {**_shown(request, sitting, wave), "asked": sitting.person in wave.people(""), "readers": found}
    return render(request, "surveys/neutral.html", context)


@seated
def words(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """For a neutral alone: what was written, opened by the passphrase for this one page, and the themes to be told."""
    wave = wave_of(sitting, index)
    if sitting.party.kind != "neutral":
        raise NotHere(str(index))
    opened = None
    if request.method == "POST":
        if request.POST.get("form") == "themes":
            return _told(request, sitting, wave)
        if not tried(request, dry_run=True):
            return too_many(request)
        opened = _opened(request, sitting, index)
    context = {
        **_shown(request, sitting, wave),
        "count": holding.entrusted_to(sitting, index),
        "opened": opened,
        "told": [each for each in sides.of_wave(sitting.alliance, index).themes if each.party == sitting.seat.party],
        "invented_passphrase": invented.PASSPHRASE if settings.PARIPASSU_DEMO and sitting.slug == demo.SLUG else "",
    }
    response = render(request, "surveys/words.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _opened(request: HttpRequest, sitting: Sitting, index: int) -> list[holding.Words]:
    """What was written, if the passphrase opens it; each wrong one is counted."""
    try:
        keys = listening.unlocked(sitting, request.POST.get("passphrase", ""))
    except Refused:
        tried(request)
        raise
    return holding.opened(sitting, index, keys)


def _told(request: HttpRequest, sitting: Sitting, wave: Wave) -> HttpResponse:
    typed = Typed(request)
    most = sides.MOST_THEMES * (sides.THEME_LIMIT + 2)
    themes = typed.text("themes", _("The themes"), limit=most)
    typed.check()
    acts.record(sitting, sides.tell, key=typed.key, wave=wave.index, themes=themes.splitlines())
    holding.forget(sitting.slug, sitting.alliance, wave)
    messages.success(request, _("Told to everybody in your words. What was written to you is deleted."))
    return redirect("wave", sitting.slug, wave.index)


alliance = [
    path("surveys/waves/<int:index>/side/", side, name="wave_side"),
    path("surveys/waves/<int:index>/neutral/", neutral, name="wave_neutral"),
    path("surveys/waves/<int:index>/words/", words, name="wave_words"),
]
