"""Facts about parties and people as sentences, and the words in which bodies, roles and standing are shown."""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias, assert_never

from django.utils import formats
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from paripassu.alliance.alliance import Alliance, Recorded
from paripassu.alliance.concerns import ConfidantsNamed
from paripassu.alliance.ending.matters import Continuation, ExitPlan, Pause, Resumption, WindDown
from paripassu.alliance.exchange.register import RegisterSet
from paripassu.alliance.parties import arrangements, bodies, capabilities, handovers, membership, responsibilities, ties
from paripassu.alliance.parties.arrangements import Arranged, Status
from paripassu.alliance.parties.bodies import BodyDissolved, BodySet, BodyTerms, DecisionRule, Quorum
from paripassu.alliance.parties.handovers import Held, Kind
from paripassu.alliance.parties.membership import CandidateDropped, Joining, Return, Standing, Suspension
from paripassu.alliance.parties.responsibilities import LineDropped, LineSet
from paripassu.alliance.parties.ties import How
from paripassu.web import parted, shared, voiced
from paripassu.web.environment import number
from paripassu.web.quoting import quoted

Fact: TypeAlias = (
    arrangements.Fact
    | bodies.Fact
    | responsibilities.Fact
    | capabilities.Fact
    | handovers.Fact
    | ties.Fact
    | membership.Fact
)

RULES: dict[DecisionRule, Lazy] = {
    "consent": gettext_lazy("Consent: nobody has a reasoned objection"),
    "simple": gettext_lazy("More than half of the votes"),
    "two_thirds": gettext_lazy("Two thirds of the votes"),
    "unanimous": gettext_lazy("Everybody"),
}
QUORUMS: dict[Quorum, Lazy] = {
    "all": gettext_lazy("All members"),
    "two_thirds": gettext_lazy("Two thirds of the members"),
    "majority": gettext_lazy("More than half of the members"),
}
LETTERS: dict[str, Lazy] = {
    "R": gettext_lazy("Responsible: does the work"),
    "A": gettext_lazy("Accountable: answers for it"),
    "C": gettext_lazy("Consulted: is asked before"),
    "I": gettext_lazy("Informed: is told after"),
}
STATUSES: dict[Status, tuple[Lazy, str]] = {
    "open": (gettext_lazy("Waits"), "wait"),
    "declined": (gettext_lazy("Declined so far"), "refused"),
    "settled": (gettext_lazy("Agreed by all"), "done"),
    "withdrawn": (gettext_lazy("Withdrawn"), ""),
}
STANDINGS: dict[Standing, Lazy] = {
    "partner": gettext_lazy("Partner"),
    "neutral": gettext_lazy("Neutral"),
    "candidate": gettext_lazy("Candidate: has not signed yet"),
    "suspended": gettext_lazy("Suspended: its voice rests"),
    "left": gettext_lazy("Has left"),
}
HOWS: dict[How, Lazy] = {
    "meeting": gettext_lazy("Meeting"),
    "call": gettext_lazy("Call"),
    "visit": gettext_lazy("Visit"),
    "message": gettext_lazy("Messages"),
    "other": gettext_lazy("Something else"),
}
HELD: dict[Kind, Lazy] = {
    "role": gettext_lazy("Acts for the whole party, as manager or sponsor of its seat"),
    "sponsor": gettext_lazy("Senior sponsor"),
    "member": gettext_lazy("Member of a body"),
    "observer": gettext_lazy("Observer in a body"),
    "line": gettext_lazy("Carries a line of the matrix"),
    "commitment": gettext_lazy("Carries a commitment"),
    "decision": gettext_lazy("Carries out a decision"),
    "share": gettext_lazy("Is asked about a share"),
    "contact": gettext_lazy("Is the person to turn to about the end"),
    "conflict": gettext_lazy("Stands for the party in a conflict"),
}


def day(value: date) -> str:
    """A day in the reader's language."""
    return str(formats.date_format(value))


def party_name(alliance: Alliance, party: str) -> str:
    """The name of a party; its short name when it never came to be one."""
    known = alliance.parties.by_id.get(party)
    return known.name if known else party


def body_name(alliance: Alliance, index: int) -> str:
    """The name that a body has, or had when it was dissolved."""
    known = alliance.bodies.by_entry.get(index)
    return known.terms.name if known else _("a body")


def line_name(alliance: Alliance, index: int) -> str:
    """The activity of a line, also of one that was dropped."""
    known = alliance.responsibilities.by_entry.get(index)
    return known.terms.what if known else _("a line")


