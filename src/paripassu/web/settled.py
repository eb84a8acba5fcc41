"""Facts about conflicts as sentences for people, and the words in which conflicts are shown."""

from typing import Any, TypeAlias, assert_never

from django.utils import formats
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance import conflicts
from paripassu.alliance.alliance import Alliance, Recorded
from paripassu.alliance.conflicts import raising, settlements, steps, tiers, worksheets
from paripassu.alliance.conflicts.matters import Came, Fit, Raised, Sees, Status, StepKind, Tier
from paripassu.web.quoting import quoted

Fact: TypeAlias = conflicts.Fact

TIER_WORDS: dict[Tier, Lazy] = {
    "warning": gettext_lazy("Early warning"),
    "peers": gettext_lazy("Peers"),
    "sponsors": gettext_lazy("Sponsors"),
    "neutral": gettext_lazy("Neutral"),
    "formal": gettext_lazy("Outside"),
}
TIER_MEANS: dict[Tier, Lazy] = {
    "warning": gettext_lazy("Anybody says what could go wrong. Most warnings are answered, and that is that."),
    "peers": gettext_lazy("Those who do the work on each side talk, and work it out on one sheet."),
    "sponsors": gettext_lazy("The senior people of each side look at it, with what the peers have written."),
    "neutral": gettext_lazy("A neutral helps the parties to find their own way. It decides nothing."),
    "formal": gettext_lazy("Mediation or arbitration outside the record. Here is noted where it stands."),
}
STATUSES: dict[Status, tuple[Lazy, str]] = {
    "warning": (gettext_lazy("Early warning"), "note"),
    "peers": (gettext_lazy("With peers"), "wait"),
    "sponsors": (gettext_lazy("With sponsors"), "wait"),
    "neutral": (gettext_lazy("With the neutral"), "wait"),
    "formal": (gettext_lazy("Outside the record"), "refused"),
    "withdrawn": (gettext_lazy("Withdrawn"), ""),
    "resolved": (gettext_lazy("Resolved together"), "done"),
    "settled": (gettext_lazy("Settled, to be tested"), "done"),
    "held": (gettext_lazy("Settled, and it held"), "done"),
    "left": (gettext_lazy("Ended: a party has left"), ""),
}
STEP_WORDS: dict[StepKind, Lazy] = {
    "up": gettext_lazy("Take it up one tier now"),
    "down": gettext_lazy("Take it down one tier"),
    "extend": gettext_lazy("Take more days at this tier"),
    "withdraw": gettext_lazy("Withdraw it"),
    "resolve": gettext_lazy("Call it resolved between us"),
}
STEP_MEANS: dict[StepKind, Lazy] = {
    "up": gettext_lazy("If the others do not agree, the clock takes it up at the end of its days."),
    "down": gettext_lazy("The clock of that tier begins anew."),
    "extend": gettext_lazy("The clock runs until the day you name."),
    "withdraw": gettext_lazy("For the side that raised it. It stays readable."),
    "resolve": gettext_lazy("Without a text to sign. It stays readable."),
}
SEES: dict[Sees, Lazy] = {
    "task": gettext_lazy("The task: what is done, how, or when"),
    "relationship": gettext_lazy("The relationship: how we deal with each other"),
    "both": gettext_lazy("Both"),
}
SEEN: dict[Sees, Lazy] = {
    "task": gettext_lazy("sees a matter of the task"),
    "relationship": gettext_lazy("sees a matter of the relationship"),
    "both": gettext_lazy("sees both: task and relationship"),
}
FITS: dict[Fit, Lazy] = {
    "meets": gettext_lazy("meets it"),
    "partly": gettext_lazy("partly"),
    "fails": gettext_lazy("does not"),
}
CAME: dict[Came, Lazy] = {
    "raised": gettext_lazy("raised"),
    "clock": gettext_lazy("moved on by the clock"),
    "asked": gettext_lazy("taken up by all"),
    "down": gettext_lazy("taken down by all"),
    "reopened": gettext_lazy("opened again: the settlement did not hold"),
}
TASKS: dict[str, Lazy] = {
    "answer": gettext_lazy("Answer the warning"),
    "handle": gettext_lazy("Talk, and say when it is handled"),
    "talk": gettext_lazy("Talk at this tier"),
    "state": gettext_lazy("State the interests of your side"),
    "open": gettext_lazy("Open what all sides have stated"),
    "criterion": gettext_lazy("Agree to a criterion, or say why not"),
    "answer_step": gettext_lazy("Answer a proposed step"),
    "sign": gettext_lazy("Sign the settlement, or say why not"),
    "mend": gettext_lazy("The settlement was refused: draft another, or talk"),
    "join": gettext_lazy("Say whether you can help"),
    "look": gettext_lazy("Say whether the settlement held"),
    "lesson": gettext_lazy("Note what your side learned"),
}
"""What a conflict waits for, by the codes of `turns`."""

