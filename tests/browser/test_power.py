"""Power and voice in a real browser: every side reads the same, and a party says what it could replace."""

from playwright.sync_api import Browser, expect

from tests.browser.looking import EACH_SIDE, assert_accessible, assert_fits, enter, unfold, watched

PAGES = [
    "power/",
    "figures/waiting_days/karrow/",
    "figures/dependence/karrow%3Eskerrivar/",
    "figures/kept_share_of_principle/p1/karrow/",
    "people/ties/",
    "exchange/given/",
]


@EACH_SIDE
def test_every_page_reads_well_and_fits_for_each_side(
    browser: Browser, site: str, name: str, size: dict[str, int]
) -> None:
    with watched(browser, size=size) as page:
        enter(page, site, name)
        for address in PAGES:
            page.goto(f"{site}/demo/{address}")
            unfold(page)
            assert_accessible(page)
            assert_fits(page)


def test_what_a_party_could_replace_moves_its_dependence_and_leads_to_the_entries(browser: Browser, site: str) -> None:
    with watched(browser, javascript=False) as bo, watched(browser) as ada:
        enter(bo, site, "Bo")
        bo.goto(f"{site}/demo/power/")
        bo.get_by_role("link", name="Say what your party could replace").click()
        bo.get_by_text("Say it for your party").click()
        bo.get_by_label("What your party gets from Karrow Battery Works").select_option("100")
        bo.get_by_role("button", name="Say it", exact=True).click()
        expect(bo.get_by_text("Said for your party.").first).to_be_visible()

        enter(ada, site, "Ada")
        ada.goto(f"{site}/demo/power/")
        row = ada.get_by_role("row").filter(has_text="It says it could replace 100 in 100.")
        expect(row).to_have_count(1)
        row.get_by_role("link", name="0").click()
        expect(ada.get_by_role("heading", name="Dependence")).to_be_visible()
        ada.get_by_role("link", name="said what it can do").last.click()
        expect(ada.get_by_text("all of it from Karrow Battery Works")).to_be_visible()
