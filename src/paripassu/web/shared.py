"""Facts about the exchange as sentences for people, and the words in which requests, shares and ideas are shown."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias, assert_never

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance import exchange
from paripassu.alliance.alliance import Alliance, Recorded
from paripassu.alliance.exchange import extensions, ideas, requests, shares, turns, uses, values
from paripassu.alliance.exchange.register import Area, Stance
from paripassu.alliance.exchange.shares import Outside, Reach, Status
from paripassu.alliance.exchange.terms import Label, Origin, Sort
from paripassu.web.quoting import quoted, written_day

Fact: TypeAlias = exchange.Fact

SORTS: dict[Sort, Lazy] = {
    "knowledge": gettext_lazy("Knowledge"),
    "resource": gettext_lazy("A resource: people, equipment, access"),
}
ORIGINS: dict[Origin, Lazy] = {
    "background": gettext_lazy("Background: the giver had it before, or made it outside the alliance"),
    "foreground": gettext_lazy("Foreground: it came out of the work of this alliance"),
    "": gettext_lazy("Neither"),
}
LABELS: dict[Label, tuple[str, Lazy]] = {
    "RED": ("TLP:RED", gettext_lazy("For the eyes of the people who accept it themselves, and nobody else.")),
    "AMBER+STRICT": ("TLP:AMBER+STRICT", gettext_lazy("Inside the receiving organisation, for those who need it.")),
    "AMBER": ("TLP:AMBER", gettext_lazy("Inside the receiving organisation and for its clients, where they need it.")),
    "GREEN": ("TLP:GREEN", gettext_lazy("For the community of the partners; not to be published.")),
    "CLEAR": ("TLP:CLEAR", gettext_lazy("For everybody. It may be published.")),
}
STATUSES: dict[Status, tuple[Lazy, str]] = {
    "offered": (gettext_lazy("Offered"), "wait"),
    "declined": (gettext_lazy("Declined"), "refused"),
    "withdrawn": (gettext_lazy("Taken back"), ""),
    "lapsed": (gettext_lazy("Lapsed"), ""),
    "shared": (gettext_lazy("Shared"), "done"),
    "over": (gettext_lazy("Terms over"), "note"),
    "recalled": (gettext_lazy("Recalled"), "refused"),
    "returned": (gettext_lazy("Given back"), ""),
}
REACHES: dict[Reach, tuple[Lazy, str]] = {
    "offered": (gettext_lazy("Has not answered"), "wait"),
    "lapsed": (gettext_lazy("Did not answer in time"), ""),
    "declined": (gettext_lazy("Declined"), "refused"),
    "open": (gettext_lazy("Has access"), "done"),
    "over": (gettext_lazy("Access is over"), "note"),
    "recalled": (gettext_lazy("Recalled"), "refused"),
    "returned": (gettext_lazy("Given back"), ""),
}
ASKED: dict[turns.Asked, tuple[Lazy, str]] = {
    "open": (gettext_lazy("Asked"), "wait"),
    "later": (gettext_lazy("Put off"), "note"),
    "offered": (gettext_lazy("Offer made"), "wait"),
    "declined": (gettext_lazy("Declined"), "refused"),
    "met": (gettext_lazy("Met"), "done"),
    "withdrawn": (gettext_lazy("Withdrawn"), ""),
}
IDEAS: dict[ideas.Status, tuple[Lazy, str]] = {
    "open": (gettext_lazy("Open"), "wait"),
    "set_aside": (gettext_lazy("Set aside"), "note"),
    "adopted": (gettext_lazy("Adopted"), "done"),
}
STANCES: dict[Stance, tuple[Lazy, str]] = {
    "share": (gettext_lazy("Shares"), "done"),
    "on_request": (gettext_lazy("On request"), "wait"),
    "not": (gettext_lazy("Does not share"), "refused"),
}
OUTSIDE: dict[Outside, Lazy] = {
    "unlisted": gettext_lazy("The register names no area for it."),
    "not": gettext_lazy("The register says that this area is not shared."),
    "on_request": gettext_lazy("The register says that this area is shared on request, and nobody asked."),
}
HOWS: dict[uses.How, Lazy] = {
    "deleted": gettext_lazy("Deleted, with all copies"),
    "returned": gettext_lazy("Given back"),
    "kept": gettext_lazy("Some of it is kept, on the ground named below"),
}
USEFULNESS: dict[int, Lazy] = {
    0: gettext_lazy("0, of no use"),
    25: gettext_lazy("25, of little use"),
    50: gettext_lazy("50, of some use"),
    75: gettext_lazy("75, of much use"),
    100: gettext_lazy("100, it could not have been done without"),
}


def area_line(area: Area) -> str:
    """One line of the register in words."""
    text = f"{area.name}: {STANCES[area.stance][0]}"
    return f"{text} ({area.note})" if area.note else text


def about(recorded: Recorded) -> tuple[str, tuple[int, ...]]:
    """The page that a fact is about by its name, and an entry from which it finds its thing."""
    fact: Any = recorded.fact
    for name in ("share", "idea", "extension", "value"):
        if hasattr(fact, name):
            return "exchange_item", (getattr(fact, name),)
    begins = isinstance(fact, requests.Requested | shares.Offered | ideas.IdeaProposed)
    return "exchange_item", (recorded.index if begins else fact.request,)


def thing(alliance: Alliance, index: int) -> int:
    """The request, share or idea that an entry of the exchange belongs to."""
    own = alliance.exchange
    return own.of_extension.get(index, own.of_value.get(index, index))


def title(alliance: Alliance, index: int) -> str:
    """What the request, share or idea at an entry is called."""
    own = alliance.exchange
    found: Any = own.requests.get(index) or own.shares.get(index) or own.ideas.get(index)
    return found.fact.title if found else str(index)


def sentence(alliance: Alliance, who: str, recorded: Recorded, names: Mapping[str, str]) -> str:
    """What a fact about the exchange says; `who` is the party that entered it."""
    fact = recorded.fact
    fields = {"who": who, "title": quoted(title(alliance, thing(alliance, about(recorded)[1][0])))}
    match fact:
        case requests.Requested() | requests.RequestAnswered() | requests.RequestWithdrawn():
            return _request(alliance, fields, fact)
        case shares.Offered() | shares.TermsAccepted() | shares.OfferDeclined() | shares.ShareRecalled():
            return _share(alliance, fields, fact)
        case uses.UseStated() | uses.ShareReturned() | uses.ContactNamed():
            return _use(fields, fact, names)
        case extensions.ExtensionProposed() | extensions.ExtensionAgreed() | extensions.ExtensionDeclined():
            return _extension(fields, fact)
        case values.ValueProposed() | values.ValueAgreed() | values.ValueDeclined():
            return _value(fields, fact)
        case _:
            return _idea(fields, fact)


def _request(alliance: Alliance, fields: dict[str, str], fact: requests.Fact) -> str:
    match fact:
        case requests.Requested(of=of):
            text = _("%(who)s asked %(names)s for %(title)s.")
            return text % (fields | {"names": alliance.parties.names(of)})
        case requests.RequestAnswered(later=date() as later):
            text = _("%(who)s will answer the request for %(title)s from %(day)s on: %(reason)s.")
            fields |= {"day": written_day(later)}
        case requests.RequestAnswered():
            text = _("%(who)s declined the request for %(title)s: %(reason)s.")
        case requests.RequestWithdrawn():
            text = _("%(who)s withdrew its request for %(title)s: %(reason)s.")
        case _:
            assert_never(fact)
    return text % (fields | {"reason": quoted(fact.reason)})


def _share(alliance: Alliance, fields: dict[str, str], fact: shares.Fact) -> str:
    match fact:
        case shares.Offered(terms=terms):
            text = _("%(who)s offered %(title)s to %(names)s until %(day)s, under %(label)s.")
            more = {"names": alliance.parties.names(terms.open_to), "day": written_day(terms.until)}
            return text % (fields | more | {"label": LABELS[terms.label][0]})
        case shares.TermsAccepted():
            return _("%(who)s accepted the terms of %(title)s.") % fields
        case shares.OfferDeclined(reason=reason):
            return _("%(who)s does not take %(title)s: %(reason)s.") % (fields | {"reason": quoted(reason)})
        case shares.ShareRecalled(reason=reason):
            return _("%(who)s took %(title)s back: %(reason)s.") % (fields | {"reason": quoted(reason)})
        case _:
            assert_never(fact)


def _use(fields: dict[str, str], fact: uses.Fact, names: Mapping[str, str]) -> str:
    match fact:
        case uses.UseStated(used=False):
            return _("%(who)s has not used %(title)s: %(what)s.") % (fields | {"what": quoted(fact.what)})
        case uses.UseStated(usefulness=int(usefulness)):
            text = _("%(who)s used %(title)s: %(what)s. Usefulness: %(how)s.")
            return text % (fields | {"what": quoted(fact.what), "how": USEFULNESS[usefulness]})
        case uses.UseStated():
            return _("%(who)s used %(title)s: %(what)s.") % (fields | {"what": quoted(fact.what)})
        case uses.ShareReturned(how=how):
            text = _("%(who)s closed %(title)s on its side: %(how)s.")
            return text % (fields | {"how": str(HOWS[how]).lower()})
        case uses.ContactNamed(person=person):
            unknown = _("somebody whose name was erased")
            text = _("%(who)s named %(person)s to ask about %(title)s.")
            return text % (fields | {"person": names.get(person, unknown)})
        case _:
            assert_never(fact)


def _extension(fields: dict[str, str], fact: extensions.Fact) -> str:
    match fact:
        case extensions.ExtensionProposed(until=until, reason=reason):
            text = _("%(who)s proposed that the terms of %(title)s run until %(day)s: %(reason)s.")
            return text % (fields | {"day": written_day(until), "reason": quoted(reason)})
        case extensions.ExtensionAgreed():
            return _("%(who)s agreed to longer terms of %(title)s.") % fields
        case extensions.ExtensionDeclined(reason=reason):
            return _("%(who)s does not want longer terms of %(title)s: %(reason)s.") % (
                fields | {"reason": quoted(reason)}
            )
        case _:
            assert_never(fact)


def _idea(fields: dict[str, str], fact: ideas.Fact) -> str:
    match fact:
        case ideas.IdeaProposed():
            return _("%(who)s proposed the idea %(title)s.") % fields
        case ideas.IdeaBuiltOn(text=text):
            return _("%(who)s built on the idea %(title)s: %(text)s.") % (fields | {"text": quoted(text)})
        case ideas.IdeaAgreed():
            return _("%(who)s said yes to the idea %(title)s.") % fields
        case ideas.IdeaSetAside(reason=reason):
            return _("%(who)s set the idea %(title)s aside: %(reason)s.") % (fields | {"reason": quoted(reason)})
        case ideas.IdeaRevived(reason=reason):
            return _("%(who)s revived the idea %(title)s: %(reason)s.") % (fields | {"reason": quoted(reason)})
        case ideas.AdoptionStated(decision=decision):
            text = _("%(who)s said that decision %(decision)s adopted the idea %(title)s.")
            return text % (fields | {"decision": decision})
        case _:
            assert_never(fact)


def _value(fields: dict[str, str], fact: values.Fact) -> str:
    match fact:
        case values.ValueProposed(what=what):
            text = _("%(who)s proposed how the value of the idea %(title)s is shared: %(what)s.")
            return text % (fields | {"what": quoted(what)})
        case values.ValueAgreed():
            return _("%(who)s agreed to how the value of the idea %(title)s is shared.") % fields
        case values.ValueDeclined(reason=reason):
            text = _("%(who)s does not agree to that sharing of the value of %(title)s: %(reason)s.")
            return text % (fields | {"reason": quoted(reason)})
        case _:
            assert_never(fact)
