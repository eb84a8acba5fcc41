"""A survey in real browsers: agreed by both sides, answered with a token that the host cannot know, and counted."""

import base64
import json
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from paripassu.keeper.concerns import invented
from paripassu.keeper.models import Account
from paripassu.keeper.surveys.tables import Answer, Comment, Entrusted, TokenIssued
from paripassu.record import record
from tests.browser.looking import NARROW, WIDE, assert_accessible, assert_fits, enter, watched

ANSWERING = ("Ada", "Tor", "Bo", "Ines")


def pass_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def moved() -> datetime:
        return record.now() + timedelta(days=10)

    for name in ("acts.this_moment", "surveys.issuing.now", "surveys.counting.now"):
        monkeypatch.setattr(f"paripassu.keeper.{name}", moved)
    monkeypatch.setattr("paripassu.web.clock.now", moved)


def looked_at(page: Page) -> None:
    assert_accessible(page)
    assert_fits(page)


def join(page: Page, site: str, name: str) -> None:
    """Enter as a colleague."""
    page.goto(f"{site}/accounts/login/")
    page.get_by_text("Enter as one of their colleagues").click()
    page.get_by_role("button", name=f"Enter as {name}").click()
    page.get_by_role("heading", name="Your alliances").wait_for()


def proposed(page: Page, site: str) -> str:
    """The address of a pulse that somebody proposes."""
    page.goto(f"{site}/demo/surveys/")
    looked_at(page)
    page.get_by_role("link", name="Propose a survey").first.click()
    looked_at(page)
    page.get_by_label("Name", exact=True).fill("How is it going?")
    page.get_by_label("Answers below which nothing is shown").fill("3")
    page.get_by_label("Days that a wave is open").fill("7")
    page.get_by_label("Comments below which none is shown").fill("5")
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_text("Nobody is asked before all have agreed")).to_be_visible()
    looked_at(page)
    return page.url


def opened(page: Page, address: str, *, script: bool = True) -> str:
    """The address of the wave that somebody opens after agreeing."""
    page.goto(address)
    page.get_by_role("button", name="Agree", exact=True).click()
    page.get_by_role("button", name="Open a wave").click()
    expect(page.get_by_text("who will see what")).to_be_visible()
    if script:  # the tests' database takes one request at a time
        expect(page.locator("[data-state]")).to_contain_text("Ready.")
    return page.url


def commented(page: Page) -> None:
    """Write a comment, and let the page even out its style: what is shown is what will be sent."""
    page.get_by_label("A comment").fill("GREAT work — really!!!  Ask “us”…")
    preview = page.locator("[data-preview]")
    expect(preview).to_have_text("GREAT work — really!!!  Ask “us”…")
    page.get_by_role("button", name="Even out the style").click()
    expect(preview).to_have_text('great work, really. ask "us".')
    page.get_by_role("button", name="Undo").click()
    expect(preview).to_contain_text("GREAT")
    page.get_by_role("button", name="Even out the style").click()


def answered(page: Page, address: str, points: str, *, comment: bool = False, lost_once: bool = False) -> None:
    """Answer by keyboard: each question has its points as radio buttons."""
    page.goto(address)
    expect(page.locator("[data-state]")).to_contain_text("Ready.")
    looked_at(page)
    for place, point in enumerate(points, 1):
        page.locator(f"#q{place}-1").focus()
        page.keyboard.press("Space")
        for _step in range(int(point) - 1):
            page.keyboard.press("ArrowRight")
    if comment:
        commented(page)
    if lost_once:
        page.route("**/answers/**", lambda route: [route.fetch(), route.fulfill(body="")], times=1)
        page.get_by_role("button", name="Send my answers").click()
        expect(page.locator("[data-state]")).to_contain_text("it may have arrived or not")
        expect(page.locator("[data-state]")).to_be_focused()
    page.get_by_role("button", name="Send my answers").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-state]")).to_contain_text("Thank you.")
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('paripassu:'))") == []


