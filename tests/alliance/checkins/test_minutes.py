"""A minute is joint once all others have agreed; nobody changes or loses what another has written."""

from datetime import timedelta

import pytest

from paripassu.alliance import checkins
from paripassu.alliance.checkins import agenda, minutes
from paripassu.alliance.checkins.meetings import minute_awaits, status
from tests.alliance.meeting import FIRST, at, called, meeting, opened, over, state
from tests.cast import ADA, BO, Scene, refused

DEE = "p_d02"


@pytest.fixture
def scene() -> Scene:
    return meeting(3)


def written(scene: Scene, checkin: int, by: str = ADA, text: str = "The crane is Bo's.", **fields: object) -> int:
    return scene.act(by, minutes.write_minute, checkin=checkin, text=text, **fields).index


def test_a_minute_is_settled_by_the_last_of_the_others(scene: Scene) -> None:
    index = opened(scene)
    minute = written(scene, index)
    scene.act(BO, minutes.agree_minutes, minutes=(minute,))
    assert minute_awaits(scene.alliance, state(scene, index).minutes[minute]) == ("d02",)
    scene.act(DEE, minutes.agree_minutes, minutes=(minute,))
    at(scene, over(FIRST))
    assert status(state(scene, index), scene.now) == "minuted"
    with refused("settled"):
        scene.act(BO, minutes.object_to_minute, minute=minute, reason="no")
    with refused("settled"):
        scene.act(ADA, minutes.withdraw_minute, minute=minute)


def test_who_objected_can_change_its_mind(scene: Scene) -> None:
    index = opened(scene)
    minute = written(scene, index)
    scene.act(BO, minutes.object_to_minute, minute=minute, reason="It is rented.")
    waiting = {each.what for each in checkins.awaiting(scene.alliance, "ada", ADA, scene.now)}
    assert "mend_minute" in waiting
    scene.act(BO, minutes.agree_minutes, minutes=(minute,))
    scene.act(BO, minutes.object_to_minute, minute=minute, reason="No, rented.")
    assert state(scene, index).minutes[minute].objected == {"bo": "No, rented."}
    with refused("already_agreed"):
        scene.act(DEE, minutes.agree_minutes, minutes=(minute,))
        scene.act(DEE, minutes.agree_minutes, minutes=(minute,))


def test_a_corrected_text_takes_the_place_of_the_other_once_it_is_agreed(scene: Scene) -> None:
    index = opened(scene)
    old = written(scene, index)
    new = written(scene, index, by=BO, text="The crane is rented.", corrects=old)
    assert state(scene, index).minutes[old].stands
    scene.act(ADA, minutes.agree_minutes, minutes=(new,))
    scene.act(DEE, minutes.agree_minutes, minutes=(new,))
    assert state(scene, index).minutes[old].replaced_by == new
    with refused("minute_closed"):
        scene.act(DEE, minutes.agree_minutes, minutes=(old,))


def test_ones_own_open_text_is_replaced_at_once_and_a_joint_one_is_not(scene: Scene) -> None:
    index = opened(scene)
    old = written(scene, index)
    new = written(scene, index, text="The crane is Bo's, until May.", corrects=old)
    assert state(scene, index).minutes[old].replaced_by == new
    for who in (BO, DEE):
        scene.act(who, minutes.agree_minutes, minutes=(new,))
    later = written(scene, index, text="Until June.", corrects=new)
    assert state(scene, index).minutes[new].stands
    assert [each.index for each in state(scene, index).standing_minutes] == [new, later]


def test_of_two_corrections_one_takes_the_place_and_the_other_is_overtaken(scene: Scene) -> None:
    index = opened(scene)
    old = written(scene, index)
    bos = written(scene, index, by=BO, text="One", corrects=old)
    dees = written(scene, index, by=DEE, text="Two", corrects=old)
    for who in (ADA, DEE):
        scene.act(who, minutes.agree_minutes, minutes=(bos,))
    with refused("minute_closed"):
        scene.act(BO, minutes.agree_minutes, minutes=(dees,))


def test_minutes_stand_on_items_of_the_agenda(scene: Scene) -> None:
    index = called(scene)
    scene.act(BO, agenda.add_item, checkin=index, text="The crane")
    with refused("not_opened"):
        written(scene, index)
    at(scene, FIRST).act(ADA, checkins.open_meeting, checkin=index)
    minute = written(scene, index, item=0)
    other = written(scene, index)
    assert [each.index for each in state(scene, index).standing_minutes] == [minute, other]
    with refused("item_unknown"):
        written(scene, index, item=1)
    with refused("minute_closed"):
        written(scene, index, item=None, corrects=minute)
    with refused("own_minute"):
        scene.act(ADA, minutes.agree_minutes, minutes=(minute,))
    with refused("not_your_minute"):
        scene.act(BO, minutes.withdraw_minute, minute=minute)
    scene.act(ADA, minutes.withdraw_minute, minute=minute)
    with refused("minute_closed"):
        scene.act(BO, minutes.agree_minutes, minutes=(minute,))
    with refused("nothing_chosen"):
        scene.act(BO, minutes.agree_minutes, minutes=())


def test_minutes_are_written_within_a_month_and_agreed_at_any_time(scene: Scene) -> None:
    index = opened(scene)
    minute = written(scene, index)
    at(scene, over(FIRST + minutes.WRITING) + timedelta(days=1))
    with refused("minutes_closed"):
        written(scene, index)
    scene.act(BO, minutes.agree_minutes, minutes=(minute,))


def test_each_party_says_who_of_its_own_was_there(scene: Scene) -> None:
    index = opened(scene)
    with refused("not_your_people"):
        scene.act(ADA, minutes.state_attendance, checkin=index, people=(BO,))
    with refused("nobody_there"):
        scene.act(ADA, minutes.state_attendance, checkin=index, people=())
    scene.act(ADA, minutes.state_attendance, checkin=index, people=(ADA,), guests="Somebody from the yard")
    scene.act(ADA, minutes.state_attendance, checkin=index, people=(), guests="")
    assert state(scene, index).attendance == {"ada": ((), "")}
