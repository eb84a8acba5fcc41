"""Conflicts in a real browser: both sides carry one from a warning to a settlement, and every page reads well."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import NARROW, WIDE, assert_accessible, assert_fits, enter, unfold, watched

SIZES = [pytest.param(WIDE, id="wide"), pytest.param(NARROW, id="narrow")]
TITLES = ["Night tests at a locked gate", "Which hours at a desk count", "In a gale nobody reads the cell log"]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("who", ["Ada", "Cy"])
def test_the_pages_read_well_and_fit_with_every_form_open(
    browser: Browser, site: str, size: dict[str, int], who: str
) -> None:
    with watched(browser, size=size) as page:
        enter(page, site, who)
        for title in ["", *TITLES]:
            page.goto(f"{site}/demo/conflicts/")
            if title:
                page.get_by_role("link", name=title).first.click()
            unfold(page)
            assert_accessible(page)
            assert_fits(page)
        page.goto(f"{site}/demo/conflicts/new/")
        unfold(page)
        assert_accessible(page)
        assert_fits(page)


def state(page: Page, words: str, sees: str) -> None:
    page.get_by_label("What your side needs, and why").fill(words)
    page.get_by_label(sees, exact=True).check()
    page.get_by_role("button", name="Seal and state it").click()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_conflict_from_the_peers_to_a_settlement_that_both_sign(
    browser: Browser, site: str, javascript: bool
) -> None:
    looked_at = (datetime.now(UTC).date() + timedelta(days=30)).isoformat()
    with watched(browser, javascript=javascript) as ada, watched(browser, javascript=javascript) as bo:
        enter(ada, site, "Ada")
        enter(bo, site, "Bo")
        ada.goto(f"{site}/demo/conflicts/")
        ada.get_by_role("link", name="Raise an early warning").click()
        ada.get_by_label("In a few words").fill("Two calendars")
        ada.get_by_label("What could go wrong, or went wrong").fill("We plan by two calendars.")
        ada.get_by_label("What it would mean").fill("Somebody travels in vain.")
        ada.get_by_label("With the peers").check()
        ada.get_by_role("button", name="Raise it").click()
        expect(ada.get_by_text("Raised. It is now in the court of")).to_be_visible()
        state(ada, "One calendar that we can read on the ship.", "The task: what is done, how, or when")
        expect(ada.get_by_text("One calendar that we can read").first).to_be_visible()

        bo.goto(ada.url)
        expect(bo.get_by_text("One calendar that we can read")).to_have_count(0)
        state(bo, "No second log-in.", "Both")
        bo.get_by_role("button", name="Open the statements").click()
        expect(bo.get_by_text("One calendar that we can read").first).to_be_visible()
        bo.get_by_role("link", name="Draft a settlement").click()
        bo.get_by_label("What you agree").fill("One calendar, printed every Monday.")
        bo.get_by_label("What will show that it holds").fill("Nobody travelled in vain.")
        bo.get_by_label("The day to look at it").fill(looked_at)
        bo.get_by_role("button", name="Put it on the table").click()
        bo.get_by_role("button", name="Sign for your party").click()
        expect(bo.get_by_text("Signed for your party.")).to_be_visible()

        ada.reload()
        ada.get_by_role("button", name="Sign for your party").click()
        expect(ada.get_by_text("Signed by all")).to_be_visible()
        expect(ada.get_by_text("Settled, to be tested")).to_be_visible()


def test_a_warning_is_answered_by_keyboard_alone(browser: Browser, site: str) -> None:
    with watched(browser) as page:
        enter(page, site, "Ada")
        page.goto(f"{site}/demo/conflicts/")
        page.get_by_role("link", name=TITLES[2]).press("Enter")
        page.get_by_label("What you say").press_sequentially("We put the log on the shore line.")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Said. Everybody reads it.")).to_be_visible()
