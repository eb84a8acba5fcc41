"""The order of rows in a database's own file says nothing: not the place of a row, nor who wrote it last."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest
from django.db import connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from paripassu.keeper import shuffling
from paripassu.keeper.concerns.tables import TABLES, SpentPass
from paripassu.keeper.models import AllianceSummary
from paripassu.keeper.surveys.tables import Comment
from tests.postgres import Server

DIGESTS = [sha256(f"{number}".encode()).hexdigest() for number in range(40)]


@pytest.fixture
def postgres(postgres_server: Server) -> Iterator[BaseDatabaseWrapper]:
    """A connection as Django makes them, to an empty database."""
    from django.db.backends.postgresql.base import DatabaseWrapper

    told = postgres_server.parameters(postgres_server.new_database())
    usual = connections["default"].settings_dict
    names = {"NAME": told["dbname"], "USER": told["user"], "HOST": told["host"], "PORT": told.get("port", ""),
             "PASSWORD": told.get("password", ""), "OPTIONS": {}}  # fmt: skip
    wrapper = DatabaseWrapper({**usual, **names}, alias="of_a_test")
    yield wrapper
    wrapper.close()


def asked(on: Any, statement: str, *values: str) -> list[Any]:
    with on.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def test_in_postgresql_no_row_shows_when_it_came(postgres: BaseDatabaseWrapper, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        asked(postgres, "CREATE TABLE keeper_spentpass (digest varchar(64) PRIMARY KEY, alliance_id text, period int)")
        for each in DIGESTS:
            asked(postgres, "INSERT INTO keeper_spentpass VALUES (%s, 'working-together', 7)", each)
        place = "SELECT digest FROM keeper_spentpass ORDER BY ctid"
        writer = "SELECT DISTINCT xmin::text FROM keeper_spentpass"
        assert [each for (each,) in asked(postgres, place)] == DIGESTS, "the test is one: the order was there"
        assert len(asked(postgres, writer)) == len(DIGESTS)
        shuffling.shuffle_now(SpentPass, postgres)
        assert [each for (each,) in asked(postgres, place)] == sorted(DIGESTS)
        assert len(asked(postgres, writer)) == 1
        pages = "SELECT pg_relation_size('keeper_spentpass') / current_setting('block_size')::int"
        assert asked(postgres, pages)[0][0] == 1, "what was there before is not left in the file"


@pytest.mark.django_db
def test_in_sqlite_no_row_shows_when_it_came() -> None:
    place = AllianceSummary.objects.create(slug="here", name="Here", size=0)
    for each in DIGESTS:
        SpentPass.objects.create(digest=each, alliance=place, period=7)
    order = "SELECT digest FROM keeper_spentpass ORDER BY rowid"
    assert [each for (each,) in asked(connection, order)] == DIGESTS, "the test is one: the order was there"
    orders = set()
    for _time in range(3):
        shuffling.shuffle_now(SpentPass)
        orders.add(tuple(each for (each,) in asked(connection, order)))
    assert len(orders) == 3
    assert {frozenset(each) for each in orders} == {frozenset(DIGESTS)}


def places(texts: list[str]) -> list[str]:
    """The texts in the order in which they stand in the bytes of SQLite's file, each in its row."""
    whole: bytes = connection.connection.serialize()
    return sorted(texts, key=lambda text: whole.index(f"in-{text}".encode()))


@pytest.mark.django_db
@pytest.mark.parametrize("table", [SpentPass, Comment], ids=["numbered by SQLite", "numbered by us"])
def test_in_the_bytes_of_sqlites_file_no_place_shows_when_a_row_came(table: type[models.Model]) -> None:
    """The row that came last stands first in its page, whatever its number; written anew, it stands anywhere."""
    here = AllianceSummary.objects.create(slug="here", name="Here", size=0)
    texts = [f"{number:02}" for number in range(20)]
    for each in texts:
        said = {"digest": f"in-{each}", "period": 7} if table is SpentPass else {"text": f"in-{each}", "wave": 7}
        table(alliance=here, **said).save(force_insert=True)
    assert places(texts)[:5] == ["19", "18", "17", "16", "15"], "the test is one: the order was there"
    orders = []
    for _time in range(6):
        shuffling.shuffle_now(table)
        orders.append(tuple(places(texts)))
    assert len(set(orders)) == 6
    assert len({each.index("19") for each in orders}) > 1


@pytest.mark.django_db
def test_every_table_of_concerns_can_be_shuffled_with_what_hangs_together() -> None:
    for table in TABLES:
        shuffling.shuffle_now(table)
    connection.check_constraints()


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_shuffled_costs_nobody_what_was_written(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from django.db import DatabaseError

    def fails(*_: object) -> None:
        raise DatabaseError("no such index")

    monkeypatch.setattr(shuffling, "shuffle_now", fails)
    shuffling.shuffle(SpentPass)
    assert "could not be taken out" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_all_tables_of_concerns_are_shuffled_when_something_was_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(shuffling, "shuffle_now", lambda table: done.append(table.__name__))
    shuffling.shuffle(*TABLES)
    assert done == ["Concern", "ConcernReader", "ConcernText", "ConcernFile", "SpentPass"]
