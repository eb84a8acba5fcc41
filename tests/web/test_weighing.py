"""A balance in words and pictures: which side comes first, where the bubble stands, and that no order counts."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paripassu.alliance import ledger
from paripassu.alliance.agreement.terms import Pool
from paripassu.alliance.parties import Party
from paripassu.measures.balance import Balance, balance
from paripassu.measures.reading import Interval
from paripassu.web import weighing
from tests import cast
from tests.measures.pools import Line, alliance_of, put_in, received

TODAY = date(2026, 1, 5)
POOL = Pool("work", "Joint work", "EUR")
ROUNDED = 0.16
"""What the rounding of bubble, beginning and length of the band, each to a tenth, can come to."""

AMOUNTS = st.integers(min_value=1, max_value=10**6)


def lines_of(party: str, put: int, got: int) -> list[Line]:
    """What a party put in and received, as far as it is more than nothing."""
    return [put_in(party, put)] * bool(put) + [received(party, got)] * bool(got)


def weighed(*amounts: tuple[str, int, int]) -> tuple[Balance, weighing.Weighed]:
    """A pool in which each of these parties put in and received so much."""
    lines = [line for party, put, got in amounts for line in lines_of(party, put, got)]
    alliance = alliance_of([party for party, _put, _got in amounts], lines)
    for party, _put, _got in amounts:
        alliance.parties.by_id[party] = Party(party, f"{party.capitalize()} Ltd", "partner", 0)
    found = balance(alliance, "work", at=TODAY)
    return found, weighing.weighed(alliance, found)


def test_the_bubble_stands_on_the_side_of_whoever_received_more() -> None:
    for got, side in [((100, 300), 1), ((300, 100), -1), ((200, 200), 0)]:
        _found, shown = weighed(("ada", 50, got[0]), ("bo", 50, got[1]))
        assert shown.level is not None
        assert shown.level.bubble is not None
        assert (shown.level.bubble > 180) - (shown.level.bubble < 180) == side


@given(put=st.tuples(AMOUNTS, AMOUNTS), got=st.tuples(AMOUNTS, AMOUNTS))
def test_the_level_is_mirrored_when_the_parties_are(put: tuple[int, int], got: tuple[int, int]) -> None:
    _found, one = weighed(("ada", put[0], got[0]), ("bo", put[1], got[1]))
    _found, other = weighed(("ada", put[1], got[1]), ("bo", put[0], got[0]))
    assert one.level is not None
    assert other.level is not None
    assert one.level.bubble is not None
    assert other.level.bubble == pytest.approx(360 - one.level.bubble, abs=0.11)
    assert other.level.band.x == pytest.approx(360 - one.level.band.x - one.level.band.width, abs=0.21)


@given(put=st.tuples(AMOUNTS, AMOUNTS), got=st.tuples(AMOUNTS, AMOUNTS))
def test_the_bubble_is_in_the_band_just_when_both_coefficients_are(put: tuple[int, int], got: tuple[int, int]) -> None:
    found, shown = weighed(("ada", put[0], got[0]), ("bo", put[1], got[1]))
    level = shown.level
    assert level is not None
    assert level.bubble is not None
    inside = all(one.level == "inside" for one in found.cumulative.standings.values())
    slack = 0.11 if inside else -0.11
    assert (
        level.band.x - slack <= level.bubble <= level.band.x + level.band.width + slack
    ) == inside or level.band.width < 1


def test_the_lowest_comes_first_and_who_has_no_figure_last() -> None:
    _found, shown = weighed(("ada", 40, 50), ("bo", 40, 30), ("di", 20, 20))
    assert [one.party for one in shown.rows] == ["bo", "di", "ada"]
    assert [strip[0] for strip in shown.strips] == ["bo", "di", "ada"]
    assert shown.level is None
    assert "Bo" in shown.headline
    assert "0.75: outside the agreed band" in shown.headline


def test_a_place_is_a_sign_and_a_word() -> None:
    found, _shown = weighed(("ada", 100, 10), ("bo", 100, 85), ("di", 100, 100), ("eli", 100, 140), ("fay", 10, 65))
    standings = found.cumulative.standings.values()
    assert [weighing.place(one, found.pool) for one in standings] == [
        ("⇊", "far below the band"), ("=", "in the band"), ("=", "in the band"), ("↑", "above the band"),
        ("⇈", "far above the band"),
    ]  # fmt: skip
    silent, _shown = weighed(("ada", 100, 0), ("bo", 100, 0))
    assert {weighing.place(one, silent.pool) for one in silent.cumulative.standings.values()} == {
        ("–", "not enough to say")
    }


def test_equals_are_named_together() -> None:
    _found, shown = weighed(("ada", 10, 5), ("bo", 10, 5), ("di", 10, 20))
    assert "Ada Ltd, Bo Ltd have the lowest return" in shown.headline
    _found, shown = weighed(("ada", 10, 5), ("bo", 10, 5))
    assert shown.headline == "Every party has what the agreed rule gives it."


@pytest.mark.parametrize(
    ("value", "text"),
    [("0.8", "0.80"), ("0.7996", "0.7996"), ("1.2000001", "1.2000001"), ("1.2049", "1.20"), ("0.666666", "0.67")],
)
def test_a_coefficient_never_rounds_over_the_edge_of_its_band(value: str, text: str) -> None:
    shown = weighing.coefficient(Decimal(value), POOL)
    assert shown == ("1.205" if value == "1.2049" else text)


def test_an_interval_without_an_upper_limit_says_so() -> None:
    assert weighing.interval(Interval(Decimal("0.5"), None), POOL) == "0.50 and more, without limit"
    assert weighing.interval(Interval(Decimal("0.5"), Decimal(2)), POOL) == "0.50 to 2.00"
    assert weighing.interval(None, POOL) == ""


def test_doubt_is_given_as_parts_of_all_value_that_stands() -> None:
    scene = cast.agreed()
    scene.confirm(cast.BO, scene.post(cast.ADA, "ada", 60))
    scene.post(cast.ADA, "ada", 30)
    disputed = scene.post(cast.BO, "bo", 10)
    scene.act(cast.ADA, ledger.dispute, entry=disputed, reason="not so")
    scene.post(cast.BO, "bo", 5, unit="crate", resource="goods")
    found = weighing.doubt(balance(scene.alliance, "work", at=TODAY))
    assert found == (Decimal("0.1"), Decimal("0.3"), Decimal(30), 1, 4)


def test_a_course_needs_two_points_and_pauses_where_there_is_no_figure() -> None:
    scene = cast.agreed()
    assert weighing.course(balance(scene.alliance, "work", at=TODAY)) is None
    for by, other, party in ((cast.ADA, cast.BO, "ada"), (cast.BO, cast.ADA, "bo")):
        scene.confirm(other, scene.post(by, party, 100, on=date(2025, 2, 1)))
        scene.confirm(other, scene.post(by, party, 100, side="reward", on=date(2025, 5, 1)))
    course = weighing.course(balance(scene.alliance, "work", at=TODAY))
    assert course is not None
    assert [trace.party for trace in course.traces] == ["ada", "bo"]
    assert all(trace.path.count("M") == 1 for trace in course.traces)
    assert abs(course.traces[0].label - course.traces[1].label) >= 20


def test_a_return_beyond_all_measure_is_said_to_be_so() -> None:
    """Next to nothing was due: sixteen digits of it made the page wider than the screen."""
    assert weighing.coefficient(Decimal("9999999999990000"), POOL) == "over 1,000"
