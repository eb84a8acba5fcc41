"""Ending: a plan for it from the start, a pause of the whole alliance, the wind-down, and the end that all sign.

How an alliance ends is agreed while everybody still wants it to go on. It begins to end by the word of all, by a notice
for which the plan leaves room, by the day in the text, or because too few partners are left. What is open then goes on
a checklist, the balance is closed with the word of every party, and the end is signed by all. Nobody ends it alone.

Where it stands is a function of the record and of the moment. Joint matters (the plan, a pause, the wind-down, going
on) are arrangements like any other: proposed by one, agreed by all. What is done in the wind-down has files of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, NamedTuple

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.days import begun, over
from paripassu.alliance.parties import LEAST_PARTNERS
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance
    from paripassu.alliance.ending.closings import Closing
    from paripassu.alliance.ending.items import Item
    from paripassu.alliance.ending.lessons import Lessons
    from paripassu.alliance.ending.matters import ExitPlan, Pause
    from paripassu.alliance.ending.notices import Notice
    from paripassu.alliance.ending.signatures import Afterword, Signed

Stage = Literal["running", "paused", "announced", "winding_down", "ended"]
How = Literal["agreed", "notice", "term", "left"]

# --- state ---


@dataclass(slots=True)
class Planned:
    """An exit plan that all agreed to, under the entry that proposed it, and since when."""

    index: int
    since: datetime
    plan: "ExitPlan"


@dataclass(slots=True)
class Paused:
    """A pause that all agreed to; `resumed` when all agreed to come back before its last day, by which entry."""

    index: int
    since: datetime
    pause: "Pause"
    resumed: datetime | None = None
    resumed_by: int | None = None


@dataclass(slots=True)
class AgreedEnd:
    """All agreed that the wind-down begins once day `on` is over; `lifted` is the entry by which all went on."""

    index: int
    since: datetime
    on: date
    lifted: int | None = None


class Ended(NamedTuple):
    """The alliance has ended: the entry with the last signature, when, and the closing balance that all signed."""

    entry: int
    at: datetime
    closing: int


class Alone(NamedTuple):
    """Since which entry, and when, fewer partners are left than an alliance needs."""

    entry: int
    at: datetime


@dataclass(slots=True)
class Ending:
    """Everything about the end of an alliance, each thing under its entry."""

    plans: list[Planned] = field(default_factory=list)
    pauses: list[Paused] = field(default_factory=list)
    agreed: list[AgreedEnd] = field(default_factory=list)
    notices: "dict[int, Notice]" = field(default_factory=dict)
    contacts: dict[str, str] = field(default_factory=dict)
    items: "dict[int, Item]" = field(default_factory=dict)
    closings: "dict[int, Closing]" = field(default_factory=dict)
    lessons: "dict[str, Lessons]" = field(default_factory=dict)
    signed: "dict[str, Signed]" = field(default_factory=dict)
    afterwords: "list[Afterword]" = field(default_factory=list)
    alone: Alone | None = None
    ended: Ended | None = None

    @property
    def plan(self) -> Planned | None:
        """The exit plan in force; None while there is none."""
        return self.plans[-1] if self.plans else None


class Start(NamedTuple):
    """Why the wind-down begins, once which day is over, and the entry behind it."""

    on: date
    entry: int
    how: How


def partakers(alliance: "Alliance") -> tuple[str, ...]:
    """The parties without which nothing ends, sorted: the partners in force, suspended ones too, who have not left.

    Where fewer than two are left, all of them: nobody closes the balance with itself.
    """
    partners, left = version_in_force(alliance).partners, alliance.membership.left
    there = tuple(party for party in partners if party not in left)
    return there if len(there) >= LEAST_PARTNERS else partners


def parting(alliance: "Alliance", party: str) -> None:
    """Refused unless this party is one of those that end the alliance together."""
    if party not in partakers(alliance):
        raise Refused("not_a_partner", "Your party is no partner of the agreement in force.")


def starts(alliance: "Alliance") -> Iterator[Start]:
    """Every reason for a wind-down that stands, whether its day is over or still ahead."""
    own = alliance.ending
    yield from (Start(each.on, each.index, "agreed") for each in own.agreed if each.lifted is None)
    yield from (Start(each.fact.on, each.index, "notice") for each in own.notices.values() if each.open)
    if not alliance.agreement.versions:
        return
    version = version_in_force(alliance)
    if version.terms.ends is not None and not version.terms.renewal.strip():
        yield Start(version.terms.ends, version.index, "term")
    if own.alone is not None:
        yield Start(own.alone.at.date(), own.alone.entry, "left")
    else:
        yield from _leaving(alliance, version.partners)


def _leaving(alliance: "Alliance", partners: tuple[str, ...]) -> Iterator[Start]:
    """The notice of leaving with which too few partners are left, if it comes to that."""
    there = [party for party in partners if party not in alliance.membership.left]
    notices = sorted(
        (notice.on, notice.index) for party, notice in alliance.membership.leaving.items() if party in there
    )
    enough = len(there) - LEAST_PARTNERS
    if len(notices) > enough >= 0:
        yield Start(*notices[enough], "left")


def start(alliance: "Alliance", now: datetime) -> Start | None:
    """Why and since when it is being wound down; None while it is not."""
    return min((each for each in starts(alliance) if _reached(alliance, each, now)), default=None)


def _reached(alliance: "Alliance", each: Start, now: datetime) -> bool:
    alone = alliance.ending.alone
    return over(each.on, now) or (alone is not None and each.how == "left")


def ahead(alliance: "Alliance", now: datetime) -> Start | None:
    """What will begin the wind-down next, if somebody has announced it. The term of a text is no announcement."""
    found = (each for each in starts(alliance) if not _reached(alliance, each, now) and each.how != "term")
    return min(found, default=None)


def pause_at(alliance: "Alliance", now: datetime) -> Paused | None:
    """The pause in which the alliance is at this moment."""
    for each in alliance.ending.pauses:
        if begun(each.pause.starts, now) and not over(each.pause.until, now) and each.resumed is None:
            return each
    return None


def within_pause(alliance: "Alliance", day: date) -> Paused | None:
    """The pause in which a day lies: what is due on it stays due then, and is shown as falling into the pause."""
    for each in alliance.ending.pauses:
        last = each.pause.until if each.resumed is None else min(each.pause.until, each.resumed.date())
        if each.pause.starts <= day <= last:
            return each
    return None


def stage(alliance: "Alliance", now: datetime) -> Stage:
    """Where the whole alliance stands at a moment."""
    if alliance.ending.ended is not None:
        return "ended"
    if start(alliance, now) is not None:
        return "winding_down"
    if ahead(alliance, now) is not None:
        return "announced"
    return "paused" if pause_at(alliance, now) is not None else "running"


def in_wind_down(alliance: "Alliance", now: datetime) -> None:
    """Refused unless a wind-down is under way or announced, and not finished."""
    stands = stage(alliance, now)
    if stands == "ended":
        raise Refused("ended", "This alliance has ended, and every party has signed the end.")
    if stands not in ("announced", "winding_down"):
        raise Refused("not_ending", "Nothing is being wound down: no end is agreed, announced or reached.")


def reconsider(alliance: "Alliance", index: int, at: datetime) -> None:
    """After the voices have changed: whether enough partners are left, and whether there is still an end to sign."""
    if not alliance.agreement.versions:
        return
    own, partners = alliance.ending, version_in_force(alliance).partners
    there = [party for party in partners if party not in alliance.membership.left]
    if len(there) >= LEAST_PARTNERS:
        own.alone = None
    elif own.alone is None:
        own.alone = Alone(index, at)
    if own.ended is None and start(alliance, at) is None:
        own.signed.clear()
