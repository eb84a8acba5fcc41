"""The balance in a real browser: read by each side, asked for another day, followed down to the entries."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import NARROW, WIDE, assert_accessible, assert_fits, enter, unfold, watched

SIZES = [pytest.param(WIDE, id="wide"), pytest.param(NARROW, id="narrow")]
POOLS = ["balance/", "balance/work/", "balance/learning/?on=2026-03-31", "valuations/", "valuations/new/work/"]
FIGURES = ["balance/work/gap/karrow/", "balance/work/appreciated/"]


@pytest.mark.parametrize("size", SIZES)
def test_the_pages_read_well_and_fit(browser: Browser, site: str, size: dict[str, int]) -> None:
    with watched(browser, size=size) as page:
        enter(page, site, "Ada")
        page.goto(f"{site}/demo/valuations/")
        opened = page.get_by_role("link", name="Up to 30 September 2026").first.get_attribute("href") or ""
        for address in [*POOLS, *FIGURES, opened.removeprefix("/demo/")]:
            page.goto(f"{site}/demo/{address}")
            unfold(page)
            assert_accessible(page)
            assert_fits(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_bo_follows_a_figure_of_an_earlier_day_to_an_entry(browser: Browser, site: str, javascript: bool) -> None:
    with watched(browser, javascript=javascript) as page:
        enter(page, site, "Bo")
        page.goto(f"{site}/demo/balance/work/")
        before = headline(page)
        page.get_by_label("As of").fill("2026-06-30")
        page.get_by_role("button", name="Show that day").click()
        expect(page.get_by_text("Reckoned from what is confirmed by now")).to_be_visible()
        assert headline(page) != before
        page.get_by_role("table", name="Since the beginning").get_by_role("link").nth(1).click()
        expect(page.get_by_role("heading", name="Gap")).to_be_visible()
        expect(page.get_by_text("30 June 2026").first).to_be_visible()
        page.get_by_role("table", name="Entries").get_by_role("link").first.click()
        expect(page).to_have_url(re.compile(r"/demo/ledger/\d+/$"))


def headline(page: Page) -> str:
    return page.locator(".headline").inner_text()


def test_both_sides_and_the_neutral_see_one_and_the_same_page(browser: Browser, site: str) -> None:
    seen = set()
    for name in ("Ada", "Bo", "Cy"):
        with watched(browser) as page:
            enter(page, site, name)
            page.goto(f"{site}/demo/balance/work/")
            seen.add(page.locator("main").inner_html())
    assert len(seen) == 1


def test_each_states_sealed_what_it_is_worth_and_the_books_open_together(browser: Browser, site: str) -> None:
    with watched(browser, javascript=False) as ada, watched(browser, size=NARROW) as bo:
        enter(ada, site, "Ada")
        enter(bo, site, "Bo")
        ada.goto(f"{site}/demo/valuations/new/learning/")
        ada.get_by_role("button", name="Ask all").click()
        for page, training in ((ada, "9"), (bo, "4")):
            page.goto(ada.url)
            page.get_by_label("Received: People, one training day").fill(training)
            page.get_by_role("button", name="Seal it").click()
            expect(page.get_by_text("Your party has sealed its own.")).to_be_visible()
            assert_fits(page)
        bo.get_by_role("button", name="Open the books").focus()
        bo.keyboard.press("Enter")
        expect(bo.get_by_role("heading", name="Balanced under whose book?")).to_be_visible()
        assert_accessible(bo)
        assert_fits(bo)


def test_on_paper_the_figures_stay_and_the_buttons_go(browser: Browser, site: str) -> None:
    with watched(browser) as page:
        enter(page, site, "Ada")
        page.goto(f"{site}/demo/balance/work/")
        page.emulate_media(media="print")
        expect(page.get_by_role("button", name="Show that day")).to_be_hidden()
        expect(page.get_by_role("img", name="Spirit level")).to_be_visible()
        expect(page.get_by_role("table", name="Since the beginning")).to_be_visible()
