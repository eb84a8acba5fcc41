"""Do the parties see it differently? Differences between parties in a survey, and how far a party answers as one.

[ShroutFleiss1979, Bliese2000, Fisher1935; METHODS §4]
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb, sqrt

import numpy as np

from paripassu.measures.surveys import FEWEST, LEVEL, NO_SPREAD, Estimate, Vector

GROUPS_TOO_FEW = "It takes at least two parties with answers, and one with two or more."
EQUAL_MEANS = "The means of all parties are equal, so there is nothing to depend on."
PARTY_TOO_FEW = "Too few answers: {party} has fewer than {fewest}."

MOST_EXACT = 20_000
"""Ways to part the people up to which all are tried; beyond, as many are drawn from a fixed seed."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How much of the differences between people is one between their parties, from a one-way analysis of variance.

    `single` is ICC(1): for one person's answer. `mean` is ICC(2): how dependable the parties' means are.
    """

    single: Estimate
    mean: Estimate


def icc(answers: Mapping[str, Sequence[float]]) -> Spread:
    """ICC(1) = (MSB − MSW) / (MSB + (k₀ − 1) MSW) and ICC(2) = (MSB − MSW) / MSB, for parties of unequal size.

    k₀ = (N − Σn²/N) / (G − 1). The intervals are those of the F ratio, with k₀ for the size of a party.

    >>> found = icc({"ada": [4, 5, 4], "bo": [2, 3, 3, 2], "di": [5, 5, 4, 5, 5]})
    >>> round(found.single.value, 6), round(found.mean.value, 6)
    (0.847181, 0.955972)
    """
    groups = [np.array(sorted(each), dtype=np.float64) for each in answers.values() if len(each)]
    people, count = sum(map(len, groups)), len(groups)
    if count < 2 or people <= count:
        nothing = Estimate(None, people=people, enough=False, why=GROUPS_TOO_FEW)
        return Spread(nothing, nothing)
    everyone = np.concatenate(groups)
    between = sum(len(each) * (each.mean() - everyone.mean()) ** 2 for each in groups) / (count - 1)
    within = sum(((each - each.mean()) ** 2).sum() for each in groups) / (people - count)
    if between + within < 1e-12:
        nothing = Estimate(None, people=people, enough=False, why=NO_SPREAD)
        return Spread(nothing, nothing)
    size = (people - sum(len(each) ** 2 for each in groups) / people) / (count - 1)
    return _spread(float(between), float(within), float(size), people, count)


def _spread(between: float, within: float, size: float, people: int, count: int) -> Spread:
    single = (between - within) / (between + (size - 1) * within)
    if not within:
        return Spread(Estimate(single, people=people), Estimate(1.0, people=people))
    from scipy.stats import f  # type: ignore[import-untyped]  # costs more than all the rest

    upper, lower = (float(each) for each in f.ppf([(1 + LEVEL) / 2, (1 - LEVEL) / 2], count - 1, people - count))
    ratios = between / within / upper, between / within / lower
    singles = [(ratio - 1) / (ratio + size - 1) for ratio in ratios]
    one = Estimate(single, singles[0], singles[1], people)
    if between < 1e-12:
        return Spread(one, Estimate(None, people=people, enough=False, why=EQUAL_MEANS))
    return Spread(one, Estimate(1 - within / between, 1 - 1 / ratios[0], 1 - 1 / ratios[1], people))


@dataclass(frozen=True, slots=True)
class Difference:
    """The mean of `one` less that of `other`, the chance of one as large if it did not matter whose people they are.

    `shrunk` is the difference after each mean was drawn towards all people's by how dependable it is. `exact` says
    whether all ways to part the people were tried. If `enough` is False there is nothing to show, and `why` says so.
    """

    one: str
    other: str
    difference: float | None
    shrunk: float | None
    p: float | None
    exact: bool
    enough: bool
    why: str = ""


def differences(answers: Mapping[str, Sequence[float]], *, fewest: int = FEWEST) -> list[Difference]:
    """The difference of each two parties in one question or scale. Nothing is shown of a party with too few answers.

    >>> one, = differences({"ada": [5, 6, 6, 7, 7], "bo": [2, 3, 3, 4, 4]})
    >>> one.difference, round(one.p, 4), one.exact
    (3.0, 0.0079, True)
    """
    named = {party: sorted(map(float, each)) for party, each in sorted(answers.items())}
    enough = {party: each for party, each in named.items() if len(each) >= fewest}
    drawn = _shrunk(enough)
    found = []
    for one, other in combinations(named, 2):
        few = [party for party in (one, other) if party not in enough]
        if few:
            why = PARTY_TOO_FEW.format(party=" and ".join(few), fewest=fewest)
            found.append(Difference(one, other, None, None, None, False, False, why))
            continue
        p, exact = permutation(named[one], named[other])
        apart = float(np.mean(named[one]) - np.mean(named[other]))
        found.append(Difference(one, other, apart, drawn[one] - drawn[other], p, exact, True))
    return found


def _shrunk(named: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """Each party's mean, drawn towards that of all people by n·ICC(1) / (1 + (n − 1)·ICC(1))."""
    if not named:
        return {}
    whole = float(np.mean([answer for each in named.values() for answer in each]))
    single = max(icc(named).single.value or 0.0, 0.0)
    kept = {party: len(each) * single / (1 + (len(each) - 1) * single) for party, each in named.items()}
    return {party: whole + kept[party] * (float(np.mean(each)) - whole) for party, each in named.items()}


def permutation(one: Sequence[float], other: Sequence[float]) -> tuple[float, bool]:
    """The chance of a difference of means at least as large if people were parted at random, and whether it is exact.

    All ways are tried up to 20,000 of them. Beyond, as many are drawn, the one at hand counted among them, so that the
    chance is never given as 0. The same for both orders of the two.
    """
    people = np.sort(np.concatenate([one, other]))
    small = min(len(one), len(other))
    ways = comb(len(people), small)
    exact = ways <= MOST_EXACT
    if exact:
        picked = np.array(list(combinations(range(len(people)), small)), dtype=np.intp).reshape(ways, small)
    else:
        random = np.random.default_rng(len(people))
        picked = np.argsort(random.random((MOST_EXACT, len(people))), axis=1)[:, :small]
    sums = people[picked].sum(axis=1)
    middle = people.mean() * small
    seen = abs(float(np.sum(min((one, other), key=len))) - middle)
    hits = int((np.abs(sums - middle) >= seen - 1e-9).sum())
    return (hits / ways if exact else (hits + 1) / (MOST_EXACT + 1)), exact


def change(before: Sequence[float], after: Sequence[float], *, fewest: int = FEWEST) -> Estimate:
    """The mean after less the mean before, of two waves of different or unmatched people, with its 95 % interval.

    `why` is “no clear change” when the interval holds 0.

    >>> change([3, 4, 4, 5, 4], [4, 4, 5, 5, 4]).why
    'No clear change.'
    """
    first, second = np.array(before, dtype=np.float64), np.array(after, dtype=np.float64)
    people = min(len(first), len(second))
    if people < max(fewest, 2):
        return Estimate(None, people=people, enough=False, why=PARTY_TOO_FEW.format(party="a wave", fewest=fewest))
    apart = float(second.mean() - first.mean())
    reach = 1.96 * sqrt(_error(first) + _error(second))
    return Estimate(apart, apart - reach, apart + reach, people, why="" if abs(apart) > reach else "No clear change.")


def _error(answers: Vector) -> float:
    return float(answers.var(ddof=1)) / len(answers)
