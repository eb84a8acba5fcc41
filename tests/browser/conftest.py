"""One Chromium for the session; every test here is skipped, with the way out, when there is none."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from paripassu.keeper import demo, records
from tests.browser.looking import FLAGS, chromium_path, missing_packages, watched


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless, driven by playwright (which brings no browser of its own)."""
    if missing := missing_packages():
        pytest.skip(f"no browser to test with; to get it: sudo apt-get install {' '.join(missing)}")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # playwright keeps an event loop in this thread; without this Django would refuse the tests' own queries
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(executable_path=chromium_path(), headless=True, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A wide page of somebody who is not signed in."""
    with watched(browser) as seen:
        yield seen


@pytest.fixture
def site(settings: Settings, tmp_path: Path, transactional_db: None, live_server: LiveServer) -> Iterator[str]:
    """The address of a demo with its invented alliance."""
    settings.PARIPASSU_VAR = tmp_path
    settings.PARIPASSU_DEMO = True
    demo.load()
    yield live_server.url
    records.close_all()
