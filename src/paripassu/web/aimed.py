"""Facts about goals as sentences for people, and the words in which goals are shown."""

from decimal import Decimal
from typing import TypeAlias, assert_never

from django.utils import formats
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance import goals
from paripassu.alliance.alliance import Alliance, Recorded
from paripassu.alliance.goals import importances, progress
from paripassu.alliance.goals.objectives import Measure, Pace, Status
from paripassu.web.environment import number
from paripassu.web.quoting import quoted

Fact: TypeAlias = goals.Fact | progress.Fact | importances.Fact

STATUSES: dict[Status, tuple[Lazy, str]] = {
    "proposed": (gettext_lazy("Proposed"), "wait"),
    "declined": (gettext_lazy("Declined"), "refused"),
    "withdrawn": (gettext_lazy("Withdrawn"), ""),
    "on_the_way": (gettext_lazy("On the way"), "note"),
    "behind": (gettext_lazy("Behind"), "refused"),
    "unmeasured": (gettext_lazy("Not measured yet"), "wait"),
    "reached": (gettext_lazy("Reached"), "done"),
    "missed": (gettext_lazy("Missed"), "refused"),
    "dropped": (gettext_lazy("Dropped by all"), ""),
}
"""Where a goal stands: the word, and the kind of chip."""

PACES: dict[Pace, tuple[Lazy, Lazy]] = {
    "steady": (
        gettext_lazy("Steadily"),
        gettext_lazy("Each part of the time should bring its part of the way; short of that by a tenth it is behind."),
    ),
    "end": (gettext_lazy("At the end"), gettext_lazy("Only the last day counts, as with something that is done once.")),
}
IMPORTANCES: dict[int, Lazy] = {
    0: gettext_lazy("Not important to us"),
    25: gettext_lazy("A little: we would hardly notice if it were missed"),
    50: gettext_lazy("Important: missing it would cost us something"),
    75: gettext_lazy("Very important: missing it would change what we plan"),
    100: gettext_lazy("Decisive: without it we would not be in this alliance"),
}
"""What each step of importance stands for: the same words for every party."""

SHORT_IMPORTANCES: dict[int, Lazy] = {
    0: gettext_lazy("not important"),
    25: gettext_lazy("a little"),
    50: gettext_lazy("important"),
    75: gettext_lazy("very important"),
    100: gettext_lazy("decisive"),
}


WAITING: dict[str, tuple[Lazy, Lazy]] = {
    "agree": (
        gettext_lazy("Agree to a proposed goal, or decline: %(title)s"),
        gettext_lazy("Agree to %(count)s proposed goals, or decline."),
    ),
    "agree_reassessment": (
        gettext_lazy("Agree to go on with a goal otherwise, or decline: %(title)s"),
        gettext_lazy("Agree to reassess %(count)s goals, or decline."),
    ),
    "declined": (
        gettext_lazy("What was proposed for a goal was declined: talk, or withdraw it: %(title)s"),
        gettext_lazy("%(count)s proposals for goals were declined: talk, or withdraw them."),
    ),
    "state_importance": (
        gettext_lazy("Say, sealed, how important a goal is to the party: %(title)s"),
        gettext_lazy("Say, sealed, how important %(count)s goals are to the party."),
    ),
    "open_importance": (
        gettext_lazy("Open how important a goal is to each: %(title)s"),
        gettext_lazy("Open how important %(count)s goals are to each."),
    ),
    "confirm": (
        gettext_lazy("Confirm what was measured, or question it: %(title)s"),
        gettext_lazy("Confirm %(count)s measurements, or question them."),
    ),
    "questioned": (
        gettext_lazy("A measurement was questioned: talk, or take it back: %(title)s"),
        gettext_lazy("%(count)s measurements were questioned: talk, or take them back."),
    ),
    "reassess": (
        gettext_lazy("Missed: propose how to go on with it, or drop it: %(title)s"),
        gettext_lazy("%(count)s goals were missed: propose how to go on, or drop them."),
    ),
}
"""What waits for a party, by its code: said of one with its title, and of many."""


def about(recorded: Recorded) -> int:
    """The entry by which the page of the goal that a fact speaks of is found."""
    match recorded.fact:
        case goals.GoalProposed():
            return recorded.index
        case goals.GoalAgreed(entries=entries):
            return min(entries)
        case goals.GoalDeclined(entry=entry) | goals.GoalWithdrawn(entry=entry):
            return int(entry)
        case (
            progress.ProgressConfirmed(report=entry)
            | progress.ProgressQuestioned(report=entry)
            | progress.ProgressWithdrawn(report=entry)
        ):
            return int(entry)
        case fact:
            return int(fact.goal)


