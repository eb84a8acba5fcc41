"""Every page is worked by keyboard: Tab reaches everything in reading order, what has the focus is seen, nothing traps.

The pages are found as the security walk finds them, so that a new one is walked by itself.
"""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page

from paripassu.keeper.models import Account
from tests.browser.looking import enter, watched
from tests.web.security import walking
from tests.web.security.walking import Walk

BEFORE = """
window.REACHED = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], [contenteditable]";
window.seen = [];
document.addEventListener("focusin", ({ target }) => {
  if (target.id !== "main") window.seen.push([target, window.shown(target)]);
});
"""
"""Set up before the walk: whatever gets the focus is noted, with how it is seen at that moment."""

SHOWN = """
window.shown = (element) => {
  const style = getComputedStyle(element), box = element.getBoundingClientRect();
  const drawn = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
  const inside = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0
    && box.left < innerWidth;
  const across = (from, to) => [0.1, 0.5, 0.9].map((part) => Math.max(from, 0) + part * (to - Math.max(from, 0)));
  const points = across(box.left, Math.min(box.right, innerWidth)).flatMap(
    (x) => across(box.top, Math.min(box.bottom, innerHeight)).map((y) => [x, y]));
  const own = (on) => on === element || element.contains(on) || on.contains(element)
    || on.closest("label")?.control === element;
  const bare = points.map(([x, y]) => document.elementFromPoint(x, y)).some((on) => on && own(on));
  return !drawn ? "no focus is drawn" : !inside ? "outside of what is seen" : !bare ? "covered by something" : "";
};
"""
"""What is wrong with how an element is seen that has the focus; empty when it is well."""

WANTED = """
() => {
  const folded = [...document.querySelectorAll("main details:not([open])")];
  folded.forEach((each) => { each.open = true; });
  const all = [...document.querySelectorAll(REACHED)];
  const asks = (each) => !each.disabled && each.tabIndex >= 0
    && each.checkVisibility({ visibilityProperty: true }) && each.closest("main, footer") && each.id !== "main";
  const alike = (radio) => all.filter(
    (one) => one.type === "radio" && one.name === radio.name && one.form === radio.form);
  const first = (each) => each.type !== "radio"
    || each === (alike(each).find((one) => one.checked) ?? alike(each).find(asks));
  const found = all.filter((each) => asks(each) && first(each));
  folded.forEach((each) => { each.open = false; });
  window.wanted = found;
  return found.map((each) => each.tagName === "SUMMARY" && !each.parentElement.open);
}
"""
"""Everything in the page that a keyboard has to reach, in the order in which it is read: of each, whether it folds."""

HOW = """
() => {
  const words = (each) => (each.labels?.[0] ?? each).innerText?.trim().slice(0, 40) || each.name;
  const told = (each) => `<${each.tagName.toLowerCase()}> ${words(each)}`;
  const scrolls = (each) => each.scrollWidth > each.clientWidth || each.scrollHeight > each.clientHeight;
  const met = window.seen.map(([each]) => each).filter((each) => window.wanted.includes(each) || !scrolls(each));
  const wrong = window.seen.filter(([each, fault]) => fault && window.wanted.includes(each));
  const place = window.wanted.findIndex((each, at) => met[at] !== each);
  const order = place < 0 ? [] : [`after ${place} of ${window.wanted.length}: wanted ${told(window.wanted[place])}`
    + `, met ${met[place] ? told(met[place]) : "nothing"}`];
  return [...order, ...wrong.map(([each, fault]) => `${told(each)}: ${fault}`)];
}
"""
"""In what the walk was not as wanted."""

TURNED = """
() => [...document.querySelectorAll("body *")].filter((each) => {
  const style = getComputedStyle(each), holds = each.matches(REACHED) || each.querySelector(REACHED);
  return each.tabIndex > 0 || (holds && (style.order !== "0" || style.flexDirection.endsWith("reverse")));
}).map((each) => each.outerHTML.slice(0, 80))
"""
"""What is drawn in another order than it is read."""

STOPS = 25
"""Presses of Tab that fields with several parts may take on the way to the next thing that folds, or to the last."""


