"""Which database an address means."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from paripassu.web.database import database

VAR = Path("/srv/paripassu")


def test_without_an_address_it_is_a_file_of_its_own() -> None:
    found = database("", VAR)
    assert found["ENGINE"] == "django.db.backends.sqlite3"
    assert found["NAME"] == VAR / "paripassu.sqlite"
    assert "synchronous=FULL" in found["OPTIONS"]["init_command"]


def test_what_is_deleted_is_overwritten_and_nothing_is_set_aside_on_the_disk() -> None:
    told = database("", VAR)["OPTIONS"]["init_command"]
    assert "PRAGMA secure_delete=ON;" in told
    assert "PRAGMA temp_store=MEMORY;" in told


def test_every_part_of_a_postgres_address_is_read() -> None:
    found = database("postgres://ada:p%40ss%2Fword@db.example:6543/joint%20work?sslmode=require", VAR)
    assert {name: found[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")} == {
        "NAME": "joint work",
        "USER": "ada",
        "PASSWORD": "p@ss/word",
        "HOST": "db.example",
        "PORT": "6543",
        "OPTIONS": {"sslmode": "require"},
    }


def test_a_socket_folder_is_a_host() -> None:
    found = database("postgresql:///joint?host=/run/postgresql", VAR)
    assert (found["NAME"], found["HOST"], found["PORT"]) == ("joint", "/run/postgresql", "")


def test_another_kind_of_address_is_refused_without_its_password() -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        database("mysql://ada:secret@db.example/joint", VAR)
    assert "secret" not in str(refused.value)
