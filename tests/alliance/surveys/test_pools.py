"""Which waves wait in a pool follows from the record, and from nothing that the host says."""

from datetime import timedelta

from paripassu.alliance.surveys import pools
from paripassu.alliance.surveys.results import Cell, Figure
from paripassu.alliance.surveys.waves import Wave
from tests.alliance.surveying import closed, in_force, opened, staffed
from tests.cast import Scene, person

TOGETHER = (Cell("", (Figure("trust", "high"),)),)


def again(scene: Scene, survey: int, answered: dict[str, int]) -> Wave:
    """One more wave, in which so many answer and only all together are shown."""
    wave = opened(scene, survey)
    closed(scene, wave, answered, TOGETHER if sum(answered.values()) >= 5 else ())
    scene.now += timedelta(days=28)
    return wave


def asked() -> tuple[Scene, int]:
    scene = staffed(ada=3, bo=3)
    return scene, in_force(scene, least=5, pooled=True, days=2)


def test_waves_wait_while_the_same_people_and_sides_are_held_back() -> None:
    scene, survey = asked()
    first, second = (again(scene, survey, {"ada": 3, "bo": 2}) for _ in range(2))
    third = opened(scene, survey)
    assert second.closed is not None
    assert pools.pooled_now(second.closed) == ("ada", "bo")
    assert pools.waiting(scene.alliance, third, ("ada", "bo")) == (first, second)
    assert pools.answers_of(second.closed, "ada") == 3
    assert pools.answers_of(second.closed, "") == 5


def test_a_wave_in_which_other_sides_are_held_back_ends_what_waits() -> None:
    scene, survey = asked()
    again(scene, survey, {"ada": 3, "bo": 2})
    few = again(scene, survey, {"ada": 2, "bo": 1})
    assert few.closed is not None
    assert pools.pooled_now(few.closed) == ("",)
    last = again(scene, survey, {"ada": 3, "bo": 3})
    assert pools.waiting(scene.alliance, last, ("ada", "bo")) == ()


def test_another_panel_ends_what_waits() -> None:
    scene, survey = asked()
    again(scene, survey, {"ada": 3, "bo": 2})
    scene.seat("p_new", "bo", person("bo"), "member")
    wave = opened(scene, survey)
    assert pools.waiting(scene.alliance, wave, ("ada", "bo")) == ()


def test_enough_is_answers_and_three_people() -> None:
    scene, survey = asked()
    wave = opened(scene, survey)
    assert pools.enough(wave, {"ada": 5, "bo": 5}, 5)
    assert not pools.enough(wave, {"ada": 5, "bo": 4}, 5)
    assert not pools.enough(wave, {}, 5)
    small = staffed(ada=2, bo=4)
    assert not pools.enough(opened(small, in_force(small, least=5, pooled=True)), {"ada": 8, "bo": 8}, 5)
