"""The closed form of the share bounds."""

from decimal import Decimal
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from paripassu.measures.bounds import Span, share_bounds

D = Decimal
AMOUNTS = st.integers(0, 50).map(Decimal)
SPANS = st.tuples(AMOUNTS, AMOUNTS).map(lambda ends: Span(min(ends), max(ends)))


def test_the_published_value_comes_out() -> None:
    found = share_bounds(Span(D(30), D(40)), Span(D(60), D(80)))
    assert found is not None
    assert (round(found.low, 5), found.high) == (D("0.27273"), D("0.40"))


def test_there_is_no_share_of_nothing() -> None:
    assert share_bounds(Span(D(0), D(0)), Span(D(0), D(0))) is None


@given(SPANS, SPANS)
def test_no_amounts_within_the_spans_give_a_share_outside_the_bounds(own: Span, others: Span) -> None:
    found = share_bounds(own, others)
    for mine, theirs in product(own, others):
        if mine + theirs:
            assert found is not None
            assert found.low <= mine / (mine + theirs) <= found.high
