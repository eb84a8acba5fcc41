"""Where observations stand on a line of time, one line a party, in the units of the picture's viewBox.

A kept principle is a ring above the line, a strained one a square below it, full while it is open. The scale of time is
the same for every party. Nothing is joined, weighed or averaged: each mark is one observation.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.principles.observations import OPEN, Observation, standing

WIDTH, INSET, APART, ROWS = 300.0, 10.0, 9.0, 3
"""The line is so wide, so much is left free at either end, and marks closer than this stand in another row."""


class Mark(NamedTuple):
    """One observation: where it stands, on which side, in which row from the line, and whether it is open."""

    x: float
    row: int
    kept: bool
    open: bool


class Trace(NamedTuple):
    """The marks of one party, and where each year begins on the line."""

    marks: tuple[Mark, ...]
    years: tuple[tuple[float, int], ...]


def traces(alliance: Alliance, today: date) -> dict[str, Trace]:
    """For each partner and each party that was observed, its marks from the first agreement until today."""
    versions = alliance.agreement.versions
    if not versions:
        return {}
    seen = [each for each in alliance.principles.by_index.values() if each.withdrawn is None]
    begins = min([versions[0].since.date(), *(each.fact.on for each in seen)])
    parties = {*versions[-1].partners, *(each.fact.of for each in seen)}
    ends = max(today, begins)
    years = tuple((_x(date(year, 1, 1), begins, ends), year) for year in range(begins.year + 1, ends.year + 1))
    return {
        party: Trace(_marks(alliance, (each for each in seen if each.fact.of == party), begins, ends), years)
        for party in sorted(parties)
    }


def _x(day: date, begins: date, ends: date) -> float:
    share = (day - begins).days / max((ends - begins).days, 1)
    return round(INSET + share * (WIDTH - 2 * INSET), 1)


def _marks(alliance: Alliance, seen: Iterable[Observation], begins: date, ends: date) -> tuple[Mark, ...]:
    """In the order of their days, each in the row nearest the line in which there is room."""
    marks: list[Mark] = []
    last: dict[tuple[bool, int], float] = {}
    for each in sorted(seen, key=lambda one: (one.fact.on, one.index)):
        x, stands = _x(each.fact.on, begins, ends), standing(alliance, each)
        kept = stands == "kept"
        free = (row for row in range(ROWS) if x - last.get((kept, row), -APART) >= APART)
        row = next(free, ROWS - 1)
        last[kept, row] = x
        marks.append(Mark(x, row, kept, stands in OPEN))
    return tuple(marks)
