"""Target shares: what part of a pool's rewards each partner ought to have, under the agreed rule and the pure ones.

Every rule is a weight on one's share of the contributions plus a fixed part: equity is all weight; equality, need
and shares agreed in advance are all fixed; a mix is some of each. [Deutsch1975, Adams1965]
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from paripassu.alliance.agreement.terms import FairnessRule

RuleName = Literal["agreed", "equity", "equality", "need"]
PURE: tuple[RuleName, ...] = ("equity", "equality", "need")

NOTHING, ALL = Decimal(0), Decimal(1)


class Entitlement(NamedTuple):
    """A rule as figures: target_i = weight · contribution share_i + fixed_i."""

    weight: Decimal
    fixed: Mapping[str, Decimal]

    def target(self, party: str, contribution_share: Decimal | None) -> Decimal | None:
        """The target share of a party. None when it rests on contributions and nobody has contributed."""
        if not self.weight:
            return self.fixed[party]
        return None if contribution_share is None else self.weight * contribution_share + self.fixed[party]


def entitlements(rule: FairnessRule, partners: Sequence[str]) -> dict[RuleName, Entitlement]:
    """The rule of a pool, and each pure rule that can be applied to it, as figures. Need is missing without needs."""
    equal = dict.fromkeys(partners, ALL / len(partners))
    known: dict[RuleName, Entitlement] = {
        "equity": Entitlement(ALL, dict.fromkeys(partners, NOTHING)),
        "equality": Entitlement(NOTHING, equal),
    }
    if sum(rule.needs.values()):
        known["need"] = Entitlement(NOTHING, _in_proportion(rule.needs, partners))
    if sum(rule.shares.values()):
        known["agreed"] = Entitlement(NOTHING, _in_proportion(rule.shares, partners))
    else:
        needed = known["need"].fixed if "need" in known else dict.fromkeys(partners, NOTHING)
        known["agreed"] = Entitlement(
            rule.equity, {party: rule.equality * equal[party] + rule.need * needed[party] for party in partners}
        )
    return known


def _in_proportion(shares: Mapping[str, Decimal], partners: Sequence[str]) -> dict[str, Decimal]:
    """The shares, stretched to sum to exactly 1: thirds cannot be written in full."""
    total = sum(shares.values(), NOTHING)
    return {party: shares.get(party, NOTHING) / total for party in partners}
