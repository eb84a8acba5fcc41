"""Progress: one party says what it measured, the others confirm it or question it with a reason.

Only what all the others have confirmed counts for where a goal stands. What is questioned stays open until whoever
reported it withdraws it, or the others confirm it after all.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias, assert_never

from paripassu.alliance import files
from paripassu.alliance.commitments import taking_part
from paripassu.alliance.days import begun
from paripassu.alliance.facts import ByPerson, Recorded, measurable, plain, ruled, short_enough, worded
from paripassu.alliance.files import Enclosed
from paripassu.alliance.goals import WHAT_LIMIT, said, unconfirmed
from paripassu.alliance.goals.objectives import Goal, Report
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

# --- facts ---


class ProgressReported(ByPerson, frozen=True, kw_only=True, tag="progress_reported.v1"):
    """The party said which value a goal had on a day, and what shows it."""

    goal: int
    on: date
    value: Decimal
    evidence: str = ""
    enclosed: tuple[Enclosed, ...] = ()


class ProgressConfirmed(ByPerson, frozen=True, kw_only=True, tag="progress_confirmed.v1"):
    """The party confirmed that the goal had this value."""

    report: int


class ProgressQuestioned(ByPerson, frozen=True, kw_only=True, tag="progress_questioned.v1"):
    """The party questioned a reported value, with its reason."""

    report: int
    reason: str


class ProgressWithdrawn(ByPerson, frozen=True, kw_only=True, tag="progress_withdrawn.v1"):
    """The party that reported it took a value back that the others had not all confirmed."""

    report: int
    reason: str


Fact: TypeAlias = ProgressReported | ProgressConfirmed | ProgressQuestioned | ProgressWithdrawn

# --- state ---


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state of the goals."""
    if isinstance(fact, ProgressReported):
        index, entered, party, _fact = recorded
        goal = alliance.goals.goal(fact.goal)
        goal.reports[index] = Report(index, entered, party, fact.by, fact.on, fact.value, fact.evidence, fact.enclosed)
        alliance.goals.part_of[index] = goal.index
        alliance.files.add(party, fact.enclosed)
        alliance.links.add(index, "goals", (goal.index,))
        return
    _goal, found = report(alliance, fact.report)
    match fact:
        case ProgressConfirmed():
            found.questioned.pop(recorded.party, None)
            found.confirmed[recorded.party] = said(recorded)
            if found.waits and not unconfirmed(alliance, found.party, found.confirmed):
                found.settled = recorded.entered
        case ProgressQuestioned():
            found.confirmed.pop(recorded.party, None)
            found.questioned[recorded.party] = said(recorded, fact.reason)
        case ProgressWithdrawn():
            found.withdrawn = said(recorded, fact.reason)
        case _:
            assert_never(fact)


def report(alliance: "Alliance", index: int) -> tuple[Goal, Report]:
    """The report at an entry, with its goal. Refused when there is none."""
    goal = alliance.goals.by_index.get(alliance.goals.part_of.get(index, -1))
    if goal is None or index not in goal.reports:
        raise Refused("report_unknown", "Entry {entry} reports no progress.", entry=index)
    return goal, goal.reports[index]


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    taking_part(alliance, fact.by)
    if isinstance(fact, ProgressReported):
        _may_report(alliance, recorded, fact)
        return
    _goal, found = report(alliance, fact.report)
    if found.settled is not None or found.withdrawn is not None:
        sentence = "Report {entry} is closed: all have confirmed it, or it was taken back. Report a new value."
        raise Refused("report_closed", sentence, entry=found.index)
    if isinstance(fact, ProgressWithdrawn):
        worded(fact.reason, "why you take it back", limit=WHAT_LIMIT)
        if found.party != recorded.party:
            name = alliance.parties.name(found.party)
            raise Refused("not_your_report", "Only {name}, which reported it, can take it back.", name=name)
        return
    if found.party == recorded.party:
        raise Refused("own_report", "Your party reported it: the others confirm or question it.")
    if isinstance(fact, ProgressConfirmed):
        if recorded.party in found.confirmed:
            raise Refused("already_confirmed", "Your party has already confirmed report {entry}.", entry=found.index)
    else:
        worded(fact.reason, "what you question", limit=WHAT_LIMIT)


def _may_report(alliance: "Alliance", recorded: Recorded, fact: ProgressReported) -> None:
    alliance.goals.in_force(fact.goal)
    measurable(fact.value, "the value")
    short_enough(fact.evidence, "what shows it", limit=WHAT_LIMIT)
    files.checked(fact.enclosed)
    if not fact.evidence and not fact.enclosed:
        raise Refused("nothing_shows_it", "Say what shows it: in a sentence, by a link, or by a file.")
    if fact.on > recorded.entered.date() and not begun(fact.on, recorded.entered):
        raise Refused("date_in_future", "{on} has not come yet. Report what was measured.", on=fact.on.isoformat())


# --- acts ---


def report_progress(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    goal: int,
    on: date,
    measured: Decimal,
    evidence: str = "",
    enclosed: Iterable[Enclosed] = (),
) -> ProgressReported:
    """Say which value a goal had on a day. The others then confirm or question it."""
    fact = ProgressReported(
        by=by, goal=goal, on=on, value=plain(measured, "the value"), evidence=evidence.strip(),
        enclosed=tuple(enclosed),
    )  # fmt: skip
    return ruled(alliance, now, fact, rule)


def confirm(alliance: "Alliance", *, by: str, now: datetime, report: int) -> ProgressConfirmed:
    """Confirm a reported value. Confirming lifts one's own question."""
    return ruled(alliance, now, ProgressConfirmed(by=by, report=report), rule)


def question(alliance: "Alliance", *, by: str, now: datetime, report: int, reason: str) -> ProgressQuestioned:
    """Question a reported value, with the reason: it does not count meanwhile."""
    return ruled(alliance, now, ProgressQuestioned(by=by, report=report, reason=reason.strip()), rule)


def withdraw(alliance: "Alliance", *, by: str, now: datetime, report: int, reason: str) -> ProgressWithdrawn:
    """Take one's own report back before all have confirmed it."""
    return ruled(alliance, now, ProgressWithdrawn(by=by, report=report, reason=reason.strip()), rule)
