"""What can be asked of an alliance: every question is on a page of the catalogue, and every measure is asked for."""

import pytest

from paripassu.alliance.alliance import Alliance
from paripassu.measures.practised import PRACTISED
from paripassu.measures.questions import LISTED, QUESTIONS, readings
from tests import cast
from tests.cast import START, Scene


def test_every_page_of_a_question_is_one_of_the_catalogue() -> None:
    assert set(QUESTIONS) <= {measure.page for measure in LISTED.values()}
    assert set(PRACTISED) <= set(LISTED)


def test_every_question_answers_with_measures_of_its_own_page() -> None:
    scene: Scene = cast.agreed()
    for page in QUESTIONS:
        assert {LISTED[reading.measure].page for reading in readings(scene.alliance, scene.now, page)} <= {page}


def test_a_question_that_is_none_is_not_answered() -> None:
    with pytest.raises(KeyError):
        readings(Alliance(), START, "karma")
