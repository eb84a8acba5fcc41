"""The whole line in a browser: a real agreement is read, reviewed, written, tabled, answered, signed and amended."""

import re
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import NARROW, WIDE, assert_accessible, assert_fits, watched

AGREEMENT = Path(__file__).resolve().parents[2] / "examples" / "agreements" / "bravatek-sibannac.pdf"


class Line:
    """Ada and Bo, each in a browser of their own, and the address of what they do together."""

    def __init__(self, site: str, ada: Page, bo: Page, *, scripts: bool = True) -> None:
        self.site, self.ada, self.bo, self.scripts = site, ada, bo, scripts
        self.address = ""

    def seen(self, page: Page) -> None:
        """The page reads well and fits, as it stands. Without scripts nothing can look at it from inside."""
        if self.scripts:
            assert_accessible(page)
            assert_fits(page)

    def enter(self) -> None:
        for page, name in ((self.ada, "Ada"), (self.bo, "Bo")):
            page.goto(f"{self.site}/accounts/login/")
            page.get_by_role("button", name=f"Enter as {name}").click()

    def at(self, page: Page, address: str = "") -> Page:
        page.goto(f"{self.address}agreement/{address}")
        return page

    def upload(self) -> None:
        """Ada starts from the document and names the organisations."""
        self.ada.goto(f"{self.site}/new/")
        self.seen(self.ada)
        self.ada.get_by_label("Document").set_input_files(AGREEMENT)
        self.ada.get_by_role("button", name="Read the document").click()
        expect(self.ada.get_by_text("also called Bravatek", exact=False).first).to_be_visible()
        self.seen(self.ada)
        self.ada.get_by_label("I sit for this one: Bravatek").check()
        self.ada.get_by_role("button", name="Open the alliance").click()
        self.address = self.ada.url.split("agreement/reading/")[0]

    def review(self) -> None:
        """Ada keeps what was found in the document: the sure ones at once, what is asked one by one."""
        self.seen(self.ada)
        self.ada.get_by_role("button", name=re.compile("Keep the .* sure ones")).click()
        asked = self.ada.get_by_role("button", name="Keep", exact=True)
        self.ada.wait_for_load_state()
        while asked.count():
            asked.first.click()
            self.ada.wait_for_load_state()
        expect(self.ada.get_by_text("Everything shown is decided")).to_be_visible()

    def write(self) -> None:
        """Ada writes what the document does not say."""
        self.at(self.ada, "text/basics/").get_by_label("Purpose").fill("We reach more customers together.")
        self.ada.get_by_role("button", name="Save").click()
        self.at(self.ada, "text/principles/").get_by_role("button", name="add the six").click()
        pool = self.at(self.ada, "text/pools/new/")
        self.seen(pool)
        pool.get_by_label("Name").fill("Joint sales")
        pool.get_by_label("Unit", exact=True).fill("USD")
        pool.get_by_role("button", name="Save").click()

    def table(self, page: Page) -> None:
        self.at(page, "text/")
        self.seen(page)
        page.get_by_role("button", name="Table this text").click()

    def invite(self) -> None:
        """Tabling leads Ada to the people; Bo takes the seat by the link."""
        self.ada.get_by_role("radio", name="Sibannac").check()
        self.ada.get_by_role("radio", name="Manager").check()
        self.ada.get_by_role("button", name="Make the link").click()
        self.bo.goto(self.ada.get_by_label("Invitation link").input_value())
        self.bo.get_by_role("button", name="Take the seat").click()

    def answer(self) -> None:
        """Bo opens a clause's place in the document, words the purpose otherwise, and accepts."""
        self.at(self.bo).get_by_role("link", name=re.compile("in the document")).first.click()
        expect(self.bo.locator("mark#here")).to_be_visible()
        self.at(self.bo).get_by_role("button", name="Write another wording").click()
        self.at(self.bo, "text/basics/").get_by_label("Purpose").fill("We reach customers whom neither reaches alone.")
        self.bo.get_by_role("button", name="Save").click()
        self.table(self.bo)
        self.at(self.bo).get_by_role("button", name="Accept this text").click()

    def sign(self) -> None:
        for page in (self.ada, self.bo):
            self.at(page)
            self.seen(page)
            page.get_by_label("I have read the text").check()
            page.get_by_role("button", name="Sign the text").click()

    def amend(self) -> None:
        """Bo amends the rule of the pool; both accept and sign again."""
        self.at(self.bo).get_by_role("link", name="Amend").click()
        self.bo.get_by_label("Reason").select_option("redress")
        self.bo.get_by_label("What it is amended for").fill("The work is shared alike.")
        self.bo.get_by_role("button", name="Start the amendment").click()
        self.at(self.bo, "text/pools/0/").get_by_label("Equality").check()
        self.bo.get_by_role("button", name="Save").click()
        self.table(self.bo)
        expect(self.at(self.ada).get_by_text("Compared with version 1")).to_be_visible()
        self.seen(self.ada)
        for page in (self.ada, self.bo):
            self.at(page).get_by_role("button", name="Accept this text").click()


