"""Checkpoints and notes: the published examples, and nothing that only looks like one."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paripassu.record.checkpoint import (
    COSIGNER,
    Checkpoint,
    NotANote,
    Signer,
    Verifier,
    checked,
    cosigned,
    opened_note,
    parsed_checkpoint,
    parsed_key,
    signed_note,
)
from paripassu.record.tree import EMPTY_ROOT
from tests.record.records import ADA_SIGNS, HOST, MALLORY, ORIGIN, STAMP

GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
"""The example of the Go package in which the format was first written."""

C2SP_CHECKPOINT = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 "
    "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)
"""The example of the C2SP text on cosignatures."""

TEXT = Checkpoint(ORIGIN, 7, bytes(32)).text


def test_the_published_note_verifies_under_its_published_key() -> None:
    key = parsed_key(GO_KEY)
    assert [signed.holds for signed in checked(opened_note(GO_NOTE), [key])] == [True]
    assert key.text == GO_KEY


def test_the_published_checkpoint_is_read_with_the_time_of_its_cosignature() -> None:
    note = opened_note(C2SP_CHECKPOINT)
    stated = parsed_checkpoint(note.text)
    assert (stated.origin, stated.size) == ("example.com/behind-the-sofa", 20852163)
    assert stated.text == note.text
    assert [signature.name for signature in note.signatures] == [
        "example.com/behind-the-sofa",
        "witness.example.com/w1",
    ]
    assert int.from_bytes(note.signatures[1].value[:8], "big") == 1679315147


def test_a_signed_checkpoint_holds_under_its_key_and_no_other() -> None:
    note = opened_note(signed_note(TEXT, HOST))
    assert [signed.holds for signed in checked(note, [HOST.verifier])] == [True]
    assert checked(note, [MALLORY.verifier]) == []
    forged = Verifier(ORIGIN, HOST.verifier.kind, HOST.verifier.public)
    other = opened_note(signed_note(TEXT, HOST).replace("\n7\n", "\n8\n"))
    assert [signed.holds for signed in checked(other, [forged])] == [False]


def test_a_cosignature_holds_with_its_time() -> None:
    note = opened_note(cosigned(signed_note(TEXT, HOST), ADA_SIGNS, STAMP))
    signed = checked(note, [HOST.verifier, ADA_SIGNS.cosigner])
    assert [(one.verifier.kind == COSIGNER, one.stamp, one.holds) for one in signed] == [
        (False, 0, True),
        (True, STAMP, True),
    ]


def test_a_cosignature_with_another_time_does_not_hold() -> None:
    note = cosigned(signed_note(TEXT, HOST), ADA_SIGNS, STAMP)
    line = note.splitlines()[-1]
    blob = bytearray(base64.b64decode(line.split(" ")[2]))
    blob[11] ^= 1
    other = note.replace(line.split(" ")[2], base64.b64encode(blob).decode())
    assert [one.holds for one in checked(opened_note(other), [ADA_SIGNS.cosigner])] == [False]


def test_a_log_key_does_not_pass_for_a_cosigner() -> None:
    note = opened_note(signed_note(TEXT, ADA_SIGNS))
    assert checked(note, [ADA_SIGNS.cosigner]) == []


@given(st.data())
def test_one_changed_byte_in_a_note_is_found(data: st.DataObject) -> None:
    note = bytearray(signed_note(TEXT, HOST).encode())
    at = data.draw(st.integers(0, len(note) - 1))
    note[at] ^= data.draw(st.integers(1, 255))
    try:
        outcomes = checked(opened_note(note.decode()), [HOST.verifier])
    except (NotANote, UnicodeDecodeError):
        return
    assert not any(signed.holds for signed in outcomes)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "text\n",
        "text\n\n",
        "text\n\n— name\n",
        "text\n\n- name AAAAAAAA\n",
        "text\n\n— name AAAA\n",
        "text\n\n— name AAAAAAAAAB==\n",
        "text\n\n— name AAAAAA A=\n",
        "text\n\n— na+me AAAAAAAA\n",
        "te\rxt\n\n— name AAAAAAAA\n",
        "text\n\n— name AAAAAAAA",
        "x" * 70_000 + "\n\n— name AAAAAAAA\n",
    ],
)
def test_what_only_looks_like_a_note_is_refused(note: str) -> None:
    with pytest.raises(NotANote):
        opened_note(note)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "o\n1\n",
        "o\n01\nAAAA\n",
        "o\n-1\nAAAA\n",
        "\n1\nAAAA\n",
        "o\n1\nAAAA\n",
        "o\n1\n!\n",
        "o\n1\n\nx\n",
        "o\n１\nAAAA\n",
    ],
)
def test_what_only_looks_like_a_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NotANote):
        parsed_checkpoint(text)


@pytest.mark.parametrize(
    "key", ["", "a", "a+b", "a+00000000+AAAA", GO_KEY.replace("c74f", "c74e"), GO_KEY.replace("Neu", "New")]
)
def test_what_only_looks_like_a_key_is_refused(key: str) -> None:
    with pytest.raises(NotANote):
        parsed_key(key)


def test_a_signer_needs_a_name_without_spaces() -> None:
    with pytest.raises(NotANote):
        Signer.generated("two words")
    assert Signer.from_seed("a", HOST.seed).verifier.public == HOST.verifier.public


def test_extension_lines_are_kept() -> None:
    with_more = Checkpoint("o", 0, EMPTY_ROOT, ("more",))
    assert parsed_checkpoint(with_more.text) == with_more
