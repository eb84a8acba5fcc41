"""A text of the agreement in words: the same for every reader, and every rule in a sentence."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from paripassu.alliance.agreement.terms import Clause, FairnessRule, Pool
from paripassu.alliance.refusals import one_stop
from paripassu.web.wording import clause_groups, rule_kind, rule_sentence, shown_difference
from tests import cast

HALF = Decimal("0.5")


@pytest.mark.parametrize(
    ("rule", "kind", "says"),
    [
        (FairnessRule(), "equity", "follow contributions"),
        (FairnessRule(Decimal(0), Decimal(1)), "equality", "alike"),
        (FairnessRule(Decimal(0), need=Decimal(1), needs={"ada": HALF, "bo": HALF}), "need", "Ada Ltd 50"),
        (FairnessRule(shares={"bo": Decimal("0.3333"), "ada": Decimal("0.6667")}), "shares", "Ada Ltd 66.67"),
        (FairnessRule(HALF, HALF), "mix", "50\N{NARROW NO-BREAK SPACE}% by contribution"),
    ],
)
def test_every_rule_is_said_in_a_sentence(rule: FairnessRule, kind: str, says: str) -> None:
    scene = cast.founded()
    assert rule_kind(rule) == kind
    assert says in rule_sentence(scene.alliance, rule)


def test_clauses_stand_by_party_however_they_were_entered() -> None:
    scene = cast.founded()
    clauses = (Clause("Bo builds.", party="bo"), Clause("All share."), Clause("Ada pays.", party="ada"))
    forth = clause_groups(scene.alliance, cast.terms(clauses=clauses))
    back = clause_groups(scene.alliance, cast.terms(clauses=tuple(reversed(clauses))))
    assert [group.party for group in forth] == [group.party for group in back] == ["", "ada", "bo"]


def test_a_difference_names_parties_and_never_their_ids() -> None:
    scene = cast.founded()
    before = cast.terms(clauses=(Clause("The rent is paid.", "obligation", "ada", id="c1"),))
    after = cast.terms(
        clauses=(Clause("The rent is paid.", "permission", "bo", id="c1"),), pools=(Pool("hours", "Hours", "h"),)
    )
    parts = shown_difference(scene.alliance, before, after)
    words = " ".join(text for part in parts for change in part.changes for _kind, text in change.pieces)
    assert {str(part.section) for part in parts} == {"What each party shall and may", "Pools and fairness"}
    assert "Ada Ltd" in words
    assert "Bo Ltd" in words
    assert "equity" not in words


def test_a_rule_that_changes_is_shown_word_by_word() -> None:
    scene = cast.founded()
    shares = {"ada": HALF, "bo": HALF}
    before = cast.terms(pools=(replace(cast.WORK, rule=FairnessRule(shares=shares)),))
    after = cast.terms(
        pools=(replace(cast.WORK, rule=FairnessRule(shares={"ada": Decimal("0.4"), "bo": Decimal("0.6")})),)
    )
    ((change,),) = [part.changes for part in shown_difference(scene.alliance, before, after)]
    assert ("same", "Rewards follow shares agreed in advance: Ada Ltd") in change.pieces


def test_a_sentence_ends_in_one_stop() -> None:
    assert one_stop("In the court of Bo, Inc..") == "In the court of Bo, Inc."