@pytest.mark.parametrize(
    ("javascript", "size"), [(True, WIDE), (True, NARROW), (False, NARROW)], ids=["wide", "narrow", "no-script"]
)
def test_a_real_agreement_comes_into_force_and_is_amended(
    browser: Browser, site: str, javascript: bool, size: dict[str, int]
) -> None:
    with ExitStack() as stack:
        pages = [stack.enter_context(watched(browser, size=size, javascript=javascript)) for _ in range(2)]
        line = Line(site, *pages, scripts=javascript)
        line.enter()
        line.upload()
        line.review()
        line.write()
        line.table(line.ada)
        line.invite()
        line.answer()
        locked = "cannot be edited while an acceptance stands. Accepted by Sibannac"
        expect(line.at(line.ada).get_by_text(locked)).to_be_visible()
        expect(line.ada.get_by_role("button", name="Write another wording")).to_have_count(0)
        line.ada.get_by_role("button", name="Accept this text").click()
        line.sign()
        expect(line.bo.get_by_text("Version 1 is in force.").first).to_be_visible()
        line.amend()
        line.sign()
        expect(line.bo.get_by_text("Version 2 is in force.").first).to_be_visible()
        line.seen(line.at(line.ada, "versions/2/"))
        expect(line.ada.get_by_text("What it changed")).to_be_visible()


def test_a_review_is_done_by_keyboard_and_shows_each_place(page: Page, site: str) -> None:
    line = Line(site, page, page)
    page.goto(f"{site}/accounts/login/")
    page.get_by_role("button", name="Enter as Ada").click()
    line.upload()
    page.locator("#d-0").focus()
    page.keyboard.press("k")
    expect(page).to_have_url(re.compile("#d-1$"))
    expect(page.locator("#d-1")).to_be_focused()
    expect(page.locator("#at-d-1")).to_be_in_viewport()
    page.keyboard.press("d")
    expect(page).to_have_url(re.compile("#d-2$"))
    expect(page.locator("#d-0 .chip")).to_contain_text("Kept")
    expect(page.locator("#d-1 .chip")).to_contain_text("Dropped")
    page.keyboard.press("u")
    expect(page).to_have_url(re.compile("#d-1$"))
    expect(page.locator("#d-1 .chip")).to_contain_text("Open")
    page.keyboard.press("n")
    expect(page.locator("#d-2")).to_be_focused()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_who_carries_what_is_a_step_from_the_review_and_leads_to_the_place(
    browser: Browser, site: str, size: dict[str, int]
) -> None:
    with watched(browser, size=size) as page:
        line = Line(site, page, page)
        page.goto(f"{site}/accounts/login/")
        page.get_by_role("button", name="Enter as Ada").click()
        line.upload()
        page.get_by_role("link", name="Who carries what").click()
        expect(page.get_by_role("heading", name="What this does not know")).to_be_visible()
        line.seen(page)
        page.get_by_role("link", name=re.compile("in the document, page")).first.click()
        expect(page.locator("mark#here")).to_be_in_viewport()
