"""What comes of a proposal follows from what was said and the clock; nobody enters it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from paripassu.alliance.decisions import objections, outcomes
from paripassu.alliance.decisions.outcomes import outcome
from tests.alliance.deciding import after, agree, came_of, opened, proposal, proposed, stands, vote
from tests.cast import ADA, BO, Scene, agreed, partner_ids, person

THREE = ("ada", "bo", "dee")


def test_silence_is_no_consent_of_one_alone(scene: Scene) -> None:
    index = proposed(scene)
    after(scene)
    assert came_of(scene, index) == (False, "too_few")


def test_consent_needs_a_word_of_more_than_half_and_no_objection() -> None:
    scene = agreed(THREE)
    silent, blocked = proposed(scene), proposed(scene)
    for index in (silent, blocked):
        agree(scene, index, "bo")
    scene.act(person("dee"), objections.object_to, proposal=blocked, reason="It ruins us.")
    after(scene)
    assert came_of(scene, silent) == (True, "no_objection")
    assert came_of(scene, blocked) == (False, "objections")


def test_consensus_needs_every_party_by_the_last_day() -> None:
    scene = agreed(THREE)
    index = proposed(scene, method="consensus")
    agree(scene, index, "bo")
    after(scene)
    assert came_of(scene, index) == (False, "not_all_agree")


def test_an_outcome_is_known_when_the_last_day_is_over_everywhere(scene: Scene) -> None:
    index = proposed(scene)
    agree(scene, index, "bo")
    over = datetime(2026, 1, 21, 12, tzinfo=UTC)
    assert outcome(proposal(scene, index), over - timedelta(microseconds=1)) is None
    for moment in (over, over + timedelta(days=500)):
        assert outcome(proposal(scene, index), moment) == outcomes.Outcome(True, "no_objection", over)


def test_a_vote_in_which_nobody_voted_is_not_carried(scene: Scene) -> None:
    index = proposed(scene, method="vote")
    after(scene)
    assert came_of(scene, index) == (False, "too_few")


@pytest.mark.parametrize("rule", ["simple", "two_thirds", "unanimous"])
def test_one_for_it_and_all_others_abstaining_carries_nothing(rule: str) -> None:
    scene = agreed(partner_ids(5))
    index = proposed(scene, method="vote", rule=rule)
    vote(scene, index, **(dict.fromkeys(partner_ids(5), "abstain") | {"ada": "yes"}))
    opened(scene, index)
    assert came_of(scene, index) == (False, "one_alone")


def test_a_proposal_goes_from_questions_to_the_decision(scene: Scene) -> None:
    index = proposed(scene)
    assert stands(scene, index) == "questions"
    question = scene.act(BO, objections.ask, proposal=index, text="Which?").index
    assert stands(scene, index) == "questions"
    scene.act(ADA, objections.answer, question=question, text="The blue one.")
    assert stands(scene, index) == "decision"
    objection = scene.act(BO, objections.object_to, proposal=index, reason="No crew.").index
    assert stands(scene, index) == "integration"
    scene.act(BO, objections.weigh, objection=objection, met=True, text="There is one.")
    assert stands(scene, index) == "decision"
    after(scene)
    assert stands(scene, index) == "rejected"


def test_reactions_are_waited_for_until_all_have_spoken() -> None:
    scene = agreed(THREE)
    index = proposed(scene)
    scene.act(BO, objections.react, proposal=index, text="Fine.")
    assert outcomes.phase(proposal(scene, index), scene.now) == "reactions"
    scene.act(person("dee"), objections.react, proposal=index, text="Fine.")
    assert outcomes.phase(proposal(scene, index), scene.now) == "decision"


def test_since_when_a_decision_is_final(scene: Scene) -> None:
    index = proposed(scene)
    assert outcomes.final_since(proposal(scene, index), scene.now) is None
    agree(scene, index, "bo")
    after(scene)
    assert outcomes.final_since(proposal(scene, index), scene.now) == datetime(2026, 1, 21, 12, tzinfo=UTC)
    assert not outcomes.review_due(proposal(scene, index), scene.now)


def test_a_review_is_due_once_its_day_has_begun_anywhere(scene: Scene) -> None:
    index = proposed(scene, by=ADA, review=date(2026, 3, 1))
    agree(scene, index, "bo")
    assert not outcomes.review_due(proposal(scene, index), datetime(2026, 2, 28, 9, 59, tzinfo=UTC))
    assert outcomes.review_due(proposal(scene, index), datetime(2026, 2, 28, 10, tzinfo=UTC))


def test_a_person_carries_out_what_was_decided_and_what_will_be_if_nothing_is_added(scene: Scene) -> None:
    index = proposed(scene, carrier="bo", person=BO)
    assert outcomes.carried_by(scene.alliance, BO) == (), "as things stand it will be rejected"
    agree(scene, index, "bo")
    assert outcomes.carried_by(scene.alliance, BO) == (index,)
    assert outcomes.carried_by(scene.alliance, ADA) == ()
