"""XLSX workbooks: numbers as numbers, and everything that could be misread is named by its cell."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl import Workbook

from paripassu.alliance.ledger.sheets.preview import Preview, preview
from paripassu.alliance.refusals import Refused
from tests import cast

HEAD: list[object] = ["side", "of", "pool", "on", "quantity", "unit", "what"]
GOOD: list[object] = ["contribution", "ada", "work", date(2026, 1, 2), 0.1 + 0.2, "EUR", "help"]


def book(*rows: list[object], merge: str = "") -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def seen(scene: cast.Scene, content: bytes) -> Preview:
    return preview(content, "table.xlsx", scene.alliance, by=cast.ADA, now=scene.now)


def test_numbers_and_days_are_taken_as_they_are(scene: cast.Scene) -> None:
    at_noon = ["reward", "bo", "work", datetime(2026, 1, 3, 12), 1234567, "EUR", "-2 per cent"]  # noqa: DTZ001
    found = seen(scene, book(HEAD, GOOD, at_noon))
    assert found.findings == ()
    assert [row["quantity"] for row in found.rows] == [Decimal("0.3"), 1234567]
    assert [row["on"] for row in found.rows] == [date(2026, 1, 2), date(2026, 1, 3)]
    assert found.rows[1]["what"] == "-2 per cent"
    assert found.form == "XLSX, sheet “Sheet”"


def test_a_formula_without_a_value_is_named_by_its_cell(scene: cast.Scene) -> None:
    found = seen(scene, book(HEAD, [*GOOD[:4], "=1+1", *GOOD[5:]]))
    assert "cell E2" in [finding.at for finding in found.findings]


def test_merged_cells_are_named(scene: cast.Scene) -> None:
    found = seen(scene, book(HEAD, GOOD, GOOD, merge="B2:B3"))
    assert "cells B2:B3" in [finding.at for finding in found.findings]


def test_an_error_in_a_cell_is_named(scene: cast.Scene) -> None:
    found = seen(scene, book(HEAD, [*GOOD[:4], "#N/A", *GOOD[5:]]))
    assert "cell E2" in [finding.at for finding in found.findings]


def test_a_day_written_as_a_number_is_asked_for_as_a_day(scene: cast.Scene) -> None:
    found = seen(scene, book(HEAD, [*GOOD[:3], 46024, *GOOD[4:]]))
    assert [finding.at for finding in found.findings] == ["row 2, column on"]


def test_of_several_sheets_the_one_with_the_columns_is_read_and_named(scene: cast.Scene) -> None:
    workbook = Workbook()
    workbook.create_sheet("Our year")
    workbook["Our year"].append(HEAD)
    workbook["Our year"].append(GOOD)
    file = io.BytesIO()
    workbook.save(file)
    found = seen(scene, file.getvalue())
    assert len(found.rows) == 1
    assert found.notices[0].message == "There are 2 sheets: only “Our year” is read."


def packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_file_that_unpacks_to_far_more_than_its_size_is_refused(scene: cast.Scene) -> None:
    bomb = packed(parts_of(book(HEAD, GOOD)) | {"xl/media/zeros.bin": bytes(30_000_000)})
    with pytest.raises(Refused, match="unpacks to far more"):
        seen(scene, bomb)


def test_a_file_of_very_many_parts_is_refused(scene: cast.Scene) -> None:
    with pytest.raises(Refused, match="too many parts"):
        seen(scene, packed(parts_of(book(HEAD, GOOD)) | {f"xl/{number}": b"" for number in range(1_001)}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_declared_entities_are_refused(scene: cast.Scene, encoding: str) -> None:
    parts = parts_of(book(HEAD, GOOD))
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    declared = '<!DOCTYPE x [<!ENTITY a "b">]>' + sheet.partition("?>")[2]
    with pytest.raises(Refused, match="declares entities"):
        seen(scene, packed(parts | {"xl/worksheets/sheet1.xml": declared.encode(encoding)}))


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"])
def test_a_damaged_part_is_refused_and_no_traceback(scene: cast.Scene, part: str) -> None:
    with pytest.raises(Refused, match=r"table\.xlsx cannot be read"):
        seen(scene, packed(parts_of(book(HEAD, GOOD)) | {part: b"<broken"}))


def test_another_kind_of_zip_file_is_refused(scene: cast.Scene) -> None:
    with pytest.raises(Refused, match="no XLSX workbook"):
        seen(scene, packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}))


def test_a_row_far_below_is_neither_lost_nor_a_burden(scene: cast.Scene) -> None:
    parts = parts_of(book(HEAD, GOOD, GOOD))
    sheet = parts["xl/worksheets/sheet1.xml"].replace(b'r="3"', b'r="90000"')
    for column in b"ABCDEFG":
        sheet = sheet.replace(bytes([column]) + b'3"', bytes([column]) + b'90000"')
    found = seen(scene, packed(parts | {"xl/worksheets/sheet1.xml": sheet}))
    assert found.numbers == (2, 90000)
