"""Parts of a few, with published limits, and how far they lie with few parties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paripassu.measures.proportions import concentration, part, shares

counts = st.dictionaries(st.sampled_from(["ada", "bo", "di", "flo"]), st.integers(0, 9), min_size=2)


def test_the_published_limits_of_jeffreys() -> None:
    """Brown, Cai and DasGupta 2001: 95 % limits for 1 to 5 of 10."""
    published = {1: (0.011, 0.381), 2: (0.044, 0.503), 3: (0.093, 0.606), 4: (0.153, 0.696), 5: (0.224, 0.776)}
    for count, limits in published.items():
        found = part(count, 10, 0.95)
        assert found is not None
        assert (found.low, found.high) == pytest.approx(limits, abs=0.001)


def test_two_of_a_kind_are_no_share() -> None:
    assert part(1, 2) is None
    assert part(0, 0) is None
    assert shares({"ada": 2, "bo": 0}) is None
    assert shares({"ada": 9}) is None
    assert concentration({"ada": 1, "bo": 1}) is None


def test_more_than_all_is_refused() -> None:
    with pytest.raises(ValueError, match="no part"):
        part(4, 3)


@given(st.integers(3, 60).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_a_part_lies_within_its_limits_and_its_rest_within_theirs(found: tuple[int, int]) -> None:
    count, whole = found
    one, rest = part(count, whole), part(whole - count, whole)
    assert one is not None
    assert rest is not None
    assert 0 <= one.low <= one.value <= one.high <= 1
    assert (one.low, one.high) == pytest.approx((1 - rest.high, 1 - rest.low))


@given(counts)
def test_shares_follow_the_counts_and_not_the_names(given_: dict[str, int]) -> None:
    found, other = shares(given_), shares({f"the {who}": count for who, count in given_.items()})
    if found is None:
        assert other is None
        return
    assert other is not None
    assert sum(one.value for one in found.values()) == pytest.approx(1)
    assert {f"the {who}": one for who, one in found.items()} == other
    assert all(one.low <= one.value <= one.high for one in found.values())


def test_the_concentration_of_four_alike_is_a_quarter_and_of_one_is_all() -> None:
    assert concentration(dict.fromkeys("abcd", 3)) == pytest.approx(0.25)
    assert concentration({"a": 5, "b": 0}) == 1
