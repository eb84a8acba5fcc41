"""The balance as readings."""

from hypothesis import given

from paripassu.alliance.agreement.terms import FairnessRule
from paripassu.measures.balance import balance
from paripassu.measures.catalogue import CATALOGUE
from paripassu.measures.figures import readings
from tests.measures.pools import ON, Line, alliance_of, lines_of, put_in, received, rules_of

TWO = ("ada", "bo")


@given(lines_of(TWO), rules_of(TWO))
def test_every_reading_is_in_the_catalogue_and_says_why_it_is_missing(lines: list[Line], rule: FairnessRule) -> None:
    for reading in readings(balance(alliance_of(TWO, lines, rule), "work", at=ON)):
        assert reading.source == CATALOGUE[reading.measure].source
        assert reading.enough == (reading.value is not None)
        assert reading.enough or reading.why
        assert reading.low is None or reading.value is None or reading.low <= reading.value
        assert reading.high is None or reading.value is None or reading.value <= reading.high
        assert set(reading.facts) <= set(range(len(lines)))
        assert list(reading.facts) == sorted(set(reading.facts))


def test_the_catalogue_lists_what_is_read_and_nothing_else() -> None:
    found = readings(balance(alliance_of(TWO, []), "work", at=ON))
    of_pools = {each.name for each in CATALOGUE.values() if each.page == "balance"}
    assert {reading.measure for reading in found} == of_pools
    assert all(measure.not_counted and measure.limits for measure in CATALOGUE.values())


def test_the_lower_side_comes_first_and_is_named() -> None:
    lines = [put_in("ada", 1), put_in("bo", 1), received("ada", 3), received("bo", 1)]
    first = readings(balance(alliance_of(TWO, lines), "work", at=ON))[0]
    assert (first.measure, first.value, first.why) == ("lowest_return_coefficient", 0.5, "That of bo.")
