"""A proposal is put, made better, taken back; what it may say; and that it links to what it is about."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.alliance import agreement, decisions
from paripassu.alliance.alliance import audit, fold
from paripassu.alliance.decisions import objections
from tests import deciding_moves
from tests.alliance.deciding import CLOSES, REVIEW, after, agree, came_of, on, proposal, proposed, revised, stands
from tests.cast import ADA, BO, CY, Scene, agreed, founded, person, refused, terms
from tests.moves import Move, opened, play


def test_nothing_is_decided_before_an_agreement_is_in_force() -> None:
    with refused("nothing_in_force"):
        proposed(founded())


def test_a_neutral_and_a_team_member_propose_nothing(scene_with_neutral: Scene) -> None:
    scene = scene_with_neutral
    scene.seat("p_mira", "ada", ADA, "member")
    for who in (CY, "p_mira"):
        with refused("not_for_this_role"):
            proposed(scene, who)


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("text_missing", {"title": " "}),
        ("text_missing", {"reasons": ""}),
        ("text_too_long", {"title": "x" * 201}),
        ("method_unknown", {"method": "shouting"}),
        ("body_missing", {"method": "body"}),
        ("body_missing", {"body": 3}),
        ("closing_day", {"closes": date(2026, 1, 7)}),
        ("closing_day", {"closes": date(2028, 1, 7)}),
        ("review_day", {"review": CLOSES}),
        ("veto_days", {"veto_days": 0}),
        ("veto_days", {"veto_days": 61}),
        ("quorum_unfit", {"quorum": 1, "method": "vote"}),
        ("quorum_unfit", {"quorum": 3, "method": "vote"}),
        ("quorum_unfit", {"quorum": 2, "method": "consensus"}),
        ("options_need_a_vote", {"options": ("red", "blue")}),
        ("options_unfit", {"method": "vote", "options": ("red",)}),
        ("options_unfit", {"method": "vote", "options": ("red", "Red")}),
        ("text_missing", {"method": "vote", "options": ("red", " ")}),
        ("carrier_unknown", {"carrier": "eve"}),
        ("carrier_elsewhere", {"carrier": "ada", "person": BO}),
        ("no_seat", {"carrier": "ada", "person": "p_eve"}),
        ("thing_unknown", {"about": (0,)}),
        ("clause_unknown", {"clauses": ("c9",)}),
        ("proposal_unknown", {"revises": 0}),
    ],
)
def test_what_cannot_be_proposed_is_refused_and_says_what_to_do(
    scene: Scene, code: str, fields: dict[str, Any]
) -> None:
    with refused(code):
        proposed(scene, **fields)


def test_the_least_time_is_three_days_and_the_longest_a_year(scene: Scene) -> None:
    for days in (3, 366):
        proposed(scene, closes=scene.now.date() + timedelta(days=days))


def test_a_proposal_is_linked_both_ways(scene: Scene) -> None:
    posting = scene.post(ADA, "ada")
    first = proposed(scene, about=(posting,))
    second = proposed(scene, BO, revises=first)
    links = scene.alliance.links
    assert links.of(first) == (posting, second)
    assert links.of(posting) == (first,)
    assert proposal(scene, first).revised_by == [second]


def test_who_proposes_says_yes_with_it_and_nobody_else_does(scene: Scene) -> None:
    assert set(proposal(scene, proposed(scene)).agreed) == {"ada"}
    assert proposal(scene, proposed(scene, method="vote")).agreed == {}


def test_only_the_proposer_revises_and_only_to_something_else_that_leaves_time(scene: Scene) -> None:
    index = proposed(scene)
    with refused("not_your_proposal"):
        revised(scene, index, BO)
    with refused("nothing_revised"):
        revised(scene, index, text="We buy a second ship.")
    with refused("text_missing"):
        revised(scene, index, note=" ")
    with refused("closing_sooner"):
        revised(scene, index, closes=date(2026, 1, 19))
    on(scene, date(2026, 1, 19))
    with refused("closing_day"):
        revised(scene, index)
    revised(scene, index, closes=date(2026, 1, 25))
    assert [text.wording.closes.day for text in proposal(scene, index).texts] == [20, 25]


def test_a_yes_is_to_one_text_and_an_objection_to_the_matter(scene: Scene) -> None:
    scene = agreed(("ada", "bo", "dee"))
    index = proposed(scene)
    agree(scene, index, "bo")
    scene.act(person("dee"), objections.object_to, proposal=index, reason="It ruins us.")
    revised(scene, index)
    assert set(proposal(scene, index).agreed) == {"ada"}
    assert len(proposal(scene, index).standing_objections) == 1


def test_a_proposal_is_withdrawn_by_its_proposer_before_its_last_day_is_over(scene: Scene) -> None:
    index = proposed(scene)
    with refused("not_your_proposal"):
        scene.act(BO, decisions.withdraw, proposal=index, reason="no")
    late = proposed(scene)
    scene.act(ADA, decisions.withdraw, proposal=index, reason="The ship was sold to somebody else.")
    assert stands(scene, index) == "withdrawn"
    with refused("proposal_withdrawn"):
        agree(scene, index, "bo")
    agree(scene, late, "bo")
    after(scene)
    with refused("proposal_closed"):
        scene.act(ADA, decisions.withdraw, proposal=late, reason="We think again.")


def test_a_better_proposal_takes_the_place_of_an_accepted_one(scene: Scene) -> None:
    first = proposed(scene, review=REVIEW)
    agree(scene, first, "bo")
    after(scene)
    second = proposed(scene, BO, revises=first, closes=date(2026, 2, 20))
    assert stands(scene, first) == "accepted"
    agree(scene, second, "ada")
    after(scene, date(2026, 2, 20))
    assert (stands(scene, first), stands(scene, second)) == ("replaced", "accepted")


def test_who_is_partner_no_more_is_waited_for_no_more() -> None:
    scene = agreed(("ada", "bo", "dee"))
    index = proposed(scene, method="consensus")
    scene.act(person("dee"), objections.object_to, proposal=index, reason="It ruins us.")
    agree(scene, index, "bo")
    _leave(scene, "dee")
    assert proposal(scene, index).parties == ("ada", "bo")
    assert came_of(scene, index) == (True, "all_agree")
    assert audit(scene.facts) == (fold(scene.facts), [])


def _leave(scene: Scene, party: str) -> None:
    """Amend the agreement so that a party is no partner any more; all of them sign."""
    left = [one for one in scene.alliance.parties.partners if one != party]
    draft = scene.act(ADA, agreement.table, terms=terms(left), base=1, reason="change", note="leaves").index
    on_table = scene.alliance.agreement.draft
    assert on_table is not None
    for one in on_table.signatories:
        scene.act(person(one), agreement.accept, draft=draft)
    for one in on_table.signatories:
        scene.act(person(one), agreement.sign, draft=draft, digest=on_table.digest)


# --- one party alone ---

NAMES = ("ada", "bo", "dee")
SMALL = st.integers(0, 7)
ROUNDS = st.lists(
    st.builds(deciding_moves.one_round, st.integers(0, 2), st.integers(1, 9), SMALL, SMALL), min_size=1, max_size=3
)
ALONE = st.lists(
    st.builds(Move, st.sampled_from([*deciding_moves.KINDS, "wait"]), st.just(0), st.just(0), SMALL, SMALL),
    min_size=10,
    max_size=25,
)


@settings(max_examples=200, deadline=None)
@given(rounds=ROUNDS, lone=st.integers(0, 2), tried=ALONE)
def test_one_party_alone_decides_nothing_undoes_nothing_and_holds_nothing_up_for_ever(
    rounds: list[list[deciding_moves.Told]], lone: int, tried: list[Move]
) -> None:
    scene = opened(NAMES)
    play(scene, NAMES, [Move(*move) for one in rounds for move in one])
    before = deciding_moves.before(scene.alliance, NAMES[lone], scene.now)
    for move in tried:
        play(scene, NAMES, [move._replace(who=lone)])
        deciding_moves.check(before, scene.alliance, NAMES[lone], scene.now)
    assert audit(scene.facts)[1] == []
