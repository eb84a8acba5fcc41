"""Facts about changes as sentences for people, and the words in which changes are shown."""

from typing import TypeAlias, assert_never

from django.utils import formats
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance import changes
from paripassu.alliance.alliance import Alliance, Recorded
from paripassu.alliance.changes import effects, reassessing
from paripassu.alliance.changes.chain import Stage, Status
from paripassu.alliance.changes.notices import Nature, View, Way
from paripassu.web.quoting import quoted

Fact: TypeAlias = changes.Fact | effects.Fact | reassessing.Fact

NATURES: dict[Nature, Lazy] = {
    "market": gettext_lazy("The market"),
    "law": gettext_lazy("The law"),
    "people": gettext_lazy("People"),
    "technology": gettext_lazy("Technology"),
    "situation": gettext_lazy("A party's own situation"),
    "other": gettext_lazy("Something else"),
}
STATUSES: dict[Status, tuple[Lazy, str]] = {
    "shared": (gettext_lazy("To be acknowledged"), "wait"),
    "acknowledged": (gettext_lazy("Acknowledged"), "note"),
    "reassessing": (gettext_lazy("Being reassessed"), "wait"),
    "proposed": (gettext_lazy("Outcome proposed"), "wait"),
    "following": (gettext_lazy("Agreed, to be carried out"), "note"),
    "answered": (gettext_lazy("Answered"), "done"),
    "withdrawn": (gettext_lazy("Withdrawn"), ""),
}
"""Where a change stands: the word, and the kind of chip."""

VIEWS: dict[View, tuple[Lazy, Lazy]] = {
    "keep": (gettext_lazy("Keep everything as it is"), gettext_lazy("We have seen it, and go on as agreed.")),
    "goals": (
        gettext_lazy("Adjust goals"),
        gettext_lazy("Another measure, target or day; a goal dropped or added."),
    ),
    "amend": (gettext_lazy("Amend the agreement"), gettext_lazy("The text itself no longer fits.")),
    "stop": (gettext_lazy("Stop"), gettext_lazy("The alliance, or this part of it, has lost its ground.")),
}
"""The four ways to answer a change: the word, and what it means."""

STAGES: dict[Stage, Lazy] = {
    "happened": gettext_lazy("Happened"),
    "noticed": gettext_lazy("Noticed"),
    "noted": gettext_lazy("Noted in private"),
    "shared": gettext_lazy("Shared with all"),
    "acknowledged": gettext_lazy("Acknowledged by all"),
    "reassessed": gettext_lazy("Outcome agreed by all"),
    "goals_adjusted": gettext_lazy("Goals adjusted"),
    "decided": gettext_lazy("Decided"),
    "amended": gettext_lazy("Amendment in force"),
}
WAYS: dict[Way, Lazy] = {"given": gettext_lazy("gives"), "received": gettext_lazy("receives")}


WAITING: dict[str, tuple[Lazy, Lazy]] = {
    "acknowledge": (
        gettext_lazy("Acknowledge a change that was shared: %(title)s"),
        gettext_lazy("Acknowledge %(count)s changes that were shared."),
    ),
    "reassess": (
        gettext_lazy("An agreed trigger is touched: say how the party would answer: %(title)s"),
        gettext_lazy("%(count)s changes touch agreed triggers: say how the party would answer."),
    ),
    "state_view": (
        gettext_lazy("Say how the party would answer a change: %(title)s"),
        gettext_lazy("Say how the party would answer %(count)s changes."),
    ),
    "propose_outcome": (
        gettext_lazy("All have said how they would answer: propose an outcome: %(title)s"),
        gettext_lazy("Propose an outcome for %(count)s changes."),
    ),
    "agree_outcome": (
        gettext_lazy("Agree to the outcome proposed for a change, or decline: %(title)s"),
        gettext_lazy("Agree to the outcomes proposed for %(count)s changes, or decline."),
    ),
    "outcome_declined": (
        gettext_lazy("An outcome was declined: talk, or propose another: %(title)s"),
        gettext_lazy("%(count)s outcomes were declined: talk, or propose others."),
    ),
    "follow_goals": (
        gettext_lazy("Adjust the goals as all agreed: %(title)s"),
        gettext_lazy("Adjust the goals as all agreed, for %(count)s changes."),
    ),
    "follow_amend": (
        gettext_lazy("Amend the agreement as all agreed: %(title)s"),
        gettext_lazy("Amend the agreement as all agreed, for %(count)s changes."),
    ),
}
"""What waits for a party, by its code: said of one with its title, and of many."""


