"""The chain of a change: noticed, shared, acknowledged, reassessed, followed by goals, a decision or an amendment.

Each step keeps its own moment; the days between are computed. Decisions and goals come from what is linked with the
change, amendments from the texts named as its answer. Nobody enters where a change stands.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Literal, NamedTuple

from paripassu.alliance.changes import triggers
from paripassu.alliance.changes.notices import Change
from paripassu.alliance.changes.reassessing import unjudged
from paripassu.alliance.decisions import outcomes
from paripassu.alliance.parties.membership import voices

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

Stage = Literal[
    "happened", "noticed", "noted", "shared", "acknowledged", "reassessed", "goals_adjusted", "decided", "amended"
]
Status = Literal["shared", "acknowledged", "reassessing", "proposed", "following", "answered", "withdrawn"]


class Step(NamedTuple):
    """One step: when it was done (None: not yet), at which entry (None: a day that a party stated), and how long after.

    `days` are counted from the step before that is done; None for the first. A day that is stated is taken whole.
    `after` is the stage they are counted from.
    """

    stage: Stage
    at: datetime | None
    entry: int | None = None
    days: int | None = None
    after: Stage | None = None
    claimed: date | None = None


def unacknowledged(alliance: "Alliance", change: Change) -> tuple[str, ...]:
    """The partners that have not acknowledged a change, sorted. To have said what it touches, or how one would answer
    it, is to have read it."""
    heard = {change.party, *change.acknowledged, *change.effects, *change.views}
    return tuple(party for party in voices(alliance) if party not in heard)


def status(alliance: "Alliance", change: Change, now: datetime) -> Status:
    """Where a change stands at a moment."""
    if change.withdrawn is not None:
        return "withdrawn"
    if change.settled:
        return "following" if to_follow(alliance, change) else "answered"
    if any(True for _open in change.open_outcomes()):
        return "proposed"
    if change.views or triggers(alliance, change):
        return "reassessing"
    return "shared" if unacknowledged(alliance, change) else "acknowledged"


def to_follow(alliance: "Alliance", change: Change) -> bool:
    """Whether what all agreed to do about a change has still to be done: goals to adjust, or a text to amend."""
    if change.withdrawn is not None or not change.settled:
        return False
    view = change.settled[-1].view
    if view == "goals":
        return not list(_goals(alliance, change))
    return view == "amend" and not list(_amendments(alliance, change))


def chain(alliance: "Alliance", change: Change, now: datetime) -> tuple[Step, ...]:
    """The steps of a change in order, those not done yet without a moment, each with the days since the one before."""
    return tuple(_counted(_steps(alliance, change, now)))


def _steps(alliance: "Alliance", change: Change, now: datetime) -> Iterator[Step]:
    fact = change.fact
    if fact.since is not None:
        yield Step("happened", _whole(fact.since), claimed=fact.since)
    yield Step("noticed", _whole(fact.noticed), claimed=fact.noticed)
    if change.noted is not None:
        yield Step("noted", change.noted, change.index)
    yield Step("shared", change.shared, _opened(alliance, change))
    yield _acknowledged(alliance, change)
    settled = change.settled
    yield Step("reassessed", settled[0].settled, settled[0].index) if settled else Step("reassessed", None)
    yield from _followed("goals_adjusted", list(_goals(alliance, change)), wanted=_wants(change, "goals"))
    yield from _followed("decided", list(_decisions(alliance, change, now)), wanted=False)
    yield from _followed("amended", list(_amendments(alliance, change)), wanted=_wants(change, "amend"))


def _whole(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _opened(alliance: "Alliance", change: Change) -> int:
    """The entry that put a change before all: its own, or the one that opened the private note."""
    opened = alliance.seals.opened.get(change.index)
    return change.index if opened is None else opened.index


def _acknowledged(alliance: "Alliance", change: Change) -> Step:
    """The step is done with the last party whose voice counts; the first word of each counts."""
    if unacknowledged(alliance, change):
        return Step("acknowledged", None)
    firsts: dict[str, tuple[datetime, int]] = {}
    for words in (change.acknowledged, change.effects, change.views):
        for party, word in words.items():
            if party != change.party:
                firsts[party] = min(firsts.get(party, (word.at, word.entry)), (word.at, word.entry))
    last = max(firsts.values(), default=None)
    return Step("acknowledged", *last) if last else Step("acknowledged", None)


def _wants(change: Change, view: str) -> bool:
    return bool(change.settled) and change.settled[-1].view == view


def _followed(stage: Stage, found: list[tuple[datetime, int]], *, wanted: bool) -> Iterator[Step]:
    """The first of what followed; its empty place when the parties agreed on it and it has not come."""
    if found:
        at, entry = min(found)
        yield Step(stage, at, entry)
    elif wanted:
        yield Step(stage, None)


def _goals(alliance: "Alliance", change: Change) -> Iterator[tuple[datetime, int]]:
    """Goals and reassessments that are about the change and that all agreed to."""
    for index in alliance.links.back.get(change.index, ()):
        goal = alliance.goals.by_index.get(alliance.goals.part_of.get(index, index))
        offer = goal.offers.get(index) if goal else None
        if offer is not None and offer.settled is not None:
            yield offer.settled, offer.index


def _decisions(alliance: "Alliance", change: Change, now: datetime) -> Iterator[tuple[datetime, int]]:
    """Decisions about the change that were carried."""
    for index in alliance.links.back.get(change.index, ()):
        proposal = alliance.decisions.proposals.get(index)
        decided = outcomes.outcome(proposal, now) if proposal else None
        if decided is not None and decided.accepted:
            yield decided.known, index


def _amendments(alliance: "Alliance", change: Change) -> Iterator[tuple[datetime, int]]:
    """Texts named as the answer to the change that came into force."""
    for version in alliance.agreement.versions:
        if version.draft in change.answers:
            yield version.since, version.index


def _counted(steps: Iterator[Step]) -> Iterator[Step]:
    """The steps with the days since the last one that was done. Steps that took place in another order count 0."""
    before: Step | None = None
    for step in steps:
        if step.at is None or before is None or before.at is None:
            counted = step
        else:
            days = (step.at.date() - before.at.date()).days
            counted = step._replace(days=max(days, 0), after=before.stage)
        yield counted
        before = counted if counted.at is not None else before


def all_judged(alliance: "Alliance", change: Change) -> bool:
    """Whether every party has said how it would answer."""
    return not unjudged(alliance, change)
