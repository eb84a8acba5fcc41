"""Where the parts of a picture stand, in the units of its viewBox. Arithmetic; the templates draw.

The dot plot has one strip a party on a common scale; the course has one line a party through time. The spirit level
is drawn in `measures/levels.py`, since reports have it too.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from markupsafe import Markup

from paripassu.alliance.alliance import Alliance
from paripassu.measures import levels
from paripassu.measures.levels import Span
from paripassu.web.marks import mark

Number: TypeAlias = float | Decimal

STRIP, INSET = 300.0, 8.0
"""A strip of the dot plot is so wide, and so much of it is left free at either end."""


def level_drawn(alliance: Alliance, picture: levels.Level, title: str) -> Markup:
    """A spirit level as SVG, with the marks of the parties; `title` says in words what it shows."""
    marks = {party: mark(alliance, party) for party in (picture.left, picture.right)}
    letters = {party: one.letters for party, one in marks.items()}
    colours = {party: one.colour for party, one in marks.items()}
    return Markup(levels.drawn(picture, letters, str(title), colours))  # noqa: S704 (what is said in it is escaped there)


class Strip(NamedTuple):
    """One party's strip of a dot plot. `dot` is None when there is not enough to say."""

    dot: float | None
    range: Span | None
    band: Span
    middle: float
    beyond: bool


def strip(
    value: Number | None,
    *,
    scale: tuple[Number, Number],
    band: tuple[Number, Number],
    low: Number | None = None,
    high: Number | None = None,
    middle: Number = 1,
) -> Strip:
    """One party's strip: its value, interval and band on a scale that all strips of the picture share."""
    first, last = float(scale[0]), float(scale[1])

    def x(number: Number) -> float:
        return _clamped(INSET + (float(number) - first) / (last - first) * (STRIP - 2 * INSET), INSET, STRIP - INSET)

    return Strip(
        None if value is None else x(value),
        None if low is None or high is None else _span(x(low), x(high)),
        _span(x(band[0]), x(band[1])),
        x(middle),
        value is not None and not first <= float(value) <= last,
    )


class Trace(NamedTuple):
    """One party's line through time, as an SVG path that pauses where there was no figure, and its last point."""

    party: str
    path: str
    end: tuple[float, float] | None
    label: float


class Course(NamedTuple):
    """Lines through time, on one scale: their band, the height of balance, and the values at the ticks."""

    traces: tuple[Trace, ...]
    band: Span
    middle: float
    ticks: tuple[tuple[float, str], ...]


COURSE_LEFT, COURSE_RIGHT, COURSE_TOP, COURSE_BOTTOM = 26.0, 318.0, 10.0, 140.0
"""The corners of the plot in a picture that is 360 units wide; the parties' marks stand to the right of it."""

LABEL_ROOM = 20.0


def course(
    points: Sequence[tuple[date, Mapping[str, Number | None]]],
    *,
    band: tuple[Number, Number],
    top: Number,
    middle: Number = 1,
) -> Course:
    """The lines of all parties of these points, from 0 up to `top`; what lies above is drawn at the top."""
    first, last = points[0][0].toordinal(), points[-1][0].toordinal()

    def x(day: date) -> float:
        part = (day.toordinal() - first) / (last - first) if last > first else 1.0
        return round(COURSE_LEFT + part * (COURSE_RIGHT - COURSE_LEFT), 1)

    def y(value: Number) -> float:
        height = min(max(float(value) / float(top), 0.0), 1.0)
        return round(COURSE_BOTTOM - height * (COURSE_BOTTOM - COURSE_TOP), 1)

    lines = {
        party: [None if (value := at.get(party)) is None else (x(day), y(value)) for day, at in points]
        for party in sorted({party for _, at in points for party in at})
    }
    ticks = tuple((y(value), f"{float(value):g}") for value in sorted({0, middle, top}))
    return Course(_traces(lines), _span(y(band[1]), y(band[0])), y(middle), ticks)


