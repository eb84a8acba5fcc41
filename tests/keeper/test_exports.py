"""The whole record to take along: all that a party may see, nothing that it may not, and it holds."""

import io
from hashlib import sha256
from pathlib import Path

import pytest

from paripassu.alliance import agreement, ledger
from paripassu.alliance.agreement.terms import SourceDocument
from paripassu.alliance.refusals import Broken
from paripassu.keeper import acts, attachments, exports
from paripassu.keeper.access import Sitting
from paripassu.keeper.evidence import evidence
from paripassu.record.container import Container
from paripassu.record.export import read_export
from paripassu.record.verify import verify
from tests import cast
from tests.keeper.conftest import Table

SECRET = "Ask the lawyer first"


def noted(sitting: Sitting, text: str = SECRET) -> int:
    """A posting of the person's party with a private note of its own on it; the entry of the note."""
    fields = {"side": "contribution", "pool": "work", "on": cast.DAY, "unit": "EUR", "what": "cash"}
    quantity = cast.WORK.rates[0].value
    [posted] = acts.record(sitting, ledger.post, key="p", of=sitting.party.id, quantity=quantity, **fields)
    return acts.record(sitting, ledger.note, key="n", entry=posted.index, text=text)[0].index


def exported(sitting: Sitting, path: Path) -> Path:
    exports.export(sitting, path)
    return path


def test_the_copy_of_every_party_holds_and_none_has_the_notes_of_another(table: Table, tmp_path: Path) -> None:
    noted(table.ada)
    for sitting in table:
        copy = exported(sitting, tmp_path / f"{sitting.party.id}.pari")
        verdict = verify(copy, [sitting.kept.record.signer.verifier_key])
        assert (verdict.findings, verdict.size) == ([], sitting.kept.record.size)
        assert (SECRET.encode() in copy.read_bytes()) == (sitting.party.id == "ada")


def test_the_verifier_runs_on_the_very_file(table: Table) -> None:
    verdict = exports.checked(table.bo)
    assert verdict.holds
    assert verdict.root == table.bo.kept.record.root.hex()


def tabled(sitting: Sitting, content: bytes) -> None:
    """Table an amendment that names a document."""
    document = SourceDocument("minutes.txt", sha256(content).hexdigest())
    text = cast.terms(neutrals=("cy",), document=document)
    acts.record(sitting, agreement.table, key="amend", terms=text, base=1, reason="change", note="the minutes")


def test_documents_travel_with_those_who_may_see_them(table: Table) -> None:
    joint, own, unsaid = b"What we said.", b"Our own sheet.", b"Nobody knows of this yet."
    for content in (joint, own, unsaid):
        attachments.attach(table.ada, name="minutes.txt", media="text/plain", content=content)
    tabled(table.ada, joint)
    noted(table.ada, f"See {sha256(own).hexdigest()}")
    found = {}
    for sitting in (table.ada, table.bo):
        file = io.BytesIO()
        exports.export(sitting, file)
        found[sitting.party.id] = {Container(file).content(m.name) for m in Container(file).attachments.values()}
        assert exports.checked(sitting).findings == []
    assert found == {"ada": {joint, own}, "bo": {joint}}


def test_a_document_that_is_damaged_stops_the_export(table: Table, house: Path) -> None:
    kept = attachments.attach(table.ada, name="minutes.txt", media="text/plain", content=b"What we said.")
    tabled(table.ada, b"What we said.")
    path = house / "attachments" / kept.digest[:2] / kept.digest
    path.write_bytes(b"What we did not say.")
    with pytest.raises(Broken, match="not what it was"):
        exports.checked(table.bo)
    path.unlink()
    with pytest.raises(Broken, match="missing"):
        exports.checked(table.bo)


def test_facts_in_a_copy_are_those_of_the_record(table: Table, tmp_path: Path) -> None:
    noted(table.ada)
    copy = read_export(exported(table.bo, tmp_path / "bo.pari"))
    assert list(copy.facts()) == list(table.bo.kept.record.since(0, "bo"))


def test_the_evidence_of_an_entry_is_its_seal_and_a_proof_that_arrives(table: Table) -> None:
    entry = noted(table.ada)
    seen = evidence(table.ada, entry)
    assert seen.computed == seen.header.seal == sha256(bytes.fromhex(seen.salt) + seen.body.encode()).hexdigest()
    assert SECRET in seen.body
    assert seen.included
    assert seen.proof.startswith(f"c2sp.org/tlog-proof@v1\nindex {entry}\n")
    assert seen.proof.endswith(table.ada.kept.record.checkpoint())


def test_the_evidence_of_a_withheld_entry_gives_away_neither_words_nor_salt(table: Table) -> None:
    seen = evidence(table.bo, noted(table.ada))
    assert (seen.body, seen.salt, seen.computed) == ("", "", "")
    assert seen.included
