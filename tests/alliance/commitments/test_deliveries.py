"""Deliveries: said with evidence by the owner, accepted or returned by those it is owed to; late by the calendar."""

from datetime import timedelta

import pytest

from paripassu.alliance import commitments
from paripassu.alliance.commitments import deliveries, releases
from paripassu.alliance.commitments.promises import owed_by
from paripassu.alliance.files import Enclosed
from tests import cast
from tests.alliance.promising import DUE, agreed, commitment, delivered, promised, stands, status_of, until
from tests.cast import ADA, BO, Scene, person, refused

THREE = ("ada", "bo", "dee")


def test_the_counterpart_accepts_never_the_owner(scene: Scene) -> None:
    entry = agreed(scene)
    delivery = delivered(scene, entry)
    assert status_of(scene, entry) == "delivered"
    with refused("not_owed_to_you"):
        scene.act(ADA, deliveries.accept_delivery, delivery=delivery)
    scene.act(BO, deliveries.accept_delivery, delivery=delivery)
    assert status_of(scene, entry) == "kept"


def test_returned_with_a_reason_delivered_again_and_accepted(scene: Scene) -> None:
    entry = agreed(scene)
    first = delivered(scene, entry)
    scene.act(BO, deliveries.return_delivery, delivery=first, reason="Sheet 3 is missing")
    assert status_of(scene, entry) == "returned"
    second = delivered(scene, entry)
    with refused("delivery_closed"):
        scene.act(BO, deliveries.accept_delivery, delivery=first)
    scene.act(BO, deliveries.accept_delivery, delivery=second)
    assert status_of(scene, entry) == "kept"


def test_a_return_is_thought_over_while_nothing_new_has_come(scene: Scene) -> None:
    entry = agreed(scene)
    delivery = delivered(scene, entry)
    scene.act(BO, deliveries.return_delivery, delivery=delivery, reason="Sheet 3 is missing")
    scene.act(BO, deliveries.accept_delivery, delivery=delivery)
    assert status_of(scene, entry) == "kept"
    with refused("already_accepted"):
        scene.act(BO, deliveries.return_delivery, delivery=delivery, reason="No, wait")


def test_all_it_is_owed_to_accept_and_one_return_keeps_it_open() -> None:
    scene = cast.agreed(THREE)
    entry = agreed(scene, "ada", ("bo", "dee"))
    delivery = delivered(scene, entry)
    scene.act(BO, deliveries.accept_delivery, delivery=delivery)
    assert status_of(scene, entry) == "delivered"
    scene.act(person("dee"), deliveries.return_delivery, delivery=delivery, reason="Not readable")
    assert status_of(scene, entry) == "returned"
    scene.act(person("dee"), deliveries.accept_delivery, delivery=delivery)
    assert status_of(scene, entry) == "kept"


def test_the_owner_takes_a_delivery_back_before_it_is_accepted(scene: Scene) -> None:
    entry = agreed(scene)
    delivery = delivered(scene, entry)
    with refused("not_the_owner"):
        scene.act(BO, deliveries.withdraw_delivery, delivery=delivery, reason="no")
    scene.act(ADA, deliveries.withdraw_delivery, delivery=delivery, reason="The wrong file")
    assert status_of(scene, entry) == "open"
    with refused("delivery_closed"):
        scene.act(BO, deliveries.accept_delivery, delivery=delivery)
    scene.act(BO, deliveries.accept_delivery, delivery=delivered(scene, entry))
    assert status_of(scene, entry) == "kept"


def test_each_day_due_is_delivered_by_itself(scene: Scene) -> None:
    entry = agreed(scene, recurrence="FREQ=WEEKLY;COUNT=3")
    second = DUE + timedelta(days=7)
    scene.act(BO, deliveries.accept_delivery, delivery=delivered(scene, entry))
    assert stands(scene, entry) == "accepted"
    assert status_of(scene, entry) == "open"
    delivered(scene, entry, second)
    with refused("already_delivered"):
        delivered(scene, entry, second)
    with refused("not_due_then"):
        delivered(scene, entry, second + timedelta(days=1))
    with refused("already_accepted"):
        delivered(scene, entry)


def test_what_cannot_be_delivered_is_refused(scene: Scene) -> None:
    entry, waiting = agreed(scene), promised(scene)
    with refused("not_agreed"):
        delivered(scene, waiting)
    with refused("date_in_future"):
        delivered(scene, entry, on=DUE)
    said = {"entry": entry, "due": DUE, "on": scene.now.date()}
    with refused("not_the_owner"):
        scene.act(BO, deliveries.deliver, **said, evidence="It is done")
    with refused("text_missing"):
        scene.act(ADA, deliveries.deliver, **said, evidence=" ")
    with refused("digest_unreadable"):
        scene.act(ADA, deliveries.deliver, **said, evidence="here", enclosed=[Enclosed("a.pdf", "0")])
    with refused("too_many_files"):
        scene.act(ADA, deliveries.deliver, **said, evidence="here", enclosed=[Enclosed("a.pdf", "0" * 64)] * 11)
    with refused("delivery_unknown"):
        scene.act(BO, deliveries.accept_delivery, delivery=entry)


