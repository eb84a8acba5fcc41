"""Whose turn it is with surveys: to agree, to answer, to count, to say what follows. Never who has answered."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from paripassu.alliance.awaiting import Awaited, Coming
from paripassu.alliance.courts import DECIDING
from paripassu.alliance.days import ended
from paripassu.alliance.surveys import awaited, sides
from paripassu.alliance.surveys.waves import Wave, is_open, unanswered

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance


def awaiting(alliance: "Alliance", party: str, _person: str, now: datetime) -> list[Awaited]:
    """What waits for a party. An open wave waits for everybody who is asked, answered or not: nobody is told apart."""
    found = [each for wave in alliance.surveys.waves.values() for each in _waves(alliance, wave, now)]
    found += _proposals(alliance)
    return [each for each in found if each.party == party]


def _proposals(alliance: "Alliance") -> Iterator[Awaited]:
    for survey in alliance.surveys.by_index.values():
        if survey.pending:
            for party in awaited(alliance, survey):
                if party not in survey.declined:
                    yield Awaited("surveys", "agree", party, survey.index, survey.entered, roles=DECIDING)
            if survey.declined:
                since = min(word.at for word in survey.declined.values())
                yield Awaited("surveys", "declined", survey.party, survey.index, since, roles=DECIDING)


def _waves(alliance: "Alliance", wave: Wave, now: datetime) -> Iterator[Awaited]:
    there = [party for party in wave.panel if party not in alliance.membership.silent]
    if is_open(wave, now):
        yield from (Awaited("surveys", "answer", each, wave.index, wave.entered, wave.fact.until) for each in there)
    elif wave.closed is None:
        since = ended(wave.fact.until)
        yield from (Awaited("surveys", "count", each, wave.index, since) for each in there)
    elif sides.ready(alliance, wave, now):
        since = ended(wave.fact.until)
        yield from (Awaited("surveys", "open", each, wave.index, since) for each in there)
    elif wave.closed_at is not None:
        for party in unanswered(alliance, wave):
            if party in there:
                yield Awaited("surveys", "act", party, wave.index, wave.closed_at, roles=DECIDING)


def agenda(alliance: "Alliance", now: datetime) -> Iterator[int]:
    """What belongs on an agenda: proposals that wait, waves to be counted or opened, results from which nothing follows
    yet. An open wave does not: whether somebody answers is nobody's business in a meeting."""
    yield from (survey.index for survey in alliance.surveys.by_index.values() if survey.pending)
    for wave in alliance.surveys.waves.values():
        there = any(each.what != "answer" for each in _waves(alliance, wave, now))
        if there:
            yield wave.index


def coming(alliance: "Alliance", now: datetime) -> list[Coming]:
    """The last days of open waves."""
    waves = [wave for wave in alliance.surveys.waves.values() if is_open(wave, now)]
    return [Coming("surveys", "until", wave.index, wave.fact.until) for wave in waves]
