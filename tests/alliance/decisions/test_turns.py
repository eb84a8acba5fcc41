"""Whose turn it is with a proposal, and since when: the same list for everybody."""

from datetime import date

from paripassu.alliance.decisions import objections, reviews, turns, vetoes
from tests.alliance.deciding import (
    CLOSES,
    REVIEW,
    accepted,
    after,
    on,
    opened,
    proposal,
    proposed,
    revised,
    vote,
)
from tests.cast import ADA, BO, Scene, agreed, person

THREE = ("ada", "bo", "dee")


def waits(scene: Scene) -> set[tuple[str, str]]:
    """What waits for whom now."""
    parties = scene.alliance.parties.partners
    return {
        (each.party, each.what)
        for party in parties
        for each in turns.awaiting(scene.alliance, party, person(party), scene.now)
    }


def test_a_proposal_waits_for_the_others_then_for_an_answer_then_for_a_better_text(scene: Scene) -> None:
    index = proposed(scene)
    assert waits(scene) == {("bo", "agree")}
    scene.act(BO, objections.ask, proposal=index, text="Which?")
    assert waits(scene) == {("bo", "agree"), ("ada", "answer")}
    objection = scene.act(BO, objections.object_to, proposal=index, reason="No crew.").index
    assert waits(scene) == {("ada", "answer"), ("ada", "integrate")}
    revised(scene, index)
    assert waits(scene) == {("ada", "answer"), ("bo", "weigh")}
    scene.act(BO, objections.weigh, objection=objection, met=False, text="Still none.")
    assert waits(scene) == {("ada", "answer"), ("ada", "integrate")}
    after(scene)
    assert waits(scene) == set()


def test_a_vote_waits_for_ballots_then_for_somebody_to_open_them() -> None:
    scene = agreed(THREE)
    index = proposed(scene, method="vote")
    assert waits(scene) == {(party, "vote") for party in THREE}
    vote(scene, index, bo="yes")
    assert waits(scene) == {("ada", "vote"), ("dee", "vote")}
    [found] = turns.awaiting(scene.alliance, "ada", ADA, scene.now)
    assert (found.due, found.roles, found.since) == (CLOSES, ("manager", "sponsor"), proposal(scene, index).entered)
    vote(scene, index, ada="yes", dee="no")
    assert waits(scene) == {(party, "open") for party in THREE}
    opened(scene, index)
    assert waits(scene) == set()


def test_a_vote_that_is_over_waits_for_everybody_to_open_it(scene: Scene) -> None:
    index = proposed(scene, method="vote")
    vote(scene, index, bo="yes")
    after(scene)
    assert waits(scene) == {("ada", "open"), ("bo", "open")}


def test_a_veto_waits_for_all_and_an_appeal_for_who_has_not_spoken() -> None:
    scene = agreed(THREE)
    index = accepted(scene)
    veto = scene.act(person("dee"), vetoes.veto, proposal=index, interest="cost", reason="Too dear.").index
    assert waits(scene) == {(party, "resolve") for party in THREE}
    assert {each.due for each in turns.awaiting(scene.alliance, "bo", BO, scene.now)} == {date(2026, 2, 5)}
    scene.act(person("dee"), vetoes.lift, veto=veto, reason="Fine.")
    scene.act(person("dee"), reviews.appeal, proposal=index, reasons="New figures.")
    scene.act(person("dee"), reviews.review, proposal=index, verdict="change", reasons="Cheaper.")
    assert waits(scene) == {("ada", "review"), ("bo", "review")}
    scene.act(BO, reviews.review, proposal=index, verdict="change", reasons="Cheaper.")
    scene.act(ADA, reviews.review, proposal=index, verdict="keep", reasons="It is cheap.")
    assert waits(scene) == {("ada", "propose_change")}


def test_a_decision_waits_for_its_review_from_its_day_on() -> None:
    scene = agreed(THREE)
    index = accepted(scene, review=REVIEW)
    assert waits(scene) == set()
    assert [(each.what, each.on) for each in turns.coming(scene.alliance, scene.now)] == [("review", REVIEW)]
    on(scene, REVIEW)
    assert waits(scene) == {(party, "review") for party in THREE}
    for party in THREE:
        scene.act(person(party), reviews.review, proposal=index, verdict="keep", reasons="It works.")
    assert waits(scene) == set()


def test_the_last_day_of_what_is_open_comes_next(scene: Scene) -> None:
    index = proposed(scene)
    assert [each[:3] for each in turns.coming(scene.alliance, scene.now)] == [("decisions", "closes", index)]
    assert list(turns.waiting(scene.alliance, proposal(scene, index), "eve", "p_eve", scene.now)) == []
