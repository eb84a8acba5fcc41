"""The bench of consortia on a list made up for it: what is imported, what is refused and why, what does not sum up."""

import gzip
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from bench import consortia
from bench.consortia import Project, measured, projects, rows_of

LIST = """rcn,pic,contribution,max_contribution
2,10,600,1000
2,11,400,1000
1,10,500,500
3,10,600,1000
3,11,,1000
"""


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """Three projects: of one organisation; of two; and of two of which one has no amount."""
    path = tmp_path / "list.csv.gz"
    path.write_bytes(gzip.compress(LIST.encode()))
    return path


def test_a_list_is_read_project_by_project_and_what_is_no_amount_is_nothing(listed: Path) -> None:
    one, two, three = projects(listed)
    assert one == Project("1", Decimal(500), (("p10", Decimal(500)),))
    assert [party for party, _part in two.parts] == ["p10", "p11"]
    assert three.parts[1] == ("p11", Decimal(0))


def test_a_project_is_imported_under_the_rules_or_says_why_not(listed: Path) -> None:
    alone, both, part = map(measured, projects(listed))
    assert (alone.facts, alone.why) == (0, "refused: party_count")
    assert (both.parties, both.reconciled, round(both.lowest or 0, 9)) == (2, True, 0.8)
    assert (part.reconciled, part.lowest) == (False, 0)
    said = dict(rows_of([alone, both, part], 1.0))
    assert said["projects in the list"] == "3"
    assert said["… parts sum to the grant within 1 %"] == "1 (50.00%)"


def test_the_bench_runs(listed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["consortia", str(listed), "--quick"])
    consortia.main()
    assert "| … with several organisations | 2 |" in capsys.readouterr().out
