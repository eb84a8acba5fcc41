"""Facts about statements and incidents as sentences for people, and the words in which they are shown."""

from typing import NamedTuple, TypeAlias, assert_never

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance import statements
from paripassu.alliance.alliance import Alliance, Recorded
from paripassu.alliance.statements import assessments, incidents, repairs
from paripassu.alliance.statements.assessments import assessment_at
from paripassu.alliance.statements.incidents import incident_at
from paripassu.alliance.statements.raised import IncidentRaised, View
from paripassu.alliance.statements.raised import Status as IncidentStatus
from paripassu.alliance.statements.repairs import pledge_at
from paripassu.alliance.statements.stated import Kind, Stated, Status, Verdict
from paripassu.web.environment import number
from paripassu.web.quoting import quoted, written_day

Fact: TypeAlias = statements.Fact | assessments.Fact | incidents.Fact | repairs.Fact


class Word(NamedTuple):
    """A word for where something stands, and the kind of chip that shows it."""

    word: Lazy
    chip: str


SORTS: dict[Kind, tuple[Lazy, Lazy]] = {
    "forecast": (gettext_lazy("Forecast"), gettext_lazy("What will be, or how much, by a day.")),
    "disclosure": (gettext_lazy("Disclosure"), gettext_lazy("A fact about your own side that the others cannot see.")),
    "assurance": (gettext_lazy("Assurance"), gettext_lazy("That something is so, such as “the data is complete”.")),
}
"""What kinds of statement there are, and what each means."""

STATUSES: dict[Status, Word] = {
    "open": Word(gettext_lazy("Open"), "note"),
    "due": Word(gettext_lazy("To be checked"), "wait"),
    "assessed": Word(gettext_lazy("Waits for an answer"), "wait"),
    "contested": Word(gettext_lazy("Contested"), "refused"),
    "borne_out": Word(gettext_lazy("Borne out"), "done"),
    "refuted": Word(gettext_lazy("Refuted"), "refused"),
    "unclear": Word(gettext_lazy("Cannot be told"), ""),
    "withdrawn": Word(gettext_lazy("Withdrawn early"), ""),
    "restated": Word(gettext_lazy("Restated early"), ""),
    "rests": Word(gettext_lazy("Rests"), ""),
}
VERDICTS: dict[Verdict, Lazy] = {
    "borne_out": gettext_lazy("Borne out: it is as stated"),
    "refuted": gettext_lazy("Refuted: it is not as stated"),
    "unclear": gettext_lazy("It cannot be told"),
}
VIEWS: dict[View, Lazy] = {
    "acknowledged": gettext_lazy("We acknowledge it: it happened, and we see what it did"),
    "otherwise": gettext_lazy("We see it otherwise"),
}
PLEDGES: dict[IncidentStatus, Word] = {
    "pledged": Word(gettext_lazy("Waits for an answer"), "wait"),
    "returned": Word(gettext_lazy("Returned"), "refused"),
    "withdrawn": Word(gettext_lazy("Taken back"), ""),
    "replaced": Word(gettext_lazy("Replaced"), ""),
    "under_way": Word(gettext_lazy("Under way"), "note"),
    "late": Word(gettext_lazy("Its day is over"), "wait"),
    "to_follow_up": Word(gettext_lazy("To be looked at"), "wait"),
    "held": Word(gettext_lazy("Held"), "done"),
    "not_held": Word(gettext_lazy("Not held"), "refused"),
    "differs": Word(gettext_lazy("Seen differently"), "refused"),
}
INCIDENTS: dict[IncidentStatus, Word] = {
    **PLEDGES,
    "raised": Word(gettext_lazy("Raised"), "wait"),
    "acknowledged": Word(gettext_lazy("Acknowledged"), "note"),
    "otherwise": Word(gettext_lazy("Seen otherwise"), "note"),
    "pledged": Word(gettext_lazy("Repair pledged"), "wait"),
    "returned": Word(gettext_lazy("Pledge returned"), "refused"),
    "under_way": Word(gettext_lazy("Repair under way"), "note"),
    "late": Word(gettext_lazy("Day of the repair is over"), "wait"),
    "closed": Word(gettext_lazy("Closed by both"), "done"),
    "rests": Word(gettext_lazy("Rests"), ""),
}


