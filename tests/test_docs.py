"""What the documents show is true: every command in them runs, every link leads somewhere."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from paripassu.alliance import scripts, story
from paripassu.alliance.seals import OpenedEntry
from paripassu.measures import waves
from paripassu.record.checkpoint import Signer
from paripassu.record.export import write_export
from paripassu.record.heads import Heads
from paripassu.record.journal import SqliteJournal
from paripassu.record.record import Record

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)\s#]+)(?:#[^)]*)?\)")

STARTS = {"script/serve", "script/test", "script/bench"}
"""What would set up and start the whole project again: `tests/script` asks it of its parts instead."""


def commands() -> list[tuple[str, str]]:
    """Each command of the documents, with the document it stands in."""
    found = []
    for path in DOCUMENTS:
        for block in CONSOLE.findall(path.read_text(encoding="utf-8")):
            lines = [line.strip() for line in block.replace("\\\n", " ").splitlines()]
            found += [(path.relative_to(ROOT).as_posix(), line[2:]) for line in lines if line.startswith("$ ")]
    return found


RUN = sorted({command for _, command in commands() if command.split()[0] not in STARTS})


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a reader has it: the checkout, and the record of the demo as `alliance.pari`."""
    folder = tmp_path_factory.mktemp("desk")
    for name in ("examples", "manage.py", "src"):
        (folder / name).symlink_to(ROOT / name)
    (folder / ".venv").symlink_to(sys.prefix)
    told = scripts.told((ROOT / "examples" / "demo" / "story.toml").read_text(encoding="utf-8"))
    clock = [told.steps[0].at]
    journal = SqliteJournal(folder / "demo.sqlite")
    record = Record.open(journal, Heads(folder / "demo.head"), Signer.generated("d/demo"), "d/demo", lambda: clock[0])

    def append(party: str, facts: object, audience: object, at: object, key: str) -> object:
        clock[0] = at  # type: ignore[call-overload]
        return record.append(facts, party=party, audience=audience, at=record.size, key=key)  # type: ignore[arg-type]

    def envelope(index: int) -> OpenedEntry:
        [row] = journal.read(index, index + 1)
        assert row.salt is not None
        assert row.body is not None
        return OpenedEntry(index, row.salt.hex(), row.body.decode())

    story.replay(told, append, None, envelope, waves.count)  # type: ignore[arg-type]
    write_export(folder / "alliance.pari", record)
    journal.close()
    return folder


@pytest.mark.parametrize("command", RUN)
def test_every_command_in_the_documents_runs(command: str, desk: Path, tmp_path: Path) -> None:
    words = shlex.split(command)
    program = str(desk / words[0]) if words[0].startswith(".venv/") else str(desk / ".venv" / "bin" / words[0])
    # The browser tests let Django work inside the driver's loop; a reader's shell knows nothing of it.
    shell = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    environment = shell | {"PARIPASSU_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "paripassu.web.settings"}
    if "check" in words:
        environment |= {"PARIPASSU_SECRET_KEY": os.urandom(40).hex(), "PARIPASSU_HOSTS": "paripassu.example"}
    if {"rebuild", "account", "remind"} & set(words):
        subprocess.run([program, "manage.py", "migrate", "-v", "0"], cwd=desk, env=environment, check=True)
    ran = subprocess.run([program, *words[1:]], cwd=desk, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(document: Path) -> None:
    links = LINK.findall(document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_every_document_is_reached_from_the_first_page() -> None:
    reached, waiting = set[Path](), [ROOT / "README.md"]
    while waiting:
        path = waiting.pop()
        if path not in reached and path.suffix == ".md" and path.is_file():
            reached.add(path)
            waiting += [(path.parent / link).resolve() for link in LINK.findall(path.read_text(encoding="utf-8"))]
    assert [path.relative_to(ROOT).as_posix() for path in DOCUMENTS if path not in reached] == []
