"""What a file is, its bytes say: programs, lies and traps are refused, whatever their name is."""

import io
import zipfile

import pytest

from paripassu.keeper import inspection
from paripassu.keeper.inspection import ENDINGS, inspected
from tests.cast import refused

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
PDF = b"%PDF-1.7\n%\xe2\xe3\n1 0 obj"


def packed(*names: str, content: bytes = b"x", size: int = 1) -> bytes:
    """A packed file that holds these."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content * size)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "media"),
    [
        ("Fatigue tests.pdf", PDF, "application/pdf"),
        ("hull.PNG", PNG, "image/png"),
        ("runs.csv", b"run;load\n1;20\n", "text/csv"),
        ("Prüfbericht.txt", "Lasten in kN: 20 µm".encode(), "text/plain"),
        ("wide.txt", "Lasten".encode("utf-16"), "text/plain"),
        ("frame.step", b"ISO-10303-21;\nHEADER;", "text/plain"),
        ("drawings.zip", packed("a/1.pdf", "a/2.pdf"), "application/zip"),
        ("report.docx", packed("word/document.xml", "[Content_Types].xml"), ENDINGS["docx"][1]),
        ("page.html", b"<script>alert(1)</script>", "text/html"),
        ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "image/svg+xml"),
    ],
)
def test_what_people_exchange_is_kept_under_its_kind(name: str, content: bytes, media: str) -> None:
    assert inspected(name, content) == media


@pytest.mark.parametrize(
    "content", [b"MZ\x90\x00", b"\x7fELF\x02", b"\xcf\xfa\xed\xfe", b"#!/bin/sh\nrm -rf ~", b"MZ then %PDF-1.7"]
)
@pytest.mark.parametrize("name", ["report.pdf", "runs.txt", "drawings.zip", "hull.png"])
def test_a_program_is_refused_whatever_it_is_called(name: str, content: bytes) -> None:
    with refused("file_runs"):
        inspected(name, content)


@pytest.mark.parametrize(
    "name", ["setup.exe", "run.bat", "a.js", "report.pdf.exe", "noending", "report.docm", "x.", ".pdf.", "a.rtf"]
)
def test_an_ending_that_is_not_on_the_list_is_refused(name: str) -> None:
    with refused("file_of_unknown_kind"):
        inspected(name, PDF)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("hull.png", PDF),
        ("report.pdf", PNG),
        ("report.pdf", b"<html>"),
        ("runs.txt", b"run\x00load"),
        ("runs.csv", PNG),
        ("report.docx", packed("xl/workbook.xml")),
        ("drawings.zip", b"PK\x03\x04 and nothing more"),
        ("drawings.zip", b"text"),
        ("clip.mp4", b"text"),
    ],
)
def test_a_lie_about_the_kind_is_refused(name: str, content: bytes) -> None:
    with refused("file_lies"):
        inspected(name, content)


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd.txt", "a\\b.txt", "re\u202efdp.txt", "a\x00.txt", "C:a.txt", f"{'x' * 300}.txt", "a\nb.txt"],
)
def test_a_name_that_leads_elsewhere_or_reads_as_another_is_refused(name: str) -> None:
    with refused("name_unreadable"):
        inspected(name, b"text")


def test_a_packed_file_that_unpacks_to_far_more_than_it_is_is_refused() -> None:
    with refused("document_unsafe"):
        inspected("drawings.zip", packed("zeros.txt", content=b"\x00", size=50_000_000))


def test_many_parts_that_are_much_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspection, "MOST_UNPACKED", 1000)
    with refused("file_unpacks"):
        inspected("drawings.zip", packed(*(f"{number}.txt" for number in range(11)), size=100))


@pytest.mark.parametrize("inside", ["setup.exe", "more.zip", "word/vbaProject.bin", "a/b/run.PS1"])
def test_a_packed_file_with_a_program_a_macro_or_another_inside_is_refused(inside: str) -> None:
    with refused("file_runs"):
        inspected("report.docx", packed("word/document.xml", inside))
