"""Check-ins in the browser's place: called, prepared under seal, held, minuted, missed; as Ada, Bo, Cy and Eve."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from paripassu.alliance import agreement, checkins
from paripassu.alliance.agreement.cadence import Cadence
from paripassu.alliance.agreement.terms import digest
from paripassu.alliance.checkins.meetings import When
from paripassu.keeper import acts, records
from paripassu.keeper.models import Account
from paripassu.web.environment import percent
from paripassu.web.pages.checkins import begins
from tests import cast
from tests.web.conftest import SLUG, Enter, Table

DAY = date(2027, 3, 31)
"""A day of the series, ahead of the clock of these tests."""

Clock = Callable[[datetime], None]


pytestmark = pytest.mark.usefixtures("at")


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Says what time it is, for acts, records and pages; from the founding on, so that no test here ages."""
    shown = [datetime(2027, 3, 1, 9, 0, tzinfo=UTC)]
    for place in ("paripassu.keeper.acts.this_moment", "paripassu.record.record.now"):
        monkeypatch.setattr(place, lambda: shown[0])
    monkeypatch.setattr(records._opened, "__defaults__", (lambda: shown[0],))

    def told(moment: datetime) -> None:
        shown[0] = moment

    return told


@pytest.fixture
def met(table: Table) -> Table:
    """An agreement with a check-in at the end of each month is in force."""
    text = cast.terms(neutrals=("cy",), checkins=Cadence(1, "month", date(2027, 1, 31)))
    place = table.sitting["ada"]
    fields = {"terms": text, "base": 1, "reason": "change", "note": "we meet"}
    draft = acts.record(place, agreement.table, key="t2", **fields)[0].index
    for act, more in ((agreement.accept, {}), (agreement.sign, {"digest": digest(text)})):
        for who in ("ada", "bo"):
            acts.record(table.sitting[who], act, key=f"{act.__name__}2", draft=draft, **more)
    return table


def called(table: Table, on: date = DAY, who: str = "ada") -> int:
    return acts.record(table.sitting[who], checkins.call, key=f"call {on}", on=on, due=on)[0].index


def address(index: int, act: str = "") -> str:
    return f"checkins/{index}/{act}"


def prepared(table: Table, index: int, who: str, **fields: str) -> str:
    usual = {"expectations": f"{who} expects", "towards-work": who, "by-work": "15", "key": f"p {who}"}
    response = table.post(who, address(index, "prepare/hand-in/"), **(usual | fields))
    assert response.status_code == 200
    return str(response.content.decode())


def test_a_check_in_of_the_series_is_called_and_waits_for_all(met: Table) -> None:
    html = met.page("ada", "checkins/")
    assert f"?due={DAY.isoformat()}" in html
    fields = {"on": DAY.isoformat(), "due": DAY.isoformat(), "time": "10:00", "zone": "Europe/Oslo", "place": "<b>quay"}
    html = met.post("bo", "checkins/new/", key="c", **fields).content.decode()
    assert "Called. Next, each party prepares it" in html
    assert "&lt;b&gt;quay" in html
    assert "31 March 2027, 10:00 (Europe/Oslo)" in html
    assert met.post("bo", "checkins/new/", key="c", **fields).status_code == 200
    assert len(met.sitting["bo"].alliance.checkins.by_index) == 1
    assert "Prepare in private: Check-in of 31 March 2027" in met.page("ada", "")


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"on": "soon"}, "write the day as"),
        ({"on": "2027-04-02", "time": "10:00", "zone": "Mars/Olympus"}, "Choose the time zone"),
        ({"on": "2027-03-02"}, "is called before its agenda closes"),
    ],
)
def test_what_cannot_be_called_is_said_and_kept(met: Table, fields: dict[str, str], says: str) -> None:
    response = met.post("ada", "checkins/new/", place="by the quay", **fields)
    assert response.status_code == 422
    html = response.content.decode()
    assert says in html
    assert "by the quay" in html


