"""The journal on PostgreSQL: the shared behaviour, what its triggers refuse, and a connection that comes and goes."""

from collections.abc import Callable, Iterator

import psycopg
import pytest
from psycopg import errors

from paripassu.alliance.refusals import Broken, RecordMoved, Refused
from paripassu.keeper.postgres import Link, PostgresJournal
from paripassu.record.journal import NO_HEAD, Journal
from tests.postgres import SCHEMA, Server
from tests.record.journal_suite import JournalSuite, filled, head, row


@pytest.fixture(scope="session")
def laid_out(postgres_server: Server) -> str:
    """The name of a database with the tables and nothing in them, to be copied."""
    name = postgres_server.new_database()
    postgres_server.run(SCHEMA, name)
    return name


@pytest.fixture
def database(postgres_server: Server, laid_out: str) -> str:
    """The name of an empty database with the tables."""
    return postgres_server.new_database(laid_out)


@pytest.fixture
def link(postgres_server: Server, database: str) -> Iterator[Callable[[], Link]]:
    """New connections to it, as many processes would have them."""
    made = []

    def new() -> Link:
        made.append(Link(lambda: postgres_server.parameters(database)))
        return made[-1]

    yield new
    for link in made:
        link.close()


OpenJournal = Callable[..., PostgresJournal]


@pytest.fixture
def open_journal(link: Callable[[], Link]) -> OpenJournal:
    """Opens the journal of an alliance on a connection of its own."""
    return lambda slug="working-together": PostgresJournal(slug, link())


class TestPostgresJournal(JournalSuite):
    """The shared suite on PostgreSQL."""

    @pytest.fixture
    def open_journal(self, link: Callable[[], Link]) -> Callable[[], Journal]:
        return lambda: PostgresJournal("working-together", link())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record_entries SET body = '' WHERE idx = 1",
        "DELETE FROM record_entries WHERE idx = 2",
        "TRUNCATE record_entries",
        "TRUNCATE record_entries, record_acts, record_heads CASCADE",
        "INSERT INTO record_entries (alliance, idx, header, key) VALUES ('working-together', 1, '', 'k')",
        "INSERT INTO record_entries (alliance, idx, header, key) VALUES ('working-together', 4, '', 'k')",
        "INSERT INTO record_entries (alliance, idx, header, key) VALUES ('working-together', -1, '', 'k')",
        "INSERT INTO record_entries (alliance, idx, header, key) VALUES ('other', 1, '', 'k')",
        "INSERT INTO record_entries (alliance, idx, header, key) SELECT 'working-together', n, '', 'k' "
        "FROM (VALUES (3), (5)) AS gap (n)",
        "INSERT INTO record_entries (alliance, idx, header, key) VALUES ('working-together', 1, '', 'k') "
        "ON CONFLICT (alliance, idx) DO UPDATE SET body = ''",
        "UPDATE record_acts SET first = 0",
        "DELETE FROM record_acts",
        "TRUNCATE record_acts",
        "INSERT INTO record_acts (alliance, key, first, rows) VALUES ('working-together', 'act-1', 0, 1)",
        "UPDATE record_heads SET size = 2",
        "UPDATE record_heads SET root = ''",
        "UPDATE record_heads SET alliance = 'other', size = 9",
        "DELETE FROM record_heads",
        "TRUNCATE record_heads",
        "INSERT INTO record_heads (alliance, size, root, note) VALUES ('working-together', 9, '', '')",
    ],
)
@pytest.mark.parametrize("session", ["origin", "replica"])
def test_the_tables_refuse_to_change_what_they_have(
    postgres_server: Server, database: str, open_journal: OpenJournal, statement: str, session: str
) -> None:
    journal = filled(open_journal(), 3)
    with pytest.raises(psycopg.IntegrityError):
        postgres_server.run(f"SET session_replication_role = {session}; {statement}", database)
    assert journal.head() == head(3)
    assert list(journal.read()) == [row(0), row(1), row(2)]


