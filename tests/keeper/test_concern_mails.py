"""Mails to whoever listens are the same every week, so that they say nothing; what waits is seen by one alone."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from paripassu.keeper import reminders
from paripassu.keeper.access import Sitting
from paripassu.keeper.concerns import listening
from paripassu.record import letters
from tests.keeper.concerned import CHEAP, listed, opened, raised
from tests.keeper.conftest import Table

MONDAY = datetime(2027, 3, 1, 6, 0, tzinfo=UTC)


@pytest.fixture
def seats(table: Table, monkeypatch: pytest.MonkeyPatch) -> dict[str, Sitting]:
    monkeypatch.setattr(letters.Cost, "__new__", lambda _kind, *_cost: tuple.__new__(letters.Cost, CHEAP))
    found = {"ada": table.ada, "bo": table.bo, "cy": table.cy}
    listed(found, "bo", "cy")
    return found


def written(now: datetime) -> dict[str, tuple[str, str]]:
    """Subject and text of what goes out, by address."""
    mail.outbox.clear()
    reminders.remind(now)
    return {each.to[0]: (str(each.subject), str(each.body)) for each in mail.outbox}


def test_everybody_who_listens_gets_the_same_line_each_week_whatever_was_written(seats: dict[str, Sitting]) -> None:
    silent = written(MONDAY)
    assert set(silent) == {seats["bo"].account.email, seats["cy"].account.email}
    assert len(set(silent.values())) == 1
    raised(seats, "cy", now=MONDAY)
    assert written(MONDAY + timedelta(days=6)) == {}, "once a week"
    assert written(MONDAY + timedelta(days=7)) == silent
    [(subject, text)] = set(silent.values())
    assert "look" in subject
    assert "/working-together/concerns/written/" in text


def test_no_table_of_concerns_is_asked_for_a_mail(seats: dict[str, Sitting]) -> None:
    raised(seats, "cy", now=MONDAY)
    with CaptureQueriesContext(connection) as asked:
        written(MONDAY)
    assert "keeper_concern" not in " ".join(query["sql"] for query in asked)


def test_what_waits_is_seen_by_whom_it_waits_for_alone_and_by_when(seats: dict[str, Sitting]) -> None:
    matter = raised(seats, "bo", then="cy", now=MONDAY)
    later = MONDAY + timedelta(days=1)
    assert listening.waiting(seats["bo"], later) == [matter.row.acknowledge_by]
    assert listening.waiting(seats["ada"], later) == listening.waiting(seats["cy"], later) == []
    listening.acknowledge(opened(seats, "bo", matter, later), later)
    assert listening.waiting(seats["bo"], later) == [matter.row.answer_by]
    listening.answer(opened(seats, "bo", matter, later), seats["bo"], "Two now sign", now=later, form="a")
    assert listening.waiting(seats["bo"], later) == []
