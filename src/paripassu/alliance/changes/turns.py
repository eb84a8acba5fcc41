"""Whose turn it is with a change, since when and by when, and what comes next."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from paripassu.alliance.awaiting import Awaited, Coming
from paripassu.alliance.changes import triggers
from paripassu.alliance.changes.chain import to_follow, unacknowledged
from paripassu.alliance.changes.notices import Change
from paripassu.alliance.changes.reassessing import awaited, unjudged
from paripassu.alliance.days import over
from paripassu.alliance.parties.membership import voices

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

LEADERS = ("manager", "sponsor")

ACKNOWLEDGE_DAYS = 7
"""Days in which the others should have read of a change. Ours, not the field's: a week holds one working meeting."""

REASSESS_DAYS = 28
"""Days from a touched trigger in which every party should have said how it would answer. Ours as well: four weeks."""


def awaiting(alliance: "Alliance", party: str, _person: str, now: datetime) -> list[Awaited]:
    """What waits for a party in all changes."""
    changes = alliance.changes.by_index.values()
    return [each for change in changes for each in waiting(alliance, change) if each.party == party]


def waiting(alliance: "Alliance", change: Change) -> Iterator[Awaited]:
    """What waits for any party in one change."""
    if change.withdrawn is not None:
        return
    if not change.settled:
        due = change.shared.date() + timedelta(days=ACKNOWLEDGE_DAYS)
        for party in unacknowledged(alliance, change):
            yield Awaited("changes", "acknowledge", party, change.index, change.shared, due)
        yield from _views(alliance, change)
    yield from _outcomes(alliance, change)
    if to_follow(alliance, change):
        last = change.settled[-1]
        assert last.settled is not None
        for party in voices(alliance):
            yield Awaited("changes", f"follow_{last.view}", party, change.index, last.settled, None, LEADERS)


def obliged(alliance: "Alliance", change: Change) -> datetime | None:
    """Since when a touched trigger obliges the parties to reassess; None while none is touched."""
    armed = triggers(alliance, change)
    return min((each.since for each in change.touched() if each.assumption in armed), default=None)


def reassess_by(alliance: "Alliance", change: Change) -> date | None:
    """By when every party should have said how it would answer a touched trigger; None while none is touched."""
    since = obliged(alliance, change)
    return None if since is None else since.date() + timedelta(days=REASSESS_DAYS)


def _views(alliance: "Alliance", change: Change) -> Iterator[Awaited]:
    """A touched trigger waits for every party's view; without one, the first view waits for the others'."""
    since = obliged(alliance, change)
    if since is not None:
        for party in unjudged(alliance, change):
            yield Awaited("changes", "reassess", party, change.index, since, reassess_by(alliance, change), LEADERS)
    elif change.views:
        first = min(view.at for view in change.views.values())
        for party in unjudged(alliance, change):
            yield Awaited("changes", "state_view", party, change.index, first, None, LEADERS)


def _outcomes(alliance: "Alliance", change: Change) -> Iterator[Awaited]:
    offered = list(change.open_outcomes())
    for outcome in offered:
        for party in awaited(alliance, outcome):
            if party not in outcome.declined:
                yield Awaited("changes", "agree_outcome", party, change.index, outcome.entered, None, LEADERS)
        if outcome.declined:
            since = min(word.at for word in outcome.declined.values())
            yield Awaited("changes", "outcome_declined", outcome.party, change.index, since, None, LEADERS)
    if not offered and not change.settled and change.views and not unjudged(alliance, change):
        last = max(view.at for view in change.views.values())
        for party in voices(alliance):
            yield Awaited("changes", "propose_outcome", party, change.index, last, None, LEADERS)


def coming(alliance: "Alliance", now: datetime) -> list[Coming]:
    """The days by which touched triggers should have been reassessed."""
    found = []
    for change in alliance.changes.by_index.values():
        day = reassess_by(alliance, change)
        if day is not None and change.withdrawn is None and not change.settled and not over(day, now):
            found.append(Coming("changes", "reassess", change.index, day))
    return found
