"""Lessons: what went well, what a party would do otherwise, and whether it would work with the others again.

Nobody shapes its word on the other's: what a party hands in is sealed, and opened once every party has handed in, or
when some time has passed since the end. Until it is opened a party may hand in again: the last counts.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from paripassu.alliance.ending import partakers, parting, stage
from paripassu.alliance.facts import ByPerson, Recorded, ruled, short_enough, worded
from paripassu.alliance.parties import managing, membership
from paripassu.alliance.refusals import Refused
from paripassu.alliance.seals import Opened

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

TEXT_LIMIT = 8_000
WAIT = timedelta(days=60)
"""After so long nobody can keep what the others have handed in sealed by handing in nothing."""

Again = Literal["yes", "conditions", "no"]

# --- facts ---


class LessonsStated(ByPerson, frozen=True, kw_only=True, tag="lessons_stated.v1"):
    """A party's lessons, sealed until they are opened together; `conditions` belong to “again, under conditions”."""

    well: str
    otherwise: str
    again: Again
    conditions: str = ""


class LessonsHandedIn(ByPerson, frozen=True, kw_only=True, tag="lessons_handed_in.v1"):
    """It was said before all that the sealed entry `stated`, the one before this, holds a party's lessons."""

    stated: int


Fact: TypeAlias = LessonsStated | LessonsHandedIn

for_all = (*get_args(Fact), Opened)
membership.open_to("suspended", *for_all)
membership.open_to("alone", *for_all)
membership.open_to("left", *for_all)
membership.open_to("ended", *for_all)

# --- state ---


@dataclass(slots=True)
class Lessons:
    """What a party handed in: its sealed entry, when, and what it says once it is opened."""

    entry: int
    at: datetime
    said: LessonsStated | None = None


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state: that it was handed in, and what it says once it is opened."""
    if isinstance(fact, LessonsHandedIn):
        alliance.ending.lessons[recorded.party] = Lessons(fact.stated, recorded.entered)
    else:
        alliance.ending.lessons[recorded.party].said = fact


def ready(alliance: "Alliance", now: datetime) -> tuple[int, ...]:
    """The sealed entries that can be opened now."""
    if not alliance.ending.lessons or not _time(alliance, now):
        return ()
    return tuple(each.entry for each in alliance.ending.lessons.values() if each.entry in alliance.seals.closed)


def _time(alliance: "Alliance", now: datetime) -> bool:
    own = alliance.ending
    long_over = own.ended is not None and own.ended.at + WAIT <= now
    return long_over or all(party in own.lessons for party in partakers(alliance))


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    managing(alliance, fact.by)
    parting(alliance, recorded.party)
    if stage(alliance, recorded.entered) not in ("announced", "winding_down", "ended"):
        raise Refused("not_ending", "Nothing is being wound down: no end is agreed, announced or reached.")
    handed = alliance.ending.lessons.get(recorded.party)
    if handed is not None and handed.said is not None:
        raise Refused("lessons_open", "The lessons of your party have been opened, and stand as they are.")
    if isinstance(fact, LessonsStated):
        _sound(fact)
        return
    sealed = alliance.seals.closed.get(fact.stated)
    if sealed is None or sealed.party != recorded.party or fact.stated != recorded.index - 1:
        raise Refused("nothing_sealed", "Entry {entry} holds no lessons of your party.", entry=fact.stated)


def _sound(fact: LessonsStated) -> None:
    worded(fact.well, "what went well", limit=TEXT_LIMIT)
    worded(fact.otherwise, "what you would do otherwise", limit=TEXT_LIMIT)
    short_enough(fact.conditions, "the conditions", limit=TEXT_LIMIT)
    if fact.again not in get_args(Again):
        raise Refused("again_unknown", "Say whether you would work together again: yes, under conditions, or no.")
    if (fact.again == "conditions") != bool(fact.conditions.strip()):
        raise Refused("again_conditions", "Name the conditions where there are conditions, and only there.")


def may_open(alliance: "Alliance", sealed: Recorded, now: datetime) -> None:
    """Refused when a sealed fact is not what its party handed in last, or it is not time yet."""
    handed = alliance.ending.lessons.get(sealed.party)
    if handed is None or handed.entry != sealed.index:
        raise Refused("not_handed_in", "Entry {entry} is not what its party handed in last.", entry=sealed.index)
    if not _time(alliance, now):
        raise Refused(
            "not_time",
            "Lessons are opened once every party has handed in, or {days} days after the end.",
            days=WAIT.days,
        )
    _sound(sealed.fact)


# --- acts ---


def state_lessons(
    alliance: "Alliance", *, by: str, now: datetime, well: str, otherwise: str, again: Again, conditions: str = ""
) -> list[Fact]:
    """Hand in the lessons of one's party, sealed. What it handed in before counts no more."""
    stated = LessonsStated(
        by=by, well=well.strip(), otherwise=otherwise.strip(), again=again, conditions=conditions.strip()
    )
    return [ruled(alliance, now, stated, rule), LessonsHandedIn(by=by, stated=alliance.size)]
