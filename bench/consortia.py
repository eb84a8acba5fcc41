"""Real consortia as alliances: every Horizon 2020 project imported under all the rules, measured, and reconciled.

    script/bench consortia FILE.csv.gz [--quick] [--write]

FILE is the list of participations (CORDIS, reusable with attribution), a line for each organisation in a project with
the money it receives. Every project becomes an alliance of its organisations with one pool: what each receives of the
grant, to all alike as the rule, since the list does not say what each puts in. Every posting is entered and confirmed
under the rules of the record. Counted is in how many projects the parts sum to the grant, and what cannot be measured.
"""

import argparse
import csv
import gzip
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.progress import track

from bench.evidence import table, write
from paripassu.alliance import agreement, ledger, parties
from paripassu.alliance.agreement.terms import FairnessRule, PartyTerms, Pool, Terms
from paripassu.alliance.alliance import Alliance, Recorded, advance
from paripassu.alliance.parties import NamedParty
from paripassu.alliance.refusals import Refused
from paripassu.measures.balance import balance
from paripassu.measures.figures import readings
from paripassu.measures.standing import standing

WITHIN = Decimal("0.01")
"""The parts and the grant are the same when they differ by so much of the grant, or less."""

FEW = 300
CHUNK = 50
AGREED = datetime(2014, 1, 6, 9, tzinfo=UTC)
RULE = FairnessRule(equity=Decimal(0), equality=Decimal(1))


class Project(NamedTuple):
    """A project: its number, its grant, and what each organisation receives, as the list says."""

    number: str
    grant: Decimal
    parts: tuple[tuple[str, Decimal], ...]


class Found(NamedTuple):
    """What came out of a project. `why` is the reason when there is no return coefficient, or the refusal."""

    parties: int
    facts: int
    why: str
    reconciled: bool
    lowest: float | None
    figures: int
    seconds: float


def projects(path: Path) -> Iterator[Project]:
    """The projects of the list, by number."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["rcn"])
    for number, group in groupby(rows, key=lambda row: row["rcn"]):
        lines = list(group)
        parts = tuple((f"p{row['pic']}", _money(row["contribution"])) for row in lines)
        yield Project(number, _money(lines[0]["max_contribution"]), parts)


def _money(text: str) -> Decimal:
    """An amount of the list; what is left empty or is no number there counts as nothing."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal(0)


# --- a project as an alliance ---


class Telling:
    """An alliance as it is told: every fact is asked by its rules, then taken in."""

    def __init__(self) -> None:
        self.alliance, self.now = Alliance(), AGREED

    def act(self, party: str, act: Callable[..., Any], /, **fields: Any) -> int:
        """The entry of what a party does."""
        fact = act(self.alliance, by=f"of_{party}", now=self.now, **fields)
        size = self.alliance.size
        advance(self.alliance, [Recorded(size, self.now, party, fact)])
        self.now += timedelta(seconds=1)
        return size


def told(project: Project) -> Alliance:
    """The alliance of a project, from its founding to the last confirmed posting."""
    names = sorted({party for party, _part in project.parts})
    telling, first = Telling(), names[0]
    telling.act(first, parties.found, party=first, name=project.number, parties=[NamedParty(p, p) for p in names])
    for party in names:
        telling.act(party, parties.take_seat, party=party, role="manager", invited_by=f"of_{first}")
    text = Terms(
        title=project.number,
        purpose="The work of the project.",
        parties=tuple(PartyTerms(party, party) for party in names),
        pools=(Pool("grant", "Grant", "EUR", rule=RULE),),
    )
    draft = telling.act(first, agreement.table, terms=text, base=0, reason="founding", note="")
    for party in names:
        telling.act(party, agreement.accept, draft=draft)
    digest = telling.alliance.agreement.draft.digest if telling.alliance.agreement.draft else ""
    for party in names:
        telling.act(party, agreement.sign, draft=draft, digest=digest)
    _post(telling, names, project)
    return telling.alliance


