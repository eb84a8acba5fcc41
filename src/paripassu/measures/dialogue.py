"""Conflict: where disagreements are settled and how soon, task and relationship apart, and what came back.

No conflict at all is not the best mark: where people depend on each other things go wrong, and silence may mean that
nobody dares to say so. What is settled early, between those concerned, and stays settled, is. [Jehn 1995]
"""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, get_args

from paripassu.alliance.conflicts.matters import TIERS, Closed, Conflict, Sees, Stay, Tier, course, is_warning
from paripassu.measures.answers import DAY
from paripassu.measures.durations import typical
from paripassu.measures.practised import reading
from paripassu.measures.proportions import part
from paripassu.measures.reading import Reading

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

NONE_IS_NOT_BEST = "No conflict at all is not the best mark: it may be that nobody says what goes wrong."
SETTLED = ("settled", "resolved")
LOW: tuple[Tier, ...] = ("warning", "peers")
"""Between those concerned themselves, before anybody above them or beside them is asked."""


def readings(alliance: "Alliance", now: datetime) -> list[Reading]:
    """How many there were, where and how soon they were settled, of which kind they were, and what was reopened."""
    found = by(alliance, now)
    indices = [one.index for one in found]
    whole = reading("conflicts", "alliance", float(len(found)), indices, why=_words(found, now))
    return [
        whole,
        _settled_low(found, now),
        _days(found, now),
        *_tiers(found, now),
        *_kinds(found, now),
        _reopened(found, now),
    ]


def settled_low(alliance: "Alliance", now: datetime) -> list[Reading]:
    """Of what was settled by a moment, the part that was settled between those concerned."""
    return [_settled_low(by(alliance, now), now)]


def by(alliance: "Alliance", now: datetime) -> list[Conflict]:
    """What had been raised by a moment."""
    return [one for one in alliance.conflicts.by_index.values() if one.entered <= now]


def _end(one: Conflict, now: datetime) -> Closed | None:
    """How it had ended by a moment; None while it was open."""
    return one.closed if one.closed is not None and one.closed.at <= now else None


def _words(found: list[Conflict], now: datetime) -> str:
    if not found:
        return NONE_IS_NOT_BEST
    warnings = sum(is_warning(one, now) for one in found)
    open_ = sum(_end(one, now) is None for one in found)
    return f"{warnings} stayed an early warning, {open_} still open. {NONE_IS_NOT_BEST}"


def _ended(found: list[Conflict], now: datetime) -> list[Conflict]:
    return [one for one in found if (end := _end(one, now)) is not None and end.how in SETTLED]


def _settled_low(found: list[Conflict], now: datetime) -> Reading:
    ended = _ended(found, now)
    low = sum(_path(one, now)[-1].tier in LOW for one in ended)
    share = part(low, len(ended))
    counted = f"{low} of {len(ended)} settled."
    why = counted if share else f"Fewer than 3 settled: {counted}"
    return reading("settled_low", "alliance", share, _entries(ended, now), why=why)


def _path(one: Conflict, now: datetime) -> list[Stay]:
    """The tiers at which it had stood by a moment."""
    return [stay for stay in course(one, now) if stay.since <= now]


def _entries(found: list[Conflict], now: datetime) -> list[int]:
    ends = [end.entry for one in found if (end := _end(one, now)) is not None and end.entry >= 0]
    return [*(one.index for one in found), *ends]


def _days(found: list[Conflict], now: datetime) -> Reading:
    """From raising to settling or resolving it; what ended otherwise lasted at least so long."""
    done, open_ = list[float](), list[float]()
    for one in found:
        closed = _end(one, now)
        end = closed.at if closed is not None else now
        days = max((end - one.entered).total_seconds() / DAY, 0.0)
        (done if closed is not None and closed.how in SETTLED else open_).append(days)
    took = typical(done, open_)
    within = (took.low, took.high)
    return reading(
        "days_to_settle", "alliance", took.median, _entries(found, now), why=took.sentence, within=within, unit="days"
    )


def _tiers(found: list[Conflict], now: datetime) -> Iterator[Reading]:
    """The days that matters stay at each tier. The stay that goes on is open."""
    stays: dict[Tier, list[tuple[float, bool, int]]] = {tier: [] for tier in TIERS}
    for one in found:
        for tier, days, done in _stays(one, now):
            stays[tier].append((days, done, one.index))
    for tier, each in stays.items():
        took = typical([days for days, done, _ in each if done], [days for days, done, _ in each if not done])
        facts = [index for _days, _done, index in each]
        within = (took.low, took.high)
        yield reading("tier_days", tier, took.median, facts, why=took.sentence, within=within, unit="days")


def _stays(one: Conflict, now: datetime) -> Iterator[tuple[Tier, float, bool]]:
    path, closed = _path(one, now), _end(one, now)
    ends = [after.since for after in path[1:]] + [closed.at if closed is not None else now]
    for stay, end in zip(path, ends, strict=True):
        gone_on = stay is not path[-1] or closed is not None
        yield stay.tier, max((end - stay.since).total_seconds() / DAY, 0.0), gone_on


def _kinds(found: list[Conflict], now: datetime) -> Iterator[Reading]:
    """How the sides see what it is about: task, relationship, or both. The last word of each counts."""
    stated = [[view for view in said if view.said.entered <= now] for one in found for said in one.stated.values()]
    views = [said[-1] for said in stated if said]
    for sees in get_args(Sees):
        own = [view for view in views if view.sees == sees]
        share = part(len(own), len(views))
        counted = f"{len(own)} of {len(views)} views."
        why = counted if share else f"Fewer than 3 views: {counted}"
        yield reading("seen_as", sees, share, [view.said.index for view in own], why=why)


def _reopened(found: list[Conflict], now: datetime) -> Reading:
    """Of the settlements that were signed, the part that did not hold."""
    settlements = [(one, each) for one in found for each in one.settlements]
    signed = [(one, each) for one, each in settlements if each.in_force is not None and each.in_force <= now]
    broken = [
        (one, each)
        for one, each in signed
        if any(not held and said.entered <= now for held, said in each.looked.values())
    ]
    share = part(len(broken), len(signed))
    counted = f"{len(broken)} of {len(signed)} settlements."
    why = counted if share else f"Fewer than 3 settlements: {counted}"
    return reading("reopened_share", "alliance", share, [each.said.index for _one, each in signed], why=why)
