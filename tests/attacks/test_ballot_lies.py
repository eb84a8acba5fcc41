"""A host that opens another ballot than was cast, leaves one out, or shows one too early is found out from a copy."""

from pathlib import Path

import pytest

from paripassu.alliance.alliance import Recorded, audit, fold
from paripassu.alliance.decisions import ballots
from paripassu.alliance.decisions.ballots import BallotCast
from paripassu.alliance.decisions.outcomes import outcome
from paripassu.alliance.seals import Opened, OpenedEntry
from paripassu.record.canonical import canonical
from paripassu.record.entries import sealed
from paripassu.record.record import Record
from paripassu.record.verify import verify
from tests import cast
from tests.alliance.deciding import proposed, vote
from tests.attacks.lies import KEYS
from tests.record.records import Place, export_of


class Vote:
    """A record on which these have cast a ballot, still sealed."""

    def __init__(self, path: Path, **choices: str) -> None:
        scene = cast.agreed()
        self.proposal = proposed(scene, method="vote")
        self.sealed = vote(scene, self.proposal, **choices)
        self.record: Record = Place(path).filled(scene)

    def envelope(self, index: int) -> OpenedEntry:
        [row] = self.record.rows(index, index + 1)
        assert row.salt is not None
        assert row.body is not None
        return OpenedEntry(index, row.salt.hex(), row.body.decode())

    def opens(self, *entries: OpenedEntry) -> int:
        """Let the host put an opening on the record without asking any rule; its entry."""
        at = self.record.size
        self.record.append([Opened(by=cast.ADA, entries=entries)], party="ada", at=at, key=f"open-{at}")
        return at

    def facts(self) -> list[Recorded]:
        return list(self.record.since(0))


@pytest.fixture
def ballot(tmp_path: Path) -> Vote:
    return Vote(tmp_path, ada="yes", bo="no")


def found(ballot: Vote, path: Path, reader: str = "*") -> list[str]:
    """The places of what the verifier finds in a copy of one reader."""
    return [finding.at for finding in verify(export_of(ballot.record, path, reader), KEYS).findings]


@pytest.mark.parametrize("reader", ["*", "ada", "bo"])
def test_what_was_cast_and_opened_holds_for_every_reader(ballot: Vote, tmp_path: Path, reader: str) -> None:
    ballot.opens(*(ballot.envelope(index) for index in ballot.sealed.values()))
    assert found(ballot, tmp_path / "copy.pari", reader) == []


@pytest.mark.parametrize("reader", ["*", "ada", "bo"])
def test_another_ballot_than_was_cast_is_found_by_every_reader(ballot: Vote, tmp_path: Path, reader: str) -> None:
    true = ballot.envelope(ballot.sealed["bo"])
    lie = BallotCast(by=cast.BO, proposal=ballot.proposal, text=ballot.proposal, choice="yes")
    at = ballot.opens(
        ballot.envelope(ballot.sealed["ada"]), OpenedEntry(true.index, true.salt, canonical(lie).decode())
    )
    path = export_of(ballot.record, tmp_path / "copy.pari", reader)
    [finding] = verify(path, KEYS).findings
    assert finding.at == f"entry {at}"
    assert f"entry {true.index} does not fit the seal" in finding.message


@pytest.mark.parametrize("salt", ["", "00" * 32, "zz" * 32, "00" * 31])
def test_another_salt_is_found(ballot: Vote, tmp_path: Path, salt: str) -> None:
    true = ballot.envelope(ballot.sealed["bo"])
    at = ballot.opens(OpenedEntry(true.index, salt, true.body))
    assert found(ballot, tmp_path / "copy.pari") == [f"entry {at}"]


def test_the_true_envelope_under_the_index_of_another_is_found(ballot: Vote, tmp_path: Path) -> None:
    true = ballot.envelope(ballot.sealed["bo"])
    at = ballot.opens(OpenedEntry(ballot.sealed["ada"], true.salt, true.body))
    assert found(ballot, tmp_path / "copy.pari") == [f"entry {at}"]
    assert sealed(bytes.fromhex(true.salt), true.body.encode())


def test_a_ballot_that_the_host_leaves_out_is_missed_because_it_was_handed_in(ballot: Vote) -> None:
    ballot.opens(ballot.envelope(ballot.sealed["ada"]))
    state = fold(ballot.facts())
    proposal = state.decisions.proposal(ballot.proposal)
    assert ballots.sealed_ballots(proposal) == (ballot.sealed["bo"],)
    assert outcome(proposal, ballot.facts()[-1].entered) is None


def test_an_opening_before_its_time_is_found(tmp_path: Path) -> None:
    ballot = Vote(tmp_path, ada="yes")
    at = ballot.opens(ballot.envelope(ballot.sealed["ada"]))
    state, findings = audit(ballot.facts())
    assert [finding.at for finding in findings] == [f"entry {at}"]
    assert state.decisions.proposal(ballot.proposal).votes == {}
