"""Sums over any period equal the sums of the entries in it."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from paripassu.measures.tally import Column, Period, tally, uncounted
from tests.measures.pools import AMOUNTS, ON, Line, alliance_of, lines_of

LINES = st.lists(st.tuples(st.integers(0, 40), AMOUNTS), max_size=20)


@given(LINES, st.none() | st.integers(0, 40), st.integers(0, 40))
def test_a_column_sums_what_lies_in_the_period(lines: list[tuple[int, Decimal]], after: int | None, until: int) -> None:
    placed = [(ON + timedelta(days), index, value) for index, (days, value) in enumerate(lines)]
    period = Period(None if after is None else ON + timedelta(after), ON + timedelta(until))
    inside = [line for line in placed if line[0] in period]
    column = Column(placed)
    assert column.total(period) == sum(value for _, _, value in inside)
    assert column.squares(period) == sum(value * value for _, _, value in inside)
    assert sorted(column.entries(period)) == [index for _, index, _ in inside]


@given(lines_of(("ada", "bo")))
def test_every_entry_counts_or_is_listed_with_a_reason(lines: list[Line]) -> None:
    alliance = alliance_of(("ada", "bo"), lines)
    terms = alliance.agreement.in_force
    assert terms is not None
    sorted_out = tally(alliance, terms.pools[0], terms.partners, ON, {})
    counted = sorted_out.entries(terms.partners, ("input", "output"), Period(None, ON))
    listed = [entry for one in uncounted(sorted_out) for entry in one.entries]
    assert sorted([*counted, *listed]) == list(range(len(lines)))