WAITS: dict[str, tuple[Lazy, Lazy]] = {
    "answer": (
        gettext_lazy("Answer an early warning: %(title)s"),
        gettext_lazy("Answer %(count)s early warnings."),
    ),
    "handle": (
        gettext_lazy("Talk about an early warning, and say when it is handled: %(title)s"),
        gettext_lazy("Talk about %(count)s early warnings, and say when they are handled."),
    ),
    "talk": (
        gettext_lazy("Talk about a conflict: %(title)s"),
        gettext_lazy("Talk about %(count)s conflicts."),
    ),
    "state": (
        gettext_lazy("State what your side needs in a conflict, sealed: %(title)s"),
        gettext_lazy("State what your side needs in %(count)s conflicts, sealed."),
    ),
    "open": (
        gettext_lazy("Open what all sides have stated: %(title)s"),
        gettext_lazy("Open what all sides have stated in %(count)s conflicts."),
    ),
    "criterion": (
        gettext_lazy("Agree to what a good solution has to meet, or say why not: %(title)s"),
        gettext_lazy("Agree to criteria in %(count)s conflicts, or say why not."),
    ),
    "answer_step": (
        gettext_lazy("Answer a step proposed in a conflict: %(title)s"),
        gettext_lazy("Answer steps proposed in %(count)s conflicts."),
    ),
    "sign": (
        gettext_lazy("Sign a settlement, or say why not: %(title)s"),
        gettext_lazy("Sign %(count)s settlements, or say why not."),
    ),
    "mend": (
        gettext_lazy("A settlement was refused: draft another, or talk: %(title)s"),
        gettext_lazy("%(count)s settlements were refused: draft others, or talk."),
    ),
    "join": (
        gettext_lazy("Say whether you can help as the neutral: %(title)s"),
        gettext_lazy("Say of %(count)s conflicts whether you can help."),
    ),
    "look": (
        gettext_lazy("Say whether a settlement held: %(title)s"),
        gettext_lazy("Say of %(count)s settlements whether they held."),
    ),
    "lesson": (
        gettext_lazy("Note what your side learned: %(title)s"),
        gettext_lazy("Note what your side learned from %(count)s conflicts."),
    ),
}
"""How it is said on the table: of one conflict with its title, and of many."""

PLACES: dict[str, str] = {
    "answer": "replies",
    "handle": "steps",
    "talk": "replies",
    "state": "interests",
    "open": "interests",
    "criterion": "criteria",
    "answer_step": "steps",
    "sign": "settlement",
    "mend": "settlement",
    "join": "neutral",
    "look": "settlement",
    "lesson": "lessons",
}
"""Where on the page of a conflict it is done."""


# --- facts as sentences ---


def about(recorded: Recorded) -> int:
    """The entry by which the page of the conflict that a fact speaks of is found: its own, or that of a part of it."""
    fact: Fact = recorded.fact
    if isinstance(fact, Raised):
        return recorded.index
    named = ("conflict", "step", "option", "criterion", "settlement")
    return next(int(getattr(fact, name)) for name in named if isinstance(getattr(fact, name, None), int))


def conflict_of(alliance: Alliance, entry: int) -> int:
    """The conflict at an entry, or that to which the step, option, criterion or settlement there belongs; -1: none."""
    held = alliance.conflicts
    return entry if entry in held.by_index else held.part_of.get(entry, -1)


def sentence(alliance: Alliance, who: str, recorded: Recorded) -> str:
    """What a fact about a conflict says; `who` is the name of the party that entered it."""
    template, quote = _told(recorded.fact)
    found = alliance.conflicts.by_index.get(conflict_of(alliance, about(recorded)))
    title = recorded.fact.title if isinstance(recorded.fact, Raised) else found.fact.title if found else ""
    fields: dict[str, Any] = {"who": who, "title": quoted(title), "quote": quoted(quote)}
    return template % fields


def _told(fact: Fact) -> tuple[str, str]:
    """The sentence of a fact, and what is quoted in it."""
    match fact:
        case Raised(begins="warning"):
            return _("%(who)s raised an early warning, %(title)s: %(quote)s."), fact.what
        case Raised():
            return _("%(who)s raised a conflict with its peers, %(title)s: %(quote)s."), fact.what
        case raising.Replied():
            return _("%(who)s said about %(title)s: %(quote)s."), fact.text
        case raising.LessonNoted():
            return _("%(who)s learned from %(title)s: %(quote)s."), fact.text
        case steps.StepProposed() | steps.StepAgreed() | steps.StepDeclined() | steps.StepWithdrawn():
            return _stepped(fact)
        case tiers.PeopleNamed() | tiers.NeutralCalled() | tiers.CallAnswered() | tiers.OutsideNoted():
            return _stood(fact)
        case (
            settlements.SettlementDrafted()
            | settlements.SettlementSigned()
            | settlements.SettlementRefused()
            | settlements.SignatureWithdrawn()
            | settlements.SettlementDropped()
            | settlements.LookedAt()
        ):
            return _settled(fact)
        case _:
            return _worked(fact)


