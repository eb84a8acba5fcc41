"""Nobody is asked what not all have agreed to ask."""

from typing import Any

import pytest

from paripassu.alliance import surveys
from paripassu.alliance.alliance import audit, fold
from paripassu.alliance.surveys.instruments import Question
from tests.alliance.surveying import PULSE, in_force, proposed, staffed
from tests.cast import CY, person, refused


def test_a_survey_is_in_force_once_every_partner_has_agreed() -> None:
    scene = staffed(ada=3, bo=3, dee=3)
    survey = proposed(scene)
    scene.act(person("bo"), surveys.agree, survey=survey)
    assert surveys.awaited(scene.alliance, scene.alliance.surveys.survey(survey)) == ("dee",)
    assert not scene.alliance.surveys.survey(survey).in_force
    scene.act(person("dee"), surveys.agree, survey=survey)
    assert scene.alliance.surveys.survey(survey).in_force
    assert audit(scene.facts) == (scene.alliance, [])
    assert fold(scene.facts) == scene.alliance


def test_a_refusal_holds_it_and_agreeing_lifts_the_refusal() -> None:
    scene = staffed(ada=3, bo=3)
    survey = proposed(scene)
    scene.act(person("bo"), surveys.decline, survey=survey, reason="Too long")
    assert scene.alliance.surveys.survey(survey).pending
    scene.act(person("bo"), surveys.agree, survey=survey)
    assert scene.alliance.surveys.survey(survey).in_force


def test_nobody_agrees_to_its_own_proposal_or_withdraws_anothers() -> None:
    scene = staffed(ada=3, bo=3)
    survey = proposed(scene)
    with refused("own_proposal"):
        scene.act(person("ada"), surveys.agree, survey=survey)
    with refused("not_your_proposal"):
        scene.act(person("bo"), surveys.withdraw, survey=survey, reason="no")
    scene.act(person("ada"), surveys.withdraw, survey=survey, reason="Another is better")
    with refused("not_proposed"):
        scene.act(person("bo"), surveys.agree, survey=survey)


def test_what_all_agreed_is_replaced_by_what_all_agree_and_never_changed() -> None:
    scene = staffed(ada=3, bo=3)
    first = in_force(scene)
    second = proposed(scene, "bo", replaces=first, title="Shorter", questions=PULSE[:2])
    assert scene.alliance.surveys.survey(first).in_force
    scene.act(person("ada"), surveys.agree, survey=second)
    assert not scene.alliance.surveys.survey(first).in_force
    with refused("survey_not_in_force"):
        proposed(scene, replaces=first)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"least": 2}, "least_answers"),
        ({"least": 21}, "least_answers"),
        ({"days": 0}, "wave_days"),
        ({"days": 91}, "wave_days"),
        ({"title": " "}, "text_missing"),
        ({"questions": ()}, "questions_unsound"),
        ({"questions": (PULSE[0], PULSE[0])}, "questions_unsound"),
        ({"questions": (Question("a", "Is it\x00so?", "agree"),)}, "text_unreadable"),
        ({"replaces": 0}, "survey_unknown"),
    ],
)
def test_a_survey_that_protects_nobody_or_cannot_be_asked_is_refused(changes: dict[str, Any], code: str) -> None:
    scene = staffed(ada=3, bo=3)
    with refused(code):
        proposed(scene, **changes)


def test_neither_a_member_nor_the_neutral_proposes() -> None:
    scene = staffed(ada=3, bo=3)
    for who, code in (("p_ada1", "not_for_this_role"), (CY, "not_for_neutrals")):
        with refused(code):
            scene.act(who, surveys.propose, title="x", questions=PULSE)
