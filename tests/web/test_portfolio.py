"""The portfolio as a page: one's own alliances and nobody else's, sorted and filtered by links alone, escaped."""

import re
from collections.abc import Callable

from django.test import Client

from paripassu.alliance.parties import NamedParty
from paripassu.keeper import acts
from paripassu.keeper.models import Account
from tests.web.conftest import SLUG, Enter, Table
from tests.web.test_balance import leaning, main_part
from tests.web.test_trust import later
from tests.web.test_warnings import ringing

__all__ = ["later", "leaning", "ringing"]

NAMED = (NamedParty("ada", "Ada Ltd"), NamedParty("cleo", "Cleo <b>Ltd</b>"))


def names(page: str) -> list[str]:
    return re.findall(r'<a href="/([a-z0-9-]+)/picture/">', page)


def shown(browser: Client, query: str = "") -> str:
    response = browser.get(f"/portfolio/{query}")
    assert response.status_code == 200
    return main_part(response.content.decode())


def second(ada: Account) -> str:
    return acts.found(ada, key="second", name="A <i>second</i> one", party="ada", parties_named=NAMED).slug


def test_everybody_sees_only_their_own(
    leaning: Table, ada: Account, account: Callable[[str], Account], enter: Enter
) -> None:
    other = second(ada)
    assert names(shown(leaning.browser["ada"])) == [SLUG, other]
    assert names(shown(leaning.browser["bo"])) == names(shown(leaning.browser["cy"])) == [SLUG]
    eve = shown(enter(account("Eve")))
    assert names(eve) == []
    assert "You do not sit in an alliance yet" in eve


def test_who_is_not_signed_in_is_sent_to_sign_in(leaning: Table) -> None:
    assert Client().get("/portfolio/").status_code == 302


def test_what_asks_for_attention_is_named_with_its_lower_side(leaning: Table) -> None:
    page = shown(leaning.browser["bo"])
    assert "Balance" in page
    assert "Ada Ltd 0.50" in page
    assert "below" in page


def test_the_order_and_the_filters_need_no_script(leaning: Table, ada: Account) -> None:
    other = second(ada)
    assert names(shown(leaning.browser["ada"], "?sort=name")) == [other, SLUG]
    assert names(shown(leaning.browser["ada"], "?area=balance&level=watch")) == [SLUG]
    none = shown(leaning.browser["ada"], "?area=balance&level=holds")
    assert names(none) == []
    assert "None of your alliances is like that" in none
    for nonsense in ("?sort=karma&area=karma&level=karma&page=x", "?page=99", "?level=%00"):
        assert names(shown(leaning.browser["ada"], nonsense)) == [SLUG, other]


def test_names_are_only_names(leaning: Table, ada: Account) -> None:
    second(ada)
    page = shown(leaning.browser["ada"])
    assert "A &lt;i&gt;second&lt;/i&gt; one" in page
    assert "<i>second" not in page


def test_two_lamps_say_what_rings_and_what_holds_among_all_ties(ringing: Table) -> None:
    page = " ".join(shown(ringing.browser["bo"]).split())
    assert "Confirmed: 1" in page
    assert "they hold among all 7 ties, parties and streams of all your alliances together" in page
    assert "within 24 months at most 10 in 100 are false on average" in page


def test_the_first_page_leads_to_the_portfolio(leaning: Table) -> None:
    assert 'href="/portfolio/"' in leaning.browser["ada"].get("/").content.decode()
