"""What the host finds of the scales of a survey when it counts, before the single answers are deleted.

Nobody can find it again, so it is put on the record beside the figures, and only where it gives nobody away. How far
people lie apart is told only of scales of several questions, and where they lie so far apart that nobody can be placed;
that nothing is told says no more than that they may lie closer. What is not told of one party is not told of all
together either, where it would follow.
[METHODS §4; Kenthapadi, Mishra and Nissim 2005]
"""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from math import ceil, sqrt
from statistics import fmean, stdev

import msgspec

from paripassu.alliance.surveys.instruments import Question
from paripassu.alliance.surveys.scales import CHANCES, FEWEST, Ends, Found, Scale
from paripassu.measures.asymmetry import icc, permutation
from paripassu.measures.surveys import Estimate, alpha, omega, within_agreement

CLOSEST = 1 / 3
"""The share of a scale within which nobody's answer may be placed."""

RELIABLE = 20
"""People below whom no reliability is told: it would say more of them than of the questions. [INSTRUMENTS B9]"""

HUNDREDTH = Decimal("0.01")
TENTH = Decimal("0.1")

Rows = Sequence[Sequence[int | None]]


def steps(points: Sequence[int]) -> int:
    """The range within which nobody's answer may be placed: whole steps of the scale, at least a third of it.

    >>> steps((1, 2, 3, 4, 5, 6, 7)), steps((0, 25, 50, 75, 100))
    (2, 50)
    """
    step = points[1] - points[0]
    return step * -int(-(points[-1] - points[0]) * CLOSEST // step)


def least_squares(people: int, mean: float, questions: int, points: Sequence[int]) -> float:
    """The sum of squares from which on it may be told how far people lie apart who have this mean.

    The least that whole answers allow; and three squared steps. With two more than the least, one of them can lie a
    step above and another a step below on every question, so what is held back holds somebody two steps apart; and of
    what is told nobody lies closer.

    >>> round(least_squares(5, 2.4, 1, (1, 2, 3, 4, 5, 6, 7)), 2)
    4.2
    """
    step = points[1] - points[0]
    part = ((mean - points[0]) / step * questions * people) % people / people
    return step**2 * (people * part * (1 - part) / questions**2 + 3)


def most_hidden(people: int, mean: float, questions: int, points: Sequence[int]) -> float:
    """The spread below which none is told, for so many people with this mean: what is held back is at most this.

    >>> round(most_hidden(5, 2.4, 1, (1, 2, 3, 4, 5, 6, 7)), 2)
    1.02
    """
    return sqrt(least_squares(people, mean, questions, points) / (people - 1))


def scores(scale: Scale, rows: Rows, places: Mapping[str, int]) -> list[list[float]]:
    """What each person who answered all questions of a scale said, turned so that more is better, in rising order."""
    given = [[row[places[question.id]] for question in scale.questions] for row in rows]
    whole = [[each for each in row if each is not None] for row in given if None not in row]
    return sorted(
        [turned(question, each) for question, each in zip(scale.questions, row, strict=True)] for row in whole
    )


def turned(question: Question, value: float) -> float:
    """A value of a question, turned where agreeing is the worse answer."""
    return question.points[0] + question.points[-1] - value if question.reversed else float(value)


def found(
    scale: Scale, answers: Mapping[str, Rows], places: Mapping[str, int], shown: Sequence[str], least: int
) -> dict[str, Found]:
    """By cell (a party; empty: all together) what may be told of a scale. `shown`: the cells in which all its
    questions show a mean. Of a single question nothing is told: it would be who said what, but for the names."""
    if len(scale.questions) < 2:
        return {}
    given = {party: scores(scale, rows, places) for party, rows in answers.items() if rows}
    many = {party: given[party] for party in shown if party in given and len(given[party]) >= max(least, FEWEST)}
    told = {party: each for party, each in many.items() if _far(scale, each)}
    cells = {
        p: _found(scale, each, _chances(told, p)) if p in told else _close(scale, each) for p, each in many.items()
    }
    together = sorted(row for each in given.values() for row in each)
    nothing_follows = not any(shown) or set(told) == set(given)
    if "" in shown and nothing_follows and len(together) >= max(least, FEWEST):
        cells[""] = _whole(scale, together, told) if _far(scale, together) else _close(scale, together)
    return cells


def _whole(scale: Scale, together: list[list[float]], told: Mapping[str, list[list[float]]]) -> Found:
    """What is told of all together, with how much of the differences is one between parties."""
    parted = icc({party: [fmean(row) for row in rows] for party, rows in told.items()})
    one, mean = _share(parted.single), _share(parted.mean)
    return msgspec.structs.replace(_found(scale, together, {}), between=one, dependable=mean)


def _far(scale: Scale, given: Sequence[Sequence[float]]) -> bool:
    """Whether people lie apart enough to tell how far."""
    own = [fmean(row) for row in given]
    return stdev(own) >= most_hidden(len(own), fmean(own), len(scale.questions), scale.points) - 1e-9


def _close(scale: Scale, given: Sequence[Sequence[float]]) -> Found:
    return Found(scale.id, len(given))


def _found(scale: Scale, given: list[list[float]], chances: dict[str, Decimal]) -> Found:
    points, step = len(scale.points), scale.points[1] - scale.points[0]
    steps_up = [[(each - scale.points[0]) / step for each in row] for row in given]
    halves = ceil(stdev(fmean(row) for row in given) / step * 2 - 1e-9)
    return Found(
        scale.id,
        len(given),
        min(Decimal(halves * step) / 2, Decimal(scale.points[-1] - scale.points[0])),
        _ends(alpha(given)),
        _ends(omega(given)) if len(scale.questions) > 2 else None,
        _share(within_agreement(steps_up, points)),
        _share(within_agreement(steps_up, points, "slightly skewed")),
        apart=chances,
    )


def _ends(found: Estimate) -> Ends | None:
    """A reliability with its interval; None where too few answered to say."""
    if found.people < RELIABLE or not found.enough or found.value is None or found.low is None or found.high is None:
        return None
    low, value, high = (_rounded(each) for each in (found.low, found.value, found.high))
    return Ends(value, low, high)


def _share(found: Estimate) -> Decimal | None:
    return None if found.value is None else _rounded(found.value, TENTH)


def _rounded(value: float, step: Decimal = HUNDREDTH) -> Decimal:
    return Decimal(str(value)).quantize(step, ROUND_HALF_EVEN)


def _chances(told: Mapping[str, Sequence[Sequence[float]]], party: str) -> dict[str, Decimal]:
    """By other party, at most what chance there is of a difference of the two as large."""
    own = [fmean(row) for row in told[party]]
    others = {other: [fmean(row) for row in rows] for other, rows in sorted(told.items()) if other != party}
    return {other: _at_most(permutation(*sorted((own, each)))[0]) for other, each in others.items()}


def _at_most(chance: float) -> Decimal:
    return next(each for each in CHANCES if chance <= float(each) + 1e-12)
