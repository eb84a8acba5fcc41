"""A strain is settled by the two whom it concerns, together, or not at all."""

import pytest

from paripassu.alliance import principles, table
from paripassu.alliance.principles import settling
from tests.alliance.principles.observing import agreed, answer, observe, of, offer, stands
from tests.cast import ADA, BO, Scene, refused


@pytest.fixture
def scene() -> Scene:
    return agreed(("ada", "bo", "dee"))


def court(scene: Scene) -> set[tuple[str, str]]:
    found = table.awaiting(scene.alliance, scene.now)
    return {(each.party, each.what) for each in found if each.practice == "principles"}


@pytest.mark.parametrize(("offerer", "other"), [("ada", "bo"), ("bo", "ada")])
def test_either_of_the_two_offers_and_the_other_agrees(scene: Scene, offerer: str, other: str) -> None:
    entry = observe(scene)
    answer(scene, entry, "same")
    offered = offer(scene, entry, f"p_{offerer}")
    assert (stands(scene, entry), court(scene)) == ("offered", {(other, "agree_settlement")})
    with refused("own_offer"):
        scene.act(f"p_{offerer}", settling.agree, settlement=offered)
    scene.act(f"p_{other}", settling.agree, settlement=offered)
    assert (stands(scene, entry), court(scene)) == ("settled", set())
    settled = of(scene, entry).settled
    assert settled is not None
    assert settled.offered.text == "From now on within two days."


def test_what_both_have_settled_nobody_takes_back_alone(scene: Scene) -> None:
    entry = observe(scene)
    offered = offer(scene, entry)
    scene.act(ADA, settling.agree, settlement=offered)
    with refused("observation_closed"):
        scene.act(ADA, principles.withdraw, observation=entry, reason="no")
    with refused("observation_closed"):
        scene.act(ADA, principles.restate, observation=entry, stands="kept", reason="no")
    with refused("settlement_closed"):
        scene.act(BO, settling.withdraw, settlement=offered, reason="no")
    again = observe(scene, about=(entry,))
    assert scene.alliance.links.of(entry) == (again,), "the way back is a new observation about it"


def test_a_third_party_reads_and_decides_nothing(scene: Scene) -> None:
    entry = observe(scene)
    with refused("not_between_you"):
        offer(scene, entry, "p_dee")
    offered = offer(scene, entry)
    for act in (settling.agree, settling.decline):
        with refused("not_between_you"):
            scene.act("p_dee", act, settlement=offered, **({"reason": "no"} if act is settling.decline else {}))


def test_an_offer_is_declined_with_what_is_missing_and_another_can_follow(scene: Scene) -> None:
    entry = observe(scene)
    answer(scene, entry)
    offered = offer(scene, entry)
    with refused("offer_open"):
        offer(scene, entry, ADA)
    with refused("text_missing"):
        scene.act(ADA, settling.decline, settlement=offered, reason=" ")
    scene.act(ADA, settling.decline, settlement=offered, reason="Who tells it, when you are away?")
    assert (stands(scene, entry), court(scene)) == ("answered", {("ada", "weigh")})
    with refused("settlement_closed"):
        scene.act(ADA, settling.agree, settlement=offered)
    second = offer(scene, entry)
    scene.act(BO, settling.withdraw, settlement=second, reason="Let us talk first.")
    with refused("not_your_offer"):
        scene.act(BO, settling.withdraw, settlement=offer(scene, entry, ADA), reason="no")


def test_nothing_is_settled_where_nothing_is_strained(scene: Scene) -> None:
    with refused("nothing_to_settle"):
        offer(scene, observe(scene, stands="kept"))
    entry = observe(scene)
    offered = offer(scene, entry)
    scene.act(ADA, principles.restate, observation=entry, stands="kept", reason="It came in time.")
    with refused("settlement_closed"):
        scene.act(ADA, settling.agree, settlement=offered)
    with refused("settlement_unknown"):
        scene.act(ADA, settling.agree, settlement=entry)


def test_a_team_member_observes_and_answers_and_settles_nothing(scene: Scene) -> None:
    scene.seat("p_amy", "ada", ADA, "member")
    scene.seat("p_ben", "bo", BO, "member")
    entry = observe(scene, "p_amy")
    answer(scene, entry, by="p_ben")
    with refused("not_for_this_role"):
        offer(scene, entry, "p_ben")
    waiting = table.awaiting_person(scene.alliance, "p_amy", scene.now)
    assert [each.what for each in waiting if each.practice == "principles"] == ["weigh"]
    offer(scene, entry)
    assert not [e for e in table.awaiting_person(scene.alliance, "p_amy", scene.now) if e.practice == "principles"]


def test_a_suspended_party_is_heard_and_settles_but_observes_nobody(scene: Scene) -> None:
    from paripassu.alliance.parties import arrangements, membership

    entry = observe(scene)
    suspended = scene.act(ADA, arrangements.propose, matter=membership.Suspension("bo"), why="Bo is silent.").index
    scene.act("p_dee", arrangements.agree, arrangement=suspended)
    answer(scene, entry)
    with refused("suspended"):
        observe(scene, BO, of="ada", stands="kept")
    offered = offer(scene, entry)
    scene.act(ADA, settling.agree, settlement=offered)
    assert stands(scene, entry) == "settled"
