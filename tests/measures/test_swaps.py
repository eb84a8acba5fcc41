"""The least exchange between two: as by hand, no smaller one found by any search, and the same under other names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.measures.swaps import Swap, least_swap

BOOKS = {"ada": {"cash": 100.0, "crates": 160.0}, "bo": {"cash": 100.0, "crates": 60.0}}
HAS = {"ada": {"cash": 1.0, "crates": 0.0}, "bo": {"cash": 0.0, "crates": 1.0}}


def test_each_gives_what_the_other_values_more_and_no_more_than_needed() -> None:
    """160 y - 100 x >= 17 for Ada and 100 x - 60 y >= 12 for Bo: y = 0.29, x = 0.294."""
    found = least_swap(BOOKS, HAS, {"ada": 0.45, "bo": 0.45})
    assert [(move.item, move.giver, move.receiver) for move in found.moves] == [
        ("cash", "ada", "bo"),
        ("crates", "bo", "ada"),
    ]
    assert [move.part for move in found.moves] == [pytest.approx(0.294), pytest.approx(0.29)]
    assert found.after == {"ada": pytest.approx(0.45), "bo": pytest.approx(0.45)}
    assert found.bound == pytest.approx(found.size, rel=1e-4)


def test_where_both_have_enough_nothing_moves() -> None:
    found = least_swap(BOOKS, HAS, {"ada": 0.3, "bo": 0.3})
    assert (found.moves, found.size, found.bound) == ((), 0.0, 0.0)


def test_of_items_that_would_do_equally_well_the_earlier_one_moves() -> None:
    books = {"ada": {"one": 1.0, "two": 1.0}, "bo": {"one": 1.0, "two": 1.0}}
    found = least_swap(books, {"ada": {"one": 1.0, "two": 1.0}, "bo": {}}, {"ada": 0.5, "bo": 0.25})
    assert [(move.item, round(move.part, 6)) for move in found.moves] == [("one", 0.5)]


def test_floors_that_cannot_be_met_together_are_refused() -> None:
    with pytest.raises(ValueError, match="no exchange"):
        least_swap(BOOKS, HAS, {"ada": 0.9, "bo": 0.9})


@st.composite
def cases(draw: st.DrawFn) -> tuple[dict[str, dict[str, float]], dict[str, dict[str, float]]]:
    items = [f"i{place}" for place in range(draw(st.integers(1, 4)))]
    books = {party: {item: float(draw(st.integers(1, 9))) for item in items} for party in ("ada", "bo")}
    parts = {item: draw(st.integers(0, 4)) / 4 for item in items}
    return books, {"ada": parts, "bo": {item: 1 - part for item, part in parts.items()}}


def moved(found: Swap, names: dict[str, str]) -> list[tuple[str, str, float]]:
    return [(move.item, names[move.giver], round(move.part, 5)) for move in found.moves]


@settings(max_examples=40, deadline=None)
@given(case=cases())
def test_each_has_its_floor_after_it_the_bound_is_reached_and_names_do_not_matter(
    case: tuple[dict[str, dict[str, float]], dict[str, dict[str, float]]],
) -> None:
    books, held = case
    floors = {"ada": 0.4, "bo": 0.4}  # half of what each values can always be had by both at once
    found = least_swap(books, held, floors)
    assert all(found.after[party] >= floors[party] - 1e-6 for party in floors)
    assert found.size == pytest.approx(found.bound, abs=1e-4)
    other = {"ada": "zoe", "bo": "cy"}
    renamed = least_swap(
        {other[party]: own for party, own in books.items()},
        {other[party]: own for party, own in held.items()},
        {other[party]: floor for party, floor in floors.items()},
    )
    assert moved(found, other) == moved(renamed, {"zoe": "zoe", "cy": "cy"})
