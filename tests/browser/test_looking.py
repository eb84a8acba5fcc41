"""The watchers of the browser tests do complain: a check that cannot fail would be worth nothing."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.looking import NARROW, assert_accessible, assert_fits, watched

SOUND = "<!doctype html><html lang=en><title>A</title><main><h1>A page</h1><p>Read me.</p></main></html>"


def test_a_sound_page_is_accepted(page: Page) -> None:
    page.set_content(SOUND)
    assert_accessible(page)
    assert_fits(page)


def test_a_picture_without_words_is_found(page: Page) -> None:
    page.set_content(SOUND.replace("<p>", "<img src='data:,' width=9 height=9><p>"))
    with pytest.raises(AssertionError, match="image-alt"):
        assert_accessible(page)


def test_a_page_that_sticks_out_is_found(browser: Browser) -> None:
    with watched(browser, size=NARROW) as page:
        page.set_content(SOUND.replace("<p>", "<p style='width:600px'>"))
        with pytest.raises(AssertionError, match="wider than the screen"):
            assert_fits(page)


def test_a_script_error_fails_the_page(browser: Browser) -> None:
    with pytest.raises(AssertionError, match="script error"), watched(browser) as page:
        page.set_content(SOUND.replace("<p>", "<script>missing()</script><p>"))


def test_a_request_elsewhere_fails_the_page(browser: Browser) -> None:
    with pytest.raises(AssertionError, match=r"asked for http://elsewhere\.invalid"), watched(browser) as page:
        page.set_content(SOUND.replace("<p>", "<img alt=x src='http://elsewhere.invalid/x.png'><p>"))
