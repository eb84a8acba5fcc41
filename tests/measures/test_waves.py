"""What a wave shows places nobody: not by one figure, not by their difference, not by what was shown before."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.alliance.surveys.instruments import Question
from paripassu.measures.waves import exposed, margin, outcome

ASK = Question("q", "Is it so?", "agree")
LEVEL = Question("l", "Which?", "levels", levels=("a", "b", "c", "d", "e"))

Said = dict[str, list[int]]


def shown(said: Said, k: int = 3, before: Sequence[frozenset[str]] = (), **panels: int) -> dict[str, Decimal | str]:
    """By cell the mean that is shown, or the band where there is no mean."""
    rows: dict[str, list[list[int | None]]] = {party: [[answer] for answer in each] for party, each in said.items()}
    people = {party: names(party, panels.get(party, len(each))) for party, each in said.items()}
    found = outcome((ASK,), rows, k, people, before)
    return {
        cell.party: figure.band if figure.mean is None else figure.mean
        for cell in found.cells
        for figure in cell.figures
    }


def names(party: str, count: int) -> frozenset[str]:
    return frozenset(f"{party}{number}" for number in range(count))


def test_both_sides_and_all_together_are_shown_where_all_are_enough() -> None:
    assert shown({"ada": [2, 5, 6, 4], "bo": [3, 4, 6]}) == {
        "": Decimal("4.3"), "ada": Decimal("4.2"), "bo": Decimal("4.3")
    }  # fmt: skip


def test_a_small_side_is_not_shown_and_cannot_be_had_by_taking_away() -> None:
    found = shown({"ada": [2, 5, 6, 4], "bo": [3, 4]})
    assert found.keys() == {""}


def test_nothing_is_shown_of_too_few() -> None:
    assert shown({"ada": [4], "bo": [4]}) == {}


def test_does_not_apply_counts_as_no_answer() -> None:
    rows: dict[str, list[list[int | None]]] = {"ada": [[4], [5], [None]], "bo": [[4], [2], [6]]}
    people = {"ada": names("ada", 3), "bo": names("bo", 3)}
    found = outcome((ASK,), rows, 3, people)
    assert {cell.party: len(cell.figures) for cell in found.cells} == {"": 1, "ada": 0, "bo": 0}


@pytest.mark.parametrize("answer", [1, 7])
def test_where_all_say_the_same_extreme_only_a_band_is_shown(answer: int) -> None:
    found = shown({"ada": [answer] * 4, "bo": [3, 4, 6]})
    assert set(found) == {"ada", "bo"}
    assert found["ada"] == ("low" if answer == 1 else "high")
    assert isinstance(found["bo"], str)


def test_where_all_say_the_same_in_the_middle_the_mean_does_not_tell() -> None:
    assert shown({"ada": [4] * 4, "bo": [4] * 3}) == shown({"ada": [1, 7, 4, 4], "bo": [2, 4, 6]})


def test_a_panel_that_differs_by_a_few_from_an_earlier_one_shows_nothing() -> None:
    said = {"ada": [2, 5, 6, 4, 3], "bo": [3, 4, 6, 2, 5]}
    same = [names("ada", 5), names("bo", 5), names("ada", 5) | names("bo", 5)]
    assert shown(said, before=same).keys() == {"", "ada", "bo"}
    fewer = [names("ada", 4)]
    assert shown(said, before=fewer) == {"bo": Decimal(4)}


def test_where_all_together_come_too_close_their_parts_are_not_shown_either() -> None:
    said = {"ada": [2, 5, 6, 4, 3], "bo": [3, 4, 6, 2, 5]}
    before = [names("ada", 5) | names("bo", 4)]
    assert shown(said, before=before) == {}


def test_levels_are_shown_in_whole_points() -> None:
    rows = {"ada": [[0], [50], [75], [25]]}
    found = outcome((LEVEL,), rows, 3, {"ada": names("ada", 4)})
    assert {figure.mean for cell in found.cells for figure in cell.figures} == {Decimal(38)}


def test_the_margin_does_not_look_at_the_answers_and_narrows_with_people() -> None:
    assert margin(ASK, 5) > margin(ASK, 20) > margin(ASK, 100) > 0
    assert margin(LEVEL, 5) > 10


SIDES = st.dictionaries(
    st.sampled_from(["ada", "bo", "dee"]), st.lists(st.integers(1, 7), max_size=7), min_size=2, max_size=3
)


@settings(max_examples=20, deadline=None)
@given(SIDES, st.integers(3, 5), st.randoms(use_true_random=False))
def test_neither_names_nor_order_matter(said: Said, k: int, random: object) -> None:
    renamed = {"ada": "zoe", "bo": "bo", "dee": "ann"}
    other = {renamed[party]: list(reversed(each)) for party, each in reversed(said.items())}
    mine, theirs = shown(said, k), shown(other, k)
    assert theirs == {renamed.get(party, ""): figure for party, figure in mine.items()}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 7), min_size=3, max_size=6), st.lists(st.integers(1, 7), min_size=1, max_size=2))
def test_a_hidden_party_is_placed_no_closer_than_a_third_of_the_scale(large: list[int], small: list[int]) -> None:
    """Counted here by hand, without the audit: between which sums must the answers of the hidden party lie?"""
    found = shown({"ada": large, "bo": small})
    assert found.keys() <= {""}
    if isinstance(found.get(""), Decimal):
        total, most = sum(large) + sum(small), 7 * len(large)
        low = max(len(small), total - most)
        high = min(7 * len(small), total - len(large))
        assert high - low >= 2 * len(small)


@settings(max_examples=30, deadline=None)
@given(SIDES, st.integers(3, 5))
def test_what_is_shown_always_passes_the_audit(said: Said, k: int) -> None:
    found = shown(said, k)
    means = [cell for cell, figure in found.items() if isinstance(figure, Decimal)]
    assert not exposed(ASK, said, means)
    assert not (means and len(means) < len(found))
    for cell in found:
        size = len(said[cell]) if cell else sum(map(len, said.values()))
        rest = sum(map(len, said.values())) - sum(len(said[party]) for party in found if party)
        assert size >= k
        assert "" not in found or rest == 0 or rest >= k


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=4))
def test_no_sequence_of_waves_isolates_fewer_than_k(waves: list[tuple[int, int]]) -> None:
    """People come and go between waves; whichever figures are let through, no two panels differ by 1 to k − 1."""
    k, before = 3, list[frozenset[str]]()
    for ada, bo in waves:
        people = {"ada": names("ada", ada), "bo": names("bo", bo)}
        rows: dict[str, list[list[int | None]]] = {party: [[4]] * len(each) for party, each in people.items()}
        found = outcome((ASK,), rows, k, people, before)
        panels = [people[c.party] if c.party else people["ada"] | people["bo"] for c in found.cells]
        for panel in panels:
            assert all(not 0 < len(panel ^ earlier) < k for earlier in before)
        before += panels
