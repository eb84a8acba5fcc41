"""Facts about check-ins as sentences for people, and the words in which check-ins are shown."""

from datetime import datetime
from typing import TypeAlias, assert_never

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance import checkins
from paripassu.alliance.alliance import Alliance, Recorded
from paripassu.alliance.checkins import agenda, minutes, preparations, rescheduling
from paripassu.alliance.checkins.meetings import AgendaItem, Checkin, ItemKind, Prepared, Status, When, status
from paripassu.web.quoting import quoted

Fact: TypeAlias = checkins.Fact | rescheduling.Fact | agenda.Fact | preparations.Fact | minutes.Fact

STATUSES: dict[Status, Promise] = {
    "called": gettext_lazy("Ahead"),
    "open": gettext_lazy("Today, open"),
    "held": gettext_lazy("Held"),
    "minuted": gettext_lazy("Held, minutes agreed"),
    "unopened": gettext_lazy("Nobody opened it"),
    "missed": gettext_lazy("Missed"),
    "cancelled": gettext_lazy("Cancelled by all"),
}
CHIPS: dict[Status, str] = {
    "called": "wait", "open": "note", "held": "note", "minuted": "done", "unopened": "refused", "missed": "refused",
}  # fmt: skip
HEADS: dict[ItemKind, Promise] = {
    "added": gettext_lazy("Put on the agenda"),
    "late": gettext_lazy("Late or blocked commitments"),
    "actions": gettext_lazy("Actions from earlier check-ins"),
    "due": gettext_lazy("Due before the next check-in"),
    "disputed": gettext_lazy("Disputed entries of the ledger"),
    "text": gettext_lazy("The text of the agreement on the table"),
    "proposals": gettext_lazy("Open proposals"),
    "exchange": gettext_lazy("Open in the exchange: requests, ideas, what is to be given back"),
    "goals": gettext_lazy("Goals behind, missed or being reassessed"),
    "changes": gettext_lazy("Changes that are not answered yet"),
    "strained": gettext_lazy("Principles said to be strained"),
    "statements": gettext_lazy("Statements to be checked, or contested"),
    "incidents": gettext_lazy("Incidents that are not closed"),
    "conflicts": gettext_lazy("Early warnings and conflicts"),
    "ending": gettext_lazy("The end and the wind-down"),
    "redress": gettext_lazy("Imbalances that no agreement covers now"),
    "valuations": gettext_lazy("Own values that are being stated, or can be opened"),
    "surveys": gettext_lazy("Surveys: to be agreed, counted, or followed by something"),
    "warnings": gettext_lazy("Warnings that ring"),
    "balance": gettext_lazy("The balance: as it feels, and as it is"),
}


def title(checkin: Checkin) -> str:
    """A check-in by its day."""
    return _("Check-in of %(day)s") % {"day": formats.date_format(checkin.when.on)}


def _named(checkin: Checkin | None) -> str:
    """A check-in within a sentence."""
    if checkin is None:
        return _("check-in")
    return _("check-in of %(day)s") % {"day": formats.date_format(checkin.when.on)}


def moment_of(when: When) -> str:
    """Day and time of a check-in, as it was written."""
    day = formats.date_format(when.on)
    return f"{day}, {when.time} ({when.zone})" if when.time else day


def where(checkin: Checkin, now: datetime) -> tuple[Promise, str]:
    """Where a check-in stands, as word and kind of a chip."""
    stands = status(checkin, now)
    return STATUSES[stands], CHIPS.get(stands, "")


def head(alliance: Alliance, checkin: Checkin, item: AgendaItem) -> str:
    """A line of the agenda by its head; what a party added by its own words."""
    if item.kind == "added":
        return checkin.items[item.entries[0]].text
    pool = _pool(alliance, item.pool) if item.kind == "balance" else ""
    return f"{HEADS[item.kind]}: {pool}" if pool else str(HEADS[item.kind])


def _pool(alliance: Alliance, id_: str) -> str:
    for version in reversed(alliance.agreement.versions):
        if id_ in version.pools:
            return version.pools[id_].name
    return id_


def about(recorded: Recorded) -> int:
    """The entry by which the page of the check-in that a fact speaks of is found: itself, or a part of it."""
    fact = recorded.fact
    named = [getattr(fact, name, None) for name in ("checkin", "change", "item", "minute")]
    if isinstance(fact, minutes.MinuteWritten):
        named = [fact.checkin]
    named += getattr(fact, "minutes", ())[:1]
    return next((entry for entry in named if isinstance(entry, int)), recorded.index)


