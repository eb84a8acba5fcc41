"""Warnings in a real browser: found on the overview, read, and acted on."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.looking import NARROW, WIDE, assert_accessible, assert_fits, enter, unfold, watched

SIZES = [pytest.param(WIDE, id="wide"), pytest.param(NARROW, id="narrow")]
RINGS = "Commitments of Karrow Battery Works to Skerrivar Ferries: late or missed"


@pytest.mark.parametrize("size", SIZES)
def test_the_pages_read_well_and_fit(browser: Browser, site: str, size: dict[str, int]) -> None:
    with watched(browser, size=size) as page:
        enter(page, site, "Ada")
        for address in ("warnings/", "warnings/reliability/skerrivar/karrow/", "warnings/disputes/", ""):
            page.goto(f"{site}/demo/{address}")
            unfold(page)
            assert_accessible(page)
            assert_fits(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_bo_goes_from_the_overview_to_an_early_warning_about_what_was_late(
    browser: Browser, site: str, javascript: bool
) -> None:
    with watched(browser, javascript=javascript) as page:
        enter(page, site, "Bo")
        page.goto(f"{site}/demo/")
        page.get_by_role("link", name=RINGS).click()
        expect(page.get_by_role("heading", name=RINGS)).to_be_visible()
        expect(page.get_by_text("is at most 20 in 100")).to_be_visible()
        page.get_by_role("link", name="Every event, and the figure after it").first.click()
        expect(page.get_by_role("heading", name="Events")).to_be_visible()
        page.get_by_role("link", name="Raise an early warning").click()
        expect(page).to_have_url(re.compile(r"/demo/conflicts/new/\?about=\d+"))