def test_alliances_do_not_see_each_other(open_journal: OpenJournal) -> None:
    one, other = filled(open_journal("one"), 2), open_journal("other")
    assert other.head() == NO_HEAD
    assert list(other.read()) == []
    assert not other.keyed("act-0")
    filled(other, 1)
    assert one.head() == head(2)


def test_an_acknowledged_append_is_flushed_first(link: Callable[[], Link]) -> None:
    assert link().rows("SHOW synchronous_commit", ()) == [("on",)]


def test_reading_goes_on_by_itself_after_the_connection_was_lost(
    postgres_server: Server, open_journal: OpenJournal
) -> None:
    journal = filled(open_journal(), 2)
    lose_connections(postgres_server)
    assert journal.head() == head(2)
    journal.append([row(2)], at=2, head=head(3))


def test_an_append_on_a_lost_connection_is_refused_once_and_not_written(
    postgres_server: Server, open_journal: OpenJournal
) -> None:
    journal = filled(open_journal(), 2)
    lose_connections(postgres_server)
    with pytest.raises(Refused, match="send it again") as refusal:
        journal.append([row(2)], at=2, head=head(3))
    assert refusal.value.code == "not_written"
    assert journal.head() == head(2)
    journal.append([row(2)], at=2, head=head(3))


def test_a_database_that_is_away_is_said_without_its_address(postgres_server: Server) -> None:
    def nowhere() -> dict[str, str]:
        return postgres_server.parameters("no_such_database") | {"host": "/nowhere", "password": "hush"}

    with pytest.raises(Refused, match="cannot be reached") as refusal:
        PostgresJournal("working-together", Link(nowhere)).head()
    assert "nowhere" not in str(refusal.value)


def test_a_writer_that_waits_too_long_is_refused_and_told_to_send_again(
    postgres_server: Server, database: str, open_journal: OpenJournal
) -> None:
    filled(open_journal(), 1)
    waiting = open_journal()
    waiting._link.rows("SELECT set_config('lock_timeout', '10ms', false)", ())
    with psycopg.connect(postgres_server.url(database)) as holder:
        holder.execute("SELECT FROM record_heads FOR UPDATE")
        with pytest.raises(Refused, match=r"lock timeout.*send it again"):
            waiting.append([row(1)], at=1, head=head(2))
        holder.rollback()
    waiting.append([row(1)], at=1, head=head(2))


def test_two_who_begin_a_record_at_once_do_not_both(open_journal: OpenJournal) -> None:
    one, other = open_journal(), open_journal()
    with one._link.transaction() as sql:
        other._link.rows("SELECT set_config('lock_timeout', '10ms', false)", ())
        one._write(sql, [row(0, "one")], 0, head(1))
        with pytest.raises(Refused):
            other.append([row(0, "other")], at=0, head=head(1))
    with pytest.raises(RecordMoved):
        other.append([row(0, "other")], at=0, head=head(1))
    assert [found.key for found in other.read()] == ["one"]


def test_an_entry_without_a_head_stops_the_record(
    postgres_server: Server, database: str, open_journal: OpenJournal
) -> None:
    journal = filled(open_journal(), 1)
    slipped_in = "INSERT INTO record_entries (alliance, idx, header, key) VALUES ('working-together', 1, '', 'k')"
    postgres_server.run(slipped_in, database)
    with pytest.raises(Broken, match="cannot be read"):
        journal.append([row(1)], at=1, head=head(2))


def test_a_character_that_postgresql_cannot_keep_is_refused(open_journal: OpenJournal) -> None:
    with pytest.raises(Refused, match="Take it out"):
        open_journal().append([row(0, "nul\0")], at=0, head=head(1))


def test_tables_that_are_not_there_are_said_in_a_sentence(postgres_server: Server) -> None:
    link = Link(lambda: postgres_server.parameters("template1"))
    with pytest.raises(Broken, match="record_heads") as broken:
        PostgresJournal("working-together", link).head()
    assert isinstance(broken.value.__cause__, errors.UndefinedTable)
    link.close()


def lose_connections(server: Server) -> None:
    """End every connection but the one that says so, as a restart does."""
    server.run(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'paripassu record'"
    )
