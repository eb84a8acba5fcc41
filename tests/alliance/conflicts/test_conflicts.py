"""Conflicts as a whole: what becomes of them when a party leaves, and what a fold and an audit make of them."""

from paripassu.alliance import conflicts
from paripassu.alliance.alliance import audit, fold
from paripassu.alliance.conflicts import steps, worksheets
from tests.alliance.quarrelling import (
    conflict,
    drafted,
    opened,
    option,
    proposed,
    raised,
    settled,
    signed,
    stated,
    status_of,
    with_peers,
)
from tests.cast import ADA, agreed, partner_ids


def test_who_has_left_is_waited_for_no_more() -> None:
    scene = agreed(("ada", "bo", "dee"))
    wide, narrow = raised(scene, between=("ada", "bo", "dee")), raised(scene, between=("ada", "dee"))
    scene.alliance.membership.left["dee"] = 1
    conflicts.reconsider(scene.alliance, scene.now)
    assert status_of(scene, wide) == "warning"
    assert status_of(scene, narrow) == "left"


def test_what_waited_only_for_a_party_that_left_takes_effect() -> None:
    names = partner_ids(3)
    scene = agreed(names)
    moving, settling = with_peers(scene, between=names), with_peers(scene, between=names)
    step = proposed(scene, moving, "up")
    scene.act("p_bo", steps.agree_step, step=step)
    index = scene.act(ADA, worksheets.propose_criterion, conflict=settling, text="Quiet").index
    scene.act("p_bo", worksheets.answer_criterion, criterion=index, agrees=True)
    drafted(scene, settling)
    signed(scene, settling, "ada", "bo")
    scene.alliance.membership.left["d02"] = 1
    conflicts.reconsider(scene.alliance, scene.now)
    assert status_of(scene, moving) == "sponsors"
    assert status_of(scene, settling) == "settled"
    assert conflict(scene, settling).agreed_criteria == (index,)


def test_the_fold_gives_the_same_and_the_audit_finds_nothing() -> None:
    scene = agreed()
    entry = with_peers(scene)
    opened(scene, "bo", stated(scene, entry, "ada"), stated(scene, entry, "bo"))
    settled(scene, entry, option=option(scene, entry))
    state, findings = audit(scene.facts)
    assert findings == []
    assert state == fold(scene.facts) == scene.alliance
    assert conflicts.open_conflicts(state) == []
