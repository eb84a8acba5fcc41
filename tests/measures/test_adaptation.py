"""How long it takes from noticing a change to an answer; what has not come yet is open, and not left out."""

from datetime import timedelta

from paripassu.alliance import changes
from paripassu.measures.adaptation import readings
from paripassu.measures.reading import Reading
from tests import cast
from tests.alliance.aiming import answered, shared
from tests.cast import ADA, Scene


def of(scene: Scene, name: str, about: str = "alliance") -> Reading:
    [found] = [each for each in readings(scene.alliance, scene.now) if (each.measure, each.about) == (name, about)]
    return found


def several(scene: Scene, *delays: int) -> list[int]:
    """Changes that were noticed so many days before they were shared."""
    scene.now += timedelta(days=60)
    return [shared(scene, noticed=scene.now.date() - timedelta(days=each)) for each in delays]


def test_the_median_of_sharing_has_its_range_and_its_count() -> None:
    scene = cast.agreed()
    entries = several(scene, 2, 9, 3)
    found = of(scene, "days_to_share")
    assert (found.value, found.why, found.facts) == (3.0, "3 done, in 2 to 9 days.", tuple(entries))
    assert of(scene, "days_to_share_by", "ada").value == 3.0


def test_what_is_not_reassessed_yet_is_open() -> None:
    scene = cast.agreed()
    first, *_rest = several(scene, 0, 0, 0)
    scene.now += timedelta(days=10)
    answered(scene, first, "keep")
    found = of(scene, "days_to_reassess")
    assert (found.value, found.why.partition(". ")[2]) == (None, "1 done, in 10 days; 2 open, up to 10 days.")


def test_a_change_that_was_taken_back_is_left_out() -> None:
    scene = cast.agreed()
    entry = shared(scene)
    assert of(scene, "days_to_acknowledge").facts == (entry,)
    scene.act(ADA, changes.withdraw, change=entry, reason="It was a rumour")
    assert not [each for each in readings(scene.alliance, scene.now) if each.facts]
