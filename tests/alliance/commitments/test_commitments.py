"""Commitments: proposed by anybody, in force once all concerned have agreed, changed and ended by all concerned."""

from datetime import date, timedelta

import pytest

from paripassu.alliance import commitments
from paripassu.alliance.agreement.terms import Clause
from paripassu.alliance.alliance import audit
from paripassu.alliance.commitments import Promise, deliveries
from tests import cast
from tests.alliance.promising import DUE, agreed, commitment, delivered, later, promised, status_of, until
from tests.cast import ADA, BO, CY, Scene, person, refused

THREE = ("ada", "bo", "dee")


def test_a_commitment_is_in_force_once_the_counterpart_has_agreed(scene: Scene) -> None:
    entry = promised(scene)
    assert status_of(scene, entry) == "proposed"
    scene.act(BO, commitments.agree, entries=[entry])
    assert status_of(scene, entry) == "open"
    assert commitment(scene, entry).dues == (DUE,)


def test_anybody_proposes_what_another_owes_and_the_owner_agrees(scene: Scene) -> None:
    entry = promised(scene, "ada", by=BO)
    with refused("own_proposal"):
        scene.act(BO, commitments.agree, entries=[entry])
    scene.act(ADA, commitments.agree, entries=[entry])
    assert status_of(scene, entry) == "open"


def test_who_proposes_between_others_decides_nothing() -> None:
    scene = cast.agreed(THREE)
    entry = promised(scene, "ada", by=person("dee"))
    assert commitments.awaited(scene.alliance, commitment(scene, entry)) == ("ada", "bo")
    with refused("own_proposal"):
        scene.act(person("dee"), commitments.agree, entries=[entry])
    other = promised(scene, "ada", by=BO)
    with refused("not_concerned"):
        scene.act(person("dee"), commitments.decline, entry=other, reason="no")


def test_all_it_is_owed_to_agree_up_to_forty() -> None:
    partners = cast.partner_ids(40)
    scene = cast.agreed(partners)
    entry = promised(scene, "ada", partners[1:])
    for party in partners[1:-1]:
        scene.act(person(party), commitments.agree, entries=[entry])
    assert status_of(scene, entry) == "proposed"
    scene.act(person(partners[-1]), commitments.agree, entries=[entry])
    assert status_of(scene, entry) == "open"
    assert audit(scene.facts)[1] == []


def test_declined_with_a_reason_and_then_agreed_after_all(scene: Scene) -> None:
    entry = promised(scene)
    scene.act(BO, commitments.decline, entry=entry, reason="Too late for us")
    assert status_of(scene, entry) == "declined"
    scene.act(BO, commitments.agree, entries=[entry])
    assert status_of(scene, entry) == "open"


def test_an_agreement_is_taken_back_while_another_party_has_not_agreed() -> None:
    scene = cast.agreed(THREE)
    entry = promised(scene, "ada", ("bo", "dee"))
    scene.act(BO, commitments.agree, entries=[entry])
    scene.act(BO, commitments.decline, entry=entry, reason="I read it again")
    scene.act(person("dee"), commitments.agree, entries=[entry])
    assert status_of(scene, entry) == "declined"


def test_a_proposal_is_withdrawn_by_its_proposer_only_and_only_while_open(scene: Scene) -> None:
    entry = promised(scene)
    with refused("not_your_proposal"):
        scene.act(BO, commitments.withdraw, entry=entry, reason="no")
    scene.act(ADA, commitments.withdraw, entry=entry, reason="I mistook the month")
    assert status_of(scene, entry) == "withdrawn"
    with refused("not_proposed"):
        scene.act(BO, commitments.agree, entries=[entry])
    other = agreed(scene)
    with refused("not_proposed"):
        scene.act(ADA, commitments.withdraw, entry=other, reason="no")


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("party_unknown", {"owner": "eve"}),
        ("party_unknown", {"to": ("eve",)}),
        ("owed_to_nobody", {"to": ()}),
        ("owed_to_nobody", {"to": ("ada",)}),
        ("owed_to_nobody", {"to": ("bo", "bo")}),
        ("text_missing", {"what": "  "}),
        ("text_too_long", {"what": "x" * 2001}),
        ("due_over", {"due": date(2026, 1, 3)}),
        ("due_too_far", {"due": date(2099, 1, 1)}),
        ("thing_unknown", {"about": (0,)}),
        ("clause_unknown", {"clauses": ("c7",)}),
        ("commitment_unknown", {"supersedes": 0}),
        ("recurs_for_ever", {"recurrence": "freq=daily"}),
    ],
)
def test_what_cannot_be_proposed_is_refused_with_a_sentence(scene: Scene, code: str, fields: dict[str, object]) -> None:
    asked = {"owner": "ada", "to": ("bo",), "what": "The drawings", "due": DUE} | fields
    with refused(code):
        scene.act(ADA, commitments.promise, **asked)


def test_a_neutral_proposes_nothing_and_nobody_does_before_an_agreement(unsigned: Scene) -> None:
    with refused("not_for_neutrals"):
        promised(cast.agreed(neutral=True), by=CY)
    with refused("nothing_in_force"):
        promised(unsigned)


