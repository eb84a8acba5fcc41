"""The picture of a plane: what is measured from left to right, what is felt from below upwards, a ring for each side.

Drawn once for page, print and report, as `drawing` draws: attributes only, one colour, read without any. A bar through
a ring is an interval. The same figures stand in the table beside it.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from paripassu.measures.drawing import _INK, _picture, _ring
from paripassu.measures.drawing import _text as _small
from paripassu.measures.felt import HIGHEST, LOWEST
from paripassu.measures.quadrants import MIDDLE, Extent, Plane

WIDTH, HEIGHT = 420.0, 300.0
LEFT, RIGHT, TOP, BOTTOM = 44.0, WIDTH - 10.0, 12.0, HEIGHT - 40.0
APART = 11.0
"""How far the letters of two sides that stand on one spot are moved apart."""


SIZE = 11.5
"""The size of letters: larger than beside lines, since the picture is narrowed on a small screen."""


def _text(x: float, y: float, word: str, anchor: str) -> str:
    return _small(x, y, word, anchor).replace('font-size="9"', f'font-size="{SIZE:g}"')


class Words(NamedTuple):
    """What stands beside the axes: what is measured and felt, the end of the scale, the columns between lines."""

    measured: str
    felt: str
    end: str
    columns: tuple[str, ...]


def picture(plane: Plane, letters: Sequence[str], words: Words) -> str:
    """The plane with a ring and its letters for each side, in the order of its places; empty where no side stands."""
    if not any(place.measured and place.felt for place in plane.places):
        return ""
    parts = [*_fields(plane), *_axes(plane, words)]
    taken: list[tuple[float, float]] = []
    for place, name in zip(plane.places, letters, strict=True):
        if place.measured and place.felt:
            parts += _side(plane, place.measured, place.felt, name, taken)
    return _picture(WIDTH, HEIGHT, parts)


def _across(plane: Plane, value: float) -> float:
    return round(LEFT + min(max(value / plane.top, 0.0), 1.0) * (RIGHT - LEFT), 1)


def _up(value: float) -> float:
    part = min(max((value - LOWEST) / (HIGHEST - LOWEST), 0.0), 1.0)
    return round(BOTTOM - part * (BOTTOM - TOP), 1)


def _fields(plane: Plane) -> list[str]:
    """The frame, the lines between the fields, and in grey where it stands well: as agreed, and felt to be good."""
    low = _across(plane, plane.lines[0])
    high = _across(plane, plane.lines[1]) if len(plane.lines) > 1 else RIGHT
    middle = _up(MIDDLE)
    lines = "".join(f"M{_across(plane, line)} {TOP:g}V{BOTTOM:g}" for line in plane.lines)
    return [
        f'<rect x="{low}" y="{TOP:g}" width="{round(high - low, 1)}" height="{round(middle - TOP, 1)}"'
        ' fill="currentColor" fill-opacity="0.07"/>',
        f'<path d="M{LEFT:g} {TOP:g}H{RIGHT:g}V{BOTTOM:g}H{LEFT:g}Z" {_INK} stroke-width="0.75"/>',
        f'<path d="{lines}M{LEFT:g} {middle}H{RIGHT:g}" {_INK} stroke-width="1" stroke-dasharray="4 3"/>',
    ]


def _axes(plane: Plane, words: Words) -> list[str]:
    ends = [LEFT, *(_across(plane, line) for line in plane.lines), RIGHT]
    middles = [(one + other) / 2 for one, other in pairwise(ends)]
    ticks = [_text(LEFT - 6, _up(value) + 3, f"{value:g}", "end") for value in (LOWEST, MIDDLE, HIGHEST)]
    upright = (TOP + BOTTOM) / 2
    turned = f'<g transform="rotate(-90 12 {upright:g})">{_text(12, upright + 3, words.felt, "middle")}</g>'
    return [
        *ticks,
        turned,
        *(_text(round(x, 1), BOTTOM + 14, word, "middle") for x, word in zip(middles, words.columns, strict=True)),
        _text(LEFT, BOTTOM + 30, "0", "middle"),
        _text(RIGHT, BOTTOM + 30, words.end, "end"),
        _text((LEFT + RIGHT) / 2, BOTTOM + 30, words.measured, "middle"),
    ]


def _side(plane: Plane, measured: Extent, felt: Extent, name: str, taken: list[tuple[float, float]]) -> list[str]:
    x, y = _across(plane, measured.value), _up(felt.value)
    wide = f"M{_across(plane, measured.low)} {y}H{_across(plane, measured.high)}"
    tall = f"M{x} {_up(felt.low)}V{_up(felt.high)}"
    beside = x < RIGHT - 60
    at = (x + 10 if beside else x - 10, y - 6)
    while any(abs(at[0] - other[0]) < 3 * APART and abs(at[1] - other[1]) < APART for other in taken):
        at = (at[0], at[1] + APART)
    taken.append(at)
    return [
        f'<path d="{wide}{tall}" {_INK} stroke-width="3" stroke-opacity="0.3"/>',
        _ring((x, y), 5.0),
        _text(at[0], at[1], name, "start" if beside else "end"),
    ]
