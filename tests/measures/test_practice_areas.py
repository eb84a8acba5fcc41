"""Any measure of a practice as an area: its lower side first, by the limits that it is given."""

from datetime import datetime

import pytest

from paripassu.alliance.alliance import Alliance
from paripassu.measures.areas import Area
from paripassu.measures.practice_areas import Limits, of_measure
from paripassu.measures.reading import Reading
from tests import cast

NOW = datetime(2026, 11, 2, 9, tzinfo=cast.START.tzinfo)


def measured(*figures: float | None) -> Area:
    def read(alliance: Alliance, now: datetime) -> list[Reading]:
        names = ("ada", "bo", "cleo")
        return [
            Reading(measure="kept", about=name, value=value, why="" if value else "Nothing yet.", facts=(at,))
            for at, (name, value) in enumerate(zip(names, figures, strict=False))
        ]

    [found] = of_measure("norms", "kept", Limits(0.8, 0.4), read)(Alliance(), NOW)
    return found


def test_any_measure_can_be_an_area() -> None:
    found = measured(0.9, 0.5, None)
    assert (found.level, found.lower[0].about, found.missing, found.facts) == ("watch", "bo", ("cleo",), (0, 1))
    assert found.gap == pytest.approx(0.4)
    assert (found.trend, len(found.course)) == ("unclear", 5)
    assert [measured(0.9).level, measured(0.4).level] == ["holds", "act"]


def test_a_measure_without_figures_says_why() -> None:
    found = measured(None, None)
    assert (found.level, found.why, found.missing) == ("unknown", "Nothing yet.", ("ada", "bo"))


def test_where_less_is_better_the_highest_figure_is_the_lower_side() -> None:
    def read(alliance: Alliance, now: datetime) -> list[Reading]:
        late = now == NOW
        return [
            Reading(measure="waits", about="ada", value=40.0 if late else 10.0, unit="days"),
            Reading(measure="waits", about="bo", value=12.0, unit="days"),
        ]

    [found] = of_measure("voice", "waits", Limits(14, 30), read, top=0)(Alliance(), NOW)
    assert (found.lower[0].about, found.level, found.trend, found.gap) == ("ada", "act", "worse", 28)
    assert (found.band, found.top) == ((0.0, 14), 40)
