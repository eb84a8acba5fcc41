"""Statements in a real browser: one forecast checked by both sides, one incident repaired, with script and without."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.looking import EACH_SIDE, NARROW, assert_accessible, assert_fits, enter, watched

PAGES = ["", "?status=refuted", "counts/", "new/", "incidents/", "incidents/new/"]
DUE = (datetime.now(UTC) + timedelta(days=20)).date()


@EACH_SIDE
def test_every_page_reads_well_and_fits_for_each_side(
    browser: Browser, site: str, name: str, size: dict[str, int]
) -> None:
    with watched(browser, size=size) as page:
        enter(page, site, name)
        for address in PAGES:
            page.goto(f"{site}/demo/statements/{address}")
            assert_accessible(page)
            assert_fits(page)
        for address, most in (("", 3), ("incidents/", 2)):
            page.goto(f"{site}/demo/statements/{address}")
            shown = [link.get_attribute("href") for link in page.locator("main th a").all()]
            assert shown
            for href in shown[:most]:
                page.goto(f"{site}{href}")
                assert_accessible(page)
                assert_fits(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_forecast_is_contested_and_then_settled_by_both(browser: Browser, site: str, javascript: bool) -> None:
    with watched(browser, javascript=javascript) as ada, watched(browser, javascript=javascript) as bo:
        enter(ada, site, "Ada")
        ada.goto(f"{site}/demo/statements/")
        ada.get_by_role("link", name="Make a statement").click()
        ada.get_by_label("Forecast").check()
        ada.get_by_label("What you state").fill("The spare fuses are aboard")
        ada.get_by_label("By which day it can be checked").fill(DUE.isoformat())
        ada.get_by_label("How sure you are").fill("80")
        ada.get_by_label("How it will be checked").fill("Somebody opens the locker")
        ada.get_by_role("button", name="State it").click()
        expect(ada.get_by_text("of a hundred statements like this, about 20")).to_be_visible()
        address = ada.url

        enter(bo, site, "Bo")
        bo.goto(address)
        bo.locator("summary", has_text="Say how it turned out").click()
        bo.get_by_label("Refuted: it is not as stated").check()
        bo.get_by_label("What shows it").fill("The locker is empty")
        bo.get_by_role("button", name="Record it").click()
        expect(bo.get_by_text("After that day silence counts as agreement").first).to_be_visible()

        ada.goto(address)
        ada.locator("summary", has_text="Contest it").click()
        ada.get_by_label("Why you see it otherwise").fill("It is the locker of the bow")
        ada.get_by_role("button", name="Contest it").click()
        expect(ada.get_by_text("counts neither way").first).to_be_visible()
        if javascript:  # axe is a script
            assert_accessible(ada)

        bo.goto(address)
        bo.locator("summary", has_text="Take back what you said").click()
        bo.get_by_label("Why you take it back").fill("They are in the bow")
        bo.get_by_role("button", name="Take back what you said").click()
        expect(bo.get_by_text("Taken back.").first).to_be_visible()


def test_an_incident_is_answered_and_a_pledge_accepted(browser: Browser, site: str) -> None:
    with watched(browser, size=NARROW) as ada, watched(browser) as bo:
        enter(bo, site, "Bo")
        bo.goto(f"{site}/demo/statements/incidents/")
        bo.get_by_role("link", name="Raise an incident").click()
        bo.get_by_label("What happened", exact=True).fill("The alarm was tested without a word")
        bo.get_by_label("What effect it had").fill("The ship was cleared in the middle of a crossing")
        bo.get_by_role("button", name="Raise it").click()
        expect(bo.get_by_text("It is in the court of Karrow Battery Works, to answer by").first).to_be_visible()
        address = bo.url

        enter(ada, site, "Ada")
        ada.goto(address)
        ada.get_by_label("We acknowledge it").check()
        ada.get_by_label("Your answer").fill("We forgot to call the bridge")
        ada.get_by_role("button", name="Answer", exact=True).click()
        ada.get_by_label("What your party will do").fill("No test without a call to the bridge")
        ada.get_by_label("By when").fill(DUE.isoformat())
        ada.get_by_role("button", name="Pledge it").click()
        expect(ada.get_by_text("A pledge is in the court of Skerrivar Ferries").first).to_be_visible()
        assert_accessible(ada)
        assert_fits(ada)

        bo.goto(address)
        bo.get_by_role("button", name="Accept the pledge").click()
        expect(bo.get_by_text("Accepted.").first).to_be_visible()


def test_the_way_is_walked_by_keyboard_alone(browser: Browser, site: str) -> None:
    with watched(browser) as page:
        enter(page, site, "Ada")
        page.goto(f"{site}/demo/statements/?status=due")
        page.get_by_role("link", name="Sula takes about eight").focus()
        page.keyboard.press("Enter")
        page.get_by_label("Borne out: it is as stated").focus()
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.type("8.7")
        page.keyboard.press("Tab")
        page.keyboard.type("The log of the charging arm")
        page.get_by_role("button", name="Record it").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("own statement needs another").first).to_be_visible()
