"""Principles in a real browser: a strain answered, kept to and settled by both sides; recognition by keyboard alone."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import EACH_SIDE, NARROW, assert_accessible, assert_fits, enter, watched

PAGES = ["", "p2/", "observations/", "observations/?stands=strained", "observations/new/?stands=strained&clause=p2"]


@EACH_SIDE
def test_every_page_reads_well_and_fits_for_each_side(
    browser: Browser, site: str, name: str, size: dict[str, int]
) -> None:
    with watched(browser, size=size) as page:
        enter(page, site, name)
        for address in PAGES:
            page.goto(f"{site}/demo/principles/{address}")
            assert_accessible(page)
            assert_fits(page)
        page.goto(f"{site}/demo/principles/observations/")
        shown = [link.get_attribute("href") for link in page.locator("main td a").all()]
        for href in shown[:3]:
            page.goto(f"{site}{href}")
            assert_accessible(page)
            assert_fits(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_strain_is_answered_and_settled_by_both(browser: Browser, site: str, javascript: bool) -> None:
    with watched(browser, javascript=javascript) as ada, watched(browser, javascript=javascript) as bo:
        enter(ada, site, "Ada")
        ada.goto(f"{site}/demo/principles/p2/")
        ada.get_by_role("link", name="Say that it is strained").click()
        ada.get_by_label("What was done or left undone").fill("The mast was moved and we read it in the harbour paper.")
        ada.get_by_role("button", name="Record it").click()
        expect(ada.get_by_text("the other side must be able to look at it").first).to_be_visible()
        expect(ada.get_by_label("What was done or left undone")).to_have_value(
            "The mast was moved and we read it in the harbour paper."
        )
        ada.get_by_label("What shows it").fill("Harbour paper, number 46")
        ada.get_by_role("button", name="Record it").click()
        expect(ada.get_by_text("is asked to answer by").first).to_be_visible()
        address = ada.url

        enter(bo, site, "Bo")
        bo.goto(address)
        bo.get_by_label("We see it otherwise").check()
        bo.get_by_label("Your answer").fill("We wrote on Monday; the paper came on Wednesday.")
        bo.get_by_role("button", name="Answer", exact=True).click()
        expect(bo.get_by_text("Your answer is recorded.").first).to_be_visible()

        ada.goto(address)
        say(ada, "Keep to what you saw", "What you make of the answer", "The letter went to the old address.")
        say(ada, "Offer to settle it", "What is settled", "Both keep one list of addresses, looked at every quarter.")

        bo.goto(address)
        bo.get_by_role("button", name="Agree: it is settled").click()
        expect(bo.get_by_text("Settled between the two.").first).to_be_visible()


def say(page: Page, what: str, label: str, text: str) -> None:
    """Open a part, write into it and send it."""
    page.locator("summary", has_text=what).click()
    page.get_by_label(label).fill(text)
    page.get_by_role("button", name=what).click()


def test_recognition_is_given_by_keyboard_alone(browser: Browser, site: str) -> None:
    with watched(browser, size=NARROW) as page:
        enter(page, site, "Bo")
        page.goto(f"{site}/demo/principles/observations/new/?stands=kept&clause=p1")
        page.get_by_label("What was done or left undone").focus()
        page.keyboard.type("They repaired our pump on the way and wrote no hour for it.")
        reached = page.get_by_role("button", name="Record it")
        for _step in range(8):
            page.keyboard.press("Tab")
            if reached.evaluate("button => button === document.activeElement"):
                break
        page.keyboard.press("Enter")
        expect(page.get_by_text("Recognised. Nothing waits for anybody.").first).to_be_visible()
        page.goto(f"{site}/demo/principles/p1/")
        expect(page.get_by_text("They repaired our pump").first).to_be_visible()
