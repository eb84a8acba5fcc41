"""What is open is looked up on the record, with who has it in hand."""

from paripassu.alliance import agreement, commitments, decisions, ledger
from paripassu.alliance.ending.remaining import remaining
from paripassu.alliance.parties import arrangements, handovers
from tests import cast
from tests.alliance.arranging import line, propose
from tests.alliance.parting import days
from tests.cast import ADA, BO


def test_everything_that_is_open_on_the_record_is_found_with_who_has_it_in_hand() -> None:
    scene = cast.agreed()
    owed, posting, disputed = owe(scene), scene.post(ADA, "ada"), scene.post(BO, "bo")
    scene.act(ADA, ledger.dispute, entry=disputed, reason="Not so much.")
    proposal = scene.act(
        BO, decisions.propose, title="Sell", text="We sell.", reasons="Cash.", method="consent", closes=days(scene, 9)
    ).index
    arranged = propose(scene, ADA, line())
    scene.seat("p_colleague", "bo", BO)
    draft = scene.act(
        ADA, agreement.table, terms=cast.terms(purpose="More."), base=1, reason="change", note="It is better."
    ).index
    assert {(each.kind, each.entry, each.owner) for each in remaining(scene.alliance, scene.now)} == {
        ("commitment", owed, "bo"), ("posting", posting, "ada"), ("posting", disputed, "bo"),
        ("decision", proposal, "bo"), ("arrangement", arranged, "ada"), ("text", draft, "ada"),
    }  # fmt: skip


def test_a_handover_that_waits_is_found() -> None:
    scene = cast.agreed()
    scene.seat("p_colleague", "bo", BO)
    waits = scene.act(BO, handovers.hand_over, person=BO, colleague="p_colleague").index
    found = [(each.kind, each.entry, each.owner) for each in remaining(scene.alliance, scene.now)]
    assert found == [("handover", waits, "bo")]
    assert arrangements.awaiting(scene.alliance, "bo", "", scene.now) == []


def owe(scene: cast.Scene) -> int:
    owed = scene.act(
        ADA, commitments.promise, owner="bo", to=["ada"], what="Deliver the hull", due=days(scene, 30)
    ).index
    scene.act(BO, commitments.agree, entries=[owed])
    return owed
