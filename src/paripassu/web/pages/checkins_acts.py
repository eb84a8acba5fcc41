"""What people do with a check-in, each act at an address of its own below the page of the check-in."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeAlias

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance import checkins
from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.agreement.terms import Pool
from paripassu.alliance.checkins import agenda, minutes, preparations, rescheduling
from paripassu.alliance.checkins.meetings import Checkin, Felt, minute_awaits, unprepared
from paripassu.keeper import acts
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import citing, clock, felt, warned
from paripassu.web.pages.checkins import asked_when
from paripassu.web.pages.checkins_entry import checkin, found_checkin, move, prepare
from paripassu.web.seated import seated
from paripassu.web.typed import Typed

Act: TypeAlias = Callable[[Sitting, Checkin, Typed], str]
"""Records what was typed; gives the sentence that says what happened and what comes next."""


# --- before the meeting ---


def _add(sitting: Sitting, found: Checkin, typed: Typed) -> str:
    text = typed.text("text", _("What it is about"), limit=agenda.TEXT_LIMIT)
    typed.check()
    about = citing.named(typed.fields, sitting)
    acts.record(sitting, agenda.add_item, key=typed.key, checkin=found.index, text=text, **about)
    return _("It is on the agenda, for everybody to see.")


def _take_off(sitting: Sitting, found: Checkin, typed: Typed) -> str:
    acts.record(sitting, agenda.withdraw_item, key=typed.key, item=_number(typed, "item"))
    return _("Taken off the agenda again.")


def _unseal(sitting: Sitting, found: Checkin, key: str) -> None:
    """Open what can be opened now; nothing when a colleague was faster."""
    entries = preparations.ready(sitting.alliance, found)
    if entries:
        acts.open_sealed(sitting, entries, key=f"{key}:open")


def _open_prepared(sitting: Sitting, found: Checkin, typed: Typed) -> str:
    _unseal(sitting, found, typed.key)
    return _("Opened: everybody sees what each party had prepared.")


def _open(sitting: Sitting, found: Checkin, typed: Typed) -> str:
    now = clock.now()
    measured = {"shown": felt.shown_now(sitting.alliance, now), "warnings": warned.items(sitting, now)}
    acts.record(sitting, checkins.open_meeting, key=typed.key, checkin=found.index, **measured)
    _unseal(sitting, found, typed.key)
    return _("The meeting is open. Its agenda, the warnings and the balance are kept as they stand now.")


def _missed(sitting: Sitting, found: Checkin, typed: Typed) -> str:
    acts.record(sitting, checkins.state_missed, key=typed.key, checkin=found.index)
    return _("Stated. That it was missed is on the record for all to see.")


# --- moving and cancelling ---


def _agree_change(sitting: Sitting, found: Checkin, typed: Typed) -> str:
    acts.record(sitting, rescheduling.agree_change, key=typed.key, change=_number(typed, "change"))
    if found.change is not None:
        return _("Agreed. It takes effect once all the others have agreed too.")
    return _("Agreed by all: it is so now.")


def _decline_change(sitting: Sitting, found: Checkin, typed: Typed) -> str:
    reason = _reason(typed, _("Why you decline"))
    acts.record(sitting, rescheduling.decline_change, key=typed.key, change=_number(typed, "change"), reason=reason)
    return _("Declined. The check-in stays as it is, unless you agree after all.")


def _withdraw_change(sitting: Sitting, found: Checkin, typed: Typed) -> str:
    acts.record(sitting, rescheduling.withdraw_change, key=typed.key, change=_number(typed, "change"))
    return _("Taken back. The check-in stays as it is.")


# --- in the meeting and after ---


def _attend(sitting: Sitting, found: Checkin, typed: Typed) -> str:
    own = [seat.person for seat in sitting.alliance.parties.seats.values() if seat.party == sitting.seat.party]
    people = typed.chosen("people", own)
    guests = typed.text("guests", _("Guests"), required=False, limit=minutes.GUESTS_LIMIT)
    typed.check()
    acts.record(sitting, minutes.state_attendance, key=typed.key, checkin=found.index, people=people, guests=guests)
    return _("Noted who was there for your party.")


def _write(sitting: Sitting, found: Checkin, typed: Typed) -> str:
    text = typed.text("text", _("What was said or agreed"), limit=minutes.TEXT_LIMIT)
    fields: dict[str, Any] = {name: _optional(typed, name) for name in ("item", "corrects")}
    typed.check()
    [recorded] = acts.record(sitting, minutes.write_minute, key=typed.key, checkin=found.index, text=text, **fields)
    waits = minute_awaits(sitting.alliance, found.minutes[recorded.index])
    return _("Written. It waits for %(names)s to agree.") % {"names": sitting.alliance.parties.names(waits)}


def _agree(sitting: Sitting, found: Checkin, typed: Typed) -> str:
    chosen = typed.wholes("minutes", _("The minutes"))
    typed.check()
    acts.record(sitting, minutes.agree_minutes, key=typed.key, minutes=chosen)
    return _("Agreed: as far as your party is concerned, that is how it was.")


def _object(sitting: Sitting, found: Checkin, typed: Typed) -> str:
    reason = _reason(typed, _("Why you object"))
    acts.record(sitting, minutes.object_to_minute, key=typed.key, minute=_number(typed, "minute"), reason=reason)
    return _("Objected. Write how it was, if you can say it better: your text waits beside the other one.")


def _withdraw(sitting: Sitting, found: Checkin, typed: Typed) -> str:
    acts.record(sitting, minutes.withdraw_minute, key=typed.key, minute=_number(typed, "minute"))
    return _("Taken back. It stays readable on the record.")


ACTS: dict[str, Act] = {
    "add": _add,
    "take-off": _take_off,
    "open-prepared": _open_prepared,
    "open": _open,
    "missed": _missed,
    "agree-change": _agree_change,
    "decline-change": _decline_change,
    "withdraw-change": _withdraw_change,
    "attend": _attend,
    "write": _write,
    "agree": _agree,
    "object": _object,
    "withdraw": _withdraw,
}


def _reason(typed: Typed, label: str) -> str:
    reason = typed.text("reason", label, limit=minutes.REASON_LIMIT)
    typed.check()
    return reason


def _number(typed: Typed, name: str) -> int:
    """The entry that a hidden field names. Refused with what was found when it is none."""
    number = typed.whole(name, _("The entry"))
    typed.check()
    return number


def _optional(typed: Typed, name: str) -> int | None:
    return typed.whole(name, _("The entry")) if typed.fields.get(name, "") else None


@seated(page=checkin)
def act(request: HttpRequest, sitting: Sitting, index: int, name: str) -> HttpResponse:
    """Do one of the acts, and show the check-in again."""
    if name not in ACTS:
        raise NotHere(name)
    found = found_checkin(sitting, index)
    messages.success(request, ACTS[name](sitting, found, Typed(request)))
    return redirect("checkin", sitting.slug, index)


# --- the acts with pages of their own ---


@seated(page=prepare)
def hand_in(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Hand in what the party prepared, sealed."""
    found, typed = found_checkin(sitting, index), Typed(request)
    words = {
        name: typed.text(name, str(label), required=False, limit=preparations.TEXT_LIMIT)
        for name, label in (
            ("expectations", _("Expectations")), ("concerns", _("Concerns")), ("progress", _("Progress"))
        )
    }  # fmt: skip
    said = _felt(sitting, typed)
    typed.check()
    acts.record(sitting, preparations.prepare, key=typed.key, checkin=index, felt=said, **words)
    waits = unprepared(sitting.alliance, found)
    names = sitting.alliance.parties.names(waits)
    message = (
        _("Handed in and sealed. It is opened once %(names)s have handed theirs in, or the meeting begins.")
        if waits
        else _("Handed in and sealed. All have handed theirs in: they can be opened.")
    )
    messages.success(request, message % {"names": names})
    return redirect("checkin", sitting.slug, index)


