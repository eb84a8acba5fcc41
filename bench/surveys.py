"""Are the survey measures those of the literature? On two data sets whose values are published. [METHODS §4]

    script/bench surveys [FOLDER] [--quick] [--write]

FOLDER holds `bhr2000.csv` (Bliese and Halverson 2000: 5,400 soldiers of 99 companies, as in the R package multilevel)
and `bfi.csv` (2,800 people, 25 questions on personality, as in the R package psych); default ../shared/data/surveys.
The data are not in this repository.
"""

import argparse
import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench.evidence import table, write
from paripassu.measures.asymmetry import icc
from paripassu.measures.surveys import alpha, within_agreement

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "surveys"
CLIMATE = ("AF06", "AF07", "AP12", "AP17", "AP33", "AP34", "AS14", "AS15", "AS16", "AS17", "AS28")
POINTS = 5
REVERSED = ("A1", "C4", "C5", "E1", "E2", "O2", "O5")
HIGHEST = 7
"""A reversed answer is 7 less the answer: the scale has six points."""

PERSONALITY = {"A": 0.703, "C": 0.727, "E": 0.762, "N": 0.814, "O": 0.600}
"""Published values of Cronbach's α, by the letter of the questions (R package psych)."""


class Value(NamedTuple):
    """A figure of the literature and ours."""

    what: str
    published: float
    ours: float
    digits: int

    @property
    def same(self) -> bool:
        """Whether ours is the published one in all the digits that are published."""
        return round(self.ours, self.digits) == self.published


def rows_of(file: Path) -> list[dict[str, float | None]]:
    """The answers, by question; None where somebody gave none."""
    with file.open(encoding="utf-8", newline="") as open_file:
        return [
            {name: float(text) if text else None for name, text in row.items()} for row in csv.DictReader(open_file)
        ]


def values(folder: Path) -> Iterator[Value]:
    """Every figure."""
    soldiers = rows_of(folder / "bhr2000.csv")
    companies: dict[str, list[dict[str, float | None]]] = {}
    for row in soldiers:
        companies.setdefault(str(row["GRP"]), []).append(row)
    agreed = [within_agreement(_answers(rows, CLIMATE), POINTS).value for rows in companies.values()]
    yield Value("rWG(J) of 99 companies, 11 questions: median", 0.8925, median(float(each or 0) for each in agreed), 4)
    hours = icc({name: [float(row["HRS"] or 0) for row in rows] for name, rows in companies.items()})
    dependable, size = float(hours.mean.value or 0), len(soldiers) / len(companies)
    ratio = 1 / (1 - dependable)  # of the variance between companies to that within
    yield Value("ICC(1) of the hours of work, companies of unequal size", 0.1741008, float(hours.single.value or 0), 7)
    what = "… with the mean size of a company, as the package reckons"
    yield Value(what, 0.1741008, (ratio - 1) / (ratio - 1 + size), 7)
    yield Value("ICC(2) of the hours of work", 0.9199889, dependable, 7)
    yield Value(
        "α of 11 questions on leadership, 5,400 people", 0.891, float(alpha(_answers(soldiers, CLIMATE)).value or 0), 3
    )
    people = rows_of(folder / "bfi.csv")
    for letter, published in PERSONALITY.items():
        names = [f"{letter}{number}" for number in range(1, 6)]
        found = alpha(_answers(people, names)).value
        yield Value(f"α of the five questions {letter}1 to {letter}5, 2,800 people", published, float(found or 0), 3)


def _answers(rows: Sequence[dict[str, float | None]], names: Sequence[str]) -> list[list[float | None]]:
    return [[_turned(name, row[name]) for name in names] for row in rows]


def _turned(name: str, given: float | None) -> float | None:
    return HIGHEST - given if given is not None and name in REVERSED else given


def main() -> None:
    """Compare, print, and keep the table if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER, help="where the data are")
    parser.add_argument("--quick", action="store_true", help="the same: it takes a second")
    parser.add_argument("--write", action="store_true", help="keep the table in docs/measures/evidence.md")
    given = parser.parse_args()
    found = list(values(given.folder))
    rows = [
        [one.what, f"{one.published:.{one.digits}f}", f"{one.ours:.7f}", "yes" if one.same else "**no**"]
        for one in found
    ]
    text = table(["figure", "published", "ours", "the same"], rows)
    print(text)
    if given.write:
        write("surveys", text)


if __name__ == "__main__":
    main()
