"""Pictures as SVG, drawn once for page, print and report: lines, bars and rings, in one colour, read without any.

Every picture is a text of its own with attributes only: no style, no script, no font but the one around it. What
stands in words and figures beside a picture is not said again in it.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from paripassu.measures.areas import Area, Side, Spot

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}"'
)
_INK = 'fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"'

SPARK_WIDTH, SPARK_HEIGHT = 120.0, 28.0
STRIP_WIDTH, STRIP_HEIGHT = 300.0, 22.0
COURSE_WIDTH, COURSE_HEIGHT = 420.0, 150.0
INSET = 7.0


def spark(course: Sequence[Spot], top: float) -> str:
    """The lowest figure by quarters as a small line, with a ring at its last; empty with fewer than two figures."""
    if sum(spot.value is not None for spot in course) < 2:
        return ""
    spots = _places(course, top, (INSET, SPARK_WIDTH - INSET), (SPARK_HEIGHT - INSET, INSET))
    parts = [_floor(INSET, SPARK_WIDTH - INSET, SPARK_HEIGHT - 2), _line(spots, 1.75), _ring(spots[-1], 3.25)]
    return _picture(SPARK_WIDTH, SPARK_HEIGHT, parts)


def strip(side: Side, area: Area) -> str:
    """A side on the scale of its area: a ring with its interval as a bar, over the band in which the area holds."""

    def x(value: float) -> float:
        return round(INSET + min(max(value / area.top, 0.0), 1.0) * (STRIP_WIDTH - 2 * INSET), 1)

    middle = STRIP_HEIGHT / 2
    low, high = x(area.band[0]), x(area.band[1])
    parts = [
        f'<rect x="{low}" y="1" width="{round(high - low, 1)}" height="{STRIP_HEIGHT - 2:g}"'
        ' fill="currentColor" fill-opacity="0.08"/>',
        f'<path d="M{low} 1v{STRIP_HEIGHT - 2:g}M{high} 1v{STRIP_HEIGHT - 2:g}" {_INK} stroke-width="1"/>',
        f'<path d="M{INSET:g} {middle:g}H{STRIP_WIDTH - INSET:g}" {_INK} stroke-width="0.75" stroke-opacity="0.45"/>',
    ]
    if side.low is not None or side.high is not None:
        ends = x(float(side.low or 0)), x(area.top if side.high is None else float(side.high))
        parts.append(f'<path d="M{ends[0]} {middle:g}H{ends[1]}" {_INK} stroke-width="4.5" stroke-opacity="0.35"/>')
    if side.value is not None:
        parts.append(_ring((x(float(side.value)), middle), 5.0))
    return _picture(STRIP_WIDTH, STRIP_HEIGHT, parts)


def course(area: Area, words: Sequence[str] = ()) -> str:
    """The lowest figure of an area by quarters over its band. `words`: what stands under each spot, such as its day."""
    spots = _places(area.course, area.top, (30.0, COURSE_WIDTH - 30.0), (COURSE_HEIGHT - 26.0, 10.0))
    bottom, high = COURSE_HEIGHT - 26.0, COURSE_HEIGHT - 36.0

    def y(value: float) -> float:
        return round(bottom - min(max(value / area.top, 0.0), 1.0) * high, 1)

    upper, lower = y(area.band[1]), y(area.band[0])
    parts = [
        f'<rect x="30" y="{upper}" width="{COURSE_WIDTH - 60:g}" height="{round(lower - upper, 1)}"'
        ' fill="currentColor" fill-opacity="0.08"/>',
        f'<path d="M30 {upper}H{COURSE_WIDTH - 30:g}M30 {lower}H{COURSE_WIDTH - 30:g}" {_INK} stroke-width="0.9"/>',
        _floor(30, COURSE_WIDTH - 30, bottom),
        _line(spots, 2.0),
        *(_ring(spot, 3.5) for spot in spots if spot is not None),
        *(_text(21, y(value) + 3, f"{value:g}", "end") for value in _ticks(area)),
    ]
    days = [spot.on for spot in area.course]
    for at, word in enumerate(words):
        parts.append(_text(_across(days, at, (30.0, COURSE_WIDTH - 30.0)), COURSE_HEIGHT - 9, word, "middle"))
    return _picture(COURSE_WIDTH, COURSE_HEIGHT, parts)


class Mark(NamedTuple):
    """A figure on a day with its interval; None where there was none."""

    on: date
    value: float | None
    low: float | None = None
    high: float | None = None


def history(marks: Sequence[Mark], ends: tuple[float, float], ticks: tuple[str, str], words: Sequence[str] = ()) -> str:
    """A figure through time: rings on a line, each with its interval as a bar. `ends` are those of the scale, `ticks`
    what is written there, `words` what stands under the days. Empty with fewer than two figures."""
    if sum(mark.value is not None for mark in marks) < 2:
        return ""
    top, bottom, wide = 20.0, COURSE_HEIGHT - 26.0, (30.0, COURSE_WIDTH - 30.0)
    days = [mark.on for mark in marks]

    def y(value: float) -> float:
        part = (value - ends[0]) / (ends[1] - ends[0]) if ends[1] > ends[0] else 0.5
        return round(bottom - min(max(part, 0.0), 1.0) * (bottom - top), 1)

    spots: list[Place] = [
        None if mark.value is None else (_across(days, at, wide), y(mark.value)) for at, mark in enumerate(marks)
    ]
    bars = [
        f'<path d="M{_across(days, at, wide):g} {y(mark.low)}V{y(mark.high)}" {_INK} stroke-width="5"'
        ' stroke-opacity="0.3"/>'
        for at, mark in enumerate(marks)
        if mark.value is not None and mark.low is not None and mark.high is not None
    ]
    parts = [
        _floor(8, COURSE_WIDTH - 8, bottom),
        _floor(8, COURSE_WIDTH - 8, top),
        *bars,
        _line(spots, 2.0),
        *(_ring(spot, 3.5) for spot in spots if spot is not None),
        *(_text(8, y(end) - 6, word, "start") for end, word in zip(ends, ticks, strict=True)),
        *(_text(_across(days, at, wide), COURSE_HEIGHT - 9, word, "middle") for at, word in enumerate(words)),
    ]
    return _picture(COURSE_WIDTH, COURSE_HEIGHT, parts)


def _ticks(area: Area) -> list[float]:
    return sorted({0.0, area.top} | ({1.0} if area.top > 1 else set()))


# --- parts ---

Place = tuple[float, float] | None


def _places(course: Sequence[Spot], top: float, xs: tuple[float, float], ys: tuple[float, float]) -> list[Place]:
    """Where the spots stand: by their days across, by their figures from the bottom up. None where there is none."""
    days = [spot.on for spot in course]
    return [
        None
        if spot.value is None
        else (_across(days, at, xs), round(ys[0] + min(max(spot.value / top, 0.0), 1.0) * (ys[1] - ys[0]), 1))
        for at, spot in enumerate(course)
    ]


def _across(days: Sequence[date], at: int, xs: tuple[float, float]) -> float:
    span = (days[-1] - days[0]).days
    part = (days[at] - days[0]).days / span if span else 1.0
    return round(xs[0] + part * (xs[1] - xs[0]), 1)


def _line(spots: Sequence[Place], width: float) -> str:
    """A line that pauses where there was no figure; a spot on its own is a dot, by the round ends of the line."""
    path, drawing = "", False
    for spot in spots:
        if spot is not None:
            path += f"{'L' if drawing else 'M'}{spot[0]:g} {spot[1]:g}" + ("" if drawing else "h0")
        drawing = spot is not None
    return f'<path d="{path}" {_INK} stroke-width="{width:g}"/>'


def _floor(left: float, right: float, y: float) -> str:
    return f'<path d="M{left:g} {y:g}H{right:g}" {_INK} stroke-width="0.75" stroke-opacity="0.35"/>'


def _ring(spot: Place, radius: float) -> str:
    """A ring, white inside on every ground, so that it is seen on a bar and on a line."""
    if spot is None:
        return ""
    ring = f'cx="{spot[0]:g}" cy="{spot[1]:g}" r="{radius:g}"'
    return f'<circle class="ring" {ring} fill="#fff" stroke="currentColor" stroke-width="2"/>'


def _text(x: float, y: float, word: str, anchor: str) -> str:
    safe = word.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" font-size="11" fill="currentColor" fill-opacity="0.75">'
        f"{safe}</text>"
    )


def _picture(width: float, height: float, parts: Sequence[str]) -> str:
    head = _SVG.format(width=width, height=height)
    return f'{head} aria-hidden="true" focusable="false">{"".join(parts)}</svg>'
