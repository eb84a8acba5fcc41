"""What the commitments ask of each party now: what waits for whom, what comes next, and how much each one carries."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, get_args

from paripassu.alliance.awaiting import Awaited, Coming
from paripassu.alliance.commitments import awaited, overtaken
from paripassu.alliance.commitments.breaches import standing_notices
from paripassu.alliance.commitments.promises import (
    Commitment,
    Importance,
    next_due,
    on_time,
    owed_by,
    standing,
    standings,
)
from paripassu.alliance.days import days_until, ended, over

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

SOON = 14
"""Days ahead for which something is called due soon."""

LEADERS = ("manager", "sponsor")


@dataclass(slots=True)
class Workload:
    """What one party owes: days due by where they stand, as (commitment, day due). `importance` counts the open ones.

    `in_time` and `after` are deliveries that were accepted, by whether they came in time; a release is neither.
    """

    party: str
    open: list[tuple[int, date]] = field(default_factory=list)
    soon: list[tuple[int, date]] = field(default_factory=list)
    late: list[tuple[int, date]] = field(default_factory=list)
    missed: list[tuple[int, date]] = field(default_factory=list)
    blocked: list[tuple[int, date]] = field(default_factory=list)
    delivered: list[tuple[int, date]] = field(default_factory=list)
    in_time: list[tuple[int, date]] = field(default_factory=list)
    after: list[tuple[int, date]] = field(default_factory=list)
    importance: dict[Importance, int] = field(default_factory=lambda: dict.fromkeys(get_args(Importance), 0))


def workloads(alliance: "Alliance", now: datetime) -> dict[str, Workload]:
    """The work-load of every partner, by its id, sorted. Only what all concerned have agreed to counts."""
    found = {party: Workload(party) for party in alliance.parties.partners}
    for commitment in alliance.commitments.by_index.values():
        load = found.get(commitment.fact.owner)
        if load is not None and commitment.since is not None:
            for due in commitment.dues:
                _count(load, commitment, due, now)
    return found


def _count(load: Workload, commitment: Commitment, due: date, now: datetime) -> None:
    place = (commitment.index, due)
    where = standing(commitment, due, now)
    if where == "accepted":
        delivery = commitment.delivery(due)
        assert delivery is not None
        (load.in_time if on_time(commitment, delivery) else load.after).append(place)
        return
    if where in ("released", "replaced"):
        return
    load.importance[commitment.fact.importance] += 1
    lists = {"late": load.late, "missed": load.missed, "blocked": load.blocked, "delivered": load.delivered}
    lists.get(where, load.open).append(place)
    if where in ("open", "returned") and days_until(owed_by(commitment, due), now) <= SOON:
        load.soon.append(place)


# --- what waits, and what comes ---


def awaiting(alliance: "Alliance", party: str, person: str, now: datetime) -> list[Awaited]:
    """What the commitments wait for from a party, in the order of the record. Whoever sits for it can do it."""
    found = [
        waits
        for commitment in alliance.commitments.by_index.values()
        if party in (commitment.party, *commitment.concerned) or commitment.fact.supersedes or commitment.blocks
        for waits in (*_to_agree(alliance, commitment), *_to_deliver(commitment, now), *_to_decide(commitment, now))
        if waits.party == party
    ]
    return found + [waits for waits in _of_notices(alliance) if waits.party == party]


def _awaited(what: str, party: str, entry: int, since: datetime, due: date | None = None) -> Awaited:
    return Awaited("commitments", what, party, entry, since, due)


def _to_agree(alliance: "Alliance", commitment: Commitment) -> Iterator[Awaited]:
    """A proposal waits for those who have not said anything; a declined one for whoever proposed it."""
    if not commitment.pending or overtaken(alliance, commitment):
        return
    for party in awaited(alliance, commitment):
        if party not in commitment.declined:
            yield _awaited("agree", party, commitment.index, commitment.entered)
    if commitment.declined:
        since = min(word.at for word in commitment.declined.values())
        yield _awaited("declined", commitment.party, commitment.index, since)


def _to_deliver(commitment: Commitment, now: datetime) -> Iterator[Awaited]:
    """What the owner has to deliver: what is late, what was returned, and what is due soon."""
    if not commitment.in_force or commitment.since is None:
        return
    owner = commitment.fact.owner
    for due, where in standings(commitment, now).items():
        by = owed_by(commitment, due)
        if where in ("late", "missed"):
            yield _awaited("late", owner, commitment.index, ended(by), by)
        elif where == "returned":
            delivery = commitment.delivery(due)
            assert delivery is not None
            since = max(word.at for word in delivery.returned.values())
            yield _awaited("returned", owner, commitment.index, since, by)
        elif where == "open" and days_until(by, now) <= SOON:
            since = max(commitment.since, ended(by) - timedelta(days=SOON))
            yield _awaited("deliver", owner, commitment.index, since, by)


def _to_decide(commitment: Commitment, now: datetime) -> Iterator[Awaited]:
    """A delivery waits for those it was delivered to; a block for the party that is said to be in the way."""
    if not commitment.in_force:
        return
    for delivery in commitment.deliveries:
        if standing(commitment, delivery.due, now) == "delivered" and commitment.delivery(delivery.due) is delivery:
            for party in commitment.fact.to:
                if party not in delivery.accepted:
                    yield _awaited("accept", party, commitment.index, delivery.at)
    if commitment.block is not None and commitment.block.stands:
        yield _awaited("unblock", commitment.block.blocker, commitment.index, commitment.block.at)


def _of_notices(alliance: "Alliance") -> Iterator[Awaited]:
    """An open notice waits for the owner; a stated cure for whoever gave notice."""
    for notice in standing_notices(alliance):
        owner = alliance.commitments.commitment(notice.commitment).fact.owner
        if notice.waits:
            since = notice.cures[-1].word.at
            yield _awaited("judge_cure", notice.party, notice.commitment, since)._replace(roles=LEADERS)
        else:
            last = notice.cures[-1].returned if notice.cures else None
            yield _awaited("cure", owner, notice.commitment, last.at if last else notice.at, notice.until)


def coming(alliance: "Alliance", now: datetime) -> list[Coming]:
    """What is due next of each commitment in force, and the ends of cure, by day."""
    dues = [
        Coming("commitments", "due", commitment.index, due)
        for commitment in alliance.commitments.by_index.values()
        if commitment.in_force and (due := next_due(commitment, now)) is not None
    ]
    ends = [
        Coming("commitments", "cure_ends", notice.commitment, notice.until)
        for notice in standing_notices(alliance)
        if not over(notice.until, now)
    ]
    return sorted(dues + ends, key=lambda each: (each.on, each.entry))


def late_since(commitment: Commitment, now: datetime) -> date | None:
    """The first day that is owed and over and for which nothing speaks; None when nothing is late."""
    found = standings(commitment, now)
    return next((owed_by(commitment, due) for due, where in found.items() if where in ("late", "missed")), None)
