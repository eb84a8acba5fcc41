"""What is printed on a page, with its place."""

import pypdfium2  # type: ignore[import-untyped]

from paripassu.reading.printed import Fragment, clean, fragments, rows
from tests.reading.files import printed_pdf


def printed(*words: tuple[float, float, str]) -> list[Fragment]:
    pdf = pypdfium2.PdfDocument(printed_pdf(list(words)))
    found = fragments(pdf[0].get_textpage())
    pdf.close()
    return found


def test_a_wide_gap_parts_a_line() -> None:
    found = rows(printed((72, 700, "3.1"), (120, 700, "Ada shall deliver.")))
    assert [[one.text for one in row.fragments] for row in found] == [["3.1", "Ada shall deliver."]]
    number, words = found[0].fragments
    assert 71 < number.left < number.right < 119 < words.left
    assert 698 < words.bottom < words.top < 710


def test_a_space_does_not_part_a_line() -> None:
    assert [one.text for one in printed((72, 700, "Ada shall deliver."), (153, 700, "to Bo"))] == [
        "Ada shall deliver. to Bo"
    ]


def test_rows_go_down_the_page_whatever_the_order_of_the_file() -> None:
    found = rows(printed((72, 500, "third"), (300, 700, "right"), (72, 700, "left"), (72, 600, "second")))
    assert [row.text for row in found] == ["left right", "second", "third"]


def test_special_spaces_and_lone_surrogates_are_made_plain() -> None:
    assert clean("a\u00a0b\ud800 labo\x02") == "a b? labo-"
