"""Looking at pages as people do: where Chromium is, a page that is watched, and what axe-core says about it."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from urllib.parse import urlsplit
from weakref import WeakSet

import playwright
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

TURN = RLock()
"""Held by whoever asks the tests' one database: the server while it answers, and a test that signs somebody in."""

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 380, "height": 800}

EACH_SIDE = pytest.mark.parametrize(
    ("name", "size"), [("Ada", NARROW), ("Bo", WIDE), ("Cy", NARROW)], ids=["Ada", "Bo", "Cy"]
)
"""A page is looked at as each party and as the neutral; both widths are among them."""

# Quiet and offline: the pages under test are the only thing this Chromium talks to.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

PATIENCE = 120_000
"""Milliseconds that are waited for what has to come: a busy machine takes its time, a quick one loses none by it."""

_HERE = {"127.0.0.1", "localhost", "::1"}

LIGHT = "chromium-headless-shell"
"""Debian's Chromium with the same engine and no window around it: it needs half the processor time."""


def chromium_path() -> str:
    """Where a Chromium that starts is on this machine, the light one before any other; empty when there is none."""
    names = (LIGHT, "chromium", "chromium-browser", "google-chrome")
    return next((path for path in map(shutil.which, names) if path and _starts(path)), "")


def missing_packages() -> list[str]:
    """The Debian packages without which no browser test can run here; none when all is there."""
    driver = Path(playwright.__file__).parent / "driver" / "node"
    return [LIGHT] * (not chromium_path()) + ["libatomic1"] * (not _starts(str(driver)))


def wanted_packages() -> list[str]:
    """Those, and the light Chromium where there is only a heavy one."""
    missing = missing_packages()
    return missing if LIGHT in missing or shutil.which(LIGHT) else [LIGHT, *missing]


def _starts(program: str) -> bool:
    """Whether a program runs at all: some machines have only a stub of Chromium, or lack the driver's library."""
    try:
        said = subprocess.run([program, "--version"], check=False, capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return said.returncode == 0


@contextmanager
def watched(browser: Browser, *, size: dict[str, int] | None = None, javascript: bool = True) -> Iterator[Page]:
    """A page in a fresh session that fails the test on a script error, a refused resource or a request elsewhere.

    `size` is in CSS pixels, WIDE unless told. A breach of the Content-Security-Policy is a console error too.
    """
    wide = size or WIDE
    viewport = {"width": wide["width"], "height": wide["height"]}
    context = browser.new_context(viewport=viewport, java_script_enabled=javascript, locale="en-GB")  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    if not javascript:
        _WITHOUT_SCRIPTS.add(context)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
    page.on("console", lambda message: complaints.extend(_complaint(message)))
    page.on("request", lambda request: complaints.extend(_elsewhere(request)))
    try:
        yield page
    finally:
        context.close()
    assert not complaints, "\n".join(complaints)


_WITHOUT_SCRIPTS: WeakSet[BrowserContext] = WeakSet()


def _complaint(message: ConsoleMessage) -> list[str]:
    """A console error or warning; not that a page answered 4xx, which a test may want to see."""
    answered = message.text.startswith("Failed to load resource: the server responded with a status of 4")
    return [f"console: {message.text}"] if message.type in {"error", "warning"} and not answered else []


def _elsewhere(request: Request) -> list[str]:
    address = urlsplit(request.url)
    inside = address.scheme in {"data", "blob", "about"} or address.hostname in _HERE
    return [] if inside else [f"asked for {request.url}"]


def enter(page: Page, site: str, name: str) -> None:
    """Go on as one of the invented people of a demo, signed in already: the door itself is tried in `test_shell`."""
    visitor = Client()
    with TURN:
        account = get_user_model().objects.get(email=f"{name.lower()}@demo.invalid")
        visitor.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": session, "value": visitor.cookies[session].value, "url": site}])
    page.goto(f"{site}/")


def unfold(page: Page) -> None:
    """Open everything folded on the page, once all of it is there: a click is done when its page only begins."""
    page.wait_for_load_state()
    page.evaluate("document.querySelectorAll('main details').forEach(fold => { fold.open = true })")


def assert_accessible(page: Page) -> None:
    """Fail with axe-core's own report when the page as it stands has any violation.

    axe is a script: on a page without scripts it would wait for ever.
    """
    assert page.context not in _WITHOUT_SCRIPTS, "Look at this page with axe where scripts are on."
    page.wait_for_load_state()
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"


def assert_fits(page: Page) -> None:
    """Fail when the page scrolls sideways, which on a narrow screen means that something sticks out."""
    page.wait_for_load_state()
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0, f"{page.url} is {over} px wider than the screen"


if __name__ == "__main__":
    print(*(missing_packages() if sys.argv[1:] == ["missing"] else wanted_packages()))
