"""The history of a posting: everything said about it in its order, and nothing private."""

from decimal import Decimal
from typing import Any

from paripassu.alliance import ledger
from paripassu.keeper import acts, records
from paripassu.keeper.access import Sitting, sitting
from paripassu.keeper.histories import history
from tests.cast import DAY
from tests.keeper.conftest import Cast, Table


def post(place: Sitting, key: str, **fields: Any) -> int:
    usual: dict[str, Any] = {"side": "reward", "of": "bo", "pool": "work", "on": DAY, "unit": "EUR", "what": "sales"}
    return acts.record(place, ledger.post, key=key, quantity=Decimal(10), **(usual | fields))[0].index


def told(place: Sitting, posting: int) -> list[str]:
    return [type(entry.recorded.fact).__name__ for entry in history(place, posting) if entry.recorded]


def test_everything_said_about_a_posting_is_in_its_history_in_order(table: Table) -> None:
    first, other = post(table.bo, "1"), post(table.bo, "2")
    acts.record(table.ada, ledger.dispute, key="d", entry=first, reason="no")
    acts.record(table.ada, ledger.confirm, key="c", entries=(first, other))
    post(table.ada, "3", corrects=first)
    acts.record(table.ada, ledger.note, key="n", entry=first, text="private")
    assert told(table.bo, first) == ["Rewarded", "Disputed", "Confirmed", "Rewarded"]
    assert told(table.bo, other) == ["Rewarded", "Confirmed"]


def test_a_history_goes_on_after_it_was_asked_for(table: Table, accounts: Cast) -> None:
    first = post(table.bo, "1")
    assert told(table.ada, first) == ["Rewarded"]
    acts.record(table.bo, ledger.withdraw, key="w", entry=first, reason="mistake")
    assert told(table.ada, first) == ["Rewarded", "Withdrawn"]
    records.close_all()
    again = sitting(accounts.ada, table.slug)
    assert told(again, first) == ["Rewarded", "Withdrawn"]
