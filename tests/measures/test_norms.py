"""Principles as they are lived: kept and strained, by party and principle, and whether both sides see it alike."""

from paripassu.alliance import principles
from paripassu.measures.norms import readings
from paripassu.measures.reading import Reading
from tests.alliance.principles.observing import agreed, answer, observe
from tests.cast import ADA, BO, Scene


def of(scene: Scene, name: str, about: str) -> Reading:
    [found] = [each for each in readings(scene.alliance, scene.now) if (each.measure, each.about) == (name, about)]
    return found


def test_three_of_four_kept_is_three_quarters_with_limits() -> None:
    scene = agreed()
    entries = [observe(scene, stands=stands) for stands in ("kept", "kept", "strained", "kept")]
    found = of(scene, "kept_share", "bo")
    assert (found.value, found.facts, found.why) == (0.75, tuple(entries), "3 kept, 1 strained.")
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0.75 < found.high
    assert of(scene, "kept_share_of_principle", "p1/bo").value == 0.75


def test_two_observations_are_too_few_and_nobody_observed_has_none() -> None:
    scene = agreed()
    observe(scene)
    observe(scene, stands="kept")
    assert of(scene, "kept_share", "bo").why == "Fewer than 3 observations: 1 kept, 1 strained."
    assert of(scene, "kept_share", "ada").facts == ()
    assert of(scene, "kept_share_of_principle", "p2/bo").value is None


def test_what_was_taken_back_does_not_count() -> None:
    scene = agreed()
    entries = [observe(scene, stands="kept") for _ in range(4)]
    scene.act(ADA, principles.withdraw, observation=entries[0], reason="It was another team")
    assert of(scene, "kept_share", "bo").facts == tuple(entries[1:])


def test_answers_that_see_it_otherwise_are_not_alike() -> None:
    scene = agreed()
    for seen in ("same", "otherwise", "same"):
        answer(scene, observe(scene), seen)
    observe(scene)
    found = of(scene, "seen_alike", "alliance")
    assert (found.value, found.why) == (2 / 3, "2 of 3 answered.")


def test_each_is_observed_by_the_other_alone() -> None:
    scene = agreed()
    for _ in range(3):
        observe(scene, by=BO, of="ada", stands="kept")
    assert of(scene, "kept_share", "ada").value == 1
    assert of(scene, "kept_share", "bo").value is None
