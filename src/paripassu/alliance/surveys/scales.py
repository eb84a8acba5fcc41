"""Scales: the questions of a survey that ask about one thing, and what the host found of them when it counted.

Questions belong together that have one facet, are asked of one side, and are answered on one scale. The mean of a
scale is that of its questions, so the record holds it already; what takes the single answers is found at the count and
put beside the figures. Nobody can find it again: the answers are gone. [INSTRUMENTS B9; METHODS §4]
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import msgspec

from paripassu.alliance.refusals import Refused
from paripassu.alliance.surveys.instruments import Question

OWN_FACET = "own"
"""The facet of questions that a party wrote itself: nobody says that they belong together."""

OWN, IMPORTANT = "_own", "_important"
"""What the name of a scale ends in that is asked of one's own side, or about what matters."""

WHOLE = "whole"
"""The scale of questions without a facet."""

FEWEST = 5
"""People below whom nothing is told of a scale but its mean, whatever is agreed for means."""

CHANCES = tuple(map(Decimal, ("0.001", "0.002", "0.005", "0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1")))
"""A chance is told as “at most” one of these: a finer one says more of single answers than of chance."""


class Scale(NamedTuple):
    """Questions that ask about one thing; of one's own side where `own`, about what it matters where `important`."""

    id: str
    questions: tuple[Question, ...]

    @property
    def own(self) -> bool:
        """Whether it is asked of one's own side."""
        return self.questions[0].of == "own"

    @property
    def facet(self) -> str:
        """The facet, however it is asked about."""
        return self.id.removesuffix(IMPORTANT).removesuffix(OWN)

    @property
    def important(self) -> bool:
        """Whether it asks how important something is, and not how it is."""
        return self.questions[0].scale == "important"

    @property
    def points(self) -> tuple[int, ...]:
        """What can be answered to each question, from the lowest."""
        return self.questions[0].points


def scales(questions: Sequence[Question]) -> tuple[Scale, ...]:
    """The scales of a survey, in the order of their first questions.

    >>> from paripassu.alliance.surveys.instruments import library
    >>> [scale.id for scale in scales(library()["fairness"].questions)]
    ['distributive', 'procedural', 'interactional']
    """
    found: dict[tuple[str, bool, str], list[Question]] = {}
    for each in questions:
        if each.facet != OWN_FACET:
            found.setdefault((each.facet, each.of == "own", each.scale), []).append(each)
    ids = {key: _named(*key) for key in found}
    return tuple(Scale(ids[key], tuple(own)) for key, own in found.items() if list(ids.values()).count(ids[key]) == 1)


def _named(facet: str, own: bool, scale: str) -> str:
    word = "_".join("".join(each if each.isalnum() else " " for each in facet).split()) or WHOLE
    return word + (OWN if own else "") + (IMPORTANT if scale == "important" else "")


class Ends(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A figure with the interval that holds it nineteen times in twenty."""

    value: Decimal
    low: Decimal
    high: Decimal


class Found(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the single answers of one cell said of a scale.

    `people` answered all its questions; `spread` is at least the standard deviation of their own means, in half steps
    of the scale, and none where it is so small that it would place them: then nothing else is told either. `alpha` and
    `omega` are left out where too few answered to say; `agreement` and `skewed` are rWG(J) under the two nulls, to the
    tenth. `apart`: by other party, at most what chance there is of a difference as large if it did not matter whose
    people they are. Of all together, where every party is told: `between` and `dependable` are ICC(1) and ICC(2).
    """

    scale: str
    people: int
    spread: Decimal | None = None
    alpha: Ends | None = None
    omega: Ends | None = None
    agreement: Decimal | None = None
    skewed: Decimal | None = None
    between: Decimal | None = None
    dependable: Decimal | None = None
    apart: dict[str, Decimal] = {}


def check(found: Sequence[Found], questions: Sequence[Question], shown: set[str], answered: int, least: int) -> None:
    """Refused when what is found of a cell contradicts itself, or rests on what the cell does not show.

    `shown`: the questions of the cell with a mean. `answered`: how many of the cell did.
    """
    known = {scale.id: scale for scale in scales(questions)}
    ids = [each.scale for each in found]
    if ids != sorted(set(ids)) or not set(ids) <= known.keys():
        raise Refused("scales_unsound", "A scale is one of the survey's, and told only once.")
    for each in found:
        if not {question.id for question in known[each.scale].questions} <= shown:
            raise Refused("scales_unsound", "Of a scale nothing is told where one of its questions shows no mean.")
        if not max(least, FEWEST) <= each.people <= answered:
            few = max(least, FEWEST)
            raise Refused("cell_too_small", "A figure would rest on fewer than {least} answers.", least=few)
        _within(each, known[each.scale].points)


def _within(found: Found, points: Sequence[int]) -> None:
    ends = [each for each in (found.alpha, found.omega) if each is not None]
    shares = [each for each in (found.agreement, found.skewed) if each is not None]
    sound = (
        (found == Found(found.scale, found.people) if found.spread is None else _half_steps(found.spread, points))
        and all(each.low <= each.value <= each.high <= 1 for each in ends)
        and all(0 <= each <= 1 for each in shares)
        and all(each is None or each <= 1 for each in (found.between, found.dependable))
        and all(each in CHANCES for each in found.apart.values())
    )
    if not sound:
        raise Refused("scales_unsound", "A figure of a scale lies outside what it can be.")


def _half_steps(spread: Decimal, points: Sequence[int]) -> bool:
    """Whether a spread is told in half steps of a scale, and is one that the scale can have."""
    return 0 < spread <= points[-1] - points[0] and spread % (Decimal(points[1] - points[0]) / 2) == 0
