"""`paripassu verify`: a verdict on the screen or as JSON; 0, 1 and 2 as it ends."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from paripassu.cli import app
from paripassu.record.record import Record
from tests import cast
from tests.record.records import ADA_SIGNS, HOST, MALLORY, Place, busy_scene, edited, export_of, texts_of

RUN = CliRunner()


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return Place(tmp_path).filled(busy_scene())


@pytest.fixture
def pari(record: Record, tmp_path: Path) -> Path:
    return export_of(record, tmp_path / "alliance.pari", reader="ada")


def verified(*arguments: object) -> Result:
    return RUN.invoke(app, ["verify", *map(str, arguments)], env={"COLUMNS": "200"})


def test_a_record_that_holds_is_said_to_hold_in_plain_words(pari: Path, record: Record) -> None:
    done = verified(pari)
    assert (done.exit_code, done.stderr) == (0, "")
    for words in ("This record holds.", f"entries   {record.size}", record.root.hex(), "A file can bring any keys"):
        assert words in done.stdout


def test_the_verdict_is_printed_as_json(pari: Path, record: Record) -> None:
    done = verified(pari, "--json", "--key", HOST.verifier_key)
    assert done.exit_code == 0
    said = json.loads(done.stdout)
    assert list(said) == ["holds", "findings", "size", "root", "signatures"]
    assert (said["holds"], said["findings"]) == (True, [])
    assert (said["size"], said["root"]) == (record.size, record.root.hex())
    host, ada, _bo = said["signatures"]
    assert (host["role"], host["holds"], host["expected"], host["key"]) == ("host", True, True, HOST.verifier_key)
    assert (ada["role"], ada["expected"]) == ("cosigner", False)


def test_one_changed_word_is_found_with_its_place(pari: Path) -> None:
    envelopes = texts_of(pari)["envelopes.jsonl"]
    edited(pari, {"envelopes.jsonl": envelopes.replace(b'"quantity":"100"', b'"quantity":"900"')})
    done = verified(pari)
    assert done.exit_code == 1
    assert "This record does not hold." in done.stderr
    assert "Its envelope does not fit its seal." in done.stderr
    found = json.loads(verified(pari, "--json").stdout)
    assert found["holds"] is False
    assert found["findings"][0]["at"].startswith("entry ")


def test_a_flipped_byte_is_found(pari: Path) -> None:
    content = bytearray(pari.read_bytes())
    content[len(content) // 2] ^= 1
    pari.write_bytes(content)
    assert verified(pari).exit_code == 1


def test_a_key_that_did_not_sign_is_found(pari: Path) -> None:
    done = verified(pari, "--key", MALLORY.verifier_key)
    assert done.exit_code == 1
    assert "It lacks the signature of" in done.stderr


def test_it_says_what_the_signatures_are_worth(pari: Path) -> None:
    assert "could sign two histories" in verified(pari, "--key", HOST.verifier_key).stdout
    assert "have signed this very record" in verified(pari, "--key", ADA_SIGNS.cosigner_key).stdout


def test_a_checkpoint_kept_earlier_must_be_the_beginning(pari: Path, record: Record, tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text(record.checkpoint())
    assert verified(pari, "--earlier", kept).exit_code == 0
    other = Place(tmp_path / "other")
    other.path.mkdir()
    kept.write_text(other.filled(cast.agreed()).checkpoint())
    done = verified(pari, "--earlier", kept)
    assert done.exit_code == 1
    assert "history was rewritten" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--key", "nonsense"], "A key cannot be used"),
        (["--earlier", "/nowhere/at-all.txt"], "cannot be read. Check the path"),
    ],
)
def test_what_cannot_be_used_is_refused_with_what_to_do(pari: Path, arguments: list[str], sentence: str) -> None:
    done = verified(pari, *arguments)
    assert done.exit_code == 2
    assert sentence in done.stderr


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    done = verified(tmp_path / "none.pari")
    assert (done.exit_code, "There is no file" in done.stderr) == (2, True)


def test_a_file_that_is_no_record_does_not_hold(tmp_path: Path) -> None:
    (tmp_path / "letter.pari").write_text("[bold]Dear Bo[/bold]")
    assert verified(tmp_path / "letter.pari").exit_code == 1


def test_a_long_list_of_findings_is_cut_on_the_screen_only(pari: Path) -> None:
    texts = texts_of(pari)
    edited(pari, {"entries.jsonl": texts["entries.jsonl"] + b"{}\n" * 60})
    done = verified(pari)
    assert "the first 40 are shown" in done.stderr
    assert len(json.loads(verified(pari, "--json").stdout)["findings"]) > 40


def test_help_shows_an_example() -> None:
    assert "paripassu verify alliance.pari" in verified("--help").stdout
