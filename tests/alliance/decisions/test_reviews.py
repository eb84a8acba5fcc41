"""A decision is looked at again after an appeal and on its date; more than half of all parties must want otherwise."""

from datetime import date, timedelta

import pytest

from paripassu.alliance.decisions import outcomes, reviews
from tests.alliance.deciding import REVIEW, accepted, after, agree, on, proposal, proposed, stands
from tests.cast import ADA, BO, Scene, agreed, partner_ids, person, refused

THREE = ("ada", "bo", "dee")
DEE = person("dee")


@pytest.fixture
def three() -> tuple[Scene, int]:
    scene = agreed(THREE)
    return scene, accepted(scene, review=REVIEW)


def appeal(scene: Scene, index: int, by: str = DEE) -> int:
    return scene.act(by, reviews.appeal, proposal=index, reasons="The figures were wrong.").index


def say(scene: Scene, index: int, **verdicts: str) -> None:
    for party, verdict in verdicts.items():
        scene.act(person(party), reviews.review, proposal=index, verdict=verdict, reasons="So we think.")


def test_an_appeal_is_looked_at_by_all_while_the_decision_stands(three: tuple[Scene, int]) -> None:
    scene, index = three
    appeal(scene, index)
    assert stands(scene, index) == "accepted"
    assert outcomes.running(proposal(scene, index), scene.now) is not None
    with refused("under_review"):
        appeal(scene, index, ADA)
    say(scene, index, ada="keep", bo="keep", dee="drop")
    assert stands(scene, index) == "accepted"
    with refused("appealed_once"):
        appeal(scene, index)
    appeal(scene, index, BO)


def test_more_than_half_of_all_change_or_drop_it(three: tuple[Scene, int]) -> None:
    scene, index = three
    appeal(scene, index)
    say(scene, index, dee="drop", bo="change", ada="keep")
    assert stands(scene, index) == "to_change"
    with refused("nothing_to_appeal"):
        appeal(scene, index, ADA)


def test_what_more_than_half_drop_is_dropped_at_once(three: tuple[Scene, int]) -> None:
    scene, index = three
    appeal(scene, index)
    say(scene, index, dee="drop", bo="drop")
    assert stands(scene, index) == "dropped"
    with refused("no_review"):
        say(scene, index, ada="keep")


def test_one_can_think_again_until_it_ends(three: tuple[Scene, int]) -> None:
    scene, index = three
    appeal(scene, index)
    say(scene, index, dee="drop")
    say(scene, index, dee="keep")
    say(scene, index, bo="drop")
    assert stands(scene, index) == "accepted"
    say(scene, index, ada="drop")
    assert stands(scene, index) == "dropped"


def test_silence_keeps_a_decision_after_its_days(three: tuple[Scene, int]) -> None:
    scene, index = three
    appeal(scene, index)
    say(scene, index, dee="drop")
    after(scene, scene.now.date() + timedelta(days=15))
    assert outcomes.running(proposal(scene, index), scene.now) is None
    assert stands(scene, index) == "accepted"
    with refused("no_review"):
        say(scene, index, bo="drop")


def test_an_appeal_has_its_days(three: tuple[Scene, int]) -> None:
    scene, index = three
    after(scene, date(2026, 1, 21) + timedelta(days=30))
    with refused("appeal_late"):
        appeal(scene, index)


def test_a_rejection_is_appealed_against_too_and_comes_back_as_a_new_proposal() -> None:
    scene = agreed(THREE)
    index = proposed(scene)
    with refused("nothing_to_appeal"):
        appeal(scene, index)
    after(scene)
    assert stands(scene, index) == "rejected"
    appeal(scene, index, ADA)
    with refused("verdict_unknown"):
        say(scene, index, bo="drop")
    say(scene, index, ada="change", bo="change", dee="keep")
    assert stands(scene, index) == "to_change"
    again = proposed(scene, revises=index, closes=date(2026, 2, 20))
    agree(scene, again, "bo")
    after(scene, date(2026, 2, 20))
    assert stands(scene, index) == "replaced"


def test_a_review_on_its_date_keeps_it(three: tuple[Scene, int]) -> None:
    scene, index = three
    with refused("no_review"):
        say(scene, index, ada="keep")
    on(scene, REVIEW)
    say(scene, index, ada="keep", bo="keep", dee="drop")
    assert stands(scene, index) == "accepted"
    with refused("no_review"):
        say(scene, index, dee="drop")


def test_a_verdict_must_be_one_and_its_reasons_said(three: tuple[Scene, int]) -> None:
    scene, index = three
    appeal(scene, index)
    with refused("verdict_unknown"):
        say(scene, index, dee="burn")
    with refused("text_missing"):
        scene.act(DEE, reviews.review, proposal=index, verdict="keep", reasons="")
    assert reviews.reviewers(scene.alliance, proposal(scene, index)) == THREE


@pytest.mark.parametrize("count", [2, 3, 4, 39, 40])
def test_half_is_not_more_than_half(count: int) -> None:
    scene = agreed(partner_ids(count))
    index = accepted(scene)
    appeal(scene, index, ADA)
    say(scene, index, **dict.fromkeys(partner_ids(count)[: count // 2], "drop"))
    after(scene, scene.now.date() + timedelta(days=15))
    assert stands(scene, index) == "accepted"
    assert outcomes.verdict(proposal(scene, index).reviews[0]) == "keep"
    appeal(scene, index, BO)
    say(scene, index, **dict.fromkeys(partner_ids(count)[: count // 2 + 1], "drop"))
    assert stands(scene, index) == "dropped"
