"""Where the words of a place stand on the pages of a PDF."""

from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]

from paripassu.reading import read
from paripassu.reading.boxes import boxes, matched

PDF = Path(__file__).parents[2] / "examples" / "agreements" / "bravatek-sibannac.pdf"


def test_every_duty_of_a_pdf_has_boxes_and_they_hold_its_words() -> None:
    draft = read(PDF)
    pdf = pypdfium2.PdfDocument(PDF)
    for duty in draft.duties:
        found = draft.boxes[f"{duty.place.start}-{duty.place.end}"]
        assert found
        assert found[0].page == duty.place.page
        first = found[0]
        words = pdf[first.page - 1].get_textpage().get_text_bounded(first.left, first.bottom, first.right, first.top)
        assert duty.text.split()[0] in words
    pdf.close()


def test_a_box_is_a_part_of_its_page() -> None:
    draft = read(PDF)
    pdf = pypdfium2.PdfDocument(PDF)
    for found in draft.boxes.values():
        for box in found:
            width, height = pdf[box.page - 1].get_size()
            assert 0 <= box.left < box.right <= width
            assert 0 <= box.bottom < box.top <= height
    pdf.close()


def test_words_that_go_on_over_a_page_are_found_in_part() -> None:
    assert matched(
        "...Adashalldeliverthegoodsthatwereorderedbefore", "Adashalldeliverthegoodsthatwereorderedbeforenoon"
    ) == (3, 44)
    assert matched("nothing alike", "Adashalldeliver") == (0, 0)


def test_what_is_no_pdf_has_no_boxes() -> None:
    assert boxes(b"%PDF-1.4 broken", read(PDF)) == {}
