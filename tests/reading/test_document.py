"""Files become text with places, or a sentence that says why not."""

import hashlib
import io
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.alliance.refusals import Refused
from paripassu.reading import Draft, limits, read
from paripassu.reading.document import document
from tests.reading.texts import alliance

EXAMPLES = Path(__file__).parents[2] / "examples" / "agreements"


def word_file(*paragraphs: str) -> bytes:
    made = docx.Document()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def archive(**parts: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return held.getvalue()


def pdf_file(password: str = "", pages: int = 1) -> bytes:
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def body(xml: str) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<w:document xmlns:w="{space}"><w:body>{xml}</w:body></w:document>'.encode()


def refusal(content: bytes, name: str = "agreement.pdf") -> Refused:
    with pytest.raises(Refused) as caught:
        document(name, content)
    assert str(caught.value).startswith(name)
    return caught.value


def test_the_kind_is_told_by_the_content_and_not_by_the_name() -> None:
    assert document("agreement.pdf", b"Only text.").media == "text/plain"
    assert document("agreement.txt", (EXAMPLES / "bravatek-sibannac.pdf").read_bytes()).media == "application/pdf"


def test_a_document_knows_its_digest_name_and_pages() -> None:
    content = b"First page.\fSecond page."
    made = document("x.txt", content, "agreement.txt")
    assert made.digest == hashlib.sha256(content).hexdigest()
    assert (made.name, made.pages) == ("agreement.txt", 2)
    assert [block.page for block in made.blocks] == [1, 2]
    assert [made.text[block.start : block.end] for block in made.blocks] == ["First page.", "Second page."]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_in_another_encoding_is_read(encoding: str) -> None:
    text = "Das Übereinkommen über die Zusammenarbeit zwischen Müller und Söhnen gilt für drei Jahre.\n" * 20
    assert document("a.txt", text.encode(encoding)).text == text


def test_markdown_and_html_lose_their_marks() -> None:
    marked = document("a.md", b"# The Agreement\n\nAda **shall** pay [Bo](http://example.org).\n\n- a list item\n")
    assert [marked.text[b.start : b.end] for b in marked.blocks][:2] == ["The Agreement", "Ada shall pay Bo."]
    page = document("a.html", b"<html><script>x</script><h1>The Agreement</h1><p>Ada &amp; Bo<br>agree</p></html>")
    assert page.text == "The Agreement\n\nAda & Bo\n\nagree"
    assert page.blocks[0].kind == "heading"


def test_inserted_words_are_kept_and_deleted_words_left_out() -> None:
    xml = (
        "<w:p><w:r><w:t>Ada shall </w:t></w:r><w:ins><w:r><w:t>not </w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>never </w:delText></w:r></w:del><w:r><w:t>pay.</w:t></w:r></w:p>"
    )
    assert document("a.docx", archive(**{"word/document.xml": body(xml)})).text == "Ada shall not pay."


def test_numbers_and_tables_of_a_word_document_are_written_out() -> None:
    made = docx.Document()
    made.add_heading("Duties", 1)
    made.add_paragraph("Ada shall pay.", style="List Number")
    made.add_paragraph("Bo shall build.", style="List Number")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Price", "100 EUR"
    held = io.BytesIO()
    made.save(held)
    read_back = document("a.docx", held.getvalue())
    assert [read_back.text[b.start : b.end] for b in read_back.blocks] == [
        "Duties",
        "1. Ada shall pay.",
        "2. Bo shall build.",
        "Price | 100 EUR",
    ]
    assert [block.kind for block in read_back.blocks] == ["heading", "list", "list", "table"]


def test_the_same_agreement_as_text_and_as_word_gives_the_same_draft() -> None:
    plain = read("a.txt", alliance().encode())
    word = read("a.docx", word_file(*(" ".join(part.split()) for part in alliance().split("\n\n"))))
    assert [(d.party, d.kind, d.to, d.text) for d in plain.duties] == [
        (d.party, d.kind, d.to, d.text) for d in word.duties
    ]
    assert [party.name for party in plain.parties] == [party.name for party in word.parties]


def test_a_pdf_without_text_is_said_to_be_pictures() -> None:
    said = refusal(pdf_file())
    assert said.code == "document_has_no_text"
    assert "has no text, only pictures;" in str(said)


def test_a_pdf_with_a_password_is_refused() -> None:
    assert refusal(pdf_file(password="secret")).code == "document_locked"


def test_a_pdf_that_only_forbids_printing_is_opened() -> None:
    writer = pypdf.PdfWriter(clone_from=str(EXAMPLES / "bravatek-sibannac.pdf"))
    writer.encrypt("", owner_password="secret", algorithm="RC4-128")
    held = io.BytesIO()
    writer.write(held)
    assert "Bravatek" in document("a.pdf", held.getvalue()).text


@pytest.mark.parametrize("cut", [20, 300, 5_000, 40_000])
def test_a_truncated_pdf_is_refused_or_read(cut: int) -> None:
    content = (EXAMPLES / "bravatek-sibannac.pdf").read_bytes()[:cut]
    try:
        assert isinstance(read("a.pdf", content), Draft)
    except Refused as refused:
        assert refused.code in {"document_damaged", "document_has_no_text"}  # noqa: PT017 - either end is right


def test_too_many_pages_are_refused() -> None:
    said = refusal(pdf_file(pages=limits.MOST_PAGES + 1))
    assert said.code == "document_too_long"
    assert str(limits.MOST_PAGES) in str(said)


def test_a_big_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(Refused, match=r"200\.0 MB, and at most 25 MB") as caught:
        document(big)
    assert caught.value.code == "document_too_big"


def test_a_text_of_too_many_characters_is_refused() -> None:
    assert refusal(b"word " * (limits.MOST_CHARACTERS // 4)).code == "document_too_long"


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
        (bytes(range(256)) * 4, "not a text"),
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


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        document(tmp_path / "none.pdf")
    assert caught.value.code == "document_not_found"


def test_a_folded_file_name_with_braces_does_not_break_the_sentence() -> None:
    assert "{x}.pdf" in str(refusal(b"", "{x}.pdf"))


STARTS = st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b"# T\n", b"\xff\xfe", b"{\\rtf"])


@settings(max_examples=150, deadline=None)
@given(STARTS, st.binary(max_size=2_000))
def test_any_bytes_give_a_draft_or_a_refusal(start: bytes, rest: bytes) -> None:
    try:
        assert isinstance(read("any", start + rest), Draft)
    except Refused as refused:
        assert str(refused)  # noqa: PT017 - either end is right


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=1_500))
def test_any_text_gives_places_inside_the_text(words: str) -> None:
    text = alliance().replace("2. Term", words)
    draft = read("any.txt", text.encode("utf-8", "replace"))
    for duty in draft.duties:
        assert draft.document.words(duty.place.start, duty.place.end) == duty.text


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 60_000), st.binary(min_size=1, max_size=8))
def test_flipped_bytes_in_a_pdf_give_a_draft_or_a_refusal(at: int, flipped: bytes) -> None:
    content = bytearray((EXAMPLES / "bravatek-sibannac.pdf").read_bytes())
    content[at : at + len(flipped)] = flipped
    try:
        assert isinstance(read("any.pdf", bytes(content)), Draft)
    except Refused as refused:
        assert str(refused)  # noqa: PT017 - either end is right
