"""What the pool of a small side may show: the mean over several waves, audited as if one person had said most of it.

Of each wave only sums wait in a pool, and no answers. Behind it are fewer people than it takes for a figure of one
wave, so it is audited by person and not by answer: whoever answered in every wave moves the sum that often.
[INSTRUMENTS B10]
"""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TypeAlias

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.surveys import LEAST_ANSWERS, pools
from paripassu.alliance.surveys.instruments import Question
from paripassu.alliance.surveys.results import Figure, Pool, Result
from paripassu.alliance.surveys.waves import Wave, questions_of, shown_panels, survey_of
from paripassu.measures.counted import CLOSEST
from paripassu.measures.releases import exposures, too_close
from paripassu.measures.waves import Answers, band

Sums: TypeAlias = Sequence[tuple[int, int]]
"""By question how many answered it in a wave, and the sum of what they said."""


def sums(questions: Sequence[Question], answers: Answers, side: str) -> list[tuple[int, int]]:
    """What waits in the pool of a side (empty: of all together) from the answers of one wave."""
    rows = [row for party, each in answers.items() if side in ("", party) for row in each]
    columns = [[said for row in rows if (said := row[place]) is not None] for place in range(len(questions))]
    return [(len(column), sum(column)) for column in columns]


def pooled(alliance: Alliance, wave: Wave, result: Result, waiting: Mapping[str, Sequence[Sums]]) -> tuple[Pool, ...]:
    """The pools that may be shown when a wave is counted; none while there are too few answers or people.

    `waiting`: by side its sums of each wave in the pool, this wave last. All that are held back are shown, or none.
    """
    survey, sides = survey_of(alliance, wave), pools.pooled_now(result)
    before = pools.waiting(alliance, wave, sides)
    counted = {side: pools.answers_of(result, side) for side in sides}
    for each in before:
        if each.closed:
            counted = {side: count + pools.answers_of(each.closed, side) for side, count in counted.items()}
    if not (survey.pooled and before and pools.enough(wave, counted, survey.fact.least)):
        return ()
    panels = [*shown_panels(alliance, wave.index), *(wave.people(cell.party) for cell in result.cells)]
    if any(too_close(panels, wave.people(side), LEAST_ANSWERS) for side in sides):
        return ()
    over = tuple(each.index for each in (*before, wave))
    figures = _figures(questions_of(alliance, wave), waiting, survey.fact.least)
    return tuple(
        Pool(side, over, len(wave.people(side)), counted[side], tuple(figures[side])) for side in sorted(sides)
    )


def _figures(
    questions: Sequence[Question], waiting: Mapping[str, Sequence[Sums]], least: int
) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {side: [] for side in waiting}
    for place, question in enumerate(questions):
        totals = {
            side: (sum(each[place][0] for each in waves), sum(each[place][1] for each in waves), len(waves))
            for side, waves in waiting.items()
        }
        if any(count < least for count, _total, _waves in totals.values()):
            continue  # what one side shows could be taken from what all together have shown
        hidden = any(exposed(question, *each) for each in totals.values())
        for side, (count, total, _waves) in totals.items():
            found[side].append(
                Figure(question.id, band(question, total / count), None if hidden else _mean(question, total, count))
            )
    return found


def exposed(question: Question, count: int, total: int, waves: int) -> bool:
    """Whether the mean of a pool would place somebody who answered in every wave closer than a third of the scale."""
    low, width = question.points[0], question.points[-1] - question.points[0]
    own, rest = min(waves, count) * width, max(count - waves, 0) * width
    [person, _others] = exposures(
        ["one", "rest"], [(["one", "rest"], float(total - low * count))], {"one": float(own), "rest": float(rest)}
    )
    return person.high - person.low < own * CLOSEST - 1e-6


def _mean(question: Question, total: int, count: int) -> Decimal:
    step = Decimal(1) if question.points[-1] > 10 else Decimal("0.1")
    return (Decimal(total) / count).quantize(step, ROUND_HALF_EVEN)