def about(recorded: Recorded) -> tuple[str, tuple[int, ...]]:
    """The page that a fact is about by its name, and the entry on it; pages lead on from what belongs to a matter."""
    match recorded.fact:
        case Stated():
            return "statement", (recorded.index,)
        case statements.Withdrawn(statement=entry) | assessments.Assessed(statement=entry):
            return "statement", (entry,)
        case IncidentRaised():
            return "incident", (recorded.index,)
        case fact if hasattr(fact, "assessment"):
            return "statement", (fact.assessment,)
        case fact if hasattr(fact, "pledge"):
            return "incident", (fact.pledge,)
        case fact:
            return "incident", (fact.incident,)


def title(alliance: Alliance, index: int) -> tuple[str, str, str]:
    """The page of a thing of this practice, the word for its kind and its title."""
    state = alliance.statements
    if index in state.by_index:
        fact = state.by_index[index].fact
        return "statement", str(SORTS[fact.sort][0]), fact.what
    if index in state.of_pledge:
        return "incident", _("Pledge to repair"), pledge_at(alliance, index)[1].what
    return "incident", _("Incident"), incident_at(alliance, index).fact.what


def sentence(alliance: Alliance, who: str, fact: Fact) -> str:
    """What a fact about a statement or an incident says; `who` is the name of the party that entered it."""
    match fact:
        case Stated():
            return _statement(who, fact)
        case statements.Withdrawn():
            text = _("%(who)s withdrew statement %(entry)s before its day: %(reason)s.")
            return text % {"who": who, "entry": fact.statement, "reason": quoted(fact.reason)}
        case assessments.Assessed():
            return _assessed(alliance, who, fact)
        case assessments.AssessmentAgreed() | assessments.AssessmentContested() | assessments.AssessmentWithdrawn():
            return _answered(alliance, who, fact)
        case IncidentRaised():
            fields = {"who": who, "concerns": alliance.parties.name(fact.concerns), "what": quoted(fact.what)}
            return _("%(who)s raised an incident that concerns %(concerns)s: %(what)s.") % fields
        case repairs.RepairPledged() | repairs.PledgeAccepted() | repairs.PledgeReturned() | repairs.PledgeWithdrawn():
            return _repair(alliance, who, fact)
        case repairs.RepairFollowedUp():
            held = _("%(who)s found that the pledge has held, shown by %(evidence)s.")
            not_held = _("%(who)s found that the pledge has not held, shown by %(evidence)s.")
            return (held if fact.held else not_held) % {"who": who, "evidence": quoted(fact.evidence)}
        case _:
            return _incident(who, fact)


def amount(fact: Stated) -> str:
    """The quantity that was stated, with its margin; empty without one.

    Such as 400 cells, up to 20 more or less.
    """
    if fact.quantity is None:
        return ""
    text = f"{number(fact.quantity)} {fact.unit}"
    if not fact.within:
        return text
    return _("%(amount)s, up to %(within)s more or less") % {"amount": text, "within": number(fact.within)}


def _statement(who: str, fact: Stated) -> str:
    fields = {
        "who": who,
        "sort": str(SORTS[fact.sort][0]).lower(),
        "what": quoted(fact.what),
        "day": written_day(fact.due),
        "sure": number(fact.probability or 0),
        "old": fact.supersedes,
    }
    if fact.supersedes is not None:
        return _("%(who)s corrected its statement %(old)s: %(what)s, to be checked by %(day)s.") % fields
    if fact.probability is None:
        return _("%(who)s made a statement (%(sort)s): %(what)s, to be checked by %(day)s.") % fields
    return _("%(who)s made a statement (%(sort)s, %(sure)s %% sure): %(what)s, to be checked by %(day)s.") % fields


