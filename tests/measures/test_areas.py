"""The areas of a standing: the lower side first, a level that is sure before it says act, no trend out of chance."""

from datetime import date, datetime, timedelta

import pytest

from paripassu.measures import areas
from paripassu.measures.areas import NO_CHECKIN, Area, Side, ordered, trend, trend_of
from paripassu.measures.evidence import MADE_GOOD
from paripassu.measures.forgetting import Event
from paripassu.measures.trust import FEW_EVENTS, LEAST_EVENTS, NO_EVENTS
from tests import cast
from tests.measures.pools import ON, alliance_of, put_in, received

NOW = datetime(2026, 11, 2, 9, tzinfo=cast.START.tzinfo)
PAIR = ("ada", "bo")


def run(good: float, months: range, each: int = 4) -> list[Event]:
    """So many events a month, so many months ago, all of one kind."""
    return [
        Event((NOW - timedelta(days=30 * month + day)).date(), good, 1.0, 10 * month + day)
        for month in months
        for day in range(each)
    ]


def chance(**sides: list[Event]) -> Area:
    return areas.chances("reliability", "reliability", sides, NOW, NO_EVENTS["reliability"])


def pool(*lines: object, **more: object) -> Area:
    [found] = areas.balances(alliance_of(PAIR, lines, **more), datetime.combine(ON, NOW.timetz()))  # type: ignore[arg-type]
    return found


def test_the_lower_side_comes_first_with_the_gap_to_the_highest() -> None:
    found = chance(ada=run(1.0, range(6)), bo=run(MADE_GOOD, range(6)))
    assert [side.about for side in found.sides] == ["bo", "ada"]
    assert found.gap == pytest.approx(float(found.sides[1].value or 0) - float(found.sides[0].value or 0))
    assert [side.about for side in found.lower] == ["bo"]


def test_sides_that_are_level_are_all_the_lower_side() -> None:
    found = chance(bo=run(1.0, range(6)), ada=run(1.0, range(6)))
    assert [side.about for side in found.lower] == ["ada", "bo"]
    assert found.gap == 0


@pytest.mark.parametrize(("good", "each", "level"), [(1.0, 4, "holds"), (0.0, 4, "act"), (0.7, 1, "watch")])
def test_a_level_says_act_only_when_it_is_surely_below(good: float, each: int, level: str) -> None:
    months = range(6) if each > 1 else range(LEAST_EVENTS)
    assert chance(ada=run(good, months, each)).level == level


def test_few_events_that_all_went_well_are_not_held_against_anybody() -> None:
    found = chance(ada=run(1.0, range(LEAST_EVENTS), 1))
    assert found.level == "holds"
    assert float(found.sides[0].value or 0) < areas.ACCEPTABLE


def test_a_level_goes_by_what_the_parties_agreed_as_acceptable() -> None:
    found = [
        areas.chances("reliability", "reliability", {"ada": run(0.8, range(6))}, NOW, "", acceptable)
        for acceptable in (0.5, 0.85)
    ]
    assert [area.level for area in found] == ["holds", "watch"]
    assert [area.band[0] for area in found] == [0.5, 0.85]


def test_too_little_is_said_to_be_too_little() -> None:
    none, few = chance(ada=[]), chance(ada=run(1.0, range(1), LEAST_EVENTS - 1))
    assert (none.level, none.why, none.missing) == ("unknown", NO_EVENTS["reliability"], ("ada",))
    assert (few.level, few.trend, few.why, few.sides) == ("unknown", "unknown", FEW_EVENTS, ())


def test_a_side_without_a_figure_is_named() -> None:
    found = chance(ada=run(1.0, range(6)), bo=[])
    assert found.missing == ("bo",)
    assert found.gap is None


def test_what_turned_is_seen_as_a_trend_and_what_stays_is_not() -> None:
    before = range(3, 18)
    assert chance(ada=run(1.0, before, 6) + run(0.0, range(3), 6)).trend == "worse"
    assert chance(ada=run(0.0, before, 6) + run(1.0, range(3), 6)).trend == "better"
    assert chance(ada=run(1.0, range(18), 6)).trend == "unclear"
    assert chance(ada=run(1.0, range(3), 6)).trend == "unknown"


def test_a_course_goes_back_by_quarters_and_pauses_where_nothing_was_known() -> None:
    found = chance(ada=run(1.0, range(5), 6))
    assert [spot.on for spot in found.course] == [
        date(2025, 11, 2), date(2026, 2, 2), date(2026, 5, 2), date(2026, 8, 2), date(2026, 11, 2)
    ]  # fmt: skip
    assert [spot.value is None for spot in found.course] == [True, True, True, False, False]


def test_a_trend_needs_both_intervals_to_be_passed() -> None:
    wide, sharp = Side("ada", 0.5, 0.2, 0.95), Side("ada", 0.9, 0.85, 0.95)
    assert trend(wide, sharp) == "unclear"
    assert trend(Side("ada", 0.5), Side("ada", 0.6)) == "better"
    assert trend(Side("ada", 1, 0.8, None), Side("ada", 5)) == "unclear"
    assert trend(Side("ada", None), sharp) == "unknown"


def test_sides_that_are_level_and_moved_apart_show_no_clear_change() -> None:
    now = (Side("ada", 0.6), Side("bo", 0.6))
    assert trend_of((Side("ada", 0.5), Side("bo", 0.7)), now) == "unclear"
    assert trend_of((Side("ada", 0.5), Side("bo", 0.5)), now) == "better"
    assert trend_of((), ()) == "unknown"


def test_a_pool_stands_where_its_farthest_party_stands() -> None:
    puts = [put_in(party, 100) for party in PAIR]
    assert pool(*puts, received("ada", 100), received("bo", 100)).level == "holds"
    watch = pool(*puts, received("ada", 100), received("bo", 200))
    assert (watch.level, [side.about for side in watch.lower], watch.about) == ("watch", ["ada"], "work")
    assert (float(watch.gap or 0), watch.unit) == (50, "EUR")
    assert pool(*puts, received("ada", 10), received("bo", 200)).level == "act"


def test_a_pool_without_figures_says_why() -> None:
    found = pool(put_in("ada", 100))
    assert (found.level, found.sides, found.missing) == ("unknown", (), PAIR)
    assert found.why == "No reward is confirmed in this period."


def test_the_course_of_a_pool_is_that_of_its_lowest_side() -> None:
    lines = [put_in(party, 100, days_ago=400) for party in PAIR]
    lines += [received("ada", 100, days_ago=400), received("bo", 100, days_ago=400), received("bo", 200, days_ago=5)]
    course = pool(*lines).course
    assert course[0].value == 1
    assert course[-1].value == pytest.approx(0.5)


def test_checkins_that_nobody_held_are_known_only_when_they_were_agreed(scene: cast.Scene) -> None:
    [found] = areas.held(scene.alliance, scene.now)
    assert (found.level, found.why) == ("unknown", NO_CHECKIN)
    [reading] = areas.held_readings(scene.alliance, scene.now)
    assert (reading.value, reading.enough, reading.why) == (None, False, NO_CHECKIN)


def test_sides_are_ordered_by_figure_then_by_name() -> None:
    assert [side.about for side in ordered([Side("bo", 1), Side("cleo", 0), Side("ada", 1)])] == ["cleo", "ada", "bo"]


def test_a_figure_that_is_only_chance_is_no_trend() -> None:
    lines = [put_in(party, 100, days_ago=300) for party in PAIR]
    lines += [received("ada", 100, days_ago=200), received("bo", 120, days_ago=200), received("bo", 30, days_ago=3)]
    assert pool(*lines).trend == "unclear"
