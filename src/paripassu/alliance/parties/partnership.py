"""Parties and people together: what waits for whom, what comes next, and what is not sound among them.

Bodies, responsibilities, capabilities, handovers and standing each keep their own; here they are asked as one practice.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.awaiting import Awaited, Coming
from paripassu.alliance.parties import arrangements, bodies, capabilities, handovers, responsibilities
from paripassu.alliance.parties.membership import voices
from paripassu.alliance.refusals import Finding

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance


def awaiting(alliance: "Alliance", party: str, person: str, now: datetime) -> list[Awaited]:
    """What parties and people wait for from a party; with `person`, what that person may do of it."""
    practices = (arrangements, capabilities, handovers)
    found = [waits for practice in practices for waits in practice.awaiting(alliance, party, person, now)]
    if alliance.agreement.versions and party in voices(alliance) and not responsibilities.sponsor(alliance, party):
        version = version_in_force(alliance)
        found.append(
            Awaited("people", "sponsor_missing", party, version.index, version.since, None, capabilities.ROLES)
        )
    return found


def coming(alliance: "Alliance", now: datetime) -> list[Coming]:
    """The days on which statements are looked at again, and on which a party leaves."""
    leaving = alliance.membership.leaving.values()
    return [
        *capabilities.coming(alliance, now),
        *(Coming("people", "party_leaves", notice.index, notice.on) for notice in leaving),
    ]


def findings(alliance: "Alliance") -> list[Finding]:
    """What is not sound: bodies without members of a side, lines without one accountable party, missing sponsors."""
    return [*bodies.findings(alliance), *responsibilities.findings(alliance)]
