"""The generic page of a figure, and the table of readings that every practice shows."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from paripassu.keeper.models import Account
from tests.web.conftest import SLUG, Enter, Table
from tests.web.test_balance import leaning
from tests.web.test_checkins import Clock, at
from tests.web.test_trust import later, uneven

__all__ = ["at", "later", "leaning", "uneven"]


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


def history(page: str) -> str:
    return " ".join(page.partition("How it came")[2].partition("</section>")[0].split())


def test_a_figure_has_its_history_by_quarters_as_picture_and_as_table(
    uneven: Table, later: Callable[[int], None]
) -> None:
    later(400)
    told = history(uneven.page("bo", "figures/reliability/bo>ada/"))
    assert "<svg" in told
    assert len(set(re.findall(r'datetime="([0-9-]+)"', told))) == 5
    assert told.count("%") > 4
    assert history(uneven.page("cy", "figures/reliability/bo>ada/")) == told


def test_a_young_alliance_has_no_quarter_to_look_back_on(table: Table) -> None:
    assert "no quarter to look back on" in history(table.page("ada", "figures/coverage/alliance/"))


def test_what_votes_are_worth_has_its_history(uneven: Table, later: Callable[[int], None]) -> None:
    later(400)
    told = history(uneven.page("cy", "figures/voting_power/ada/"))
    assert told.count("50") > 4


def test_a_figure_of_a_pool_has_its_history_too(at: Clock, leaning: Table) -> None:
    at(datetime(2027, 11, 20, 9, tzinfo=UTC))
    for address in ("balance/work/return_coefficient/ada/", "balance/work/transfer/", "balance/work/gap/ada/"):
        told = history(leaning.page("bo", address))
        assert "<svg" in told, address
        assert told.count('role="row"') > 2
