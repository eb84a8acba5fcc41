"""The end of an alliance as sentences for people, and the words in which plan, pause, wind-down and end are shown."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias, assert_never

from django.utils import formats
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from paripassu.alliance.alliance import Alliance, Recorded
from paripassu.alliance.ending import How, Stage, closings, lessons, matters, notices, signatures
from paripassu.alliance.ending import items as listed
from paripassu.alliance.ending.matters import (
    Continuation,
    ExitPlan,
    Pause,
    Rest,
    Resumption,
    Topic,
    TriggerKind,
    WindDown,
)
from paripassu.alliance.ending.remaining import Kind
from paripassu.web.environment import number
from paripassu.web.quoting import quoted

Fact: TypeAlias = notices.Fact | listed.Fact | closings.Fact | lessons.Fact | signatures.Fact

STAGES: dict[Stage, tuple[Lazy, str]] = {
    "running": (gettext_lazy("Running"), "done"),
    "paused": (gettext_lazy("Paused"), "wait"),
    "announced": (gettext_lazy("Its end is announced"), "wait"),
    "winding_down": (gettext_lazy("Winding down"), "wait"),
    "ended": (gettext_lazy("Ended"), "note"),
}
"""Where the whole alliance stands: the word, and the kind of chip."""

TRIGGERS: dict[TriggerKind, Lazy] = {
    "mutual": gettext_lazy("All agree"),
    "notice": gettext_lazy("Notice by a party"),
    "date": gettext_lazy("A day is reached"),
    "event": gettext_lazy("Something happens"),
    "insolvency": gettext_lazy("A party cannot pay its debts"),
    "goal": gettext_lazy("A goal is missed"),
    "breach": gettext_lazy("A breach is not cured"),
}
TOPICS: dict[Topic, Lazy] = {
    "obligations": gettext_lazy("Open obligations"),
    "assets": gettext_lazy("Assets"),
    "background": gettext_lazy("What each brought (background)"),
    "foreground": gettext_lazy("What was made together (foreground)"),
    "people": gettext_lazy("People"),
    "knowledge": gettext_lazy("Knowledge to give back"),
    "data": gettext_lazy("Data"),
    "costs": gettext_lazy("Costs of parting"),
    "confidentiality": gettext_lazy("Confidentiality"),
}
RESTS: dict[Rest, Lazy] = {
    "checkins": gettext_lazy("Check-ins"),
    "work": gettext_lazy("Work on commitments"),
    "decisions": gettext_lazy("New decisions"),
    "exchange": gettext_lazy("Sharing of knowledge"),
}
HOWS: dict[How, Lazy] = {
    "agreed": gettext_lazy("All parties agreed to it."),
    "notice": gettext_lazy("A party gave notice under the exit plan."),
    "term": gettext_lazy("The term of the agreement is over. An amendment that all sign prolongs it."),
    "left": gettext_lazy("With a party that leaves, too few are left to go on."),
}
KINDS: dict[Kind, Lazy] = {
    "commitment": gettext_lazy("Open commitment"),
    "posting": gettext_lazy("Entry of the ledger that does not count yet"),
    "decision": gettext_lazy("Open proposal"),
    "text": gettext_lazy("Text on the table"),
    "arrangement": gettext_lazy("Arrangement that waits"),
    "handover": gettext_lazy("Handover that waits"),
    "conflict": gettext_lazy("Open conflict"),
    "share": gettext_lazy("Knowledge held under terms"),
}
ITEMS: dict[listed.Status, tuple[Lazy, str]] = {
    "open": (gettext_lazy("Open"), "wait"),
    "returned": (gettext_lazy("Returned"), "refused"),
    "answered": (gettext_lazy("To be confirmed"), "wait"),
    "done": (gettext_lazy("Done, confirmed"), "done"),
    "left": (gettext_lazy("Left, agreed by all"), "note"),
    "closed": (gettext_lazy("Closed on the record"), "done"),
    "struck": (gettext_lazy("Taken off"), ""),
}
CLOSINGS: dict[closings.Status, tuple[Lazy, str]] = {
    "open": (gettext_lazy("Waits"), "wait"),
    "objected": (gettext_lazy("Objected to"), "refused"),
    "stale": (gettext_lazy("Out of date"), "refused"),
    "accepted": (gettext_lazy("Accepted by all"), "done"),
    "replaced": (gettext_lazy("Replaced"), ""),
}
AGAIN: dict[lessons.Again, Lazy] = {
    "yes": gettext_lazy("Yes"),
    "conditions": gettext_lazy("Under conditions"),
    "no": gettext_lazy("No"),
}
IN_THE_WAY: dict[signatures.InTheWay, Lazy] = {
    "not_winding_down": gettext_lazy("The wind-down has not begun."),
    "unlisted": gettext_lazy("Something open, or asked for by the exit plan, is not on the checklist yet."),
    "items": gettext_lazy("Items of the checklist are open."),
    "no_closing": gettext_lazy("No closing balance has been stated."),
    "closing": gettext_lazy("The closing balance is not accepted by every party as it stands now."),
}
WAITING: dict[str, tuple[Lazy, Lazy]] = {
    "review_plan": (gettext_lazy("Look again at the exit plan: its day has come."), gettext_lazy("")),
    "draw_up": (gettext_lazy("Draw up the checklist of the wind-down: something is not on it yet."), gettext_lazy("")),
    "answer_item": (
        gettext_lazy("See to it for the wind-down: %(title)s"),
        gettext_lazy("See to %(count)s items of the wind-down."),
    ),
    "confirm_item": (
        gettext_lazy("Confirm or return what was answered: %(title)s"),
        gettext_lazy("Confirm or return what was answered to %(count)s items of the wind-down."),
    ),
    "state_closing": (gettext_lazy("State the closing balance: the checklist is done."), gettext_lazy("")),
    "answer_closing": (gettext_lazy("Accept the closing balance, or say what is wrong with it."), gettext_lazy("")),
    "closing_stale": (
        gettext_lazy("State the closing balance anew: the ledger has changed since."), gettext_lazy("")
    ),
    "closing_objected": (
        gettext_lazy("The closing balance was objected to: talk, mend it and state it anew."), gettext_lazy("")
    ),
    "sign_end": (gettext_lazy("Sign the end: nothing is in the way."), gettext_lazy("")),
    "state_lessons": (gettext_lazy("Say, sealed, what the party has learned."), gettext_lazy("")),
    "open_lessons": (gettext_lazy("Open the lessons of all parties."), gettext_lazy("")),
    "name_contact": (gettext_lazy("Name the person to turn to about the end."), gettext_lazy("")),
}  # fmt: skip
COMING: dict[str, Lazy] = {
    "plan_review": gettext_lazy("All look at the exit plan again."),
    "pause_begins": gettext_lazy("A pause of the alliance begins."),
    "pause_ends": gettext_lazy("The pause of the alliance ends by itself."),
    "wind_down_begins": gettext_lazy("Last day before the wind-down begins."),
}


def day(value: date) -> str:
    """A day in the reader's language."""
    return str(formats.date_format(value))