def walked(page: Page) -> list[str]:
    """In what this page cannot be worked by keyboard."""
    page.evaluate(SHOWN + BEFORE)
    page.keyboard.press("Tab")
    if page.evaluate("document.activeElement.className") != "skip":
        return ["the first Tab does not reach the way past the navigation"]
    page.keyboard.press("Enter")
    if page.evaluate("document.activeElement.id") != "main":
        return ["the way past the navigation does not lead to the content"]
    page.evaluate("window.seen.length = 0")
    wanted = page.evaluate(WANTED)
    for place, folds in enumerate(wanted):
        page.keyboard.press("Tab")
        if folds or place == len(wanted) - 1:
            _reach(page, place)
        if folds:
            page.keyboard.press("Enter")
    return [*page.evaluate(HOW), *page.evaluate(TURNED)]


def _reach(page: Page, place: int) -> None:
    """On until this one has the focus: a day has parts that take it one by one, and what only scrolls takes it too."""
    for _press in range(STOPS):
        if page.evaluate("(place) => document.activeElement === window.wanted[place]", place):
            return
        page.keyboard.press("Tab")


def addresses(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One address of every page that links lead to."""
    monkeypatch.setattr(walking, "EACH", 1)
    browser = Client()
    account = Account.objects.get(email="ada@demo.invalid")
    browser.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    found = Walk(browser, "/demo/").pages
    return [address for address, page in found.items() if _read(page)]


def _read(page: Any) -> bool:
    html = page.headers.get("Content-Type", "").startswith("text/html")
    return page.status_code == 200 and html and not page.headers.get("Content-Disposition")


def test_every_page_is_worked_by_keyboard(browser: Browser, site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = addresses(monkeypatch)
    assert len(found) > 40
    wrong = {}
    with watched(browser) as page:
        enter(page, site, "Ada")
        for address in found:
            page.goto(site + address)
            if faults := walked(page):
                wrong[address] = faults
    assert not wrong, "\n".join(f"{address}: {fault}" for address, faults in wrong.items() for fault in faults)


HEAD = "<style>:focus-visible { outline: 3px solid }</style><a class=skip href=#main>Past</a>"


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<a href=#x>A</a><button onkeydown='event.preventDefault()'>B</button><a href=#y>C</a>", "wanted <a> C"),
        ("<a href=#x>A</a><button style='outline: none; box-shadow: none'>B</button>", "B: no focus is drawn"),
        ("<a href=#x>A</a><button style='position: absolute; left: -900px'>B</button>", "B: outside of what is seen"),
        ("<a href=#x>A</a><button>B</button><p style='position: fixed; inset: 0'></p>", "A: covered by something"),
        ("<a href=#x tabindex=2>A</a><a href=#y tabindex=1>B</a>", "the first Tab"),
        ("<p style='display: flex; flex-direction: row-reverse'><a href=#x>A</a><a href=#y>B</a></p>", "<p style"),
        (
            "<details><summary onkeydown='event.preventDefault()'>More</summary><button name=A>A</button></details>",
            "wanted <button> A",
        ),
    ],
)
def test_the_walk_finds_what_is_wrong(page: Page, body: str, fault: str) -> None:
    page.set_content(f"{HEAD}<main id=main tabindex=-1>{body}</main>")
    assert fault in " ".join(walked(page))


def test_the_walk_has_nothing_to_say_about_a_page_that_is_well(page: Page) -> None:
    well = "<details><summary>More</summary><input type=date></details><a href=#x>A</a><input type=radio name=r>"
    page.set_content(f"{HEAD}<main id=main tabindex=-1>{well}<p>B</p></main>")
    assert walked(page) == []


def test_the_navigation_and_the_menu_are_reached_in_their_order(browser: Browser, site: str) -> None:
    with watched(browser) as page:
        enter(page, site, "Ada")
        page.goto(f"{site}/demo/ledger/")
        page.evaluate(SHOWN + BEFORE)
        page.evaluate("() => { window.wanted = [...document.querySelectorAll('.skip, header a, header summary, nav a')]"
                      ".filter((each) => each.checkVisibility() && !each.closest('main')); }")  # fmt: skip
        for _each in range(page.evaluate("window.wanted.length")):
            page.keyboard.press("Tab")
        assert page.evaluate(HOW) == []
        assert page.evaluate("window.wanted.length") > 8
