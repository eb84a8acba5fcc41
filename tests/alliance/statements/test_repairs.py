"""Repairs: pledged by the one, accepted by the other, and both say whether it held."""

from datetime import date, timedelta
from typing import Any

import pytest

from paripassu.alliance.statements import incidents, repairs
from paripassu.alliance.statements.raised import pledge_status
from paripassu.alliance.table import awaiting
from tests import cast
from tests.alliance.promising import until
from tests.alliance.stating import (
    DUE,
    found,
    incident_status,
    pledged,
    raised,
    repaired,
)
from tests.cast import ADA, BO, Scene, person, refused


@pytest.fixture
def scene() -> Scene:
    """Ada's and Bo's organisations with an agreement in force."""
    return cast.agreed()


def waits(scene: Scene) -> list[tuple[str, str]]:
    """What of this practice waits for whom."""
    return [(each.party, each.what) for each in awaiting(scene.alliance, scene.now) if each.practice == "statements"]


def answer(scene: Scene, incident: int, view: str = "acknowledged", party: str = "ada") -> None:
    scene.act(person(party), incidents.answer, incident=incident, view=view, text="We should have called you")


def test_a_pledge_is_returned_taken_back_and_made_anew(scene: Scene) -> None:
    entry = raised(scene)
    answer(scene, entry)
    pledge = pledged(scene, entry)
    with refused("pledge_waits"):
        pledged(scene, entry)
    with refused("text_missing"):
        scene.act(BO, repairs.return_pledge, pledge=pledge, reason="")
    scene.act(BO, repairs.return_pledge, pledge=pledge, reason="Two days are too many")
    assert (incident_status(scene, entry), waits(scene)) == ("returned", [("ada", "pledge_again")])
    with refused("pledge_answered"):
        scene.act(BO, repairs.accept, pledge=pledge)
    second = pledged(scene, entry)
    scene.act(ADA, repairs.withdraw, pledge=second, reason="We can do better")
    assert incident_status(scene, entry) == "acknowledged"
    repaired(scene, entry)
    assert incident_status(scene, entry) == "under_way"


def test_an_accepted_pledge_gives_way_only_to_another_accepted_one(scene: Scene) -> None:
    entry = raised(scene)
    first = repaired(scene, entry)
    with refused("pledge_answered"):
        scene.act(ADA, repairs.withdraw, pledge=first, reason="x")
    second = pledged(scene, entry, what="We tell you the same day")
    incident = incidents.incident_at(scene.alliance, entry)
    assert incident.pledge is not None
    assert incident.pledge.index == first
    scene.act(BO, repairs.accept, pledge=second)
    assert incident.pledge.index == second
    assert pledge_status(incident.pledges[0], scene.now) == "replaced"
    with refused("pledge_not_in_force"):
        found(scene, first, "bo")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"due": date(2026, 1, 3)}, "day_over"),
        ({"follow_up": DUE - timedelta(days=1)}, "follow_up_unfit"),
        ({"follow_up": date.max}, "follow_up_unfit"),
        ({"due": date.max}, "follow_up_unfit"),
        ({"what": ""}, "text_missing"),
    ],
)
def test_a_pledge_has_its_days(scene: Scene, fields: dict[str, Any], code: str) -> None:
    entry = raised(scene)
    with refused(code):
        pledged(scene, entry, **fields)


def test_not_held_is_said_only_after_its_day_and_late_is_shown(scene: Scene) -> None:
    entry = raised(scene)
    pledge = repaired(scene, entry)
    with refused("not_due_yet"):
        found(scene, pledge, "bo", held=False)
    until(scene, DUE, days=2)
    assert incident_status(scene, entry) == "late"
    found(scene, pledge, "bo", held=False)
    assert waits(scene) == [("ada", "follow_up")]
    found(scene, pledge, "ada")
    assert incident_status(scene, entry) == "differs"
    found(scene, pledge, "ada", held=False)
    assert incident_status(scene, entry) == "not_held"
    assert waits(scene) == [("ada", "close"), ("bo", "close")]


def test_whose_voice_rests_can_still_answer_and_repair() -> None:
    scene = cast.agreed(("ada", "bo", "dee"))
    entry = raised(scene)
    scene.alliance.membership.suspended["ada"] = 1
    answer(scene, entry)
    pledge = repaired(scene, entry)
    found(scene, pledge, "ada")
    with refused("suspended"):
        raised(scene, "ada", "bo")


def test_seen_otherwise_it_can_be_repaired_without_a_confession(scene: Scene) -> None:
    entry = raised(scene)
    answer(scene, entry, "otherwise")
    assert (incident_status(scene, entry), waits(scene)) == ("otherwise", [])
    repaired(scene, entry)
    assert incident_status(scene, entry) == "under_way"