def matter(alliance: Alliance, what: Arranged) -> str:
    """What is arranged, as the end of the sentence “It is proposed …”."""
    match what:
        case BodySet(terms=terms, body=None):
            return _("to set up the body %(name)s") % {"name": quoted(terms.name)}
        case BodySet(body=int(index)):
            return _("to change the body %(name)s") % {"name": quoted(body_name(alliance, index))}
        case BodyDissolved(body=index):
            return _("to dissolve the body %(name)s") % {"name": quoted(body_name(alliance, index))}
        case LineSet(terms=terms, line=None):
            return _("to add %(what)s to the responsibilities") % {"what": quoted(terms.what)}
        case LineSet(line=int(index)):
            return _("to change who does what in %(what)s") % {"what": quoted(line_name(alliance, index))}
        case LineDropped(line=index):
            return _("to take %(what)s off the responsibilities") % {"what": quoted(line_name(alliance, index))}
        case Joining() | CandidateDropped() | Suspension() | Return():
            return _of_standing(alliance, what)
        case RegisterSet() | ConfidantsNamed():
            return _replaced(what)
        case ExitPlan() | Pause() | Resumption() | WindDown() | Continuation():
            return parted.matter(what)
        case _:
            return ""  # a change without what it changes is never recorded


def _replaced(what: RegisterSet | ConfidantsNamed) -> str:
    if isinstance(what, ConfidantsNamed):
        return voiced.matter(what.replaces)
    return _("a register of what is shared") if what.replaces is None else _("another register of what is shared")


def _of_standing(alliance: Alliance, what: membership.Arranged) -> str:
    match what:
        case Joining(party=named):
            return _("that %(name)s may join") % {"name": named.name}
        case CandidateDropped(party=party):
            return _("that %(name)s does not join") % {"name": party_name(alliance, party)}
        case Suspension(party=party):
            return _("to suspend the voice of %(name)s") % {"name": party_name(alliance, party)}
        case Return(party=party):
            return _("that %(name)s has its voice again") % {"name": party_name(alliance, party)}
        case _:
            assert_never(what)


def details(alliance: Alliance, what: Arranged) -> list[tuple[str, str]]:
    """What exactly is arranged, as pairs of word and value; empty where the sentence says all."""
    match what:
        case BodySet(terms=terms):
            return body_details(alliance, terms)
        case RegisterSet(areas=areas):
            return [(party_name(alliance, area.party), shared.area_line(area)) for area in areas]
        case ConfidantsNamed():
            return voiced.details(alliance, what, {})
        case ExitPlan() | Pause() | Resumption() | WindDown() | Continuation():
            return parted.details(alliance, what)
        case LineSet(terms=terms):
            letters = sorted((party_name(alliance, party), each) for party, each in terms.letters.items())
            return [
                (_("Activity"), terms.what),
                *((name, "; ".join(str(LETTERS[letter]) for letter in each)) for name, each in letters),
            ]
        case _:
            return []


def body_details(alliance: Alliance, terms: BodyTerms) -> list[tuple[str, str]]:
    """How a body works, as pairs of word and value."""
    days = ngettext("%(count)s day", "%(count)s days", terms.notice) % {"count": number(terms.notice)}
    return [
        (_("Terms of reference"), terms.purpose),
        (_("Sides"), ", ".join(sorted(party_name(alliance, party) for party in terms.parties))),
        (_("Members of each side"), _("up to %(count)s") % {"count": number(terms.seats)}),
        (_("Quorum"), str(QUORUMS[terms.quorum])),
        (_("Notice of a meeting"), days),
        (_("Decides by"), str(RULES[terms.rule])),
    ]


def held(alliance: Alliance, thing: Held) -> str:
    """Something that a person holds, in words."""
    what = str(HELD[thing.what])
    match thing.what:
        case "member" | "observer":
            return f"{what}: {body_name(alliance, thing.entry)}"
        case "line":
            return f"{what}: {line_name(alliance, thing.entry)}"
        case "commitment":
            return f"{what}: {alliance.commitments.commitment(thing.entry).fact.what}"
        case "decision":
            return f"{what}: {alliance.decisions.proposal(thing.entry).wording.title}"
        case "conflict":
            return f"{what}: {alliance.conflicts.by_index[thing.entry].fact.title}"
        case "share":
            return f"{what}: {shared.title(alliance, thing.entry)}"
        case _:
            return what


# --- facts ---


