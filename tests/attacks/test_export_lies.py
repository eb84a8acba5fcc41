"""One test per way to lie about entries and envelopes: each lie is found, and the finding names its place."""

from pathlib import Path
from typing import Any

import pytest

from paripassu.record.canonical import canonical
from paripassu.record.export import write_export
from paripassu.record.record import Record
from paripassu.record.verify import verify
from tests.attacks.lies import KEYS, at, body_of, changed, places, resigned
from tests.cast import ADA
from tests.record.records import (
    HOST,
    Place,
    busy_scene,
    edited,
    export_of,
)

# --- entries ---


def test_a_removed_entry_is_found(copy: Path) -> None:
    verdict = changed(copy, "entries.jsonl", lambda found: found[:4] + found[5:])
    assert {"entry 4", "checkpoint"} <= places(verdict)
    assert "removed, added or swapped" in verdict.findings[0].message


def test_a_removed_last_entry_is_found(copy: Path) -> None:
    verdict = changed(copy, "entries.jsonl", lambda found: found[:-1])
    assert {"checkpoint", "envelope of entry 14"} <= places(verdict)


def test_an_added_entry_is_found(copy: Path) -> None:
    verdict = changed(copy, "entries.jsonl", lambda found: [*found, found[-1].replace(b'"index":14', b'"index":15')])
    assert {"checkpoint", "entry 15"} <= places(verdict)


def test_two_swapped_entries_are_found(copy: Path) -> None:
    verdict = changed(copy, "entries.jsonl", lambda found: [*found[:3], found[4], found[3], *found[5:]])
    assert {"entry 3", "entry 4", "checkpoint"} <= places(verdict)


def test_a_rewritten_header_is_found(copy: Path) -> None:
    verdict = changed(copy, "entries.jsonl", at(9, lambda header: header.update(party="bo")))
    assert {"entry 9", "checkpoint"} <= places(verdict)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"entered": "2020-01-01T00:00:00Z"}, "before the entry"),
        ({"entered": "2026-01-05 09:00"}, "time"),
        ({"entered": "2026-13-05T09:00:00Z"}, "time"),
        ({"audience": ["bo", "ada"]}, "sorted"),
        ({"audience": ["Bo!"]}, "id of a party"),
        ({"seal": "0" * 64}, "seal"),
        ({"seal": "zz"}, "seal"),
        ({"index": 2**53 - 1}, "removed, added or swapped"),
        ({"more": 1}, "not a header"),
        ({"index": "9"}, "not a header"),
    ],
)
def test_a_header_that_says_something_else_is_found(copy: Path, change: dict[str, Any], said: str) -> None:
    verdict = changed(copy, "entries.jsonl", at(9, lambda header: header.update(change)))
    assert any(finding.at == "entry 9" and said in finding.message for finding in verdict.findings)


@pytest.mark.parametrize(
    "line",
    [b'{"index":9,"index":9}', b'{ "index":9}', b"", b"null", b"\xff", b"[" * 5000, b'{"index":9.0}'],
)
def test_a_line_that_is_no_header_is_found(copy: Path, line: bytes) -> None:
    verdict = changed(copy, "entries.jsonl", lambda found: [*found[:9], line + b"\n", *found[10:]])
    assert "entry 9" in places(verdict)


def test_a_header_with_a_key_twice_is_found(copy: Path) -> None:
    twice = changed(
        copy,
        "entries.jsonl",
        lambda found: [*found[:2], found[2].replace(b'"index":2', b'"index":2,"index":2'), *found[3:]],
    )
    assert any(finding.at == "entry 2" and "canonical" in finding.message for finding in twice.findings)


# --- envelopes ---


def test_swapped_envelopes_are_found(copy: Path) -> None:
    verdict = changed(copy, "envelopes.jsonl", lambda found: [*found[:3], found[4], found[3], *found[5:]])
    assert {"entry 3", "envelope of entry 3"} & places(verdict)


def test_envelopes_that_change_places_with_their_numbers_are_found(copy: Path) -> None:
    def swap(found: list[bytes]) -> list[bytes]:
        third = found[3].replace(b'"index":3,', b'"index":4,')
        fourth = found[4].replace(b'"index":4,', b'"index":3,')
        return [*found[:3], fourth, third, *found[5:]]

    verdict = changed(copy, "envelopes.jsonl", swap)
    assert {"entry 3", "entry 4"} <= places(verdict)


def test_a_doubled_envelope_is_found(copy: Path) -> None:
    verdict = changed(copy, "envelopes.jsonl", lambda found: [*found[:5], found[4], *found[5:]])
    assert "envelope of entry 4" in places(verdict)


def test_a_withheld_envelope_that_the_reader_may_see_is_found(copy: Path) -> None:
    verdict = changed(copy, "envelopes.jsonl", lambda found: found[:9] + found[10:])
    assert "entry 9" in places(verdict)
    assert "missing" in verdict.findings[0].message


