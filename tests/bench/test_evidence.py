"""The benches of the measures run, find what they look for, and write between their marks only."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bench import evidence, packages
from bench.beside import Pair
from bench.detectors import ALL, LIMIT, WORSE, cusum, ewma, exact_cusum, mixture
from bench.warnings import between, first, streams
from paripassu.measures.detection import detector

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["endings", "intervals", "portfolio", "shares", "trust", "warnings"])
def test_a_bench_runs(name: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", f"bench.{name}", "--quick"]
    environment = {"PATH": "/usr/bin:/bin", "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert any(line.startswith("| --- |") for line in done.stdout.splitlines())


def test_all_runs_at_once_give_what_one_run_gives() -> None:
    some = streams(3, 20, 20, 5)
    assert mixture(some).tolist() == [pytest.approx(detector(run.tolist(), LIMIT)) for run in some]


def test_a_bad_event_lifts_every_figure_and_a_good_one_lowers_it() -> None:
    spell = np.array([[0.0] * 10 + [1.0] * 5 + [0.0] * 5])
    for figures in (made(spell)[0] for made in ALL.values()):
        assert (np.diff(figures[9:15]) > 0).all()
        assert (np.diff(figures[14:]) < 0).all()


def test_cusum_and_ewma_are_what_a_hand_computes() -> None:
    one = np.array([[1.0]])
    assert cusum(0.3)(one)[0, 0] == pytest.approx(np.log(2))
    assert ewma(0.2)(one)[0, 0] == pytest.approx((1 - LIMIT) / np.sqrt(LIMIT * (1 - LIMIT)))


def test_the_exact_optimum_is_what_cusum_does() -> None:
    runs = cusum(WORSE)(streams(800, 0, 600, 6))
    assert exact_cusum(3.3, WORSE, cells=2_000) == pytest.approx(first(runs, 3.3).mean() + 1, rel=0.08)


def test_where_it_rings_first_and_how_far_apart() -> None:
    figures = np.array([[0, 2, 0, 2], [0, 0, 0, 0]])
    assert first(figures, 2).tolist() == [1, 4]
    assert between(figures, 2) == (2 + 4) / 1


def test_figures_of_a_package_are_held_against_the_textbook() -> None:
    def judged(ours: float, theirs: float, *known: float) -> str:
        return packages.judged(Pair("", "", lambda: [ours], lambda: [theirs], known))

    assert judged(1.0, 1.0 + 1e-9) == "the same"
    assert judged(1.0, 1.5) == "differs by up to 0.5"
    assert judged(1.0, 1.5, 1.0) == "**wrong**: (1.5) instead of (1)"
    assert judged(1.5, 1.5, 1.0) == "**ours is wrong**: (1.5) instead of (1)"


def test_what_is_promised_of_our_speed_can_be_measured() -> None:
    found = list(packages.aims(quick=True))
    assert len(found) == 4
    assert all(float(reached.split()[0]) > 0 for _what, _aim, reached, _spread in found)


def test_only_what_is_between_the_marks_is_written(tmp_path: Path) -> None:
    page = tmp_path / "evidence.md"
    page.write_text("Before\n<!-- trust -->\nold\n<!-- /trust -->\nAfter\n", encoding="utf-8")
    evidence.write("trust", "new", page)
    assert page.read_text(encoding="utf-8") == "Before\n<!-- trust -->\n\nnew\n\n<!-- /trust -->\nAfter\n"
    with pytest.raises(SystemExit, match="no place"):
        evidence.write("karma", "new", page)
