"""A host in another process that tests can kill, on both stores."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.postgres import Server

ROOT = Path(__file__).resolve().parents[2]
ENDLESS = 10**6
FOUNDING = 3
"""The entries with which `begin` leaves a record."""


@dataclass
class Store:
    """A host with its own folder and database, in another process, and who killed what there."""

    var: Path
    process: subprocess.Popen[bytes]
    server: Server | None = None
    database: str = ""
    begun: int = 0
    heard: list[dict[str, Any]] = field(default_factory=list)

    def hear(self) -> dict[str, Any]:
        """The next line of the answer."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the host is gone"
        self.heard.append(json.loads(line))
        return self.heard[-1]

    def ask(self, *asked: dict[str, Any]) -> None:
        """Let these be done, each in a process of its own, all at once."""
        self._send(list(asked))

    def answer(self) -> list[dict[str, Any]]:
        """The rest of the answer."""
        lines = [self.hear()]
        while "done" not in lines[-1]:
            lines.append(self.hear())
        assert [line for line in lines if "error" in line] == []
        return lines

    def begin(self) -> str:
        """The name of a new alliance, whose record the host itself keeps open."""
        self.begun += 1
        slug = f"alliance-{self.begun}"
        self._send({"slug": slug})
        self.answer()
        return slug

    def write(self, slug: str, first: int = 0, count: int = 5, **more: int) -> list[dict[str, Any]]:
        """What was said while Ada recorded so many acts."""
        self.ask(writing(slug, "ada", first=first, count=count, **more))
        return self.answer()

    def show(self, slug: str) -> dict[str, Any]:
        """What somebody finds who opens the record anew."""
        self.ask({"act": "show", "slug": slug})
        return self.answer()[1]

    def _send(self, asked: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(asked).encode() + b"\n")
        self.process.stdin.flush()


def writing(slug: str, name: str = "ada", *, first: int = 0, count: int = ENDLESS, **more: int) -> dict[str, Any]:
    """The asking for acts of a person, as many as nobody stops."""
    return {"act": "write", "slug": slug, "name": name, "first": first, "count": count, **more}


def acknowledged(lines: list[dict[str, Any]]) -> list[int]:
    """The numbers of the acts that were acknowledged."""
    return [line["acknowledged"] for line in lines if "acknowledged" in line]


def recorded(shown: dict[str, Any]) -> list[int]:
    """The numbers of the acts that are on the record, in its order; the record must hold."""
    assert "broken" not in shown
    assert shown["same"]
    assert shown["outside"] == shown["size"] == len(shown["keys"])
    return [int(key) for key in shown["keys"][FOUNDING:]]


@contextmanager
def host(var: Path, url: str = "") -> Iterator[subprocess.Popen[bytes]]:
    """A host with this folder and database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PARIPASSU_", "DATABASE_"))}
    environment = {**kept, "PARIPASSU_VAR": str(var), "DATABASE_URL": url}
    environment |= {"DJANGO_SETTINGS_MODULE": "paripassu.web.settings"}
    command = [sys.executable, "-m", "tests.keeper.writer"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, env=environment, **pipes) as process:  # type: ignore[call-overload]
        yield process


@pytest.fixture(scope="module")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A host with a file for each record."""
    var = tmp_path_factory.mktemp("sqlite")
    with host(var) as process:
        store = Store(var, process)
        store.answer()
        yield store


@pytest.fixture(scope="module")
def on_postgres(tmp_path_factory: pytest.TempPathFactory, postgres_server: Server) -> Iterator[Store]:
    """A host with PostgreSQL."""
    var, database = tmp_path_factory.mktemp("postgres"), postgres_server.new_database()
    with host(var, postgres_server.url(database)) as process:
        store = Store(var, process, postgres_server, database)
        store.answer()
        yield store


@pytest.fixture(params=["on_sqlite", "on_postgres"])
def store(request: pytest.FixtureRequest) -> Store:
    """Each of the two."""
    found: Store = request.getfixturevalue(request.param)
    return found
