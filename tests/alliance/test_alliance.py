"""The fold of all facts, and the audit that asks every rule again."""

from decimal import Decimal
from typing import Any

from paripassu.alliance import agreement, ledger
from paripassu.alliance.agreement.terms import digest
from paripassu.alliance.alliance import Alliance, Recorded, Withheld, advance, audit, fold
from paripassu.alliance.ledger.postings import Contributed
from tests import cast
from tests.cast import Scene


def test_the_fold_is_the_same_in_one_go_and_step_by_step(scene: Scene) -> None:
    scene.confirm(cast.BO, scene.post(cast.ADA, "ada"))
    half = fold(scene.facts[:7])
    assert advance(half, scene.facts[7:]) == fold(scene.facts) == scene.alliance


def test_what_is_withheld_takes_its_place_and_says_nothing(scene: Scene) -> None:
    entry = scene.post(cast.ADA, "ada")
    note = scene.act(cast.ADA, ledger.note, entry=entry, text="remember")
    others = fold([*scene.facts[:-1], note._replace(fact=Withheld())])
    assert others.size == scene.alliance.size
    assert audit([*scene.facts[:-1], note._replace(fact=Withheld())]) == (others, [])


def test_an_empty_record_is_an_empty_alliance() -> None:
    assert fold([]) == Alliance()
    assert audit([]) == (Alliance(), [])


def forge(scene: Scene, party: str, fact: Any) -> list[str]:
    """What the audit says when this fact follows what is on the record."""
    written = Recorded(len(scene.facts), scene.now, party, fact)
    return [finding.at for finding in audit([*scene.facts, written])[1]]


def test_the_audit_finds_an_own_posting_confirmed(scene: Scene) -> None:
    entry = scene.post(cast.ADA, "ada")
    assert forge(scene, "ada", ledger.Confirmed(by=cast.ADA, entries=(entry,))) == [f"entry {entry + 1}"]


def test_the_audit_finds_a_confirmation_under_the_name_of_another_party(scene: Scene) -> None:
    entry = scene.post(cast.ADA, "ada")
    assert forge(scene, "bo", ledger.Confirmed(by=cast.ADA, entries=(entry,))) == [f"entry {entry + 1}"]
    assert forge(scene, "bo", ledger.Confirmed(by=cast.EVE, entries=(entry,))) == [f"entry {entry + 1}"]
    assert forge(scene, "bo", ledger.Confirmed(by=cast.BO, entries=(entry,))) == []


def test_the_audit_finds_a_signature_by_a_stranger_and_one_under_another_text(unsigned: Scene) -> None:
    draft = unsigned.act(cast.ADA, agreement.table, terms=cast.terms(), base=0, reason="founding").index
    for who in (cast.ADA, cast.BO):
        unsigned.act(who, agreement.accept, draft=draft)
    right, wrong = digest(cast.terms()), digest(cast.terms(title="Other"))
    here = [f"entry {len(unsigned.facts)}"]
    assert forge(unsigned, "bo", agreement.Signed(by=cast.EVE, draft=draft, digest=right)) == here
    assert forge(unsigned, "bo", agreement.Signed(by=cast.BO, draft=draft, digest=wrong)) == here
    assert forge(unsigned, "bo", agreement.Signed(by=cast.BO, draft=draft, digest=right)) == []


def test_the_audit_finds_what_rests_on_a_forged_fact_too(scene: Scene) -> None:
    forged = Contributed(by=cast.EVE, of="bo", pool="work", on=cast.DAY, quantity=Decimal(5), unit="EUR", what="cash")
    entry = len(scene.facts)
    written = [
        Recorded(entry, scene.now, "bo", forged),
        Recorded(entry + 1, scene.now, "ada", ledger.Confirmed(by=cast.ADA, entries=(entry,))),
    ]
    state, findings = audit([*scene.facts, *written])
    assert [finding.at for finding in findings] == [f"entry {entry}", f"entry {entry + 1}"]
    assert state.ledger.postings == {}


def test_the_audit_finds_a_first_seat_that_is_not_the_founders() -> None:
    scene = cast.founded()
    facts = [scene.facts[0], scene.facts[2]]
    assert [finding.at for finding in audit(facts)[1]] == ["entry 2"]