def test_both_sides_answer_and_read_what_may_be_shown(
    browser: Browser, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with watched(browser, size=WIDE) as ada, watched(browser, size=NARROW) as bo:
        enter(ada, site, "Ada")
        enter(bo, site, "Bo")
        wave = opened(bo, proposed(ada, site))
        answered(ada, wave, "653426", comment=True)
        said = Comment.objects.filter(wave=int(wave.rstrip("/").rpartition("/")[2]))
        assert [each.text for each in said] == ['great work, really. ask "us".']
        answered(bo, wave, "324353", lost_once=True)
        ada.goto(wave)
        expect(ada.locator("[data-state]")).to_contain_text("You were given your token already")
        for name in ANSWERING:
            if name not in ("Ada", "Bo"):
                with watched(browser) as other:
                    join(other, site, name)
                    answered(other, wave, "545435")
        assert (TokenIssued.objects.count(), Answer.objects.count()) == (4, 4)
        pass_time(monkeypatch)
        bo.goto(wave)
        bo.get_by_role("button", name="Count the answers").click()
        expect(bo.get_by_text("all were deleted unread")).to_be_visible()
        assert (Answer.objects.count(), said.all().count()) == (0, 0)
        for page in (ada, bo):
            page.goto(wave)
            expect(page.get_by_role("heading", name="Who answered")).to_be_visible()
            looked_at(page)
        bo.get_by_text("No action, because").click()
        bo.get_by_label("The reason").fill("It is as we knew.")
        bo.get_by_role("button", name="State it").click()
        ada.reload()
        expect(ada.get_by_text("It is as we knew.")).to_be_visible()


def test_an_interrupted_token_is_fetched_again_and_a_false_key_is_not_used(browser: Browser, site: str) -> None:
    with watched(browser) as ada, watched(browser) as bo:
        enter(ada, site, "Ada")
        enter(bo, site, "Bo")
        wave = opened(bo, proposed(ada, site))
        ada.route("**/proof/", lambda route: route.fulfill(json=altered(route)))
        ada.goto(wave)
        expect(ada.locator("[data-state]")).to_contain_text("not what is on the record")
        assert ada.get_by_role("button", name="Send my answers").is_disabled()
        ada.unroute_all(behavior="wait")  # a page asks twice: for itself, and for whoever reads another page
        ada.route("**/token/", lambda route: route.fulfill(json={"signature": lost(route)}))
        ada.goto(wave)
        expect(ada.locator("[data-state]")).to_contain_text("None of your answers was sent")
        ada.unroute_all(behavior="wait")
        with watched(browser) as tor:
            waits_for_another_tab(tor, site, wave)
        answered(ada, wave, "653426")
        other_record(ada, site)
        ada.goto(wave)
        expect(ada.locator("[data-state]")).to_contain_text("not what is on the record")


def waits_for_another_tab(page: Page, site: str, wave: str) -> None:
    """While one tab makes the token of a person, another waits, and makes no second."""
    join(page, site, "Tor")
    person = Account.objects.get(email="tor@demo.invalid").person
    mine, index = TokenIssued.objects.filter(person=person), wave.rstrip("/").rpartition("/")[2]
    hold = "(name) => { navigator.locks.request(name, () => new Promise((done) => { window.letGo = done; })); }"
    page.evaluate(hold, f"paripassu:demo:{index}:{person}")
    other = page.context.new_page()
    other.goto(wave, wait_until="networkidle")
    assert not mine.exists()
    expect(other.locator("[data-state]")).to_have_text("")
    page.evaluate("window.letGo()")
    expect(other.locator("[data-state]")).to_contain_text("Ready.")
    assert mine.count() == 1


def altered(route: object) -> dict[str, str]:
    """The entry with another key in it, as a host would have to send it that gives each person one of their own."""
    told: dict[str, str] = route.fetch().json()  # type: ignore[attr-defined]
    return {**told, "body": told["body"].replace("AQAB", "AQAD", 1).replace('"key":"MIIB', '"key":"MIIC', 1)}


def other_record(page: Page, site: str) -> None:
    """This browser saw a record here of which the present one is no continuation, under the same key."""
    page.goto(f"{site}/demo/record/")
    key = page.get_by_label("The host's key").input_value()
    seen = json.dumps({"size": 7, "root": base64.b64encode(bytes(32)).decode(), "key": key})
    page.evaluate("(seen) => localStorage.setItem('paripassu-record:demo', seen)", seen)


def lost(route: object) -> str:
    """The host signs, and the reply does not arrive as it was sent."""
    route.fetch()  # type: ignore[attr-defined]
    return "AAAA"


def test_without_script_no_answer_is_sent_and_a_neutral_can_be_written_to(browser: Browser, site: str) -> None:
    with watched(browser) as ada, watched(browser, javascript=False) as bo:
        enter(ada, site, "Ada")
        enter(bo, site, "Bo")
        bo.goto(opened(bo, proposed(ada, site), script=False))
        expect(bo.locator("noscript .notice")).to_contain_text("Answering without being known needs JavaScript")
        expect(bo.locator("noscript .notice")).to_be_visible()
        assert bo.get_by_role("button", name="Send my answers").is_disabled()
        assert TokenIssued.objects.count() == 0
        bo.locator("noscript").get_by_role("link", name="Write to a neutral").click()
        bo.get_by_label("What you write").fill("The late runs are decided without us.")
        bo.get_by_role("button", name="Send it to the neutral").click()
        expect(bo.get_by_text("Kept for that one reader")).to_be_visible()
        assert Entrusted.objects.count() == 1
        with watched(browser, size=NARROW) as cy:
            enter(cy, site, "Cy")
            cy.goto(bo.url)
            cy.get_by_role("link", name="What was written to you").click()
            cy.get_by_label("Your passphrase").fill(invented.PASSPHRASE)
            looked_at(cy)
            cy.get_by_role("button", name="Open", exact=True).click()
            expect(cy.get_by_text("The late runs are decided without us.")).to_be_visible()
            looked_at(cy)
        ada.goto(bo.url + "side/")
        looked_at(ada)
