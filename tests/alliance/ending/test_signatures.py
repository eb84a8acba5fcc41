"""The end is signed by all when nothing is in the way; after it nothing joint begins, and everything stays readable."""

from collections.abc import Callable

import pytest

from paripassu.alliance import agreement, commitments, ledger, parties
from paripassu.alliance.alliance import audit, fold
from paripassu.alliance.ending import closings, lessons, notices, signatures, stage
from paripassu.alliance.ending.matters import Continuation, WindDown
from paripassu.alliance.ending.signatures import in_the_way
from paripassu.alliance.facts import Recorded
from paripassu.alliance.parties import handovers, membership
from tests import cast
from tests.alliance.arranging import arrange, line, propose
from tests.alliance.parting import (
    close,
    days,
    draw_up,
    ended,
    finish,
    later,
    planned,
    ready_to_sign,
    sign,
    state,
    wind_down,
    winding_down,
)
from tests.cast import ADA, BO, CY, refused


def test_what_is_in_the_way_is_named_in_the_order_in_which_it_is_dealt_with() -> None:
    scene = cast.agreed()
    assert in_the_way(scene.alliance, scene.now) == ("not_winding_down", "no_closing")
    planned(scene)
    wind_down(scene)
    assert in_the_way(scene.alliance, scene.now) == ("unlisted", "no_closing")
    draw_up(scene)
    assert in_the_way(scene.alliance, scene.now) == ("items", "no_closing")
    finish(scene)
    assert in_the_way(scene.alliance, scene.now) == ("no_closing",)
    index = state(scene)
    assert in_the_way(scene.alliance, scene.now) == ("closing",)
    with refused("end_closing"):
        sign(scene, "ada")
    scene.act(BO, closings.accept_closing, closing=index)
    assert in_the_way(scene.alliance, scene.now) == ()


@pytest.mark.parametrize("count", [2, 3, 40])
def test_with_the_last_signature_it_has_ended(count: int) -> None:
    names = cast.partner_ids(count)
    scene = ready_to_sign(*names)
    sign(scene, *names[:-1])
    assert stage(scene.alliance, scene.now) == "winding_down"
    with refused("already_signed"):
        sign(scene, names[0])
    sign(scene, names[-1])
    assert stage(scene.alliance, scene.now) == "ended"
    assert scene.alliance.ending.ended is not None


def test_a_signature_is_taken_back_before_all_have_signed() -> None:
    scene = ready_to_sign()
    with refused("not_signed"):
        scene.act(ADA, signatures.withdraw_signature, reason="We signed by mistake.")
    sign(scene, "ada")
    scene.act(ADA, signatures.withdraw_signature, reason="We signed by mistake.")
    sign(scene, "bo")
    assert stage(scene.alliance, scene.now) == "winding_down"


def test_what_opens_between_two_signatures_keeps_the_second_from_being_given() -> None:
    scene = ready_to_sign()
    sign(scene, "ada")
    scene.post(BO, "bo")
    with refused("end_unlisted"):
        sign(scene, "bo")


def test_a_new_closing_balance_asks_for_new_signatures() -> None:
    scene = ready_to_sign()
    sign(scene, "ada")
    scene.confirm(BO, scene.post(ADA, "ada"))
    close(scene)
    assert scene.alliance.ending.signed == {}


def test_a_signature_is_for_the_closing_balance_that_stands() -> None:
    scene = ready_to_sign()
    with refused("closing_replaced"):
        scene.act(ADA, signatures.sign_end, closing=1)


def test_a_suspended_party_holds_up_no_wind_down_but_closes_and_signs_with_the_others() -> None:
    scene = cast.agreed(cast.partner_ids(3))
    arrange(scene, ADA, membership.Suspension("d02"))
    arrange(scene, ADA, WindDown(scene.now.date()))
    later(scene, 3)
    close(scene)
    sign(scene, "ada", "bo")
    assert stage(scene.alliance, scene.now) == "winding_down"
    sign(scene, "d02")
    assert stage(scene.alliance, scene.now) == "ended"