def _post(telling: Telling, names: list[str], project: Project) -> None:
    """What each receives, entered by itself and confirmed by all others."""
    entries = {
        telling.act(party, ledger.post, side="reward", of=party, pool="grant", on=date(2014, 1, 6), quantity=part,
                    unit="EUR", what="EU contribution", resource="cash"): party
        for party, part in project.parts
        if part > 0
    }  # fmt: skip
    for party in names:
        others = [entry for entry, by in entries.items() if by != party]
        if others:
            telling.act(party, ledger.confirm, entries=others)


def measured(project: Project) -> Found:
    """A project imported and measured, or the reason why it could not be."""
    began = time.perf_counter()
    sums = sum((part for _party, part in project.parts), Decimal(0))
    same = project.grant > 0 and abs(sums - project.grant) <= WITHIN * project.grant
    many = len({party for party, _part in project.parts})
    try:
        alliance = told(project)
    except Refused as refused:
        return Found(many, 0, f"refused: {refused.code}", same, None, 0, time.perf_counter() - began)
    found = balance(alliance, "grant", at=alliance.agreement.versions[0].since.date())
    lowest = found.cumulative.lowest
    value = float(lowest[0].agreed.coefficient) if lowest and lowest[0].agreed.coefficient is not None else None
    areas = standing(alliance, AGREED + timedelta(days=1))
    assert all(area.sides or area.why for area in areas)
    figures = sum(reading.value is not None for reading in readings(found))
    return Found(many, alliance.size, found.cumulative.why, same, value, figures, time.perf_counter() - began)


# --- telling ---


def rows_of(found: list[Found], seconds: float) -> Iterator[list[str]]:
    """The table, line by line."""
    several = [one for one in found if one.parties > 1]
    yield ["projects in the list", f"{len(found):,}"]
    yield ["… with one organisation: no alliance, and refused as such", f"{len(found) - len(several):,}"]
    yield ["… with several organisations", f"{len(several):,}"]
    yield [
        "of these imported under the rules of the record",
        _part(sum(one.facts > 0 for one in several), len(several)),
    ]
    yield ["entries written", f"{sum(one.facts for one in found):,}"]
    yield ["largest consortium, parties", f"{max(one.parties for one in found):,}"]
    yield ["… parts sum to the grant within 1 %", _part(sum(one.reconciled for one in several), len(several))]
    yield ["… measured: a return coefficient", _part(sum(one.lowest is not None for one in several), len(several))]
    for why, count in Counter(one.why for one in several if one.lowest is None).most_common():
        yield [f"no figure: {why or 'nothing received'}", f"{count:,}"]
    lows = sorted(one.lowest for one in several if one.lowest is not None)
    yield ["lowest return, middle project", f"{lows[len(lows) // 2]:.2f}"]
    yield ["figures computed", f"{sum(one.figures for one in found):,}"]
    yield ["seconds, import and measures", f"{seconds:,.0f}"]


def _part(count: int, whole: int) -> str:
    return f"{count:,} ({count / whole:.2%})" if whole else "0"


def main() -> None:
    """Import, measure, print, and keep the table if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="the list of participations, as .csv.gz")
    parser.add_argument("--quick", action="store_true", help="few projects: only to see that it works")
    parser.add_argument("--write", action="store_true", help="keep the table in docs/measures/evidence.md")
    given = parser.parse_args()
    listed = list(projects(given.file))
    chosen = listed[:: max(len(listed) // FEW, 1)] if given.quick else listed
    began = time.perf_counter()
    with ProcessPoolExecutor(os.cpu_count() or 1) as pool:
        coming = pool.map(measured, chosen, chunksize=CHUNK if not given.quick else 10)
        found = list(track(coming, "Projects", len(chosen), console=Console(stderr=True)))
    text = table(["Horizon 2020", ""], rows_of(found, time.perf_counter() - began))
    print(text)
    if given.write:
        write("consortia", text)


if __name__ == "__main__":
    main()
