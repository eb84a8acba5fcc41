"""Trust in a real browser: read by each side, and followed from a figure down to the entries."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.looking import NARROW, WIDE, assert_accessible, assert_fits, enter, unfold, watched

SIZES = [pytest.param(WIDE, id="wide"), pytest.param(NARROW, id="narrow")]
TIE = "trust/reliability/skerrivar/karrow/"


@pytest.mark.parametrize("size", SIZES)
def test_the_pages_read_well_and_fit(browser: Browser, site: str, size: dict[str, int]) -> None:
    with watched(browser, size=size) as page:
        enter(page, site, "Bo")
        for address in ("trust/", TIE, "trust/calibration/skerrivar/"):
            page.goto(f"{site}/demo/{address}")
            unfold(page)
            assert_accessible(page)
            assert_fits(page)


def test_a_figure_is_followed_down_to_a_commitment_without_scripts(browser: Browser, site: str) -> None:
    with watched(browser, javascript=False) as page:
        enter(page, site, "Cy")
        page.goto(f"{site}/demo/trust/")
        expect(page.get_by_role("heading", name="Reliability")).to_be_visible()
        page.get_by_role("table", name="The chance that the next commitment").get_by_role("link").first.click()
        expect(page.get_by_role("heading", name="events it rests on")).to_be_visible()
        page.get_by_role("table", name="Events").get_by_role("link").first.click()
        expect(page).to_have_url(re.compile(r"/demo/commitments/\d+/$"))


def test_both_sides_and_the_neutral_see_one_and_the_same_page(browser: Browser, site: str) -> None:
    seen = set()
    for name in ("Ada", "Bo", "Cy"):
        with watched(browser) as page:
            enter(page, site, name)
            page.goto(f"{site}/demo/trust/")
            seen.add(page.locator("main").inner_html())
    assert len(seen) == 1