def test_what_was_prepared_is_sealed_and_the_figures_wait_for_it(met: Table) -> None:
    index = called(met)
    assert "the figures are shown here once you have handed that in" in met.page("ada", address(index))
    prepared(met, index, "ada", concerns="our secret worry")
    assert "our secret worry" in met.page("ada", address(index))
    assert "Return shown" in met.page("ada", address(index))
    for who in ("bo", "cy"):
        assert "our secret worry" not in met.page(who, address(index))
        assert "our secret worry" not in met.page(who, "record/")
    assert "the figures are shown here once" in met.page("bo", address(index))
    assert "Return shown" not in met.page("bo", address(index, "prepare/"))
    html = prepared(met, index, "bo")
    assert "All have handed theirs in" in html
    met.post("cy", address(index, "do/open-prepared/"))
    assert "our secret worry" not in met.page("cy", address(index))
    html = met.post("bo", address(index, "do/open-prepared/")).content.decode()
    assert "our secret worry" in html
    assert f"leans {percent(0.15)} towards Ada Ltd" in html


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"towards-work": "", "by-work": ""}, "Say how the balance feels"),
        ({"by-work": "200"}, "from 1 to 100"),
        ({"by-work": "many"}, "write a whole number"),
        ({"towards-work": "eve"}, "choose one of those offered"),
        ({"expectations": "x" * 4001}, "4001 characters"),
    ],
)
def test_what_cannot_be_prepared_is_said_and_kept(met: Table, fields: dict[str, str], says: str) -> None:
    index = called(met)
    html = prepared_badly(met, index, fields)
    assert says in html
    assert "what we fear" in html
    assert not met.sitting["ada"].alliance.checkins.checkin(index).handed


def prepared_badly(table: Table, index: int, fields: dict[str, str]) -> str:
    usual = {"concerns": "what we fear", "towards-work": "ada", "by-work": "15"}
    response = table.post("ada", address(index, "prepare/hand-in/"), **(usual | fields))
    assert response.status_code == 422
    return str(response.content.decode())


def test_a_meeting_goes_from_agenda_to_agreed_minutes(met: Table, at: Clock) -> None:
    index = called(met)
    assert "on the agenda" in met.post("bo", address(index, "do/add/"), text="The crane").content.decode()
    prepared(met, index, "ada")
    at(datetime(2027, 3, 31, 9, 0, tzinfo=UTC))
    html = met.post("bo", address(index, "do/open/")).content.decode()
    assert "The meeting is open." in html
    assert "ada expects" in html
    assert "1. The crane" in html
    me = met.sitting["ada"].person
    assert (
        "Noted who was there" in met.post("ada", address(index, "do/attend/"), people=me, guests="Dee").content.decode()
    )
    written = met.post("ada", address(index, "do/write/"), text="Bo pays.", item="0").content.decode()
    assert "It waits for Bo Ltd to agree" in written
    [minute] = met.sitting["ada"].alliance.checkins.checkin(index).minutes
    html = met.post("bo", address(index, "do/object/"), minute=str(minute), reason="Both pay").content.decode()
    assert "Both pay" in html
    met.post("bo", address(index, "do/write/"), text="Both pay, half each.", item="0", corrects=str(minute))
    [_, better] = met.sitting["ada"].alliance.checkins.checkin(index).minutes
    html = met.post("ada", address(index, "do/agree/"), minutes=str(better)).content.decode()
    assert "Agreed by all" in html
    assert "Bo pays." not in html
    promised = {"owner": "ada", "to": "bo", "what": "The invoice", "due": "2027-04-20", "about": str(index),
                "every": "", "importance": "normal"}  # fmt: skip
    met.post("ada", "commitments/new/", **promised)
    assert "The invoice" in met.page("bo", address(index))
    assert len(met.sitting["ada"].alliance.commitments.by_index) == 1


def test_a_move_needs_all_and_can_be_declined_agreed_and_taken_back(met: Table) -> None:
    index = called(met)
    there = {"way": "move", "on": "2027-04-05", "time": "", "zone": "", "place": "", "reason": "A storm"}
    html = met.post("ada", address(index, "move/propose/"), **there).content.decode()
    assert "It takes effect once all the other partners have agreed" in html
    change = str(met.sitting["ada"].alliance.checkins.checkin(index).change.index)  # type: ignore[union-attr]
    assert (
        "no wind"
        in met.post("bo", address(index, "do/decline-change/"), change=change, reason="no wind").content.decode()
    )
    met.post("bo", address(index, "do/agree-change/"), change=change)
    assert met.sitting["ada"].alliance.checkins.checkin(index).when.on == date(2027, 4, 5)
    met.post("bo", address(index, "move/propose/"), way="cancel", reason="Nobody is there")
    change = str(met.sitting["ada"].alliance.checkins.checkin(index).change.index)  # type: ignore[union-attr]
    assert "Taken back" in met.post("bo", address(index, "do/withdraw-change/"), change=change).content.decode()


def test_a_missed_one_is_stated_by_anybody_once_its_day_is_over(met: Table, at: Clock) -> None:
    index = called(met)
    early = met.post("bo", address(index, "do/missed/"))
    assert early.status_code == 422
    at(datetime(2027, 4, 1, 12, 0, tzinfo=UTC))
    assert "Nobody opened it" in met.page("cy", address(index))
    assert "on the record for all to see" in met.post("bo", address(index, "do/missed/")).content.decode()
    assert "Missed" in met.page("ada", "checkins/")
    at(datetime(2027, 5, 2, 12, 0, tzinfo=UTC))
    assert "Nobody called it" in met.page("ada", "checkins/")
    met.post("ada", "checkins/missed/", on="2027-04-30")
    assert "Nobody called it" not in met.page("ada", "checkins/")


