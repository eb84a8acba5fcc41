"""The clock moves a matter on; everything else that moves it is joint."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.alliance.conflicts import steps
from paripassu.alliance.conflicts.matters import TIERS, course, stay
from paripassu.alliance.refusals import Refused
from tests.alliance.quarrelling import (
    conflict,
    later,
    past,
    proposed,
    raised,
    status_of,
    taken,
    until,
    with_peers,
)
from tests.cast import ADA, BO, Scene, agreed, partner_ids, person, refused


def test_a_party_goes_up_early_when_the_other_agrees() -> None:
    scene = agreed()
    entry = with_peers(scene)
    step = proposed(scene, entry, "up")
    assert status_of(scene, entry) == "peers"
    scene.act(BO, steps.agree_step, step=step)
    assert status_of(scene, entry) == "sponsors"
    assert stay(conflict(scene, entry), scene.now).came == "asked"


def test_who_declines_to_go_up_holds_up_nothing_for_the_clock_moves_it_on() -> None:
    scene = agreed()
    entry = with_peers(scene)
    step = proposed(scene, entry, "up")
    scene.act(BO, steps.decline_step, step=step, reason="We have only begun to talk")
    assert status_of(scene, entry) == "peers"
    past(scene, until(scene, entry))
    assert status_of(scene, entry) == "sponsors"
    with refused("step_closed"):
        scene.act(BO, steps.agree_step, step=step)


def test_who_declined_can_think_again() -> None:
    scene = agreed()
    entry = with_peers(scene)
    step = proposed(scene, entry, "up")
    scene.act(BO, steps.decline_step, step=step, reason="Not yet")
    scene.act(BO, steps.agree_step, step=step)
    assert status_of(scene, entry) == "sponsors"


def test_no_step_skips_a_tier() -> None:
    scene = agreed()
    entry = raised(scene)
    for tier in TIERS[1:]:
        taken(scene, entry, "up")
        assert status_of(scene, entry) == tier
    with refused("top_tier"):
        proposed(scene, entry, "up")
    with refused("top_tier"):
        proposed(scene, entry, "extend", until=date(2027, 1, 1))


def test_going_down_takes_the_word_of_all_and_starts_the_clock_anew() -> None:
    scene = agreed(("ada", "bo", "dee"))
    entry = with_peers(scene, between=("ada", "bo", "dee"))
    later(scene, 15)
    assert status_of(scene, entry) == "peers"
    past(scene, until(scene, entry))
    step = proposed(scene, entry, "down", "bo")
    scene.act(ADA, steps.agree_step, step=step)
    assert status_of(scene, entry) == "sponsors"
    scene.act("p_dee", steps.agree_step, step=step)
    assert status_of(scene, entry) == "peers"
    assert until(scene, entry) == scene.now.date() + timedelta(days=14)


def test_a_conflict_is_not_made_a_warning_again() -> None:
    scene = agreed()
    for entry in (raised(scene), with_peers(scene)):
        with refused("lowest_tier"):
            proposed(scene, entry, "down")


def test_all_agree_to_more_days() -> None:
    scene = agreed()
    entry = with_peers(scene)
    day = (until(scene, entry) or date.max) + timedelta(days=10)
    taken(scene, entry, "extend", until=day)
    assert until(scene, entry) == day
    past(scene, day - timedelta(days=1))
    assert status_of(scene, entry) == "peers"
    past(scene, day)
    assert status_of(scene, entry) == "sponsors"


def test_an_extension_names_a_later_day() -> None:
    scene = agreed()
    entry = with_peers(scene)
    for day in (until(scene, entry), scene.now.date(), scene.now.date() + timedelta(days=400)):
        with refused("until_unfit"):
            proposed(scene, entry, "extend", until=day)
    with refused("until_missing"):
        proposed(scene, entry, "extend")
    with refused("until_missing"):
        proposed(scene, entry, "up", until=date(2026, 2, 2))


def test_what_somebody_raised_it_withdraws_with_the_consent_of_the_others() -> None:
    scene = agreed()
    entry = with_peers(scene)
    with refused("not_yours"):
        proposed(scene, entry, "withdraw", "bo")
    step = proposed(scene, entry, "withdraw")
    assert status_of(scene, entry) == "peers"
    scene.act(BO, steps.agree_step, step=step)
    assert status_of(scene, entry) == "withdrawn"


def test_a_member_withdraws_the_warning_that_they_raised_when_both_sides_agree() -> None:
    scene = agreed()
    scene.seat("p_fred", "bo", BO, "member")
    scene.seat("p_gus", "bo", BO, "member")
    entry = raised(scene, "fred")
    with refused("not_for_this_role"):
        proposed(scene, entry, "withdraw", "gus")
    step = proposed(scene, entry, "withdraw", "fred")
    assert steps.awaited(scene.alliance, conflict(scene, entry), conflict(scene, entry).steps[step]) == ("ada",)


def test_a_step_is_answered_by_the_others_and_once() -> None:
    scene = agreed(("ada", "bo", "dee", "zoe"))
    entry = with_peers(scene, between=("ada", "bo", "dee"))
    step = proposed(scene, entry, "resolve")
    with refused("own_step"):
        scene.act(ADA, steps.agree_step, step=step)
    with refused("not_concerned"):
        scene.act("p_zoe", steps.agree_step, step=step)
    scene.act(BO, steps.agree_step, step=step)
    with refused("already_agreed"):
        scene.act(BO, steps.agree_step, step=step)
    with refused("already_proposed"):
        proposed(scene, entry, "resolve", "dee")
    with refused("part_unknown"):
        scene.act(BO, steps.agree_step, step=entry)


def test_the_way_back_from_a_step_that_one_proposed() -> None:
    scene = agreed()
    entry = with_peers(scene)
    step = proposed(scene, entry, "resolve")
    with refused("not_your_step"):
        scene.act(BO, steps.withdraw_step, step=step, reason="Not so")
    scene.act(ADA, steps.withdraw_step, step=step, reason="It came back")
    with refused("step_closed"):
        scene.act(BO, steps.agree_step, step=step)


@settings(max_examples=40, deadline=None)
@given(
    order=st.permutations(range(4)),
    kinds=st.lists(st.sampled_from(["up", "down", "resolve", "later"]), max_size=8),
)
def test_whoever_proposes_and_in_whatever_order_they_answer_it_ends_the_same(
    order: list[int], kinds: list[str]
) -> None:
    names = partner_ids(4)
    outcomes = []
    for turn in (list(range(4)), order):
        scene = agreed(names)
        entry = with_peers(scene, names[turn[0]], names)
        for kind in kinds:
            if kind == "later":
                later(scene, 10)
            else:
                try_all(scene, entry, kind, [names[number] for number in turn])
        outcomes.append((status_of(scene, entry), [each[:1] for each in course(conflict(scene, entry), scene.now)]))
    assert outcomes[0] == outcomes[1]


def try_all(scene: Scene, entry: int, kind: str, parties: list[str]) -> None:
    try:
        step = proposed(scene, entry, kind, parties[0])
    except Refused:
        return
    for party in parties[1:]:
        scene.act(person(party), steps.agree_step, step=step)


@pytest.mark.parametrize("count", [2, 3, 40])
def test_every_party_concerned_is_asked_however_many_there_are(count: int) -> None:
    names = partner_ids(count)
    scene = agreed(names)
    entry = with_peers(scene, between=names)
    step = proposed(scene, entry, "resolve")
    for party in names[1:]:
        assert status_of(scene, entry) == "peers"
        scene.act(person(party), steps.agree_step, step=step)
    assert status_of(scene, entry) == "resolved"
