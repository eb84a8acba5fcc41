"""Early warnings: which agreed limit no longer fits, how sure that is, since when, and on which entries it rests.

Each stream has its own alarm with its own promise. An alarm that rings lights the lamp *watch*. The ties of an alliance
and its own streams are then weighed together (e-BH); what holds there too is *confirmed*. [METHODS §5.4, §5.5]
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import ceil
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from paripassu.measures.calibrated import calibrated
from paripassu.measures.detection import (
    HORIZON_MONTHS,
    LIMIT,
    Detection,
    began,
    carried_over,
    confirmed,
    detection,
    promised_threshold,
)
from paripassu.measures.forgetting import DAYS_IN_MONTH
from paripassu.measures.reading import Reading
from paripassu.measures.streams import Occurrence, Stream, streams

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

Mode = Literal["calibrated", "promise", "withdrawn"]
Lamp = Literal["confirmed", "watch", "silent"]

LEAST_MONTHS = 6.0
"""The pace of events is taken over so many months at the least: the first weeks say nothing about it."""

SOURCE = "Shin, Ramdas and Rinaldo, E-detectors; Shiryaev 1963; Roberts 1966"
NOTHING = "Nothing has happened yet that could be watched."

SAID: dict[Lamp, str] = {
    "confirmed": "Confirmed: it also holds when all ties of the alliance are weighed together.",
    "watch": "Watch: the agreed limit no longer fits.",
    "silent": "Silent; that is no proof that all is well.",
}
CARRIED = "One bad event tends to bring the next here, so no chance of a false alarm is promised."


@dataclass(frozen=True, slots=True)
class Watched:
    """A stream with its alarm. `limit` is the share of bad events that is acceptable, `horizon` the events for which
    the promise holds, `pace` the events in a month, `delay` the events until it typically rings when twice as many go
    badly as are acceptable; None: more than anybody would wait for. `start` is the event with which the detector began,
    anew after each alarm that was over, and `before` the days of those.
    """

    stream: Stream
    events: tuple[Occurrence, ...]
    limit: float
    horizon: int
    pace: float
    mode: Mode
    detection: Detection
    delay: int | None
    start: int
    before: tuple[date, ...]
    lamp: Lamp

    @property
    def ratio(self) -> float:
        """How strongly the events speak against the limit: from 1 on it rings."""
        return self.detection.now / self.detection.threshold

    @property
    def lit(self) -> bool:
        """Whether it rings now."""
        return self.lamp in ("watch", "confirmed")

    @property
    def rang(self) -> date | None:
        """The day of the event at which it rang; None while it has not."""
        return None if self.detection.alarm is None else self.events[self.start + self.detection.alarm].on

    @property
    def since(self) -> date | None:
        """When it probably began to be worse than the limit; None while it has not rung."""
        return None if self.detection.began is None else self.events[self.start + self.detection.began].on

    @property
    def reasons(self) -> tuple[Occurrence, ...]:
        """The bad events from then on; of all that the detector has seen while it has not rung."""
        return tuple(event for event in self.events[self.start + (self.detection.began or 0) :] if event.bad)


class Pace(NamedTuple):
    """How often something happens: events in a month, and how many of them the promise is to hold for."""

    monthly: float
    horizon: int


def watched(alliance: "Alliance", now: datetime) -> list[Watched]:
    """Every stream with an event: first what is confirmed, then what rings, then the rest, the strongest first."""
    if not alliance.agreement.versions:
        return []
    found = [_watched(alliance, stream, events, now) for stream, events in streams(alliance, now).items()]
    sure = confirmed_units(alliance, found)
    lamps = [replace(each, lamp="confirmed") if each.lit and unit(each.stream) in sure else each for each in found]
    rank: dict[Lamp, int] = {"confirmed": 0, "watch": 1, "silent": 2}
    return sorted(lamps, key=lambda each: (rank[each.lamp], -each.ratio, each.stream))


def agreed_limit(alliance: "Alliance", stream: Stream) -> float:
    """The share of bad events that the parties call acceptable; ours where the agreement says nothing."""
    terms = alliance.agreement.in_force
    agreed: int | None = getattr(terms.limits, stream.sort) if terms is not None and terms.limits else None
    return LIMIT if agreed is None else agreed / 100


def _watched(alliance: "Alliance", stream: Stream, seen: Sequence[Occurrence], now: datetime) -> Watched:
    limit, pace = agreed_limit(alliance, stream), _pace(alliance, len(seen), now)
    badness = [float(event.bad) for event in seen]
    row, mode = calibrated(limit, pace.horizon), _mode(badness[: began(badness, limit)])
    if row is None or mode != "calibrated":
        mode = "promise" if mode == "calibrated" else mode
        threshold, delay = promised_threshold(pace.horizon), row and row.promised_delay
    else:
        threshold, delay = row.threshold, row.delay
    start, found, rang = last_alarm(badness, limit, threshold)
    return Watched(
        stream=stream,
        events=tuple(seen),
        limit=limit,
        horizon=pace.horizon,
        pace=pace.monthly,
        mode=mode,
        detection=found,
        delay=delay,
        start=start,
        before=tuple(seen[place].on for place in rang),
        lamp="silent" if found.alarm is None else "watch",
    )


def last_alarm(badness: Sequence[float], limit: float, threshold: float) -> tuple[int, Detection, list[int]]:
    """The detector since it last began anew, with the place where that was, and the places of the alarms before.

    An alarm lasts until no more has gone badly than is acceptable, counted from when it probably began. Then the
    detector begins anew: what was put right is no reason for the next alarm.
    """
    start, rang = 0, list[int]()
    while True:
        found = detection(badness[start:], limit, threshold)
        if found.alarm is None or found.began is None:
            return start, found, rang
        over = _over(badness[start:], found.began, found.alarm, limit)
        if over is None:
            return start, found, rang
        rang.append(start + found.alarm)
        start += over


def _over(badness: Sequence[float], began_at: int, alarm: int, limit: float) -> int | None:
    """The place after the event with which an alarm is over; None while it lasts."""
    bad = sum(badness[began_at : alarm + 1])
    for place in range(alarm + 1, len(badness)):
        bad += badness[place]
        if bad <= limit * (place + 1 - began_at):
            return place + 1
    return None


def _pace(alliance: "Alliance", events: int, now: datetime) -> Pace:
    """The promise is to hold for what happens in its months at the present pace, and for all that has happened."""
    months = (now - alliance.agreement.versions[0].since).days / DAYS_IN_MONTH
    monthly = events / max(months, LEAST_MONTHS)
    return Pace(monthly, rounded_up(max(events, monthly * HORIZON_MONTHS)))


def rounded_up(events: float) -> int:
    """To the next of 8, 12, 16, 24, 32, 48 …: so that the threshold does not move with every single event.

    >>> [rounded_up(events) for events in (0.4, 8, 9, 33, 100)]
    [8, 8, 12, 48, 128]
    """
    power = 8
    while power < events:
        power *= 2
    return power * 3 // 4 if power > 8 and ceil(events) <= power * 3 // 4 else power


def _mode(before: Sequence[float]) -> Mode:
    """Whether events may be taken each for itself, judged by those before things got worse, so that a change for the
    worse is not taken for it. With too few of them nothing is assumed."""
    linked = carried_over(before)
    if linked is None:
        return "promise"
    return "withdrawn" if linked[0] > linked[1] else "calibrated"


# --- all ties together ---


Unit: TypeAlias = tuple[str, str] | str
"""What is weighed as one: all facets of a tie, the statements of a party, or a stream of the whole alliance."""


def unit(stream: Stream) -> Unit:
    """What a stream is weighed with."""
    return (stream.judge, stream.judged) if stream.judged else stream.sort


def evidence(found: Iterable[Watched]) -> dict[Unit, float]:
    """The e-value of each unit with an event: at most 1 on average while no limit is exceeded.

    The detectors of a tie are added, and so are their horizons: the sum less the number of events is a supermartingale
    as well. What carries over is no evidence here.
    """
    sums: dict[Unit, tuple[float, int]] = {}
    for each in found:
        value, horizon = sums.get(unit(each.stream), (0.0, 0))
        value += each.detection.now if each.mode != "withdrawn" else 0.0
        sums[unit(each.stream)] = value, horizon + each.horizon
    return {each: value / horizon for each, (value, horizon) in sums.items()}


def weighed_units(alliance: "Alliance", found: Iterable[Watched]) -> int:
    """How many units are weighed together, also those in which nothing has happened yet: each tie in both directions,
    each party, and the three streams of the whole."""
    partners = len(alliance.parties.partners)
    return max(partners * (partners - 1) + partners + 3, len({unit(each.stream) for each in found}))


def confirmed_units(alliance: "Alliance", found: Sequence[Watched]) -> set[Unit]:
    """The ties and streams that hold together."""
    values = evidence(found)
    units = list(values)
    silent = weighed_units(alliance, found) - len(units)
    return {units[place] for place in confirmed(list(values.values()), 1, silent=silent)}


# --- readings ---


def readings(alliance: "Alliance", now: datetime) -> list[Reading]:
    """How near each alarm is to its threshold; one reading that says so when there is nothing to watch."""
    found = watched(alliance, now)
    if not found:
        return [Reading(measure="warning", about="", value=None, enough=False, why=NOTHING, source=SOURCE)]
    return [
        Reading(
            measure="warning",
            about=each.stream.about,
            value=each.ratio,
            why=" ".join([SAID[each.lamp], *([CARRIED] if each.mode == "withdrawn" else ())]),
            source=SOURCE,
            facts=tuple(sorted({event.entry for event in each.events})),
        )
        for each in found
    ]
