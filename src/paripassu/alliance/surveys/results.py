"""Results: what closes a wave, and the rules that keep it from showing anybody.

The record is read by everybody, so what may not be shown may not be on it; these rules are asked of the host as of any
party. What takes arithmetic on single answers is done before, in `measures.waves`. [INSTRUMENTS B10]
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Literal, Protocol, TypeAlias, get_args

import msgspec

from paripassu.alliance.refusals import Refused
from paripassu.alliance.surveys import scales
from paripassu.alliance.surveys.instruments import Question
from paripassu.alliance.surveys.scales import Found

Band: TypeAlias = Literal["low", "middle", "high"]
Reason: TypeAlias = Literal["few", "panel"]
"""Why a cell is not shown: too few answers, or too close to what was shown before."""

DIGEST = re.compile(r"[0-9a-f]{64}")

# --- what is told ---


class Turnout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many people of a party were asked, were given a token, and answered."""

    party: str
    asked: int
    issued: int
    answered: int


class Figure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a question shows in one cell: a rounded mean, or a band alone where the mean would show single answers."""

    question: str
    band: Band
    mean: Decimal | None = None


class Cell(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The figures of one party, or (party empty) of all together; and of its scales what may be told."""

    party: str
    figures: tuple[Figure, ...]
    scales: tuple[Found, ...] | msgspec.UnsetType = msgspec.UNSET

    def found(self, scale: str) -> Found | None:
        """What was found of a scale; None where it may not be told."""
        return next((each for each in self.scales or () if each.scale == scale), None)


class Held(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A cell that is not shown, and why."""

    party: str
    why: Reason


class Pool(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the answers of a small side show once those of several waves are added up, or (party empty) of all.

    `people` were asked in each of these waves; `answers` is how many answers there are of them in all.
    """

    party: str
    waves: tuple[int, ...]
    people: int
    answers: int
    figures: tuple[Figure, ...]


class CommentsKept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many comments are shown, and one digest over all of them. They are not on the record themselves."""

    count: int
    digest: str


def kept(texts: Iterable[str]) -> CommentsKept:
    """What the record says of comments: the digest is over the texts in the order of their letters."""
    found = sorted(texts)
    return CommentsKept(len(found), sha256(msgspec.json.encode(found)).hexdigest())


class Result(Protocol):
    """What closes a wave, as far as these rules look at it."""

    @property
    def turnout(self) -> tuple[Turnout, ...]: ...

    @property
    def used(self) -> tuple[str, ...]: ...

    @property
    def cells(self) -> tuple[Cell, ...]: ...

    @property
    def held(self) -> tuple[Held, ...]: ...


# --- rules ---


def check(fact: Result, frozen: Sequence[tuple[str, int]], questions: Sequence[Question], least: int) -> None:
    """Refused when the counts contradict what was frozen (party and people), or when a cell could show somebody."""
    _counted(frozen, fact)
    answered = {each.party: each.answered for each in fact.turnout if each.answered}
    _shown(answered, fact, least)
    for cell in fact.cells:
        in_scale(cell.figures, questions)
        means = {figure.question for figure in cell.figures if figure.mean is not None}
        counted = answered[cell.party] if cell.party else sum(answered.values())
        scales.check(cell.scales or (), questions, means, counted, least)


def _counted(frozen: Sequence[tuple[str, int]], fact: Result) -> None:
    """Refused when the counts contradict what was frozen, or each other."""
    falling = all(0 <= each.answered <= each.issued <= each.asked for each in fact.turnout)
    if [(each.party, each.asked) for each in fact.turnout] != list(frozen) or not falling:
        raise Refused("turnout_unsound", "More answers than tokens, or more tokens than people, cannot be.")
    sound = all(DIGEST.fullmatch(each) for each in fact.used) and list(fact.used) == sorted(set(fact.used))
    if not sound or len(fact.used) != sum(each.answered for each in fact.turnout):
        raise Refused("tokens_unsound", "Each answer has one token, and no token is used twice.")


def _shown(answered: dict[str, int], fact: Result, least: int) -> None:
    """Refused when a cell rests on too few answers, or when too few are left beside those that are shown."""
    cells = [cell.party for cell in fact.cells]
    total = sum(answered.values())
    sizes = [answered.get(party, 0) if party else total for party in cells]
    apart = total - sum(answered.get(party, 0) for party in cells if party)
    if any(size < least for size in sizes) or ("" in cells and 0 < apart < least):
        raise Refused("cell_too_small", "A figure would rest on fewer than {least} answers.", least=least)
    listed = sorted([*cells, *(each.party for each in fact.held)])
    if listed != ["", *sorted(each.party for each in fact.turnout)] or cells != sorted(cells):
        raise Refused("cells_unsound", "Every party, and all together, are shown once or held back once.")
    if any(each.why not in get_args(Reason) for each in fact.held):
        raise Refused("cells_unsound", "What is held back says why.")


def in_scale(figures: Sequence[Figure], questions: Sequence[Question]) -> None:
    """Refused when a figure belongs to no question of the wave, or lies off its scale."""
    asked = {question.id: question for question in questions}
    ids = [figure.question for figure in figures]
    if len(set(ids)) != len(ids) or not set(ids) <= asked.keys():
        raise Refused("cells_unsound", "A figure belongs to a question of the wave, and to one only once.")
    for figure in figures:
        points = asked[figure.question].points
        outside = figure.mean is not None and not points[0] <= figure.mean <= points[-1]
        if figure.band not in get_args(Band) or outside:
            raise Refused("figure_unsound", "A mean lies on its scale.")
