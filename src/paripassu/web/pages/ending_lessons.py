"""Lessons: each party hands in its own, sealed; opened together they stand side by side."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance.ending import lessons as learned
from paripassu.alliance.ending.lessons import LessonsStated
from paripassu.keeper import acts
from paripassu.keeper.access import Sitting
from paripassu.web import parted
from paripassu.web.partings import common, lessons_ready
from paripassu.web.seated import seated
from paripassu.web.typed import Typed
from paripassu.web.wording import listed


@seated
def lessons(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Who has handed in, what the reader's own party said, and what all said once it is opened."""
    alliance, shared = sitting.alliance, common(sitting)
    own, mine = alliance.ending.lessons, sitting.party.id
    by_name = sorted(shared["partakers"], key=lambda party: (alliance.parties.name(party), party))
    context = {
        **shared,
        "active": shared["stage"] in ("announced", "winding_down", "ended"),
        "rows": [(party, own.get(party)) for party in by_name],
        "opened": [(party, own[party].said) for party in by_name if party in own and own[party].said],
        "ready": bool(lessons_ready(sitting)),
        "handed": own.get(mine),
        "said": _own(sitting),
        "wait": learned.WAIT.days,
    }
    return render(request, "ending/lessons.html", context)


def _own(sitting: Sitting) -> LessonsStated | None:
    """What the reader's own party handed in last, sealed for the others."""
    handed = sitting.alliance.ending.lessons.get(sitting.party.id)
    if handed is None:
        return None
    found = (each.fact for each in sitting.private if each.index == handed.entry)
    return next((fact for fact in found if isinstance(fact, LessonsStated)), None)


@seated(page=lessons)
def hand_in(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Hand in the lessons of one's party, sealed."""
    typed = Typed(request)
    fields = {
        "well": typed.text("well", _("What went well"), limit=learned.TEXT_LIMIT),
        "otherwise": typed.text("otherwise", _("What you would do otherwise"), limit=learned.TEXT_LIMIT),
        "again": typed.choice("again", _("Whether you would work together again"), list(parted.AGAIN)),
        "conditions": typed.text("conditions", _("The conditions"), required=False, limit=learned.TEXT_LIMIT),
    }
    typed.check()
    acts.record(sitting, learned.state_lessons, key=typed.key, **fields)
    waits = [party for party in common(sitting)["partakers"] if party not in sitting.alliance.ending.lessons]
    if waits:
        names = listed(sitting.alliance, waits)
        messages.success(
            request, _("Handed in and sealed. It is opened once these have too: %(names)s.") % {"names": names}
        )
    else:
        messages.success(request, _("Handed in and sealed. All have: they can be opened."))
    return redirect("ending_lessons", sitting.slug)


@seated(page=lessons)
def unseal(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Open what can be opened now; nothing when a colleague was faster."""
    entries = lessons_ready(sitting)
    if entries:
        acts.open_sealed(sitting, entries, key=Typed(request).key)
    messages.success(request, _("Opened: everybody reads what each party has learned."))
    return redirect("ending_lessons", sitting.slug)


alliance = [
    path("ending/lessons/", lessons, name="ending_lessons"),
    path("ending/lessons/hand-in/", hand_in, name="ending_hand_in"),
    path("ending/lessons/open/", unseal, name="ending_open"),
]
