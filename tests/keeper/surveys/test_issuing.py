"""One token for each person who is asked, and nothing by which it could be known again."""

from datetime import timedelta

import pytest
from django.db import connection

from paripassu.keeper.surveys import issuing
from paripassu.keeper.surveys.tables import TokenIssued, WaveKey
from paripassu.record import blind
from tests.cast import refused
from tests.keeper.conftest import Table
from tests.keeper.surveys.conftest import Asked, Browser, Later, seated


def test_the_keys_of_a_wave_are_on_the_record_before_anything_is_issued(asked: Asked) -> None:
    names = {issuing.digest(issuing.public_key(asked.wave, party)) for party in ("ada", "bo")}
    assert set(WaveKey.objects.values_list("public_digest", flat=True)) == names
    assert not TokenIssued.objects.exists()
    for party in ("ada", "bo"):
        assert blind.read(issuing.public_key(asked.wave, party)).key_size == 2048


def test_a_private_key_is_nowhere_on_the_record(asked: Asked) -> None:
    bodies = b"".join(row.body or b"" for row in asked.table.ada.kept.journal.read(0, asked.table.ada.alliance.size))
    for row in WaveKey.objects.all():
        assert bytes(row.private).hex().encode() not in bodies
        assert len(bytes(row.private)) > 1000


def test_opening_twice_opens_once_and_leaves_no_key_over(asked: Asked, survey: int) -> None:
    again = issuing.open_wave(asked.table.bo, survey, key="open")
    assert again.index == asked.wave.index
    assert WaveKey.objects.count() == 2


def test_a_refused_opening_leaves_no_key_over(asked: Asked, survey: int) -> None:
    with refused("wave_open"):
        issuing.open_wave(asked.table.ada, survey, key="other")
    assert WaveKey.objects.count() == 2


def test_a_token_is_given_once_and_what_was_lost_on_the_way_is_given_again(asked: Asked) -> None:
    [ada, *_others] = asked.browsers("ada")
    first = issuing.issue(ada.sitting, asked.wave.index, ada.blinding.blinded)
    assert issuing.issue(ada.sitting, asked.wave.index, ada.blinding.blinded) == first
    assert TokenIssued.objects.count() == 1
    with refused("token_issued"):
        Browser(ada.sitting, asked.wave).get_token()
    assert issuing.has_token(ada.sitting, asked.wave.index)


def test_only_who_sat_here_when_the_wave_was_opened_gets_a_token(asked: Asked) -> None:
    late = seated(asked.table.bo, 9)
    with refused("not_asked"):
        issuing.issue(late, asked.wave.index, bytes(256))
    with refused("not_asked"):
        issuing.issue(asked.table.cy, asked.wave.index, bytes(256))


def test_a_refused_token_is_not_written_down(asked: Asked) -> None:
    with refused("token_unfit"):
        issuing.issue(asked.table.ada, asked.wave.index, b"short")
    assert not TokenIssued.objects.exists()


def test_after_the_last_day_nothing_is_issued(asked: Asked, later: Later) -> None:
    later(timedelta(days=20))
    with refused("wave_over"):
        asked.browsers("ada")[0].get_token()


def test_a_wave_whose_keys_are_gone_says_so(asked: Asked) -> None:
    WaveKey.objects.all().delete()
    with refused("wave_over"):
        asked.browsers("ada")[0].get_token()


def test_a_row_says_only_that_a_person_was_given_a_token(asked: Asked) -> None:
    asked.browsers("ada")[0].get_token()
    [row] = TokenIssued.objects.values()
    assert set(row) == {"number", "alliance_id", "wave", "person", "blinded_digest"}


def test_where_too_few_sit_a_wave_has_no_keys_and_gives_no_tokens(table: Table, survey: int) -> None:
    wave = issuing.open_wave(table.ada, survey, key="open")
    assert wave.named
    assert not WaveKey.objects.exists()
    assert issuing.without_token(table.ada, wave.entered) == []
    with refused("wave_named"):
        issuing.issue(table.ada, wave.index, bytes(256))


@pytest.mark.skipif("sqlite" not in str(connection.vendor), reason="PostgreSQL has no row numbers")
def test_rows_are_numbered_at_random_also_where_the_database_would_count(asked: Asked) -> None:
    for browser in (*asked.browsers("ada"), *asked.browsers("bo")):
        browser.get_token().answer()
    with connection.cursor() as cursor:
        for table in ("keeper_answer", "keeper_tokenissued", "keeper_wavekey"):
            cursor.execute(f"SELECT rowid, number FROM {table}")
            rows = cursor.fetchall()
            assert rows
            assert all(rowid == number for rowid, number in rows)
            assert min(number for _rowid, number in rows) > len(rows)
