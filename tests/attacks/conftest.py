"""Fixtures of the attacks: a record, and a complete copy of it that holds."""

from pathlib import Path

import pytest

from paripassu.record.record import Record
from paripassu.record.verify import verify
from tests.attacks.lies import KEYS
from tests.record.records import (
    Place,
    busy_scene,
    export_of,
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return Place(tmp_path_factory.mktemp("host")).filled(busy_scene())


@pytest.fixture
def copy(record: Record, tmp_path: Path) -> Path:
    """A complete copy that holds."""
    path = export_of(record, tmp_path / "copy.pari")
    assert verify(path, KEYS).holds
    return path