def test_an_envelope_for_somebody_else_is_found(record: Record, tmp_path: Path) -> None:
    copy = export_of(record, tmp_path / "ada.pari", "ada")
    verdict = verify(edited(copy, {"reader.txt": b"bo\n"}), KEYS)
    assert places(verdict) == {"entry 14"}


def test_an_envelope_without_an_entry_is_found(copy: Path) -> None:
    verdict = changed(copy, "envelopes.jsonl", lambda found: [*found, found[-1].replace(b'"index":14', b'"index":99')])
    assert "envelope of entry 99" in places(verdict)


def test_a_changed_amount_is_found(copy: Path) -> None:
    verdict = changed(copy, "envelopes.jsonl", at(9, lambda line: line["body"].update(quantity="1000")))
    assert {finding.at for finding in verdict.findings} >= {"entry 9"}
    assert "seal" in verdict.findings[0].message


@pytest.mark.parametrize("salt", ["", "00" * 31, "zz" * 32, "AB" * 32])
def test_a_salt_of_another_form_is_found(copy: Path, salt: str) -> None:
    verdict = changed(copy, "envelopes.jsonl", at(9, lambda line: line.update(salt=salt)))
    assert "envelope of entry 9" in places(verdict)


# --- a host that lies and signs it ---


def test_a_rewritten_fact_lacks_the_cosignatures(copy: Path) -> None:
    verdict = verify(resigned(copy, 9, canonical(body_of(copy, 9) | {"quantity": "1000"})), KEYS)
    assert places(verdict) == {"checkpoint"}
    assert [finding.message for finding in verdict.findings] == [
        "It lacks the signature of ada.example/witness.",
        "It lacks the signature of bo.example/witness.",
    ]


def test_a_rewritten_fact_contradicts_a_checkpoint_seen_earlier(copy: Path, record: Record) -> None:
    lie = resigned(copy, 9, canonical(body_of(copy, 9) | {"quantity": "1000"}))
    verdict = verify(lie, [HOST.verifier_key], earlier=[record.checkpoint()])
    assert places(verdict) == {"earlier checkpoint 1"}
    assert "rewritten" in verdict.findings[0].message


def test_a_fact_the_rules_do_not_allow_is_found_under_any_signature(copy: Path) -> None:
    """Ada cannot confirm her own posting, whatever the host signs."""
    confirmed = next(index for index in range(15) if body_of(copy, index)["kind"] == "confirmed.v1")
    verdict = verify(resigned(copy, confirmed, canonical(body_of(copy, confirmed) | {"by": ADA})))
    assert f"entry {confirmed}" in places(verdict)
    assert "rules" in verdict.findings[0].message


def test_a_joint_fact_that_is_hidden_from_a_party_is_found_under_any_signature(tmp_path: Path) -> None:
    """A host that files Ada's posting under Ada's eyes only."""
    home, scene = Place(tmp_path), busy_scene()
    record = home.filled(scene)
    home.clock.time = scene.now
    posted = scene.facts[9].fact
    record.append([posted], party="ada", audience=("ada",), at=record.size, key="hidden")
    write_export(tmp_path / "copy.pari", record)
    assert places(verify(tmp_path / "copy.pari")) == {"entry 15"}


def test_a_forged_assent_is_found_under_any_signature(copy: Path) -> None:
    """Bo's signature under a text that he did not sign."""
    signed = max(index for index in range(15) if body_of(copy, index)["kind"] == "signed.v1")
    verdict = verify(resigned(copy, signed, canonical(body_of(copy, signed) | {"digest": "0" * 64})))
    assert {f"entry {signed}", "assents.jsonl, line 2"} <= places(verdict)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"by":"p_ada", "kind":"noted.v1"}', "canonical"),
        (b'{"by":"p_ada","by":"p_bo","entry":9,"kind":"noted.v1","text":""}', "canonical"),
        (b'{"by":"p_ada","entry":9.5,"kind":"noted.v1","text":""}', "integer"),
        (b'{"by":"p_ada","entry":9007199254740993,"kind":"noted.v1","text":""}', "2**53"),
        (b'{"by":"p_ada","kind":"sang.v9"}', "Update"),
        (b'{"by":"p_ada"}', "kind"),
        (b"17", "object"),
        (b'{"by":"p_ada","entry":9,"kind":"noted.v1"}', "text"),
    ],
)
def test_a_body_that_is_no_fact_is_found_under_any_signature(copy: Path, body: bytes, said: str) -> None:
    verdict = verify(resigned(copy, 9, body))
    found = [finding.message for finding in verdict.findings if finding.at in ("entry 9", "envelopes.jsonl, line 10")]
    assert any(said in message for message in found), verdict.findings
