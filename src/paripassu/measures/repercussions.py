"""Before and after a day, between organisations: meetings held, answers given, work shared out, entries disputed.

For whoever spoke up, and those who listened: did the organisations treat each other otherwise since? It is read from
joint facts alone, never of persons, and shown only where it points to none: a party's own lines need `releases.USUAL`
people who sat there all the time, and as many, or nobody, in what is left (`may_be_told`, the one place of this rule).
That two figures differ is said only where their intervals lie apart, and never that one caused the other: much else
changes in three months. [INSTRUMENTS E, detriment watch; METHODS §4]
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from math import inf
from typing import TYPE_CHECKING, Literal, NamedTuple

from paripassu.alliance.checkins.meetings import status
from paripassu.measures.answers import asked
from paripassu.measures.durations import typical
from paripassu.measures.proportions import part
from paripassu.measures.releases import USUAL, release

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

WINDOW = timedelta(days=90)
"""So long before the day, and at most so long after it."""

SHORTEST = timedelta(days=30)
"""With less time after the day nothing is compared."""

What = Literal["meetings", "answers", "work", "disputes"]
Change = Literal["less", "more", "no clear change", "cannot be said"]
Why = Literal["", "too soon", "few people", "few events"]


class Window(NamedTuple):
    """From one moment until before another."""

    begins: datetime
    ends: datetime

    def holds(self, at: datetime | None) -> bool:
        """Whether a moment lies in it."""
        return at is not None and self.begins <= at < self.ends

    @property
    def days(self) -> float:
        """How many days it has."""
        return (self.ends - self.begins) / timedelta(days=1)


class Figure(NamedTuple):
    """A figure with the limits between which it tends to lie nine times in ten, and of how many events it is."""

    value: float
    low: float
    high: float
    events: int


class Compared(NamedTuple):
    """One line: what, of which party (empty: of all together), before and after, and what can be said of it."""

    what: What
    party: str
    before: Figure | None
    after: Figure | None
    change: Change
    why: Why = ""


def windows(day: date, now: datetime) -> tuple[Window, Window]:
    """The time before a day and the time from it on, until now or until as long has passed."""
    at = datetime.combine(day, time(), UTC)
    return Window(at - WINDOW, at), Window(at, max(at, min(now, at + WINDOW)))


def may_be_told(alliance: "Alliance", begins: datetime, ends: datetime) -> tuple[frozenset[str], bool]:
    """The parties whose own lines point to nobody, and whether those of all together do: by who sat all the time."""
    partners = alliance.parties.partners
    people = {
        party: sum(seat.party == party and seat.taken <= begins and (seat.left is None or seat.left > ends)
                   for seat in alliance.parties.seats.values())
        for party in partners
    }  # fmt: skip
    found = release(people, USUAL)
    return frozenset(found.parties), found.total


def comparison(alliance: "Alliance", day: date, now: datetime) -> list[Compared]:
    """Every line, first those of all together, then by party; what may not or cannot be told says why instead."""
    before, after = windows(day, now)
    parties, together = may_be_told(alliance, before.begins, after.ends)
    found = [_told("meetings", "", *(_meetings(alliance, each, now) for each in (before, after)), told=together)]
    for party in sorted(alliance.parties.partners):
        for what, figure in (("answers", _answers), ("work", _work), ("disputes", _disputes)):
            sides = [figure(alliance, party, each, now) for each in (before, after)]
            found.append(_told(what, party, *sides, told=party in parties))  # type: ignore[arg-type]  # one of the four
    if after.days * timedelta(days=1) < SHORTEST:
        return [Compared(each.what, each.party, None, None, "cannot be said", "too soon") for each in found]
    return found


def _told(what: What, party: str, before: Figure | None, after: Figure | None, *, told: bool) -> Compared:
    if not told:
        return Compared(what, party, None, None, "cannot be said", "few people")
    if before is None or after is None:
        return Compared(what, party, before, after, "cannot be said", "few events")
    apart: Change = "more" if after.low > before.high else "less" if after.high < before.low else "no clear change"
    return Compared(what, party, before, after, apart)


def _meetings(alliance: "Alliance", window: Window, now: datetime) -> Figure | None:
    """The part of the check-ins with their day in it that were held; those that were cancelled are left out."""
    days = [
        (each, datetime.combine(each.when.on, time(), UTC))
        for each in alliance.checkins.by_index.values()
        if status(each, now) in ("open", "held", "minuted", "missed", "unopened")
    ]
    return _part([status(each, now) in ("open", "held", "minuted") for each, at in days if window.holds(at)])


def _answers(alliance: "Alliance", party: str, window: Window, now: datetime) -> Figure | None:
    """The days in which half of what others asked of a party was answered."""
    mine = [each for each in asked(alliance, now) if each.of == party and window.holds(each.since)]
    done = [each.days(now) for each in mine if each.at is not None]
    found = typical(done, [each.days(now) for each in mine if each.at is None])
    if found.median is None:
        return None
    return Figure(found.median, found.low or 0.0, inf if found.high is None else found.high, len(mine))


def _work(alliance: "Alliance", party: str, window: Window, _now: datetime) -> Figure | None:
    """The part of a party in what came to be owed: commitments that came into force."""
    new = [each for each in alliance.commitments.by_index.values() if window.holds(each.since)]
    return _part([each.fact.owner == party for each in new])


def _disputes(alliance: "Alliance", party: str, window: Window, _now: datetime) -> Figure | None:
    """The part of a party's entries in the ledger that another disputed."""
    own = [each for each in alliance.ledger.postings.values() if each.party == party and window.holds(each.entered)]
    return _part([each.disputed_at is not None for each in own])


def _part(events: Sequence[bool] | Iterable[bool]) -> Figure | None:
    seen = list(events)
    found = part(sum(seen), len(seen))
    return None if found is None else Figure(found.value, found.low, found.high, len(seen))
