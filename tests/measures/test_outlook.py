"""The outlook of a pool: the day that is looked ahead to, when redress is called for, and readings of both."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from paripassu.alliance import checkins
from paripassu.alliance.agreement.cadence import Cadence
from paripassu.alliance.alliance import Alliance
from paripassu.measures.balance import balance
from paripassu.measures.catalogue import CATALOGUE
from paripassu.measures.outlook import Outside, outlook, outside, readings, readings_of_all, review_day
from tests import cast
from tests.cast import ADA, Scene
from tests.measures.pools import ON, Line, alliance_of, lines_of, put_in, received

PAIR = ("ada", "bo")
MONTHS = [30 * month for month in range(12)]


def year(ada: int, bo: int) -> list[Line]:
    """A year in which both put in alike and received so much a month."""
    puts = [put_in(party, 100, days_ago=day) for day in MONTHS for party in PAIR]
    gets = [received(party, amount, days_ago=day) for day in MONTHS for party, amount in (("ada", ada), ("bo", bo))]
    return puts + gets


def where(alliance: Alliance) -> list[Outside]:
    whole = balance(alliance, "work", at=ON)
    return [outside(whole, outlook(alliance, whole), party) for party in PAIR]


def called(scene: Scene, on: date) -> None:
    scene.act(ADA, checkins.call, on=on)


def test_the_review_is_the_called_checkin_that_lies_far_enough_ahead() -> None:
    scene = cast.agreed()
    called(scene, cast.DAY + timedelta(days=9))
    whole = balance(scene.alliance, "work", at=cast.DAY)
    assert review_day(scene.alliance, whole) == (cast.DAY + timedelta(days=182), "half_year")
    called(scene, cast.DAY + timedelta(days=60))
    assert review_day(scene.alliance, whole) == (cast.DAY + timedelta(days=60), "checkin")


def test_without_a_called_checkin_it_is_a_day_of_the_series() -> None:
    scene = cast.agreed(checkins=Cadence(1, "month", date(2026, 1, 31)))
    whole = balance(scene.alliance, "work", at=date(2026, 1, 31))
    assert review_day(scene.alliance, whole) == (date(2026, 3, 31), "series")


def test_who_stands_outside_the_band_needs_no_forecast_to_be_named() -> None:
    assert where(alliance_of(PAIR, [*year(100, 50), received("bo", 1)])) == ["stands", "stands"]


def test_who_will_probably_leave_the_band_is_named_while_still_inside() -> None:
    past = [line._replace(days_ago=line.days_ago + 370) for line in year(100, 100)]
    turned = [*past, *year(138, 62)]
    assert where(alliance_of(PAIR, turned)) == ["foretold", "foretold"]
    assert where(alliance_of(PAIR, year(100, 100))) == ["", ""]


def test_the_outlook_reads_as_two_figures_for_each_partner() -> None:
    alliance = alliance_of(PAIR, year(110, 90))
    found = readings_of_all(alliance, ON)
    assert [(each.measure, each.about) for each in found] == [
        ("expected_return", "work/ada"), ("chance_outside", "work/ada"),
        ("expected_return", "work/bo"), ("chance_outside", "work/bo"),
    ]  # fmt: skip
    assert all(CATALOGUE[each.measure].page == "forecast" and each.facts for each in found)
    assert readings_of_all(Alliance(), ON) == []


@given(lines_of(PAIR), st.booleans())
def test_a_reading_is_an_exact_figure_or_says_why_there_is_none(lines: list[Line], more: bool) -> None:
    alliance = alliance_of(PAIR, [*lines, *(year(90, 100) if more else [])])
    whole = balance(alliance, "work", at=ON)
    for each in readings(whole, outlook(alliance, whole)):
        assert each.enough == (each.value is not None)
        assert each.enough != bool(each.why)
        assert each.value is None or (isinstance(each.value, Decimal) and each.value.is_finite())
