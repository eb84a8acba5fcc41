"""Operating balances."""

from decimal import Decimal

import pytest
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


@pytest.mark.parametrize(
    ("year", "belgium", "union", "expected"),
    [
        (2013, ("7209.5", "4734.7", "3931.3"), ("134656.1", "7600.4", "124378.3"), "-1541.1"),
        (2014, ("7044.3", "4725.4", "3660.2"), ("128564.9", "7680.9", "116531.7"), "-1478.0"),
    ],
)
def test_belgium_as_the_commission_reckons_it(
    year: int, belgium: tuple[str, str, str], union: tuple[str, str, str], expected: str
) -> None:
    """EU financial reports, annex 3: expenditure, administration, national contribution; in million euros."""
    own, all_ = ([Decimal(each) for each in figures] for figures in (belgium, union))
    received_ = {"be": own[0] - own[1], "others": all_[0] - all_[1] - (own[0] - own[1])}
    found = operating_balances({"be": own[2], "others": all_[2] - own[2]}, received_)
    assert round(found["be"], 1) == Decimal(expected), year


def test_where_nobody_contributed_there_is_nothing_to_scale() -> None:
    assert operating_balances({}, {"ada": Decimal(3)}) == {}