def test_today_is_still_a_day_to_come_while_it_goes_on_somewhere(scene: Scene) -> None:
    yesterday = scene.now.date() - timedelta(days=1)
    scene.now = scene.now.replace(hour=11)
    assert promised(scene, due=yesterday)
    scene.now = scene.now.replace(hour=12, minute=1)
    with refused("due_over"):
        promised(scene, due=yesterday)


def test_nobody_agrees_to_what_is_late_already(scene: Scene) -> None:
    entry = promised(scene)
    until(scene, DUE, days=1)
    with refused("due_over"):
        scene.act(BO, commitments.agree, entries=[entry])


def test_days_that_were_over_before_all_agreed_are_not_owed(scene: Scene) -> None:
    entry = promised(scene, recurrence="FREQ=WEEKLY;COUNT=4")
    until(scene, DUE, days=8)
    scene.act(BO, commitments.agree, entries=[entry])
    assert commitment(scene, entry).dues == (date(2026, 2, 16), date(2026, 2, 23))
    assert status_of(scene, entry) == "open"


def test_clauses_become_proposals_in_one_step_linked_both_ways() -> None:
    clauses = (
        Clause("Ada delivers the drawings.", "obligation", "ada", "bo"),
        Clause("Bo gives the ship.", party="bo"),
    )
    scene = cast.agreed(clauses=clauses)
    promises = [
        Promise("ada", ("bo",), "The drawings", DUE, clauses=("c1",)),
        Promise("bo", ("ada",), "The ship", DUE, clauses=("c2",)),
    ]
    last = scene.act(ADA, commitments.propose, promises=promises).index
    assert scene.alliance.links.of_clause("c2") == (last,)
    assert scene.alliance.links.clauses[last - 1] == ("c1",)
    scene.act(BO, commitments.agree, entries=[last - 1, last])
    assert [status_of(scene, entry) for entry in (last - 1, last)] == ["open", "open"]


def test_of_a_batch_all_are_proposed_or_none(scene: Scene) -> None:
    size = len(scene.facts)
    promises = [Promise("ada", ("bo",), "The drawings", DUE), Promise("ada", ("bo",), "", DUE)]
    with refused("text_missing"):
        scene.act(ADA, commitments.propose, promises=promises)
    with refused("nothing_chosen"):
        scene.act(ADA, commitments.propose, promises=[])
    assert len(scene.facts) == size


# --- renegotiation ---


def test_renegotiated_when_all_concerned_agree_and_the_old_one_stays_readable(scene: Scene) -> None:
    old = agreed(scene)
    new = promised(scene, due=date(2026, 3, 2), supersedes=old)
    assert status_of(scene, old) == "open"
    scene.act(BO, commitments.agree, entries=[new])
    assert (status_of(scene, old), status_of(scene, new)) == ("replaced", "open")
    assert commitment(scene, old).fact.due == DUE
    assert scene.alliance.links.of(old) == (new,)
    with refused("commitment_replaced"):
        delivered(scene, old)


def test_whom_the_old_one_concerned_agrees_to_the_new_one_too() -> None:
    scene = cast.agreed(THREE)
    old = agreed(scene, "ada", ("bo", "dee"))
    new = promised(scene, "ada", ("bo",), supersedes=old)
    scene.act(BO, commitments.agree, entries=[new])
    assert commitments.awaited(scene.alliance, commitment(scene, new)) == ("dee",)
    assert status_of(scene, old) == "open"


def test_of_two_new_ones_only_one_takes_the_place(scene: Scene) -> None:
    old = agreed(scene)
    one, other = promised(scene, supersedes=old), promised(scene, supersedes=old)
    with refused("replaced_twice"):
        scene.act(BO, commitments.agree, entries=[one, other])
    scene.act(BO, commitments.agree, entries=[one])
    with refused("overtaken"):
        scene.act(BO, commitments.agree, entries=[other])
    with refused("commitment_replaced"):
        promised(scene, supersedes=old)


def test_what_is_kept_is_not_renegotiated(scene: Scene) -> None:
    old = agreed(scene)
    scene.act(BO, deliveries.accept_delivery, delivery=delivered(scene, old))
    with refused("nothing_open"):
        promised(scene, supersedes=old)


def test_when_a_party_leaves_nobody_waits_for_it_any_more() -> None:
    scene = cast.agreed(THREE)
    entry = promised(scene, "ada", ("bo", "dee"))
    scene.act(BO, commitments.agree, entries=[entry])
    cast.agree(scene, cast.terms(("ada", "bo")), reason="accession")
    assert status_of(scene, entry) == "open"
    later(scene, 1)
    with refused("party_left"):
        promised(scene, by=person("dee"))


def test_when_the_only_counterpart_leaves_the_proposer_has_not_decided_alone() -> None:
    scene = cast.agreed(THREE)
    entry = promised(scene, "ada", ("dee",))
    cast.agree(scene, cast.terms(("ada", "bo")), reason="accession")
    assert status_of(scene, entry) == "proposed"
    scene.act(ADA, commitments.withdraw, entry=entry, reason="Dee has left")
    assert audit(scene.facts)[1] == []
