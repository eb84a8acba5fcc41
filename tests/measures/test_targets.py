"""Target shares under the agreed rule and the pure ones."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from paripassu.alliance.agreement.terms import FairnessRule
from paripassu.measures.targets import entitlements
from tests import cast
from tests.measures.pools import rules_of

PARTNERS = cast.partner_ids(4)


@given(rules_of(PARTNERS), st.lists(st.integers(1, 99), min_size=4, max_size=4))
def test_targets_sum_to_one_under_every_rule(rule: FairnessRule, parts: list[int]) -> None:
    for entitlement in entitlements(rule, PARTNERS).values():
        targets = [
            entitlement.target(party, Decimal(part) / sum(parts)) for party, part in zip(PARTNERS, parts, strict=True)
        ]
        assert abs(sum((target or Decimal(0) for target in targets), Decimal(-1))) < Decimal("1e-20")


def test_a_rule_that_asks_for_no_contribution_needs_none() -> None:
    known = entitlements(FairnessRule(), PARTNERS)
    assert known["equality"].target("ada", None) == Decimal("0.25")
    assert known["equity"].target("ada", None) is None
    assert "need" not in known
