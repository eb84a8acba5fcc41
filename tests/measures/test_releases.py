"""What may be shown: no sequence of releases lets anybody find what few people said."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paripassu.measures.releases import LEAST, Release, exposures, release, too_close

counts = st.dictionaries(st.sampled_from(["ada", "bo", "cleo", "dora", "emil"]), st.integers(0, 14), min_size=1)


def test_two_sides_of_enough_people_are_shown_with_their_total() -> None:
    assert release({"ada": 6, "bo": 5}) == Release(("ada", "bo"), True, "")


def test_of_two_sides_a_small_one_hides_the_large_one_too() -> None:
    """All less one is the other: eight and two are shown as ten."""
    found = release({"ada": 8, "bo": 2})
    assert (found.parties, found.total) == ((), True)
    assert "recognised" in found.why


def test_too_few_altogether_show_nothing() -> None:
    assert release({"ada": 2, "bo": 2}) == Release((), False, release({"ada": 1}).why)


def test_a_silent_party_hides_nobody() -> None:
    assert release({"ada": 6, "bo": 0}).parties == ("ada",)


def test_small_ones_that_are_many_enough_together_leave_the_large_ones_shown() -> None:
    assert release({"ada": 9, "bo": 3, "cleo": 3}).parties == ("ada",)


@given(counts, st.integers(LEAST, 7))
def test_whatever_is_shown_nothing_smaller_than_k_follows_from_it(answered: dict[str, int], k: int) -> None:
    found = release(answered, k)
    assert all(answered[party] >= k for party in found.parties)
    if found.total:
        left = sum(answered.values()) - sum(answered[party] for party in found.parties)
        assert left == 0 or left >= k


@given(counts, st.permutations(["ada", "bo", "cleo", "dora", "emil"]))
def test_what_is_shown_follows_the_numbers_and_not_the_names(answered: dict[str, int], names: list[str]) -> None:
    renamed = dict(zip(["ada", "bo", "cleo", "dora", "emil"], names, strict=True))
    found = release({renamed[party]: count for party, count in answered.items()})
    assert found.parties == tuple(sorted(renamed[party] for party in release(answered).parties))


def test_nobody_can_agree_to_show_two_people() -> None:
    with pytest.raises(ValueError, match="3 or more"):
        release({"ada": 2}, 2)


def test_a_panel_that_differs_by_one_person_is_not_shown_beside_the_one_before() -> None:
    before, after = frozenset("abcdefgh"), frozenset("abcdefg")
    assert too_close([before], before) == ""
    assert "fewer than 5" in too_close([before], after)
    assert too_close([before], frozenset("ijklm")) == ""


def test_all_and_all_but_one_taken_apart_over_several_panels_are_found() -> None:
    """{1…6} and {7…12} and {1…5, 7…12}: the third less the second, against the first, is the sixth person."""
    first, second = frozenset(map(str, range(1, 7))), frozenset(map(str, range(7, 13)))
    third = (first | second) - {"6"}
    assert too_close([first], second) == ""
    assert too_close([first, second], third) != ""


@given(st.lists(st.frozensets(st.sampled_from("abcdefgh"), min_size=3), max_size=4))
def test_no_panels_that_were_let_through_give_away_a_single_person(panels: list[frozenset[str]]) -> None:
    shown: list[frozenset[str]] = []
    for panel in panels:
        if not too_close(shown, panel, LEAST):
            shown.append(panel)
    for size in range(1, len(shown) + 1):
        for chosen in combinations(shown, size):
            for signs in range(2**size):
                weight = dict.fromkeys("abcdefgh", 0)
                for at, panel in enumerate(chosen):
                    for person in panel:
                        weight[person] += 1 if signs >> at & 1 else -1
                assert sum(value != 0 for value in weight.values()) != 1


def test_the_audit_finds_what_suppression_left_open() -> None:
    """METHODS §4: with only the small cells hidden, the margins give them back exactly."""
    cells = ["a1", "a2", "b1", "b2"]
    leaky = [(["a1", "a2"], 6), (["b1", "b2"], 4), (["a1", "b1"], 5), (["a2", "b2"], 5), (["a1"], 3)]
    assert {each.cell: (each.low, each.high) for each in exposures(cells, leaky)} == {
        "a1": (3, 3), "a2": (3, 3), "b1": (2, 2), "b2": (2, 2),
    }  # fmt: skip
    safe = exposures(cells, [(cells, 10)])
    assert all((each.low, each.high) == (0, 10) for each in safe)


def test_without_anything_published_nothing_is_known() -> None:
    assert exposures(["a"], []) == [("a", 0, float("inf"))]
    assert exposures(["a"], [], {"a": 7}) == [("a", 0, 7)]


def test_sums_that_contradict_each_other_are_found() -> None:
    with pytest.raises(ValueError, match="no cells fit"):
        exposures(["a"], [(["a"], 3), (["a"], 4)])


@given(st.dictionaries(st.sampled_from(["ada", "bo", "cleo"]), st.integers(1, 12), min_size=2), st.integers(LEAST, 6))
def test_what_is_released_leaves_every_hidden_party_a_wide_range(answered: dict[str, int], k: int) -> None:
    found = release(answered, k)
    sums = [([party], float(answered[party])) for party in found.parties]
    if found.total:
        sums.append((list(answered), float(sum(answered.values()))))
    for each in exposures(sorted(answered), sums):
        if each.cell not in found.parties and found.total:
            assert each.high - each.low >= k
