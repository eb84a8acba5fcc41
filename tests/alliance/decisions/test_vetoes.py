"""A veto is for who could not prevent a decision; it has a reason and an end, and all work on it meanwhile."""

from datetime import date, timedelta

import pytest

from paripassu.alliance.decisions import outcomes, vetoes
from tests.alliance.deciding import accepted, after, agree, on, opened, proposal, proposed, stands, vote
from tests.cast import ADA, BO, Scene, agreed, partner_ids, person, refused

THREE = ("ada", "bo", "dee")
DEE = person("dee")
WHY = {"interest": "liability", "reason": "Our insurer covers one ship."}
VETO_DAY = date(2026, 1, 21)


@pytest.fixture
def three() -> tuple[Scene, int]:
    """Ada and Bo have decided something by consent; Dee was silent."""
    scene = agreed(THREE)
    return scene, accepted(scene)


def veto(scene: Scene, index: int, by: str = DEE) -> int:
    return scene.act(by, vetoes.veto, proposal=index, **WHY).index


def test_who_said_yes_has_no_veto(three: tuple[Scene, int]) -> None:
    scene, index = three
    for who in (ADA, BO):
        with refused("said_yes"):
            veto(scene, index, who)


def test_a_veto_suspends_and_lapses_when_nobody_works_on_it(three: tuple[Scene, int]) -> None:
    scene, index = three
    veto(scene, index)
    assert stands(scene, index) == "vetoed"
    with refused("already_vetoed"):
        veto(scene, index)
    after(scene, VETO_DAY + timedelta(days=14))
    assert stands(scene, index) == "vetoed"
    after(scene, VETO_DAY + timedelta(days=15))
    assert stands(scene, index) == "accepted"
    with refused("veto_late"):
        veto(scene, accepted_again(scene))


def accepted_again(scene: Scene) -> int:
    """Another decision, of which sixteen days are over."""
    index = proposed(scene, closes=scene.now.date() + timedelta(days=5))
    agree(scene, index, "bo")
    after(scene, proposal(scene, index).wording.closes + timedelta(days=16))
    return index


def test_work_on_a_veto_prolongs_it_but_not_for_ever(three: tuple[Scene, int]) -> None:
    scene, index = three
    entry = veto(scene, index)
    for week in range(1, 9):
        on(scene, VETO_DAY + timedelta(weeks=week))
        scene.act(DEE, vetoes.offer, veto=entry, text="Another insurer would do.")
        assert stands(scene, index) == "vetoed"
    after(scene, VETO_DAY + timedelta(days=60))
    assert stands(scene, index) == "accepted"
    with refused("veto_ended"):
        scene.act(DEE, vetoes.offer, veto=entry, text="And yet.")


def test_who_vetoed_can_lift_it_and_nobody_else(three: tuple[Scene, int]) -> None:
    scene, index = three
    entry = veto(scene, index)
    with refused("not_your_veto"):
        scene.act(ADA, vetoes.lift, veto=entry, reason="We want it.")
    scene.act(ADA, vetoes.offer, veto=entry, text="We pay the premium.")
    scene.act(DEE, vetoes.lift, veto=entry, reason="Ada pays the premium.")
    assert stands(scene, index) == "accepted"
    with refused("already_vetoed"):
        veto(scene, index)


def test_a_veto_is_upheld_when_more_than_half_of_the_others_yield(three: tuple[Scene, int]) -> None:
    scene, index = three
    entry = veto(scene, index)
    with refused("own_veto"):
        scene.act(DEE, vetoes.yield_to, veto=entry, reason="We are right.")
    scene.act(ADA, vetoes.yield_to, veto=entry, reason="They are right.")
    with refused("already_yielded"):
        scene.act(ADA, vetoes.yield_to, veto=entry, reason="They are right.")
    assert stands(scene, index) == "vetoed"
    scene.act(BO, vetoes.yield_to, veto=entry, reason="It is not worth it.")
    assert stands(scene, index) == "set_aside"


def test_only_what_was_accepted_can_be_vetoed_and_only_within_its_days() -> None:
    scene = agreed(THREE)
    index = proposed(scene, veto_days=5)
    with refused("nothing_to_veto"):
        veto(scene, index)
    agree(scene, index, "bo")
    after(scene)
    rejected = proposed(scene, closes=date(2026, 1, 25))
    after(scene, date(2026, 1, 25))
    with refused("nothing_to_veto"):
        veto(scene, rejected)
    after(scene, date(2026, 1, 26))
    with refused("veto_late"):
        veto(scene, index)


def test_who_was_outvoted_can_veto(scene: Scene) -> None:
    scene = agreed(THREE)
    index = proposed(scene, method="vote")
    vote(scene, index, ada="yes", bo="yes", dee="no")
    opened(scene, index)
    with refused("said_yes"):
        veto(scene, index, BO)
    veto(scene, index)
    assert stands(scene, index) == "vetoed"


def test_an_interest_must_be_one_and_the_reason_said(three: tuple[Scene, int]) -> None:
    scene, index = three
    with refused("interest_unknown"):
        scene.act(DEE, vetoes.veto, proposal=index, interest="mood", reason="We do not like it.")
    with refused("text_missing"):
        scene.act(DEE, vetoes.veto, proposal=index, interest="cost", reason=" ")
    scene.seat("p_mira", "dee", DEE, "member")
    with refused("not_for_this_role"):
        veto(scene, index, "p_mira")


def test_a_team_member_can_work_on_a_veto(three: tuple[Scene, int]) -> None:
    scene, index = three
    entry = veto(scene, index)
    scene.seat("p_mira", "bo", BO, "member")
    scene.act("p_mira", vetoes.offer, veto=entry, text="I know an insurer.")
    with refused("not_said"):
        scene.act("p_mira", vetoes.offer, veto=index, text="?")
    assert len(proposal(scene, index).vetoes["dee"].worked) == 1


def test_one_veto_of_many_holds_up_until_all_have_ended() -> None:
    scene = agreed(partner_ids(5))
    index = accepted(scene)
    first, second = veto(scene, index, person("d03")), veto(scene, index, person("d04"))
    scene.act(person("d03"), vetoes.lift, veto=first, reason="Fine.")
    assert stands(scene, index) == "vetoed"
    scene.act(person("d04"), vetoes.lift, veto=second, reason="Fine.")
    assert stands(scene, index) == "accepted"
    found = proposal(scene, index)
    assert {outcomes.veto_end(found, one, scene.now).how for one in found.vetoes.values()} == {"lifted"}  # type: ignore[union-attr]