def test_the_neutral_reads_and_a_stranger_sees_nothing(met: Table, eve: Account, enter: Enter) -> None:
    index = called(met)
    html = met.page("cy", address(index))
    assert "You sit here as a neutral" in html
    assert "<form" not in html.partition("<main")[2].partition("</main>")[0]
    assert met.post("cy", address(index, "do/add/"), text="x").status_code == 422
    stranger: Client = enter(eve)
    for path in ("checkins/", "checkins/new/", "checkins/calendar.ics", address(index), address(index, "prepare/")):
        assert stranger.get(f"/{SLUG}/{path}").status_code == 404


def test_there_is_nothing_at_entries_that_are_no_check_in(met: Table) -> None:
    for path in (address(0), address(99_999), address(called(met), "do/dance/")):
        assert met.browser["ada"].post(f"/{SLUG}/{path}").status_code in (404, 405)
    assert met.browser["ada"].get(f"/{SLUG}/{address(1)}").status_code == 404


def test_a_part_leads_to_its_place_on_the_page_of_the_check_in(met: Table) -> None:
    index = called(met)
    met.post("bo", address(index, "do/add/"), text="The crane")
    response = met.browser["ada"].get(f"/{SLUG}/{address(index + 1)}")
    assert response["Location"] == f"/{SLUG}/checkins/{index}/#e{index + 1}"


def test_the_calendar_file_keeps_the_hour_when_the_clocks_change(met: Table) -> None:
    fields = {"on": "2027-03-31", "due": "2027-03-31", "time": "10:00", "zone": "Europe/Oslo"}
    met.post("ada", "checkins/new/", key="c", **fields)
    response = met.browser["bo"].get(f"/{SLUG}/checkins/calendar.ics")
    assert response["Content-Type"].startswith("text/calendar")
    first, second, *_ = Calendar.from_ical(response.content.decode()).events
    assert isinstance(first.start, datetime)
    assert (first.start.hour, first.start.utcoffset()) == (10, timedelta(hours=2))
    assert second.start == date(2027, 4, 30)
    assert "TENTATIVE" in response.content.decode()


@pytest.mark.parametrize(
    ("when", "utc"),
    [
        (When(date(2027, 1, 31), "10:00", "Europe/Oslo"), datetime(2027, 1, 31, 9, 0, tzinfo=UTC)),
        (When(date(2027, 7, 31), "10:00", "Europe/Oslo"), datetime(2027, 7, 31, 8, 0, tzinfo=UTC)),
        (When(date(2027, 3, 28), "02:30", "Europe/Oslo"), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        (When(date(2027, 10, 31), "02:30", "Europe/Oslo"), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        (When(date(2028, 2, 29), "23:30", "Pacific/Auckland"), datetime(2028, 2, 29, 10, 30, tzinfo=UTC)),
    ],
)
def test_a_time_is_by_the_clock_of_its_zone(when: When, utc: datetime) -> None:
    start = begins(when)
    assert start is not None
    assert start.astimezone(UTC) == utc


def test_without_a_time_or_in_a_lost_zone_it_is_the_whole_day() -> None:
    assert begins(When(DAY)) is None
    assert begins(When(DAY, "10:00", "Mars/Olympus")) is None


def test_the_cadence_is_a_field_of_the_text_and_can_be_taken_out(met: Table) -> None:
    met.post("ada", "agreement/text/begin/", source="version", reason="change", note="other days")
    page = "agreement/text/governance/"
    assert 'value="2027-01-31"' in met.page("ada", page)
    days = {"checkins-every": "2", "checkins-unit": "week", "checkins-first": "2027-04-05", "checkins-notice": "3"}
    met.post("ada", page, edition="1", **days)
    assert "every 2 weeks from 5 April 2027 on, agenda closed 3 days before" in met.page("ada", "agreement/text/")
    met.post("ada", page, edition="2", **(days | {"checkins-first": ""}))
    assert "every 2 weeks" not in met.page("ada", "agreement/text/")


def test_a_cadence_that_leaves_no_time_is_found_before_the_text_is_tabled(met: Table) -> None:
    met.post("ada", "agreement/text/begin/", source="version", reason="change", note="other days")
    days = {"checkins-every": "1", "checkins-unit": "day", "checkins-first": "2027-04-05", "checkins-notice": "7"}
    met.post("ada", "agreement/text/governance/", edition="1", **days)
    assert "the agenda can close 0 to 0 days before" in met.page("ada", "agreement/text/")
