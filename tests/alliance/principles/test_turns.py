"""Whose turn it is with an observation, since when and until which day."""

from datetime import timedelta

import pytest

from paripassu.alliance import table
from paripassu.alliance.parties import membership
from paripassu.alliance.principles.observations import overdue
from tests.alliance.principles.observing import agreed, answer, observe, of, stands
from tests.cast import BO, DAY, Scene, refused


@pytest.fixture
def scene() -> Scene:
    return agreed()


def awaited(scene: Scene, party: str) -> list[str]:
    return [
        each.what for each in table.awaiting(scene.alliance, scene.now)
        if each.party == party and each.practice == "principles"
    ]  # fmt: skip


def test_a_strain_waits_for_the_answer_of_the_party_observed(scene: Scene) -> None:
    entry = observe(scene)
    assert stands(scene, entry) == "unanswered"
    assert (awaited(scene, "ada"), awaited(scene, "bo")) == ([], ["answer"])


def test_a_kept_principle_is_recognition_and_waits_for_nobody(scene: Scene) -> None:
    entry = observe(scene, stands="kept", evidence="")
    assert stands(scene, entry) == "kept"
    assert awaited(scene, "ada") == awaited(scene, "bo") == []


def test_an_answer_that_sees_it_the_same_leaves_the_two_to_settle_it(scene: Scene) -> None:
    entry = observe(scene)
    answer(scene, entry, "same")
    assert stands(scene, entry) == "between"
    assert awaited(scene, "ada") == awaited(scene, "bo") == ["settle"]


def test_after_fourteen_days_it_is_said_that_no_answer_came(scene: Scene) -> None:
    entry = observe(scene)
    observation = of(scene, entry)
    waiting = [each for each in table.awaiting(scene.alliance, scene.now) if each.practice == "principles"]
    assert [each.due for each in waiting] == [DAY + timedelta(days=14)] == [observation.due]
    last = scene.now.replace(day=20, hour=11, minute=59)  # the 19th has ended everywhere at noon UTC on the 20th
    assert not overdue(scene.alliance, observation, last)
    assert [each.on for each in table.coming(scene.alliance, last) if each.practice == "principles"] == [
        observation.due
    ]
    assert overdue(scene.alliance, observation, last + timedelta(minutes=1))
    assert not [
        each for each in table.coming(scene.alliance, last + timedelta(minutes=1)) if each.practice == "principles"
    ]
    answer(scene, entry)
    assert not overdue(scene.alliance, observation, last + timedelta(days=1))


def test_who_has_left_is_not_observed_and_not_waited_for() -> None:
    scene = agreed(("ada", "bo", "dee"))
    entry = observe(scene)
    leaving = scene.now.date() + timedelta(days=40)
    scene.act(BO, membership.announce_leave, on=leaving, reason="Another course")
    assert awaited(scene, "bo") == ["answer"]
    scene.now += timedelta(days=50)
    with refused("party_gone"):
        observe(scene, on=scene.now.date())
    observe(scene, of="dee", on=scene.now.date())
    assert "answer" not in awaited(scene, "bo")
    with refused("party_left"):
        answer(scene, entry)
