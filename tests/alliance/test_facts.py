"""What a text and a number of a fact may be."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paripassu.alliance.facts import (
    PLACES_LIMIT,
    QUANTITY_LIMIT,
    UNREADABLE,
    measurable,
    plain,
    short_enough,
    worded,
)
from paripassu.alliance.refusals import Refused
from tests.cast import refused


def test_a_text_is_given_without_outer_white_space() -> None:
    assert worded("  so it is\n", "why") == "so it is"


@pytest.mark.parametrize("empty", ["", " ", "\n\t", "\u00a0"])
def test_a_text_that_must_be_there_is_not_empty(empty: str) -> None:
    with pytest.raises(Refused, match="Please say why it is so: it is empty"):
        worded(empty, "why it is so")


def test_a_text_is_as_long_as_it_may_be_and_no_longer() -> None:
    assert short_enough("x" * 10, "the note", limit=10)
    with pytest.raises(Refused, match="The note has 11 characters; 10 is the most"):
        short_enough("x" * 11, "the note", limit=10)


@pytest.mark.parametrize("strange", ["a\x00b", "a\udfff", "a\x1b[2J", "a\x7f", "a\u202eb", "a\u2066b"])
def test_a_text_holds_what_a_text_can_hold(strange: str) -> None:
    with refused("text_unreadable"):
        short_enough(strange, "the note")


@given(st.text(st.characters(exclude_categories=["Cs"]).filter(lambda one: not UNREADABLE.search(one)), max_size=50))
def test_every_other_text_is_taken_as_it_is(text: str) -> None:
    assert short_enough(text, "the note") == text
    text.encode()


LIMIT = int(QUANTITY_LIMIT) - 1


@given(st.decimals(-LIMIT, LIMIT, places=PLACES_LIMIT))
def test_a_number_within_the_limits_keeps_its_value_in_plain_digits(number: Decimal) -> None:
    kept = plain(number, "the quantity")
    assert kept == number
    assert "E" not in str(kept)
    assert str(kept) == f"{kept:f}"
    assert not ("." in str(kept) and str(kept).endswith("0"))


@pytest.mark.parametrize("text", ["1E15", "-1E15", "NaN", "sNaN", "Infinity", "1E+400"])
def test_a_number_out_of_this_world_is_refused(text: str) -> None:
    with refused("number_unusable"):
        measurable(Decimal(text), "the quantity")


@pytest.mark.parametrize("text", ["0.0000001", "1.0000001", "1E-400", "999999999999999.0000001"])
def test_a_number_split_too_finely_is_refused(text: str) -> None:
    with refused("number_too_fine"):
        measurable(Decimal(text), "the quantity")
