"""Who decides: the partners, or the members of a body; nobody on its own breach, and never one alone."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from paripassu.alliance import commitments
from paripassu.alliance.commitments import breaches
from paripassu.alliance.decisions import ballots, objections, vetoes
from paripassu.alliance.parties import arrangements, bodies
from paripassu.alliance.parties.bodies import BodySet, BodyTerms
from tests.alliance.deciding import after, agree, came_of, on, opened, proposal, proposed, stands, vote
from tests.cast import ADA, BO, Scene, agreed, person, refused

THREE = ("ada", "bo", "dee")
DEE = person("dee")


def board(scene: Scene, parties: Sequence[str], **terms: Any) -> int:
    """A body with two members of each of these parties: its manager, and one more."""
    set_up = BodySet(terms=BodyTerms(name="Board", purpose="To run it.", parties=tuple(parties), **terms))
    index = scene.act(ADA, arrangements.propose, matter=set_up, why="We need one.").index
    for party in scene.alliance.parties.partners:
        if party != "ada":
            scene.act(person(party), arrangements.agree, arrangement=index)
    for party in parties:
        scene.seat(f"q_{party}", party, person(party), "member")
        scene.act(person(party), bodies.name_members, body=index, members=(person(party), f"q_{party}"))
    return index


def cast(scene: Scene, index: int, **choices: str) -> None:
    for who, choice in choices.items():
        scene.act(who, ballots.cast, proposal=index, choice=choice)


def test_a_body_votes_by_its_members_under_its_own_quorum_and_rule() -> None:
    scene = agreed(THREE)
    index = proposed(scene, method="body", body=board(scene, ("ada", "bo"), rule="simple", quorum="majority"))
    found = proposal(scene, index)
    assert (found.voters, found.quorum, found.rule) == (("p_ada", "p_bo", "q_ada", "q_bo"), 3, "simple")
    with refused("not_a_voter"):
        vote(scene, index, dee="no")
    assert stands(scene, index) == "questions"
    cast(scene, index, p_bo="yes")
    assert stands(scene, index) == "decision"
    cast(scene, index, p_ada="yes", q_ada="yes", p_bo="no", q_bo="yes")
    opened(scene, index)
    assert came_of(scene, index) == (True, "carried")


def test_in_a_body_by_consent_one_against_is_enough_and_one_party_alone_is_not() -> None:
    scene = agreed()
    body = board(scene, ("ada", "bo"), rule="consent")
    against, alone = proposed(scene, method="body", body=body), proposed(scene, method="body", body=body)
    cast(scene, against, p_ada="yes", q_ada="yes", p_bo="yes", q_bo="no")
    cast(scene, alone, p_ada="yes", q_ada="yes", p_bo="abstain", q_bo="abstain")
    for index in (against, alone):
        opened(scene, index)
    assert came_of(scene, against) == (False, "not_carried")
    assert came_of(scene, alone) == (False, "one_alone")


def test_a_body_that_is_none_decides_nothing(scene: Scene) -> None:
    with refused("body_unknown"):
        proposed(scene, method="body", body=3)


@pytest.fixture
def late() -> tuple[Scene, int]:
    """Dee owes something that is late, and Ada has given notice of it."""
    scene = agreed(THREE)
    fields = {"owner": "dee", "to": ("ada", "bo"), "what": "The hull", "due": date(2026, 1, 10)}
    entry = scene.act(ADA, commitments.promise, **fields).index
    for who in (BO, DEE):
        scene.act(who, commitments.agree, entries=(entry,))
    on(scene, date(2026, 1, 12))
    scene.act(ADA, breaches.give_notice, entry=entry, due=date(2026, 1, 10), reason="No hull is here.")
    return scene, entry


def test_a_party_has_no_vote_and_no_veto_on_its_own_breach_but_a_voice(late: tuple[Scene, int]) -> None:
    scene, entry = late
    index = proposed(scene, method="vote", about=(entry,))
    assert (proposal(scene, index).voters, proposal(scene, index).barred) == (("ada", "bo"), ("dee",))
    with refused("own_breach"):
        vote(scene, index, dee="no")
    scene.act(DEE, objections.react, proposal=index, text="The yard burnt down.")
    vote(scene, index, ada="yes", bo="yes")
    opened(scene, index)
    assert stands(scene, index) == "accepted"
    with refused("own_breach"):
        scene.act(DEE, vetoes.veto, proposal=index, interest="cost", reason="It ruins us.")


def test_a_vote_on_something_else_is_not_barred(late: tuple[Scene, int]) -> None:
    scene, _entry = late
    index = proposed(scene, method="consent")
    assert proposal(scene, index).barred == ()
    agree(scene, index, "dee")
    after(scene)
    assert came_of(scene, index) == (True, "no_objection")


def test_where_two_are_partners_nobody_is_barred_because_nobody_judges_alone() -> None:
    scene = agreed()
    entry = scene.act(ADA, commitments.promise, owner="bo", to=("ada",), what="The hull", due=date(2026, 1, 10)).index
    scene.act(BO, commitments.agree, entries=(entry,))
    on(scene, date(2026, 1, 12))
    scene.act(ADA, breaches.give_notice, entry=entry, due=date(2026, 1, 10), reason="No hull is here.")
    index = proposed(scene, method="vote", about=(entry,))
    assert proposal(scene, index).voters == ("ada", "bo")
