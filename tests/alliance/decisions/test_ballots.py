"""Ballots are sealed until the vote is closed; the last of each voter counts; none is left out or counted late."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.alliance.alliance import Withheld, audience, audit, fold, open_sealed
from paripassu.alliance.decisions import ballots, objections
from paripassu.alliance.decisions.ballots import BallotCast, BallotHandedIn
from paripassu.alliance.decisions.proposals import VoteRule
from paripassu.alliance.seals import OpenedEntry
from paripassu.record.canonical import canonical
from tests.alliance.deciding import (
    CLOSES,
    after,
    came_of,
    envelope,
    on,
    opened,
    proposal,
    proposed,
    revised,
    stands,
    vote,
)
from tests.cast import ADA, BO, Scene, agreed, partner_ids, person, refused

THREE = ("ada", "bo", "dee")


def test_a_ballot_is_its_partys_own_and_that_there_is_one_is_everybodys(scene: Scene) -> None:
    index = proposed(scene, method="vote")
    sealed = vote(scene, index, ada="yes")["ada"]
    assert audience(scene.facts[sealed].fact, "ada") == ("ada",)
    assert audience(scene.facts[sealed + 1].fact, "ada") == ()
    others = [r._replace(fact=Withheld()) if r.index == sealed else r for r in scene.facts]
    assert fold(others) == fold(scene.facts) == scene.alliance
    assert proposal(scene, index).ballots == {"ada": sealed}
    assert proposal(scene, index).votes == {}


def test_no_ballot_is_opened_before_its_time_by_anybody(scene: Scene) -> None:
    index = proposed(scene, method="vote")
    vote(scene, index, ada="yes")
    for who in (ADA, BO):
        with refused("not_time"):
            opened(scene, index, who)
    after(scene)
    opened(scene, index, BO)
    assert came_of(scene, index) == (False, "too_few")


def test_ballots_are_opened_early_once_all_have_cast_and_then_nobody_changes_theirs(scene: Scene) -> None:
    index = proposed(scene, method="vote")
    sealed = vote(scene, index, ada="yes", bo="yes")
    scene.act(ADA, open_sealed, entries=(envelope(scene, sealed["bo"]),))
    assert stands(scene, index) == "opening"
    with refused("vote_closed"):
        vote(scene, index, ada="no")
    opened(scene, index)
    assert came_of(scene, index) == (True, "carried")


def test_the_last_ballot_before_the_close_counts_and_the_one_before_stays_sealed(scene: Scene) -> None:
    index = proposed(scene, method="vote")
    first = vote(scene, index, ada="no", bo="yes")["ada"]
    vote(scene, index, ada="yes")
    with refused("not_handed_in"):
        scene.act(BO, open_sealed, entries=(envelope(scene, first),))
    opened(scene, index)
    assert ballots.tally(proposal(scene, index)).counts == {"yes": 2, "no": 0, "abstain": 0}
    assert first in scene.alliance.seals.closed


def test_a_late_ballot_never_counts(scene: Scene) -> None:
    index = proposed(scene, method="vote")
    vote(scene, index, ada="yes")
    after(scene)
    with refused("vote_closed"):
        vote(scene, index, bo="yes")
    late = BallotCast(by=BO, proposal=index, text=index, choice="yes")
    scene.enter("bo", late)
    entry = scene.enter("bo", BallotHandedIn(by=BO, proposal=index, text=index, ballot=len(scene.facts) - 1)).index
    state, findings = audit(scene.facts)
    assert [finding.at for finding in findings] == [f"entry {entry - 1}", f"entry {entry}"]
    assert set(state.decisions.proposal(index).ballots) == {"ada"}


def test_a_party_hands_in_no_ballot_of_another_and_none_from_elsewhere(scene: Scene) -> None:
    index = proposed(scene, method="vote")
    sealed = vote(scene, index, ada="yes")["ada"]
    for party, who, ballot in (("bo", BO, sealed), ("ada", ADA, sealed), ("ada", ADA, 3)):
        forged = BallotHandedIn(by=who, proposal=index, text=index, ballot=ballot)
        written = [*scene.facts, scene.facts[-1]._replace(index=len(scene.facts), party=party, fact=forged)]
        assert [finding.at for finding in audit(written)[1]] == [f"entry {len(scene.facts)}"]


def test_what_is_opened_must_be_the_ballot_that_was_handed_in_for_this_vote(scene: Scene) -> None:
    index, other = proposed(scene, method="vote"), proposed(scene, method="vote")
    sealed = vote(scene, index, ada="yes", bo="yes")["ada"]
    wrong = [
        ("not_handed_in", BallotCast(by=ADA, proposal=other, text=other, choice="yes")),
        ("choice_unknown", BallotCast(by=ADA, proposal=index, text=index, choice="maybe")),
        ("text_changed", BallotCast(by=ADA, proposal=index, text=3, choice="yes")),
    ]  # fmt: skip
    for code, ballot in wrong:
        with refused(code):
            scene.act(BO, open_sealed, entries=(OpenedEntry(sealed, "00" * 32, canonical(ballot).decode()),))


def test_what_nobody_can_open_in_time_is_no_ballot_and_holds_up_nothing() -> None:
    scene = agreed(THREE)
    index = proposed(scene, method="vote")
    sealed = vote(scene, index, ada="yes", bo="yes", dee="no")
    after(scene)
    scene.act(ADA, open_sealed, entries=tuple(envelope(scene, sealed[party]) for party in ("ada", "bo")))
    assert stands(scene, index) == "opening"
    after(scene, date(2026, 1, 27))
    assert came_of(scene, index) == (True, "carried")
    with refused("not_time"):
        opened(scene, index)


def test_a_revised_text_needs_new_ballots(scene: Scene) -> None:
    index = proposed(scene, method="vote")
    old = vote(scene, index, ada="yes", bo="yes")["ada"]
    revised(scene, index)
    assert proposal(scene, index).ballots == {}
    with refused("not_handed_in"):
        scene.act(ADA, open_sealed, entries=(envelope(scene, old),))
    with refused("text_changed"):
        scene.act(BO, ballots.cast, proposal=index, choice="yes", text=index)
    vote(scene, index, ada="yes", bo="abstain")
    opened(scene, index)
    assert came_of(scene, index) == (False, "one_alone")


def test_objections_are_heard_in_a_vote_and_do_not_stop_it() -> None:
    scene = agreed(THREE)
    index = proposed(scene, method="vote")
    scene.act(person("dee"), objections.object_to, proposal=index, reason="It ruins us.")
    vote(scene, index, ada="yes", bo="yes", dee="no")
    opened(scene, index)
    assert came_of(scene, index) == (True, "carried")


def test_a_team_member_and_a_stranger_have_no_ballot(scene_with_neutral: Scene) -> None:
    scene = scene_with_neutral
    scene.seat("p_mira", "bo", BO, "member")
    index, by_consent = proposed(scene, method="vote"), proposed(scene)
    for who, at, code in (
        ("p_mira", index, "not_for_this_role"), ("p_cy", index, "not_for_this_role"), ("p_eve", index, "no_seat"),
        (BO, by_consent, "no_vote"), (BO, 0, "proposal_unknown"),
    ):  # fmt: skip
        with refused(code):
            scene.act(who, ballots.cast, proposal=at, choice="yes")
    for choice in ("", "1", "YES"):
        with refused("choice_unknown"):
            scene.act(BO, ballots.cast, proposal=index, choice=choice)


def test_a_vote_between_options_is_carried_by_the_one_with_enough() -> None:
    scene = agreed(("ada", "bo", "dee", "eli"))
    index = proposed(scene, method="vote", options=("Bergen", "Oslo", "Turku"))
    assert ballots.choices(proposal(scene, index)) == ["1", "2", "3", "abstain"]
    vote(scene, index, ada="1", bo="2", dee="2", eli="abstain")
    opened(scene, index)
    tally = ballots.tally(proposal(scene, index))
    assert tally == ballots.Tally({"1": 1, "2": 2, "3": 0, "abstain": 1}, 4, "2", "carried")


@pytest.mark.parametrize(
    ("rule", "yes", "no", "enough"),
    [
        ("simple", 2, 2, False), ("simple", 3, 2, True), ("simple", 0, 0, False),
        ("two_thirds", 4, 2, True), ("two_thirds", 5, 3, False), ("two_thirds", 1, 0, True),
        ("unanimous", 3, 0, True), ("unanimous", 39, 1, False), ("unanimous", 0, 0, False),
    ],
)  # fmt: skip
def test_how_many_are_enough(rule: VoteRule, yes: int, no: int, enough: bool) -> None:
    assert ballots.enough(rule, yes, yes + no) is enough


@given(voters=st.integers(2, 40))
def test_a_quorum_is_never_one_alone_and_never_more_than_all(voters: int) -> None:
    for method in ("consent", "vote", "consensus"):
        assert 2 <= ballots.least_quorum(voters) <= ballots.quorum(method, voters) <= voters


@settings(max_examples=12, deadline=None)
@given(count=st.integers(2, 40), chosen=st.data())
def test_the_count_is_right_for_two_to_forty_parties_in_whatever_order_they_vote(
    count: int, chosen: st.DataObject
) -> None:
    scene = agreed(partner_ids(count))
    index = proposed(scene, method="vote")
    order = chosen.draw(st.permutations(partner_ids(count)))
    choices = {party: chosen.draw(st.sampled_from(["yes", "no", "abstain"])) for party in order}
    vote(scene, index, **choices)
    opened(scene, index)
    yes, no = (sum(choice == one for choice in choices.values()) for one in ("yes", "no"))
    assert came_of(scene, index)[0] == (yes > no and yes >= 2)


def test_all_cast_and_sealed_ballots_say_what_is_handed_in(scene: Scene) -> None:
    index = proposed(scene, method="vote")
    assert not ballots.all_cast(proposal(scene, index))
    sealed = vote(scene, index, bo="yes", ada="no")
    assert ballots.all_cast(proposal(scene, index))
    assert ballots.sealed_ballots(proposal(scene, index)) == tuple(sorted(sealed.values()))
    assert ballots.may_be_opened(proposal(scene, index), scene.now)
    on(scene, CLOSES)
    assert not ballots.opening_over(proposal(scene, index), scene.now)
