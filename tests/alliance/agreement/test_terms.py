"""What keeps a text from being tabled, each with its place and a sentence."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from paripassu.alliance.agreement.principles import TEMPLATE, Principle
from paripassu.alliance.agreement.terms import Clause, FairnessRule, PartyTerms, Pool, Rate, Terms, faults
from tests.cast import agree, agreed, terms


def pool(**changes: Any) -> Terms:
    """A text whose one pool has these changes."""
    usual: dict[str, Any] = {"id": "work", "name": "Work", "unit": "EUR"}
    return terms(pools=(Pool(**(usual | changes)),))


def shares(**parts: str) -> FairnessRule:
    return FairnessRule(shares={party: Decimal(share) for party, share in parts.items()})


def test_a_short_text_is_sound_and_so_is_the_template_of_principles() -> None:
    assert faults(terms(principles=TEMPLATE)) == []


SAID = [
    (terms(title=" "), "title", "Give the agreement a title"),
    (terms(purpose=""), "purpose", "what the alliance is for"),
    (terms(purpose="x" * 20_001), "purpose", "longer than 20000"),
    (terms(clauses=(Clause("x", due="x" * 20_001),)), "clauses.0.due", "longer than 20000"),
    (terms(sharing="a\x00b"), "sharing", "no text"),
    (terms(objectives=("one", "t\ud800o")), "objectives.1", "no text"),
    (terms(parties=(PartyTerms("ada", "Ada"), PartyTerms("bo", " "))), "parties.1", "legal name"),
    (terms(parties=(PartyTerms("ada", "Ada"), PartyTerms("ada", "Bo"))), "parties", "named twice"),
    (terms(starts=date(2026, 2, 1), ends=date(2026, 1, 31)), "ends", "before it starts"),
    (terms(principles=(Principle("Honesty", " "),)), "principles.0", "a name and a sentence"),
    (terms(principles=(Principle("Honesty", "a"), Principle("honesty ", "b"))), "principles", "same name"),
    (terms(clauses=(Clause(" "),)), "clauses.0", "without text"),
    (terms(clauses=(Clause("pays", party="eve"),)), "clauses.0", "no party of this agreement"),
    (terms(clauses=(Clause("pays", to="eve"),)), "clauses.0", "no party of this agreement"),
    (pool(name=" "), "pools.0", "name and the unit"),
    (pool(unit=""), "pools.0", "name and the unit"),
    (pool(id="Work!"), "pools.0", "short name of small letters"),
    (terms(pools=(Pool("a", "A", "EUR"), Pool("a", "B", "EUR"))), "pools.0", "same short name"),
    (pool(low=Decimal("1.1")), "pools.0.low", "band must hold 1"),
    (pool(high=Decimal("0.9")), "pools.0.low", "band must hold 1"),
    (pool(low=Decimal("-0.1")), "pools.0.low", "band must hold 1"),
    (pool(window=0), "pools.0.window", "1 to 120 months"),
    (pool(window=121), "pools.0.window", "1 to 120 months"),
    (pool(minimum=Decimal(-1)), "pools.0.minimum", "cannot be negative"),
    (pool(minimum=Decimal("NaN")), "pools.0", "no number"),
    (pool(high=Decimal("Infinity")), "pools.0", "no number"),
    (pool(low=Decimal("sNaN")), "pools.0", "no number"),
    (pool(rule=FairnessRule(equity=Decimal(0))), "pools.0.rule", "sum to 0 %; they must sum to 100 %"),
    (pool(rule=FairnessRule(equity=Decimal("0.5"), equality=Decimal("0.4"))), "pools.0.rule", "sum to 90 %"),
    (pool(rule=FairnessRule(equity=Decimal(2), equality=Decimal(-1))), "pools.0.rule", "must sum to 100 %"),
    (pool(rule=shares(ada="0.49", bo="0.5")), "pools.0.rule.shares", "sum to 99 %; they must sum to 100 %"),
    (pool(rule=shares(ada="1.5", bo="-0.5")), "pools.0.rule.shares", "negative share"),
    (pool(rule=shares(ada="0.5", eve="0.5")), "pools.0.rule.shares", "“eve”, which is no party"),
    (pool(rule=FairnessRule(equity=Decimal(0), need=Decimal(1))), "pools.0.rule.needs", "sum to 0 %"),
    (pool(rule=FairnessRule(needs={"ada": Decimal("0.9")})), "pools.0.rule.needs", "sum to 90 %"),
    (pool(rates=(Rate("goods", "crate", Decimal(0)),)), "pools.0.rates.0", "above zero"),
    (pool(rates=(Rate("goods", " ", Decimal(1)),)), "pools.0.rates.0", "needs a unit"),
    (pool(rates=(Rate("goods", "crate", Decimal("0.0000000001")),)), "pools.0.rates.0", "at most 9 decimal places"),
    (pool(rates=(Rate("goods", "crate", Decimal(10) ** 15),)), "pools.0", "no number below"),
    (
        pool(rates=(Rate("goods", "crate", Decimal(1)), Rate("goods", "crate", Decimal(2)))),
        "pools.0.rates.1",
        "two rates for goods",
    ),
]


@pytest.mark.parametrize(("text", "at", "says"), SAID, ids=[f"{at} {says}" for _text, at, says in SAID])
def test_a_fault_is_named_with_its_place(text: Terms, at: str, says: str) -> None:
    found = faults(text)
    assert [fault for fault in found if fault.at == at and says in fault.message], found


def test_thirds_may_miss_the_whole_by_a_little() -> None:
    third = Decimal("0.3333")
    three = terms(
        ("ada", "bo", "dee"), pools=(Pool("work", "W", "EUR", shares(ada="0.3333", bo="0.3333", dee="0.3333")),)
    )
    assert third * 3 < 1
    assert faults(three) == []


def test_many_faults_are_all_named_at_once() -> None:
    many = terms(title="", purpose="", clauses=(Clause(""),), pools=(Pool("work", "", "", low=Decimal(2)),))
    assert {fault.at for fault in faults(many)} == {"title", "purpose", "clauses.0", "pools.0", "pools.0.low"}


def test_a_rate_is_for_one_kind_in_one_unit_and_the_pools_own_unit_is_worth_one() -> None:
    work = Pool("work", "Work", "EUR", rates=(Rate("people", "hour", Decimal(80)), Rate("cash", "EUR", Decimal("0.9"))))
    assert work.rate("people", "hour") == 80
    assert work.rate("people", "day") is None
    assert work.rate("goods", "EUR") == 1
    assert work.rate("cash", "EUR") == Decimal("0.9")


def test_no_order_of_parties_shows() -> None:
    assert terms(("bo", "ada")).partners == terms(("ada", "bo")).partners == ("ada", "bo")


# --- the ids of clauses ---


def test_a_clause_gets_an_id_when_it_is_tabled_and_keeps_it_from_version_to_version() -> None:
    scene = agreed(clauses=(Clause("Ada supplies cells."), Clause("Bo supplies ferries.")))
    first = scene.alliance.agreement.versions[-1].terms
    assert [clause.id for clause in first.clauses] == ["c1", "c2"]
    shorter = replace(first, clauses=(first.clauses[1], Clause("Both meet monthly.")))
    agree(scene, shorter, reason="change")
    second = scene.alliance.agreement.versions[-1].terms
    assert [(clause.id, clause.text) for clause in second.clauses] == [
        ("c2", "Bo supplies ferries."),
        ("c3", "Both meet monthly."),
    ]


def test_two_clauses_cannot_share_an_id() -> None:
    text = terms(clauses=(Clause("One.", id="c1"), Clause("Other.", id="c1")))
    assert any(fault.at == "clauses" for fault in faults(text))
