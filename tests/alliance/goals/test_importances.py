"""How important a goal is to each stays sealed until all have said it, and is asked anew after each version."""

from decimal import Decimal

from paripassu.alliance import goals
from paripassu.alliance.alliance import audit
from paripassu.alliance.facts import Withheld
from paripassu.alliance.goals import importances
from tests.alliance.aiming import agree, goal, in_force, open_entries, stake
from tests.cast import ADA, agreed, refused


def test_sealed_until_all_have_stated_theirs_then_open_side_by_side() -> None:
    scene = agreed()
    entry = in_force(scene)
    ada = stake(scene, entry, "ada", 100)
    assert goal(scene, entry).rounds[-1].stakes == {}
    assert importances.unstated(scene.alliance, goal(scene, entry)) == ("bo",)
    with refused("not_time"):
        open_entries(scene, "ada", ada)
    bo = stake(scene, entry, "bo", 25)
    assert importances.ready(scene.alliance, goal(scene, entry)) == (ada, bo)
    open_entries(scene, "bo", ada, bo)
    assert goal(scene, entry).rounds[-1].gap == 75
    assert audit(scene.facts)[1] == []


def test_what_was_handed_in_last_counts_until_it_is_open() -> None:
    scene = agreed()
    entry = in_force(scene)
    old, new = stake(scene, entry, "ada", 100), stake(scene, entry, "ada", 50)
    bo = stake(scene, entry, "bo", 50)
    with refused("not_handed_in"):
        open_entries(scene, "ada", old, new, bo)
    open_entries(scene, "ada", new, bo)
    assert goal(scene, entry).rounds[-1].gap == 0
    with refused("importances_open"):
        stake(scene, entry, "ada", 75)


def test_after_a_reassessment_it_is_asked_anew_and_a_broken_round_stays_sealed() -> None:
    scene = agreed()
    entry = in_force(scene)
    lone = stake(scene, entry, "ada", 100)
    offer = scene.act(ADA, goals.reassess, goal=entry, target=Decimal(90), reason="less").index
    agree(scene, offer, "ada")
    assert importances.unstated(scene.alliance, goal(scene, entry)) == ("ada", "bo")
    stake(scene, entry, "bo", 75)
    stake(scene, entry, "ada", 75)
    with refused("not_time"):
        open_entries(scene, "bo", lone)


def test_only_the_five_steps_are_taken_and_a_claim_to_have_stated_needs_a_seal() -> None:
    scene = agreed()
    entry = in_force(scene)
    with refused("importance_unfit"):
        stake(scene, entry, "ada", 60)
    forged = importances.ImportanceHandedIn(by=ADA, goal=entry, number=1, stated=1)
    scene.enter("ada", Withheld())
    scene.enter("ada", forged)
    assert [finding.message for finding in audit(scene.facts)[1]]
