"""What a wave of a survey may show: from single answers to figures that give no single answer away.

Each cell is let through by the release rule, by what was shown before, and question by question by the numbers who
answered it. Then each question is audited: if anybody could be placed closer than a third of the scale from all that
would be published, bands take the place of the means. [INSTRUMENTS B10; METHODS §4]
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from math import sqrt
from typing import NamedTuple

import msgspec

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.surveys import LEAST_ANSWERS
from paripassu.alliance.surveys.instruments import Question
from paripassu.alliance.surveys.pools import pooled_panels
from paripassu.alliance.surveys.results import Band, Cell, Figure, Held
from paripassu.alliance.surveys.scales import FEWEST, Found, scales
from paripassu.alliance.surveys.waves import Wave, questions_of, shown_panels, survey_of
from paripassu.measures.counted import found, steps
from paripassu.measures.releases import exposures, release, too_close

Answers = Mapping[str, Sequence[Sequence[int | None]]]
"""By party one row for each answer, one place for each question; None is “does not apply”."""


class Outcome(NamedTuple):
    """What may be shown of a wave, and what is held back."""

    cells: tuple[Cell, ...]
    held: tuple[Held, ...]


def outcome(
    questions: Sequence[Question],
    answers: Answers,
    k: int,
    panels: Mapping[str, frozenset[str]],
    before: Iterable[frozenset[str]] = (),
    pooled: Iterable[frozenset[str]] = (),
) -> Outcome:
    """What may be shown of these answers. `panels`: who was asked, by party; `before`: behind what was shown earlier.

    `pooled`: behind what pools have shown, which rest on fewer people and may differ by fewer. The order of parties and
    of answers changes nothing.
    """
    earlier = list(before)
    counted = release({party: len(rows) for party, rows in answers.items()}, k)
    passed = [*([""] if counted.total else []), *counted.parties]
    close = _close(passed, panels, earlier, k, list(pooled))
    shown = [cell for cell in passed if cell not in close]
    figures: dict[str, list[Figure]] = {cell: [] for cell in shown}
    for place, question in enumerate(questions):
        for cell, figure in _figures(question, _column(answers, place), k, shown).items():
            figures[cell].append(figure)
    held = [
        Held(cell, "panel" if cell in close and cell in passed else "few")
        for cell in ("", *sorted(panels))
        if cell not in shown
    ]
    told = _scales(questions, answers, figures, k)
    cells = tuple(Cell(cell, tuple(figures[cell]), told.get(cell, msgspec.UNSET)) for cell in sorted(shown))
    return Outcome(cells, tuple(held))


def _scales(
    questions: Sequence[Question], answers: Answers, figures: Mapping[str, Sequence[Figure]], k: int
) -> dict[str, tuple[Found, ...]]:
    """By cell what may be told of the scales whose questions all show a mean there; cells without any are left out."""
    places = {question.id: place for place, question in enumerate(questions)}
    means = {cell: {each.question for each in shown if each.mean is not None} for cell, shown in figures.items()}
    told: dict[str, list[Found]] = {}
    for scale in sorted(scales(questions), key=lambda each: each.id):
        cells = [cell for cell, ids in means.items() if {question.id for question in scale.questions} <= ids]
        for cell, one in found(scale, answers, places, cells, k).items():
            told.setdefault(cell, []).append(one)
    return {cell: tuple(each) for cell, each in told.items()}


def count(alliance: Alliance, wave: Wave, answers: Answers) -> Outcome:
    """What may be shown of the answers of a wave that is counted now."""
    questions, least = questions_of(alliance, wave), survey_of(alliance, wave).fact.least
    before, pooled = shown_panels(alliance, wave.index), pooled_panels(alliance, wave.index)
    return outcome(questions, answers, least, wave.panel, before, pooled)


def _close(
    passed: Sequence[str],
    panels: Mapping[str, frozenset[str]],
    earlier: Sequence[frozenset[str]],
    k: int,
    pooled: Sequence[frozenset[str]] = (),
) -> set[str]:
    """The cells held back because of what was shown before; and those from which one of these could be worked out.

    All together less the other parties is the party that is held back, and all parties added are all together.
    """
    close = {cell for cell in passed if too_close(earlier, _people(panels, cell), k)}
    close |= {cell for cell in passed if pooled and too_close(pooled, _people(panels, cell), LEAST_ANSWERS)}
    if close - {""}:
        return close | {""}
    return set(passed) if close else close


def _people(panels: Mapping[str, frozenset[str]], cell: str) -> frozenset[str]:
    return panels[cell] if cell else frozenset().union(*panels.values())


def _column(answers: Answers, place: int) -> dict[str, list[int]]:
    """What the people of each party said to one question, without “does not apply”."""
    return {party: [said for row in rows if (said := row[place]) is not None] for party, rows in answers.items()}


def _figures(question: Question, said: Mapping[str, list[int]], k: int, shown: Sequence[str]) -> dict[str, Figure]:
    """What one question shows in each of the cells that are let through."""
    allowed = release({party: len(each) for party, each in said.items()}, k)
    cells = [cell for cell in shown if (cell in allowed.parties if cell else allowed.total)]
    pooled = [answer for each in said.values() for answer in each]
    values = {cell: said[cell] if cell else pooled for cell in cells}
    if not exposed(question, said, cells):
        return {
            cell: Figure(question.id, _band(question, each), _mean(question, each)) for cell, each in values.items()
        }
    # A band of all together beside those of the parties could place somebody after all: never both.
    alone = [cell for cell in cells if cell] or cells
    return {cell: Figure(question.id, _band(question, values[cell])) for cell in alone}


def exposed(question: Question, said: Mapping[str, Sequence[int]], cells: Sequence[str]) -> bool:
    """Whether the means of these cells would place somebody, or a party not among them, closer than is allowed.

    Whoever looks is taken to know how many answered and the exact sums; and, where five answered or only more are
    shown together, what they said themselves: so it is asked again for who said the least and for who said the most in
    each party. Anybody else can place nobody closer than one of these. Then two people together may not be placed
    closer either than twice as much: that a mean is shown says that nobody stood alone, and near the end of the scale
    that would place the rest. Of fewer than five, whoever is one of them can know more; the page says so.
    [Cox 1980; Kenthapadi, Mishra and Nissim 2005]
    """
    low, least = question.points[0], steps(question.points)
    known = {party: (len(each), sum(each) - low * len(each)) for party, each in said.items() if each}
    width = question.points[-1] - low
    many = [party for party, (count, _total) in known.items() if count >= FEWEST or party not in cells]
    if not cells or not known:
        return False
    if _placed(known, cells, width, least) or (many and _placed(known, cells, width, 2 * least, pairs=many)):
        return True
    without = [
        {**known, party: (known[party][0] - 1, known[party][1] - (own - low))}
        for party in many
        for own in {min(said[party]), max(said[party])}
    ]
    return any(_placed(others, cells, width, least) for others in without)


def _placed(
    known: Mapping[str, tuple[int, int]], cells: Sequence[str], width: int, least: int, *, pairs: Sequence[str] = ()
) -> bool:
    """Whether anybody, or a party that is not shown, is placed within `least`, or just that close.

    `known`: by party how many answered and the sum of their answers above the lowest point. `pairs`: it is asked for
    two people together of these parties, and for nobody else. In each party one person stands for all, since they can
    be exchanged. A range that is just wide enough is held back too: that a mean is held back is seen, and if only
    narrower ones were, the gap where it ought to stand would place everybody.
    """
    few = {p: min(count, 2 if p in pairs else 1) for p, (count, _total) in known.items() if count}
    parts = {f"{p}|few": float(width * few[p]) for p in few}
    parts |= {f"{p}|rest": float(width * (known[p][0] - few[p])) for p in few}
    shown = [[p for p in few if cell in ("", p)] for cell in cells]
    sums = [(own, float(sum(known[p][1] for p in own))) for own in shown]
    published = [([f"{p}|{part}" for p in own for part in ("few", "rest")], total) for own, total in sums]
    asked = {f"{p}|few" for p in few if few[p] == 2 or not pairs}
    close = any(each.high - each.low < least + 1e-6 for each in exposures(list(parts), published, parts)
                if each.cell in asked)  # fmt: skip
    wholes = {party: float(width * known[party][0]) for party in few}
    return close or (not pairs and any(
        each.high - each.low < (least + 1e-6) * known[each.cell][0]
        for each in exposures(list(wholes), sums, wholes)
        if each.cell not in cells
    ))  # fmt: skip


def _mean(question: Question, said: Sequence[int]) -> Decimal:
    """The mean, rounded to a tenth on a scale of seven points and to a whole on one of 0 to 100."""
    step = Decimal(1) if question.points[-1] > 10 else Decimal("0.1")
    return (Decimal(sum(said)) / len(said)).quantize(step, ROUND_HALF_EVEN)


def _band(question: Question, said: Sequence[int]) -> Band:
    return band(question, sum(said) / len(said))


def band(question: Question, mean: float) -> Band:
    """The third of its scale in which a mean lies."""
    low, high = question.points[0], question.points[-1]
    place = 3 * (mean - low) / (high - low)
    return "low" if place < 1 else "middle" if place < 2 else "high"


def margin(question: Question, people: int) -> float:
    """How far the mean of so many answers can be from that of many, 95 %, if they differ as answers at random do.

    The answers' own spread is not used: it would tell who is alone with an answer.

    >>> round(margin(Question("q", "?", "agree"), 8), 2)
    1.67
    """
    from scipy.stats import t  # type: ignore[import-untyped]  # costs more than all the rest

    points = question.points
    step = (points[-1] - points[0]) / (len(points) - 1)
    spread = step * sqrt((len(points) ** 2 - 1) / 12)
    return float(t.ppf(0.975, people - 1)) * spread / sqrt(people)
