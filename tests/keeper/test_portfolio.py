"""The portfolio of a person: only their own, reckoned once for a record and a day, and no page waits for all of it."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command

from paripassu.alliance import ledger
from paripassu.keeper import acts, portfolio, records
from paripassu.keeper.models import Account
from paripassu.record.record import now
from tests import cast
from tests.keeper.conftest import Cast, Table, founded


def names(account: Account) -> list[str]:
    return [each.slug for each in portfolio.portfolio(account, now())]


def posted(table: Table) -> None:
    acts.record(
        table.ada, ledger.post, key="post", side="reward", of="ada", pool="work", on=cast.DAY, quantity=Decimal(10),
        unit="EUR", what="cash", resource="cash",
    )  # fmt: skip


def test_only_alliances_in_which_one_sits_are_shown(table: Table, accounts: Cast) -> None:
    assert names(accounts.ada) == names(accounts.bo) == names(accounts.cy) == [table.slug]
    assert names(accounts.eve) == []


def test_a_line_is_reckoned_once_for_a_record_and_a_day(
    table: Table, accounts: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    [first] = portfolio.portfolio(accounts.ada, now())
    assert first.fresh
    monkeypatch.setattr(portfolio, "line", lambda *_: pytest.fail("reckoned again"))
    assert portfolio.portfolio(accounts.bo, now()) == [first]
    [later] = portfolio.portfolio(accounts.ada, now() + timedelta(days=1), at_once=0)
    assert (later.line, later.fresh) == (first.line, False)
    assert table.slug == first.slug


def test_what_is_entered_moves_the_line(table: Table, accounts: Cast) -> None:
    [before] = portfolio.portfolio(accounts.ada, now())
    posted(table)
    [after] = portfolio.portfolio(accounts.ada, now())
    assert before.line
    assert after.line
    assert after.line.size == before.line.size + 1


def test_a_page_reckons_only_so_many_and_shows_the_others_as_they_were(table: Table, accounts: Cast) -> None:
    others = [founded(accounts.ada, f"found-{at}", f"Another {at}").slug for at in range(3)]
    found = portfolio.portfolio(accounts.ada, now(), at_once=2)
    assert [each.fresh for each in found] == [True, True, False, False]
    assert {each.slug for each in found} == {table.slug, *others}
    assert all(each.line is None for each in found[2:])
    assert all(each.fresh for each in portfolio.portfolio(accounts.ada, now(), at_once=2))


def test_everything_can_be_reckoned_before_anybody_asks(
    table: Table, accounts: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("portfolio")
    assert capsys.readouterr().out == "1 reckoned.\n"
    call_command("portfolio")
    assert capsys.readouterr().out == "0 reckoned.\n"
    assert portfolio.portfolio(accounts.ada, now(), at_once=0)[0].fresh


def test_a_torn_line_is_reckoned_anew(table: Table, accounts: Cast, house: Path) -> None:
    portfolio.portfolio(accounts.ada, now())
    (house / "lines" / f"{table.slug}.json").write_bytes(b"{")
    assert portfolio.portfolio(accounts.ada, now())[0].fresh


def test_a_record_that_does_not_hold_keeps_its_last_line(
    table: Table, accounts: Cast, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from paripassu.alliance.refusals import Broken

    [before] = portfolio.portfolio(accounts.ada, now())
    posted(table)

    def broken(slug: str) -> records.Kept:
        raise Broken("The record {slug} is broken.", slug=slug)

    monkeypatch.setattr(records, "current", broken)
    [after] = portfolio.portfolio(accounts.ada, now())
    assert (after.line, after.fresh) == (before.line, False)
    call_command("portfolio")
    assert "is broken" in capsys.readouterr().err
