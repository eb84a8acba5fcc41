"""Tables with merged cells become lines."""

from paripassu.reading.cells import Cell, table_lines


def test_a_label_in_a_column_behind_a_wide_cell_stands_in_its_column() -> None:
    rows = [[Cell("Ada and Bo", across=2), Cell("Oslo", down=2)], [Cell("Ada"), Cell("Bo")]]
    assert list(table_lines(rows)) == ["Ada and Bo | Oslo", "Ada | Bo | Oslo"]


def test_spans_without_end_cost_no_room() -> None:
    rows = [[Cell("Ada", 10**5, 10**5), Cell("Bo")], [Cell("Cy")]]
    assert list(table_lines(rows)) == ["Ada | Bo", "Ada | Cy"]
