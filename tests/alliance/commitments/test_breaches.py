"""Breaches: a notice, time to cure, and only then a default; nobody decides alone that another is in default."""

from datetime import timedelta
from typing import Any

import pytest

from paripassu.alliance import commitments
from paripassu.alliance.commitments import breaches, deliveries, releases
from paripassu.alliance.commitments.breaches import accused, in_default
from tests import cast
from tests.alliance.promising import DUE, agreed, delivered, later, promised, until
from tests.cast import ADA, BO, Scene, person, refused


def noticed(scene: Scene, entry: int, by: str = BO, **fields: Any) -> int:
    usual: dict[str, Any] = {"entry": entry, "due": DUE, "reason": "We cannot go on without the drawings"}
    return scene.act(by, breaches.give_notice, **(usual | fields)).index


@pytest.fixture
def late(scene: Scene) -> int:
    """A commitment of Ada to Bo that is two days late."""
    entry = agreed(scene)
    until(scene, DUE, days=2)
    return entry


def defaulting(scene: Scene) -> bool:
    return in_default(scene.alliance, "ada", scene.now)


def test_a_party_is_in_default_only_after_the_days_of_cure(scene: Scene, late: int) -> None:
    later(scene, 400)
    assert not defaulting(scene)
    notice = noticed(scene, late)
    until(scene, scene.alliance.commitments.notices[notice].until)
    assert not defaulting(scene)
    until(scene, scene.now.date(), days=1)
    assert defaulting(scene)
    assert not in_default(scene.alliance, "bo", scene.now)


def test_a_notice_gives_thirty_days_or_more_never_less(scene: Scene, late: int) -> None:
    for days in (29, 366):
        with refused("cure_unfit"):
            noticed(scene, late, cure=days)
    notice = noticed(scene, late, cure=60)
    assert scene.alliance.commitments.notices[notice].until == scene.now.date() + timedelta(days=60)


def test_notice_is_given_of_what_is_late_by_who_it_is_owed_to(scene: Scene) -> None:
    entry = agreed(scene)
    with refused("not_late"):
        noticed(scene, entry)
    until(scene, DUE, days=2)
    with refused("not_owed_to_you"):
        noticed(scene, entry, by=ADA)
    scene.seat("p_bea", "bo", BO, "member")
    with refused("not_for_this_role"):
        noticed(scene, entry, by="p_bea")
    noticed(scene, entry)
    with refused("already_noticed"):
        noticed(scene, entry)


def test_first_a_delivery_is_decided_and_a_block_contested(scene: Scene, late: int) -> None:
    delivery = delivered(scene, late, on=scene.now.date())
    with refused("delivery_waits"):
        noticed(scene, late)
    scene.act(BO, deliveries.return_delivery, delivery=delivery, reason="It is empty")
    block = scene.act(ADA, deliveries.block, entry=late, blocker="bo", reason="The survey").index
    with refused("blocked"):
        noticed(scene, late)
    scene.act(BO, deliveries.contest_block, block=block, reason="No")
    noticed(scene, late)


def test_a_cure_that_is_accepted_closes_the_notice(scene: Scene, late: int) -> None:
    notice = noticed(scene, late)
    with refused("not_the_owner"):
        scene.act(BO, breaches.state_cure, notice=notice, evidence="x")
    with refused("nothing_stated"):
        scene.act(BO, breaches.accept_cure, notice=notice)
    scene.act(ADA, breaches.state_cure, notice=notice, evidence="A second designer works on it from Monday")
    with refused("cure_waits"):
        scene.act(ADA, breaches.state_cure, notice=notice, evidence="x")
    with refused("not_your_notice"):
        scene.act(ADA, breaches.accept_cure, notice=notice)
    scene.act(BO, breaches.accept_cure, notice=notice)
    later(scene, 60)
    assert not defaulting(scene)
    with refused("notice_closed"):
        scene.act(ADA, breaches.state_cure, notice=notice, evidence="x")


def test_a_stated_cure_speaks_for_the_owner_until_it_is_answered(scene: Scene, late: int) -> None:
    notice = noticed(scene, late)
    scene.act(ADA, breaches.state_cure, notice=notice, evidence="Look again")
    later(scene, 60)
    assert not defaulting(scene)
    scene.act(BO, breaches.return_cure, notice=notice, reason="Sheet 3 is still missing")
    assert defaulting(scene)
    scene.act(BO, breaches.accept_cure, notice=notice)
    assert not defaulting(scene)


@pytest.mark.parametrize("way", ["deliver", "release", "withdraw", "renegotiate"])
def test_what_ends_the_matter_closes_the_notice(scene: Scene, late: int, way: str) -> None:
    notice = noticed(scene, late)
    later(scene, 60)
    assert defaulting(scene)
    if way == "deliver":
        delivery = delivered(scene, late, on=scene.now.date())
        assert not defaulting(scene)
        scene.act(BO, deliveries.accept_delivery, delivery=delivery)
    elif way == "release":
        scene.act(BO, releases.release, entry=late, reason="not needed")
    elif way == "withdraw":
        scene.act(BO, breaches.withdraw_notice, notice=notice, reason="We talked")
    else:
        new = promised(scene, due=DUE + timedelta(days=200), supersedes=late)
        scene.act(BO, commitments.agree, entries=[new])
    assert not defaulting(scene)
    assert accused(scene.alliance, [late]) == frozenset()


def test_a_party_has_no_vote_on_its_own_breach(scene: Scene, late: int) -> None:
    other = agreed(scene, "bo", ("ada",), due=DUE + timedelta(days=9))
    assert accused(scene.alliance, [late, other]) == frozenset()
    notice = noticed(scene, late)
    assert accused(scene.alliance, [late]) == accused(scene.alliance, [notice]) == {"ada"}
    assert accused(scene.alliance, [other]) == frozenset()
    assert scene.alliance.links.of(notice) == (late,)


def test_each_of_those_it_is_owed_to_gives_and_answers_its_own_notice() -> None:
    scene = cast.agreed(("ada", "bo", "dee"))
    entry = agreed(scene, "ada", ("bo", "dee"))
    until(scene, DUE, days=2)
    of_bo, of_dee = noticed(scene, entry), noticed(scene, entry, by=person("dee"))
    with refused("not_your_notice"):
        scene.act(BO, breaches.withdraw_notice, notice=of_dee, reason="no")
    scene.act(BO, breaches.withdraw_notice, notice=of_bo, reason="We talked")
    later(scene, 60)
    assert [notice.index for notice in breaches.defaults(scene.alliance, "ada", scene.now)] == [of_dee]
    with refused("notice_unknown"):
        scene.act(ADA, breaches.state_cure, notice=entry, evidence="x")
