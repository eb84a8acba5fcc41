"""Sealed facts through the keeper: for their party alone, and opened with what the record keeps when it is time."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from paripassu.alliance import decisions, ledger
from paripassu.alliance.decisions import ballots
from paripassu.alliance.decisions.ballots import BallotCast, BallotHandedIn
from paripassu.alliance.decisions.proposals import Proposal
from paripassu.keeper import acts, exports, records
from paripassu.keeper.access import Sitting
from paripassu.record.verify import verify
from tests.cast import refused
from tests.keeper.conftest import Table


@pytest.fixture
def proposal(table: Table) -> int:
    """The entry of a proposal that Ada's party put to a vote."""
    fields: dict[str, Any] = {
        "title": "A second ship", "text": "We buy one.", "reasons": "The first is full.", "method": "vote",
        "closes": datetime.now(UTC).date() + timedelta(days=20),
    }  # fmt: skip
    return acts.record(table.ada, decisions.propose, key="p", **fields)[0].index


def cast(sitting: Sitting, proposal: int, choice: str, key: str = "v") -> list[Any]:
    return acts.record(sitting, ballots.cast, key=key, proposal=proposal, choice=choice)


def state(sitting: Sitting, index: int) -> Proposal:
    return sitting.alliance.decisions.proposal(index)


def test_one_act_seals_the_ballot_and_says_before_all_that_it_is_there(table: Table, proposal: int) -> None:
    ballot, handed_in = cast(table.ada, proposal, "yes")
    assert isinstance(ballot.fact, BallotCast)
    assert handed_in.fact == BallotHandedIn(by=table.ada.person, proposal=proposal, text=proposal, ballot=ballot.index)
    assert [each.index for each in table.ada.private] == [ballot.index]
    assert table.bo.private == table.cy.private == ()
    assert state(table.bo, proposal).ballots == {"ada": ballot.index}
    assert state(table.bo, proposal).votes == {}


def test_sent_twice_it_is_one_ballot(table: Table, proposal: int) -> None:
    assert cast(table.ada, proposal, "yes") == cast(table.ada, proposal, "no")
    assert len(table.ada.private) == 1


def test_ballots_are_opened_with_what_the_record_keeps_by_anybody_when_it_is_time(
    table: Table, proposal: int, tmp_path: Path
) -> None:
    sealed = [cast(sitting, proposal, "yes")[0].index for sitting in (table.ada, table.bo)]
    acts.open_sealed(table.bo, sealed, key="open")
    votes = state(table.ada, proposal).votes
    assert {party: vote.choice for party, vote in votes.items()} == {"ada": "yes", "bo": "yes"}
    for sitting in (table.ada, table.bo, table.cy):
        path = tmp_path / f"{sitting.seat.party}.pari"
        with path.open("wb") as file:
            exports.export(sitting, file)
        assert verify(path).findings == []
    records.close_all()
    assert records.current(table.slug).alliance == table.ada.alliance


def test_nothing_is_opened_before_its_time_nor_what_stays_sealed(table: Table, proposal: int) -> None:
    ballot = cast(table.ada, proposal, "yes")[0].index
    posting = acts.record(table.bo, ledger.post, key="l", side="contribution", of="bo", pool="work",
                          on=datetime.now(UTC).date(), quantity=Decimal(1), unit="EUR",
                          what="x")[0].index  # fmt: skip
    note = acts.record(table.ada, ledger.note, key="n", entry=posting, text="ours")[0].index
    before = table.ada.alliance.size
    for entry, code in ((ballot, "not_time"), (note, "stays_sealed"), (0, "not_sealed"), (10**9, "not_sealed"),
                        (-1, "not_sealed")):  # fmt: skip
        with refused(code):
            acts.open_sealed(table.bo, [entry], key=f"o{entry}")
    assert table.ada.alliance.size == before
