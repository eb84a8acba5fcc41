"""An ended record goes on: it is taken out, verified without the host, and set up again elsewhere, still ended."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from paripassu.alliance import ledger
from paripassu.alliance.ending import checklists, closings, lessons, signatures, stage
from paripassu.alliance.ending.matters import WindDown
from paripassu.alliance.parties import arrangements
from paripassu.alliance.refusals import Refused
from paripassu.keeper import acts, exports, restores
from paripassu.keeper.access import Sitting, sitting
from paripassu.measures.closing import closing
from paripassu.record.verify import verify
from tests import cast
from tests.keeper.conftest import Table
from tests.keeper.test_restores import Move, move  # noqa: F401  # a fixture


def do(place: Sitting, act: Any, **fields: Any) -> int:
    """Let a person do an act; its last entry."""
    return acts.record(place, act, key=f"{act.__name__}{place.alliance.size}", **fields)[-1].index


def ended(table: Table) -> None:
    """Let Ada and Bo wind down, close the balance, hand in their lessons and sign the end."""
    before = (datetime.now(UTC) - timedelta(days=3)).date()
    index = do(table.ada, arrangements.propose, matter=WindDown(before), why="It is done.")
    do(table.bo, arrangements.agree, arrangement=index)
    item = do(table.ada, checklists.list_item, text="Take the sign down", owner="bo", due=before + timedelta(days=30))
    do(table.bo, checklists.answer_item, item=item, how="done", text="It is down.")
    do(table.ada, checklists.confirm_items, items=[item])
    pools, payments = closing(table.ada.alliance, datetime.now(UTC))
    stated = do(table.ada, closings.state_closing, pools=pools, payments=payments)
    do(table.bo, closings.accept_closing, closing=stated)
    for place in (table.ada, table.bo):
        do(place, lessons.state_lessons, well="The trials.", otherwise="Speak earlier.", again="yes")
        do(place, signatures.sign_end, closing=stated)


def test_after_the_end_every_copy_holds_and_moves_to_another_host(table: Table, tmp_path: Path, move: Move) -> None:  # noqa: F811
    ended(table)
    copies = {name: tmp_path / f"{name}.pari" for name in ("ada", "bo")}
    for name, copy in copies.items():
        exports.export(getattr(table, name), copy)
        assert verify(copy).findings == []
    claims = [restores.Claim(place.person, place.account.name, place.account.email) for place in table]
    move()
    restored = restores.restore(copies["ada"], claims=claims, others=[copies["bo"]])
    ada, bo, _cy = (sitting(account, restored.slug) for account in restored.accounts)
    assert stage(ada.alliance, datetime.now(UTC)) == "ended"
    with pytest.raises(Refused, match="This alliance ended on"):
        acts.record(bo, ledger.appreciate, key="thanks", to="ada", on=cast.DAY, what="Thank you.")
    acts.open_sealed(bo, lessons.ready(bo.alliance, datetime.now(UTC)), key="open")
    assert {one.said.again for one in bo.alliance.ending.lessons.values() if one.said} == {"yes"}
    assert exports.checked(bo).findings == []
