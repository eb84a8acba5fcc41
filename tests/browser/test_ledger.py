"""The ledger in a real browser, from both sides of the table: posted, disputed, mended, imported; script or not."""

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.browser.looking import EACH_SIDE, NARROW, assert_accessible, assert_fits, enter, watched

PAGES = [
    "", "ledger/", "ledger/?status=yours", "ledger/?status=disputed&text=night", "ledger/new/", "ledger/appreciation/",
    "ledger/import/",
]  # fmt: skip
SHEET = "side,of,on,quantity,unit,what,pool\n" + "".join(
    f"contribution,skerrivar,2026-01-{day:02},{day}.5,EUR,Harbour dues {day},work\n" for day in range(1, 29)
)


@EACH_SIDE
def test_every_page_reads_well_and_fits_for_each_side(
    browser: Browser, site: str, name: str, size: dict[str, int]
) -> None:
    with watched(browser, size=size) as page:
        enter(page, site, name)
        page.goto(f"{site}/demo/ledger/?status=confirmed")
        entry = int(page.get_by_role("rowheader").get_by_role("link").first.inner_text())
        for address in (*PAGES, f"ledger/{entry}/", f"ledger/new/?corrects={entry}"):
            answer = page.goto(f"{site}/demo/{address}")
            assert answer is not None
            assert answer.ok, address
            assert_accessible(page)
            assert_fits(page)


def post_hours(page: Page, site: str, what: str) -> None:
    """Post ten and a half hours."""
    page.goto(f"{site}/demo/ledger/")
    page.get_by_role("link", name="Post an entry").click()
    page.get_by_label("Contribution").check()
    page.get_by_label("What it was").fill(what)
    page.get_by_label("Day", exact=True).fill("2026-03-02")
    page.get_by_label("Kind", exact=True).select_option("people")
    page.get_by_label("Pool", exact=True).select_option("work")
    page.get_by_label("Quantity").fill("10,5")
    page.get_by_label("Unit", exact=True).select_option("hour")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_posting_is_disputed_corrected_and_confirmed(browser: Browser, site: str, javascript: bool) -> None:
    with watched(browser, javascript=javascript) as page:
        enter(page, site, "Bo")
        post_hours(page, site, "Night watch")
        if javascript:
            expect(page.locator("#worth")).to_contain_text("Worth 892.5 EUR")
        page.get_by_role("button", name="Post it", exact=True).click()
        expect(page.get_by_role("status")).to_contain_text("in the court of Karrow Battery Works")
        address = page.url
    with watched(browser, javascript=javascript) as page:
        enter(page, site, "Ada")
        page.goto(address)
        page.get_by_text("Dispute it", exact=True).first.click()
        page.get_by_label("Why you dispute it").fill("Nine hours, by our log.")
        page.get_by_role("button", name="Dispute it").click()
        expect(page.get_by_text("Nine hours, by our log.").first).to_be_visible()
    with watched(browser, javascript=javascript) as page:
        enter(page, site, "Bo")
        page.goto(address)
        page.get_by_role("link", name="Correct", exact=True).click()
        page.get_by_label("Quantity").fill("9")
        page.get_by_role("button", name="Post it").click()
        expect(page.get_by_text("proposed to correct entry")).to_be_visible()
        correction = page.url
    with watched(browser, javascript=javascript) as page:
        enter(page, site, "Ada")
        page.goto(correction)
        page.get_by_role("button", name="Confirm", exact=True).click()
        expect(page.get_by_text("Counts.", exact=True)).to_be_visible()
        page.goto(address)
        expect(page.get_by_text("has taken its place")).to_be_visible()


def test_what_cannot_be_read_is_kept_and_said_at_its_field(browser: Browser, site: str) -> None:
    with watched(browser, size=NARROW) as page:
        enter(page, site, "Bo")
        post_hours(page, site, "Night watch")
        page.get_by_label("Quantity").fill("1.500")
        page.get_by_role("button", name="Post it", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text("can be read in two ways")
        expect(page.get_by_label("Quantity")).to_have_value("1.500")
        expect(page.get_by_label("What it was")).to_have_value("Night watch")
        assert_accessible(page)
        assert_fits(page)


def test_a_table_is_seen_before_it_is_recorded_and_confirmed_as_a_whole(browser: Browser, site: str) -> None:
    with watched(browser) as page:
        enter(page, site, "Bo")
        page.goto(f"{site}/demo/ledger/import/")
        file = FilePayload(name="dues.csv", mimeType="text/csv", buffer=SHEET.encode())
        page.get_by_label("A CSV or XLSX file").set_input_files(file)
        page.get_by_role("button", name="Look at it first").click()
        expect(page.get_by_text("28 rows can be recorded, all together.")).to_be_visible()
        assert_accessible(page)
        page.get_by_role("button", name="Record all 28 rows").click()
        expect(page.get_by_role("status")).to_contain_text("28 entries are recorded, as one act.")
    with watched(browser, size=NARROW, javascript=False) as page:
        enter(page, site, "Ada")
        page.goto(f"{site}/demo/ledger/?status=yours&text=harbour+dues")
        page.get_by_role("button", name="Confirm all 28 that wait here").click()
        expect(page.get_by_role("status")).to_contain_text("28 entries are confirmed.")


def test_the_chosen_entries_are_confirmed_together(browser: Browser, site: str) -> None:
    with watched(browser) as page:
        enter(page, site, "Bo")
        page.goto(f"{site}/demo/ledger/")
        page.get_by_role("checkbox").first.check()
        page.get_by_role("button", name="Confirm the chosen entries").click()
        expect(page.get_by_role("status")).to_contain_text("1 entry is confirmed.")
