"""Assumptions stand in the text under an id of their own; a text without any is the text it was before."""

import msgspec
import pytest

from paripassu.alliance import agreement
from paripassu.alliance.agreement.assumptions import Assumption, faults, numbered
from paripassu.alliance.agreement.difference import difference
from paripassu.alliance.agreement.terms import Terms, digest
from tests.alliance.aiming import ASSUMED
from tests.cast import ADA, agreed, terms


def test_a_text_that_says_nothing_of_assumptions_keeps_its_bytes_and_its_digest() -> None:
    text = terms()
    assert b"assumptions" not in msgspec.json.encode(text)
    assert digest(msgspec.json.decode(msgspec.json.encode(text), type=Terms)) == digest(text)
    scene = agreed(assumptions=())
    assert b"assumptions" not in msgspec.json.encode(scene.alliance.agreement.versions[-1].terms)


def test_each_has_an_id_that_stays_and_is_not_used_anew() -> None:
    scene = agreed(assumptions=ASSUMED)
    kept = scene.alliance.agreement.versions[-1].terms.assumptions or ()
    assert [each.id for each in kept] == ["a1", "a2"]
    text = terms(assumptions=(kept[1], Assumption("Diesel stays allowed.")))
    scene.act(ADA, agreement.table, terms=text, base=1, reason="change", note="One less")
    draft = scene.alliance.agreement.draft
    assert draft is not None
    assert [each.id for each in draft.terms.assumptions or ()] == ["a2", "a3"]


@pytest.mark.parametrize(
    ("assumptions", "sentence"),
    [
        ((Assumption(" "),), "without words"),
        ((Assumption("x", id="c1"),), "cannot be the id"),
        ((Assumption("x", id="a1"), Assumption("y", id="a1")), "same id"),
        ((Assumption("x"),) * 101, "100 assumptions at most"),
    ],
)
def test_what_is_wrong_with_them_is_found(assumptions: tuple[Assumption, ...], sentence: str) -> None:
    assert any(sentence in finding.message for finding in faults(assumptions))


def test_a_reworded_assumption_is_one_that_changed() -> None:
    one = terms(assumptions=numbered(ASSUMED, ()))
    other = terms(assumptions=(Assumption("Current stays cheap.", id="a1"),))
    found = [(change.field, change.kind) for change in difference(one, other)]
    assert found == [("text", "changed"), ("trigger", "removed"), ("", "removed")]
    assert [change.kind for change in difference(other, one)] == ["changed", "added", "added"]
