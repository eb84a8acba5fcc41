"""Check-ins in a real browser: every page reads well for each side; one is called, prepared, opened and minuted."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from paripassu.keeper import records
from paripassu.web.environment import percent
from tests.browser.looking import EACH_SIDE, assert_accessible, assert_fits, enter, watched


@EACH_SIDE
def test_every_page_reads_well_and_fits_for_each_side(
    browser: Browser, site: str, name: str, size: dict[str, int]
) -> None:
    found = records.current("demo").alliance.checkins.by_index
    parts = [f"checkins/{index}/{part}" for index in list(found)[-1:] for part in ("", "prepare/", "move/")]
    with watched(browser, size=size) as page:
        enter(page, site, name)
        for address in [
            "",
            "checkins/",
            "checkins/new/",
            *(f"checkins/{index}/" for index in list(found)[1:4]),
            *parts,
        ]:
            page.goto(f"{site}/demo/{address}")
            assert_accessible(page)
            assert_fits(page)


def prepare(page: Page, expects: str, leans: str, far: str) -> None:
    """Prepare in private, and come back to the check-in."""
    page.get_by_role("link", name="Prepare it").click()
    page.get_by_label("What your party expects").fill(expects)
    work = page.get_by_role("group", name="Joint work")
    work.get_by_label(leans).check()
    if far:
        page.locator("#field-by-work").fill(far)
    page.get_by_role("button", name="Seal it and hand it in").click()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_check_in_goes_from_call_to_agreed_minutes(
    browser: Browser, site: str, javascript: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    calling = datetime.now(UTC) + timedelta(days=70)
    meets = calling + timedelta(days=30)
    for place in ("paripassu.keeper.acts.this_moment", "paripassu.record.record.now"):
        monkeypatch.setattr(place, lambda: calling)
    with watched(browser, javascript=javascript) as page:
        enter(page, site, "Bo")
        page.goto(f"{site}/demo/checkins/")
        page.get_by_role("link", name="Call a check-in").click()
        page.get_by_label("Day", exact=True).fill(meets.date().isoformat())
        page.get_by_role("button", name="Call it").click()
        expect(page.get_by_role("status").first).to_contain_text("each party prepares it in private")
        address = page.url
        prepare(page, "A quiet spring", "It leans towards Karrow", "12")
        expect(page.get_by_role("status").first).to_contain_text("Handed in and sealed")
        expect(page.get_by_role("heading", name="Joint work")).to_be_visible()
    with watched(browser, javascript=javascript) as page:
        enter(page, site, "Ada")
        page.goto(address)
        expect(page.get_by_text("A quiet spring")).to_have_count(0)
        expect(page.get_by_text("Return shown")).to_have_count(0)
        prepare(page, "Fewer storms", "It feels level", "")
        page.get_by_role("button", name="Open what all prepared").click()
        expect(page.get_by_text("A quiet spring")).to_be_visible()
        expect(page.get_by_text(f"leans {percent(0.12)} towards Karrow Battery Works")).to_be_visible()
        if javascript:
            assert_accessible(page)
        monkeypatch.setattr("paripassu.keeper.acts.this_moment", lambda: meets)
        monkeypatch.setattr("paripassu.record.record.now", lambda: meets)
        page.reload()
        page.get_by_role("button", name="Open the meeting").click()
        page.locator("summary", has_text="Write a minute").last.click()
        page.get_by_label("What was said or agreed").last.fill("We meet aboard next time.")
        page.get_by_role("button", name="Write a minute").last.click()
        expect(page.get_by_role("status").first).to_contain_text("It waits for Skerrivar Ferries to agree")
    with watched(browser, javascript=javascript) as page:
        enter(page, site, "Bo")
        page.goto(address)
        page.get_by_role("button", name="Agree", exact=True).click()
        expect(page.locator(".chip", has_text="Agreed by all")).to_be_visible()