def short_views() -> list[tuple[View, Lazy]]:
    """The four answers for a choice."""
    return [(view, word) for view, (word, _means) in VIEWS.items()]


def about(recorded: Recorded) -> int:
    """The entry by which the page of the change that a fact speaks of is found."""
    match recorded.fact:
        case changes.ChangeNoted() | changes.ChangeShared():
            return recorded.index
        case (
            reassessing.OutcomeAgreed(outcome=entry)
            | reassessing.OutcomeDeclined(outcome=entry)
            | reassessing.OutcomeWithdrawn(outcome=entry)
        ):
            return int(entry)
        case fact:
            return int(fact.change)


def sentence(alliance: Alliance, who: str, fact: Fact) -> str:
    """What a fact about a change says; `who` is the name of the party that entered it."""
    if isinstance(fact, reassessing.Fact):
        return _answer(alliance, who, fact)
    if isinstance(fact, changes.ChangeNoted | changes.ChangeShared):
        return _notice(who, fact)
    fields = {"who": who, "change": _title(alliance, fact.change)}
    match fact:
        case changes.ChangeAcknowledged(touches=""):
            return _("%(who)s acknowledged change %(change)s.") % fields
        case changes.ChangeAcknowledged():
            fields["text"] = quoted(fact.touches)
            return _("%(who)s acknowledged change %(change)s: %(text)s.") % fields
        case effects.EffectStated():
            fields["text"] = quoted(fact.text)
            return _("%(who)s said what change %(change)s touches: %(text)s.") % fields
        case changes.ChangeWithdrawn():
            fields["text"] = quoted(fact.reason)
            return _("%(who)s withdrew change %(change)s: %(text)s.") % fields
        case changes.AnswerNamed():
            return _("%(who)s named a text of the agreement as the answer to change %(change)s.") % fields
        case changes.AnswerUnnamed():
            return _("%(who)s took back that a text answers change %(change)s.") % fields
        case _:
            assert_never(fact)


def _notice(who: str, fact: changes.ChangeNoted | changes.ChangeShared) -> str:
    fields = {"who": who, "change": quoted(fact.title), "day": formats.date_format(fact.noticed)}
    if isinstance(fact, changes.ChangeNoted):
        return _("%(who)s noted a change, first for itself: %(change)s, noticed on %(day)s.") % fields
    return _("%(who)s shared a change: %(change)s, noticed on %(day)s.") % fields


def _title(alliance: Alliance, index: int) -> str:
    """A change by the number of its entry and its title; of what belongs to a change, that change."""
    change = alliance.changes.by_index.get(alliance.changes.part_of.get(index, index))
    return f"{change.index}, {quoted(change.fact.title)}" if change else str(index)


def _answer(alliance: Alliance, who: str, fact: reassessing.Fact) -> str:
    match fact:
        case reassessing.ViewStated():
            fields = {
                "change": _title(alliance, fact.change),
                "view": VIEWS[fact.view][0],
                "text": quoted(fact.reason),
            }
            return _("%(who)s would answer change %(change)s by “%(view)s”: %(text)s.") % {"who": who, **fields}
        case reassessing.OutcomeProposed():
            fields = {"change": _title(alliance, fact.change), "view": VIEWS[fact.view][0]}
            fields["text"] = quoted(fact.strategy)
            return _("%(who)s proposed to answer change %(change)s by “%(view)s”: %(text)s.") % {"who": who, **fields}
        case reassessing.OutcomeAgreed():
            fields = {"who": who, "change": _title(alliance, fact.outcome)}
            return _("%(who)s agreed to the answer proposed for change %(change)s.") % fields
        case reassessing.OutcomeDeclined():
            fields = {"who": who, "change": _title(alliance, fact.outcome), "text": quoted(fact.reason)}
            return _("%(who)s declined the answer proposed for change %(change)s: %(text)s.") % fields
        case reassessing.OutcomeWithdrawn():
            fields = {"who": who, "change": _title(alliance, fact.outcome), "text": quoted(fact.reason)}
            return _("%(who)s withdrew the answer it had proposed for change %(change)s: %(text)s.") % fields
        case _:
            assert_never(fact)
