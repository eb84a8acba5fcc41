"""The operating balance: what a party received less what it paid, with payments scaled so that all balances sum to 0.

The European Commission reports it for the member states. It is the gap of our balance under pure equity, so that the
two agree by construction. [EU financial report, annex 3]
"""

from collections.abc import Mapping
from decimal import Decimal

NOTHING = Decimal(0)


def operating_balances(contributed: Mapping[str, Decimal], received: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Balance of each party: received − contributed · (all received / all contributed). Empty: nobody contributed.

    Belgium 2013, in million euros, where 126,477.3 were received by others or contributed by others as published:

    >>> contributed = {"be": Decimal("3931.3"), "others": Decimal("124378.3") - Decimal("3931.3")}
    >>> operating = Decimal("134656.1") - Decimal("7600.4")
    >>> belgium = Decimal("7209.5") - Decimal("4734.7")
    >>> received = {"be": belgium, "others": operating - belgium}
    >>> round(operating_balances(contributed, received)["be"], 1)
    Decimal('-1541.1')
    """
    paid, gained = sum(contributed.values(), NOTHING), sum(received.values(), NOTHING)
    if not paid:
        return {}
    parties = sorted({*contributed, *received})
    return {party: received.get(party, NOTHING) - contributed.get(party, NOTHING) * gained / paid for party in parties}
