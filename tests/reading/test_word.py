"""Word documents."""

from paripassu.reading import limits, read
from paripassu.reading.document import document
from tests.reading.files import archive, body, refusal, word_file
from tests.reading.texts import alliance


def test_inserted_words_are_kept_and_deleted_words_left_out() -> None:
    xml = (
        "<w:p><w:r><w:t>Ada shall </w:t></w:r><w:ins><w:r><w:t>not </w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>never </w:delText></w:r></w:del><w:r><w:t>pay.</w:t></w:r></w:p>"
    )
    assert document("a.docx", archive(**{"word/document.xml": body(xml)})).text == "Ada shall not pay."


def test_the_same_agreement_as_text_and_as_word_gives_the_same_draft() -> None:
    plain = read("a.txt", alliance().encode())
    word = read("a.docx", word_file(*(" ".join(part.split()) for part in alliance().split("\n\n"))))
    assert [(d.party, d.kind, d.to, d.text) for d in plain.duties] == [
        (d.party, d.kind, d.to, d.text) for d in word.duties
    ]
    assert [party.name for party in plain.parties] == [party.name for party in word.parties]


def test_an_archive_that_swells_is_refused() -> None:
    assert refusal(archive(**{"word/document.xml": b" " * 80_000_000})).code == "document_unsafe"


def test_an_archive_of_too_many_files_is_refused() -> None:
    parts = {f"part{number}": b"" for number in range(limits.MOST_ENTRIES + 1)}
    assert refusal(archive(**parts)).code == "document_unsafe"


def test_parts_that_overlap_are_refused() -> None:
    content = bytearray(archive(**{"a": b"x" * 500, "word/document.xml": body("<w:p/>"), "z": b"y"}))
    entry = content.rfind(b"PK\x01\x02")
    content[entry + 42 : entry + 46] = (2).to_bytes(4, "little")
    assert refusal(bytes(content)).code in {"document_unsafe", "document_damaged"}


def test_xml_entities_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>'
    assert refusal(archive(**{"word/document.xml": bomb})).code == "document_damaged"


def test_a_cut_word_document_is_refused() -> None:
    assert refusal(word_file("Ada shall pay.")[:-200]).code == "document_damaged"
