"""Pools: small sides whose answers are added up over waves, until there are as many as it takes to show a figure.

By its nature this protects less than many people do: it is answers that reach the number, and not people. So at least
three people stand behind each pool, always the same ones; all sides that are held back are pooled over the same waves,
and either all of them are shown or none, so that no wave follows from the others; and what was shown is never added to
again. Which waves wait in a pool follows from the record alone. [INSTRUMENTS B10 5]
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import UNSET

from paripassu.alliance.refusals import Refused
from paripassu.alliance.surveys import LEAST_ANSWERS
from paripassu.alliance.surveys.results import Result, in_scale

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance
    from paripassu.alliance.surveys.waves import Wave, WaveClosed


def pooled_now(result: Result) -> tuple[str, ...]:
    """The sides of a wave whose answers go into a pool: all together where they are too few, else those held back."""
    answered = {each.party: each.answered for each in result.turnout if each.answered}
    few = {each.party for each in result.held if each.why == "few"}
    if "" in few:
        return ("",) if answered else ()
    shown = any(cell.party == "" for cell in result.cells)
    return tuple(sorted(few & answered.keys())) if shown else ()


def waiting(alliance: "Alliance", wave: "Wave", sides: tuple[str, ...]) -> tuple["Wave", ...]:
    """The earlier waves of the same survey whose answers wait to be added to those of these sides, oldest first.

    Back to the first wave in which other sides were held back, other people were asked, or a pool was shown.
    """
    earlier = [each for each in alliance.surveys.waves.values() if each.index < wave.index]
    found: list[Wave] = []
    for each in reversed([e for e in earlier if e.fact.survey == wave.fact.survey and not e.named]):
        same = all(each.panel.get(p) == wave.panel.get(p) for p in sides if p) and each.people("") == wave.people("")
        if each.closed is None or each.closed.pooled or not same or pooled_now(each.closed) != sides:
            break
        found.append(each)
    return tuple(reversed(found))


def pooled_panels(alliance: "Alliance", before: int) -> list[frozenset[str]]:
    """The people behind every pool that was shown of waves opened before an entry."""
    waves = [wave for wave in alliance.surveys.waves.values() if wave.index < before and wave.closed]
    return [wave.people(pool.party) for wave in waves if wave.closed for pool in wave.closed.pooled or ()]


def answers_of(result: Result, side: str) -> int:
    """How many answers of a side a wave has."""
    return sum(each.answered for each in result.turnout if side in ("", each.party))


def enough(wave: "Wave", answers: Mapping[str, int], least: int) -> bool:
    """Whether the pools of all these sides can be shown, with so many answers each."""
    return bool(answers) and all(
        count >= least and len(wave.people(side)) >= LEAST_ANSWERS for side, count in answers.items()
    )


def check(alliance: "Alliance", wave: "Wave", fact: "WaveClosed") -> None:
    """Refused when a pool is not what the record says waits in it, or not enough to be shown."""
    if fact.pooled is UNSET:
        return
    survey = alliance.surveys.survey(wave.fact.survey)
    sides = pooled_now(fact)
    before = waiting(alliance, wave, sides)
    counted = {
        side: sum(answers_of(each.closed, side) for each in before if each.closed) + answers_of(fact, side)
        for side in sides
    }
    over = tuple(each.index for each in (*before, wave))
    told = {pool.party: pool.answers for pool in fact.pooled}
    people = all(pool.waves == over and pool.people == len(wave.people(pool.party)) for pool in fact.pooled)
    if not (survey.pooled and before and told == counted and people and len(told) == len(fact.pooled)):
        raise Refused(
            "pool_unsound", "A pool adds up all waves since the last one was shown, for all who were held back."
        )
    if not enough(wave, counted, survey.fact.least):
        raise Refused("cell_too_small", "A figure would rest on fewer than {least} answers.", least=survey.fact.least)
    for pool in fact.pooled:
        in_scale(pool.figures, survey.fact.questions)
