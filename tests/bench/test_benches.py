"""Every bench runs, so that none can rot. How fast it is is not asked here: that is what the bench is for."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench import clock
from bench.clock import Figure

ROOT = Path(__file__).resolve().parents[2]
FAST = Figure("appending", "/s", [90.0, 120.0, 100.0], 80.0, {"hashlib": [0.5, 0.25, 0.5]})
SLOW = Figure("opening", "ms", [60.0, 70.0, 65.0], 50.0)


def measured(name: str, folder: Path) -> list[dict[str, Any]]:
    """The figures of a bench with small sizes, as another process gives them; its temporary files are in `folder`."""
    command = [sys.executable, "-m", f"bench.{name}", "--quick", "--json"]
    environment = {"PATH": "/usr/bin:/bin", "TMPDIR": str(folder), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    figures: list[dict[str, Any]] = json.loads(done.stdout)["figures"]
    return figures


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("record", {"append, one signed entry per commit, TRUNCATE", "verify the root"}),
        ("pages", {"ledger, 300 entries", "balance: the growth of the cost per entry"}),
    ],
)
def test_a_bench_runs_and_leaves_nothing_behind(name: str, expected: set[str], tmp_path: Path) -> None:
    figures = measured(name, tmp_path)
    assert expected <= {figure["name"] for figure in figures}
    for figure in figures:
        assert all(value > 0 for value in figure["values"]), figure["name"]
        assert all(value > 0 for values in figure["times"].values() for value in values), figure["name"]
        assert figure["aim"] is None, "what is quick is held to no aim"
    assert not list(tmp_path.iterdir())


def test_a_rate_is_to_be_above_its_aim_and_a_time_below() -> None:
    assert (FAST.reached, FAST.holds) == (100.0, True)
    assert (SLOW.reached, SLOW.holds) == (65.0, False)
    assert SLOW._replace(aim=None).holds is None


def test_the_table_has_the_aim_beside_what_was_reached() -> None:
    _heading, fast, slow = clock.table([FAST, SLOW]).splitlines()
    assert fast.split() == ["appending", "≥", "80", "/s", "100", "/s", "reached", "90", "–", "120", "hashlib:", "0.5"]
    assert "≤ 50 ms" in slow
    assert "missed" in slow


def test_writing_one_section_leaves_the_rest_of_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "speed.md"
    page.write_text("above\n<!-- record begins -->\nold\n<!-- record ends -->\nbelow\n", encoding="utf-8")
    monkeypatch.setattr(clock, "SPEED", page)
    clock.write("record", [FAST])
    text = page.read_text(encoding="utf-8")
    assert text.startswith("above\n<!-- record begins -->\n")
    assert text.endswith("\n<!-- record ends -->\nbelow\n")
    assert "old" not in text
    assert "| appending | ≥ 80 /s | 100 /s | reached |" in text


def test_jobs_take_turns_and_every_second_round_is_backwards() -> None:
    order: list[str] = []

    def job(name: str) -> clock.Job:
        def done() -> float:
            order.append(name)
            return float(len(order))

        return done

    assert clock.rounds({"a": job("a"), "b": job("b")}, 2) == {"a": [1.0, 4.0], "b": [2.0, 3.0]}
    assert order == ["a", "b", "b", "a"]
