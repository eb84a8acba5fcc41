"""Measuring honestly: things to compare are timed in turns in the same run, and shown with how much they varied."""

import argparse
import json
import os
import platform
import re
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any, Literal, NamedTuple

Unit = Literal["/s", "×", "ms", "times the cost"]
RISING: frozenset[Unit] = frozenset({"/s", "×"})
"""Where more is better; of the others less is."""
Job = Callable[[], float]
"""Does a piece of work and gives its rate: things per second. What it needs first is not timed."""

SPEED = Path(__file__).resolve().parents[1] / "docs" / "reference" / "speed.md"


class Figure(NamedTuple):
    """What was measured, once per round. `times` holds, by name, how many times as fast it is as that, per round."""

    name: str
    unit: Unit
    values: Sequence[float]
    aim: float | None = None
    times: Mapping[str, Sequence[float]] = {}

    @property
    def reached(self) -> float:
        """The median of the rounds."""
        return median(self.values)

    @property
    def holds(self) -> bool | None:
        """Whether the aim is reached; None where there is none."""
        if self.aim is None:
            return None
        return self.reached >= self.aim if self.unit in RISING else self.reached <= self.aim


def rate(count: int, work: Callable[[], object]) -> float:
    """Things per second of work that does so many."""
    began = time.perf_counter()
    work()
    return count / (time.perf_counter() - began)


def rounds(jobs: Mapping[str, Job], count: int) -> dict[str, list[float]]:
    """The rates of each job, round by round, every second round backwards: what drifts falls on all alike."""
    rates: dict[str, list[float]] = {name: [] for name in jobs}
    for number in range(count):
        for name in list(jobs)[:: 1 if number % 2 == 0 else -1]:
            rates[name].append(jobs[name]())
    return rates


def times_as_fast(rates: Mapping[str, Sequence[float]], ours: str, *others: str) -> dict[str, list[float]]:
    """How many times as fast ours is as each other, round by round."""
    return {other: [a / b for a, b in zip(rates[ours], rates[other], strict=True)] for other in others}


def milliseconds(rates: Iterable[float], count: int) -> list[float]:
    """How long so many things take at these rates."""
    return [1000 * count / each for each in rates]


def percentile(values: Sequence[float], part: float) -> float:
    """The value below which this part of the values lies, by nearest rank."""
    ordered = sorted(values)
    return ordered[min(int(part * len(ordered)), len(ordered) - 1)]


# --- asking and telling ---


class Asked(NamedTuple):
    """The command line of a bench."""

    quick: bool
    as_json: bool
    write: bool


def asked(about: str | None, arguments: Sequence[str] | None) -> Asked:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="small sizes: to see that it runs, not how fast it is")
    parser.add_argument("--json", action="store_true", help="say it as JSON")
    parser.add_argument("--write", action="store_true", help="keep the table in docs/reference/speed.md")
    found = parser.parse_args(arguments)
    return Asked(found.quick, found.json, found.write)


def tell(section: str, figures: Sequence[Figure], asked: Asked) -> None:
    """Print the figures, and keep them when that is asked for. What is quick is too small to be held to an aim."""
    if asked.quick:
        figures = [figure._replace(aim=None) for figure in figures]
    print(as_json(figures) if asked.as_json else table(figures))
    if asked.write:
        write(section, figures)


# --- showing ---


def table(figures: Iterable[Figure]) -> str:
    """The figures as aligned text."""
    rows = [_HEADING, *map(_cells, figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def markdown(figures: Iterable[Figure]) -> str:
    """The figures as a table of a page."""
    rows = [_HEADING, ("---",) * len(_HEADING), *map(_cells, figures)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


_HEADING = ("what", "aim", "reached", "", "from – to", "times as fast as")


def _cells(figure: Figure) -> tuple[str, ...]:
    aim = "" if figure.aim is None else f"{'≥' if figure.unit in RISING else '≤'} {_number(figure.aim)} {figure.unit}"
    spread = f"{_number(min(figure.values))} – {_number(max(figure.values))}"
    times = ", ".join(f"{name}: {_number(median(each))}" for name, each in figure.times.items())
    mark = {None: "", True: "reached", False: "missed"}[figure.holds]
    return figure.name, aim, f"{_number(figure.reached)} {figure.unit}", mark, spread, times


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def as_json(figures: Iterable[Figure]) -> str:
    """The figures and the machine as JSON."""
    listed = [figure._asdict() | {"reached": figure.reached, "holds": figure.holds} for figure in figures]
    return json.dumps({"machine": machine(), "figures": listed}, ensure_ascii=False, indent=1)


def machine() -> dict[str, Any]:
    """What this was measured on, and how busy that was with other things."""
    processors = re.findall(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    return {
        "day": datetime.now(UTC).date().isoformat(),
        "processors": f"{os.cpu_count()} × {processors[0].strip() if processors else platform.machine()}",
        "load": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }


def write(section: str, figures: Iterable[Figure]) -> None:
    """Put the figures into their section of docs/reference/speed.md; the words around them are written by hand."""
    on = machine()
    said = (
        f"Measured on {on['day']}: {on['processors']}, Python {on['python']}, SQLite {on['sqlite']}, "
        f"load {on['load']} at the end."
    )
    begin, end = f"<!-- {section} begins -->", f"<!-- {section} ends -->"
    page = SPEED.read_text(encoding="utf-8")
    before, _, rest = page.partition(begin)
    after = rest.partition(end)[2]
    SPEED.write_text(f"{before}{begin}\n{said}\n\n{markdown(figures)}\n{end}{after}", encoding="utf-8")