# --- blocked by another ---


def blocked(scene: Scene, entry: int, blocker: str = "bo") -> int:
    owner = person(commitment(scene, entry).fact.owner)
    return scene.act(owner, deliveries.block, entry=entry, blocker=blocker, reason="We wait for the survey").index


def test_what_is_blocked_does_not_count_against_the_owner(scene: Scene) -> None:
    entry = agreed(scene)
    blocked(scene, entry)
    until(scene, DUE, days=40)
    assert status_of(scene, entry) == "blocked"


def test_a_contested_block_does_not_stand_and_stands_again_when_no_longer_contested(scene: Scene) -> None:
    entry = agreed(scene)
    block = blocked(scene, entry)
    until(scene, DUE, days=5)
    scene.act(BO, deliveries.contest_block, block=block, reason="You have had the survey since January")
    assert status_of(scene, entry) == "late"
    with refused("already_said"):
        scene.act(BO, deliveries.contest_block, block=block, reason="again")
    scene.act(BO, deliveries.withdraw_contest, block=block, reason="It was the old survey")
    assert status_of(scene, entry) == "blocked"


def test_when_the_block_is_lifted_the_days_it_stood_are_added(scene: Scene) -> None:
    entry = agreed(scene, recurrence="FREQ=MONTHLY;COUNT=2")
    block = blocked(scene, entry)
    began = scene.now.date()
    until(scene, DUE, days=3)
    scene.act(BO, deliveries.unblock, block=block, reason="Here is the survey")
    days = (scene.now.date() - began).days
    assert owed_by(commitment(scene, entry), DUE) == DUE + timedelta(days=days)
    assert status_of(scene, entry) == "open"
    until(scene, DUE, days=days + 1)
    assert stands(scene, entry) == "late"
    scene.act(BO, deliveries.contest_block, block=block, reason="It never was in the way")
    assert owed_by(commitment(scene, entry), DUE) == DUE


def test_a_block_stated_when_it_was_late_already_adds_no_days(scene: Scene) -> None:
    entry = agreed(scene)
    until(scene, DUE, days=5)
    block = blocked(scene, entry)
    until(scene, DUE, days=9)
    scene.act(ADA, deliveries.unblock, block=block, reason="We went around it")
    assert owed_by(commitment(scene, entry), DUE) == DUE
    assert stands(scene, entry) == "late"


def test_a_third_party_that_is_in_the_way_is_named_and_those_it_is_owed_to_may_contest() -> None:
    scene = cast.agreed(("ada", "bo", "dee", "fay"))
    entry = agreed(scene)
    block = blocked(scene, entry, "dee")
    with refused("not_yours_to_contest"):
        scene.act(person("fay"), deliveries.contest_block, block=block, reason="no")
    with refused("not_yours_to_lift"):
        scene.act(BO, deliveries.unblock, block=block, reason="no")
    scene.act(BO, deliveries.contest_block, block=block, reason="Dee has nothing to do with it")
    scene.act(person("dee"), deliveries.contest_block, block=block, reason="So it is")
    scene.act(BO, deliveries.withdraw_contest, block=block, reason="I asked Dee")
    until(scene, DUE, days=1)
    assert status_of(scene, entry) == "late"


def test_a_block_is_stated_by_the_owner_about_another_one_at_a_time(scene: Scene) -> None:
    entry = agreed(scene)
    with refused("blocker_unfit"):
        blocked(scene, entry, "ada")
    with refused("not_the_owner"):
        scene.act(BO, deliveries.block, entry=entry, blocker="ada", reason="no")
    block = blocked(scene, entry)
    with refused("already_blocked"):
        blocked(scene, entry)
    scene.act(BO, deliveries.unblock, block=block, reason="Done")
    with refused("block_ended"):
        scene.act(ADA, deliveries.unblock, block=block, reason="Done")
    with refused("block_unknown"):
        scene.act(ADA, deliveries.unblock, block=entry, reason="Done")
    blocked(scene, entry)
    assert status_of(scene, entry) == "blocked"


@pytest.mark.parametrize("end", ["release", "replace"])
def test_when_it_is_over_nothing_more_is_said_about_it(scene: Scene, end: str) -> None:
    entry = agreed(scene)
    block, delivery = blocked(scene, entry), delivered(scene, entry)
    if end == "release":
        scene.act(BO, releases.release, entry=entry, reason="not needed")
        code = "commitment_released"
    else:
        new = promised(scene, supersedes=entry)
        scene.act(BO, commitments.agree, entries=[new])
        code = "commitment_replaced"
    for who, act, fields in (
        (BO, deliveries.accept_delivery, {"delivery": delivery}),
        (ADA, deliveries.withdraw_delivery, {"delivery": delivery, "reason": "no"}),
        (BO, deliveries.contest_block, {"block": block, "reason": "no"}),
        (ADA, deliveries.unblock, {"block": block, "reason": "no"}),
    ):
        with refused(code):
            scene.act(who, act, **fields)
