"""Releases: those it is owed to let the owner off, and who carries it."""

from datetime import timedelta

from paripassu.alliance.commitments import releases
from tests import cast
from tests.alliance.promising import DUE, agreed, commitment, delivered, status_of, until
from tests.cast import ADA, BO, Scene, person, refused

THREE = ("ada", "bo", "dee")


def test_released_by_all_it_is_owed_to_never_by_the_owner() -> None:
    scene = cast.agreed(THREE)
    entry = agreed(scene, "ada", ("bo", "dee"))
    with refused("not_owed_to_you"):
        scene.act(ADA, releases.release, entry=entry, reason="we would like that")
    scene.act(BO, releases.release, entry=entry, reason="not needed any more")
    assert status_of(scene, entry) == "open"
    scene.act(BO, releases.withdraw_release, entry=entry, reason="it is needed after all")
    scene.act(person("dee"), releases.release, entry=entry, reason="not needed")
    assert status_of(scene, entry) == "open"
    scene.act(BO, releases.release, entry=entry, reason="we looked again")
    assert status_of(scene, entry) == "released"
    with refused("commitment_released"):
        scene.act(BO, releases.withdraw_release, entry=entry, reason="no")


def test_one_day_of_several_is_released(scene: Scene) -> None:
    entry = agreed(scene, recurrence="FREQ=WEEKLY;COUNT=2")
    scene.act(BO, releases.release, entry=entry, due=DUE, reason="a holiday")
    until(scene, DUE, days=1)
    assert status_of(scene, entry) == "open"
    with refused("released_by_all"):
        delivered(scene, entry)
    with refused("released_by_all"):
        scene.act(BO, releases.withdraw_release, entry=entry, due=DUE, reason="no")
    with refused("not_due_then"):
        scene.act(BO, releases.release, entry=entry, due=DUE + timedelta(days=1), reason="no")


def test_only_a_manager_releases(scene: Scene) -> None:
    scene.seat("p_bea", "bo", BO, "member")
    entry = agreed(scene)
    with refused("not_for_this_role"):
        scene.act("p_bea", releases.release, entry=entry, reason="not needed")


def test_the_owner_says_who_of_its_people_carries_it(scene: Scene) -> None:
    scene.seat("p_amy", "ada", ADA, "member")
    entry = agreed(scene)
    scene.act(ADA, releases.name_carrier, entry=entry, person="p_amy")
    assert commitment(scene, entry).carrier == "p_amy"
    with refused("not_your_side"):
        scene.act(ADA, releases.name_carrier, entry=entry, person=BO)
    with refused("not_the_owner"):
        scene.act(BO, releases.name_carrier, entry=entry, person=BO)
    scene.act(ADA, releases.name_carrier, entry=entry, person="")
    assert commitment(scene, entry).carrier == ""
