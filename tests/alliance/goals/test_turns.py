"""What waits for whom in a goal, and what comes next; the same for every party."""

from datetime import UTC, datetime

from paripassu.alliance import goals
from paripassu.alliance.goals import progress
from paripassu.alliance.goals.turns import awaiting, coming
from tests.alliance.aiming import BY, in_force, open_entries, proposed, reported, stake
from tests.cast import ADA, BO, Scene, agreed


def waits(scene: Scene, party: str) -> list[str]:
    return [each.what for each in awaiting(scene.alliance, party, "", scene.now)]


def test_a_goal_goes_from_court_to_court() -> None:
    scene = agreed()
    entry = proposed(scene)
    assert (waits(scene, "ada"), waits(scene, "bo")) == ([], ["agree"])
    scene.act(BO, goals.decline, entry=entry, reason="Too much")
    assert (waits(scene, "ada"), waits(scene, "bo")) == (["declined"], [])
    scene.act(BO, goals.agree, entries=[entry])
    assert (waits(scene, "ada"), waits(scene, "bo")) == (["state_importance"], ["state_importance"])
    ada, bo = stake(scene, entry, "ada", 50), stake(scene, entry, "bo", 50)
    assert waits(scene, "bo") == ["open_importance"]
    open_entries(scene, "bo", ada, bo)
    index = reported(scene, entry, 3)
    assert (waits(scene, "ada"), waits(scene, "bo")) == ([], ["confirm"])
    scene.act(BO, progress.question, report=index, reason="Where from?")
    assert (waits(scene, "ada"), waits(scene, "bo")) == (["questioned"], [])
    scene.act(ADA, progress.withdraw, report=index, reason="Counted twice")
    assert waits(scene, "ada") == waits(scene, "bo") == []


def test_a_missed_goal_waits_for_all_until_somebody_proposes_how_to_go_on() -> None:
    scene = agreed()
    entry = in_force(scene)
    assert [(each.what, each.on) for each in coming(scene.alliance, scene.now)] == [("by", BY)]
    scene.now = datetime(2027, 1, 3, tzinfo=UTC)
    assert coming(scene.alliance, scene.now) == []
    assert "reassess" in waits(scene, "ada")
    assert "reassess" in waits(scene, "bo")
    scene.act(ADA, goals.drop, goal=entry, reason="It is over")
    assert "reassess" not in waits(scene, "ada")
    assert "agree_reassessment" in waits(scene, "bo")
