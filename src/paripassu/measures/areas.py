"""The areas in which a relationship stands well or not: each with its lower side, the gap, a level in words, a trend.

An area is read from one measure and never from several added up. A level is a word for where the lower side is, a
trend a word for how it moved in a quarter of a year, said only where the change is larger than what is not known.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from paripassu.alliance.checkins import series
from paripassu.alliance.checkins.meetings import status
from paripassu.measures.balance import Balance, balance, months_before
from paripassu.measures.bands import Level as Place
from paripassu.measures.detection import LIMIT
from paripassu.measures.evidence import Facet, evidence
from paripassu.measures.forgetting import Belief, Event, beliefs, intervals
from paripassu.measures.listing import BETA
from paripassu.measures.reading import Figure, Reading
from paripassu.measures.streams import Stream
from paripassu.measures.trust import FEW_EVENTS, LEAST_EVENTS, NO_EVENTS
from paripassu.measures.warnings import Watched, agreed_limit

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

Level = Literal["holds", "watch", "act", "unknown"]
"""As agreed; below that; far below or surely below; not enough to say."""

Trend = Literal["better", "unclear", "worse", "unknown"]

QUARTER = 3
QUARTERS = 4
"""Months of a quarter, and so many quarters a course goes back."""

ACCEPTABLE = 1 - LIMIT
"""The chance of going well that is acceptable, where the agreement says nothing: the limit that warnings use."""

HELD_SOURCE = BETA
NO_CHECKIN = "No check-in has been held or missed yet."


class Side(NamedTuple):
    """The figure of one side of an area, and the interval in which it lies nine times in ten.

    `about`: a party (`ada`), one to another (`bo>ada`), a pair (`ada-bo`), or empty for all together.
    """

    about: str
    value: Figure
    low: Figure = None
    high: Figure = None
    facts: tuple[int, ...] = ()


class Spot(NamedTuple):
    """The lowest figure of an area on a day; None where there was none."""

    on: date
    value: float | None


@dataclass(frozen=True, slots=True)
class Area:
    """Where one area stands. `sides` are those with a figure, the lowest first; `missing` are those without.

    `about` is the pool of a balance, else empty. `gap` is the distance from the lowest to the highest side, `unit` its
    unit where it is an amount. `course` goes by quarters, as far as it can be known. `facts` are the entries behind it.
    `band` is where the area holds, `top` the upper end of its scale. `rising`: the more, the better; where it is not,
    the side with the highest figure is the lower side and stands first.
    """

    name: str
    about: str
    measure: str
    level: Level
    trend: Trend
    sides: tuple[Side, ...] = ()
    missing: tuple[str, ...] = ()
    gap: Figure = None
    unit: str = ""
    course: tuple[Spot, ...] = ()
    facts: tuple[int, ...] = ()
    why: str = ""
    band: tuple[float, float] = (0.0, 0.0)
    top: float = 1.0
    rising: bool = True
    lamps: tuple[Watched, ...] = ()

    @property
    def lower(self) -> tuple[Side, ...]:
        """The side with the lowest figure; more than one when they are level, none without figures."""
        return tuple(side for side in self.sides if side.value == self.sides[0].value)

    @property
    def lit(self) -> bool:
        """Whether a warning about it is lit."""
        return any(each.lit for each in self.lamps)


Question: TypeAlias = Callable[["Alliance", datetime], list[Area]]
"""What reads an area, or several of one kind, from an alliance at a moment."""


def ordered(sides: Iterable[Side], *, rising: bool = True) -> tuple[Side, ...]:
    """The sides, the lower side first; those that are level by what they are about."""
    sign = 1 if rising else -1
    return tuple(sorted(sides, key=lambda side: (sign * float(side.value or 0), side.about)))


def trend(before: Side | None, now: Side | None) -> Trend:
    """Better or worse only where neither interval reaches the other figure; a figure without one is exact.

    >>> trend(Side("ada", 0.5, 0.4, 0.6), Side("ada", 0.9, 0.8, 0.97))
    'better'
    >>> trend(Side("ada", 0.5, 0.3, 0.8), Side("ada", 0.7, 0.5, 0.9)), trend(None, Side("ada", 0.7))
    ('unclear', 'unknown')
    """
    if before is None or now is None or before.value is None or now.value is None:
        return "unknown"
    then_low, then_high = _ends(before)
    low, high = _ends(now)
    if float(now.value) > then_high and float(before.value) < low:
        return "better"
    return "worse" if float(now.value) < then_low and float(before.value) > high else "unclear"


_TURNED: Mapping[Trend, Trend] = {"better": "worse", "worse": "better"}


def _ends(side: Side) -> tuple[float, float]:
    low = side.value if side.low is None else side.low
    high = side.value if side.high is None and side.low is None else side.high
    return float(low or 0), float("inf") if high is None else float(high)


def trend_of(before: Iterable[Side], lower: Sequence[Side], *, rising: bool = True) -> Trend:
    """The trend of the lower side; where several sides are level and do not agree, there is no clear change."""
    known = {side.about: side for side in before}
    moved = [trend(known.get(side.about), side) for side in lower]
    found: set[Trend] = set(moved) if rising else {_TURNED.get(each, each) for each in moved}
    if not found:
        return "unknown"
    return found.pop() if len(found) == 1 else "unclear"


def gap_of(sides: Sequence[Side]) -> float | None:
    """From the lowest to the highest; None with fewer than two sides."""
    return abs(float(sides[-1].value or 0) - float(sides[0].value or 0)) if len(sides) > 1 else None


def unknown(name: str, measure: str, why: str, about: str = "", missing: Iterable[str] = ()) -> Area:
    """An area of which there is not enough to say, and why."""
    return Area(name, about, measure, "unknown", "unknown", why=why, missing=tuple(missing))


# --- balance ---

_LEVELS: Mapping[Place, Level] = {"inside": "holds", "watch": "watch", "severe": "act"}
_RANK: Sequence[Level] = ("unknown", "holds", "watch", "act")


def balances(alliance: "Alliance", now: datetime) -> list[Area]:
    """One area for each pool of the agreement in force, by the id of the pool: pools are never added up."""
    terms = alliance.agreement.in_force
    return [_pool(alliance, id_, now) for id_ in sorted(pool.id for pool in terms.pools)] if terms else []


def _pool(alliance: "Alliance", pool: str, now: datetime) -> Area:
    found = balance(alliance, pool, at=now)
    sides, whole = _returns(found), found.cumulative
    if not sides or not whole.enough:
        why = whole.why or next((one.agreed.why for one in whole.standings.values()), "")
        return unknown("balance", "return_coefficient", why, pool, sorted(whole.standings))
    before = balance(alliance, pool, at=months_before(now.date(), QUARTER))
    level = max((_LEVELS.get(one.level, "unknown") for one in whole.standings.values()), key=_RANK.index)
    area = Area(
        name="balance",
        about=pool,
        measure="return_coefficient",
        level=level,
        trend="unknown",
        sides=sides,
        missing=tuple(sorted(set(whole.standings) - {side.about for side in sides})),
        gap=whole.transfer,
        unit=found.pool.unit,
        course=tuple(_spots(found)),
        facts=whole.facts,
        band=(float(found.pool.low), float(found.pool.high)),
        top=max(2.0, 1.25 * float(found.pool.high)),
    )
    return with_trend(area, _returns(before))


def with_trend(area: Area, before: Iterable[Side]) -> Area:
    """The area with the trend of its lower side since what its sides were before."""
    return replace(area, trend=trend_of(before, area.lower, rising=area.rising))


def _returns(found: Balance) -> tuple[Side, ...]:
    whole = found.cumulative
    return ordered(
        Side(
            party,
            one.agreed.coefficient,
            one.tendency.low if one.tendency else None,
            one.tendency.high if one.tendency else None,
            whole.facts,
        )
        for party, one in whole.standings.items()
        if one.agreed.coefficient is not None
    )


def _spots(found: Balance) -> Iterator[Spot]:
    for point in found.history[-1 - QUARTERS :]:
        values = [float(value) for value in point.coefficients.values() if value is not None]
        yield Spot(point.on, min(values, default=None))


# --- chances: what went well and what did not, of commitments, statements, deliveries, check-ins ---


def reliability(alliance: "Alliance", now: datetime) -> list[Area]:
    """How far each may rely on each other one for what is owed to it in time."""
    return [_facet(alliance, "reliability", now)]


def truth(alliance: "Alliance", now: datetime) -> list[Area]:
    """How far the word of each was borne out."""
    return [_facet(alliance, "truth", now)]


def ability(alliance: "Alliance", now: datetime) -> list[Area]:
    """How far what each delivered was accepted."""
    return [_facet(alliance, "ability", now)]


def _facet(alliance: "Alliance", facet: Facet, now: datetime) -> Area:
    found = {
        judged if facet == "truth" else f"{judge}>{judged}": seen.events
        for (judge, judged), seen in evidence(alliance, facet, now).items()
    }
    return chances(facet, facet, found, now, NO_EVENTS[facet], 1 - agreed_limit(alliance, Stream(facet)))


def held(alliance: "Alliance", now: datetime) -> list[Area]:
    """Whether the check-ins of the agreed cadence are held."""
    events = []
    for checkin in alliance.checkins.by_index.values():
        where = status(checkin, now)
        if where not in ("cancelled", "called"):
            good = float(where not in ("missed", "unopened"))
            events.append(Event(checkin.when.on, good, 1.0, checkin.index))
    text = alliance.agreement.versions[-1].index if alliance.agreement.versions else 0
    events += [Event(day, 0.0, 1.0, text) for day in series.passed(alliance, now)]
    limit = agreed_limit(alliance, Stream("checkins"))
    return [chances("checkins", "checkins_kept", {"": events}, now, NO_CHECKIN, 1 - limit)]


def held_readings(alliance: "Alliance", now: datetime) -> list[Reading]:
    """The chance that the next agreed check-in is held, as a reading."""
    [area] = held(alliance, now)
    one = area.sides[0] if area.sides else Side("", None)
    return [
        Reading(measure=area.measure, about="alliance", value=one.value, low=one.low, high=one.high,
                enough=bool(area.sides), why=area.why, source=HELD_SOURCE, facts=area.facts)
    ]  # fmt: skip


def chances(
    name: str,
    measure: str,
    found: Mapping[str, Sequence[Event]],
    now: datetime,
    why: str,
    acceptable: float = ACCEPTABLE,
) -> Area:
    """An area of chances that the next one goes well, by side: from its events, the later ones above all.

    `acceptable` is the part that has to go well, as agreed; `why` says why there is no figure where nothing happened.
    """
    today = now.date()
    days = [months_before(today, QUARTER * back) for back in reversed(range(QUARTERS + 1))]
    then = [_beliefs(found, day) for day in days]
    if not then[-1]:
        few = any(event.on <= today for events in found.values() for event in events)
        return unknown(name, measure, FEW_EVENTS if few else why, missing=sorted(found))
    before, sides = (_chances(found, *each) for each in list(zip(then, days, strict=True))[-2:])
    area = Area(
        name=name,
        about="",
        measure=measure,
        level=_chance_level(sides, then[-1], acceptable),
        trend="unknown",
        sides=sides,
        missing=tuple(sorted(set(found) - {side.about for side in sides})),
        gap=gap_of(sides),
        course=tuple(Spot(day, _least(each)) for day, each in zip(days, then, strict=True)),
        facts=tuple(sorted({entry for side in sides for entry in side.facts})),
        band=(acceptable, 1.0),
    )
    return with_trend(area, before)


def _beliefs(found: Mapping[str, Sequence[Event]], on: date) -> dict[str, Belief]:
    some = {about: events for about, events in found.items() if len(events) >= LEAST_EVENTS}
    known = dict(zip(some, beliefs(some.values(), on), strict=True))
    return {about: one for about, one in known.items() if one.events >= LEAST_EVENTS}


def _chances(found: Mapping[str, Sequence[Event]], believed: Mapping[str, Belief], on: date) -> tuple[Side, ...]:
    spans = intervals(list(believed.values()))
    return ordered(
        Side(about, one.mean, low, high, tuple(sorted({event.entry for event in found[about] if event.on <= on})))
        for (about, one), (low, high) in zip(believed.items(), spans, strict=True)
    )


def _least(believed: Mapping[str, Belief]) -> float | None:
    return min((one.mean for one in believed.values()), default=None)


def _chance_level(sides: Sequence[Side], beliefs: Mapping[str, Belief], acceptable: float) -> Level:
    """Act where a side is surely below what is acceptable; watch where what happened is, not knowing left aside."""
    if any(float(side.high or 0) < acceptable for side in sides):
        return "act"
    seen = [one.opinion for one in beliefs.values()]
    kept = all(one.belief >= acceptable * (one.belief + one.disbelief) for one in seen)
    return "holds" if kept else "watch"
