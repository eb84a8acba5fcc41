"""What a file is."""

import pytest

from paripassu.reading.document import document
from tests.reading.files import archive, refusal
from tests.reading.texts import EXAMPLES


def test_the_kind_is_told_by_the_content_and_not_by_the_name() -> None:
    assert document("agreement.pdf", b"Only text.").media == "text/plain"
    assert document("agreement.txt", (EXAMPLES / "bravatek-sibannac.pdf").read_bytes()).media == "application/pdf"


@pytest.mark.parametrize("content", [b"", b" \n\t ", b"\x00\x00", b"\xef\xbb\xbf", b"... --- ..."])
def test_an_empty_file_is_refused(content: bytes) -> None:
    assert refusal(content).code == "document_empty"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "a picture"),
        (b"{\\rtf1 hello}", "rich text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "old office program"),
        (b"\x7fELF" + b"\x00" * 90, "a program"),
        (bytes(range(256)) * 4, "a file of an unknown kind"),
        (archive(**{"xl/workbook.xml": b"<x/>"}), "a spreadsheet"),
        (archive(**{"a.txt": b"x"}), "a packed file"),
    ],
)
def test_a_file_of_another_kind_is_named_and_refused(content: bytes, said: str) -> None:
    refused = refusal(content)
    assert refused.code == "document_of_wrong_kind"
    assert said in str(refused)


def test_a_locked_word_document_is_refused() -> None:
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert refusal(content).code == "document_locked"
