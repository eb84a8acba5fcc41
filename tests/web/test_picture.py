"""The standing as a page: alike for all who sit, area by area, every figure open to its entries, and no total."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from paripassu.keeper.access import Sitting
from paripassu.keeper.models import Account
from paripassu.measures.areas import Area
from paripassu.measures.standing import standing
from paripassu.web import areas, clock
from tests import cast
from tests.web.conftest import SLUG, Enter, Table
from tests.web.test_balance import leaning, main_part, posted, rows

__all__ = ["leaning"]

PAGES = ("picture/", "picture/balance-work/", "picture/reliability/", "picture/ties/", "picture/?on=2026-01-05")


def test_everybody_sees_the_same_page(leaning: Table) -> None:
    for address in PAGES:
        assert len({main_part(leaning.page(who, address)) for who in ("ada", "bo", "cy")}) == 1, address


def test_strangers_see_nothing(leaning: Table, account: Callable[[str], Account], enter: Enter) -> None:
    eve = enter(account("Eve"))
    for address in PAGES:
        assert eve.get(f"/{SLUG}/{address}").status_code == 404
    assert Client().get(f"/{SLUG}/picture/").status_code == 302


def test_every_area_has_a_row_with_its_lower_side_and_the_gap(leaning: Table) -> None:
    page = main_part(leaning.page("bo", "picture/"))
    [head, balance, *others] = rows(page)
    assert "Lower side" in head
    assert "Ada Ltd" in balance
    assert "Bo Ltd" not in balance
    assert ">0.50<" in balance
    assert "100\N{NO-BREAK SPACE}EUR" in balance
    assert "below" in balance
    assert len(others) + 1 == len(standing(leaning.sitting["ada"].alliance, clock.now()))


def test_an_area_that_cannot_be_said_says_why(table: Table) -> None:
    page = main_part(table.page("ada", "picture/"))
    assert "No reward is confirmed in this period." in page
    assert "No commitment to this party has come due yet." in page
    assert "not enough to say" in page


def test_there_is_no_total(leaning: Table) -> None:
    page = main_part(leaning.page("ada", "picture/")).lower()
    assert "there is no total" in page
    assert "score" not in page


def test_an_area_opens_to_exactly_the_entries_it_rests_on(leaning: Table) -> None:
    posted(leaning, "ada", 50, confirmed=False)
    for area in standing(leaning.sitting["ada"].alliance, clock.now()):
        page = main_part(leaning.page("cy", f"picture/{areas.key(area)}/"))
        linked = {int(entry) for entry in re.findall(rf'href="/{SLUG}/record/(\d+)/"', page)}
        assert linked == set(area.facts), area.name


def test_what_is_behind_an_area_is_paged(leaning: Table) -> None:
    for _ in range(13):
        posted(leaning, "ada", 10)
        posted(leaning, "bo", 10)
    first, second = (main_part(leaning.page("bo", f"picture/balance-work/?page={page}")) for page in (1, 2))
    assert "Page 1 of 2" in first
    assert not set(re.findall(r"/record/(\d+)/", first)) & set(re.findall(r"/record/(\d+)/", second))


def test_a_day_can_be_asked_for(leaning: Table) -> None:
    before = (cast.DAY - timedelta(days=30)).isoformat()
    page = main_part(leaning.page("ada", f"picture/?on={before}"))
    assert "No reward is confirmed in this period." in page
    for day in ("tomorrow", "2999-01-01"):
        assert "0.50" in leaning.page("ada", f"picture/?on={day}")


def test_there_is_no_page_for_an_area_that_is_none(leaning: Table) -> None:
    for address in ("picture/karma/", "picture/balance-mars/", "picture/balance/"):
        assert leaning.browser["ada"].get(f"/{SLUG}/{address}").status_code == 404


def test_before_an_agreement_the_page_teaches(alliance: Sitting, ada: Account, enter: Enter) -> None:
    page = enter(ada).get(f"/{SLUG}/picture/").content.decode()
    assert "Nothing stands yet" in page
    assert f'href="/{SLUG}/agreement/"' in page


@pytest.mark.parametrize(("value", "shown"), [(0.7999, "0.7999"), (0.804, "0.80"), (1.2049, "1.205"), (1.2, "1.20")])
def test_a_coefficient_is_rounded_on_its_side_of_the_band(value: float, shown: str) -> None:
    area = Area("balance", "work", "return_coefficient", "holds", "unclear", band=(0.8, 1.2), top=2.0)
    assert areas.coefficient(area, value) == shown


def test_the_report_is_the_same_for_every_side(leaning: Table) -> None:
    for kind, start in (("pdf", b"%PDF"), ("html", b"<!doctype html>")):
        made = {leaning.browser[who].get(f"/{SLUG}/picture/report.{kind}").content for who in ("ada", "bo", "cy")}
        assert len(made) == 1
        assert made.pop().startswith(start)
    assert "picture/report.pdf" in leaning.page("bo", "picture/")


def test_a_report_is_sent_as_a_file_of_its_day(leaning: Table) -> None:
    answer = leaning.browser["ada"].get(f"/{SLUG}/picture/report.pdf?on={cast.DAY.isoformat()}")
    assert answer["Content-Disposition"] == f'attachment; filename="{SLUG}-{cast.DAY.isoformat()}.pdf"'
    assert leaning.browser["ada"].get(f"/{SLUG}/picture/report.exe").status_code == 404


def test_strangers_get_no_report(leaning: Table, account: Callable[[str], Account], enter: Enter) -> None:
    assert enter(account("Eve")).get(f"/{SLUG}/picture/report.pdf").status_code == 404
