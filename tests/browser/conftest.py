"""One Chromium for the session; every test here is skipped, with the way out, when there is none."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

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
