"""An access token is made, copied and revoked in a real browser, with script and without, wide and narrow."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.looking import NARROW, WIDE, assert_accessible, assert_fits, enter, watched


@pytest.mark.parametrize(
    ("size", "javascript"), [(WIDE, True), (NARROW, True), (WIDE, False)], ids=["wide", "narrow", "no-script"]
)
def test_a_token_is_made_read_with_and_revoked(
    browser: Browser, site: str, size: dict[str, int], javascript: bool
) -> None:
    with watched(browser, size=size, javascript=javascript) as page:
        enter(page, site, "Ada")
        page.goto(f"{site}/accounts/tokens/")
        page.get_by_label("What it is for").fill("Monthly report")
        page.get_by_label("How long").select_option("30")
        page.get_by_role("button", name="Make a token").click()
        secret = page.get_by_label("The secret, shown once").input_value()
        if javascript:
            assert_accessible(page)
        assert_fits(page)
        address, shown = f"{site}/api/v1/alliances/", {"Authorization": f"Bearer {secret}", "Cookie": ""}
        assert page.request.get(address, headers=shown).json()["items"][0]["slug"] == "demo"
        page.get_by_role("button", name=re.compile("^Revoke.*Monthly report")).click()
        expect(page.get_by_text("is revoked")).to_be_visible()
        assert page.request.get(address, headers=shown).status == 401
