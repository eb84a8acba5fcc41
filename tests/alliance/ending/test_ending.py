"""The whole alliance rests by the word of all, from a day to a day, and comes back by itself or by the word of all."""

from datetime import UTC, date, datetime

import pytest

from paripassu.alliance import commitments
from paripassu.alliance.commitments.promises import status as promised
from paripassu.alliance.ending import pause_at, stage, within_pause
from paripassu.alliance.ending.matters import Pause, Resumption
from tests import cast
from tests.alliance.arranging import arrange, propose
from tests.cast import ADA, BO, refused

SUMMER = Pause(date(2026, 6, 1), date(2026, 7, 31), ("checkins", "work"), "The yard has moved.")


def at(day: int, month: int, hour: int = 12, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def test_it_rests_from_the_first_moment_of_the_first_day_to_the_last_of_the_last_anywhere() -> None:
    scene = cast.agreed()
    index = arrange(scene, ADA, SUMMER)
    assert [stage(scene.alliance, moment) for moment in (at(31, 5, 9), at(31, 5, 10), at(1, 8, 11), at(1, 8, 12))] == [
        "running", "paused", "paused", "running",
    ]  # fmt: skip
    paused = pause_at(scene.alliance, at(1, 7))
    assert paused is not None
    assert paused.index == index


def test_one_party_alone_pauses_nothing() -> None:
    scene = cast.agreed()
    propose(scene, ADA, SUMMER)
    assert stage(scene.alliance, at(1, 7)) == "running"


def test_all_come_back_early_and_the_pause_is_over() -> None:
    scene = cast.agreed()
    index = arrange(scene, ADA, SUMMER)
    scene.now = at(1, 7)
    back = arrange(scene, BO, Resumption(index))
    assert stage(scene.alliance, scene.now) == "running"
    assert scene.alliance.ending.pauses[0].resumed_by == back
    with refused("pause_over"):
        propose(scene, ADA, Resumption(index))
    with refused("pause_unknown"):
        propose(scene, ADA, Resumption(back))


def test_a_due_day_within_the_pause_stays_the_same_day() -> None:
    scene = cast.agreed()
    owed = scene.act(
        ADA, commitments.promise, owner="bo", to=["ada"], what="Deliver the hull", due=date(2026, 6, 15)
    ).index
    scene.act(BO, commitments.agree, entries=[owed])
    arrange(scene, ADA, SUMMER)
    commitment = scene.alliance.commitments.commitment(owed)
    assert commitment.dues == (date(2026, 6, 15),)
    assert promised(commitment, at(20, 6)) == "late"
    assert within_pause(scene.alliance, commitment.dues[0]) is not None
    assert within_pause(scene.alliance, date(2026, 8, 1)) is None


def test_what_falls_after_an_early_return_falls_into_no_pause() -> None:
    scene = cast.agreed()
    index = arrange(scene, ADA, SUMMER)
    scene.now = at(1, 7)
    arrange(scene, BO, Resumption(index))
    assert within_pause(scene.alliance, date(2026, 6, 15)) is not None
    assert within_pause(scene.alliance, date(2026, 7, 15)) is None


def test_two_pauses_do_not_overlap_and_one_may_follow_the_other() -> None:
    scene = cast.agreed()
    arrange(scene, ADA, SUMMER)
    with refused("pause_overlaps"):
        propose(scene, BO, Pause(date(2026, 7, 31), date(2026, 8, 31), ("work",)))
    arrange(scene, BO, Pause(date(2026, 8, 1), date(2026, 8, 31), ("work",)))
    assert stage(scene.alliance, at(1, 8, 9)) == "paused"


def test_a_pause_over_the_leap_day_ends_on_its_last_day() -> None:
    scene = cast.agreed()
    arrange(scene, ADA, Pause(date(2028, 2, 28), date(2028, 2, 29), ("work",)))
    assert stage(scene.alliance, at(29, 2, year=2028)) == "paused"
    assert stage(scene.alliance, at(1, 3, year=2028)) == "running"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (Pause(date(2026, 6, 2), date(2026, 6, 1), ("work",)), "pause_days"),
        (Pause(date(2026, 6, 1), date(2027, 6, 3), ("work",)), "pause_days"),
        (Pause(date(2026, 6, 1), date(2026, 7, 1), ()), "pause_of_nothing"),
        (Pause(date(2026, 6, 1), date(2026, 7, 1), ("work", "work")), "pause_of_nothing"),
    ],
)
def test_a_pause_that_makes_no_sense_is_refused(wrong: Pause, code: str) -> None:
    with refused(code):
        propose(cast.agreed(), ADA, wrong)
