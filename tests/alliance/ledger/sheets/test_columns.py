"""The names of columns."""

from paripassu.alliance.ledger.sheets.columns import field_of, head, known, plain_name


def test_names_are_read_without_capitals_and_needless_spaces() -> None:
    assert field_of(" Resource_Kind ") == "resource"
    assert plain_name("Posted__BY") == "posted by"
    assert known("entry")
    assert not known("mood")


def test_the_row_with_most_known_names_is_the_head() -> None:
    assert head([("Our side", None), ("side", "of"), ("reward", "ada")]) == 1
    assert head([("x",), ("y",)]) == 0
