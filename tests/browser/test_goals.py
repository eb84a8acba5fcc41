"""Goals in a real browser: one from proposal to its target, weighed sealed by both, with script and without."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import EACH_SIDE, assert_accessible, assert_fits, enter, watched

PAGES = ["", "new/", "objectives/"]
BY = (datetime.now(UTC) + timedelta(days=200)).date()


@EACH_SIDE
def test_every_page_reads_well_and_fits_for_each_side(
    browser: Browser, site: str, name: str, size: dict[str, int]
) -> None:
    with watched(browser, size=size) as page:
        enter(page, site, name)
        for address in PAGES:
            page.goto(f"{site}/demo/goals/{address}")
            assert_accessible(page)
            assert_fits(page)
        page.goto(f"{site}/demo/goals/")
        shown = [link.get_attribute("href") for link in page.locator("main th a").all()]
        for href in shown[:3]:
            page.goto(f"{site}{href}")
            assert_accessible(page)
            assert_fits(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_goal_is_agreed_weighed_sealed_and_measured(browser: Browser, site: str, javascript: bool) -> None:
    with watched(browser, javascript=javascript) as ada, watched(browser, javascript=javascript) as bo:
        enter(ada, site, "Ada")
        ada.goto(f"{site}/demo/goals/")
        ada.get_by_role("link", name="Propose a goal").first.click()
        ada.get_by_label("What you want to reach").fill("A second crew of watchkeepers")
        ada.get_by_label("What is measured").fill("Watches stood by the second crew")
        ada.get_by_label("Unit").fill("watches")
        ada.get_by_label("Where it stands now").fill("0")
        ada.get_by_label("Target").fill("20")
        ada.get_by_label("By", exact=True).fill(BY.isoformat())
        ada.get_by_role("button", name="Propose it").click()
        expect(ada.get_by_text("It is in the court of Skerrivar Ferries").first).to_be_visible()
        address = ada.url

        enter(bo, site, "Bo")
        bo.goto(address)
        bo.get_by_role("button", name="Agree", exact=True).click()
        weigh(bo, address, "Decisive")
        ada.goto(address)
        expect(ada.get_by_text("Sealed until all have stated theirs")).to_be_visible()
        weigh(ada, address, "A little")
        ada.get_by_role("button", name="Open them").click()
        expect(ada.get_by_text("Gap 75")).to_be_visible()
        if javascript:  # axe is a script
            assert_accessible(ada)

        ada.locator("summary", has_text="Report a value").click()
        ada.get_by_label("Value in watches").fill("20")
        ada.get_by_label("What shows it").fill("The watch list")
        ada.get_by_role("button", name="Report it").click()
        bo.goto(address)
        bo.get_by_role("button", name="Confirm it").click()
        expect(bo.get_by_text("Reached since").first).to_be_visible()


def weigh(page: Page, address: str, step: str) -> None:
    """State, sealed, how important it is."""
    page.goto(address)
    page.get_by_label(step).check()
    page.get_by_role("button", name="Seal it").click()
    expect(page.get_by_text("Everybody sees it once every party has stated its own.")).to_be_visible()


def test_the_way_is_walked_by_keyboard_alone(browser: Browser, site: str) -> None:
    with watched(browser) as page:
        enter(page, site, "Bo")
        page.goto(f"{site}/demo/goals/")
        page.get_by_role("link", name="Skerrivar's people run and repair").first.focus()
        page.keyboard.press("Enter")
        page.locator("summary", has_text="Report a value").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.type("6")
        page.get_by_label("What shows it").focus()
        page.keyboard.type("Certificate of the sixth")
        page.get_by_role("button", name="Report it").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("It counts once the others confirm it.")).to_be_visible()
