"""A settlement is signed by all, becomes commitments, is tested on its day, and opens again when it did not hold."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.alliance import commitments
from paripassu.alliance.conflicts import settlements, tiers
from paripassu.alliance.conflicts.matters import Action, digest, stay
from tests.alliance.quarrelling import (
    conflict,
    drafted,
    later,
    looked,
    option,
    past,
    raised,
    settled,
    signed,
    status_of,
    table,
    until,
    with_peers,
)
from tests.cast import ADA, BO, CY, Scene, agreed, partner_ids, refused

ACTION = Action("bo", ("ada",), "Night passes for the crew", date(2026, 2, 2))


def test_a_conflict_is_settled_when_the_last_party_has_signed() -> None:
    scene = agreed()
    entry = with_peers(scene)
    drafted(scene, entry)
    signed(scene, entry, "ada")
    assert status_of(scene, entry) == "peers"
    signed(scene, entry, "bo")
    assert status_of(scene, entry) == "settled"
    assert table(scene, entry).in_force is not None


def test_a_signature_is_bound_to_exactly_that_text() -> None:
    scene = agreed()
    entry = with_peers(scene)
    index = drafted(scene, entry)
    with refused("text_differs"):
        scene.act(BO, settlements.sign, settlement=index, seal="ab" * 32)
    assert table(scene, entry).digest == digest(entry, table(scene, entry).terms)


def test_who_does_not_sign_says_why_and_another_text_is_drafted() -> None:
    scene = agreed()
    entry = with_peers(scene)
    first = drafted(scene, entry)
    signed(scene, entry, "ada")
    with refused("text_missing"):
        scene.act(BO, settlements.refuse, settlement=first, reason=" ")
    scene.act(BO, settlements.refuse, settlement=first, reason="One night is enough")
    assert list(table(scene, entry).refused) == ["bo"]
    with refused("draft_replaced"):
        drafted(scene, entry, "bo", text="Tests run on one night a week")
    second = drafted(scene, entry, "bo", text="Tests run on one night a week", instead=first, note="One night")
    with refused("draft_replaced"):
        scene.act(ADA, settlements.withdraw_signature, settlement=first, reason="Changed")
    assert conflict(scene, entry).settlements[0].signed.keys() == {"ada"}
    assert table(scene, entry).said.index == second
    signed(scene, entry)
    assert status_of(scene, entry) == "settled"


def test_who_refused_can_still_sign() -> None:
    scene = agreed()
    entry = with_peers(scene)
    index = drafted(scene, entry)
    scene.act(BO, settlements.refuse, settlement=index, reason="Let me ask")
    signed(scene, entry)
    assert status_of(scene, entry) == "settled"


def test_a_signature_is_taken_back_until_all_have_signed() -> None:
    scene = agreed()
    entry = with_peers(scene)
    index = drafted(scene, entry)
    with refused("not_signed"):
        scene.act(ADA, settlements.withdraw_signature, settlement=index, reason="Hm")
    signed(scene, entry, "ada")
    with refused("signed_yourself"):
        drafted(scene, entry, instead=index)
    with refused("signed_yourself"):
        scene.act(ADA, settlements.refuse, settlement=index, reason="Hm")
    with refused("already_signed"):
        signed(scene, entry, "ada")
    scene.act(ADA, settlements.withdraw_signature, settlement=index, reason="The dates are wrong")
    signed(scene, entry, "bo")
    assert status_of(scene, entry) == "peers"
    signed(scene, entry, "ada")
    with refused("conflict_closed"):
        scene.act(ADA, settlements.withdraw_signature, settlement=index, reason="Too late")


def test_a_draft_is_taken_off_by_its_party_while_no_other_has_signed() -> None:
    scene = agreed()
    entry = with_peers(scene)
    index = drafted(scene, entry)
    with refused("not_your_draft"):
        scene.act(BO, settlements.drop, settlement=index, reason="No")
    signed(scene, entry, "bo")
    with refused("signed"):
        scene.act(ADA, settlements.drop, settlement=index, reason="No")
    scene.act(BO, settlements.withdraw_signature, settlement=index, reason="Wait")
    scene.act(ADA, settlements.drop, settlement=index, reason="Too early")
    assert conflict(scene, entry).draft is None
    drafted(scene, entry, "bo")


def test_the_neutral_that_helps_drafts_and_does_not_sign() -> None:
    scene = agreed(neutral=True)
    entry = with_peers(scene)
    scene.act(BO, tiers.call_neutral, conflict=entry, neutral="cy", reason="Help")
    scene.act(CY, tiers.answer_call, conflict=entry, joins=True, text="Yes")
    drafted(scene, entry, "cy")
    with refused("not_for_this_role"):
        signed(scene, entry, "cy")
    signed(scene, entry)
    assert status_of(scene, entry) == "settled"


def test_only_those_concerned_draft_and_sign() -> None:
    scene = agreed(("ada", "bo", "dee"))
    entry = with_peers(scene)
    with refused("not_concerned"):
        drafted(scene, entry, "dee")
    drafted(scene, entry)
    with refused("not_concerned"):
        signed(scene, entry, "dee")
    with refused("only_a_warning"):
        drafted(scene, raised(scene))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"text": ""}, "text_missing"),
        ({"test": ""}, "text_missing"),
        ({"on": date(2026, 1, 5)}, "test_day"),
        ({"on": date(2036, 1, 5)}, "test_day"),
        ({"option": 1}, "option_unknown"),
        ({"actions": [ACTION, ACTION]}, "too_many_actions"),
        ({"actions": [Action("bo", ("bo",), "x", ACTION.due)]}, "action_parties"),
        ({"actions": [Action("eve", ("bo",), "x", ACTION.due)]}, "action_parties"),
        ({"actions": [Action("bo", (), "x", ACTION.due)]}, "action_parties"),
        ({"actions": [Action("bo", ("ada",), "", ACTION.due)]}, "text_missing"),
        ({"actions": [Action("bo", ("ada",), "x", date(2025, 1, 1))]}, "action_due"),
    ],
)
def test_a_text_that_nobody_could_keep_is_refused(fields: dict[str, Any], code: str) -> None:
    scene = agreed()
    entry = with_peers(scene)
    with refused(code):
        drafted(scene, entry, **fields)


def test_a_text_whose_test_is_over_is_not_signed() -> None:
    scene = agreed()
    entry = with_peers(scene)
    drafted(scene, entry, on=scene.now.date() + timedelta(days=2))
    later(scene, 4)
    with refused("test_day"):
        signed(scene, entry, "bo")


def test_the_actions_of_a_settlement_become_commitments_linked_with_it() -> None:
    scene = agreed()
    entry = with_peers(scene)
    settled(scene, entry, actions=[ACTION], option=option(scene, entry))
    assert settlements.actions_missing(scene.alliance, conflict(scene, entry)) == (ACTION,)
    made = scene.act(BO, settlements.propose_actions, conflict=entry).index
    assert settlements.actions_missing(scene.alliance, conflict(scene, entry)) == ()
    assert scene.alliance.links.of(entry) == (made,)
    scene.act(ADA, commitments.agree, entries=[made])
    assert scene.alliance.commitments.commitment(made).in_force
    with refused("nothing_chosen"):
        scene.act(BO, settlements.propose_actions, conflict=entry)


def test_a_settlement_held_when_every_side_says_so_on_its_day() -> None:
    scene = agreed()
    entry = with_peers(scene)
    settled(scene, entry)
    with refused("test_ahead"):
        looked(scene, entry, "ada", held=True)
    past(scene, table(scene, entry).terms.on)
    looked(scene, entry, "ada", held=True)
    assert status_of(scene, entry) == "settled"
    with refused("already_looked"):
        looked(scene, entry, "ada", held=True)
    looked(scene, entry, "bo", held=True)
    assert status_of(scene, entry) == "held"
    with refused("held"):
        looked(scene, entry, "bo", held=False)


def test_when_one_side_finds_that_it_did_not_hold_it_is_open_again_with_the_peers() -> None:
    scene = agreed()
    entry = with_peers(scene)
    later(scene, 20)
    assert status_of(scene, entry) == "sponsors"
    settled(scene, entry)
    looked(scene, entry, "bo", held=False)
    assert status_of(scene, entry) == "peers"
    assert stay(conflict(scene, entry), scene.now).came == "reopened"
    assert until(scene, entry) == scene.now.date() + timedelta(days=14)
    with refused("not_settled"):
        looked(scene, entry, "ada", held=True)
    settled(scene, entry, text="Tests run on Saturdays")
    assert [each.in_force is not None for each in conflict(scene, entry).settlements] == [True, True]


def test_a_side_thinks_again_about_whether_it_held() -> None:
    scene = agreed()
    entry = with_peers(scene)
    settled(scene, entry)
    past(scene, table(scene, entry).terms.on)
    looked(scene, entry, "ada", held=True)
    looked(scene, entry, "ada", held=False)
    assert status_of(scene, entry) == "peers"


@settings(max_examples=25, deadline=None)
@given(count=st.sampled_from([2, 3, 5, 40]), data=st.data())
def test_in_whatever_order_they_sign_it_is_settled_with_the_last(count: int, data: st.DataObject) -> None:
    names = partner_ids(count)
    scene: Scene = agreed(names)
    entry = with_peers(scene, between=names)
    drafted(scene, entry, data.draw(st.sampled_from(names)))
    for name in data.draw(st.permutations(names)):
        assert status_of(scene, entry) == "peers"
        signed(scene, entry, name)
    assert status_of(scene, entry) == "settled"
    assert set(table(scene, entry).signed) == set(names)
