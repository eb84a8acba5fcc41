"""The figures of a closing balance: what each party put in, received and ought to have, and payments that square it.

What is due is what the balance reckons since the beginning, to the hundredth. Who received more than its due pays in
proportion to what each other lacks: no party is first, and renaming the parties renames the payments.
"""

from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal

from paripassu.alliance.agreement import terms_in_force
from paripassu.alliance.alliance import Alliance
from paripassu.alliance.ending.closings import PartyClosing, Payment, PoolClosing
from paripassu.measures.balance import balance
from paripassu.measures.standings import Standing

HUNDREDTH = Decimal("0.01")
NO_RULE = "The agreed rule gives no share to a party."


def closing(alliance: Alliance, at: datetime) -> tuple[tuple[PoolClosing, ...], tuple[Payment, ...]]:
    """Every pool by its id, and the payments that would square them. Refused while no agreement is in force."""
    pools = [_pool(alliance, pool, at) for pool in sorted(each.id for each in terms_in_force(alliance).pools)]
    return tuple(pools), tuple(payment for pool in pools for payment in payments(pool))


def _pool(alliance: Alliance, pool_id: str, at: datetime) -> PoolClosing:
    found = balance(alliance, pool_id, at=at)
    standings = [found.cumulative.standings[party] for party in sorted(found.cumulative.standings)]
    known = all(one.agreed.gap is not None for one in standings)
    why = (
        "" if known else found.cumulative.why or next((one.agreed.why for one in standings if one.agreed.why), NO_RULE)
    )
    parties = tuple(
        PartyClosing(one.party, one.contribution, one.reward, _due(one) if known else None) for one in standings
    )
    return PoolClosing(pool_id, found.pool.unit, parties, why)


def _due(one: Standing) -> Decimal:
    assert one.agreed.gap is not None
    return (one.reward - one.agreed.gap).quantize(HUNDREDTH, ROUND_HALF_EVEN)


def payments(pool: PoolClosing) -> tuple[Payment, ...]:
    """What who received too much pays to who received too little, in proportion, to the hundredth; none below it.

    >>> ada = PartyClosing("ada", Decimal(50), Decimal(80), Decimal(50))
    >>> bo = PartyClosing("bo", Decimal(50), Decimal(20), Decimal(50))
    >>> [(one.payer, one.receiver, one.amount) for one in payments(PoolClosing("work", "EUR", (ada, bo)))]
    [('ada', 'bo', Decimal('30.00'))]
    """
    gaps = {one.party: one.received - one.due for one in pool.parties if one.due is not None}
    lacking = {party: -gap for party, gap in gaps.items() if gap < 0}
    whole = sum(lacking.values(), Decimal(0))
    found = []
    for payer, gap in sorted(gaps.items()):
        for receiver, lack in sorted(lacking.items()):
            amount = (gap * lack / whole).quantize(HUNDREDTH, ROUND_HALF_EVEN) if gap > 0 else Decimal(0)
            if amount:
                found.append(Payment(pool.pool, payer, receiver, amount))
    return tuple(found)
