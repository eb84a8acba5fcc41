"""Records on disk for the tests: a host, two cosigners, a clock, and exports that a liar has edited."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from paripassu.alliance import ledger
from paripassu.alliance.alliance import audience
from paripassu.record.checkpoint import Signer, cosigned
from paripassu.record.container import Container, blocks_of, write_container
from paripassu.record.export import EVERYBODY, write_export
from paripassu.record.heads import Heads
from paripassu.record.journal import SqliteJournal
from paripassu.record.record import Record
from tests import cast

ORIGIN = "paripassu.example/working-together"
HOST = Signer.from_seed(ORIGIN, bytes(range(32)))
ADA_SIGNS = Signer.from_seed("ada.example/witness", bytes([1] * 32))
BO_SIGNS = Signer.from_seed("bo.example/witness", bytes([2] * 32))
MALLORY = Signer.from_seed(ORIGIN, bytes([9] * 32))
"""Somebody who has no right to sign, under the host's name."""

DOCUMENT = b"The minutes of our first meeting.\n"
STAMP = 1_770_000_000
MEANT = [ledger.Noted(by=cast.ADA, entry=9, text=f"note {number}" * 20) for number in range(30)]
"""Facts to be written while things go wrong."""


@dataclass
class Clock:
    """A clock that shows what the test sets."""

    time: datetime = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def on(self, **step: float) -> None:
        self.time += timedelta(**step)


@dataclass
class Place:
    """A directory with one record in it."""

    path: Path
    clock: Clock = field(default_factory=Clock)
    signer: Signer = HOST

    @property
    def database(self) -> Path:
        return self.path / "record.sqlite"

    @property
    def outside(self) -> Path:
        return self.path / "record.head"

    def journal(self) -> SqliteJournal:
        return SqliteJournal(self.database)

    def heads(self) -> Heads:
        return Heads(self.outside)

    def record(self) -> Record:
        return Record.open(self.journal(), self.heads(), self.signer, ORIGIN, self.clock)

    def filled(self, scene: cast.Scene) -> Record:
        """The record with the facts of a scene, each entered when and by whom the scene says."""
        record = self.record()
        for entry in scene.facts:
            self.clock.time = entry.entered
            seen_by = audience(entry.fact, entry.party)
            record.append([entry.fact], party=entry.party, audience=seen_by, at=entry.index, key=f"act-{entry.index}")
        return record


def busy_scene() -> cast.Scene:
    """Ada, Bo and Cy: an agreement, three postings, a confirmation, a dispute and a private note of Ada's."""
    scene = cast.agreed(neutral=True)
    first = scene.post(cast.ADA, "ada", 100)
    second = scene.post(cast.BO, "bo", "90.50")
    scene.post(cast.ADA, "ada", 5, what="a licence", resource="ip", evidence="minutes")
    scene.confirm(cast.BO, first)
    scene.act(cast.ADA, ledger.dispute, entry=second, reason="the hours do not fit the list")
    scene.act(cast.ADA, ledger.note, entry=second, text="Ask the lawyer first")
    return scene


def export_of(record: Record, target: Path, reader: str = EVERYBODY) -> Path:
    """An export that both partners have cosigned."""
    note = cosigned(cosigned(record.checkpoint(), ADA_SIGNS, STAMP), BO_SIGNS, STAMP + 1)
    keys = (ADA_SIGNS.cosigner_key, BO_SIGNS.cosigner_key)
    write_export(target, record, reader=reader, keys=keys, note=note)
    return target


def texts_of(path: Path) -> dict[str, bytes]:
    """The members of an export by name."""
    with path.open("rb") as file:
        container = Container(file)
        return {name: container.content(name) for name in container.members}


def edited(path: Path, changes: Mapping[str, bytes]) -> Path:
    """The export with other members, every checksum and directory line made right again."""
    texts = texts_of(path) | dict(changes)
    file = io.BytesIO()
    write_container(file, [(name, blocks_of(content)) for name, content in texts.items()])
    path.write_bytes(file.getvalue())
    return path


def lines(text: bytes) -> list[bytes]:
    """The lines with their ends."""
    return text.splitlines(keepends=True)
