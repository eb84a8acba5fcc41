"""The record in a real browser: read, taken along, and checked on another machine without this server."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from typer.testing import CliRunner

from paripassu.cli import app
from tests.browser.looking import NARROW, WIDE, assert_accessible, assert_fits, enter, watched

OPEN = "document.querySelectorAll('main details').forEach(each => { each.open = true })"
SIZES = [pytest.param(WIDE, id="wide"), pytest.param(NARROW, id="narrow")]


@pytest.mark.parametrize("size", SIZES)
def test_the_pages_read_well_and_fit(browser: Browser, site: str, size: dict[str, int]) -> None:
    with watched(browser, size=size) as page:
        enter(page, site, "Bo")
        for address in ("record/", "record/20/", "record/check/"):
            page.goto(f"{site}/demo/{address}")
            page.evaluate(OPEN)
            assert_accessible(page)
            assert_fits(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_ada_takes_the_record_along_and_it_holds_elsewhere(
    browser: Browser, site: str, tmp_path: Path, javascript: bool
) -> None:
    with watched(browser, javascript=javascript) as page:
        enter(page, site, "Ada")
        page.goto(f"{site}/demo/record/")
        key = page.get_by_label("The host's key").input_value()
        with page.expect_download() as started:
            page.get_by_role("link", name="Download the record").click()
        file = tmp_path / started.value.suggested_filename
        started.value.save_as(file)
        page.get_by_role("link", name="Check it here and now").click()
        expect(page.get_by_role("heading", name="This record holds.")).to_be_visible()
        expect(page.get_by_text("It proves nothing against the host.")).to_be_visible()
    done = CliRunner().invoke(app, ["verify", str(file), "--key", key])
    assert (done.exit_code, "This record holds." in done.stdout) == (0, True)


def test_cy_walks_from_entry_to_entry(browser: Browser, site: str) -> None:
    with watched(browser) as page:
        enter(page, site, "Cy")
        page.goto(f"{site}/demo/record/")
        page.get_by_role("table").get_by_role("link").first.click()
        expect(page.get_by_text("It was followed just now, and arrives.")).to_be_visible()
        first = page.get_by_role("heading", level=1).inner_text()
        page.get_by_role("link", name="The entry before").click()
        assert page.get_by_role("heading", level=1).inner_text() != first
