"""Nothing is lost when a person leaves."""

import pytest

from paripassu.alliance import parties
from paripassu.alliance.alliance import audit
from paripassu.alliance.commitments import releases
from paripassu.alliance.parties import bodies, handovers, responsibilities
from paripassu.alliance.parties.handovers import Held, held
from tests import cast
from tests.alliance.arranging import arrange, line, steering
from tests.alliance.deciding import after, agree, proposal, proposed, revised, stands
from tests.alliance.promising import promised
from tests.cast import ADA, BO, Scene, refused


@pytest.fixture
def scene() -> Scene:
    """Ada and Bo at work; Ada holds something of every kind, and has two colleagues."""
    made = cast.agreed()
    for who in ("p_alf", "p_ann"):
        made.seat(who, "ada", ADA, role="member")
    made.act(ADA, responsibilities.name_sponsor, person=ADA)
    body = arrange(made, ADA, steering("ada", "bo"))
    made.act(ADA, bodies.name_members, body=body, members=[ADA], observers=["p_alf"])
    made.act(ADA, responsibilities.name_line_person, line=arrange(made, BO, line()), person=ADA)
    return made


def hand_over(scene: Scene, by: str = ADA, person: str = ADA, colleague: str = "p_alf", **fields: object) -> int:
    return scene.act(by, handovers.hand_over, person=person, colleague=colleague, **fields).index


def kinds(scene: Scene, person: str) -> list[str]:
    return [thing.what for thing in held(scene.alliance, person)]


def test_everything_is_listed_passed_on_and_acknowledged(scene: Scene) -> None:
    assert kinds(scene, ADA) == ["line", "member", "role", "sponsor"]
    index = hand_over(scene, note="The trials end in May.")
    assert kinds(scene, ADA) == ["line", "member", "role", "sponsor"], "nothing moves before it is acknowledged"
    with refused("nothing_to_hand_over"):
        hand_over(scene, colleague="p_ann")
    scene.act("p_alf", handovers.acknowledge, handover=index)
    assert kinds(scene, "p_alf") == ["line", "member", "role", "sponsor"]
    assert kinds(scene, ADA) == ["role"], "the seat itself is given up, not taken away"
    scene.act(ADA, parties.leave_seat, person=ADA)
    assert kinds(scene, ADA) == []
    assert audit(scene.facts)[1] == []


def test_it_is_passed_on_after_the_seat_was_given_up_too(scene: Scene) -> None:
    scene.seat("p_abe", "ada", ADA)
    scene.act(ADA, parties.leave_seat, person=ADA)
    assert {who: len(things) for who, things in handovers.unheld(scene.alliance, "ada").items()} == {ADA: 3}
    index = hand_over(scene, by="p_abe", colleague="p_abe")
    scene.act("p_abe", handovers.acknowledge, handover=index)
    assert handovers.unheld(scene.alliance, "ada") == {}
    assert kinds(scene, "p_abe") == ["line", "member", "role", "sponsor"]


def test_it_can_be_shared_among_colleagues(scene: Scene) -> None:
    sponsor, rest = Held("sponsor"), [thing for thing in held(scene.alliance, ADA) if thing.what != "sponsor"]
    one, other = hand_over(scene, things=[sponsor]), hand_over(scene, colleague="p_ann", things=rest)
    with refused("not_held"):
        hand_over(scene, colleague="p_ann", things=[sponsor])
    scene.act("p_alf", handovers.acknowledge, handover=one)
    scene.act("p_ann", handovers.acknowledge, handover=other)
    assert (kinds(scene, "p_alf"), kinds(scene, "p_ann")) == (["observer", "sponsor"], ["line", "member", "role"])


def test_a_colleague_can_say_no_and_nothing_has_moved(scene: Scene) -> None:
    index = hand_over(scene)
    assert [waits.entry for waits in handovers.awaiting(scene.alliance, "ada", "p_alf", scene.now)] == [index]
    assert handovers.awaiting(scene.alliance, "ada", "p_ann", scene.now) == []
    with refused("not_yours_to_take"):
        scene.act("p_ann", handovers.acknowledge, handover=index)
    with refused("not_for_this_role"):
        scene.act("p_ann", handovers.call_off, handover=index, reason="I want it")
    scene.act("p_alf", handovers.call_off, handover=index, reason="I leave too")
    assert kinds(scene, ADA) == ["line", "member", "role", "sponsor"]
    with refused("handover_closed"):
        scene.act("p_alf", handovers.acknowledge, handover=index)
    hand_over(scene, colleague="p_ann")


def test_a_handover_stays_within_one_party(scene: Scene) -> None:
    for fields in ({"colleague": BO}, {"person": BO}, {"by": BO}):
        with refused("not_your_side"):
            hand_over(scene, **fields)
    with refused("same_person"):
        hand_over(scene, colleague=ADA)
    with refused("not_for_this_role"):
        hand_over(scene, by="p_ann")
    index = hand_over(scene)
    with refused("not_your_side"):
        scene.act(BO, handovers.call_off, handover=index, reason="no")


def test_what_changed_hands_meanwhile_stays_where_it_is(scene: Scene) -> None:
    index = hand_over(scene, colleague="p_ann")
    scene.act(ADA, responsibilities.name_line_person, line=held(scene.alliance, ADA)[0].entry, person="p_alf")
    scene.act("p_ann", handovers.acknowledge, handover=index)
    assert kinds(scene, "p_alf") == ["line", "observer"]


def test_commitments_that_a_person_carries_change_hands(scene: Scene) -> None:
    entry = promised(scene)
    scene.act(ADA, releases.name_carrier, entry=entry, person="p_ann")
    assert kinds(scene, "p_ann") == ["commitment"]
    index = hand_over(scene, by="p_ann", person="p_ann")
    scene.act("p_alf", handovers.acknowledge, handover=index)
    assert scene.alliance.commitments.by_index[entry].carrier == "p_alf"


def test_decisions_that_a_person_carries_out_change_hands_and_others_do_not(scene: Scene) -> None:
    decided = proposed(scene, carrier="ada", person="p_ann")
    agree(scene, decided, "bo")
    silent = proposed(scene, carrier="ada", person="p_ann")
    after(scene)
    assert stands(scene, silent) == "rejected"
    assert held(scene.alliance, "p_ann") == (Held("decision", decided),)
    index = hand_over(scene, by="p_ann", person="p_ann")
    scene.act("p_alf", handovers.acknowledge, handover=index)
    assert Held("decision", decided) in held(scene.alliance, "p_alf")
    assert kinds(scene, "p_ann") == []
    assert proposal(scene, decided).wording.person == "p_ann", "the text stays as it was decided"
    assert audit(scene.facts)[1] == []


def test_a_better_text_names_anew_who_carries_it_out(scene: Scene) -> None:
    index = proposed(scene, carrier="ada", person="p_ann")
    agree(scene, index, "bo")
    given = hand_over(scene, by="p_ann", person="p_ann")
    scene.act("p_alf", handovers.acknowledge, handover=given)
    assert proposal(scene, index).person == "p_alf"
    revised(scene, index, carrier="ada", person=ADA)
    assert proposal(scene, index).person == ADA
