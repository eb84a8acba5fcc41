"""Where an observation stands follows from what the two have said, and from a conflict about it."""

from typing import Any

import pytest

from paripassu.alliance import principles, table
from paripassu.alliance.conflicts import steps
from tests.alliance.principles.observing import agreed, answer, observe, raise_conflict, stands
from tests.cast import ADA, BO, Scene, refused


@pytest.fixture
def scene() -> Scene:
    return agreed()


def awaited(scene: Scene, party: str) -> list[str]:
    return [
        each.what for each in table.awaiting(scene.alliance, scene.now)
        if each.party == party and each.practice == "principles"
    ]  # fmt: skip


def test_a_conflict_about_it_takes_it_over(scene: Scene) -> None:
    entry = observe(scene)
    raise_conflict(scene, entry)
    assert stands(scene, entry) == "passed_on"
    assert awaited(scene, "bo") == []
    answer(scene, entry)
    assert stands(scene, entry) == "passed_on"


def test_a_conflict_between_others_takes_nothing_over() -> None:
    scene = agreed(("ada", "bo", "dee"))
    entry = observe(scene)
    raise_conflict(scene, entry, "ada", "dee")
    assert stands(scene, entry) == "unanswered"


@pytest.mark.parametrize(("kind", "after"), [("withdraw", "unanswered"), ("resolve", "settled")])
def test_a_conflict_that_ends_well_settles_it_and_one_that_is_withdrawn_gives_it_back(kind: Any, after: str) -> None:
    scene = agreed()
    entry = observe(scene)
    conflict = raise_conflict(scene, entry)
    step = scene.act(ADA, steps.propose_step, conflict=conflict, step=kind, reason="We talked.").index
    scene.act(BO, steps.agree_step, step=step)
    assert stands(scene, entry) == after


def test_the_observer_keeps_to_its_view_once_it_has_heard_the_answer(scene: Scene) -> None:
    entry = observe(scene)
    with refused("nothing_new"):
        scene.act(ADA, principles.restate, observation=entry, stands="strained", reason="still")
    answer(scene, entry)
    scene.act(ADA, principles.restate, observation=entry, stands="strained", reason="The log says otherwise.")
    assert stands(scene, entry) == "between"
    with refused("nothing_new"):
        scene.act(ADA, principles.restate, observation=entry, stands="strained", reason="still")
    answer(scene, entry)
    assert stands(scene, entry) == "answered"
