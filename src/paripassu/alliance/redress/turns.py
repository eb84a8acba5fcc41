"""What a redress waits for and from whom, what of it is open, and which days come next."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from paripassu.alliance.awaiting import Awaited, Coming
from paripassu.alliance.days import ended, over
from paripassu.alliance.parties.membership import voices
from paripassu.alliance.redress.matters import ClosingProposed, Redress, asked, missing, standing
from paripassu.alliance.redress.offers import gone, timely

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance


def awaiting(alliance: "Alliance", party: str, _person: str, now: datetime) -> list[Awaited]:
    """What redress waits for from a party. Whoever sits for it can do it."""
    if not alliance.redress.by_index or party not in voices(alliance):
        return []
    every = [one for one in alliance.redress.by_index.values() if not one.closed]
    found = [waits for one in every for waits in _of(alliance, one, now)]
    return [waits for waits in found if waits.party == party]


def _of(alliance: "Alliance", one: Redress, now: datetime) -> Iterator[Awaited]:
    for lever in one.levers.values():
        for party in asked(lever):
            yield Awaited("redress", "answer_lever", party, one.index, lever.at)
    answerable = [each for each in one.pending() if timely(each, now) and not gone(alliance, each)]
    for each in answerable:
        for party in missing(alliance, each):
            if party not in each.declined:
                yield Awaited("redress", "answer_offer", party, one.index, each.at)
    stands = standing(one, now)
    if stands == "open" and not answerable:
        since = max([one.entered, *(lever.at for lever in one.levers.values())])
        yield Awaited("redress", "bring", one.owner, one.index, since, one.due)
    elif stands == "look_again" and one.holds and not isinstance(one.holds.fact, ClosingProposed) and not answerable:
        for party in voices(alliance):
            yield Awaited("redress", "look_again", party, one.index, ended(one.holds.fact.until))


def coming(alliance: "Alliance", now: datetime) -> list[Coming]:
    """The day by which something is brought, on which consent ends, and by which a remedy is carried out."""
    found = []
    for one in alliance.redress.by_index.values():
        stands, held = standing(one, now), one.holds.fact if one.holds else None
        if stands == "open" and not over(one.due, now):
            found.append(Coming("redress", "due", one.index, one.due))
        if stands in ("remedied", "tolerated") and held is not None and not isinstance(held, ClosingProposed):
            found.append(Coming("redress", stands, one.index, held.until))
    return found


def agenda(alliance: "Alliance", now: datetime) -> Iterator[int]:
    """What belongs on an agenda: a redress in which nothing is agreed, or whose agreement has run out."""
    every = alliance.redress.by_index.values()
    return (one.index for one in every if standing(one, now) in ("open", "look_again"))


def spoken_of(alliance: "Alliance", fact: object) -> tuple[int, ...]:
    """The redress that a fact of this practice speaks of, by its entry."""
    part_of = alliance.redress.part_of
    named = [getattr(fact, "redress", None)]
    named += [part_of.get(getattr(fact, name, -1)) for name in ("lever", "offer") if not hasattr(fact, "most")]
    return tuple(entry for entry in named if isinstance(entry, int))
