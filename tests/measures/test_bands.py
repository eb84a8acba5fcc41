"""Coefficients in words."""

from decimal import Decimal

import pytest

from paripassu.alliance.agreement.terms import Pool
from paripassu.measures.balance import balance
from paripassu.measures.bands import CernBand, Level, cern_band, level, surplus
from tests.measures.pools import ON, alliance_of, put_in, received


@pytest.mark.parametrize(
    ("coefficient", "word"), [("0.3999", "very poor"), ("0.40", "poor"), ("0.9999", "poor"), ("1.00", "well")]
)
def test_supplies_stand_in_the_bands_of_cern(coefficient: str, word: CernBand) -> None:
    assert cern_band(Decimal(coefficient), "supplies") == word


@pytest.mark.parametrize(("coefficient", "word"), [("0.3999", "poor"), ("0.40", "well")])
def test_services_have_one_threshold(coefficient: str, word: CernBand) -> None:
    assert cern_band(Decimal(coefficient), "services") == word


@pytest.mark.parametrize(
    ("coefficient", "word"),
    [("0.8", "inside"), ("1.2", "inside"), ("0.7999", "watch"), ("0.4", "watch"), ("0.3999", "severe"),
     ("2.5", "watch"), ("2.5001", "severe"), ("0", "severe")],
)  # fmt: skip
def test_the_agreed_band_ends_where_it_says(coefficient: str, word: Level) -> None:
    assert level(Decimal(coefficient), Pool("work", "Work", "EUR")) == word


@pytest.mark.parametrize("coefficient", ["0.54", "0.51", "0.77", "0.99", "0.90", "1.06"])
def test_greece_at_esa_from_2009_to_2014_lies_on_one_side_of_its_ideal(coefficient: str) -> None:
    value = surplus(Decimal(coefficient), Decimal(41))
    assert (value > 0) == (Decimal(coefficient) > 1)


def test_the_surplus_of_greece_is_the_gap_of_our_balance() -> None:
    lines = [put_in("gr", 41), put_in("rest", 959), received("gr", "43.46"), received("rest", "956.54")]
    greece = balance(alliance_of(("gr", "rest"), lines), "work", at=ON).cumulative.standings["gr"]
    assert greece.agreed.coefficient == Decimal("1.06")
    assert greece.agreed.gap == surplus(Decimal("1.06"), Decimal(41)) == Decimal("2.46")