def sentence(alliance: Alliance, who: str, recorded: Recorded) -> str:
    """What a fact about a check-in says; `who` is the name of the party that entered it."""
    fact: Fact = recorded.fact
    state, entry = alliance.checkins, about(recorded)
    checkin = state.by_index.get(state.part_of.get(entry, entry))
    fields = {"who": who, "checkin": _named(checkin)}
    match fact:
        case checkins.CheckinCalled() | checkins.MeetingOpened() | checkins.CheckinMissed():
            return _meeting(fact, fields)
        case agenda.ItemAdded():
            return _("%(who)s put on the agenda of the %(checkin)s: %(text)s.") % {**fields, "text": quoted(fact.text)}
        case agenda.ItemWithdrawn():
            return _("%(who)s took an item off the agenda of the %(checkin)s.") % fields
        case Prepared():
            return _("%(who)s prepared the %(checkin)s.") % fields
        case preparations.PreparationHandedIn():
            return _("%(who)s handed in, sealed, what it prepared for the %(checkin)s.") % fields
        case (
            rescheduling.ChangeProposed()
            | rescheduling.ChangeAgreed()
            | rescheduling.ChangeDeclined()
            | rescheduling.ChangeWithdrawn()
        ):
            return _change(fact, fields)
        case _:
            return _minute(fact, fields)


def _meeting(fact: checkins.Fact, fields: dict[str, str]) -> str:
    match fact:
        case checkins.CheckinCalled():
            text = _("%(who)s called a check-in for %(day)s.")
            return text % {**fields, "day": moment_of(When(fact.on, fact.time, fact.zone))}
        case checkins.MeetingOpened():
            return _("%(who)s opened the meeting: %(checkin)s.") % fields
        case checkins.CheckinMissed(checkin=None):
            text = _("%(who)s stated that nobody called the check-in of %(day)s, which the agreement asks for.")
            return text % {**fields, "day": formats.date_format(fact.on)}
        case checkins.CheckinMissed():
            return _("%(who)s stated that the %(checkin)s was missed.") % fields
        case _:
            assert_never(fact)


def _change(fact: rescheduling.Fact, fields: dict[str, str]) -> str:
    match fact:
        case rescheduling.ChangeProposed(on=None, reason=reason):
            text = _("%(who)s proposed to cancel the %(checkin)s: %(reason)s.")
            return text % {**fields, "reason": quoted(reason)}
        case rescheduling.ChangeProposed(on=on, reason=reason):
            assert on is not None
            to = moment_of(When(on, fact.time, fact.zone))
            text = _("%(who)s proposed to move the %(checkin)s to %(to)s: %(reason)s.")
            return text % {**fields, "to": to, "reason": quoted(reason)}
        case rescheduling.ChangeAgreed():
            return _("%(who)s agreed to the change of the %(checkin)s.") % fields
        case rescheduling.ChangeDeclined(reason=reason):
            text = _("%(who)s declined the change of the %(checkin)s: %(reason)s.")
            return text % {**fields, "reason": quoted(reason)}
        case rescheduling.ChangeWithdrawn():
            return _("%(who)s took its change of the %(checkin)s back.") % fields
        case _:
            assert_never(fact)


def _minute(fact: minutes.Fact, fields: dict[str, str]) -> str:
    match fact:
        case minutes.AttendanceStated():
            return _("%(who)s said who was there for it: %(checkin)s.") % fields
        case minutes.MinuteWritten(text=text, corrects=corrects):
            said = (
                _("%(who)s wrote in the minutes of the %(checkin)s: %(text)s.")
                if corrects is None
                else _("%(who)s put a minute of the %(checkin)s otherwise: %(text)s.")
            )
            return said % {**fields, "text": quoted(text)}
        case minutes.MinuteAgreed():
            return _("%(who)s agreed to minutes of the %(checkin)s.") % fields
        case minutes.MinuteObjected(reason=reason):
            text = _("%(who)s objected to a minute of the %(checkin)s: %(reason)s.")
            return text % {**fields, "reason": quoted(reason)}
        case minutes.MinuteWithdrawn():
            return _("%(who)s took a minute of the %(checkin)s back.") % fields
        case _:
            assert_never(fact)
