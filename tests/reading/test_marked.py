"""The plain text with a sign where no name goes on."""

from paripassu.reading.document import document
from paripassu.reading.marked import marked
from paripassu.reading.structure import structure


def seen(text: str) -> str:
    return marked(structure(document("a.txt", text.encode())))


def test_a_line_that_was_ended_on_purpose_ends_a_name() -> None:
    assert seen("Ada Institute\nA Texas body\nOslo") == "Ada Institute¶A Texas body¶Oslo"


def test_a_line_that_goes_on_does_not() -> None:
    full = "This agreement is made on the first of May between Ada\nWorks and Bo"
    assert "¶" not in seen(full)
    assert "¶" not in seen("Ada Works\nInc.") + seen("Ada and\nBo") + seen("Ada Works\nand Bo")


def test_quotes_around_a_nickname_are_blank_and_those_of_a_short_name_stay() -> None:
    assert seen('Ada "Ace" Moe') == "Ada  Ace  Moe"
    assert seen('the "Seller" Ada') == 'the "Seller" Ada'
