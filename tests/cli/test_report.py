"""`paripassu report`: the same record gives the same pages; what does not hold gives none; nothing typed is run."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from paripassu.cli import app
from tests import cast
from tests.record.records import Place, busy_scene, edited, export_of, texts_of

RUN = CliRunner()


@pytest.fixture
def pari(tmp_path: Path) -> Path:
    """A record in which Bo received three quarters."""
    scene = busy_scene()
    for by, other, party, side, quantity in [
        (cast.ADA, cast.BO, "ada", "reward", 100),
        (cast.BO, cast.ADA, "bo", "reward", 300),
        (cast.BO, cast.ADA, "bo", "contribution", 100),
    ]:
        scene.confirm(other, scene.post(by, party, quantity, side=side))
    return export_of(Place(tmp_path).filled(scene), tmp_path / "alliance.pari", reader="ada")


def made(pari: Path, name: str, *more: str) -> bytes:
    target = pari.parent / name
    done = RUN.invoke(app, ["report", str(pari), "-o", str(target), *more])
    assert done.exit_code == 0, done.output
    return target.read_bytes()


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_a_report_says_where_every_area_stands_and_what_is_not_counted(pari: Path) -> None:
    text = text_of(made(pari, "report.pdf"))
    for words in ("Working together", "Ada Ltd", "Balance: Joint work", "0.50", "What is not counted", "1 of "):
        assert words in text


def test_the_same_record_gives_the_same_bytes(pari: Path) -> None:
    assert made(pari, "one.pdf") == made(pari, "two.pdf")
    assert made(pari, "one.html") == made(pari, "two.html")


def test_the_html_needs_nothing_else(pari: Path) -> None:
    text = made(pari, "report.html").decode()
    assert "<svg" in text
    for outside in ("<script", "http://localhost", "https://", "src=", "<link"):
        assert outside not in text


def test_a_day_can_be_asked_for(pari: Path) -> None:
    assert b"5 March 2026" in made(pari, "report.html", "--on", "2026-03-05")


def test_another_kind_of_file_is_refused(pari: Path) -> None:
    done = RUN.invoke(app, ["report", str(pari), "-o", str(pari.parent / "report.docx")])
    assert done.exit_code == 2
    assert "Choose such a name" in done.output


def test_a_place_that_cannot_be_written_is_refused(pari: Path) -> None:
    done = RUN.invoke(app, ["report", str(pari), "-o", str(pari.parent / "nowhere" / "report.html")])
    assert done.exit_code == 2
    assert "Choose another place" in done.output


def test_there_is_no_report_of_a_record_that_does_not_hold(pari: Path) -> None:
    texts = texts_of(pari)
    texts["envelopes.jsonl"] = texts["envelopes.jsonl"].replace(b"300", b"301", 1)
    target = pari.parent / "report.pdf"
    done = RUN.invoke(app, ["report", str(edited(pari, texts)), "-o", str(target)])
    assert done.exit_code == 1
    assert "does not hold" in done.output
    assert not target.exists()


def test_before_an_agreement_there_is_nothing_to_report(tmp_path: Path) -> None:
    path = export_of(Place(tmp_path).filled(cast.founded()), tmp_path / "new.pari", reader="ada")
    done = RUN.invoke(app, ["report", str(path), "-o", str(tmp_path / "report.pdf")])
    assert done.exit_code == 2
    assert "nothing to report" in done.output
