"""The series is that of the agreement in force, while it is."""

from datetime import date, timedelta

from paripassu.alliance.agreement.cadence import Cadence
from paripassu.alliance.checkins import series
from paripassu.alliance.days import LATEST
from tests.alliance.meeting import FIRST, SECOND, at, called, meeting, state
from tests.cast import agree, founded, terms


def test_without_an_agreement_or_a_cadence_there_is_no_series() -> None:
    assert series.series_days(founded().alliance, FIRST, SECOND) == ()
    scene = meeting(checkins=None)
    assert series.series_days(scene.alliance, FIRST, SECOND) == ()
    assert series.next_day(scene.alliance, scene.now) is None
    assert series.notice(scene.alliance) == series.USUAL_NOTICE


def test_the_series_ends_with_the_agreement() -> None:
    scene = meeting(ends=date(2026, 2, 27))
    assert series.series_days(scene.alliance, date.min, date.max) == (FIRST,)


def test_the_next_day_is_the_first_that_nobody_called() -> None:
    scene = meeting()
    assert series.next_day(scene.alliance, scene.now) == FIRST
    called(scene)
    assert series.next_day(scene.alliance, scene.now) == SECOND


def test_an_amended_cadence_counts_from_when_it_is_in_force() -> None:
    scene = at(meeting(), date(2026, 2, 10))
    assert series.passed(scene.alliance, scene.now) == [FIRST]
    agree(scene, terms(checkins=Cadence(2, "week", date(2026, 1, 1))), reason="change")
    assert series.passed(scene.alliance, scene.now) == []
    assert series.next_day(scene.alliance, scene.now) == date(2026, 2, 12)


def test_the_agenda_closes_by_the_latest_calendar_on_earth() -> None:
    scene = meeting()
    checkin = state(scene, called(scene))
    closing = at(scene, FIRST - timedelta(days=7), hour=0).now - LATEST
    assert not series.agenda_closed(scene.alliance, checkin, closing + timedelta(hours=23, minutes=59))
    assert series.agenda_closed(scene.alliance, checkin, closing + timedelta(hours=24))
