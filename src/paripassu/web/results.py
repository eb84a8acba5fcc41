"""The result of a wave for its page: the lower side and the gap first, and only what the record shows."""

from decimal import Decimal
from typing import NamedTuple

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.surveys.instruments import Question
from paripassu.alliance.surveys.results import Figure
from paripassu.alliance.surveys.waves import Wave, questions_of
from paripassu.measures.waves import margin


class Row(NamedTuple):
    """One question: its figure in each cell (by party; empty: all together), the gap between the sides, the lower."""

    question: Question
    cells: dict[str, Figure]
    gap: Decimal | None
    lower: tuple[str, ...]


def rows(alliance: Alliance, wave: Wave) -> list[Row]:
    """The questions of a counted wave, the widest gap first; those without a gap in their own order after them."""
    found = [_row(wave, question) for question in questions_of(alliance, wave)]
    shown = [row for row in found if row.cells]
    return sorted(shown, key=lambda row: (row.gap is None, -_share(row)))


def _share(row: Row) -> Decimal:
    """The gap as a share of its scale, so that scales compare."""
    points = row.question.points
    return (row.gap or Decimal(0)) / (points[-1] - points[0])


def _row(wave: Wave, question: Question) -> Row:
    figures = {
        cell.party: figure
        for cell in (wave.closed.cells if wave.closed else ())
        for figure in cell.figures
        if figure.question == question.id
    }
    means = {party: figure.mean for party, figure in figures.items() if party and figure.mean is not None}
    if len(means) < 2:
        return Row(question, figures, None, ())
    worst = max(means.values()) if question.reversed else min(means.values())
    lower = tuple(sorted(party for party, mean in means.items() if mean == worst))
    gap = max(means.values()) - min(means.values())
    return Row(question, figures, gap, lower if gap else ())


def margins(alliance: Alliance, wave: Wave) -> dict[str, float]:
    """By cell how far a mean can be from that of many, for the first question; only of cells that are shown."""
    if wave.closed is None or not wave.closed.cells:
        return {}
    answered = {each.party: each.answered for each in wave.closed.turnout}
    question = questions_of(alliance, wave)[0]
    sizes = {cell.party: answered.get(cell.party, sum(answered.values())) for cell in wave.closed.cells}
    return {party: margin(question, people) for party, people in sizes.items()}
