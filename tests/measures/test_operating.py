"""Operating balances."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from paripassu.measures.balance import balance
from paripassu.measures.operating import operating_balances
from tests.measures.pools import AMOUNTS, ON, alliance_of, put_in, received

PARTNERS = ("ada", "bo", "di")
THREE_AMOUNTS = st.tuples(AMOUNTS, AMOUNTS, AMOUNTS).map(lambda amounts: dict(zip(PARTNERS, amounts, strict=True)))


@given(THREE_AMOUNTS, THREE_AMOUNTS)
def test_all_balances_sum_to_zero_and_are_the_gaps_under_equity(
    paid: dict[str, Decimal], gained: dict[str, Decimal]
) -> None:
    balances = operating_balances(paid, gained)
    assert abs(sum(balances.values(), Decimal(0))) < Decimal("1e-15")
    lines = [put_in(party, str(paid[party])) for party in PARTNERS]
    lines += [received(party, str(gained[party])) for party in PARTNERS]
    whole = balance(alliance_of(PARTNERS, lines), "work", at=ON).cumulative
    for party, one in whole.standings.items():
        gap = one.pure["equity"].gap
        assert gap is not None
        assert abs(gap - balances[party]) < Decimal("1e-15")


def test_where_nobody_contributed_there_is_nothing_to_scale() -> None:
    assert operating_balances({}, {"ada": Decimal(3)}) == {}