_PROPOSED: dict[StepKind, Lazy] = {
    "up": gettext_lazy("%(who)s proposed to take %(title)s up one tier: %(quote)s."),
    "down": gettext_lazy("%(who)s proposed to take %(title)s down one tier: %(quote)s."),
    "extend": gettext_lazy("%(who)s proposed more days for %(title)s: %(quote)s."),
    "withdraw": gettext_lazy("%(who)s proposed to withdraw %(title)s: %(quote)s."),
    "resolve": gettext_lazy("%(who)s proposed to call %(title)s resolved: %(quote)s."),
}


def _stepped(fact: steps.Fact) -> tuple[str, str]:
    match fact:
        case steps.StepProposed(step=step, until=until, reason=reason):
            day = f" ({formats.date_format(until)})" if until else ""
            return str(_PROPOSED[step]), reason + day
        case steps.StepAgreed():
            return _("%(who)s agreed to the step proposed in %(title)s."), ""
        case steps.StepDeclined(reason=reason):
            return _("%(who)s did not agree to the step proposed in %(title)s: %(quote)s."), reason
        case steps.StepWithdrawn(reason=reason):
            return _("%(who)s took back the step it had proposed in %(title)s: %(quote)s."), reason
        case _:
            assert_never(fact)


def _stood(fact: tiers.Fact) -> tuple[str, str]:
    match fact:
        case tiers.PeopleNamed(tier=tier):
            return _("%(who)s named its people in %(title)s for the tier %(quote)s."), str(TIER_WORDS[tier])
        case tiers.NeutralCalled(reason=reason):
            return _("%(who)s called the neutral to %(title)s: %(quote)s."), reason
        case tiers.CallAnswered(joins=True, text=text):
            return _("%(who)s helps in %(title)s: %(quote)s."), text
        case tiers.CallAnswered(text=text):
            return _("%(who)s does not help in %(title)s: %(quote)s."), text
        case tiers.OutsideNoted(text=text):
            return _("%(who)s noted what happens outside about %(title)s: %(quote)s."), text
        case _:
            assert_never(fact)


def _worked(fact: worksheets.Fact) -> tuple[str, str]:
    match fact:
        case worksheets.InterestsStated(interests=text):
            return _("%(who)s stated its interests in %(title)s: %(quote)s."), text
        case worksheets.InterestsHandedIn():
            return _("%(who)s stated its interests in %(title)s, sealed."), ""
        case worksheets.InterestsRestated(interests=text):
            return _("%(who)s said anew what its interests are in %(title)s: %(quote)s."), text
        case worksheets.OptionNamed(text=text):
            return _("An option was named in %(title)s, without commitment: %(quote)s."), text
        case worksheets.OptionDropped():
            return _("An option was taken off in %(title)s."), ""
        case worksheets.CriterionProposed(text=text):
            return _("%(who)s proposed a criterion in %(title)s: %(quote)s."), text
        case worksheets.CriterionAnswered(agrees=True):
            return _("%(who)s agreed to a criterion in %(title)s."), ""
        case worksheets.CriterionAnswered(reason=reason):
            return _("%(who)s did not agree to a criterion in %(title)s: %(quote)s."), reason
        case worksheets.OptionWeighed():
            return _("%(who)s looked at an option under the agreed criteria in %(title)s."), ""
        case _:
            assert_never(fact)


def _settled(fact: settlements.Fact) -> tuple[str, str]:
    match fact:
        case settlements.SettlementDrafted(terms=terms):
            return _("%(who)s drafted a settlement of %(title)s: %(quote)s."), terms.text
        case settlements.SettlementSigned():
            return _("%(who)s signed the settlement of %(title)s."), ""
        case settlements.SettlementRefused(reason=reason):
            return _("%(who)s did not sign the settlement of %(title)s: %(quote)s."), reason
        case settlements.SignatureWithdrawn(reason=reason):
            return _("%(who)s took back its signature under the settlement of %(title)s: %(quote)s."), reason
        case settlements.SettlementDropped(reason=reason):
            return _("%(who)s took its draft for %(title)s off the table: %(quote)s."), reason
        case settlements.LookedAt(held=True, text=text):
            return _("%(who)s found that the settlement of %(title)s held: %(quote)s."), text
        case settlements.LookedAt(text=text):
            return _("%(who)s found that the settlement of %(title)s did not hold: %(quote)s."), text
        case _:
            assert_never(fact)


def linked_title(alliance: Alliance, index: int) -> tuple[str, str, str]:
    """The page, the word and the title of a conflict for links."""
    conflict = alliance.conflicts.by_index[index]
    never_more = conflict.fact.begins == "warning" and all(each.tier == "warning" for each in conflict.stays)
    return "conflict", _("Early warning") if never_more else _("Conflict"), conflict.fact.title