def sentence(alliance: Alliance, who: str, fact: Fact, names: Mapping[str, str]) -> str:
    """What a fact about parties and people says; `who` is the party that entered it."""
    unknown = _("somebody whose name was erased")
    match fact:
        case capabilities.CapabilitiesStated():
            return _("%(who)s said what it can do and what it intends.") % {"who": who}
        case bodies.MembersNamed(body=body, members=members):
            fields = {"who": who, "body": quoted(body_name(alliance, body)), "count": number(len(members))}
            text = ngettext(
                "%(who)s named %(count)s member of the body %(body)s.",
                "%(who)s named %(count)s members of the body %(body)s.",
                len(members),
            )
            return text % fields
        case responsibilities.LinePersonNamed(line=line, person=person):
            fields = {"who": who, "what": quoted(line_name(alliance, line)), "person": names.get(person, unknown)}
            return _("%(who)s named %(person)s to carry its part of %(what)s.") % fields
        case responsibilities.SponsorNamed(person=person):
            return _("%(who)s named %(person)s as its senior sponsor.") % {
                "who": who,
                "person": names.get(person, unknown),
            }
        case ties.InteractionNoted(people=people, on=on):
            fields = {
                "who": who,
                "day": day(on),
                "names": ", ".join(sorted(names.get(each, unknown) for each in people)),
            }
            return _("%(who)s noted that on %(day)s these met: %(names)s.") % fields
        case membership.LeaveAnnounced(on=on, reason=reason):
            fields = {"who": who, "day": day(on), "reason": quoted(reason)}
            return _("%(who)s gave notice that it leaves after %(day)s: %(reason)s.") % fields
        case membership.LeaveWithdrawn(reason=reason):
            return _("%(who)s took its notice back and stays: %(reason)s.") % {"who": who, "reason": quoted(reason)}
        case handovers.HandedOver() | handovers.HandoverAcknowledged() | handovers.HandoverCalledOff():
            return _handover(alliance, who, fact, names)
        case _:
            return _arrangement(alliance, who, fact)


def _handover(alliance: Alliance, who: str, fact: handovers.Fact, names: Mapping[str, str]) -> str:
    unknown = _("somebody whose name was erased")
    given = fact if isinstance(fact, handovers.HandedOver) else alliance.handovers.by_entry[fact.handover].fact
    fields = {
        "who": who,
        "person": names.get(given.person, unknown),
        "colleague": names.get(given.colleague, unknown),
    }
    match fact:
        case handovers.HandedOver():
            return _("%(who)s passes on what %(person)s holds to %(colleague)s.") % fields
        case handovers.HandoverAcknowledged():
            return _("%(colleague)s took over what %(person)s held for %(who)s.") % fields
        case handovers.HandoverCalledOff(reason=reason):
            fields["reason"] = quoted(reason)
            return _("The handover from %(person)s to %(colleague)s does not take place: %(reason)s.") % fields
        case _:
            assert_never(fact)


def _arrangement(alliance: Alliance, who: str, fact: arrangements.Fact) -> str:
    proposed = fact if isinstance(fact, arrangements.ArrangementProposed) else None
    found = proposed or alliance.arrangements.by_entry[fact.arrangement].fact  # type: ignore[union-attr]  # the others
    fields = {"who": who, "what": matter(alliance, found.matter)}
    match fact:
        case arrangements.ArrangementProposed():
            return _("%(who)s proposed %(what)s.") % fields
        case arrangements.ArrangementAgreed():
            return _("%(who)s agreed %(what)s.") % fields
        case arrangements.ArrangementDeclined(reason=reason):
            return _("%(who)s did not agree %(what)s: %(reason)s.") % (fields | {"reason": quoted(reason)})
        case arrangements.ArrangementWithdrawn(reason=reason):
            return _("%(who)s took back its proposal %(what)s: %(reason)s.") % (fields | {"reason": quoted(reason)})
        case _:
            assert_never(fact)


def about(recorded: Recorded) -> tuple[str, tuple[int, ...]]:
    """The page that a fact is about by its name, and the entry on it if there is one."""
    match recorded.fact:
        case arrangements.ArrangementProposed():
            return "arrangement", (recorded.index,)
        case (
            arrangements.ArrangementAgreed(arrangement=index)
            | arrangements.ArrangementDeclined(arrangement=index)
            | arrangements.ArrangementWithdrawn(arrangement=index)
        ):
            return "arrangement", (index,)
        case bodies.MembersNamed(body=index):
            return "body", (index,)
        case responsibilities.LinePersonNamed(line=index):
            return "line", (index,)
        case responsibilities.SponsorNamed():
            return "responsibilities", ()
        case capabilities.CapabilitiesStated():
            return "capabilities", ()
        case ties.InteractionNoted():
            return "ties", ()
        case membership.LeaveAnnounced() | membership.LeaveWithdrawn():
            return "standing", ()
        case _:
            return "handovers", ()
