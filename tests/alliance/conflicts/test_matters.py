"""At which tier a matter stands follows from its steps, the agreed days and the moment asked about."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from paripassu.alliance.agreement.ladder import Ladder
from paripassu.alliance.conflicts.matters import TIERS, course, stay
from tests.alliance.quarrelling import conflict, later, past, raised, settled, status_of, until, with_peers
from tests.cast import START, agree, agreed, terms


def test_the_usual_days_carry_a_matter_up_the_ladder() -> None:
    scene = agreed()
    entry = raised(scene)
    for tier, days in (("warning", 14), ("peers", 14), ("sponsors", 28), ("neutral", 28)):
        assert status_of(scene, entry) == tier
        last = until(scene, entry)
        assert last == scene.now.date() + timedelta(days=days)
        past(scene, last)
    assert status_of(scene, entry) == "formal"
    assert until(scene, entry) is None
    later(scene, 3000)
    assert status_of(scene, entry) == "formal"


def test_the_days_come_from_the_agreement_as_it_was_when_the_matter_was_raised() -> None:
    scene = agreed(ladder=Ladder(3, 5, 7, 9))
    first = raised(scene)
    agree(scene, terms(ladder=Ladder(30, 30, 30, 30)), reason="change")
    second = raised(scene)
    assert until(scene, first) == START.date() + timedelta(days=3)
    assert until(scene, second) == scene.now.date() + timedelta(days=30)


def test_a_tier_ends_when_its_last_day_has_ended_everywhere() -> None:
    scene = agreed()
    entry = raised(scene)
    last = until(scene, entry)
    assert last is not None
    end = datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(days=1, hours=12)
    matter = conflict(scene, entry)
    assert stay(matter, end - timedelta(seconds=1)).tier == "warning"
    assert stay(matter, end) == stay(matter, end + timedelta(hours=1))
    assert stay(matter, end).since == end


def test_a_leap_day_is_a_day_like_another() -> None:
    scene = agreed()
    scene.now = datetime(2028, 2, 20, 9, 0, tzinfo=UTC)
    entry = raised(scene)
    assert until(scene, entry) == date(2028, 3, 5)


def test_several_clocks_run_out_one_after_the_other_while_nobody_looks() -> None:
    scene = agreed()
    entry = raised(scene)
    later(scene, 400)
    found = course(conflict(scene, entry), scene.now)
    assert [each.tier for each in found] == list(TIERS)
    assert [each.came for each in found] == ["raised", "clock", "clock", "clock", "clock"]
    assert all(after.since > before.since for before, after in pairwise(found))


def test_a_conflict_that_has_ended_stays_at_its_tier() -> None:
    scene = agreed()
    entry = with_peers(scene)
    settled(scene, entry)
    later(scene, 300)
    assert stay(conflict(scene, entry), scene.now).tier == "peers"