def days(count: int) -> str:
    """So many days."""
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": number(count)}


def rests(pause: Pause) -> str:
    """What rests in a pause, in words."""
    return ", ".join(str(RESTS[each]) for each in pause.rests)


# --- matters that are arranged ---


def matter(what: matters.Arranged) -> str:
    """What is arranged, as the end of the sentence “It is proposed …”."""
    match what:
        case ExitPlan(replaces=None):
            return _("an exit plan")
        case ExitPlan():
            return _("another exit plan")
        case Pause(starts=starts, until=until):
            return _("to pause the alliance from %(first)s to %(last)s") % {"first": day(starts), "last": day(until)}
        case Resumption():
            return _("to come back from the pause early")
        case WindDown(on=on):
            return _("to wind the alliance down after %(day)s") % {"day": day(on)}
        case Continuation():
            return _("to go on after all")
        case _:
            assert_never(what)


def details(alliance: Alliance, what: matters.Arranged) -> list[tuple[str, str]]:
    """What exactly is arranged, as pairs of word and value; empty where the sentence says all."""
    match what:
        case ExitPlan():
            return plan_details(alliance, what)
        case Pause():
            return [(_("What rests"), rests(what)), (_("To go on, it takes"), what.conditions or _("the last day"))]
        case Continuation():
            return [
                (_("What this lifts"), _("The agreed end and every notice of ending; the checklist is laid aside."))
            ]
        case WindDown():
            return [(_("What follows"), _("A checklist, a closing balance that every party accepts, and signatures."))]
        case _:
            return []


def plan_details(alliance: Alliance, plan: ExitPlan) -> list[tuple[str, str]]:
    """An exit plan as pairs of word and value."""
    found = [(str(TRIGGERS[each.kind]), trigger(each)) for each in plan.triggers]
    found += [(str(TOPICS[each.topic]), provision(alliance, each)) for each in plan.provisions]
    return found + ([(_("Looked at again on"), day(plan.review))] if plan.review else [])


def trigger(one: matters.Trigger) -> str:
    """A ground on which the alliance may end, with who can act on it."""
    if one.days is None:
        return _("%(text)s Only all together.") % {"text": stopped(one.text)}
    return _("%(text)s A party may then give %(days)s of notice.") % {"text": stopped(one.text), "days": days(one.days)}


def provision(alliance: Alliance, one: matters.Provision) -> str:
    """What then happens to something, with who sees to it and until when."""
    text = stopped(one.text)
    if one.lasts:
        return _("%(text)s This lasts beyond the end.") % {"text": text}
    owner = party_name(alliance, one.owner) if one.owner else _("each party")
    return _("%(text)s Seen to by %(owner)s within %(days)s.") % {"text": text, "owner": owner, "days": days(one.days)}


def stopped(text: str) -> str:
    """A text that ends with a full stop, so that another sentence can follow."""
    text = text.strip()
    return text if text[-1:] in ".!?…" else f"{text}."


def party_name(alliance: Alliance, party: str) -> str:
    """The name of a party; its short name when it was taken off."""
    known = alliance.parties.by_id.get(party)
    return known.name if known else party


