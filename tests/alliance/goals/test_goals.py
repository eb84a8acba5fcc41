"""A goal is one once all have agreed; another measure, or dropping it, goes the same way."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.alliance import goals
from paripassu.alliance.alliance import audit
from paripassu.alliance.goals import Aim, measure_of, untaken
from paripassu.alliance.parties import membership
from tests.alliance.aiming import BY, agree, goal, in_force, proposed, stands
from tests.cast import ADA, BO, CY, Scene, agreed, partner_ids, person, refused


def test_a_goal_is_in_force_once_all_have_agreed() -> None:
    scene = agreed(("ada", "bo", "dee"))
    entry = proposed(scene, "bo")
    scene.act(ADA, goals.agree, entries=[entry])
    assert stands(scene, entry) == "proposed"
    scene.act(person("dee"), goals.agree, entries=[entry])
    assert stands(scene, entry) == "unmeasured"
    assert audit(scene.facts)[1] == []


def test_who_proposed_it_does_not_agree_and_a_neutral_has_no_word() -> None:
    scene = agreed(neutral=True)
    entry = proposed(scene)
    with refused("own_proposal"):
        scene.act(ADA, goals.agree, entries=[entry])
    with refused("not_for_neutrals"):
        scene.act(CY, goals.agree, entries=[entry])
    scene.act(BO, goals.agree, entries=[entry])
    with refused("not_proposed"):
        scene.act(BO, goals.agree, entries=[entry])


def test_declined_it_stays_open_and_can_still_be_agreed_or_withdrawn() -> None:
    scene = agreed()
    entry = proposed(scene)
    scene.act(BO, goals.decline, entry=entry, reason="Too many trips")
    assert stands(scene, entry) == "declined"
    scene.act(BO, goals.agree, entries=[entry])
    assert stands(scene, entry) == "unmeasured"
    other = proposed(scene)
    with refused("not_your_proposal"):
        scene.act(BO, goals.withdraw, entry=other, reason="Not mine")
    scene.act(ADA, goals.withdraw, entry=other, reason="We say it better")
    assert stands(scene, other) == "withdrawn"
    with refused("not_proposed"):
        scene.act(BO, goals.agree, entries=[other])


def test_another_target_holds_once_all_agreed_and_the_old_one_stays_readable() -> None:
    scene = agreed()
    entry = in_force(scene)
    offer = scene.act(BO, goals.reassess, goal=entry, target=Decimal(80), reason="Current costs more").index
    assert goal(scene, entry).measure.target == 100
    scene.act(ADA, goals.agree, entries=[offer])
    found = goal(scene, entry)
    assert (found.measure.target, found.measure.by) == (Decimal(80), BY)
    assert [v.measure.target for v in found.versions if v.measure] == [100, 80]
    assert audit(scene.facts)[1] == []


def test_of_two_reassessments_the_second_is_overtaken_by_the_first_agreed() -> None:
    scene = agreed()
    entry = in_force(scene)
    one = scene.act(ADA, goals.reassess, goal=entry, target=Decimal(80), reason="less").index
    two = scene.act(BO, goals.reassess, goal=entry, target=Decimal(90), reason="a little less").index
    with refused("reassessed_twice"):
        scene.act(BO, goals.agree, entries=[one, two])
    scene.act(BO, goals.agree, entries=[one])
    with refused("not_proposed"):
        scene.act(ADA, goals.agree, entries=[two])
    assert goal(scene, entry).measure.target == 80


def test_dropped_by_all_it_is_measured_no_more() -> None:
    scene = agreed()
    entry = in_force(scene)
    offer = scene.act(ADA, goals.drop, goal=entry, reason="Nobody sails there now").index
    assert stands(scene, entry) == "unmeasured"
    agree(scene, offer, "ada")
    assert stands(scene, entry) == "dropped"
    with refused("goal_dropped"):
        scene.act(ADA, goals.reassess, goal=entry, reason="again")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": " "}, "text_missing"),
        ({"unit": ""}, "text_missing"),
        ({"target": Decimal(0)}, "no_way"),
        ({"target": Decimal("NaN")}, "number_unusable"),
        ({"until": date(2026, 1, 5)}, "goal_day"),
        ({"until": date(2099, 1, 5)}, "goal_day"),
        ({"objective": "Not in the text"}, "objective_unknown"),
        ({"about": (999,)}, "thing_unknown"),
        ({"pace": "sideways"}, "pace_unknown"),
    ],
)
def test_what_cannot_be_measured_is_refused_with_a_sentence(fields: dict[str, Any], code: str) -> None:
    scene = agreed()
    with refused(code):
        proposed(scene, **fields)


def test_the_objectives_of_the_text_are_taken_in_one_step_and_each_once() -> None:
    scene = agreed(objectives=("Sail on battery.", "Burn less fuel."))
    measure = measure_of("Trips", "trips", Decimal(0), Decimal(9), BY)
    aims = [Aim(text, measure, objective=text) for text in untaken(scene.alliance)]
    scene.act(ADA, goals.take, aims=aims)
    assert untaken(scene.alliance) == ()
    assert [one.objective for one in scene.alliance.goals.by_index.values()] == ["Sail on battery.", "Burn less fuel."]
    first = next(iter(scene.alliance.goals.by_index))
    scene.act(ADA, goals.withdraw, entry=first, reason="Said badly")
    assert untaken(scene.alliance) == ("Sail on battery.",)


def test_who_left_holds_up_no_goal() -> None:
    scene = agreed(("ada", "bo", "dee"))
    entry = proposed(scene)
    scene.act(BO, goals.agree, entries=[entry])
    scene.act(person("dee"), membership.announce_leave, on=scene.now.date() + timedelta(days=31), reason="We go")
    scene.now += timedelta(days=40)
    proposed(scene, "bo")
    assert goal(scene, entry).in_force


@settings(max_examples=8, deadline=None)
@given(st.integers(2, 40), st.randoms(use_true_random=False))
def test_from_two_to_forty_all_and_only_all_bring_a_goal_about(count: int, random: object) -> None:
    parties = list(partner_ids(count))
    scene: Scene = agreed(parties)
    random.shuffle(parties)  # type: ignore[attr-defined]
    entry = proposed(scene, parties[0])
    for party in parties[1:]:
        assert not goal(scene, entry).in_force
        scene.act(person(party), goals.agree, entries=[entry])
    assert goal(scene, entry).in_force
