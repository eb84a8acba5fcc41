"""What waits for whom in a change, since when and by when; a touched trigger obliges all alike."""

from datetime import timedelta

from paripassu.alliance import changes
from paripassu.alliance.changes import effects, reassessing
from paripassu.alliance.changes.turns import ACKNOWLEDGE_DAYS, REASSESS_DAYS, awaiting, coming, obliged
from tests.alliance.aiming import ASSUMED, change, shared, views
from tests.cast import ADA, BO, DAY, Scene, agreed


def waits(scene: Scene, party: str) -> list[str]:
    return [each.what for each in awaiting(scene.alliance, party, "", scene.now)]


def test_a_change_goes_from_court_to_court() -> None:
    scene = agreed()
    entry = shared(scene)
    assert (waits(scene, "ada"), waits(scene, "bo")) == ([], ["acknowledge"])
    [waiting] = awaiting(scene.alliance, "bo", "", scene.now)
    assert waiting.due == DAY + timedelta(days=ACKNOWLEDGE_DAYS)
    scene.act(BO, changes.acknowledge, change=entry)
    assert waits(scene, "ada") == waits(scene, "bo") == []
    scene.act(BO, reassessing.state_view, change=entry, view="goals", reason="Too many trips")
    assert (waits(scene, "ada"), waits(scene, "bo")) == (["state_view"], [])
    scene.act(ADA, reassessing.state_view, change=entry, view="keep", reason="It is small")
    assert waits(scene, "ada") == waits(scene, "bo") == ["propose_outcome"]
    index = scene.act(ADA, reassessing.propose, change=entry, view="goals", strategy="Eighty trips").index
    assert (waits(scene, "ada"), waits(scene, "bo")) == ([], ["agree_outcome"])
    scene.act(BO, reassessing.decline, outcome=index, reason="Seventy")
    assert (waits(scene, "ada"), waits(scene, "bo")) == (["outcome_declined"], [])
    scene.act(BO, reassessing.agree, outcome=index)
    assert waits(scene, "ada") == waits(scene, "bo") == ["follow_goals"]


def test_a_touched_trigger_waits_for_every_party_with_a_day() -> None:
    scene = agreed(assumptions=ASSUMED)
    entry = shared(scene)
    scene.now += timedelta(days=2)
    said = scene.act(BO, effects.state_effect, change=entry, text="The mean is above 0.20", assumptions=["a1"])
    assert obliged(scene.alliance, change(scene, entry)) == said.entered
    assert waits(scene, "ada") == waits(scene, "bo") == ["reassess"]
    due = DAY + timedelta(days=2 + REASSESS_DAYS)
    assert [each.due for each in awaiting(scene.alliance, "ada", "", scene.now)] == [due]
    assert [(each.what, each.on) for each in coming(scene.alliance, scene.now)] == [("reassess", due)]
    views(scene, entry, "keep")
    assert "reassess" not in waits(scene, "ada") + waits(scene, "bo")


def test_what_is_withdrawn_waits_for_nobody() -> None:
    scene = agreed(assumptions=ASSUMED)
    entry = shared(scene, assumptions=("a1",))
    scene.act(ADA, changes.withdraw, change=entry, reason="A misprint")
    assert waits(scene, "ada") == waits(scene, "bo") == []
    assert coming(scene.alliance, scene.now) == []
