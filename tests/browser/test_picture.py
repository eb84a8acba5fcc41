"""The standing, its report and the portfolio in a real browser: read by each side, followed down to an entry."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.looking import NARROW, WIDE, assert_accessible, assert_fits, enter, unfold, watched

SIZES = [pytest.param(WIDE, id="wide"), pytest.param(NARROW, id="narrow")]
PAGES = ["demo/picture/", "demo/picture/balance-work/", "demo/picture/truth/", "portfolio/"]


@pytest.mark.parametrize("size", SIZES)
def test_the_pages_read_well_and_fit(browser: Browser, site: str, size: dict[str, int]) -> None:
    with watched(browser, size=size) as page:
        enter(page, site, "Ada")
        for address in PAGES:
            page.goto(f"{site}/{address}")
            unfold(page)
            assert_accessible(page)
            assert_fits(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_bo_goes_from_all_alliances_down_to_an_entry(browser: Browser, site: str, javascript: bool) -> None:
    with watched(browser, javascript=javascript) as page:
        enter(page, site, "Bo")
        page.get_by_role("link", name="Portfolio").click()
        page.get_by_label("Area").select_option("balance")
        page.get_by_label("Level").select_option("watch")
        page.get_by_role("button", name="Show").click()
        page.get_by_role("table", name="Alliances").get_by_role("link").first.click()
        expect(page.get_by_role("heading", name="Standing", level=1)).to_be_visible()
        row = page.get_by_role("row").filter(has_text="Joint work")
        row.get_by_role("link", name=re.compile("Open what it rests on")).click()
        expect(page.get_by_role("heading", name="Balance: Joint work")).to_be_visible()
        page.get_by_role("table", name="Entries").get_by_role("rowheader").get_by_role("link").first.click()
        expect(page).to_have_url(re.compile(r"/demo/record/\d+/$"))


def test_both_sides_and_the_neutral_see_one_and_the_same_page(browser: Browser, site: str) -> None:
    seen = set()
    for name in ("Ada", "Bo", "Cy"):
        with watched(browser) as page:
            enter(page, site, name)
            page.goto(f"{site}/demo/picture/")
            seen.add(page.locator("main").inner_html())
    assert len(seen) == 1


def test_the_report_is_a_file(browser: Browser, site: str) -> None:
    with watched(browser) as page:
        enter(page, site, "Ada")
        page.goto(f"{site}/demo/picture/")
        with page.expect_download() as waiting:
            page.get_by_role("link", name="Report as PDF").click()
        assert re.fullmatch(r"demo-\d{4}-\d\d-\d\d\.pdf", waiting.value.suggested_filename)


def test_on_paper_the_figures_stay_and_the_buttons_go(browser: Browser, site: str) -> None:
    with watched(browser) as page:
        enter(page, site, "Ada")
        page.goto(f"{site}/demo/picture/")
        page.emulate_media(media="print")
        expect(page.get_by_role("link", name="Report as PDF")).to_be_hidden()
        expect(page.get_by_role("table", name="Every area")).to_be_visible()
