"""The shell in a real browser: it reads well, fits a phone, needs no script, and is worked by keyboard."""

import pytest
from playwright.sync_api import Browser, Page, expect

from paripassu.keeper import demo
from tests.browser.looking import NARROW, WIDE, assert_accessible, assert_fits, enter, watched

SIZES = [pytest.param(WIDE, id="wide"), pytest.param(NARROW, id="narrow")]


@pytest.mark.parametrize("size", SIZES)
def test_every_component_reads_well_and_fits(browser: Browser, site: str, size: dict[str, int]) -> None:
    with watched(browser, size=size) as page:
        page.goto(f"{site}/style/")
        assert_accessible(page)
        assert_fits(page)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "address", ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/accounts/no/"]
)
def test_pages_before_the_entrance_read_well_and_fit(
    browser: Browser, site: str, size: dict[str, int], address: str
) -> None:
    with watched(browser, size=size) as page:
        page.goto(site + address)
        assert_accessible(page)
        assert_fits(page)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["Ada", "Bo", "Cy"])
def test_the_first_pages_read_well_and_fit_for_each_side(
    browser: Browser, site: str, size: dict[str, int], name: str
) -> None:
    with watched(browser, size=size) as page:
        enter(page, site, name)
        for address in ["/", f"/{demo.SLUG}/", f"/{demo.SLUG}/people/"]:
            page.goto(site + address)
            assert_accessible(page)
            assert_fits(page)


def test_somebody_is_invited_without_any_script(browser: Browser, site: str) -> None:
    with watched(browser, javascript=False) as page:
        enter(page, site, "Ada")
        page.goto(f"{site}/{demo.SLUG}/people/")
        page.get_by_role("radio", name="Karrow").check()
        page.get_by_role("radio", name="Team member").check()
        page.get_by_role("button", name="Make the link").click()
        link = page.get_by_label("Invitation link").input_value()
    with watched(browser, javascript=False) as page:
        page.goto(link)
        page.get_by_role("link", name="Make an account").click()
        page.get_by_label("Your name").fill("Dora")
        page.get_by_label("E-mail address").fill("dora@example.org")
        page.get_by_label("Password").fill("a quiet crossing at dawn")
        page.get_by_role("button", name="Make the account").click()
        page.get_by_role("button", name="Take the seat").click()
        expect(page.get_by_text("Welcome: you sit for Karrow")).to_be_visible()


def test_a_refused_form_leads_by_keyboard_to_what_is_wrong(page: Page, site: str) -> None:
    enter(page, site, "Bo")
    page.goto(f"{site}/{demo.SLUG}/people/")
    page.get_by_text("Rename your party").click()
    page.get_by_label("Name", exact=True).fill("N" * 201)
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Name", exact=True)).to_have_value("N" * 201)
    assert_accessible(page)


def test_the_menu_opens_and_closes_by_keyboard(page: Page, site: str) -> None:
    enter(page, site, "Ada")
    summary = page.locator("details.menu summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Sign out")).to_be_hidden()
    expect(summary).to_be_focused()


def test_the_first_tab_leads_past_the_navigation(page: Page, site: str) -> None:
    page.goto(f"{site}/accounts/login/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
