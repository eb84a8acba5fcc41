"""Pools on the host: of a small side the sums of a counted wave wait here, until enough waves are added up.

Single answers are deleted at the count as everywhere; sums by question are what stays of them, and only where all
parties agreed to it. They go once the pool is shown, or nothing can be added to it any more.
"""

import msgspec

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.surveys import pools
from paripassu.alliance.surveys.results import Pool, Result
from paripassu.alliance.surveys.waves import Wave, questions_of, survey_of
from paripassu.keeper.shuffling import shuffle
from paripassu.keeper.surveys.tables import PoolSum
from paripassu.measures import pools as measures
from paripassu.measures.waves import Answers

_read = msgspec.json.Decoder(list[tuple[int, int]]).decode


def pooled(slug: str, alliance: Alliance, wave: Wave, result: Result, answers: Answers) -> tuple[Pool, ...]:
    """What pools show now that this wave is counted; its sums are kept for the next one before anything is written."""
    sides = pools.pooled_now(result)
    if not survey_of(alliance, wave).pooled or wave.named or not sides:
        return ()
    before = pools.waiting(alliance, wave, sides)
    waiting = {side: [_kept(slug, each.index, side) for each in before] for side in sides}
    for side in sides:
        own = measures.sums(questions_of(alliance, wave), answers, side)
        PoolSum.objects.update_or_create(
            alliance_id=slug, wave=wave.index, party=side, defaults={"sums": msgspec.json.encode(own)}
        )
        waiting[side].append(own)
    if not all(all(each) for each in waiting.values()):  # a database that was lost: the sums are gone
        return ()
    return measures.pooled(alliance, wave, result, waiting)


def _kept(slug: str, index: int, side: str) -> list[tuple[int, int]]:
    row = PoolSum.objects.filter(alliance_id=slug, wave=index, party=side).first()
    return _read(bytes(row.sums)) if row else []


def forget(slug: str, alliance: Alliance, wave: Wave) -> None:
    """Delete the sums to which nothing can be added: all but those that wait for the wave after a counted one."""
    if wave.closed is None:
        return
    sides = pools.pooled_now(wave.closed)
    wait = () if wave.closed.pooled or not sides else (*pools.waiting(alliance, wave, sides), wave)
    over = [
        each.index
        for each in alliance.surveys.waves.values()
        if each.fact.survey == wave.fact.survey or not survey_of(alliance, each).in_force
    ]
    rows = PoolSum.objects.filter(alliance_id=slug, wave__in=over)
    if rows.exclude(wave__in=[each.index for each in wait]).delete()[0]:
        shuffle(PoolSum)
