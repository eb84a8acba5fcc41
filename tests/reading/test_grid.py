"""Tables, columns and signatures of a PDF in reading order."""

from paripassu.reading.document import document
from tests.reading.files import printed_pdf

Page = list[tuple[float, float, str]]


def blocks(content: bytes) -> list[tuple[str, str]]:
    """Kind and words of every block."""
    made = document("a.pdf", content)
    return [(block.kind, made.text[block.start : block.end]) for block in made.blocks]


def prose(top: float, *lines: str, left: float = 72) -> Page:
    return [(left, top - 12 * number, words) for number, words in enumerate(lines)]


ABOVE = prose(
    740,
    "Ada shall pay the amounts of this table to Bo on the days that stand beside them, and",
    "Bo shall send a bill for each of them not later than ten days before that day has come.",
)


def rows(top: float, *cells: tuple[str, ...], step: float = 14) -> Page:
    return [
        (72 + 150 * column, top - step * number, words)
        for number, row in enumerate(cells)
        for column, words in enumerate(row)
        if words
    ]


def test_the_rows_of_a_table_keep_their_cells() -> None:
    table = rows(690, ("Year", "Royalty", "Due"), ("One", "$500", "July 1"), ("Two", "$700", "July 2"))
    found = blocks(printed_pdf([*ABOVE, *table]))
    assert [words for kind, words in found if kind == "table"] == [
        "Year | Royalty | Due",
        "One | $500 | July 1",
        "Two | $700 | July 2",
    ]
    assert found[0][1].endswith("before that day has come.")


def test_a_table_written_column_by_column_has_the_same_rows() -> None:
    table = rows(690, ("Year", "Royalty"), ("One", "$500"), ("Two", "$700"))
    found = blocks(printed_pdf([*ABOVE, *sorted(table)]))
    assert [words for kind, words in found if kind == "table"] == ["Year | Royalty", "One | $500", "Two | $700"]


def test_what_is_wrapped_in_a_cell_is_put_together() -> None:
    table = rows(690, ("Year", "Royalty"), ("One", "$500 and more"), ("", "when asked"), ("Two", "$700"), step=12)
    found = blocks(printed_pdf([*ABOVE, *table]))
    assert [words for kind, words in found if kind == "table"] == [
        "Year | Royalty",
        "One | $500 and more when asked",
        "Two | $700",
    ]


def test_rules_between_rows_say_what_belongs_to_one() -> None:
    table = rows(690, ("Term", "Fee"), ("The first", "Five"), ("year", "hundred"), ("The next", "Six"), step=12)
    rules = tuple((70.0, 400.0, height) for height in (701.0, 687.0, 663.0, 651.0))
    found = blocks(printed_pdf([*ABOVE, *table], rules=rules))
    assert [words for kind, words in found if kind == "table"] == [
        "Term | Fee",
        "The first year | Five hundred",
        "The next | Six",
    ]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"Ada shall on day {number} send so many goods" for number in range(12)]
    right = [f"and Bo shall on week {number} pay the whole price" for number in range(12)]
    lines = [place for number in range(12) for place in (
        (60.0, 700 - 12.0 * number, left[number]), (330.0, 700 - 12.0 * number, right[number])
    )]  # fmt: skip
    words = " ".join(text for _kind, text in blocks(printed_pdf(lines)))
    assert words == " ".join([*left, *right])


def test_signatures_beside_each_other_are_read_one_after_the_other() -> None:
    signed = rows(
        600,
        ("ADA, INC.", "", "BO LTD."),
        ("By: /s/ Ada Lovelace", "", "By: /s/ Bo Diddley"),
        ("Name: Ada Lovelace", "", "Name: Bo Diddley"),
    )
    words = " ".join(text for _kind, text in blocks(printed_pdf([*ABOVE, *signed])))
    assert words.index("Name: Ada Lovelace") < words.index("BO LTD.") < words.index("By: /s/ Bo Diddley")


def test_a_number_before_a_sentence_and_a_table_of_contents_are_no_table() -> None:
    listed = [(72.0, 690.0, "1.1"), (110.0, 690.0, "Ada shall deliver the goods."),
              (72.0, 670.0, "1.2"), (110.0, 670.0, "Bo shall pay for them."),
              (72.0, 650.0, "1.3"), (110.0, 650.0, "Both shall keep books.")]  # fmt: skip
    contents = [(72.0, 600.0 - 14 * number, f"Article {number}") for number in range(4)] + [
        (500.0, 600.0 - 14 * number, str(number + 3)) for number in range(4)
    ]
    found = blocks(printed_pdf([*ABOVE, *listed, *contents]))
    assert "table" not in {kind for kind, _words in found}
    assert "1.2 Bo shall pay for them." in [words for _kind, words in found]