def test_a_party_that_leaves_before_it_signs_is_not_waited_for() -> None:
    scene = ready_to_sign("ada", "bo", "d02")
    scene.act("p_d02", membership.announce_leave, on=days(scene, 30), reason="We close down.")
    sign(scene, "ada", "bo")
    later(scene, 32)
    scene.act(ADA, notices.name_contact, person=ADA)
    sign(scene, "bo")
    assert stage(scene.alliance, scene.now) == "ended"


def test_where_one_of_two_has_left_both_still_close_and_sign() -> None:
    scene = cast.agreed()
    scene.act(ADA, membership.announce_leave, on=days(scene, 30), reason="We close down.")
    later(scene, 32)
    scene.act(BO, notices.name_contact, person=BO)
    with refused("party_left"):
        scene.act(ADA, ledger.appreciate, to="bo", on=cast.DAY, what="Thank you.")
    close(scene)
    sign(scene, "bo")
    assert stage(scene.alliance, scene.now) == "winding_down"
    sign(scene, "ada")
    assert stage(scene.alliance, scene.now) == "ended"


# --- after the end ---


def test_after_the_end_nothing_joint_begins() -> None:
    scene = ended()
    tried: list[Callable[[], object]] = [
        lambda: scene.post(ADA, "ada"),
        lambda: propose(scene, ADA, line()),
        lambda: propose(scene, ADA, Continuation()),
        lambda: scene.act(ADA, commitments.promise, owner="bo", to=["ada"], what="More", due=scene.now.date()),
        lambda: scene.act(
            ADA, agreement.table, terms=cast.terms(purpose="Again."), base=1, reason="change", note="We go on."
        ),
        lambda: scene.act(ADA, membership.announce_leave, on=days(scene, 40), reason="We close down."),
        lambda: scene.act(ADA, signatures.sign_end, closing=1),
        lambda: scene.act(ADA, signatures.withdraw_signature, reason="After all not."),
    ]
    for act in tried:
        size = scene.alliance.size
        with refused("ended"):
            act()
        assert scene.alliance.size == size


def test_after_the_end_lessons_an_afterword_a_contact_and_a_handover_are_still_possible() -> None:
    scene = ended()
    scene.act(ADA, lessons.state_lessons, well="The trials.", otherwise="Speak earlier.", again="yes")
    closing = scene.alliance.ending.ended
    assert closing is not None
    scene.act(BO, signatures.add_afterword, text="The court asked us to name the year.", about=[closing.closing])
    assert [each.party for each in scene.alliance.ending.afterwords] == ["bo"]
    scene.act(ADA, notices.name_contact, person=ADA)
    scene.seat("p_new", "ada", ADA)
    handed = scene.act(ADA, handovers.hand_over, person=ADA, colleague="p_new").index
    scene.act("p_new", handovers.acknowledge, handover=handed)
    assert scene.alliance.ending.contacts["ada"] == "p_new"
    scene.act("p_new", parties.leave_seat, person=ADA)
    assert stage(scene.alliance, scene.now) == "ended"


def test_an_afterword_is_for_after_the_end_and_not_for_the_neutral() -> None:
    scene = cast.agreed(neutral=True)
    with refused("not_ended"):
        scene.act(ADA, signatures.add_afterword, text="It was good.")
    with refused("not_for_this_role"):
        scene.act(CY, signatures.add_afterword, text="It was good.")


def test_a_dishonest_host_writes_nothing_after_the_end_that_the_audit_does_not_find() -> None:
    scene = ended()
    forged = ledger.Appreciated(by=ADA, to="bo", on=cast.DAY, what="Thank you.")
    facts = [*scene.facts, Recorded(len(scene.facts), scene.now, "ada", forged)]
    after, findings = audit(facts)
    assert [finding.at for finding in findings] == [f"entry {len(scene.facts)}"]
    assert after.ending == fold(scene.facts).ending


def test_the_whole_record_of_an_ended_alliance_is_audited_without_a_finding() -> None:
    after, findings = audit(ended("ada", "bo", "d02").facts)
    assert findings == []
    assert after.ending.ended is not None


def test_while_it_is_wound_down_what_is_open_can_still_be_finished() -> None:
    scene = winding_down()
    entry = scene.post(ADA, "ada")
    scene.confirm(BO, entry)
    assert scene.status(entry) == "confirmed"
