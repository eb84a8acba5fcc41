"""The verifier printed in the documentation runs, says yes to a true copy and no to a false one."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from paripassu.record.record import Record
from tests.record.records import edited, export_of, lines, texts_of

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "record.md"


@pytest.fixture
def stranger(tmp_path: Path) -> Path:
    """The program on the page, as a file that knows nothing of this project."""
    (program,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
    (tmp_path / "stranger.py").write_text(program)
    return tmp_path / "stranger.py"


def says(stranger: Path, copy: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", str(stranger), str(copy)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("reader", ["*", "ada", "bo"])
def test_the_stranger_accepts_true_copies(stranger: Path, record: Record, tmp_path: Path, reader: str) -> None:
    answer = says(stranger, export_of(record, tmp_path / "copy.pari", reader))
    assert answer.returncode == 0, answer.stderr
    assert f"15 entries hold, root {record.root.hex()}" in answer.stdout


@pytest.mark.parametrize(
    ("name", "at", "old", "new", "where"),
    [
        ("entries.jsonl", 9, b'"party":"ada"', b'"party":"bo"', "checkpoint"),
        ("entries.jsonl", 9, b'"index":9', b'"index":8', "entry 9"),
        ("envelopes.jsonl", 9, b'"quantity":"100"', b'"quantity":"900"', "entry 9"),
        ("checkpoint", 1, b"15", b"14", "checkpoint"),
    ],
)
def test_the_stranger_finds_lies(
    stranger: Path, record: Record, tmp_path: Path, name: str, at: int, old: bytes, new: bytes, where: str
) -> None:
    copy = export_of(record, tmp_path / "copy.pari")
    found = lines(texts_of(copy)[name])
    assert old in found[at]
    found[at] = found[at].replace(old, new)
    answer = says(stranger, edited(copy, {name: b"".join(found)}))
    assert answer.returncode != 0
    assert where in answer.stderr


def test_the_page_names_every_member_of_the_file(record: Record, tmp_path: Path) -> None:
    page = PAGE.read_text()
    for name in texts_of(export_of(record, tmp_path / "copy.pari")):
        assert f"| `{name}` |" in page