def _assessed(alliance: Alliance, who: str, fact: assessments.Assessed) -> str:
    texts = {
        "borne_out": _("%(who)s said that statement %(what)s is borne out, shown by %(evidence)s."),
        "refuted": _("%(who)s said that statement %(what)s is refuted, shown by %(evidence)s."),
        "unclear": _("%(who)s said that it cannot be told of statement %(what)s, shown by %(evidence)s."),
    }
    fields = {"who": who, "what": _what(alliance, fact.statement), "evidence": quoted(fact.evidence)}
    return texts[fact.verdict] % fields


def _what(alliance: Alliance, index: int) -> str:
    """A statement by the number of its entry and its words."""
    statement = alliance.statements.by_index.get(index)
    return f"{index}, {quoted(statement.fact.what)}" if statement else str(index)


def _answered(
    alliance: Alliance,
    who: str,
    fact: assessments.AssessmentAgreed | assessments.AssessmentContested | assessments.AssessmentWithdrawn,
) -> str:
    statement = assessment_at(alliance, fact.assessment)[0]
    fields = {"who": who, "what": _what(alliance, statement.index)}
    match fact:
        case assessments.AssessmentAgreed():
            return _("%(who)s agreed how statement %(what)s turned out.") % fields
        case assessments.AssessmentContested():
            text = _("%(who)s contested how statement %(what)s is said to have turned out: %(reason)s.")
        case assessments.AssessmentWithdrawn():
            text = _("%(who)s took back what it said of statement %(what)s: %(reason)s.")
        case _:
            assert_never(fact)
    return text % {**fields, "reason": quoted(fact.reason)}


def _repair(
    alliance: Alliance,
    who: str,
    fact: repairs.RepairPledged | repairs.PledgeAccepted | repairs.PledgeReturned | repairs.PledgeWithdrawn,
) -> str:
    match fact:
        case repairs.RepairPledged():
            fields = {"who": who, "what": quoted(fact.what), "day": written_day(fact.due)}
            return _("%(who)s pledged by %(day)s to repair: %(what)s.") % fields
        case repairs.PledgeAccepted():
            what = quoted(pledge_at(alliance, fact.pledge)[1].what)
            return _("%(who)s accepted the pledge %(what)s.") % {"who": who, "what": what}
        case repairs.PledgeReturned():
            text = _("%(who)s returned the pledge: %(reason)s.")
        case repairs.PledgeWithdrawn():
            text = _("%(who)s took its pledge back: %(reason)s.")
        case _:
            assert_never(fact)
    return text % {"who": who, "reason": quoted(fact.reason)}


def _incident(
    who: str,
    fact: incidents.IncidentAnswered
    | incidents.IncidentWithdrawn
    | incidents.IncidentClosed
    | incidents.ClosingWithdrawn,
) -> str:
    match fact:
        case incidents.IncidentAnswered(view="acknowledged", text=reason):
            text = _("%(who)s acknowledged incident %(entry)s: %(reason)s.")
        case incidents.IncidentAnswered(text=reason):
            text = _("%(who)s sees incident %(entry)s otherwise: %(reason)s.")
        case incidents.IncidentWithdrawn(reason=reason):
            text = _("%(who)s took incident %(entry)s back: %(reason)s.")
        case incidents.IncidentClosed(text=reason):
            text = _("%(who)s said that incident %(entry)s can be closed: %(reason)s.")
        case incidents.ClosingWithdrawn(reason=reason):
            text = _("%(who)s no longer says that incident %(entry)s can be closed: %(reason)s.")
        case _:
            assert_never(fact)
    return text % {"who": who, "entry": fact.incident, "reason": quoted(reason)}
