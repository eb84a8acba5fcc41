"""Adaptation: how long it takes from the day a change was noticed until all know, judge, decide and put it in the text.

Each step is counted from the one before it that was done. A step that has not come yet counts as open with the days
since. The day of noticing is the word of the party that shared the change. [Doz 1996 on learning and readjusting]
"""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from paripassu.alliance.changes.chain import Stage, Step, chain
from paripassu.alliance.changes.notices import Change
from paripassu.measures.durations import typical
from paripassu.measures.practised import reading
from paripassu.measures.reading import Reading

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

STEPS: tuple[tuple[str, Stage, Stage], ...] = (
    ("days_to_share", "noticed", "shared"),
    ("days_to_acknowledge", "shared", "acknowledged"),
    ("days_to_reassess", "shared", "reassessed"),
    ("days_to_adjust_goals", "reassessed", "goals_adjusted"),
    ("days_to_decide", "reassessed", "decided"),
    ("days_to_amend", "reassessed", "amended"),
)
"""The measure, and the two stages between which it counts."""


class Took(NamedTuple):
    """The days from one stage of a change to another; `done` is False while the second has not come."""

    party: str
    days: float
    done: bool
    entries: tuple[int, ...]


def readings(alliance: "Alliance", now: datetime) -> list[Reading]:
    """The median of every step over all changes, and of sharing for each party that noticed something."""
    changes = _shared(alliance, now)
    found = {name: list(_took(alliance, changes, start, end, now)) for name, start, end in STEPS}
    whole = [_typical(name, "alliance", took) for name, took in found.items()]
    shared = found["days_to_share"]
    parties = sorted({each.party for each in shared})
    return whole + [
        _typical("days_to_share_by", party, [one for one in shared if one.party == party]) for party in parties
    ]


def sharing(alliance: "Alliance", now: datetime) -> list[Reading]:
    """The median from noticing to sharing, over all changes that were shared by a moment."""
    [first, *_rest] = STEPS
    return [_typical(first[0], "alliance", list(_took(alliance, _shared(alliance, now), first[1], first[2], now)))]


def _shared(alliance: "Alliance", now: datetime) -> list[Change]:
    return [one for one in alliance.changes.by_index.values() if one.withdrawn is None and one.shared <= now]


def _took(alliance: "Alliance", changes: list[Change], start: Stage, end: Stage, now: datetime) -> Iterator[Took]:
    for change in changes:
        steps = {step.stage: step for step in chain(alliance, change, now)}
        first, last = steps.get(start), steps.get(end)
        if first is not None and first.at is not None and first.at <= now and last is not None:
            yield _between(change, first, last, now)


def _between(change: Change, first: Step, last: Step, now: datetime) -> Took:
    """Steps that took place in another order count 0."""
    assert first.at is not None
    entries = {change.index, *(step.entry for step in (first, last) if step.entry is not None)}
    done = last.at is not None and last.at <= now
    days = ((last.at if last.at is not None and done else now).date() - first.at.date()).days
    return Took(change.party, float(max(days, 0)), done, tuple(sorted(entries)))


def _typical(name: str, about: str, took: list[Took]) -> Reading:
    found = typical([each.days for each in took if each.done], [each.days for each in took if not each.done])
    facts = [entry for each in took for entry in each.entries]
    return reading(name, about, found.median, facts, why=found.sentence, within=(found.low, found.high), unit="days")
