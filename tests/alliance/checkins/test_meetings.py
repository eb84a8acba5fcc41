"""Where a check-in stands follows from what was said of it and from the day."""

from datetime import timedelta

from paripassu.alliance import checkins
from paripassu.alliance.checkins import minutes, rescheduling
from paripassu.alliance.checkins.meetings import change_awaits, minute_awaits, others, status, unprepared
from tests.alliance.meeting import FIRST, SECOND, at, called, meeting, opened, over, prepared, state
from tests.cast import ADA, BO, refused


def test_a_check_in_stands_otherwise_as_its_day_comes_and_goes() -> None:
    scene = meeting()
    index = called(scene)
    checkin = state(scene, index)
    assert status(checkin, scene.now) == "called"
    assert status(checkin, at(scene, over(FIRST), hour=12).now) == "unopened"
    scene.act(ADA, checkins.state_missed, checkin=index)
    assert status(checkin, scene.now) == "missed"


def test_an_opened_one_is_open_then_held_then_minuted() -> None:
    scene = meeting()
    index = opened(scene)
    checkin = state(scene, index)
    assert status(checkin, scene.now) == "open"
    at(scene, over(FIRST), hour=12)
    assert status(checkin, scene.now) == "held"
    minute = scene.act(ADA, minutes.write_minute, checkin=index, text="We met.").index
    assert status(checkin, scene.now) == "held"
    assert minute_awaits(scene.alliance, checkin.minutes[minute]) == ("bo",)
    scene.act(BO, minutes.agree_minutes, minutes=(minute,))
    assert status(checkin, scene.now) == "minuted"
    assert minute_awaits(scene.alliance, checkin.minutes[minute]) == ()


def test_who_is_waited_for_is_every_partner_but_who_spoke() -> None:
    scene = meeting(3)
    index = called(scene)
    assert others(scene.alliance, "bo") == ("ada", "d02")
    assert unprepared(scene.alliance, state(scene, index)) == ("ada", "bo", "d02")
    prepared(scene, index, BO)
    assert unprepared(scene.alliance, state(scene, index)) == ("ada", "d02")
    scene.act(BO, rescheduling.propose_cancelling, checkin=index, reason="A storm")
    change = state(scene, index).change
    assert change is not None
    assert change_awaits(scene.alliance, change) == ("ada", "d02")
    scene.act(BO, rescheduling.withdraw_change, change=change.index)
    assert change_awaits(scene.alliance, change) == ()


def test_what_is_ahead_and_what_was_held_are_told_in_the_order_of_their_days() -> None:
    scene = meeting()
    later, sooner = called(scene, SECOND), called(scene, FIRST)
    assert [each.index for each in scene.alliance.checkins.standing()] == [sooner, later]
    at(scene, FIRST).act(ADA, checkins.open_meeting, checkin=sooner)
    at(scene, SECOND - timedelta(days=1), hour=12).act(BO, checkins.open_meeting, checkin=later)
    assert [each.index for each in scene.alliance.checkins.held()] == [sooner, later]


def test_what_does_not_exist_is_refused_by_name() -> None:
    scene = meeting()
    index = called(scene)
    for find, code in (
        (scene.alliance.checkins.change, "change_unknown"),
        (scene.alliance.checkins.item, "item_unknown"),
        (scene.alliance.checkins.minute, "minute_unknown"),
    ):
        with refused(code):
            find(index)
        with refused("checkin_unknown"):
            find(0)