# --- facts ---


_REASONED: dict[type, Lazy] = {
    notices.EndNoticeWithdrawn: gettext_lazy("%(who)s took its notice of ending back: %(reason)s."),
    notices.EndNoticeContested: gettext_lazy("%(who)s contested the notice of ending: %(reason)s."),
    closings.ClosingObjected: gettext_lazy("%(who)s objected to the closing balance: %(reason)s."),
    signatures.EndSignatureWithdrawn: gettext_lazy("%(who)s took its signature under the end back: %(reason)s."),
}
_PLAIN: dict[type, Lazy] = {
    closings.ClosingStated: gettext_lazy("%(who)s stated the closing balance."),
    closings.ClosingAccepted: gettext_lazy("%(who)s accepted the closing balance."),
    lessons.LessonsStated: gettext_lazy("%(who)s handed in its lessons, sealed."),
    lessons.LessonsHandedIn: gettext_lazy("%(who)s said that its lessons are handed in."),
    signatures.EndSigned: gettext_lazy("%(who)s signed the end."),
}


def sentence(alliance: Alliance, who: str, recorded: Recorded, names: Mapping[str, str]) -> str:
    """What a fact about the end says; `who` is the party that entered it."""
    fact: Any = recorded.fact
    if type(fact) in _PLAIN:
        return str(_PLAIN[type(fact)]) % {"who": who}
    if type(fact) in _REASONED:
        return str(_REASONED[type(fact)]) % {"who": who, "reason": quoted(fact.reason)}
    match fact:
        case notices.EndNoticed(on=on, reason=reason):
            fields = {"who": who, "day": day(on), "reason": quoted(reason)}
            return _("%(who)s gave notice that the alliance ends after %(day)s: %(reason)s.") % fields
        case notices.ContactNamed(person=person):
            fields = {"who": who, "person": names.get(person, _("somebody whose name was erased"))}
            return _("%(who)s named %(person)s as the person to turn to about the end.") % fields
        case signatures.AfterwordAdded(text=text):
            return _("%(who)s added an afterword: %(text)s.") % {"who": who, "text": quoted(text)}
        case _:
            return _item(alliance, who, fact)


def _item(alliance: Alliance, who: str, fact: listed.Fact) -> str:
    match fact:
        case listed.ItemListed():
            fields = {"who": who, "item": quoted(item_text(fact))}
            return _("%(who)s put %(item)s on the checklist of the wind-down.") % fields
        case listed.ItemsConfirmed(items=confirmed):
            text = ngettext(
                "%(who)s confirmed %(count)s item of the checklist.",
                "%(who)s confirmed %(count)s items of the checklist.",
                len(confirmed),
            )
            return text % {"who": who, "count": number(len(confirmed))}
        case listed.ItemAnswered(how="done", text=reason):
            text = _("%(who)s said that %(item)s is done: %(reason)s.")
        case listed.ItemAnswered(text=reason):
            text = _("%(who)s said why %(item)s is left: %(reason)s.")
        case listed.ItemReturned(reason=reason):
            text = _("%(who)s returned %(item)s: %(reason)s.")
        case listed.ItemStruck(reason=reason):
            text = _("%(who)s took %(item)s off the checklist: %(reason)s.")
        case _:
            assert_never(fact)
    of = alliance.ending.items[fact.item].fact
    return text % {"who": who, "item": quoted(item_text(of)), "reason": quoted(reason)}


def item_text(fact: listed.ItemListed) -> str:
    """What an item is, in a line: its own text, or the kind and number of the entry that it looks after."""
    kind = fact.source.kind
    if kind == "own" or kind == "provision":
        return fact.text
    return f"{KINDS[kind]} {fact.source.entry}"


def about(recorded: Recorded) -> tuple[str, tuple[int, ...]]:
    """The page that a fact about the end is about by its name, and the entry on it if there is one."""
    match recorded.fact:
        case listed.ItemListed():
            return "ending_item", (recorded.index,)
        case listed.ItemAnswered(item=item) | listed.ItemReturned(item=item) | listed.ItemStruck(item=item):
            return "ending_item", (item,)
        case listed.ItemsConfirmed(items=confirmed):
            return ("ending_item", (confirmed[0],)) if len(confirmed) == 1 else ("ending_checklist", ())
        case closings.ClosingStated() | closings.ClosingAccepted() | closings.ClosingObjected():
            return "ending_closing", ()
        case lessons.LessonsStated() | lessons.LessonsHandedIn():
            return "ending_lessons", ()
        case _:
            return "ending", ()


def title(alliance: Alliance, index: int) -> tuple[str, str, str]:
    """The page of a thing of the end by its name, the word for its kind, and its title."""
    own = alliance.ending
    if index in own.items:
        return "ending_item", _("Wind-down"), item_text(own.items[index].fact)
    if index in own.closings:
        return "ending_thing", _("Closing balance"), _("the closing balance of all pools")
    if index in own.notices:
        return "ending_thing", _("Notice of ending"), own.notices[index].fact.reason
    return "ending_thing", _("Afterword"), next(each.fact.text for each in own.afterwords if each.index == index)
