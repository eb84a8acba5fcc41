"""Records of earlier versions hold for ever: what was sealed then is read, and allowed, by the rules of today.

`earlier/` has the export of the invented demo as each version wrote it. A new kind of fact, or a new field that is left
out while nothing is said, changes nothing about them. What else breaks this test needs an upgrade in `record/kinds`.
"""

from pathlib import Path

import pytest

from paripassu.record.verify import verify

EXPORTS = sorted((Path(__file__).parent / "earlier").glob("*.pari"))


def test_there_are_records_of_earlier_versions() -> None:
    assert EXPORTS


@pytest.mark.parametrize("export", EXPORTS, ids=lambda path: path.stem)
def test_a_record_of_an_earlier_version_holds(export: Path) -> None:
    verdict = verify(export)
    assert not verdict.findings
    assert verdict.holds
