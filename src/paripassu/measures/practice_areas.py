"""Areas that are read from one measure of a practice: norms, ties, voice, power, goals, adaptation and the others.

Any measure with readings becomes an area by one line in `standing`; the limits that name its level stand in that line.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from paripassu.measures.areas import (
    QUARTER,
    QUARTERS,
    Area,
    Level,
    Question,
    Side,
    Spot,
    gap_of,
    ordered,
    unknown,
    with_trend,
)
from paripassu.measures.balance import months_before
from paripassu.measures.reading import Reading

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

NO_SIDE = "There is no figure for any side yet."


class Limits(NamedTuple):
    """From which figure on an area holds, and up to which something has to be done about it.

    The other way round where less is better: `act` is then above `holds`.
    """

    holds: float
    act: float

    @property
    def rising(self) -> bool:
        """Whether more is better."""
        return self.act < self.holds

    def level(self, value: float) -> Level:
        """The level of a figure."""
        sign = 1 if self.rising else -1
        if sign * value >= sign * self.holds:
            return "holds"
        return "act" if sign * value <= sign * self.act else "watch"


Read: TypeAlias = Callable[["Alliance", datetime], list[Reading]]


def of_measure(name: str, measure: str, limits: Limits, read: Read, *, top: float = 1.0) -> Question:
    """An area that is read from one measure of a practice, for today and for earlier days.

    `top` is the end of its scale; 0: as high as its highest figure.
    """

    def area(alliance: "Alliance", now: datetime) -> list[Area]:
        found = [reading for reading in read(alliance, now) if reading.measure == measure]
        sides = _read(found, limits)
        if not sides:
            return [unknown(name, measure, _why(found), missing=sorted(reading.about for reading in found))]
        days = [months_before(now.date(), QUARTER * back) for back in range(QUARTERS, 0, -1)]
        earlier = [
            _read(_on(day, measure, read, alliance, now), limits) if day >= _agreed(alliance) else () for day in days
        ]
        ends = [float(end) for side in sides for end in (side.value, side.high) if end is not None]
        highest = top or max(ends) or 1.0
        one = Area(
            name=name,
            about="",
            measure=measure,
            level=limits.level(float(sides[0].value or 0)),
            trend="unknown",
            sides=sides,
            missing=tuple(sorted(reading.about for reading in found if reading.value is None)),
            gap=gap_of(sides),
            unit=found[0].unit,
            course=tuple(_course([*days, now.date()], [*earlier, sides])),
            facts=tuple(sorted({entry for side in sides for entry in side.facts})),
            band=(limits.holds, highest) if limits.rising else (0.0, limits.holds),
            top=highest,
            rising=limits.rising,
        )
        return [with_trend(one, earlier[-1] if earlier else ())]

    return area


def _agreed(alliance: "Alliance") -> date:
    """The first day of the agreement: before it nothing has to be looked up."""
    versions = alliance.agreement.versions
    return versions[0].since.date() if versions else date.min


def _why(found: Iterable[Reading]) -> str:
    """Why there is no figure: the reason of most sides, whoever they are."""
    told = Counter(reading.why for reading in found if reading.why)
    return min(told, key=lambda why: (-told[why], why), default=NO_SIDE)


def _read(readings: Iterable[Reading], limits: Limits) -> tuple[Side, ...]:
    known = [one for one in readings if one.value is not None]
    return ordered(
        (Side("" if one.about == "alliance" else one.about, one.value, one.low, one.high, one.facts) for one in known),
        rising=limits.rising,
    )


def _on(day: date, measure: str, read: Read, alliance: "Alliance", now: datetime) -> Iterator[Reading]:
    then = datetime.combine(day, now.timetz())
    return (reading for reading in read(alliance, then) if reading.measure == measure)


def _course(days: Sequence[date], sides: Sequence[Sequence[Side]]) -> Iterator[Spot]:
    for day, known in zip(days, sides, strict=True):
        yield Spot(day, float(known[0].value or 0) if known else None)
