"""Who signed a checkpoint is told for each signature, and what is missing is a finding."""

from paripassu.alliance.refusals import Finding
from paripassu.record.checkpoint import Checkpoint, cosigned, opened_note, signed_note
from paripassu.record.signatures import SignatureFound, signatures_found
from tests.record.records import ADA_SIGNS, BO_SIGNS, HOST, MALLORY, ORIGIN, STAMP

STATED = Checkpoint(ORIGIN, 3, bytes(32))
NOTE = cosigned(signed_note(STATED.text, HOST), ADA_SIGNS, STAMP)
KEYS = f"{HOST.verifier_key}\n{ADA_SIGNS.cosigner_key}\n".encode()


def told(note: str | None, keys: bytes = KEYS, given: tuple[str, ...] = ()) -> tuple[list[SignatureFound], list[str]]:
    findings: list[Finding] = []
    found = signatures_found(opened_note(note) if note else None, STATED, keys, given, findings)
    return found, [f"{finding.at}: {finding.message}" for finding in findings]


def test_host_and_cosigner_are_told_apart_and_a_key_from_elsewhere_is_worth_more() -> None:
    found, findings = told(NOTE, given=(ADA_SIGNS.cosigner_key,))
    assert findings == []
    assert [(one.name, one.role, one.holds, one.expected) for one in found] == [
        (ORIGIN, "host", True, False),
        (ADA_SIGNS.name, "cosigner", True, True),
    ]


def test_who_was_expected_and_did_not_sign_is_named() -> None:
    assert told(NOTE, given=(BO_SIGNS.cosigner_key,))[1] == [f"checkpoint: It lacks the signature of {BO_SIGNS.name}."]


def test_the_order_of_the_signatures_changes_nothing_but_the_order() -> None:
    one = cosigned(cosigned(signed_note(STATED.text, HOST), ADA_SIGNS, STAMP), BO_SIGNS, STAMP)
    other = cosigned(cosigned(signed_note(STATED.text, HOST), BO_SIGNS, STAMP), ADA_SIGNS, STAMP)
    keys = KEYS + f"{BO_SIGNS.cosigner_key}\n".encode()
    assert sorted(told(one, keys)[0]) == sorted(told(other, keys)[0])


def test_somebody_under_the_name_of_the_host_is_not_the_host() -> None:
    note = signed_note(STATED.text, MALLORY)
    found, findings = told(note, f"{HOST.verifier_key}\n".encode())
    assert [(one.role, one.holds) for one in found] == [("unknown", False)]
    assert f"checkpoint: The host of {ORIGIN} has not signed it." in findings


def test_a_time_that_no_calendar_has_is_left_out() -> None:
    far = cosigned(signed_note(STATED.text, HOST), ADA_SIGNS, 2**62)
    found, findings = told(far)
    assert findings == []
    assert [one.at for one in found] == ["", ""]


def test_a_key_shares_its_line_with_nothing() -> None:
    assert told(NOTE, KEYS.rstrip(b"\n"))[1] == ["keys.txt, line 2: A key stands alone on its line."]


def test_without_a_note_there_is_no_signature() -> None:
    assert told(None) == ([], [])