def _traces(lines: Mapping[str, list[tuple[float, float] | None]]) -> tuple[Trace, ...]:
    ends = {party: spots[-1] for party, spots in lines.items()}
    labels = _apart({party: end[1] for party, end in ends.items() if end is not None})
    return tuple(Trace(party, _path(spots), ends[party], labels.get(party, 0.0)) for party, spots in lines.items())


def _path(spots: Iterable[tuple[float, float] | None]) -> str:
    """Moves and lines; a spot on its own is a line of no length, which round ends make a dot."""
    parts, drawing = [], False
    for spot in spots:
        if spot is not None:
            parts.append(f"{'L' if drawing else 'M'}{spot[0]} {spot[1]}" + ("" if drawing else "h0"))
        drawing = spot is not None
    return "".join(parts)


def _apart(heights: Mapping[str, float]) -> dict[str, float]:
    """The heights, moved so far that labels do not hide each other; equal heights in the order of the ids."""
    order = sorted(heights, key=lambda party: (heights[party], party))
    room = min(LABEL_ROOM, (COURSE_BOTTOM - COURSE_TOP) / max(len(order) - 1, 1))
    placed: list[float] = []
    for party in order:  # downwards, each below the one before
        placed.append(max(heights[party], placed[-1] + room if placed else COURSE_TOP))
    limit = COURSE_BOTTOM
    for at in reversed(range(len(placed))):  # and back up from the bottom
        placed[at] = min(placed[at], limit)
        limit = placed[at] - room
    return {party: round(height, 1) for party, height in zip(order, placed, strict=True)}


def _clamped(x: float, least: float, most: float) -> float:
    return round(min(max(x, least), most), 1)


def _span(start: float, end: float) -> Span:
    return Span(start, round(end - start, 1))


class Chance(NamedTuple):
    """A chance from 0 to 1 on its strip: the dot (None: not enough to say), the interval, and worst and best."""

    dot: float | None
    range: Span | None
    ends: tuple[float, float]


def chance(value: float | None, within: tuple[float, float] | None, ends: tuple[float, float]) -> Chance:
    """The strip of a chance with its interval, and the chances if all that is open turned out badly, or well."""

    def x(number: float) -> float:
        return _clamped(INSET + number * (STRIP - 2 * INSET), INSET, STRIP - INSET)

    return Chance(
        None if value is None else x(value),
        None if within is None else _span(x(within[0]), x(within[1])),
        (x(ends[0]), x(ends[1])),
    )


class Alarm(NamedTuple):
    """The path of a detector on a logarithmic scale, its threshold, where it rang, and the values at the ticks."""

    path: str
    threshold: float
    rang: tuple[float, float] | None
    began: float | None
    ticks: tuple[tuple[float, str], ...]


def alarm(values: Sequence[float], threshold: float, rang: int | None, began: int | None) -> Alarm:
    """The path of these values, one an event, from 0.1 up to ten times the highest; `rang` and `began` are places."""
    top = max(math.ceil(math.log10(max([threshold, *values]))), 1) + 0.3

    def x(place: int) -> float:
        part = place / (len(values) - 1) if len(values) > 1 else 1.0
        return round(COURSE_LEFT + part * (ALARM_RIGHT - COURSE_LEFT), 1)

    def y(value: float) -> float:
        part = (math.log10(max(value, 0.1)) + 1) / (top + 1)
        return round(COURSE_BOTTOM - part * (COURSE_BOTTOM - COURSE_TOP), 1)

    spots = [(x(place), y(value)) for place, value in enumerate(values)]
    step = max(int(top) // 3, 1)
    ticks = tuple((y(10.0**power), _power(power)) for power in range(0, int(top) + 1, step))
    return Alarm(
        _path(spots), y(threshold), None if rang is None else spots[rang], None if began is None else x(began), ticks
    )


def _power(power: int) -> str:
    """A power of ten as it stands at an axis."""
    raised = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
    return ("1", "10")[power] if power < 2 else f"10{str(power).translate(raised)}"


ALARM_RIGHT = 350.0
"""The right end of the plot of an alarm, which has no marks beside it."""
