"""Parties and people in a browser: one matter carried through by both sides, by keyboard too, and a candidate."""

import pytest
from playwright.sync_api import Browser, Page, expect

from paripassu.keeper import demo
from tests.browser.looking import NARROW, WIDE, assert_accessible, assert_fits, enter, unfold, watched

SIZES = [pytest.param(WIDE, id="wide"), pytest.param(NARROW, id="narrow")]
PARTS = ["bodies", "responsibilities", "capabilities", "ties", "handovers", "standing"]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["Ada", "Bo", "Cy"])
def test_every_part_reads_well_and_fits_for_each_side(
    browser: Browser, site: str, size: dict[str, int], name: str
) -> None:
    with watched(browser, size=size) as page:
        enter(page, site, name)
        for part in PARTS:
            page.goto(f"{site}/{demo.SLUG}/people/{part}/")
            unfold(page)
            assert_accessible(page)
            assert_fits(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_working_group_is_proposed_refused_improved_and_filled(browser: Browser, site: str, javascript: bool) -> None:
    with watched(browser, javascript=javascript) as ada, watched(browser, javascript=javascript) as bo:
        enter(ada, site, "Ada")
        enter(bo, site, "Bo")
        ada.goto(f"{site}/{demo.SLUG}/people/bodies/")
        ada.get_by_text("Propose a body").click()
        ada.get_by_label("Name", exact=True).fill("Working group on fire")
        ada.get_by_label("Terms of reference").fill("Drills, doors and detectors.")
        ada.get_by_label("Members of each side, at most").fill("1")
        ada.get_by_label("Why you propose it").fill("The class asks for it.")
        ada.get_by_role("button", name="Propose it").click()
        expect(ada.get_by_text("It holds once these have agreed: Skerrivar Ferries.")).to_be_visible()
        bo.goto(f"{site}/{demo.SLUG}/")
        bo.get_by_role("link", name="Working group on fire").first.click()
        bo.get_by_text("Say why you do not agree").click()
        bo.get_by_label("Why your party does not agree").fill("One each is too few at night.")
        bo.get_by_role("button", name="Do not agree").click()
        expect(bo.get_by_text("Your party can still agree later")).to_be_visible()
        if javascript:  # axe is a script itself
            assert_accessible(bo)
        bo.get_by_role("button", name="Agree for your party").click()
        expect(bo.get_by_text("All have, so it holds from now on.")).to_be_visible()
        bo.get_by_role("main").get_by_role("link", name="Working group on fire").click()
        bo.get_by_text("Name your party's people in this body").click()
        bo.get_by_label("Liv Eide").select_option("member with a vote")
        bo.get_by_role("button", name="Name them").click()
        ada.goto(bo.url)
        expect(ada.get_by_role("main").get_by_text("Liv Eide")).to_be_visible()
        if javascript:
            assert_accessible(ada)
            assert_fits(ada)


def test_a_line_is_proposed_by_keyboard_alone(page: Page, site: str) -> None:
    enter(page, site, "Bo")
    page.goto(f"{site}/{demo.SLUG}/people/responsibilities/")
    summary = page.get_by_text("Propose a line")
    summary.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Activity or deliverable").focus()
    page.keyboard.type("Winter maintenance")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.get_by_label("Why you propose it").focus()
    page.keyboard.type("Before the ice.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("It is proposed to add “Winter maintenance”")).to_be_visible()
    assert_accessible(page)


@pytest.mark.parametrize("size", SIZES)
def test_a_candidate_sees_the_text_and_nothing_else(browser: Browser, site: str, size: dict[str, int]) -> None:
    with watched(browser) as ada, watched(browser) as bo, watched(browser, size=size) as fay:
        enter(ada, site, "Ada")
        enter(bo, site, "Bo")
        ada.goto(f"{site}/{demo.SLUG}/people/standing/")
        ada.get_by_text("Propose that an organisation joins").click()
        ada.get_by_label("Name", exact=True).fill("Fay Yards")
        ada.get_by_label("Why you propose it").first.fill("She has the dock.")
        ada.get_by_role("button", name="Propose it").first.click()
        bo.goto(ada.url)
        bo.get_by_role("button", name="Agree for your party").click()
        bo.goto(f"{site}/{demo.SLUG}/people/")
        bo.get_by_role("radio", name="Fay Yards").check()
        bo.get_by_role("radio", name="Manager").check()
        bo.get_by_role("button", name="Make the link").click()
        fay.goto(bo.get_by_label("Invitation link").input_value())
        fay.get_by_role("link", name="Make an account").click()
        fay.get_by_label("Your name").fill("Fay")
        fay.get_by_label("E-mail address").fill("fay@example.org")
        fay.get_by_label("Password").fill("a quiet crossing at dawn")
        fay.get_by_role("button", name="Make the account").click()
        fay.get_by_role("button", name="Take the seat").click()
        expect(fay.get_by_text("No text names your organisation yet")).to_be_visible()
        for address in ("", "ledger/", "people/", "record/"):
            fay.goto(f"{site}/{demo.SLUG}/{address}")
            expect(fay.get_by_role("heading", name="Joining Quiet Crossing")).to_be_visible()
        expect(fay.get_by_role("navigation", name="This alliance")).to_have_count(0)
        assert_accessible(fay)
        assert_fits(fay)
