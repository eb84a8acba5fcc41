"""The exchange in a real browser: a file shared under terms by one side, fetched and given back by the other."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.looking import EACH_SIDE, assert_accessible, assert_fits, enter, watched

PAGES = ["", "ask/", "offer/", "ideas/", "ideas/new/", "register/", "register/propose/", "given/"]
UNTIL = (datetime.now(UTC) + timedelta(days=40)).date()


@EACH_SIDE
def test_every_page_reads_well_and_fits_for_each_side(
    browser: Browser, site: str, name: str, size: dict[str, int]
) -> None:
    with watched(browser, size=size) as page:
        enter(page, site, name)
        for address in PAGES:
            page.goto(f"{site}/demo/exchange/{address}")
            assert_accessible(page)
            assert_fits(page)
        for listing in ("", "ideas/"):
            page.goto(f"{site}/demo/exchange/{listing}")
            shown = [link.get_attribute("href") for link in page.locator("main .card a, main th a").all()]
            assert shown
            for href in shown[:4]:
                page.goto(f"{site}{href}")
                assert_accessible(page)
                assert_fits(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_file_is_offered_fetched_used_and_deleted(browser: Browser, site: str, javascript: bool) -> None:
    with watched(browser, javascript=javascript) as ada, watched(browser, javascript=javascript) as bo:
        enter(ada, site, "Ada")
        ada.goto(f"{site}/demo/exchange/")
        ada.get_by_role("link", name="Offer something").click()
        ada.get_by_label("In a few words").fill("Loads on the racks")
        ada.get_by_label("What it may be used for").fill("To size the frames")
        ada.get_by_label("Until").fill(UNTIL.isoformat())
        ada.get_by_label("Files").set_input_files(
            {"name": "loads.csv", "mimeType": "text/csv", "buffer": b"rack;load\n1;200\n"}
        )
        ada.get_by_role("button", name="Offer it").click()
        expect(ada.get_by_text("It is in the court of Skerrivar Ferries").first).to_be_visible()
        address = ada.url

        enter(bo, site, "Bo")
        bo.goto(address)
        expect(bo.get_by_role("link", name="loads.csv")).to_have_count(0)
        bo.get_by_role("button", name="Accept these terms").click()
        with bo.expect_download() as fetched:
            bo.get_by_role("link", name="loads.csv").click()
        assert fetched.value.suggested_filename == "loads.csv"
        assert fetched.value.path().read_bytes() == b"rack;load\n1;200\n"
        bo.locator("summary", has_text="Say what it was used for").click()
        bo.get_by_label("What for, or why not").fill("Frames 4 to 9")
        bo.get_by_label("How useful it was").select_option("100")
        bo.locator("#form-use").get_by_role("button", name="Record it").click()
        expect(bo.get_by_role("cell", name="Frames 4 to 9").first).to_be_visible()
        bo.locator("summary", has_text="Say that it is given back or deleted").click()
        bo.locator("#form-give-back").get_by_role("button", name="Record it").click()
        expect(bo.get_by_text("Your party's access is closed.")).to_be_visible()
        expect(bo.get_by_role("link", name="loads.csv")).to_have_count(0)

        ada.goto(address)
        expect(ada.get_by_text("Who fetched them")).to_be_visible()
        if javascript:  # axe is a script
            assert_accessible(ada)


def test_an_idea_is_answered_by_keyboard_alone(browser: Browser, site: str) -> None:
    with watched(browser) as page:
        enter(page, site, "Ada")
        page.goto(f"{site}/demo/exchange/ideas/")
        page.get_by_role("link", name="Old cells as a store for the harbour").focus()
        page.keyboard.press("Enter")
        summary = page.locator("summary", has_text="Build on it")
        summary.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.type("The lighthouse pays its share")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_text("The others are asked about the whole.")).to_be_visible()
        expect(page.get_by_text("The lighthouse pays its share").first).to_be_visible()
