"""Decisions in a real browser: a sealed vote that both sides carry from the proposal to the opened ballots."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.looking import NARROW, WIDE, assert_accessible, assert_fits, enter, unfold, watched

SIZES = [pytest.param(WIDE, id="wide"), pytest.param(NARROW, id="narrow")]
TITLES = [
    "One store of spare parts for both of us",
    "Where the second battery ferry sails",
    "Charge at night from March",
]


@pytest.mark.parametrize("size", SIZES)
def test_the_pages_read_well_and_fit_with_every_form_open(browser: Browser, site: str, size: dict[str, int]) -> None:
    with watched(browser, size=size) as page:
        enter(page, site, "Bo")
        for title in ["", *TITLES]:
            page.goto(f"{site}/demo/decisions/")
            if title:
                page.get_by_role("link", name=title).first.click()
            unfold(page)
            assert_accessible(page)
            assert_fits(page)
        page.goto(f"{site}/demo/decisions/new/")
        unfold(page)
        assert_accessible(page)
        assert_fits(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_sealed_vote_from_the_proposal_to_the_opened_ballots(browser: Browser, site: str, javascript: bool) -> None:
    closes = (datetime.now(UTC).date() + timedelta(days=9)).isoformat()
    with watched(browser, javascript=javascript) as ada, watched(browser, javascript=javascript) as bo:
        enter(ada, site, "Ada")
        enter(bo, site, "Bo")
        ada.goto(f"{site}/demo/decisions/")
        ada.get_by_role("link", name="Propose something").click()
        ada.get_by_label("In a few words").fill("A flag for the ferry")
        ada.get_by_label("What exactly is proposed").fill("The ferry gets a flag.")
        ada.get_by_label("Why", exact=True).fill("So that everybody knows it.")
        ada.get_by_label("Last day").fill(closes)
        ada.get_by_label("Vote by party").check()
        ada.get_by_role("button", name="Propose it to all").click()
        expect(ada.get_by_text("Proposed. It waits for")).to_be_visible()
        ada.get_by_label("Yes", exact=True).check()
        ada.get_by_role("button", name="Seal and hand in").click()
        expect(ada.get_by_text("Your ballot says: Yes.")).to_be_visible()

        bo.goto(ada.url)
        expect(bo.get_by_role("table", name="Ballots with their proof").get_by_text("sealed")).to_be_visible()
        expect(bo.get_by_text("Your ballot says")).to_have_count(0)
        bo.get_by_label("Yes", exact=True).check()
        bo.get_by_role("button", name="Seal and hand in").click()
        bo.get_by_role("button", name="Open the ballots").click()
        expect(bo.get_by_text("The ballots are open. Enough ballots were for it.")).to_be_visible()
        ballots = bo.get_by_role("table", name="Ballots with their proof")
        expect(ballots.get_by_text("Yes", exact=True)).to_have_count(2)
        ballots.get_by_role("link").first.click()
        expect(bo.get_by_role("heading", level=1)).to_contain_text("ntry")


def test_a_question_is_answered_by_keyboard_alone(browser: Browser, site: str) -> None:
    with watched(browser) as page:
        enter(page, site, "Ada")
        page.goto(f"{site}/demo/decisions/")
        page.get_by_role("link", name=TITLES[0]).first.press("Enter")
        page.get_by_text("Answer it", exact=True).press("Enter")
        page.get_by_label("The answer").press_sequentially("Liv and Mira, on the first of each month.")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Answered. Everybody reads it.")).to_be_visible()
