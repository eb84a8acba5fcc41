"""What is felt as areas of a standing: there once somebody was asked, the lower side first, sure before act."""

import pytest

from paripassu.alliance.surveys.instruments import library
from paripassu.measures.felt_areas import of_answers, of_feeling
from tests import cast
from tests.measures.feeling import alike, said, scene_of, told


def test_there_is_no_area_before_anybody_was_asked_about_it() -> None:
    scene = cast.agreed()
    assert of_feeling("felt_trust")(scene.alliance, scene.now) == []
    assert of_answers()(scene.alliance, scene.now) == []
    other = told("safety", ada=[5, 6, 4], bo=[4, 3, 5])
    assert of_feeling("felt_trust")(other.alliance, other.now) == []


@pytest.mark.parametrize(
    ("bo", "level"),
    [
        ([6, 7, 5, 7, 6] * 2, "holds"),
        ([5, 4, 6, 5, 4] * 2, "watch"),
        ([1, 2, 3, 1, 2] * 2, "act"),
        ([3, 7, 1], "watch"),
    ],
)
def test_a_level_goes_by_the_lower_side_and_says_act_only_when_sure(bo: list[int], level: str) -> None:
    scene = told("safety", ada=[6, 7, 6, 5, 7] * 2, bo=bo)
    [area] = of_feeling("felt_safety")(scene.alliance, scene.now)
    assert area.level == level
    assert area.sides[0].value == min(side.value or 0 for side in area.sides)
    assert area.top == 7


def test_a_side_that_is_not_shown_is_named_as_missing() -> None:
    scene = told("safety", ada=[6, 7, 6, 5, 7] * 2, bo=[])
    [area] = of_feeling("felt_safety")(scene.alliance, scene.now)
    assert area.missing == ("bo/whole",)
    assert area.gap is None


def test_few_answers_are_a_warning_of_their_own() -> None:
    scene, survey = scene_of(3, "safety", ada=4, bo=10)
    questions = library()["safety"].questions
    said(scene, survey, {"ada": alike(questions, 4, 5, 3, 6), "bo": alike(questions, 2, 5, 4)})
    [area] = of_answers()(scene.alliance, scene.now)
    assert (area.level, area.sides[0].about.split("/")[0], area.sides[0].value) == ("act", "bo", 0.3)


def test_a_silent_side_stands_at_nothing_and_not_at_unknown() -> None:
    scene = told("safety", ada=[6, 7, 6, 5, 7] * 2, bo=[])
    [area] = of_answers()(scene.alliance, scene.now)
    assert (area.level, area.sides[0].value) == ("act", 0.0)


def test_the_gap_is_the_widest_between_sides_in_one_facet() -> None:
    scene, survey = scene_of(3, "fairness", ada=3, bo=3)
    ada = [[4, 3, 4, 5, 6, 3, 2, 3, 6], [4, 3, 4, 5, 6, 3, 2, 3, 6], [3, 4, 5, 6, 5, 2, 3, 2, 5]]
    bo = [[4, 4, 4, 3, 3, 5, 3, 3, 5], [5, 3, 3, 2, 4, 6, 2, 4, 6], [3, 5, 5, 4, 2, 4, 4, 2, 4]]
    said(scene, survey, {"ada": ada, "bo": bo})
    [area] = of_feeling("felt_fairness")(scene.alliance, scene.now)
    by_facet: dict[str, list[float]] = {}
    for side in area.sides:
        by_facet.setdefault(side.about.split("/")[1], []).append(float(side.value or 0))
    assert float(area.gap or 0) == pytest.approx(max(max(each) - min(each) for each in by_facet.values()))
    assert float(area.gap or 0) < float(area.sides[-1].value or 0) - float(area.sides[0].value or 0) + 1e-9
