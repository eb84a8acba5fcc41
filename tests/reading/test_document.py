"""Files become text with places, or a sentence that says why not."""

import hashlib

from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.alliance.refusals import Refused
from paripassu.reading import Draft, read
from paripassu.reading.document import document
from tests.reading.texts import EXAMPLES, alliance


def test_a_document_knows_its_digest_name_and_pages() -> None:
    content = b"First page.\fSecond page."
    made = document("x.txt", content, "agreement.txt")
    assert made.digest == hashlib.sha256(content).hexdigest()
    assert (made.name, made.pages) == ("agreement.txt", 2)
    assert [block.page for block in made.blocks] == [1, 2]
    assert [made.text[block.start : block.end] for block in made.blocks] == ["First page.", "Second page."]


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
