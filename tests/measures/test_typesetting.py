"""A report on paper and as HTML: the same bytes each time, page numbers, and whatever was typed is printed, not run."""

import io
import re
from datetime import datetime

import msgspec
import pytest
from pypdf import PdfReader

from paripassu.measures import typesetting
from paripassu.measures.reports import Report
from tests import cast
from tests.measures.test_reports import reported

AT = datetime(2026, 1, 5, 9, tzinfo=cast.START.tzinfo)
HOSTILE = ["#panic()", "*bold* _it_ $x$", "<script>alert(1)</script>", "</title><b>", "\\u{41}", "{{ 7 * 7 }}", "@cite"]


def pages(report: Report) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(typesetting.pdf(report, AT))).pages]


def test_the_same_report_gives_the_same_bytes() -> None:
    one, other = reported(), reported()
    assert typesetting.pdf(one, AT) == typesetting.pdf(other, AT)
    assert typesetting.html(one) == typesetting.html(other)


def test_every_page_has_its_number_and_names_the_record() -> None:
    found = pages(reported())
    for number, text in enumerate(found, 1):
        assert f"{number} of {len(found)}" in text
        assert "root 00000000" in text


@pytest.mark.parametrize("name", HOSTILE)
def test_what_was_typed_is_printed_and_not_run(name: str) -> None:
    report = msgspec.structs.replace(reported(), name=name, parties=name)
    printed = re.sub(r"\s", "", "".join(pages(report)))
    assert re.sub(r"\s", "", name) in printed
    page = typesetting.html(report)
    assert "<script" not in page
    assert page.count("<title>") == 1
    assert page.count("</title>") == 1


def test_a_report_without_anything_can_be_set() -> None:
    empty = Report("New", "", "5 January 2026", 0, "", "", (), (), (), ())
    assert "No agreement is in force yet" in pages(empty)[0]
    assert "No agreement is in force yet" in typesetting.html(empty)


def test_pictures_are_in_both() -> None:
    report = reported()
    strips = sum(len(area.sides) for area in report.areas)
    assert typesetting.html(report).count("<svg") >= strips > 0
    assert b"/StructTreeRoot" in typesetting.pdf(report, AT)
