"""What follows from a wave: what was promised about it, by whom and until when, and the waves before and after it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.commitments.promises import Commitment, next_due, status
from paripassu.alliance.surveys import waves
from paripassu.alliance.surveys.waves import LEAST_APART, Wave, survey_of
from paripassu.web.promised import STATUSES
from paripassu.web.surveyed import Words


class Followed(NamedTuple):
    """A promise about a wave: the party that owes it, who carries it (if named), the day, and where it stands."""

    entry: int
    what: str
    owner: str
    carrier: str
    due: date | None
    stands: Words


def followed(alliance: Alliance, wave: Wave, now: datetime) -> list[Followed]:
    """What was promised about a wave, in the order in which it was proposed."""
    found = [alliance.commitments.commitment(index) for index in waves.actions(alliance, wave)]
    return [_followed(each, now) for each in found]


def _followed(each: Commitment, now: datetime) -> Followed:
    due = next_due(each, now) or each.fact.due
    return Followed(each.index, each.fact.what, each.fact.owner, each.carrier, due, STATUSES[status(each, now)])


class Before(NamedTuple):
    """The counted wave of the same survey before this one, and what followed from it."""

    wave: Wave
    followed: Sequence[Followed]
    no_action: Sequence[str]


def before(alliance: Alliance, wave: Wave, now: datetime) -> Before | None:
    """What this wave measures again; None where it is the first."""
    earlier = [each for each in _same(alliance, wave) if each.index < wave.index and each.closed]
    if not earlier:
        return None
    return Before(earlier[-1], followed(alliance, earlier[-1], now), sorted(earlier[-1].no_action))


def next_day(alliance: Alliance, wave: Wave) -> date | None:
    """From which day the same questions can be asked again; None where they have been, or are asked no more."""
    last = _same(alliance, wave)[-1]
    return (last.entered + LEAST_APART).date() if last is wave and survey_of(alliance, wave).in_force else None


def _same(alliance: Alliance, wave: Wave) -> list[Wave]:
    return [each for each in alliance.surveys.waves.values() if each.fact.survey == wave.fact.survey]
