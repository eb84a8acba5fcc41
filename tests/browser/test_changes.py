"""Changes in a real browser: noted, shared, acknowledged, computed and answered by both; with script and without."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import EACH_SIDE, assert_accessible, assert_fits, enter, watched


@EACH_SIDE
def test_every_page_reads_well_and_fits_for_each_side(
    browser: Browser, site: str, name: str, size: dict[str, int]
) -> None:
    with watched(browser, size=size) as page:
        enter(page, site, name)
        page.goto(f"{site}/demo/changes/")
        shown = [link.get_attribute("href") or "" for link in page.locator("main th a").all()]
        index = shown[0].rstrip("/").rpartition("/")[2]
        for address in ["/demo/changes/", "/demo/changes/new/", f"/demo/changes/effect/{index}/", *shown[:3]]:
            page.goto(f"{site}{address}")
            assert_accessible(page)
            assert_fits(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_change_is_noted_shared_and_answered_by_both(browser: Browser, site: str, javascript: bool) -> None:
    with watched(browser, javascript=javascript) as ada, watched(browser, javascript=javascript) as bo:
        enter(ada, site, "Ada")
        ada.goto(f"{site}/demo/changes/")
        ada.get_by_role("link", name="Share a change", exact=True).first.click()
        ada.get_by_label("In a few words").fill("Our welders are leaving")
        ada.get_by_label("What has changed").fill("Two of four have given notice.")
        ada.get_by_role("button", name="Note it for your party first").click()
        expect(ada.get_by_text("Noted by your party, and seen by it alone.")).to_be_visible()
        address = ada.url

        enter(bo, site, "Bo")
        assert bo.goto(address).status == 404  # type: ignore[union-attr]  # a page always answers
        ada.get_by_role("button", name="Share it with all").click()
        bo.goto(address)
        bo.get_by_role("button", name="Acknowledge it", exact=True).click()
        expect(bo.get_by_text("Acknowledged.").first).to_be_visible()

        bo.get_by_role("link", name="Say what it touches").click()
        bo.get_by_label("In words").fill("The spares come later")
        bo.get_by_label("By how much").first.fill("-20")
        bo.get_by_label("In per cent of the last window").first.check()
        bo.get_by_role("button", name="State it before all").click()
        expect(bo.get_by_text("Balance of Joint work, if it comes so")).to_be_visible()
        if javascript:  # axe is a script
            assert_accessible(bo)
            assert_fits(bo)

        for page in (ada, bo):
            view(page, address)
        bo.goto(address)
        bo.get_by_label("What is done now, or why nothing is").fill("We go on; spares wait until spring.")
        bo.get_by_role("button", name="Propose it to all").click()
        ada.goto(address)
        ada.get_by_role("button", name="Agree to this").click()
        expect(ada.get_by_text("All agreed: Keep everything as it is.").first).to_be_visible()


def view(page: Page, address: str) -> None:
    """Say that everything may stay as it is."""
    page.goto(address)
    page.locator("summary", has_text="Say how your party would answer it").click()
    page.get_by_label("Keep everything as it is").check()
    page.get_by_label("Why", exact=True).fill("It can wait")
    page.get_by_role("button", name="State it", exact=True).click()
    expect(page.get_by_text("Your party's view stands before all.")).to_be_visible()


def test_the_way_is_walked_by_keyboard_alone(browser: Browser, site: str) -> None:
    with watched(browser) as page:
        enter(page, site, "Ada")
        page.goto(f"{site}/demo/changes/")
        page.get_by_role("link", name="The county drafts a rule").first.focus()
        page.keyboard.press("Enter")
        page.locator("summary", has_text="Acknowledge it, and say how it touches you").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.type("Our chargers would be used by others too")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Acknowledged.").first).to_be_visible()
