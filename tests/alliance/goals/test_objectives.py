"""Where a goal stands follows from what all confirmed and from the day, in every zone and in leap years."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from paripassu.alliance.goals.objectives import Measure, day_judged, pace_asked, reached_on, shortfall, status
from tests.alliance.aiming import BY, confirmed, goal, in_force, reported, stands
from tests.cast import agreed


def test_the_straight_line_runs_from_the_day_of_agreement_to_the_last_day() -> None:
    scene = agreed()
    entry = goal(scene, in_force(scene))
    assert pace_asked(entry, date(2026, 1, 5)) == 0
    assert pace_asked(entry, date(2026, 7, 4)) == Decimal("0.5")
    assert pace_asked(entry, BY) == pace_asked(entry, date(2027, 6, 1)) == 1


def test_within_a_tenth_of_the_line_it_is_on_the_way_and_beyond_it_behind() -> None:
    scene = agreed()
    entry = in_force(scene)
    scene.now = datetime(2026, 7, 4, 12, tzinfo=UTC)
    confirmed(scene, entry, 40)
    assert stands(scene, entry) == "on_the_way"
    confirmed(scene, entry, 39)
    assert stands(scene, entry) == "behind"
    assert shortfall(goal(scene, entry), scene.now) == Decimal("0.11")


def test_a_goal_that_falls_is_measured_the_same_way() -> None:
    scene = agreed()
    entry = in_force(scene, baseline=Decimal(100), target=Decimal(10))
    confirmed(scene, entry, 10)
    assert stands(scene, entry) == "reached"
    assert Measure("x", "t", Decimal(100), Decimal(10), BY).way(Decimal(55)) == Decimal("0.5")


def test_judged_at_its_end_it_is_never_behind_before() -> None:
    scene = agreed()
    entry = in_force(scene, pace="end")
    scene.now = datetime(2026, 12, 30, 12, tzinfo=UTC)
    assert stands(scene, entry) == "unmeasured"
    scene.now = datetime(2027, 1, 2, 12, tzinfo=UTC)
    assert stands(scene, entry) == "missed"


def test_a_day_is_missed_only_when_it_is_over_everywhere() -> None:
    scene = agreed()
    entry = goal(scene, in_force(scene, pace="end"))
    assert status(entry, datetime(2027, 1, 1, 11, 59, tzinfo=UTC)) == "unmeasured"
    assert status(entry, datetime(2027, 1, 1, 12, 0, tzinfo=UTC)) == "missed"


def test_the_29th_of_february_is_a_day_like_others() -> None:
    scene = agreed()
    entry = goal(scene, in_force(scene, until=date(2028, 2, 29), pace="end"))
    assert status(entry, datetime(2028, 3, 1, 11, 0, tzinfo=UTC)) == "unmeasured"
    assert status(entry, datetime(2028, 3, 1, 12, 0, tzinfo=UTC)) == "missed"


def test_a_value_of_long_ago_is_judged_by_the_pace_of_today() -> None:
    scene = agreed()
    entry = in_force(scene)
    scene.now = datetime(2026, 3, 5, tzinfo=UTC)
    confirmed(scene, entry, 20)
    found = goal(scene, entry)
    assert day_judged(found, scene.now + timedelta(days=90)) == date(2026, 3, 5)
    assert status(found, scene.now + timedelta(days=90)) == "on_the_way"
    assert status(found, scene.now + timedelta(days=100)) == "behind"


def test_what_not_all_confirmed_moves_nothing() -> None:
    scene = agreed()
    entry = in_force(scene)
    reported(scene, entry, 100)
    assert stands(scene, entry) == "unmeasured"
    assert reached_on(goal(scene, entry)) is None


def test_reached_is_said_since_the_first_day_from_which_it_held() -> None:
    scene = agreed()
    entry = in_force(scene)
    scene.now += timedelta(days=60)
    for day, value in ((10, 100), (20, 90), (30, 101), (40, 102)):
        confirmed(scene, entry, value, on=date(2026, 1, 5) + timedelta(days=day))
    assert reached_on(goal(scene, entry)) == date(2026, 2, 4)
    confirmed(scene, entry, 99)
    assert reached_on(goal(scene, entry)) is None


@given(st.integers(-50, 150), st.integers(0, 600))
def test_further_on_the_way_is_never_worse(value: int, days: int) -> None:
    order = ["missed", "behind", "on_the_way", "reached"]
    scene = agreed()
    entry = in_force(scene)
    scene.now += timedelta(days=days)
    confirmed(scene, entry, value)
    before = stands(scene, entry)
    confirmed(scene, entry, value + 10)
    assert order.index(stands(scene, entry)) >= order.index(before)
