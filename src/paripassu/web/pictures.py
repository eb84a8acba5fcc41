"""Where the parts of a picture stand, in the units of its viewBox. Pure arithmetic; the templates draw.

The spirit level: the bubble's offset is the lean, the marked band the agreed tolerance, faint bubbles each party's own
valuation, the halo the interval. The dot plot has one strip a party on a common scale.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple, TypeAlias

Number: TypeAlias = float | Decimal

MIDDLE, TRAVEL = 180.0, 142.0
"""The level is 360 units wide; its bubble moves so far to either side."""

OWN_ROWS = (33.0, 67.0)
"""Each party's own bubble has a row for itself, so that two never hide each other."""

STRIP, INSET = 300.0, 8.0
"""A strip of the dot plot is so wide, and so much of it is left free at either end."""


class Span(NamedTuple):
    """A stretch along the picture: where it begins and how long it is."""

    x: float
    width: float


class OwnBubble(NamedTuple):
    """A party's own valuation: where it stands, and in which row."""

    party: str
    x: float
    y: float


class Level(NamedTuple):
    """A spirit level ready to draw. `bubble` is None: not enough to say; `beyond`: it is at the end of the glass."""

    left: str
    right: str
    bubble: float | None
    halo: Span | None
    band: Span
    own: tuple[OwnBubble, ...]
    beyond: bool


class Strip(NamedTuple):
    """One party's strip of a dot plot. `dot` is None when there is not enough to say."""

    dot: float | None
    range: Span | None
    band: Span
    middle: float
    beyond: bool


def level(
    ends: tuple[str, str],
    lean: Number | None,
    *,
    band: Number,
    reach: Number,
    low: Number | None = None,
    high: Number | None = None,
    own: Mapping[str, Number] | None = None,
) -> Level:
    """A level between two parties. A positive lean moves the bubble to the second of `ends`.

    `band` is the tolerance to either side of 0 and `reach` the lean at which the bubble is at the end of the glass, in
    the unit of the lean; `low` and `high` bound its interval. `own` is the lean by each party's own valuation.
    """

    def x(value: Number) -> float:
        return _clamped(MIDDLE + float(value) / float(reach) * TRAVEL, MIDDLE - TRAVEL, MIDDLE + TRAVEL)

    rows = dict(zip(ends, OWN_ROWS, strict=True))
    return Level(
        *ends,
        None if lean is None else x(lean),
        None if lean is None or low is None or high is None else _span(x(low), x(high)),
        _span(x(-band), x(band)),
        tuple(OwnBubble(party, x(value), rows[party]) for party, value in (own or {}).items()),
        lean is not None and abs(float(lean)) > float(reach),
    )


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


def _clamped(x: float, least: float, most: float) -> float:
    return round(min(max(x, least), most), 1)


def _span(start: float, end: float) -> Span:
    return Span(start, round(end - start, 1))
