"""The verdict on a whole file: what it says, and that its findings have an end. `tests/attacks` tells the lies."""

from pathlib import Path

import pytest

from paripassu.alliance.ledger.postings import Contributed
from paripassu.record.checkpoint import cosigned
from paripassu.record.export import write_export
from paripassu.record.record import Record
from paripassu.record.replay import MOST_FINDINGS
from paripassu.record.verify import verify
from tests.record.records import BO_SIGNS, HOST, MALLORY, STAMP, edited, export_of, lines, texts_of


@pytest.fixture
def copy(record: Record, tmp_path: Path) -> Path:
    return export_of(record, tmp_path / "copy.pari")


def test_a_record_holds_and_the_verdict_says_which(copy: Path, record: Record) -> None:
    verdict = verify(copy, [HOST.verifier_key])
    assert (verdict.holds, verdict.findings) == (True, [])
    assert (verdict.size, verdict.root) == (record.size, record.root.hex())


def test_it_holds_without_any_key_but_says_that_none_was_expected(copy: Path) -> None:
    verdict = verify(copy)
    assert verdict.holds
    assert not any(signature.expected for signature in verdict.signatures)


def test_a_later_copy_extends_an_earlier_checkpoint_and_not_the_other_way(record: Record, tmp_path: Path) -> None:
    before, early = record.checkpoint(), export_of(record, tmp_path / "early.pari")
    again = next(entry for entry in record.since() if isinstance(entry.fact, Contributed))
    record.append([again.fact], party=again.party, at=record.size, key="later")
    after, late = record.checkpoint(), export_of(record, tmp_path / "late.pari")
    assert verify(late, earlier=[before, after]).holds
    verdict = verify(early, earlier=[after])
    assert not verdict.holds
    assert [finding.at for finding in verdict.findings] == ["earlier checkpoint 1"]


def test_the_key_of_somebody_else_under_the_same_name_is_not_enough(copy: Path) -> None:
    assert not verify(copy, [MALLORY.verifier_key]).holds


def test_a_file_that_is_not_there_or_no_export_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "no.pari").write_bytes(b"not a zip file")
    for name in ("no.pari", "missing.pari"):
        verdict = verify(tmp_path / name)
        assert not verdict.holds
        assert len(verdict.findings) == 1
        assert verdict.findings[0].message


def test_a_note_alone_is_not_taken_for_the_record_it_speaks_of(record: Record, tmp_path: Path) -> None:
    note = cosigned(record.checkpoint(), BO_SIGNS, STAMP)
    write_export(tmp_path / "copy.pari", record, note=note, keys=(BO_SIGNS.cosigner_key,))
    empty = edited(tmp_path / "copy.pari", {"entries.jsonl": b"", "envelopes.jsonl": b"", "assents.jsonl": b""})
    verdict = verify(empty)
    assert not verdict.holds
    assert any(finding.at == "checkpoint" for finding in verdict.findings)


def test_the_list_of_findings_has_an_end(copy: Path) -> None:
    entries = lines(texts_of(copy)["entries.jsonl"])
    verdict = verify(edited(copy, {"entries.jsonl": entries[0] * (3 * MOST_FINDINGS)}))
    assert not verdict.holds
    assert 1 < len(verdict.findings) <= MOST_FINDINGS
