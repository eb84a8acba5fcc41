"""Questions, reactions, objections that stand until they are met, and a yes that can be taken back."""

from paripassu.alliance.decisions import objections
from tests.alliance.deciding import after, agree, came_of, proposal, proposed, revised, stands
from tests.cast import ADA, BO, CY, Scene, agreed, person, refused

OBJECT = {"reason": "We would have no crew in winter."}


def test_a_team_member_asks_and_reacts_but_does_not_object_or_agree_for_the_party(scene: Scene) -> None:
    scene.seat("p_mira", "bo", BO, "member")
    index = proposed(scene)
    question = scene.act("p_mira", objections.ask, proposal=index, text="Which ship?").index
    scene.act("p_mira", objections.answer, question=question, text="The blue one, I was told.")
    scene.act("p_mira", objections.react, proposal=index, text="I like it.")
    with refused("not_for_this_role"):
        scene.act("p_mira", objections.object_to, proposal=index, **OBJECT)
    with refused("not_for_this_role"):
        scene.act("p_mira", objections.agree, proposal=index)


def test_a_neutral_says_nothing_for_a_side(scene_with_neutral: Scene) -> None:
    index = proposed(scene_with_neutral)
    with refused("not_for_neutrals"):
        scene_with_neutral.act(CY, objections.react, proposal=index, text="Fine.")


def test_an_objection_stands_until_who_made_it_says_that_it_is_met(scene: Scene) -> None:
    index = proposed(scene)
    objection = scene.act(BO, objections.object_to, proposal=index, **OBJECT).index
    assert stands(scene, index) == "integration"
    with refused("not_your_objection"):
        scene.act(ADA, objections.weigh, objection=objection, met=True, text="We think it is met.")
    revised(scene, index)
    assert stands(scene, index) == "integration"
    scene.act(BO, objections.weigh, objection=objection, met=False, text="Winter is still open.")
    assert len(proposal(scene, index).standing_objections) == 1
    revised(scene, index, text="We charter a second ship from May to October.")
    scene.act(BO, objections.weigh, objection=objection, met=True, text="No winter, no crew needed.")
    assert proposal(scene, index).standing_objections == []
    with refused("objection_met"):
        scene.act(BO, objections.weigh, objection=objection, met=False, text="Or not?")
    agree(scene, index, "bo")
    after(scene)
    assert came_of(scene, index) == (True, "no_objection")


def test_an_objection_takes_a_yes_back_and_a_yes_needs_the_objection_met(scene: Scene) -> None:
    index = proposed(scene, method="consent")
    agree(scene, index, "bo")
    with refused("already_agreed"):
        agree(scene, index, "bo")
    objection = scene.act(BO, objections.object_to, proposal=index, **OBJECT).index
    assert set(proposal(scene, index).agreed) == {"ada"}
    with refused("objection_stands"):
        agree(scene, index, "bo")
    with refused("already_objected"):
        scene.act(BO, objections.object_to, proposal=index, **OBJECT)
    scene.act(BO, objections.weigh, objection=objection, met=True, text="I was wrong.")
    agree(scene, index, "bo")


def test_even_the_proposer_can_object_to_its_own_text(scene: Scene) -> None:
    index = proposed(scene)
    agree(scene, index, "bo")
    scene.act(ADA, objections.object_to, proposal=index, reason="We found a mistake in it.")
    after(scene)
    assert came_of(scene, index) == (False, "objections")


def test_a_yes_is_to_the_text_that_was_read(scene: Scene) -> None:
    index = proposed(scene)
    revised(scene, index)
    with refused("text_changed"):
        scene.act(BO, objections.agree, proposal=index, text=index)


def test_consensus_is_there_when_the_last_says_yes_to_the_same_text() -> None:
    scene = agreed(("ada", "bo", "dee"))
    index = proposed(scene, method="consensus")
    agree(scene, index, "bo")
    revised(scene, index)
    agree(scene, index, "dee")
    assert stands(scene, index) == "reactions"
    agree(scene, index, "bo")
    assert stands(scene, index) == "accepted"
    assert came_of(scene, index) == (True, "all_agree")
    with refused("proposal_closed"):
        scene.act(BO, objections.object_to, proposal=index, **OBJECT)


def test_late_words_are_refused(scene: Scene) -> None:
    index = proposed(scene)
    after(scene)
    for act, fields in ((objections.object_to, OBJECT), (objections.agree, {}), (objections.ask, {"text": "?"})):
        with refused("proposal_closed"):
            scene.act(BO, act, proposal=index, **fields)


def test_what_is_no_question_has_no_answer_and_what_is_no_objection_is_not_weighed(scene: Scene) -> None:
    index = proposed(scene)
    objection = scene.act(BO, objections.object_to, proposal=index, **OBJECT).index
    for entry in (index, objection, 0, -1):
        with refused("not_said"):
            scene.act(ADA, objections.answer, question=entry, text="So.")
    question = scene.act(BO, objections.ask, proposal=index, text="Why?").index
    with refused("not_said"):
        scene.act(BO, objections.weigh, objection=question, met=True, text="So.")


def test_a_vote_is_not_agreed_to(scene: Scene) -> None:
    index = proposed(scene, method="vote")
    with refused("ballots_decide"):
        scene.act(BO, objections.agree, proposal=index)


def test_who_joined_later_was_not_asked() -> None:
    scene = agreed(("ada", "bo", "dee"))
    index = proposed(scene)
    proposal(scene, index).parties = ("ada", "bo")
    with refused("not_put_to_you"):
        scene.act(person("dee"), objections.react, proposal=index, text="And we?")
