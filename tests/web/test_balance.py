"""The balance as pages: the same for everybody, the lower side first, every figure open to the very entries."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from paripassu.alliance import agreement, ledger
from paripassu.alliance.agreement.terms import FairnessRule, Pool, digest
from paripassu.keeper import acts
from paripassu.keeper.access import Sitting
from paripassu.keeper.models import Account
from paripassu.measures.balance import balance
from paripassu.measures.figures import readings
from tests import cast
from tests.web.conftest import SLUG, Enter, Table

NUMBERS = iter(range(10**6))


def posted(table: Table, who: str, quantity: int, *, confirmed: bool = True, **fields: Any) -> int:
    """The entry of a posting of a party for itself, which the other one has confirmed."""
    usual: dict[str, Any] = {
        "side": "reward", "of": who, "pool": "work", "on": cast.DAY, "quantity": Decimal(quantity), "unit": "EUR",
        "what": "cash", "resource": "cash",
    }  # fmt: skip
    [recorded] = acts.record(table.sitting[who], ledger.post, key=f"p{next(NUMBERS)}", **(usual | fields))
    if confirmed:
        other = table.sitting["bo" if who == "ada" else "ada"]
        acts.record(other, ledger.confirm, key=f"c{next(NUMBERS)}", entries=[recorded.index])
    return recorded.index


@pytest.fixture
def leaning(table: Table) -> Table:
    """Both gave alike, Bo received three quarters."""
    for who in ("ada", "bo"):
        posted(table, who, 100, side="contribution")
    posted(table, "ada", 100)
    posted(table, "bo", 300)
    return table


def main_part(page: str) -> str:
    """What stands in the page itself, without what names the reader or is new each time."""
    return page[page.index("<main") : page.index("</main>")]


def rows(page: str) -> list[str]:
    return re.findall(r'<tr role="row">(.*?)</tr>', page, re.DOTALL)


def test_everybody_sees_the_same_page(leaning: Table) -> None:
    for address in ("balance/", "balance/work/", "balance/work/gap/ada/"):
        pages = {main_part(leaning.page(who, address)) for who in ("ada", "bo", "cy")}
        assert len(pages) == 1


def test_the_lower_side_and_the_gap_come_first(leaning: Table) -> None:
    page = leaning.page("bo", "balance/")
    assert "Ada Ltd has the lowest return, 0.50: outside the agreed band of 0.8 to 1.2." in page
    assert "100.00\N{NO-BREAK SPACE}EUR would have to change hands" in page
    table = rows(main_part(page))[1:]
    assert ["Ada Ltd" in row for row in table] == [True, False]
    assert "−100.00" in table[0]
    assert "below the band" in table[0]
    assert "above the band" in table[1]


def test_a_picture_says_in_words_what_it_shows(leaning: Table) -> None:
    page = leaning.page("ada", "balance/")
    assert 'role="img" aria-label="Spirit level of the pool Joint work. Ada Ltd has' in page
    assert "Ends of the glass" in page


def test_nothing_is_said_below_the_agreed_minimum(table: Table) -> None:
    page = table.page("ada", "balance/")
    assert "Not enough to say. No reward is confirmed in this period." in page
    assert "No bubble: not enough to say." in page
    assert 'class="bubble"' not in main_part(page)


def test_what_is_open_is_not_counted_and_moves_the_bounds(leaning: Table) -> None:
    entry = posted(leaning, "ada", 100, confirmed=False)
    page = leaning.page("bo", "balance/work/")
    assert "Ada Ltd has the lowest return, 0.50" in page
    assert "0.50 to 0.80" in page
    assert "Not yet confirmed:" in page
    assert f'href="/{SLUG}/ledger/{entry}/"' in leaning.page("bo", "balance/work/proposed/")


def test_disputed_and_unvalued_shares_stand_beside_the_figure(leaning: Table) -> None:
    entry = posted(leaning, "bo", 100, confirmed=False)
    acts.record(leaning.sitting["ada"], ledger.dispute, key="d", entry=entry, reason="not so")
    posted(leaning, "ada", 3, unit="crate", resource="goods", confirmed=False)
    page = main_part(leaning.page("cy", "balance/work/"))
    assert re.search(r"Disputed:\s*<a[^>]*>14\.3.%</a>", page)
    assert re.search(r"Without an agreed value:\s*<a[^>]*>1 of 6 entries</a>", page)


def test_every_figure_opens_to_exactly_the_entries_it_rests_on(leaning: Table) -> None:
    posted(leaning, "ada", 50, confirmed=False)
    alliance = leaning.sitting["ada"].alliance
    found = readings(balance(alliance, "work", at=cast.DAY))
    for reading in found:
        _pool, _slash, party = reading.about.partition("/")
        address = f"balance/work/{reading.measure}/{party}/" if party else f"balance/work/{reading.measure}/"
        page = main_part(leaning.page("bo", address))
        linked = {int(entry) for entry in re.findall(rf'href="/{SLUG}/ledger/(\d+)/"', page)}
        assert linked == set(reading.facts), reading.measure
    assert len(found) > 20


def test_every_link_of_the_pages_leads_somewhere(leaning: Table) -> None:
    posted(leaning, "ada", 50, confirmed=False)
    acts.record(leaning.sitting["ada"], ledger.appreciate, key="a", to="bo", on=cast.DAY, what="the coffee")
    seen: set[str] = set()
    for address in ("balance/", "balance/work/", "balance/work/?on=2026-02-01"):
        seen |= set(re.findall(rf'href="(/{SLUG}/balance/[^"#]*)"', leaning.page("cy", address)))
    assert len(seen) > 25
    assert {leaning.browser["cy"].get(link.replace("&amp;", "&")).status_code for link in seen} == {200}


def test_any_past_day_can_be_asked(leaning: Table) -> None:
    page = leaning.page("ada", "balance/?on=2020-01-01")
    assert "Not enough to say" in page
    assert "Reckoned from what is confirmed by now" in page
    assert "?on=2020-01-01" in main_part(page)
    assert "entries are of later days" in leaning.page("ada", "balance/work/?on=2020-01-01")


@pytest.mark.parametrize(
    ("day", "sentence"),
    [("2999-01-01", "has not come yet"), ("<b>yesterday</b>", "“&lt;b&gt;yesterday&lt;/b&gt;” is no day")],
)
def test_a_day_that_cannot_be_asked_is_said_and_today_is_shown(leaning: Table, day: str, sentence: str) -> None:
    response = leaning.browser["ada"].get(f"/{SLUG}/balance/", {"on": day})
    page = response.content.decode()
    assert sentence in page
    assert "Ada Ltd has the lowest return" in page


def test_appreciation_is_counted_apart_and_never_netted(leaning: Table) -> None:
    before = balance(leaning.sitting["ada"].alliance, "work", at=cast.DAY).cumulative
    acts.record(leaning.sitting["ada"], ledger.appreciate, key="a", to="bo", on=cast.DAY, what="<i>the coffee</i>")
    assert balance(leaning.sitting["ada"].alliance, "work", at=cast.DAY).cumulative == before
    assert "never netted" in leaning.page("bo", "balance/work/")
    assert "&lt;i&gt;the coffee&lt;/i&gt;" in leaning.page("bo", "balance/work/appreciated/")


def test_the_rules_stand_side_by_side(leaning: Table) -> None:
    page = leaning.page("ada", "balance/work/")
    for words in ("As agreed", "By contribution", "Alike", "By need", "No need shares are agreed for this pool."):
        assert words in page
    assert "In the last 12 months" in page
    assert "How it is reckoned" in page
    assert "Kish" in page


def amended(table: Table, pool: Pool) -> None:
    """Bring another pool into force in the place of the one there is."""
    text = cast.terms(neutrals=("cy",), pools=(pool,))
    seats: list[Sitting] = [table.sitting["ada"], table.sitting["bo"]]
    [draft] = acts.record(seats[0], agreement.table, key="t", terms=text, base=1, reason="change", note="another rule")
    for place in seats:
        acts.record(place, agreement.accept, key="a2", draft=draft.index)
    for place in seats:
        acts.record(place, agreement.sign, key="s2", draft=draft.index, digest=digest(text))


def test_a_band_and_rule_of_their_own_are_used_and_said(leaning: Table) -> None:
    shares = {"ada": Decimal("0.2"), "bo": Decimal("0.8")}
    amended(leaning, Pool("work", "Joint work", "EUR", FairnessRule(shares=shares), Decimal("0.9"), Decimal("1.3")))
    page = leaning.page("bo", "balance/work/")
    assert "Bo Ltd has the lowest return, 0.94: within the agreed band of 0.9 to 1.3." in page
    assert "shares agreed in advance: Ada Ltd 20" in page


def test_a_minimum_that_is_not_reached_is_the_reason(leaning: Table) -> None:
    amended(leaning, Pool("work", "Joint work", "EUR", minimum=Decimal(1000)))
    page = leaning.page("bo", "balance/work/")
    assert "the parties want no figure below 1000 EUR" in page
    assert "not enough to say" in page


def test_the_pages_before_an_agreement_teach(alliance: Sitting, ada: Account, enter: Enter) -> None:
    page = enter(ada).get(f"/{SLUG}/balance/").content.decode()
    assert "There is no rule yet to weigh by" in page
    assert enter(ada).get(f"/{SLUG}/balance/work/").status_code == 200


def test_an_agreement_without_a_pool_says_so(leaning: Table) -> None:
    text = cast.terms(neutrals=("cy",), pools=())
    [draft] = acts.record(
        leaning.sitting["ada"], agreement.table, key="t", terms=text, base=1, reason="change", note="no pools"
    )
    for what, key in ((agreement.accept, "a"), (agreement.sign, "s")):
        for who in ("ada", "bo"):
            more = {"digest": digest(text)} if key == "s" else {}
            acts.record(leaning.sitting[who], what, key=f"{key}3", draft=draft.index, **more)
    assert "has no pool. Amend it to add one." in leaning.page("ada", "balance/")


@pytest.mark.parametrize("address", ["balance/", "balance/work/", "balance/work/gap/ada/", "balance/work/transfer/"])
def test_eve_finds_nothing_anywhere(leaning: Table, eve: Account, enter: Enter, address: str) -> None:
    assert enter(eve).get(f"/{SLUG}/{address}").status_code == 404
    assert Client().get(f"/{SLUG}/{address}").status_code == 302
    assert leaning.browser["cy"].get(f"/{SLUG}/{address}").status_code == 200


@pytest.mark.parametrize(
    "address",
    ["balance/none/", "balance/work/none/", "balance/work/gap/", "balance/work/gap/eve/", "balance/work/transfer/ada/"],
)
def test_a_figure_that_is_not_there_is_not_found(leaning: Table, address: str) -> None:
    assert leaning.browser["ada"].get(f"/{SLUG}/{address}").status_code == 404
