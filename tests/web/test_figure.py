"""The generic page of a figure, and the table of readings that every practice shows."""

from collections.abc import Callable

from paripassu.keeper.models import Account
from tests.web.conftest import SLUG, Enter, Table


def test_a_figure_opens_to_the_entries_it_rests_on(table: Table) -> None:
    page = table.page("ada", "figures/living_ties/ada-bo/")
    assert "Living ties of a pair" in page
    assert f"/{SLUG}/record/" in page
    assert page.count("Ada Ltd") > 1


def test_every_party_sees_the_same_figure(table: Table) -> None:
    for who in ("ada", "bo", "cy"):
        assert "Pairs held by two threads" in table.page(who, "figures/coverage/alliance/")


def test_there_is_no_page_for_a_figure_that_is_none(table: Table) -> None:
    for address in ("figures/karma/alliance/", "figures/coverage/mars/", "figures/return_coefficient/work/ada/"):
        assert table.browser["ada"].get(f"/{SLUG}/{address}").status_code == 404


def test_strangers_see_no_figure(table: Table, account: Callable[[str], Account], enter: Enter) -> None:
    eve = enter(account("Eve"))
    assert eve.get(f"/{SLUG}/figures/coverage/alliance/").status_code == 404
