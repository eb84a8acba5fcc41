"""An exit plan is agreed by all while everybody wants to go on, and changed the same way."""

from datetime import timedelta

import msgspec
import pytest

from paripassu.alliance import table
from paripassu.alliance.ending import stage
from paripassu.alliance.ending.matters import ExitPlan, Provision, Trigger
from paripassu.alliance.parties import arrangements
from tests import cast
from tests.alliance.arranging import propose, status
from tests.alliance.parting import GOAL, NOTICE, RETURN, days, later, plan, planned
from tests.cast import ADA, BO, CY, refused


@pytest.mark.parametrize("count", [2, 3, 40])
def test_a_plan_holds_once_every_partner_has_agreed(count: int) -> None:
    scene = cast.agreed(cast.partner_ids(count))
    index = propose(scene, BO, plan())
    others = [party for party in cast.partner_ids(count) if party != "bo"]
    for party in others[:-1]:
        scene.act(cast.person(party), arrangements.agree, arrangement=index)
    assert scene.alliance.ending.plan is None
    scene.act(cast.person(others[-1]), arrangements.agree, arrangement=index)
    assert scene.alliance.ending.plan is not None
    assert scene.alliance.ending.plan.index == index
    assert stage(scene.alliance, scene.now) == "running"


def test_a_plan_that_was_declined_and_then_agreed_to_holds() -> None:
    scene = cast.agreed()
    index = propose(scene, ADA, plan())
    scene.act(BO, arrangements.decline, arrangement=index, reason="Ninety days are too few for us.")
    assert status(scene, index) == "declined"
    scene.act(BO, arrangements.agree, arrangement=index)
    assert scene.alliance.ending.plan is not None


def test_a_new_plan_takes_the_place_of_the_one_before_and_both_stay_readable() -> None:
    scene = cast.agreed()
    first, second = planned(scene), planned(scene, RETURN)
    assert [each.index for each in scene.alliance.ending.plans] == [first, second]
    assert scene.alliance.ending.plan is not None
    assert scene.alliance.ending.plan.plan.replaces == first


def test_of_two_plans_that_replace_the_same_one_only_one_comes_about() -> None:
    scene = cast.agreed()
    one, other = propose(scene, ADA, plan(RETURN)), propose(scene, BO, plan())
    scene.act(BO, arrangements.agree, arrangement=one)
    with refused("plan_replaced"):
        scene.act(ADA, arrangements.agree, arrangement=other)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (plan(triggers=()), "plan_size"),
        (plan(triggers=(GOAL,) * 21), "plan_size"),
        (plan(triggers=(Trigger("mutual", "All agree.", 30),)), "mutual_notice"),
        (plan(triggers=(msgspec.structs.replace(NOTICE, days=6),)), "notice_days"),
        (plan(triggers=(msgspec.structs.replace(NOTICE, text=" "),)), "text_missing"),
        (plan(Provision("assets", "")), "text_missing"),
        (plan(Provision("assets", "The stand", "eve")), "party_unknown"),
        (plan(Provision("assets", "The stand", days=-1)), "provision_days"),
    ],
)
def test_a_plan_that_cannot_work_is_not_put_before_the_others(wrong: ExitPlan, code: str) -> None:
    scene = cast.agreed()
    with refused(code):
        propose(scene, ADA, wrong)


def test_neither_a_neutral_nor_a_team_member_proposes_a_plan() -> None:
    scene = cast.agreed(neutral=True)
    scene.seat("p_member", "bo", BO, role="member")
    for who in (CY, "p_member"):
        with refused("not_for_this_role"):
            propose(scene, who, plan())


def test_there_is_no_plan_before_an_agreement_is_in_force() -> None:
    with refused("nothing_in_force"):
        propose(cast.founded(), ADA, plan())


def test_a_missing_plan_is_nobodys_task_and_a_day_of_review_is_everybodys() -> None:
    scene = cast.agreed()
    assert "ending" not in {each.practice for each in table.awaiting(scene.alliance, scene.now)}
    index = planned(scene, review=days(scene, 365))
    assert [(each.practice, each.what) for each in table.coming(scene.alliance, scene.now)] == [
        ("ending", "plan_review")
    ]
    later(scene, 365)
    found = [each for each in table.awaiting(scene.alliance, scene.now) if each.practice == "ending"]
    assert [(each.what, each.party, each.entry) for each in found] == [
        ("review_plan", "ada", index), ("review_plan", "bo", index),
    ]  # fmt: skip
    planned(scene, review=scene.now.date() + timedelta(days=365))
    assert "ending" not in {each.practice for each in table.awaiting(scene.alliance, scene.now)}
