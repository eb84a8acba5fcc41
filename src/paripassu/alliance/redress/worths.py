"""What each party would have alone and gain with others, as it states it: for the references beside a remedy only."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.commitments import said, taking_part
from paripassu.alliance.facts import Recorded, measurable, plain, ruled
from paripassu.alliance.parties import managing
from paripassu.alliance.redress.levers import open_redress
from paripassu.alliance.redress.matters import Gain, WorthStated, redress
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

MOST_GAINS = 40
MOST_FOR_PAIRS = 8
"""Partners up to which a form asks for the gain of every pair."""

Fact: TypeAlias = WorthStated


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state: the last word of a party counts."""
    redress(alliance, fact.redress).worths[recorded.party] = said(recorded), fact


def rule(alliance: "Alliance", _recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    taking_part(alliance, fact.by)
    managing(alliance, fact.by)
    open_redress(alliance, fact.redress)
    measurable(fact.alone, "what you would have alone")
    partners = set(version_in_force(alliance).partners)
    groups = [each.parties for each in fact.gains]
    if len(groups) > MOST_GAINS or len(set(groups)) != len(groups):
        raise Refused("gains_unfit", "Name each group once, {most} at the most.", most=MOST_GAINS)
    for each in fact.gains:
        measurable(each.amount, "the gain")
        sound = len(each.parties) > 1 and tuple(sorted(set(each.parties))) == each.parties
        if not sound or not set(each.parties) <= partners:
            raise Refused("gains_unfit", "A gain is that of two or more partners together.")


def state_worth(
    alliance: "Alliance", *, by: str, now: datetime, redress: int, alone: Decimal, gains: Iterable[Gain] = ()
) -> WorthStated:
    """State what one's party would have alone, and what groups of parties gain together."""
    told = tuple(
        Gain(tuple(sorted(each.parties)), plain(each.amount, "the gain")) for each in gains if each.amount
    )  # fmt: skip
    fact = WorthStated(by=by, redress=redress, alone=plain(alone, "what you would have alone"), gains=told)
    return ruled(alliance, now, fact, rule)
