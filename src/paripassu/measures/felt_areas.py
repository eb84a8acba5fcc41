"""The areas of a standing that are read from surveys: there only once somebody was asked, and a side was shown or not.

A level goes by the lower side of all facets, since facets are not added up. What is said by few may be far from what
many would say: there is something to do at once only where the interval, too, lies below what holds.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from paripassu.measures import felt
from paripassu.measures.areas import Area, Question
from paripassu.measures.practice_areas import Limits, of_measure
from paripassu.measures.reading import Reading

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

STRENGTH, CONCERN = 5.5, 4.0
"""On a scale of 1 to 7 what is a strength, and below what it is a concern: 4 and 3 of 5 in the Wilder inventory."""


def of_feeling(name: str) -> Question:
    """The area of a measure that is felt, from 1 to 7; no area before anybody was asked."""
    limits = Limits(STRENGTH, CONCERN)

    def read(alliance: "Alliance", now: datetime) -> list[Reading]:
        return felt.scores(alliance, now, name)

    return _where_asked(of_measure(name, name, limits, read, top=7.0), read, limits)


def of_answers() -> Question:
    """How many of those asked answered the last wave, by side: a warning of its own. No area before one was counted."""
    limits = Limits(0.6, 0.3)
    return _where_asked(of_measure("response", "response", limits, _last_wave), _last_wave, limits)


def _last_wave(alliance: "Alliance", now: datetime) -> list[Reading]:
    found = felt.responses(alliance, now)
    return [one for one in found if one.about.partition("/")[2] == found[-1].about.partition("/")[2]]


def _where_asked(area: Question, read: Callable[["Alliance", datetime], list[Reading]], limits: Limits) -> Question:
    def asked(alliance: "Alliance", now: datetime) -> list[Area]:
        if not read(alliance, now):
            return []
        return [replace(_sure(one, limits), gap=_gap(one)) for one in area(alliance, now)]

    return asked


def _gap(area: Area) -> float | None:
    """The widest distance between two sides in one facet: facets do not compare."""
    facets: dict[str, list[float]] = {}
    for side in area.sides:
        facets.setdefault(side.about.partition("/")[2], []).append(float(side.value or 0))
    return max((max(values) - min(values) for values in facets.values() if len(values) > 1), default=None)


def _sure(area: Area, limits: Limits) -> Area:
    """Nothing to do at once where the lower side may as well hold."""
    ends = [float(side.high) for side in area.lower if side.high is not None]
    doubted = area.level == "act" and bool(ends) and max(ends) >= limits.holds
    return replace(area, level="watch") if doubted else area
