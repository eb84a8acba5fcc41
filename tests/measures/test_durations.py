"""How long things take when some are still open: the published leukaemia trial, and what is never said."""

from hypothesis import given
from hypothesis import strategies as st

from paripassu.measures.durations import MOST_OPEN, TOO_FEW, typical

# Freireich and others 1963, weeks in remission, as in Cox and Oakes 1984, p. 7.
MP, MP_OPEN = [6, 6, 6, 7, 10, 13, 16, 22, 23], [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]

days = st.lists(st.integers(0, 40), max_size=12)


def test_the_published_medians_and_limits() -> None:
    """Median 23 (16 to no limit) under the drug, 8 (4 to 12) without, at 95 % on the logarithm."""
    drug, without = typical(MP, MP_OPEN, 0.95), typical(PLACEBO, (), 0.95)
    assert (drug.median, drug.low, drug.high) == (23, 16, None)
    assert (without.median, without.low, without.high) == (8, 4, 12)


def test_what_is_open_makes_it_longer() -> None:
    assert typical([1, 2, 3, 4]).median == 2
    assert typical([1, 2, 3, 4], [5, 5]).median == 3


def test_when_most_is_open_there_is_no_median() -> None:
    found = typical([1, 2, 3], [9, 9, 9, 9])
    assert (found.median, found.why, found.longest_open) == (None, MOST_OPEN, 9)
    assert found.sentence == f"{MOST_OPEN} 3 done, in 1 to 3 days; 4 open, up to 9 days."


def test_two_done_are_too_few() -> None:
    assert typical([1, 2], [3]).why == TOO_FEW
    assert typical([]).sentence == f"{TOO_FEW} 0 done."
    assert typical([1.2, 1.3, 0.9]).sentence == "3 done, in 1 day."


@given(days, days)
def test_the_median_lies_between_the_shortest_and_the_longest(done: list[int], open_: list[int]) -> None:
    found = typical(done, open_)
    assert (found.done, found.open) == (len(done), len(open_))
    assert (found.median is None) == bool(found.why)
    if found.median is not None:
        assert found.low is not None
        assert min(done) <= found.low <= found.median <= max(done)
        assert found.high is None or found.high >= found.median


@given(days, days)
def test_the_order_in_which_things_came_makes_no_difference(done: list[int], open_: list[int]) -> None:
    assert typical(done, open_) == typical(done[::-1], open_[::-1])
