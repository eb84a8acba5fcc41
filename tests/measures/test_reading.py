"""A reading as JSON, and figures without needless digits."""

import json
from decimal import Decimal

from hypothesis import given

from paripassu.measures.reading import Interval, Reading, encoded, tidy
from tests.measures.pools import AMOUNTS

KEYS = {"measure", "about", "value", "low", "high", "unit", "enough", "why", "source", "facts"}


def test_a_reading_is_written_with_exact_numbers() -> None:
    reading = Reading(measure="reward", about="work/ada", value=Decimal("0.1000000000000000055"), facts=(4, 9))
    written = json.loads(encoded("Two", 10, [reading]), parse_float=Decimal)
    assert (written["alliance"], written["size"]) == ("Two", 10)
    (one,) = written["readings"]
    assert set(one) == KEYS
    assert one["value"] == reading.value
    assert (one["low"], one["facts"]) == (None, [4, 9])


@given(AMOUNTS)
def test_tidying_keeps_the_value(value: Decimal) -> None:
    assert tidy(value) == value
    assert "E" not in str(tidy(value))


def test_an_interval_without_a_limit_holds_everything_on_that_side() -> None:
    assert Decimal(10) ** 9 in Interval(Decimal(0), None)
    assert Decimal(-1) not in Interval(Decimal(0), None)
