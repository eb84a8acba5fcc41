"""Commitments in a real browser: one matter from proposal to acceptance, by both sides, with script and without."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import EACH_SIDE, assert_accessible, assert_fits, enter, watched

PAGES = ["", "list/", "calendar/?month=2026-06", "load/", "clauses/", "new/"]
DUE = (datetime.now(UTC) + timedelta(days=40)).date()


@EACH_SIDE
def test_every_page_reads_well_and_fits_for_each_side(
    browser: Browser, site: str, name: str, size: dict[str, int]
) -> None:
    with watched(browser, size=size) as page:
        enter(page, site, name)
        for address in PAGES:
            page.goto(f"{site}/demo/commitments/{address}")
            assert_accessible(page)
            assert_fits(page)
        page.goto(f"{site}/demo/commitments/list/")
        shown = [link.get_attribute("href") for link in page.locator("main th a").all()]
        for href in shown[:2]:
            page.goto(f"{site}{href}")
            assert_accessible(page)
            assert_fits(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_matter_is_returned_once_and_then_accepted(browser: Browser, site: str, javascript: bool) -> None:
    with watched(browser, javascript=javascript) as ada, watched(browser, javascript=javascript) as bo:
        enter(ada, site, "Ada")
        ada.goto(f"{site}/demo/commitments/")
        ada.get_by_role("link", name="Propose a commitment").click()
        ada.get_by_label("What is owed").fill("A table of spare fuses")
        ada.get_by_label("Due on").fill(DUE.isoformat())
        ada.get_by_role("button", name="Propose it").click()
        expect(ada.get_by_text("It is in the court of Skerrivar Ferries").first).to_be_visible()
        address = ada.url

        enter(bo, site, "Bo")
        bo.goto(address)
        bo.get_by_role("button", name="Agree", exact=True).click()
        expect(bo.get_by_text("Agreed.")).to_be_visible()

        deliver(ada, address, "Fuses, first table")
        bo.goto(address)
        bo.locator("summary", has_text="Return what was delivered").click()
        bo.get_by_label("What is missing or wrong").fill("The fuses of the bow are missing")
        bo.get_by_role("button", name="Return what was delivered").click()
        expect(bo.get_by_text("to deliver again").first).to_be_visible()
        if javascript:  # axe is a script
            assert_accessible(bo)

        deliver(ada, address, "Fuses, second table")
        bo.goto(address)
        bo.get_by_role("button", name="Accept what was delivered").click()
        expect(bo.get_by_text("Everything was delivered and accepted.").first).to_be_visible()


def deliver(page: Page, address: str, evidence: str) -> None:
    """Say that it is delivered."""
    page.goto(address)
    page.locator("summary", has_text="Say that it is delivered").click()
    page.get_by_label("What shows it").fill(evidence)
    page.get_by_role("button", name="Record the delivery").click()
    expect(page.get_by_text("Recorded as delivered.")).to_be_visible()


def test_the_way_is_walked_by_keyboard_alone(browser: Browser, site: str) -> None:
    with watched(browser) as page:
        enter(page, site, "Bo")
        page.goto(f"{site}/demo/commitments/list/?status=delivered")
        page.get_by_role("link", name="A protocol of the storm weeks").focus()
        page.keyboard.press("Enter")
        summary = page.locator("summary", has_text="Return what was delivered")
        summary.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.type("The second storm is missing")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Returned, with your reason.")).to_be_visible()