def _felt(sitting: Sitting, typed: Typed) -> tuple[Felt, ...]:
    """How the balance of each pool feels, where something was said."""
    version = version_in_force(sitting.alliance)
    read = _lean if len(version.partners) == 2 else _return
    found = (read(typed, pool, version.partners) for pool in version.pools.values())
    return tuple(one for one in found if one is not None)


def _lean(typed: Typed, pool: Pool, partners: tuple[str, ...]) -> Felt | None:
    towards = typed.fields.get(f"towards-{pool.id}", "")
    if not towards:
        return None
    if towards == "level":
        return Felt(pool.id)
    side = typed.choice(f"towards-{pool.id}", _("How it leans"), partners)
    by = typed.whole(f"by-{pool.id}", _("How far"))
    if not 1 <= by <= preparations.FULL_LEAN:
        typed.find(f"by-{pool.id}", _("Say how far it leans, from 1 to 100."))
    return Felt(pool.id, side, by)


def _return(typed: Typed, pool: Pool, _partners: tuple[str, ...]) -> Felt | None:
    name = f"return-{pool.id}"
    if not typed.fields.get(name, "").strip():
        return None
    value: Decimal = typed.amount(name, _("Your return"))
    return Felt(pool.id, coefficient=value)


@seated(page=move)
def propose(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Propose to move the check-in, or to cancel it."""
    typed = Typed(request)
    cancel = typed.fields.get("way", "") == "cancel"
    fields = {} if cancel else asked_when(typed)
    reason = typed.text("reason", _("Why"), limit=rescheduling.REASON_LIMIT)
    typed.check()
    rule = rescheduling.propose_cancelling if cancel else rescheduling.propose_move
    acts.record(sitting, rule, key=typed.key, checkin=index, reason=reason, **fields)
    messages.success(request, _("Proposed. It takes effect once all the other partners have agreed."))
    return redirect("checkin", sitting.slug, index)


alliance = [
    path("checkins/<int:index>/prepare/hand-in/", hand_in, name="checkin_hand_in"),
    path("checkins/<int:index>/move/propose/", propose, name="checkin_propose"),
    path("checkins/<int:index>/do/<slug:name>/", act, name="checkin_act"),
]
