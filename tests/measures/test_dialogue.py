"""Conflicts: where they were settled and how soon, task and relationship apart; none at all is no praise."""

from paripassu.measures.dialogue import NONE_IS_NOT_BEST, readings
from paripassu.measures.reading import Reading
from tests import cast
from tests.alliance.quarrelling import later, looked, opened, past, raised, settled, stated, taken, until, with_peers
from tests.cast import Scene


def of(scene: Scene, name: str, about: str = "alliance") -> Reading:
    [found] = [each for each in readings(scene.alliance, scene.now) if (each.measure, each.about) == (name, about)]
    return found


def test_no_conflict_is_not_called_good() -> None:
    scene = cast.agreed()
    found = of(scene, "conflicts")
    assert (found.value, found.why) == (0.0, NONE_IS_NOT_BEST)
    assert of(scene, "settled_low").value is None


def test_what_was_settled_between_those_concerned_is_told_from_what_went_up() -> None:
    scene = cast.agreed()
    for _ in range(2):
        later(scene, 1)
        taken(scene, with_peers(scene), "resolve")
    higher = with_peers(scene)
    taken(scene, higher, "up")
    taken(scene, higher, "resolve")
    found = of(scene, "settled_low")
    assert (found.value, found.why) == (2 / 3, "2 of 3 settled.")


def test_days_are_counted_tier_by_tier_and_the_clock_moves_them_on() -> None:
    scene = cast.agreed()
    entries = [raised(scene) for _ in range(3)]
    past(scene, until(scene, entries[0]))
    later(scene, 2)
    for entry in entries:
        taken(scene, entry, "resolve")
    warning, peers = of(scene, "tier_days", "warning"), of(scene, "tier_days", "peers")
    assert warning.value is not None
    assert warning.value > 5
    assert round(float(peers.value or 0)) == 2
    assert warning.facts == tuple(entries)
    assert of(scene, "tier_days", "formal").value is None


def test_an_open_conflict_makes_the_median_longer_and_is_never_left_out() -> None:
    scene = cast.agreed()
    with_peers(scene)
    later(scene, 3)
    found = of(scene, "days_to_settle")
    assert (found.value, found.why) == (None, "Fewer than 3 were answered or done. 0 done; 1 open, up to 3 days.")


def test_views_are_told_apart_by_task_and_relationship() -> None:
    scene = cast.agreed()
    for sees in (("task", "both"), ("task", "task")):
        entry = with_peers(scene)
        sealed = [stated(scene, entry, party, view) for party, view in zip(("ada", "bo"), sees, strict=True)]  # type: ignore[arg-type]
        opened(scene, "ada", *sealed)
    assert of(scene, "seen_as", "task").value == 0.75
    assert of(scene, "seen_as", "both").value == 0.25
    assert of(scene, "seen_as", "relationship").value == 0


def test_a_settlement_that_did_not_hold_is_counted() -> None:
    scene = cast.agreed()
    entry = with_peers(scene)
    settled(scene, entry)
    later(scene, 400)
    looked(scene, entry, "bo", held=False)
    assert of(scene, "reopened_share").why == "Fewer than 3 settlements: 1 of 1 settlements."
