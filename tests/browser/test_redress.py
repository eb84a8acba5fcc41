"""Redress in a real browser: answered by the other side on the demo, opened for a feeling, read alike by all."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.looking import EACH_SIDE, NARROW, assert_accessible, assert_fits, enter, unfold, watched

UNTIL = (datetime.now(UTC) + timedelta(days=60)).date().isoformat()


@EACH_SIDE
def test_every_page_reads_well_and_fits_for_each_side(
    browser: Browser, site: str, name: str, size: dict[str, int]
) -> None:
    with watched(browser, size=size) as page:
        enter(page, site, name)
        for address in ("redress/", "redress/new/learning/", "balance/work/"):
            page.goto(f"{site}/demo/{address}")
            assert_accessible(page)
            assert_fits(page)
        page.goto(f"{site}/demo/redress/")
        page.get_by_role("link", name="Joint work").click()
        unfold(page)
        assert_accessible(page)
        assert_fits(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_the_other_side_agrees_and_the_moves_become_commitments(browser: Browser, site: str, javascript: bool) -> None:
    with watched(browser, javascript=javascript) as bo:
        enter(bo, site, "Bo")
        bo.goto(f"{site}/demo/balance/work/")
        bo.get_by_role("link", name="Redress: Open").click()
        bo.get_by_role("button", name="Agree to it").click()
        expect(bo.get_by_text("Agreed by all")).to_be_visible()
        bo.get_by_role("button", name="Propose them as commitments").click()
        expect(bo.get_by_text("Each is in the court of those it concerns.")).to_be_visible()
        expect(bo.get_by_role("link", name="26,000.00 EUR from Karrow Battery Works").first).to_be_visible()


def test_what_feels_lopsided_is_opened_by_keyboard_and_closed_by_both(browser: Browser, site: str) -> None:
    with watched(browser) as ada, watched(browser, size=NARROW) as bo:
        enter(ada, site, "Ada")
        ada.goto(f"{site}/demo/redress/new/learning/")
        ada.get_by_label("What you want to say with it").fill("Our visits count for nothing.")
        ada.keyboard.press("Tab")
        ada.get_by_role("button", name="Open it").focus()
        ada.keyboard.press("Enter")
        expect(ada.get_by_text("Your party leads it.")).to_be_visible()
        address = ada.url
        enter(bo, site, "Bo")
        bo.goto(address)
        bo.locator("summary", has_text="Propose to close it").click()
        bo.get_by_label("Why nothing is left to mend").fill("We talked; it was the rate, and we change it.")
        bo.get_by_role("button", name="Propose to close it").click()
        expect(bo.get_by_text("It is in the court of Karrow Battery Works").first).to_be_visible()
        ada.goto(address)
        ada.get_by_role("button", name="Agree to it").click()
        expect(ada.get_by_text("Closed by all")).to_be_visible()
