"""Fixtures of the record room: a place on disk, and a record with a year's quarrels in small."""

from pathlib import Path

import pytest

from paripassu.record.record import Record
from tests.record.records import Place, busy_scene


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """An empty directory for one record."""
    return Place(tmp_path)


@pytest.fixture
def record(place: Place) -> Record:
    """The record of Ada, Bo and Cy, 15 entries, the last one for Ada alone."""
    return place.filled(busy_scene())
