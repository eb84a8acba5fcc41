"""The ending in a real browser: a plan changed by both sides, a notice given and taken back, pages that read well."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import NARROW, WIDE, assert_accessible, assert_fits, enter, unfold, watched

SIZES = [pytest.param(WIDE, id="wide"), pytest.param(NARROW, id="narrow")]
PAGES = ("", "plan/", "plan/edit/", "checklist/", "closing/", "lessons/", "print/")
WHY = "Why your party gives notice"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["Bo", "Cy"])
def test_the_pages_read_well_and_fit_with_every_form_open(
    browser: Browser, site: str, size: dict[str, int], name: str
) -> None:
    with watched(browser, size=size) as page:
        enter(page, site, name)
        for address in PAGES:
            page.goto(f"{site}/demo/ending/{address}")
            unfold(page)
            assert_accessible(page)
            assert_fits(page)


def ended(page: Page, site: str, summary: str) -> None:
    """Open the page of the ending, and one of its forms, as somebody does who has no mouse."""
    page.goto(f"{site}/demo/ending/")
    page.get_by_text(summary, exact=True).focus()
    page.keyboard.press("Enter")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_wind_down_is_proposed_begun_and_gone_back_on(browser: Browser, site: str, javascript: bool) -> None:
    day = (datetime.now(UTC).date() + timedelta(days=200)).isoformat()
    with watched(browser, javascript=javascript) as ada, watched(browser, size=NARROW, javascript=javascript) as bo:
        enter(ada, site, "Ada")
        enter(bo, site, "Bo")
        ended(ada, site, "Give notice that the alliance ends")
        ada.get_by_label("Ground in the exit plan").select_option("1")
        ada.locator("#on-notice").fill(day)
        ada.get_by_label(WHY).fill("We are sold to a yard that builds no ferries.")
        ada.get_by_role("button", name="Give notice").press("Enter")
        expect(ada.get_by_text("all see its clock")).to_be_visible()

        ended(bo, site, "Contest the notice")
        expect(bo.get_by_role("link", name="Its end is announced")).to_be_visible()
        bo.get_by_label("Why you do not accept it").fill("The new yard has bound itself to the agreement.")
        bo.get_by_role("button", name="Contest it").click()
        expect(bo.get_by_text("Contested, with your reason.")).to_be_visible()
        assert_fits(bo)
        if javascript:
            assert_accessible(bo)

        ended(ada, site, "Take the notice back")
        expect(ada.get_by_text("The new yard has bound itself to the agreement.")).to_be_visible()
        ada.get_by_label("Why you take it back").fill("You are right, we stay.")
        ada.get_by_role("button", name="Take it back").click()
        expect(ada.get_by_text("the alliance goes on").first).to_be_visible()


def test_a_plan_is_proposed_by_one_side_and_agreed_by_the_other(browser: Browser, site: str) -> None:
    with watched(browser) as ada, watched(browser, size=NARROW) as bo:
        enter(ada, site, "Ada")
        enter(bo, site, "Bo")
        ada.goto(f"{site}/demo/ending/plan/")
        ada.get_by_role("link", name="Propose another plan").click()
        ada.locator("#field-ground-notice-0-days").fill("200")
        ada.locator("#field-why").fill("Twenty days more give the yard time.")
        ada.get_by_role("button", name="Propose it to all").click()
        expect(ada.get_by_text("It holds once every other partner has agreed.").first).to_be_visible()
        bo.goto(f"{site}/demo/ending/")
        bo.get_by_role("link", name="another exit plan").click()
        expect(bo.get_by_text("200 days")).to_be_visible()
        assert_fits(bo)
        bo.get_by_role("button", name="Agree for your party").click()
        bo.goto(f"{site}/demo/ending/plan/")
        expect(bo.get_by_text("200 days").first).to_be_visible()
