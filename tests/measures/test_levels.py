"""The spirit level: mirrored for mirrored figures, inside its glass, and one drawing that needs no colour."""

import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paripassu.measures.levels import MIDDLE, TRAVEL, Span, drawn, level, reach

ENDS = ("ada", "bo")
leans = st.floats(-5, 5, allow_nan=False)


def test_no_lean_is_in_the_middle_of_the_band() -> None:
    picture = level(ENDS, 0, band=0.1, reach=0.5)
    assert picture.bubble == MIDDLE
    assert picture.band == pytest.approx((MIDDLE - TRAVEL / 5, 2 * TRAVEL / 5))
    assert not picture.beyond


@given(leans)
def test_swapping_the_ends_mirrors_the_bubble(lean: float) -> None:
    one, other = level(ENDS, lean, band=0.1, reach=1), level(ENDS[::-1], -lean, band=0.1, reach=1)
    assert one.bubble is not None
    assert other.bubble is not None
    assert one.bubble - MIDDLE == pytest.approx(MIDDLE - other.bubble, abs=0.11)
    assert (one.left, one.right) == (other.right, other.left)


@given(leans, st.floats(0, 2), st.floats(0, 2))
def test_nothing_leaves_the_glass(lean: float, below: float, above: float) -> None:
    picture = level(ENDS, lean, band=0.1, reach=1, low=lean - below, high=lean + above, own={"ada": lean * 2, "bo": 0})
    assert picture.bubble is not None
    assert picture.halo is not None
    assert abs(picture.bubble - MIDDLE) <= TRAVEL
    assert MIDDLE - TRAVEL <= picture.halo.x <= picture.bubble <= picture.halo.x + picture.halo.width + 0.11
    assert all(abs(bubble.x - MIDDLE) <= TRAVEL for bubble in picture.own)
    assert picture.beyond == (abs(lean) > 1)


def test_each_partys_own_bubble_has_its_own_row() -> None:
    picture = level(ENDS, 0, band=0.1, reach=1, own={"ada": 0.2, "bo": 0.2})
    assert len({bubble.y for bubble in picture.own}) == 2


def test_a_band_may_be_wider_to_one_side() -> None:
    picture = level(ENDS, 0, band=(-0.5, 0.25), reach=1)
    assert picture.band == Span(MIDDLE - TRAVEL / 2, TRAVEL * 0.75)


def test_where_there_is_not_enough_to_say_there_is_no_bubble() -> None:
    assert level(ENDS, None, band=0.1, reach=1, low=-1, high=1)[2:4] == (None, None)
    assert "bubble" not in drawn(level(ENDS, None, band=0.1, reach=1), {})


def test_the_glass_is_as_long_as_what_is_shown_beside_the_bubble() -> None:
    band = (Decimal("-0.05"), Decimal("0.05"))
    assert reach(band) == Decimal("0.3")
    assert reach(band, Decimal("-0.45")) == Decimal("0.45")
    assert reach(band, Decimal(3)) == 1


def test_the_drawing_is_sound_and_says_whose_view_is_where_without_a_colour() -> None:
    picture = level(ENDS, 0.1, band=0.1, reach=0.5, low=0, high=0.2, own={"ada": 0.2, "bo": -0.2})
    svg = drawn(picture, {"ada": "A", "bo": "<B"}, 'Leans "so"')
    root = ET.fromstring(svg)
    assert [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")] == ["A", "<B"]
    assert root.get("aria-label") == 'Leans "so"'
    assert "style" not in svg
    assert drawn(picture, {}).count('aria-hidden="true"') == 1
