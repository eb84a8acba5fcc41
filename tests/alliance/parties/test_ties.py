"""Who knows whom across the table, from what they did and what they noted."""

from datetime import timedelta
from typing import Any

import pytest

from paripassu.alliance import decisions, parties
from paripassu.alliance.checkins import minutes
from paripassu.alliance.decisions import objections
from paripassu.alliance.parties import ties
from tests import cast
from tests.alliance.arranging import arrange, line
from tests.alliance.meeting import FIRST, meeting, opened
from tests.cast import ADA, BO, CY, DAY, Scene, refused


@pytest.fixture
def scene() -> Scene:
    """Ada and Bo in force, the neutral, and a colleague of each."""
    made = cast.agreed(neutral=True)
    made.seat("p_alf", "ada", ADA, role="member")
    made.seat("p_ben", "bo", BO, role="member")
    return made


def note(scene: Scene, by: str, *people: str, **changes: Any) -> None:
    usual: dict[str, Any] = {"people": people, "on": scene.now.date(), "how": "call", "what": "the trials"}
    scene.act(by, ties.note_interaction, **(usual | changes))


def pairs(scene: Scene) -> dict[tuple[str, str], int]:
    return {tie.people: tie.contacts for tie in ties.living(scene.alliance)}


def test_people_who_sign_confirm_and_agree_are_tied(scene: Scene) -> None:
    assert pairs(scene) == {(ADA, BO): 1}, "they signed the same text"
    scene.confirm("p_ben", scene.post("p_alf", "ada"))
    arrange(scene, ADA, line())
    assert pairs(scene) == {(ADA, BO): 2, ("p_alf", "p_ben"): 1}


def test_one_notes_what_one_took_part_in(scene: Scene) -> None:
    note(scene, "p_alf", "p_ben", CY, ADA)
    assert {pair for pair in pairs(scene) if "p_alf" in pair} == {("p_alf", "p_ben"), ("p_alf", CY)}
    assert ("p_ada", "p_alf") not in pairs(scene), "within one party is that party's own matter"


def test_what_cannot_have_been_is_not_noted(scene: Scene) -> None:
    with refused("one_side_only"):
        note(scene, ADA, "p_alf")
    with refused("people_count"):
        note(scene, ADA)
    with refused("no_seat"):
        note(scene, ADA, "p_eve")
    for on in (DAY + timedelta(days=3), DAY - timedelta(days=400)):
        with refused("interaction_day"):
            note(scene, ADA, BO, on=on)


def test_nobody_notes_for_others(scene: Scene) -> None:
    fact = ties.InteractionNoted(by=ADA, people=(BO, CY), on=DAY, how="call")
    with refused("not_among_them"):
        ties.rule(scene.alliance, scene.facts[0]._replace(fact=fact), fact)


def test_a_single_thread_and_a_stale_tie_are_listed(scene: Scene) -> None:
    [thread] = ties.single_threads(scene.alliance, scene.now)
    assert (thread.parties, [tie.people for tie in thread.ties]) == (("ada", "bo"), [(ADA, BO)])
    note(scene, "p_alf", "p_ben")
    assert ties.single_threads(scene.alliance, scene.now) == []
    later = scene.now + timedelta(days=92)
    assert {tie.people for tie in ties.stale(scene.alliance, later)} == {(ADA, BO), ("p_alf", "p_ben")}
    [cold] = ties.single_threads(scene.alliance, later)
    assert cold.ties == ()


def test_who_left_is_no_end_of_a_living_tie(scene: Scene) -> None:
    note(scene, "p_alf", "p_ben")
    scene.act("p_ben", parties.leave_seat, person="p_ben")
    assert pairs(scene) == {(ADA, BO): 1}


def test_who_sat_in_one_check_in_is_tied_once_however_often_it_is_put_right() -> None:
    scene = meeting()
    checkin = opened(scene)
    met = pairs(scene)[ADA, BO]
    scene.act(ADA, minutes.state_attendance, checkin=checkin, people=[ADA])
    scene.act(BO, minutes.state_attendance, checkin=checkin, people=[BO])
    scene.act(ADA, minutes.state_attendance, checkin=checkin, people=[ADA], guests="A harbour pilot")
    [tie] = ties.living(scene.alliance)
    assert (tie.contacts - met, tie.last) == (1, FIRST)


def test_who_asks_about_a_proposal_is_tied_to_who_made_it(scene: Scene) -> None:
    proposal = scene.act(
        ADA,
        decisions.propose,
        title="Paint",
        text="Paint it white.",
        reasons="Heat.",
        method="consent",
        closes=scene.now.date() + timedelta(days=9),
    ).index
    before = pairs(scene).get((ADA, "p_ben"), 0)
    scene.act("p_ben", objections.ask, proposal=proposal, text="Why white?")
    assert pairs(scene)[ADA, "p_ben"] == before + 1
