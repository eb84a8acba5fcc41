"""Agreement on what matters: the gap of every goal, and on how many the parties are near each other."""

from paripassu.measures.alignment import UNSTATED, readings
from paripassu.measures.reading import Reading
from tests import cast
from tests.alliance.aiming import in_force, open_entries, stake
from tests.cast import Scene


def rated(scene: Scene, ada: int, bo: int) -> int:
    """A goal that is so important to Ada and Bo, both opened."""
    entry = in_force(scene)
    open_entries(scene, "ada", stake(scene, entry, "ada", ada), stake(scene, entry, "bo", bo))
    return entry


def found(scene: Scene) -> dict[str, Reading]:
    return {each.about: each for each in readings(scene.alliance, scene.now)}


def test_the_gap_is_between_the_most_and_the_least_important() -> None:
    scene = cast.agreed()
    far, near = rated(scene, 100, 25), rated(scene, 50, 75)
    gaps = found(scene)
    assert (gaps[str(far)].value, gaps[str(far)].why) == (75.0, "Far apart: worth talking about.")
    assert (gaps[str(near)].value, gaps[str(near)].why) == (25.0, "Near each other.")
    assert len(gaps[str(far)].facts) == 2


def test_what_only_one_has_stated_has_no_gap() -> None:
    scene = cast.agreed()
    entry = in_force(scene)
    stake(scene, entry, "ada", 100)
    assert (found(scene)[str(entry)].value, found(scene)[str(entry)].why) == (None, UNSTATED)


def test_three_goals_are_needed_to_speak_of_all() -> None:
    scene = cast.agreed()
    rated(scene, 100, 25)
    rated(scene, 50, 50)
    assert found(scene)["alliance"].value is None
    rated(scene, 0, 25)
    whole = found(scene)["alliance"]
    assert (whole.value, whole.why) == (2 / 3, "2 of 3 goals that all have rated.")
    assert len(whole.facts) == 6
