"""What is new to somebody is kept for them, whichever browser they come with, and for nobody else."""

from datetime import timedelta

from paripassu.alliance import parties
from paripassu.keeper import acts, visits
from tests.cast import START
from tests.keeper.conftest import Table


def grow(table: Table, name: str) -> None:
    acts.record(table.bo, parties.rename_party, key=name, name=name)


def test_at_the_first_visit_nothing_was_seen_before(table: Table) -> None:
    assert visits.seen_before(table.ada, START) is None
    assert visits.seen_before(table.ada, START + timedelta(minutes=29)) is None


def test_what_came_since_the_last_visit_stays_new_during_the_next(table: Table) -> None:
    visits.seen_before(table.ada, START)
    seen = table.ada.alliance.size
    grow(table, "Bo and sons")
    later = START + timedelta(days=1)
    assert visits.seen_before(table.ada, later) == seen
    assert visits.seen_before(table.ada, later + timedelta(seconds=30)) == seen
    grow(table, "Bo and daughters")
    assert visits.seen_before(table.ada, later + timedelta(minutes=20)) == seen
    assert visits.seen_before(table.ada, later + timedelta(minutes=40)) == seen
    assert visits.seen_before(table.ada, later + timedelta(days=1)) == table.ada.alliance.size


def test_each_person_has_visits_of_their_own(table: Table) -> None:
    visits.seen_before(table.ada, START)
    visits.seen_before(table.ada, START + timedelta(days=1))
    assert visits.seen_before(table.bo, START + timedelta(days=1)) is None
