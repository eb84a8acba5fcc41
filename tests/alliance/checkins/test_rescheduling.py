"""A check-in is moved or cancelled only when all partners have agreed."""

from datetime import date

import pytest

from paripassu.alliance import checkins
from paripassu.alliance.checkins import rescheduling
from paripassu.alliance.checkins.meetings import When, status
from tests.alliance.meeting import FIRST, SECOND, at, called, meeting, over, state
from tests.cast import ADA, BO, Scene, refused

LATER = date(2026, 2, 3)


@pytest.fixture
def scene() -> Scene:
    return meeting(3)


def moved(scene: Scene, checkin: int, on: date = LATER) -> int:
    return scene.act(ADA, rescheduling.propose_move, checkin=checkin, on=on, reason="A storm is coming").index


def test_a_move_takes_effect_with_the_last_agreement(scene: Scene) -> None:
    index = called(scene)
    change = moved(scene, index)
    scene.act(BO, rescheduling.agree_change, change=change)
    assert state(scene, index).when.on == FIRST
    scene.act("p_d02", rescheduling.agree_change, change=change)
    assert state(scene, index).when == When(LATER)
    assert state(scene, index).due == FIRST


def test_a_check_in_is_cancelled_by_all_and_never_missed_then(scene: Scene) -> None:
    index = called(scene)
    change = scene.act(BO, rescheduling.propose_cancelling, checkin=index, reason="Nobody is there").index
    for who in (ADA, "p_d02"):
        scene.act(who, rescheduling.agree_change, change=change)
    assert status(state(scene, index), scene.now) == "cancelled"
    with refused("not_missed"):
        at(scene, over(FIRST)).act(ADA, checkins.state_missed, checkin=index)


def test_a_refusal_is_taken_back_by_agreeing(scene: Scene) -> None:
    index = called(scene)
    change = moved(scene, index)
    scene.act("p_d02", rescheduling.agree_change, change=change)
    scene.act("p_d02", rescheduling.decline_change, change=change, reason="On second thoughts, no")
    scene.act(BO, rescheduling.agree_change, change=change)
    assert state(scene, index).when.on == FIRST
    waiting = checkins.awaiting(scene.alliance, "ada", ADA, scene.now)
    assert "mend_change" in {each.what for each in waiting}
    scene.act("p_d02", rescheduling.agree_change, change=change)
    assert state(scene, index).when.on == LATER


def test_who_proposed_withdraws_and_the_others_answer(scene: Scene) -> None:
    index = called(scene)
    change = moved(scene, index)
    with refused("not_your_answer"):
        scene.act(ADA, rescheduling.agree_change, change=change)
    with refused("not_your_answer"):
        scene.act(BO, rescheduling.withdraw_change, change=change)
    with refused("change_open"):
        scene.act(BO, rescheduling.propose_cancelling, checkin=index, reason="why")
    scene.act(BO, rescheduling.agree_change, change=change)
    with refused("already_agreed"):
        scene.act(BO, rescheduling.agree_change, change=change)
    scene.act(ADA, rescheduling.withdraw_change, change=change)
    with refused("change_closed"):
        scene.act(BO, rescheduling.decline_change, change=change, reason="why")


def test_a_move_goes_to_another_free_day_ahead(scene: Scene) -> None:
    index = called(scene)
    called(scene, SECOND)
    with refused("day_taken"):
        moved(scene, index, SECOND)
    with refused("day_over"):
        moved(scene, index, date(2026, 1, 2))
    with refused("nothing_changes"):
        moved(scene, index, FIRST)
    with refused("text_missing"):
        scene.act(ADA, rescheduling.propose_cancelling, checkin=index, reason=" ")
    with refused("change_unknown"):
        scene.act(ADA, rescheduling.agree_change, change=index)


def test_a_move_to_a_day_that_is_over_by_now_comes_too_late(scene: Scene) -> None:
    index = called(scene)
    change = moved(scene, index, date(2026, 1, 10))
    with refused("day_over"):
        at(scene, date(2026, 1, 20)).act(BO, rescheduling.agree_change, change=change)
    with refused("checkin_over"):
        at(scene, over(FIRST)).act(BO, rescheduling.decline_change, change=change, reason="why")
