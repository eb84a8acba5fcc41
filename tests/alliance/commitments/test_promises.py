"""Where a commitment stands at a moment: late and missed follow from the calendar, and nobody enters them."""

from datetime import date

from paripassu.alliance.commitments import deliveries
from paripassu.alliance.commitments.promises import next_due, on_time, status
from tests import cast
from tests.alliance.promising import DUE, agreed, commitment, delivered, stands, status_of, until
from tests.cast import BO, Scene


def test_late_only_once_the_day_is_over_everywhere(scene: Scene) -> None:
    entry = agreed(scene)
    until(scene, DUE, days=1)
    scene.now = scene.now.replace(hour=11, minute=59)
    assert stands(scene, entry) == "open"
    scene.now = scene.now.replace(hour=12, minute=0)
    assert stands(scene, entry) == "late"
    assert status_of(scene, entry) == "late"


def test_on_a_leap_day_it_is_late_on_the_first_of_march() -> None:
    scene = cast.agreed()
    scene.now = scene.now.replace(year=2028, month=2, day=1)
    day = date(2028, 2, 29)
    entry = agreed(scene, due=day)
    until(scene, day)
    assert stands(scene, entry, day) == "open"
    until(scene, date(2028, 3, 1))
    assert stands(scene, entry, day) == "late"


def test_late_becomes_missed_after_thirty_days_or_when_the_next_is_over(scene: Scene) -> None:
    once, weekly = agreed(scene), agreed(scene, recurrence="FREQ=WEEKLY;COUNT=2")
    until(scene, DUE, days=7)
    assert (stands(scene, once), stands(scene, weekly)) == ("late", "late")
    until(scene, DUE, days=8)
    assert (stands(scene, once), stands(scene, weekly)) == ("late", "missed")
    until(scene, DUE, days=30)
    assert stands(scene, once) == "late"
    until(scene, DUE, days=31)
    assert stands(scene, once) == "missed"
    scene.act(BO, deliveries.accept_delivery, delivery=delivered(scene, once, on=scene.now.date()))
    assert status_of(scene, once) == "kept"
    assert not on_time(commitment(scene, once), commitment(scene, once).deliveries[0])


def test_the_day_it_came_on_counts_not_the_day_it_was_recorded(scene: Scene) -> None:
    entry = agreed(scene)
    until(scene, DUE, days=3)
    scene.act(BO, deliveries.accept_delivery, delivery=delivered(scene, entry, on=DUE))
    assert on_time(commitment(scene, entry), commitment(scene, entry).deliveries[0])


def test_where_it_stands_is_asked_of_the_days_and_changes_nothing(scene: Scene) -> None:
    entry = agreed(scene, recurrence="FREQ=WEEKLY;COUNT=2")
    kept, size = commitment(scene, entry), len(scene.facts)
    assert [status(kept, scene.now.replace(year=year)) for year in (2026, 2027, 2026)] == ["open", "missed", "open"]
    assert next_due(kept, scene.now) == DUE
    assert next_due(kept, scene.now.replace(year=2027)) is None
    assert len(scene.facts) == size
