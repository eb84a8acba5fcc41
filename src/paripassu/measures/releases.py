"""What may be shown of answers that nobody shall be able to trace: by party, of all together, or not at all.

In an alliance the organisation is as sensitive as the person: with two parties, all less one is the other. So a party's
figure is shown only with at least `k` answers and only while what is left of the total is nobody or `k` as well. What
was shown before, in other waves or cuts, is counted in; and each release is audited: linear programming looks for the
narrowest range in which anybody could place a figure that is hidden. [INSTRUMENTS B10; METHODS §4; Cox 1980]
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

USUAL = 5
"""Answers below which a figure is not shown, unless the agreement says otherwise."""

LEAST = 3
"""The least that an agreement can say."""

TOO_FEW = "Fewer than {k} answers came in: nothing is shown, so that nobody can be recognised."
ONLY_TOTAL = "Shown for all together only: from single parties somebody could be recognised."
NO_DIFFERENCE = "Not shown beside what was shown before: the two differ by fewer than {k} people."


class Release(NamedTuple):
    """Which figures may be shown: of these parties, and of all together; and why not more (empty: all are)."""

    parties: tuple[str, ...]
    total: bool
    why: str


def release(answered: Mapping[str, int], k: int = USUAL) -> Release:
    """What may be shown when so many people of each party answered.

    A party that nobody answered for is no cell: that it is silent is said by the response rate. Where too little would
    be left of the total, the smallest shown party is hidden with it; of two alike, both or neither. ValueError for k
    below 3.

    >>> release({"ada": 8, "bo": 6})
    Release(parties=('ada', 'bo'), total=True, why='')
    >>> release({"ada": 8, "bo": 2}).parties, release({"ada": 8, "bo": 2}).total
    ((), True)
    >>> release({"ada": 2, "bo": 2}).total
    False
    """
    if k < LEAST:
        raise ValueError(f"k is {LEAST} or more, not {k}")
    cells = {party: count for party, count in answered.items() if count}
    if sum(cells.values()) < k:
        return Release((), False, TOO_FEW.format(k=k))
    shown = {party: count for party, count in cells.items() if count >= k}
    while shown and 0 < sum(cells.values()) - sum(shown.values()) < k:
        least = min(shown.values())
        shown = {party: count for party, count in shown.items() if count > least}
    return Release(tuple(sorted(shown)), True, "" if len(shown) == len(cells) else ONLY_TOTAL)


def too_close(before: Iterable[frozenset[str]], panel: frozenset[str], k: int = USUAL) -> str:
    """Why the answers of a panel may not be shown beside those of earlier ones; empty when they may.

    Two panels that differ by one to k − 1 people would show, by their difference, what those few said. So would a
    combination of several panels, by adding and taking away, that leaves a single person.
    """
    panels = [earlier for earlier in before if earlier]
    if any(0 < len(earlier ^ panel) < k for earlier in panels) or _singles([*panels, panel]) - _singles(panels):
        return NO_DIFFERENCE.format(k=k)
    return ""


def _singles(panels: Sequence[frozenset[str]]) -> set[str]:
    """The people whose own answer follows from the sums over these panels: unit vectors in their row space."""
    people = sorted({person for panel in panels for person in panel})
    if not people:
        return set()
    rows = np.array([[person in panel for person in people] for panel in panels], dtype=float)
    _u, sizes, space = np.linalg.svd(rows, full_matrices=False)
    basis = space[sizes > 1e-9]
    lengths = (basis**2).sum(axis=0)
    return {person for person, length in zip(people, lengths, strict=True) if length > 1 - 1e-9}


class Exposed(NamedTuple):
    """How closely a hidden count can be placed by who sees all that is published: it lies from `low` to `high`."""

    cell: str
    low: float
    high: float


def exposures(
    cells: Sequence[str], sums: Iterable[tuple[Iterable[str], float]], most: Mapping[str, float] | None = None
) -> list[Exposed]:
    """For every cell the range that is left when these sums of cells are published; cells are 0 or more.

    `most`: what a cell cannot exceed, if everybody knows that. ValueError when no cells at all fit the sums.
    """
    from scipy.optimize import linprog  # type: ignore[import-untyped]  # costs more than all the rest

    place = {cell: at for at, cell in enumerate(cells)}
    rows, totals = [], []
    for members, total in sums:
        row = np.zeros(len(cells))
        row[[place[member] for member in members]] = 1
        rows.append(row)
        totals.append(total)
    limits = [(0, (most or {}).get(cell)) for cell in cells]
    known: dict[str, Any] = {"A_eq": np.array(rows), "b_eq": totals} if rows else {}
    found = []
    for cell, at in place.items():
        goal = np.zeros(len(cells))
        goal[at] = 1
        ends = [linprog(sign * goal, bounds=limits, method="highs", **known) for sign in (1, -1)]
        if any(end.status == 2 for end in ends):
            raise ValueError("no cells fit the sums that are published")
        low, high = (sign * end.fun if end.status == 0 else np.inf for sign, end in zip((1, -1), ends, strict=True))
        found.append(Exposed(cell, float(low), float(high)))
    return found
