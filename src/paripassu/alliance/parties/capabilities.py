"""Capabilities and intentions: what each partner can do, needs and means to do, stated by itself and kept current.

Nobody states them for another party. Every statement names the day by which it is looked at again; what is past that
day is shown as overdue, it is not taken away.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.awaiting import Awaited, Coming
from paripassu.alliance.days import LATEST, over
from paripassu.alliance.facts import ByPerson, Recorded, ruled, short_enough, worded
from paripassu.alliance.parties import managing
from paripassu.alliance.parties.membership import voices
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

ITEM_LIMIT = 500
MOST_ITEMS = 40
LONGEST = timedelta(days=2 * 366)
"""A statement is looked at again within two years."""

ROLES = ("manager", "sponsor")

STEPS = (0, 25, 50, 75, 100)
"""How much of what comes from another could be replaced: nothing, a little, half, most, all. In hundredths."""

# --- facts ---


class Replaceable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How much of what the entering party gets from another it could get elsewhere, in hundredths, by its own word."""

    party: str
    percent: int


class CapabilitiesStated(ByPerson, frozen=True, kw_only=True, tag="capabilities_stated.v1"):
    """The entering party said what it can do, what it needs from others, and what it intends; in place of before.

    `replaceable`: how much of what it gets from others it could replace, as far as it wants them to know.
    """

    abilities: tuple[str, ...]
    needs: tuple[str, ...] = ()
    intentions: str = ""
    review: date
    replaceable: tuple[Replaceable, ...] | msgspec.UnsetType = msgspec.UNSET


Fact: TypeAlias = CapabilitiesStated

# --- state ---


@dataclass(slots=True)
class Capabilities:
    """What each party has stated, oldest first: the last one holds."""

    by_party: dict[str, list[Recorded]] = field(default_factory=dict)

    def stated(self, party: str) -> CapabilitiesStated | None:
        """What a party says of itself now; None before it has said anything."""
        found = self.by_party.get(party)
        return found[-1].fact if found else None


def overdue(fact: CapabilitiesStated, now: datetime) -> bool:
    """Whether the day by which it should have been looked at again is over."""
    return over(fact.review, now)


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    alliance.capabilities.by_party.setdefault(recorded.party, []).append(recorded)
    alliance.links.add(recorded.index, "people")


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    managing(alliance, fact.by)
    if recorded.party not in version_in_force(alliance).partners:
        raise Refused("not_a_partner", "Your party is no partner of the agreement in force.")
    if len(fact.abilities) > MOST_ITEMS or len(fact.needs) > MOST_ITEMS:
        raise Refused("too_many_items", "Name {most} at most, the weightiest.", most=MOST_ITEMS)
    if not fact.abilities:
        raise Refused("text_missing", "Please say {what}: it is empty.", what="what your party can do")
    for item in (*fact.abilities, *fact.needs):
        worded(item, "each line", limit=ITEM_LIMIT)
    short_enough(fact.intentions, "what your party intends", limit=ITEM_LIMIT * 8)
    _may_replace(alliance, recorded, fact)
    first, last = recorded.entered.date(), recorded.entered.date() + LONGEST
    if not first <= fact.review <= last:
        raise Refused(
            "review_day", "Choose a day between {first} and {last}.", first=first.isoformat(), last=last.isoformat()
        )


def _may_replace(alliance: "Alliance", recorded: Recorded, fact: CapabilitiesStated) -> None:
    named = [each.party for each in fact.replaceable or ()]
    others = set(version_in_force(alliance).partners) - {recorded.party}
    if len(set(named)) != len(named) or not others.issuperset(named):
        raise Refused("replaceable_unfit", "Say it of each other partner once.")
    if any(each.percent not in STEPS for each in fact.replaceable or ()):
        raise Refused("replaceable_step", "Choose one of the five steps, from nothing to all of it.")


# --- acts ---


def state(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    abilities: Iterable[str],
    review: date,
    needs: Iterable[str] = (),
    intentions: str = "",
    replaceable: Mapping[str, int] | None = None,
) -> CapabilitiesStated:
    """Say what one's own party can do, needs and intends, until which day it should be looked at again."""
    fact = CapabilitiesStated(
        by=by,
        abilities=tuple(item.strip() for item in abilities),
        needs=tuple(item.strip() for item in needs),
        intentions=intentions.strip(),
        review=review,
        replaceable=tuple(Replaceable(party, percent) for party, percent in sorted((replaceable or {}).items()))
        or msgspec.UNSET,
    )
    return ruled(alliance, now, fact, rule)


# --- what waits, and what comes ---


def awaiting(alliance: "Alliance", party: str, _person: str, now: datetime) -> list[Awaited]:
    """A statement that is missing, or that should have been looked at again."""
    if not alliance.agreement.versions or party not in voices(alliance):
        return []
    stated = alliance.capabilities.by_party.get(party)
    if not stated:
        version = version_in_force(alliance)
        return [Awaited("people", "capabilities_missing", party, version.index, version.since, None, ROLES)]
    last = stated[-1]
    if not overdue(last.fact, now):
        return []
    since = datetime.combine(last.fact.review + timedelta(days=1), time(), UTC) - LATEST
    return [Awaited("people", "capabilities_review", party, last.index, since, last.fact.review, ROLES)]


def coming(alliance: "Alliance", now: datetime) -> list[Coming]:
    """The days on which statements are to be looked at again."""
    return [
        Coming("people", "capabilities_review", stated[-1].index, stated[-1].fact.review)
        for stated in alliance.capabilities.by_party.values()
        if not overdue(stated[-1].fact, now)
    ]
