"""A page of a PDF as it is in the file: drawn with the place marked, or refused with a sentence."""

import io
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from paripassu.alliance.refusals import Refused
from paripassu.reading.pictured import LONGEST_SIDE, Asked, drawn, pictured
from tests.reading.files import pdf_of
from tests.reading.texts import EXAMPLES

CONTENT = (EXAMPLES / "bravatek-sibannac.pdf").read_bytes()
WORDS = "The term of this Agreement is twelve (12) months from the date hereof"


def yellow(png: bytes) -> list[int]:
    """The rows of a picture that have marked pixels."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    wide, high = picture.size
    pixels = picture.tobytes()
    rows = (pixels[3 * wide * row : 3 * wide * (row + 1)] for row in range(high))
    return [number for number, row in enumerate(rows) if _has_yellow(row)]


def _has_yellow(row: bytes) -> bool:
    return any(red > 200 and blue < red - 40 for red, blue in zip(row[::3], row[2::3], strict=True))


def test_the_words_are_marked_where_they_stand_and_nothing_else_is() -> None:
    marked = yellow(pictured(CONTENT, 3, WORDS))
    assert marked
    assert marked[-1] - marked[0] < 60
    assert yellow(pictured(CONTENT, 3, "")) == []


def test_words_that_are_not_on_the_page_mark_nothing() -> None:
    assert yellow(drawn(Asked(CONTENT, 1, WORDS)).png) == []


@pytest.mark.parametrize(("content", "page"), [(b"%PDF-1.4 and no more", 1), (b"", 1), (CONTENT, 99)])
def test_what_cannot_be_drawn_is_refused_with_a_sentence(content: bytes, page: int) -> None:
    with pytest.raises(Refused, match="Download the file"):
        pictured(content, page, WORDS)


def test_a_sheet_of_any_size_comes_to_a_bounded_picture() -> None:
    catalogue, pages = "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 14400 14400] >>"
    picture = Image.open(io.BytesIO(drawn(Asked(pdf_of([catalogue, pages, page]), 1, "")).png))
    assert max(picture.size) <= LONGEST_SIDE


@settings(max_examples=15, deadline=None)
@given(st.integers(0, len(CONTENT)), st.binary(max_size=40))
def test_a_broken_file_is_drawn_or_refused(at: int, put: bytes) -> None:
    broken = CONTENT[:at] + put + CONTENT[at + len(put) :]
    with suppress(Refused):
        assert drawn(Asked(broken, 1, "Agreement")).png
