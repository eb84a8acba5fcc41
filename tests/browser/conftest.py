"""One Chromium for the session; every test here is skipped, with the way out, when there is none."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from paripassu.keeper import demo, records
from tests.browser.looking import FLAGS, PATIENCE, TURN, chromium_path, missing_packages, watched


class Told:
    """The demo as it stands when it was told: the tables in memory, the files in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.files = folder / "var"
        self.tables = sqlite3.connect(":memory:")

    def again(self, var: Path) -> None:
        """Put it into the test's own tables and into `var`: told by the first who asks, copied for all others."""
        connection.ensure_connection()
        if self.files.exists():
            shutil.copytree(self.files, var)
            self.tables.backup(connection.connection)
            return
        demo.load()
        records.close_all()
        shutil.copytree(var, self.files)
        connection.connection.backup(self.tables)

    def close(self) -> None:
        self.tables.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless, driven by playwright (which brings no browser of its own)."""
    if missing := missing_packages():
        pytest.skip(f"no browser to test with; to get it: sudo apt-get install {' '.join(missing)}")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # playwright keeps an event loop in this thread; without this Django would refuse the tests' own queries
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        expect.set_options(timeout=PATIENCE)
        chromium = playwright.chromium.launch(executable_path=chromium_path(), headless=True, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A wide page of somebody who is not signed in."""
    with watched(browser) as seen:
        yield seen


@pytest.fixture(scope="session", autouse=True)
def one_at_a_time() -> Iterator[None]:
    """Requests wait for each other: all threads of the server share the one connection to the tests' database."""
    answered = WSGIHandler.__call__

    def in_turn(self: WSGIHandler, environ: dict[str, Any], start_response: Any) -> Any:
        with TURN:
            return answered(self, environ, start_response)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WSGIHandler, "__call__", in_turn)
        yield


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The demo, told at most once."""
    with closing(Told(tmp_path_factory.mktemp("told"))) as demo_as_told:
        yield demo_as_told


@pytest.fixture
def site(
    settings: Settings, tmp_path: Path, transactional_db: None, live_server: LiveServer, told: Told
) -> Iterator[str]:
    """The address of a demo with its invented alliance, as it was when it was just told."""
    settings.PARIPASSU_VAR = tmp_path / "var"
    settings.PARIPASSU_DEMO = True
    told.again(tmp_path / "var")
    yield live_server.url
    records.close_all()
