"""What people do about a pause and about the end: each act of the page of the ending, one address for each."""

from collections.abc import Callable
from typing import TypeAlias

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance.ending import notices, signatures
from paripassu.alliance.ending.matters import TEXT_LIMIT, Continuation, Pause, Resumption, WindDown
from paripassu.alliance.parties import arrangements
from paripassu.keeper import acts
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import parted
from paripassu.web.citing import cited
from paripassu.web.enclosing import enclosed
from paripassu.web.pages.ending import ending
from paripassu.web.seated import seated
from paripassu.web.typed import Typed
from paripassu.web.wording import listed

Act: TypeAlias = Callable[[HttpRequest, Sitting, Typed], str]
"""Records what was typed; gives the sentence that says what happened and what comes next."""


def propose(request: HttpRequest, sitting: Sitting, typed: Typed, matter: arrangements.Arranged) -> int:
    """Put a matter before the other partners with the reason from the form; its entry."""
    why = typed.text("why", _("The reason"), limit=arrangements.REASON_LIMIT)
    typed.check()
    fields = cited(request, sitting)
    [recorded] = acts.record(sitting, arrangements.propose, key=typed.key, matter=matter, why=why, **fields)
    return recorded.index


def _court(sitting: Sitting, index: int) -> str:
    each = arrangements.arrangement(sitting.alliance, index)
    names = listed(sitting.alliance, arrangements.missing(sitting.alliance, each))
    return _("Proposed. It holds once these have agreed: %(names)s.") % {"names": names}


def _pause(request: HttpRequest, sitting: Sitting, typed: Typed) -> str:
    starts, until = typed.day("starts", _("The first day")), typed.day("until", _("The last day"))
    rests = typed.chosen("rests", list(parted.RESTS))
    if not rests:
        typed.find("rests", _("Say what rests."))
    conditions = typed.text("conditions", _("What it takes to go on"), required=False, limit=TEXT_LIMIT)
    return _court(sitting, propose(request, sitting, typed, Pause(starts, until, rests, conditions)))  # type: ignore[arg-type]  # chosen among them


def _return(request: HttpRequest, sitting: Sitting, typed: Typed) -> str:
    return _court(sitting, propose(request, sitting, typed, Resumption(typed.whole("pause", _("The pause")))))


def _wind_down(request: HttpRequest, sitting: Sitting, typed: Typed) -> str:
    return _court(sitting, propose(request, sitting, typed, WindDown(typed.day("on", _("The last day")))))


def _go_on(request: HttpRequest, sitting: Sitting, typed: Typed) -> str:
    return _court(sitting, propose(request, sitting, typed, Continuation()))


def _notice(request: HttpRequest, sitting: Sitting, typed: Typed) -> str:
    fields = {
        "trigger": typed.whole("trigger", _("The ground")),
        "on": typed.day("on", _("The last day")),
        "reason": typed.text("reason", _("The reason"), limit=notices.REASON_LIMIT),
        "evidence": typed.text("evidence", _("What shows it"), required=False, limit=notices.REASON_LIMIT),
    }
    typed.check()
    files = enclosed(request, sitting)
    acts.record(sitting, notices.give_notice, key=typed.key, enclosed=files, **fields, **cited(request, sitting))
    return _("The notice is given, and all see its clock. Your party can take it back until its day is over.")


def _reason(typed: Typed, limit: int = notices.REASON_LIMIT) -> str:
    reason = typed.text("reason", _("The reason"), limit=limit)
    typed.check()
    return reason


def _withdraw(_request: HttpRequest, sitting: Sitting, typed: Typed) -> str:
    notice = typed.whole("notice", _("The notice"))
    acts.record(sitting, notices.withdraw_notice, key=typed.key, notice=notice, reason=_reason(typed))
    return _("The notice is taken back: the alliance goes on.")


def _contest(_request: HttpRequest, sitting: Sitting, typed: Typed) -> str:
    notice = typed.whole("notice", _("The notice"))
    acts.record(sitting, notices.contest_notice, key=typed.key, notice=notice, reason=_reason(typed))
    return _("Contested, with your reason. The clock goes on: talk, or raise it as a conflict.")


def _contact(_request: HttpRequest, sitting: Sitting, typed: Typed) -> str:
    people = [seat.person for seat in sitting.alliance.parties.people(sitting.party.id)]
    person = typed.choice("person", _("The person"), people)
    typed.check()
    acts.record(sitting, notices.name_contact, key=typed.key, person=person)
    return _("Named. All parties turn to this person about the end.")


def _sign(_request: HttpRequest, sitting: Sitting, typed: Typed) -> str:
    closing = typed.whole("closing", _("The closing balance"))
    if typed.fields.get("read") != "yes":
        typed.find("read", _("Say that you sign the end for your organisation."))
    typed.check()
    acts.record(sitting, signatures.sign_end, key=typed.key, closing=closing)
    if sitting.alliance.ending.ended is not None:
        return _("Signed. Every party has: the alliance has ended, and its record is closed as it stands.")
    return _("Signed. It ends with the last signature.")


def _unsign(_request: HttpRequest, sitting: Sitting, typed: Typed) -> str:
    acts.record(sitting, signatures.withdraw_signature, key=typed.key, reason=_reason(typed, signatures.TEXT_LIMIT))
    return _("Your signature is taken back, with your reason.")


def _afterword(request: HttpRequest, sitting: Sitting, typed: Typed) -> str:
    text = typed.text("text", _("The afterword"), limit=signatures.TEXT_LIMIT)
    typed.check()
    files = enclosed(request, sitting)
    acts.record(sitting, signatures.add_afterword, key=typed.key, text=text, enclosed=files)
    return _("Added. It changes nothing that was signed.")


ACTS: dict[str, Act] = {
    "pause": _pause,
    "return": _return,
    "wind-down": _wind_down,
    "go-on": _go_on,
    "notice": _notice,
    "withdraw": _withdraw,
    "contest": _contest,
    "contact": _contact,
    "sign": _sign,
    "unsign": _unsign,
    "afterword": _afterword,
}
"""The acts by the last part of their address."""


@seated(page=ending)
def act(request: HttpRequest, sitting: Sitting, name: str) -> HttpResponse:
    """Do one of the acts, and show the ending again."""
    if name not in ACTS:
        raise NotHere(name)
    messages.success(request, ACTS[name](request, sitting, Typed(request)))
    return redirect("ending", sitting.slug)


alliance = [path("ending/do/<slug:name>/", act, name="ending_act")]
