"""Concerns in a real browser: raised without a name, read by the neutral alone, answered, and opened by the receipt."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from paripassu.keeper.concerns import invented
from tests.browser.looking import NARROW, WIDE, assert_accessible, assert_fits, enter, unfold, watched

SIZES = [pytest.param(WIDE, id="wide"), pytest.param(NARROW, id="narrow")]


def reads_well(page: Page) -> None:
    unfold(page)
    assert_accessible(page)
    assert_fits(page)


def with_receipt(page: Page, site: str, receipt: str) -> None:
    page.goto(f"{site}/receipt/")
    page.get_by_label("Your receipt").fill(receipt)
    page.get_by_role("button", name="Open").click()


def opened(page: Page, site: str) -> None:
    page.goto(f"{site}/demo/concerns/written/")
    page.get_by_label("Your passphrase").fill(invented.PASSPHRASE)
    page.get_by_role("button", name="Open").click()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("who", ["Ada", "Bo", "Cy"])
def test_the_pages_read_well_and_fit(browser: Browser, site: str, size: dict[str, int], who: str) -> None:
    with watched(browser, size=size) as page:
        enter(page, site, who)
        for address in ("concerns/", "concerns/confidants/", "concerns/new/", "concerns/written/"):
            page.goto(f"{site}/demo/{address}")
            reads_well(page)
        if who == "Cy":
            opened(page, site)
            reads_well(page)
            page.get_by_role("link", name="Raised").first.click()
            expect(page.get_by_text("that whoever signed is then the one to blame")).to_be_visible()
            reads_well(page)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_concern_from_a_page_without_a_name_to_an_outcome(
    browser: Browser, site: str, size: dict[str, int], javascript: bool
) -> None:
    with (
        watched(browser, size=size) as ada,
        watched(browser, size=size, javascript=javascript) as writer,
        watched(browser, size=size, javascript=javascript) as cy,
    ):
        enter(ada, site, "Ada")
        ada.goto(f"{site}/demo/concerns/")
        ada.route("**/pass/", lambda route: [route.fetch(), route.fulfill(body="")], times=1)
        ada.get_by_role("button", name="Open a period of three months").click()
        expect(ada.get_by_text("This browser has no pass")).to_be_visible()
        ada.wait_for_load_state("networkidle")
        ada.reload()  # the host signed, and the reply was lost: it is asked for once more
        expect(ada.get_by_text("It shows that somebody who sits here wrote")).to_be_visible()
        writer.goto(ada.get_by_label("The address, the same for everybody here").input_value())
        writer.get_by_label("Somebody's safety or health").check()
        writer.get_by_label("Karrow Battery Works").check()
        writer.get_by_role("button", name="On: to whom, and the words").click()
        expect(writer.get_by_text("Left out, because of what it is about: Ines Dahl")).to_be_visible()
        writer.get_by_label("Cy Okafor, for Lindmoor Mediation").check()
        writer.get_by_label("What worries you").fill("Nobody trained the new two.")
        writer.get_by_label("Your pass").fill(ada.get_by_label("Your pass, good for one concern").input_value())
        writer.locator("summary", has_text="Add files").click()
        writer.set_input_files("input[type=file]", {"name": "me.txt", "mimeType": "text/plain", "buffer": b"the rota"})
        reads_well(writer) if javascript else None
        writer.get_by_role("button", name="Send to those ticked").click()
        receipt = writer.get_by_label("28 characters, in seven groups").input_value()
        reads_well(writer) if javascript else None

        enter(cy, site, "Cy")
        # The test server has one connection for all: first comes the pass that the script fetches.
        cy.goto(f"{site}/demo/people/", wait_until="networkidle")
        opened(cy, site)
        cy.get_by_role("link", name="Raised").last.click()
        expect(cy.get_by_text("Nobody trained the new two.")).to_be_visible()
        expect(cy.get_by_text("shown by a pass without a name")).to_be_visible()
        with cy.expect_download() as saving:
            cy.get_by_role("link", name="Save enclosed-").click()
        assert Path(saving.value.path()).read_bytes() == b"the rota"
        cy.get_by_role("button", name="Acknowledge that I have read it").click()
        cy.get_by_label("The outcome").fill("Both are trained on Monday.")
        cy.get_by_role("button", name="Give back the outcome").click()
        expect(cy.get_by_text("Given back.")).to_be_visible()

        with_receipt(writer, site, receipt.lower())
        expect(writer.get_by_text("Both are trained on Monday.")).to_be_visible()
        writer.get_by_label("It was heard, and something changed").check()
        reads_well(writer) if javascript else None
        writer.get_by_role("button", name="Say it").click()
        expect(writer.get_by_text("Those who read it see this.")).to_be_visible()

        ada.goto(f"{site}/demo/concerns/")
        expect(ada.get_by_text("Concerns were written to you")).to_have_count(0)
        ada.goto(cy.url)
        expect(ada.get_by_text("Nobody trained")).to_have_count(0)


@pytest.mark.parametrize("size", SIZES)
def test_the_page_of_a_receipt_reads_well(browser: Browser, site: str, size: dict[str, int]) -> None:
    with watched(browser, size=size) as page:
        page.goto(f"{site}/receipt/")
        reads_well(page)
        with_receipt(page, site, invented.RECEIPT)
        expect(page.get_by_text("I sign now when I was there.")).to_be_visible()
        reads_well(page)