def sentence(alliance: Alliance, who: str, fact: Fact) -> str:
    """What a fact about a goal says; `who` is the name of the party that entered it."""
    if isinstance(fact, goals.Fact):
        return _offer(alliance, who, fact)
    if isinstance(fact, progress.Fact):
        return _progress(alliance, who, fact)
    fields = {"who": who, "goal": _title(alliance, fact.goal)}
    if isinstance(fact, importances.ImportanceHandedIn):
        return _("%(who)s stated, sealed, how important goal %(goal)s is to it.") % fields
    fields["step"] = str(SHORT_IMPORTANCES.get(fact.importance, fact.importance))
    return _("%(who)s calls goal %(goal)s %(step)s to it.") % fields


def _title(alliance: Alliance, index: int) -> str:
    """A goal by the number of its entry and its title; of what belongs to a goal, that goal."""
    goal = alliance.goals.by_index.get(alliance.goals.part_of.get(index, index))
    return f"{goal.index}, {quoted(goal.title)}" if goal else str(index)


def measured(measure: Measure) -> str:
    """A measure in one phrase: from where to where, until which day."""
    fields = {
        "baseline": number(measure.baseline), "target": number(measure.target), "unit": measure.unit,
        "day": formats.date_format(measure.by),
    }  # fmt: skip
    return _("from %(baseline)s to %(target)s %(unit)s by %(day)s") % fields


def with_unit(value: Decimal, measure: Measure) -> str:
    """A value with the unit it is measured in."""
    return f"{number(value)} {measure.unit}"


def _offer(alliance: Alliance, who: str, fact: goals.Fact) -> str:
    match fact:
        case goals.GoalProposed():
            fields = {"who": who, "goal": quoted(fact.title), "measure": measured(fact.measure)}
            return _("%(who)s proposed the goal %(goal)s: %(measure)s.") % fields
        case goals.ReassessmentProposed(measure=None):
            fields = {"who": who, "goal": _title(alliance, fact.goal), "reason": quoted(fact.reason)}
            return _("%(who)s proposed to drop goal %(goal)s: %(reason)s.") % fields
        case goals.ReassessmentProposed():
            return _reassessed(alliance, who, fact)
        case goals.GoalAgreed(entries=entries):
            listed = ", ".join(_title(alliance, entry) for entry in entries)
            return _("%(who)s agreed to what was proposed for goal %(listed)s.") % {"who": who, "listed": listed}
        case goals.GoalDeclined():
            fields = {"who": who, "goal": _title(alliance, fact.entry), "reason": quoted(fact.reason)}
            return _("%(who)s declined what was proposed for goal %(goal)s: %(reason)s.") % fields
        case goals.GoalWithdrawn():
            fields = {"who": who, "goal": _title(alliance, fact.entry), "reason": quoted(fact.reason)}
            return _("%(who)s withdrew what it had proposed for goal %(goal)s: %(reason)s.") % fields
        case _:
            assert_never(fact)


def _reassessed(alliance: Alliance, who: str, fact: goals.ReassessmentProposed) -> str:
    assert fact.measure is not None
    fields = {
        "who": who, "goal": _title(alliance, fact.goal), "measure": measured(fact.measure),
        "reason": quoted(fact.reason),
    }  # fmt: skip
    return _("%(who)s proposed to go on with goal %(goal)s, %(measure)s: %(reason)s.") % fields


def _progress(alliance: Alliance, who: str, fact: progress.Fact) -> str:
    match fact:
        case progress.ProgressReported():
            goal = alliance.goals.by_index.get(fact.goal)
            value = with_unit(fact.value, goal.measure) if goal else number(fact.value)
            fields = {
                "who": who, "goal": _title(alliance, fact.goal), "value": value, "day": formats.date_format(fact.on)
            }  # fmt: skip
            return _("%(who)s reported %(value)s on %(day)s for goal %(goal)s.") % fields
        case progress.ProgressConfirmed():
            fields = {"who": who, "goal": _title(alliance, fact.report)}
            return _("%(who)s confirmed what was reported for goal %(goal)s.") % fields
        case progress.ProgressQuestioned():
            fields = {"who": who, "goal": _title(alliance, fact.report), "reason": quoted(fact.reason)}
            return _("%(who)s questioned what was reported for goal %(goal)s: %(reason)s.") % fields
        case progress.ProgressWithdrawn():
            fields = {"who": who, "goal": _title(alliance, fact.report), "reason": quoted(fact.reason)}
            return _("%(who)s took back what it had reported for goal %(goal)s: %(reason)s.") % fields
        case _:
            assert_never(fact)
