"""The watchers of the browser tests do complain: a check that cannot fail would be worth nothing."""

import socket
from threading import Thread, Timer
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.looking import NARROW, assert_accessible, assert_fits, unfold, watched

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


def sent_in_two(listening: socket.socket) -> None:
    """One page whose end comes a while after its beginning, as from a busy server."""
    with listening:
        asked, _whoever = listening.accept()
    asked.recv(65536)
    asked.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<")
    Timer(0.2, ended, args=(asked,)).start()


def ended(asked: socket.socket) -> None:
    folded = SOUND.replace("<main>", "<link rel=icon href=data:,><main>").replace(
        "<p>", "<details><summary>More</summary>"
    )
    with asked:
        asked.sendall(folded.replace("</p>", "</details>").encode()[1:])


@pytest.mark.parametrize("look", [assert_accessible, assert_fits, unfold])
def test_a_page_that_has_only_begun_is_waited_for(page: Page, look: Any) -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    Thread(target=sent_in_two, args=(listening,)).start()
    page.goto(f"http://127.0.0.1:{listening.getsockname()[1]}/", wait_until="commit")
    look(page)
    assert page.locator("details").get_attribute("open") == ("" if look is unfold else None)
