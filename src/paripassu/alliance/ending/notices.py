"""Notice of ending: a party says, under the exit plan that all agreed to, that the alliance ends once a day is over.

All see the clock. The party can take it back until then, the others can say why they contest it; all together can go
on. A notice begins the wind-down and no more: what is closed and signed there needs the word of every party.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias, assert_never

from paripassu.alliance.days import over
from paripassu.alliance.ending import parting, start
from paripassu.alliance.ending.matters import MOST_DAYS, Trigger
from paripassu.alliance.facts import ByPerson, Recorded, ruled, short_enough, worded
from paripassu.alliance.files import Enclosed, checked
from paripassu.alliance.links import known
from paripassu.alliance.parties import managing, membership
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

REASON_LIMIT = 4_000

# --- facts ---


class EndNoticed(ByPerson, frozen=True, kw_only=True, tag="end_noticed.v1"):
    """A party gave notice on ground number `trigger` of the plan at entry `plan`: it ends once day `on` is over."""

    plan: int
    trigger: int
    on: date
    reason: str
    evidence: str = ""
    enclosed: tuple[Enclosed, ...] = ()
    about: tuple[int, ...] = ()
    clauses: tuple[str, ...] = ()


class EndNoticeWithdrawn(ByPerson, frozen=True, kw_only=True, tag="end_notice_withdrawn.v1"):
    """The party took its notice back before the day was over."""

    notice: int
    reason: str


class EndNoticeContested(ByPerson, frozen=True, kw_only=True, tag="end_notice_contested.v1"):
    """Another party said why it does not accept the notice. The clock goes on; it is a matter to talk about."""

    notice: int
    reason: str


class ContactNamed(ByPerson, frozen=True, kw_only=True, tag="ending_contact_named.v1"):
    """A party named the person to turn to about the end and after it."""

    person: str


Fact: TypeAlias = EndNoticed | EndNoticeWithdrawn | EndNoticeContested | ContactNamed

membership.open_to("suspended", EndNoticeContested, ContactNamed)
membership.open_to("alone", EndNoticeContested, ContactNamed)
membership.open_to("left", ContactNamed)
membership.open_to("ended", ContactNamed)

# --- state ---


@dataclass(slots=True)
class Notice:
    """A notice of ending under its entry, with the trigger as it stood; `lifted` by which entry all went on."""

    index: int
    entered: datetime
    party: str
    fact: EndNoticed
    trigger: Trigger
    withdrawn: str = ""
    lifted: int | None = None
    contested: dict[str, str] = field(default_factory=dict)

    @property
    def open(self) -> bool:
        """Whether it stands: neither taken back nor lifted by all."""
        return not self.withdrawn and self.lifted is None


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    notices = alliance.ending.notices
    match fact:
        case EndNoticed():
            planned = next(each for each in alliance.ending.plans if each.index == fact.plan)
            trigger = planned.plan.triggers[fact.trigger]
            notices[recorded.index] = Notice(recorded.index, recorded.entered, recorded.party, fact, trigger)
            about = fact.about if fact.plan in fact.about else (*fact.about, fact.plan)
            alliance.links.add(recorded.index, "ending", about, fact.clauses)
            alliance.files.add(recorded.party, fact.enclosed)
        case EndNoticeWithdrawn():
            notices[fact.notice].withdrawn = fact.reason
        case EndNoticeContested():
            notices[fact.notice].contested[recorded.party] = fact.reason
        case ContactNamed():
            alliance.ending.contacts[recorded.party] = fact.person
        case _:
            assert_never(fact)


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    managing(alliance, fact.by)
    parting(alliance, recorded.party)
    match fact:
        case EndNoticed():
            _may_give(alliance, recorded, fact)
        case EndNoticeWithdrawn():
            worded(fact.reason, "why you take it back", limit=REASON_LIMIT)
            notice = _standing(alliance, fact.notice, recorded.entered)
            if notice.party != recorded.party:
                name = alliance.parties.name(notice.party)
                raise Refused("not_your_notice", "Only {name}, which gave it, can take it back.", name=name)
        case EndNoticeContested():
            worded(fact.reason, "why you contest it", limit=REASON_LIMIT)
            if _standing(alliance, fact.notice, recorded.entered).party == recorded.party:
                raise Refused("own_notice", "Your party gave this notice: it can take it back.")
        case ContactNamed():
            if alliance.parties.seat(fact.person).party != recorded.party:
                raise Refused("not_your_side", "Each side names its own people, and nobody else's.")
        case _:
            assert_never(fact)


def _standing(alliance: "Alliance", index: int, now: datetime) -> Notice:
    notice = alliance.ending.notices.get(index)
    if notice is None:
        raise Refused("notice_unknown", "Entry {entry} is no notice of ending.", entry=index)
    if not notice.open:
        raise Refused("notice_closed", "This notice was taken back, or all have gone on since.")
    if over(notice.fact.on, now):
        raise Refused(
            "notice_over",
            "The day of this notice is over, and the wind-down has begun. All together can still agree to go on.",
        )
    return notice


def _may_give(alliance: "Alliance", recorded: Recorded, fact: EndNoticed) -> None:
    worded(fact.reason, "why your party gives notice", limit=REASON_LIMIT)
    short_enough(fact.evidence, "what shows it", limit=REASON_LIMIT)
    checked(fact.enclosed)
    known(alliance, fact.about, fact.clauses)
    trigger = _trigger(alliance, fact)
    if start(alliance, recorded.entered) is not None:
        raise Refused("winding_down", "The alliance is being wound down already.")
    if any(each.open and each.party == recorded.party for each in alliance.ending.notices.values()):
        raise Refused("noticed_already", "Your party has given notice of the end. Take it back before another.")
    assert trigger.days is not None
    first = recorded.entered.date() + timedelta(days=trigger.days)
    last = recorded.entered.date() + timedelta(days=MOST_DAYS)
    if not first <= fact.on <= last:
        raise Refused(
            "notice_too_short",
            "This ground asks for {days} days of notice: give a day between {first} and {last}.",
            days=trigger.days,
            first=first.isoformat(),
            last=last.isoformat(),
        )


def _trigger(alliance: "Alliance", fact: EndNoticed) -> Trigger:
    """The ground on which notice is given, out of the plan in force. Refused when it leaves no room for a notice."""
    planned = alliance.ending.plan
    if planned is None:
        raise Refused(
            "no_exit_plan",
            "There is no exit plan that says who may give notice. Propose to wind down together, or leave.",
        )
    if fact.plan != planned.index:
        raise Refused("plan_replaced", "Another exit plan has come into force since. Read it first.")
    if not 0 <= fact.trigger < len(planned.plan.triggers):
        raise Refused("trigger_unknown", "The exit plan has no such ground. Choose one that it names.")
    trigger = planned.plan.triggers[fact.trigger]
    if trigger.days is None:
        raise Refused("trigger_joint", "On this ground nobody gives notice alone: propose to wind down together.")
    return trigger


# --- acts ---


def give_notice(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    trigger: int,
    on: date,
    reason: str,
    evidence: str = "",
    enclosed: Iterable[Enclosed] = (),
    about: Iterable[int] = (),
    clauses: Iterable[str] = (),
) -> EndNoticed:
    """Give notice, on a ground of the exit plan in force, that the alliance ends once a day is over."""
    planned = alliance.ending.plan
    fact = EndNoticed(
        by=by,
        plan=planned.index if planned else -1,
        trigger=trigger,
        on=on,
        reason=reason.strip(),
        evidence=evidence.strip(),
        enclosed=tuple(enclosed),
        about=tuple(about),
        clauses=tuple(clauses),
    )
    return ruled(alliance, now, fact, rule)


def withdraw_notice(alliance: "Alliance", *, by: str, now: datetime, notice: int, reason: str) -> EndNoticeWithdrawn:
    """Take one's own notice back before its day is over."""
    return ruled(alliance, now, EndNoticeWithdrawn(by=by, notice=notice, reason=reason.strip()), rule)


def contest_notice(alliance: "Alliance", *, by: str, now: datetime, notice: int, reason: str) -> EndNoticeContested:
    """Say why one's party does not accept a notice. What was said before is replaced."""
    return ruled(alliance, now, EndNoticeContested(by=by, notice=notice, reason=reason.strip()), rule)


def name_contact(alliance: "Alliance", *, by: str, now: datetime, person: str) -> ContactNamed:
    """Name the person of one's own party to turn to about the end and after it."""
    return ruled(alliance, now, ContactNamed(by=by, person=person), rule)
