"""The example in the reference of reading runs, and every command in it exists."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from paripassu.cli import app

HOUSE = Path(__file__).parents[2]
PAGE = (HOUSE / "docs" / "reference" / "reading.md").read_text(encoding="utf-8")


def test_the_example_in_python_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HOUSE)
    examples = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert len(examples) == 1
    exec(examples[0], {})


def test_every_command_in_it_runs(tmp_path: Path) -> None:
    commands = re.findall(r"(?m)^paripassu (read .*)$", PAGE)
    assert len(commands) == 4
    real = {
        "agreement.pdf": "bravatek-sibannac.pdf",
        "agreement.docx": "utek-manakoa.docx",
        "agreements/": "",
        "drafts/": str(tmp_path),
    }
    folder = HOUSE / "examples" / "agreements"
    for command in commands:
        words = [str(folder / real[word]) if word in real else word for word in command.split()]
        assert CliRunner().invoke(app, words).exit_code == 0, command
