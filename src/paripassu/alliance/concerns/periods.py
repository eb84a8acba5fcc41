"""Periods in which somebody of the alliance can speak without a name, and show that they are of it.

What opens a period puts one public key on the record, made for it alone. Under it the host confirms blindly, once for
each person, that they sit here; nobody can tell the pass that is shown later from any other of the period. There is one
key for all, and not one for each party: a pass that named the party would name the person where a party is small.
[INSTRUMENTS B10, B11; docs/explanation/speaking-without-fear.md]
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from paripassu.alliance.awaiting import Awaited, Coming
from paripassu.alliance.courts import DECIDING
from paripassu.alliance.days import ended, over
from paripassu.alliance.facts import ByPerson, Recorded, ruled
from paripassu.alliance.parties.membership import voices
from paripassu.alliance.refusals import Refused
from paripassu.alliance.surveys.keys import key_in

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

SHORTEST, LONGEST = 28, 92
"""Days for which a period is open."""


class SpeakingOpened(ByPerson, frozen=True, kw_only=True, tag="speaking_opened.v1"):
    """Until a day is over, whoever sits here can speak without a name under this public key (RSA, DER, base64)."""

    until: date
    key: str


@dataclass(frozen=True, slots=True)
class Period:
    """A period under its entry: when it was opened, and what opened it."""

    index: int
    entered: datetime
    fact: SpeakingOpened


def open_period(alliance: "Alliance", now: datetime) -> Period | None:
    """The period that is open at a moment; there is never more than one."""
    last = alliance.concerns.periods[-1] if alliance.concerns.periods else None
    return None if last is None or over(last.fact.until, now) else last


def period(alliance: "Alliance", index: int) -> Period | None:
    """The period at an entry."""
    return next((each for each in alliance.concerns.periods if each.index == index), None)


def may_open(alliance: "Alliance", recorded: Recorded, fact: SpeakingOpened) -> None:
    """Refused when no period can be opened, or not like this. Everybody who sits here may: no boss can hold it back."""
    alliance.parties.seat(fact.by)
    if alliance.concerns.listed is None:
        raise Refused("nobody_listens", "Nobody listens yet. All partners agree on a list of confidants first.")
    if open_period(alliance, recorded.entered) is not None:
        raise Refused("period_open", "A period is open already, under the key that stands on the record.")
    if not SHORTEST <= (fact.until - recorded.entered.date()).days <= LONGEST:
        raise Refused("period_length", "A period is open for {least} to {most} days.", least=SHORTEST, most=LONGEST)
    _new_key(alliance, fact.key)


def _new_key(alliance: "Alliance", text: str) -> None:
    """Refused for what is no key of the one form, and for one that anything else on the record has."""
    key_in(text)
    used = {each.fact.key for each in alliance.concerns.periods}
    used |= {asked.key for wave in alliance.surveys.waves.values() for asked in wave.fact.asked}
    if text in used:
        raise Refused("key_taken", "This key is on the record already. Make a new one.")


def open_speaking(
    alliance: "Alliance", *, by: str, now: datetime, public_key: str, days: int = LONGEST
) -> SpeakingOpened:
    """Let everybody who sits here speak without a name for so many days. The keeper brings the key."""
    fact = SpeakingOpened(by=by, until=(now + timedelta(days=days)).date(), key=public_key)
    return ruled(alliance, now, fact, may_open)


def awaiting(alliance: "Alliance", party: str, _person: str, now: datetime) -> list[Awaited]:
    """What waits for a party: to open the next period, and another list when somebody on it has left. It waits for all
    partners alike, whether anything was written or not: of concerns nothing stands here."""
    listed = alliance.concerns.listed
    if listed is None or party not in voices(alliance):
        return []
    found = []
    if any(alliance.parties.seats[each.person].until is not None for each in listed.terms.confidants):
        found.append(Awaited("concerns", "renew_list", party, listed.index, listed.since, roles=DECIDING))
    if open_period(alliance, now) is None:
        since = ended(alliance.concerns.periods[-1].fact.until) if alliance.concerns.periods else listed.since
        found.append(Awaited("concerns", "open_speaking", party, listed.index, max(since, listed.since)))
    return found


def coming(alliance: "Alliance", now: datetime) -> list[Coming]:
    """The last day on which the passes of a period are good."""
    period = open_period(alliance, now)
    return [Coming("concerns", "period_ends", period.index, period.fact.until)] if period is not None else []
