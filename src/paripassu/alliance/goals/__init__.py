"""Goals: what the parties want to reach together, measured, agreed by all, and reassessed together when things move.

One party proposes a goal; it is a goal once all have agreed. Another measure, target or day, or dropping it, goes the
same way, and every version stays readable. `progress` holds what is measured, `importances` how much it matters to
each.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, assert_never, get_args

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.commitments import taking_part
from paripassu.alliance.facts import ByPerson, Recorded, measurable, plain, ruled, short_enough, worded
from paripassu.alliance.goals.objectives import Goal, Measure, Offer, Pace, Round, Version, Word
from paripassu.alliance.links import known
from paripassu.alliance.parties import managing
from paripassu.alliance.parties.membership import waited_for
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

TITLE_LIMIT, WHAT_LIMIT, UNIT_LIMIT = 300, 2_000, 60
MOST_AT_ONCE = 50
FARTHEST = 366 * 20
"""Days until the last day of a goal at most."""

# --- facts ---


class GoalProposed(ByPerson, frozen=True, kw_only=True, tag="goal_proposed.v1"):
    """A goal was proposed to all. `objective`: the words of the agreement that it measures, if it is from there."""

    title: str
    measure: Measure
    reason: str = ""
    objective: str = ""
    about: tuple[int, ...] = ()
    clauses: tuple[str, ...] = ()


class ReassessmentProposed(ByPerson, frozen=True, kw_only=True, tag="goal_reassessment_proposed.v1"):
    """It was proposed to go on with a goal by this measure (the same, looked at again, or another), or to drop it."""

    goal: int
    measure: Measure | None
    reason: str
    about: tuple[int, ...] = ()


class GoalAgreed(ByPerson, frozen=True, kw_only=True, tag="goal_agreed.v1"):
    """The party agreed to proposed goals or reassessments."""

    entries: tuple[int, ...]


class GoalDeclined(ByPerson, frozen=True, kw_only=True, tag="goal_declined.v1"):
    """The party declined a proposed goal or reassessment; what it had agreed before is taken back."""

    entry: int
    reason: str


class GoalWithdrawn(ByPerson, frozen=True, kw_only=True, tag="goal_withdrawn.v1"):
    """The party that proposed a goal or a reassessment took it back before all had agreed."""

    entry: int
    reason: str


Fact: TypeAlias = GoalProposed | ReassessmentProposed | GoalAgreed | GoalDeclined | GoalWithdrawn

# --- state ---


@dataclass(slots=True)
class Goals:
    """All goals by the index of the entry that proposed them, and to which of them each offer and report belongs."""

    by_index: dict[int, Goal] = field(default_factory=dict)
    part_of: dict[int, int] = field(default_factory=dict)

    def goal(self, index: int) -> Goal:
        """The goal proposed at an entry. Refused when there is none."""
        if index not in self.by_index:
            raise Refused("goal_unknown", "Entry {entry} is no goal.", entry=index)
        return self.by_index[index]

    def in_force(self, index: int) -> Goal:
        """The same, agreed by all and not dropped. Refused otherwise."""
        goal = self.goal(index)
        if not goal.versions:
            raise Refused("goal_not_agreed", "Goal {entry} is not agreed by all yet.", entry=index)
        if not goal.in_force:
            raise Refused("goal_dropped", "Goal {entry} was dropped by all. Propose it anew.", entry=index)
        return goal

    def offer(self, index: int) -> tuple[Goal, Offer]:
        """The goal or reassessment proposed at an entry, with its goal. Refused when there is none."""
        goal = self.by_index.get(self.part_of.get(index, index))
        if goal is None or index not in goal.offers:
            raise Refused("goal_unknown", "Entry {entry} proposes no goal and no change of one.", entry=index)
        return goal, goal.offers[index]


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    state = alliance.goals
    match fact:
        case GoalProposed():
            _begin(alliance, recorded, fact)
        case ReassessmentProposed():
            goal = state.goal(fact.goal)
            goal.offers[recorded.index] = _offer(recorded, fact, len(goal.versions))
            state.part_of[recorded.index] = goal.index
            alliance.links.add(recorded.index, "goals", (goal.index, *(e for e in fact.about if e != goal.index)))
        case GoalAgreed():
            for entry in fact.entries:
                goal, offer = state.offer(entry)
                offer.declined.pop(recorded.party, None)
                offer.agreed[recorded.party] = said(recorded)
                settle(alliance, goal, offer, recorded.entered)
        case GoalDeclined():
            _goal, offer = state.offer(fact.entry)
            offer.agreed.pop(recorded.party, None)
            offer.declined[recorded.party] = said(recorded, fact.reason)
        case GoalWithdrawn():
            state.offer(fact.entry)[1].withdrawn = said(recorded, fact.reason)
        case _:
            assert_never(fact)


def _begin(alliance: "Alliance", recorded: Recorded, fact: GoalProposed) -> None:
    index, entered, party, _fact = recorded
    offers = {index: _offer(recorded, fact, 0)}
    alliance.goals.by_index[index] = Goal(index, entered, party, fact.by, fact.title, fact.objective, offers)
    alliance.links.add(index, "goals", fact.about, fact.clauses)


def _offer(recorded: Recorded, fact: GoalProposed | ReassessmentProposed, base: int) -> Offer:
    index, entered, party, _fact = recorded
    return Offer(index, entered, party, fact.by, fact.measure, fact.reason, base, fact.about)


def said(recorded: Recorded, text: str = "") -> Word:
    """What the party that entered a fact said with it."""
    return Word(recorded.index, recorded.entered, text)


def settle(alliance: "Alliance", goal: Goal, offer: Offer, at: datetime) -> None:
    """Let an offer take effect that waits for nobody any more. Everybody then says anew how important the goal is."""
    if offer not in goal.open_offers() or awaited(alliance, offer):
        return
    offer.settled = at
    goal.versions.append(Version(offer.index, at, offer.measure))
    if offer.measure is not None:
        goal.rounds.append(Round(at))


def reconsider(alliance: "Alliance", at: datetime) -> None:
    """After the voices changed: settle what waits for nobody any more because a party has left or rests."""
    for goal in alliance.goals.by_index.values():
        for offer in list(goal.open_offers()):
            settle(alliance, goal, offer, at)
        for report in goal.reports.values():
            if report.waits and not unconfirmed(alliance, report.party, report.confirmed):
                report.settled = at


def awaited(alliance: "Alliance", offer: Offer) -> tuple[str, ...]:
    """The partners whose agreement an offer still needs, sorted; whoever proposed it does not agree to it."""
    return unconfirmed(alliance, offer.party, offer.agreed)


def unconfirmed(alliance: "Alliance", party: str, said_by: Iterable[str]) -> tuple[str, ...]:
    """The partners besides this one that have not said their word yet, sorted."""
    heard = {party, *said_by}
    return tuple(other for other in waited_for(alliance) if other not in heard)


def untaken(alliance: "Alliance") -> tuple[str, ...]:
    """The objectives of the agreement in force that no goal measures that is proposed or in force."""
    taken = {goal.objective for goal in alliance.goals.by_index.values() if goal.in_force or list(goal.open_offers())}
    return tuple(each for each in version_in_force(alliance).terms.objectives if each not in taken)


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    taking_part(alliance, fact.by)
    match fact:
        case GoalProposed():
            _may_propose(alliance, recorded, fact)
        case ReassessmentProposed():
            _may_reassess(alliance, recorded, fact)
        case GoalAgreed():
            managing(alliance, fact.by)
            _may_agree(alliance, recorded, fact.entries)
        case GoalDeclined():
            managing(alliance, fact.by)
            worded(fact.reason, "why you decline it", limit=WHAT_LIMIT)
            _asked(alliance, recorded.party, fact.entry)
        case GoalWithdrawn():
            worded(fact.reason, "why you withdraw it", limit=WHAT_LIMIT)
            _may_withdraw(alliance, recorded.party, fact.entry)
        case _:
            assert_never(fact)


def _may_propose(alliance: "Alliance", recorded: Recorded, fact: GoalProposed) -> None:
    worded(fact.title, "what you want to reach", limit=TITLE_LIMIT)
    short_enough(fact.reason, "the reason", limit=WHAT_LIMIT)
    if fact.objective and fact.objective not in version_in_force(alliance).terms.objectives:
        raise Refused("objective_unknown", "These words are no objective of the agreement in force.")
    known(alliance, fact.about, fact.clauses)
    sound(fact.measure, recorded.entered)


def sound(measure: Measure, now: datetime) -> None:
    """Refused when a measure cannot be measured, leads nowhere, or ends too soon or too late."""
    worded(measure.what, "what is measured", limit=WHAT_LIMIT)
    worded(measure.unit, "the unit", limit=UNIT_LIMIT)
    if measurable(measure.baseline, "the baseline") == measurable(measure.target, "the target"):
        raise Refused("no_way", "Baseline and target are the same. Say where it stands now, and where it has to come.")
    if measure.pace not in get_args(Pace):
        raise Refused("pace_unknown", "Say whether it moves steadily, or is judged at its end.")
    if not 0 < (measure.by - now.date()).days <= FARTHEST:
        raise Refused("goal_day", "Choose a last day after today, and within twenty years.")


def _may_reassess(alliance: "Alliance", recorded: Recorded, fact: ReassessmentProposed) -> None:
    alliance.goals.in_force(fact.goal)
    worded(fact.reason, "why you want to reassess it", limit=WHAT_LIMIT)
    known(alliance, fact.about, ())
    if fact.measure is not None:
        sound(fact.measure, recorded.entered)


def _may_agree(alliance: "Alliance", recorded: Recorded, entries: tuple[int, ...]) -> None:
    if not entries or len(set(entries)) != len(entries):
        raise Refused("nothing_chosen", "Choose what you agree to, each once.")
    goals = [alliance.goals.offer(index)[0].index for index in entries]
    if len(set(goals)) != len(goals):
        raise Refused("reassessed_twice", "Two of these change the same goal. Agree to one of them.")
    for index in entries:
        offer = _asked(alliance, recorded.party, index)
        if recorded.party in offer.agreed:
            raise Refused("already_agreed", "Your party has already agreed to entry {entry}.", entry=index)
        if offer.measure is not None:
            sound(offer.measure, recorded.entered)


def _asked(alliance: "Alliance", party: str, index: int) -> Offer:
    """An offer to which this party has to say yes or no."""
    goal, offer = alliance.goals.offer(index)
    _still_open(goal, offer)
    if offer.party == party:
        raise Refused("own_proposal", "Your party proposed entry {entry}: the others decide.", entry=index)
    return offer


def _still_open(goal: Goal, offer: Offer) -> None:
    if offer not in goal.open_offers():
        sentence = "Entry {entry} is open no more: it was agreed by all, withdrawn, or another has taken its place."
        raise Refused("not_proposed", sentence, entry=offer.index)


def _may_withdraw(alliance: "Alliance", party: str, index: int) -> None:
    goal, offer = alliance.goals.offer(index)
    if offer.party != party:
        name = alliance.parties.name(offer.party)
        raise Refused("not_your_proposal", "Only {name}, which proposed it, can withdraw it.", name=name)
    _still_open(goal, offer)


# --- acts ---


class Aim(NamedTuple):
    """What is to be proposed as a goal."""

    title: str
    measure: Measure
    reason: str = ""
    objective: str = ""
    about: tuple[int, ...] = ()
    clauses: tuple[str, ...] = ()


def measure_of(what: str, unit: str, baseline: Decimal, target: Decimal, by: date, pace: Pace = "steady") -> Measure:
    """A measure in plain numbers. Refused when a number is none that can be kept."""
    figures = plain(baseline, "the baseline"), plain(target, "the target")
    return Measure(what.strip(), unit.strip(), *figures, by, pace)


def take(alliance: "Alliance", *, by: str, now: datetime, aims: Iterable[Aim]) -> list[GoalProposed]:
    """Propose several goals at once, as when the objectives of the agreement are taken: all of them, or none."""
    aims = tuple(aims)
    if not 0 < len(aims) <= MOST_AT_ONCE:
        raise Refused("nothing_chosen", "Propose 1 to {most} goals at once.", most=MOST_AT_ONCE)
    return [ruled(alliance, now, GoalProposed(by=by, **aim._asdict()), rule) for aim in aims]


def propose(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    title: str,
    what: str,
    unit: str,
    baseline: Decimal,
    target: Decimal,
    until: date,
    pace: Pace = "steady",
    reason: str = "",
    objective: str = "",
    about: Iterable[int] = (),
    clauses: Iterable[str] = (),
) -> GoalProposed:
    """Propose one goal: what is measured, from where, to where, until which day."""
    measure = measure_of(what, unit, baseline, target, until, pace)
    aim = Aim(title.strip(), measure, reason.strip(), objective, tuple(about), tuple(clauses))
    return take(alliance, by=by, now=now, aims=[aim])[0]


def reassess(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    goal: int,
    reason: str,
    what: str | None = None,
    unit: str | None = None,
    baseline: Decimal | None = None,
    target: Decimal | None = None,
    until: date | None = None,
    pace: Pace | None = None,
    about: Iterable[int] = (),
) -> ReassessmentProposed:
    """Propose to go on with a goal: what is not said stays as it is. All have to agree."""
    old = alliance.goals.goal(goal).measure
    measure = measure_of(
        old.what if what is None else what,
        old.unit if unit is None else unit,
        old.baseline if baseline is None else baseline,
        old.target if target is None else target,
        until or old.by,
        pace or old.pace,
    )
    fact = ReassessmentProposed(by=by, goal=goal, measure=measure, reason=reason.strip(), about=tuple(about))
    return ruled(alliance, now, fact, rule)


def drop(
    alliance: "Alliance", *, by: str, now: datetime, goal: int, reason: str, about: Iterable[int] = ()
) -> ReassessmentProposed:
    """Propose to drop a goal. All have to agree."""
    fact = ReassessmentProposed(by=by, goal=goal, measure=None, reason=reason.strip(), about=tuple(about))
    return ruled(alliance, now, fact, rule)


def agree(alliance: "Alliance", *, by: str, now: datetime, entries: Iterable[int]) -> GoalAgreed:
    """Agree to proposed goals or reassessments. Agreeing lifts one's own refusal."""
    return ruled(alliance, now, GoalAgreed(by=by, entries=tuple(entries)), rule)


def decline(alliance: "Alliance", *, by: str, now: datetime, entry: int, reason: str) -> GoalDeclined:
    """Decline a proposed goal or reassessment, with the reason; this takes one's own agreement back."""
    return ruled(alliance, now, GoalDeclined(by=by, entry=entry, reason=reason.strip()), rule)


def withdraw(alliance: "Alliance", *, by: str, now: datetime, entry: int, reason: str) -> GoalWithdrawn:
    """Take one's own proposal back, before all have agreed to it."""
    return ruled(alliance, now, GoalWithdrawn(by=by, entry=entry, reason=reason.strip()), rule)
