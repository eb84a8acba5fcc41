"""`paripassu read`: a file on the screen or as JSON, a folder into a folder; 0, 1 and 2 as it ends."""

import json
from importlib import import_module
from pathlib import Path

import pytest
from typer.testing import CliRunner

from paripassu.cli import app
from paripassu.reading.draft import Draft

EXAMPLES = Path(__file__).parents[2] / "examples" / "agreements"
RUN = CliRunner()


def test_an_agreement_is_shown_as_tables() -> None:
    done = RUN.invoke(app, ["read", str(EXAMPLES / "bravatek-sibannac.pdf")])
    assert done.exit_code == 0
    assert "Texas" in done.stdout
    assert "Nothing here is confirmed" in done.stdout


def test_json_is_printed_alone() -> None:
    done = RUN.invoke(app, ["read", "--json", str(EXAMPLES / "utek-manakoa.docx")])
    assert done.exit_code == 0
    assert json.loads(done.stdout)["title"]["value"] == "STRATEGIC ALLIANCE AGREEMENT"


def test_what_is_no_agreement_ends_with_one(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Bo, the weather is fine. Yours, Ada")
    assert RUN.invoke(app, ["read", "--json", str(letter)]).exit_code == 1


def test_a_refused_file_ends_with_two_and_says_what_to_do(tmp_path: Path) -> None:
    done = RUN.invoke(app, ["read", str(tmp_path / "none.pdf")])
    assert done.exit_code == 2
    assert "cannot be opened. Check the path" in done.stderr


def test_a_folder_is_read_into_a_folder_and_a_bad_file_does_not_stop_it(tmp_path: Path) -> None:
    folder, drafts = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "good.txt").write_bytes((EXAMPLES / "cool-technologies-veteran-technology.txt").read_bytes())
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "notes.xyz").write_text("left alone")
    done = RUN.invoke(app, ["read", str(folder), "-o", str(drafts)])
    assert done.exit_code == 1
    assert [path.name for path in drafts.iterdir()] == ["good.json"]
    assert json.loads((drafts / "good.json").read_text())["governing_law"]["value"] == "Missouri"
    assert "empty.pdf is empty" in done.stderr
    assert "1 of 2 read" in done.stderr


def test_files_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    folder, drafts = tmp_path / "in", tmp_path / "out"
    (folder / "a").mkdir(parents=True)
    for path in (folder / "deal.txt", folder / "deal.md", folder / "a" / "deal.txt"):
        path.write_text("Ada and Bo agree.")
    assert RUN.invoke(app, ["read", str(folder), "-o", str(drafts)]).exit_code == 0
    assert len(list(drafts.iterdir())) == 3


def test_help_shows_an_example() -> None:
    assert "paripassu read agreement.pdf" in RUN.invoke(app, ["read", "--help"]).stdout


def test_a_folder_without_a_place_for_drafts_is_shown_as_one_table(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_bytes((EXAMPLES / "cool-technologies-veteran-technology.txt").read_bytes())
    (tmp_path / "empty.txt").write_bytes(b"")
    done = RUN.invoke(app, ["read", str(tmp_path)], env={"COLUMNS": "200"})
    assert done.exit_code == 1
    assert "Missouri" in done.stdout
    assert "1 of 2 read" in done.stderr


def test_a_folder_as_json_is_one_line_for_each_document(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes((EXAMPLES / "cool-technologies-veteran-technology.txt").read_bytes())
    done = RUN.invoke(app, ["read", "--json", str(tmp_path)])
    assert done.exit_code == 0
    assert [Path(json.loads(line)["file"]).name for line in done.stdout.splitlines()] == ["a.txt", "b.txt"]


def test_who_carries_what_is_shown_and_what_is_asked_is_marked() -> None:
    done = RUN.invoke(app, ["read", str(EXAMPLES / "bravatek-sibannac.pdf")], env={"COLUMNS": "160"})
    assert "Who carries what" in done.stdout
    assert "each alike" in done.stdout
    assert "asked" in done.stdout


def test_a_folder_without_documents_is_refused(tmp_path: Path) -> None:
    done = RUN.invoke(app, ["read", str(tmp_path)])
    assert done.exit_code == 2
    assert "holds no documents to read" in done.stderr


def test_a_folder_is_stopped_at_once_and_the_rest_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(50):
        (tmp_path / f"{number:02}.txt").write_text("Ada shall pay Bo.")
    asked: list[Path] = []

    def interrupted(path: Path) -> Draft:
        asked.append(path)
        raise KeyboardInterrupt

    monkeypatch.setattr(import_module("paripassu.cli.read"), "read_apart", interrupted)
    done = RUN.invoke(app, ["read", str(tmp_path), "--jobs", "1"])
    assert done.exit_code == 130
    assert "Stopped: 0 of 50 read" in done.stderr
    assert len(asked) < 50


def test_each_duty_stands_in_its_words_with_who_owes_it_to_whom() -> None:
    shown = RUN.invoke(app, ["read", str(EXAMPLES / "bravatek-sibannac.pdf")]).stdout
    assert "Bravatek Solutions, Inc. shall, towards Sibannac, Inc. (page 1)" in " ".join(shown.split())
    assert "finder for COMPANY." in " ".join(shown.split())
