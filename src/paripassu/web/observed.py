"""Facts about principles as sentences for people, and the words in which observations are shown."""

from datetime import datetime
from typing import TypeAlias, assert_never

from django.utils import formats
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance import principles
from paripassu.alliance.agreement.principles import Principle
from paripassu.alliance.alliance import Alliance, Recorded
from paripassu.alliance.principles import lives, settling
from paripassu.alliance.principles.observations import (
    Observation,
    Observed,
    Seen,
    Standing,
    View,
    closed,
    overdue,
    standing,
)
from paripassu.alliance.refusals import one_stop
from paripassu.web.environment import number
from paripassu.web.quoting import quoted

Fact: TypeAlias = principles.Fact

STANDINGS: dict[Standing, Lazy] = {
    "kept": gettext_lazy("Kept"),
    "unanswered": gettext_lazy("Strained, not answered"),
    "answered": gettext_lazy("Strained, answered"),
    "offered": gettext_lazy("Strained, settlement offered"),
    "between": gettext_lazy("Strained, to be settled"),
    "passed_on": gettext_lazy("Strained, in a conflict"),
    "settled": gettext_lazy("Strained and settled"),
    "withdrawn": gettext_lazy("Taken back"),
}
CHIPS: dict[Standing, str] = {
    "kept": "done", "unanswered": "wait", "answered": "wait", "offered": "wait", "between": "note",
    "passed_on": "note", "settled": "done",
}  # fmt: skip
VIEWS: dict[View, Lazy] = {"kept": gettext_lazy("Kept"), "strained": gettext_lazy("Strained")}
SEEN: dict[Seen, Lazy] = {
    "same": gettext_lazy("We see it the same way"),
    "otherwise": gettext_lazy("We see it otherwise"),
}


def principle(alliance: Alliance, id_: str) -> Principle:
    """A principle that was ever agreed, in its last words."""
    return lives.life(alliance, id_).words


def behaviour(alliance: Alliance, observation: Observation) -> str:
    """The words of the behaviour that was seen or missed, as they were when it was observed; empty without one."""
    texts = [version for version in alliance.agreement.versions if version.index < observation.index]
    for version in reversed(texts):
        for each in version.terms.principles:
            for one in each.behaviours:
                if one.id and one.id == observation.fact.behaviour:
                    return one.text
    return ""


def about(recorded: Recorded) -> int:
    """The entry by which the page of the observation that a fact speaks of is found: itself, or an offer about it."""
    fact = recorded.fact
    for name in ("observation", "settlement"):
        if isinstance(entry := getattr(fact, name, None), int):
            return entry
    return recorded.index


def what_next(alliance: Alliance, observation: Observation, now: datetime) -> str:
    """What an observation waits for, in a sentence."""
    name = alliance.parties.name
    words: Lazy = NEXT[standing(alliance, observation)]
    if set(observation.between) & alliance.membership.left.keys() and not closed(alliance, observation):
        words = ONE_GONE
    elif overdue(alliance, observation, now):
        words = OVERDUE
    elif observation.view != observation.fact.stands and not closed(alliance, observation):
        words = SEEN_ANEW
    fields = {"of": name(observation.fact.of), "by": name(observation.party)}
    return one_stop(str(words) % {**fields, "due": formats.date_format(observation.due)})


NEXT: dict[Standing, Lazy] = {
    "kept": gettext_lazy("Recognised. Nothing waits for anybody."),
    "unanswered": gettext_lazy("%(of)s is asked to answer by %(due)s."),
    "answered": gettext_lazy("%(of)s sees it otherwise. %(by)s says what it makes of the answer."),
    "offered": gettext_lazy("A settlement is offered. The other one agrees, or says what is missing."),
    "between": gettext_lazy(
        "Both have been heard. Either of the two offers what would settle it, or raises it as a conflict."
    ),
    "passed_on": gettext_lazy("It is worked on as a conflict."),
    "settled": gettext_lazy("Settled between the two. If it happens again, that is a new observation about this one."),
    "withdrawn": gettext_lazy("Taken back by who made it. It counts no more."),
}
ONE_GONE = gettext_lazy("One of the two has left the alliance. What was said stays readable.")
OVERDUE = gettext_lazy("An answer was expected by %(due)s. %(of)s can still answer, and the two can talk.")
SEEN_ANEW = gettext_lazy("%(by)s saw a strain, and sees it as kept now. Nothing waits for anybody.")


# --- sentences ---


def sentence(alliance: Alliance, who: str, recorded: Recorded) -> str:
    """What a fact about principles says; `who` is the name of the party that entered it."""
    fact: Fact = recorded.fact
    match fact:
        case Observed():
            return _observed(alliance, who, fact)
        case principles.Answered(observation=entry, seen="same", text=said):
            text = _("%(who)s answered observation %(entry)s and sees it the same way: %(said)s.")
        case principles.Answered(observation=entry, text=said):
            text = _("%(who)s answered observation %(entry)s and sees it otherwise: %(said)s.")
        case principles.Restated(observation=entry, stands="kept", reason=said):
            text = _("%(who)s sees what it observed in %(entry)s as kept now: %(said)s.")
        case principles.Restated(observation=entry, reason=said):
            text = _("%(who)s keeps to what it observed in %(entry)s: %(said)s.")
        case principles.Withdrawn(observation=entry, reason=said):
            text = _("%(who)s took observation %(entry)s back: %(said)s.")
        case _:
            return _settling(alliance, who, fact)
    return text % {"who": who, "entry": number(entry), "said": quoted(said)}


def _observed(alliance: Alliance, who: str, fact: Observed) -> str:
    fields = {
        "who": who,
        "of": alliance.parties.name(fact.of),
        "name": principle(alliance, fact.principle).name,
        "what": quoted(fact.what),
    }
    if fact.stands == "kept":
        return _("%(who)s saw %(of)s keep the principle of %(name)s: %(what)s.") % fields
    return _("%(who)s saw the principle of %(name)s strained by %(of)s: %(what)s.") % fields


def _settling(alliance: Alliance, who: str, fact: settling.Fact) -> str:
    said = ""
    match fact:
        case settling.SettlementOffered(observation=entry, text=said):
            text = _("%(who)s offered to settle observation %(entry)s: %(said)s.")
            return text % {"who": who, "entry": number(entry), "said": quoted(said)}
        case settling.SettlementAgreed():
            text = _("%(who)s agreed: observation %(entry)s is settled between the two.")
        case settling.SettlementDeclined(reason=said):
            text = _("%(who)s said what is missing to settle observation %(entry)s: %(said)s.")
        case settling.SettlementWithdrawn(reason=said):
            text = _("%(who)s took its offer to settle observation %(entry)s back: %(said)s.")
        case _:
            assert_never(fact)
    entry = alliance.principles.of_settlement.get(fact.settlement, fact.settlement)
    return text % {"who": who, "entry": number(entry), "said": quoted(said)}
