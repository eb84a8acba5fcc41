"""Facts about redress as sentences for people, and the words in which redresses, levers and offers are shown."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance import redress
from paripassu.alliance.alliance import Alliance, Recorded
from paripassu.alliance.redress import levers, matters, offers, worths
from paripassu.alliance.redress.matters import LeverKind, Offer, Reason, Standing
from paripassu.measures.outlook import Outside, Review
from paripassu.web.environment import number, percent
from paripassu.web.quoting import quoted, written_day

Fact: TypeAlias = redress.Fact | levers.Fact | offers.Fact | worths.Fact

STANDINGS: dict[Standing, tuple[Lazy, str]] = {
    "open": (gettext_lazy("Open"), "wait"),
    "remedied": (gettext_lazy("Remedy agreed"), "done"),
    "tolerated": (gettext_lazy("Imbalance accepted for now"), "note"),
    "look_again": (gettext_lazy("To be looked at again"), "wait"),
    "closed": (gettext_lazy("Closed by all"), ""),
    "withdrawn": (gettext_lazy("Withdrawn"), ""),
}
REASONS: dict[Reason, Lazy] = {
    "stands": gettext_lazy("The pool stands outside the agreed band."),
    "foretold": gettext_lazy("The pool will probably leave the agreed band."),
    "felt": gettext_lazy("It feels out of balance, whatever the figures say."),
}
OUTSIDE: dict[Outside, Lazy] = {
    "stands": gettext_lazy("stands outside the band"),
    "foretold": gettext_lazy("will probably leave the band"),
    "": gettext_lazy("within the band"),
}
REVIEWS: dict[Review, Lazy] = {
    "checkin": gettext_lazy("the next check-in that leaves time to act"),
    "series": gettext_lazy("the next day of the agreed series of check-ins that leaves time to act"),
    "half_year": gettext_lazy("half a year ahead, since no check-in is called"),
}
LEVERS: dict[LeverKind, tuple[Lazy, Lazy]] = {
    "work": (
        gettext_lazy("Work"),
        gettext_lazy("The giver takes over work that the receiver would have done."),
    ),
    "reward": (
        gettext_lazy("A reward"),
        gettext_lazy("The giver leaves to the receiver what would have come to itself."),
    ),
    "contribution": (
        gettext_lazy("A contribution"),
        gettext_lazy("The giver puts in what the receiver would have put in."),
    ),
    "compensation": (gettext_lazy("Compensation"), gettext_lazy("The giver pays the receiver.")),
}
KINDS: dict[type, Lazy] = {
    matters.RemedyProposed: gettext_lazy("Remedy"),
    matters.ConsentProposed: gettext_lazy("Consent until a day"),
    matters.ClosingProposed: gettext_lazy("Closing"),
}
REFERENCES: dict[str, tuple[Lazy, Lazy]] = {
    "shapley": (gettext_lazy("Shapley value"), gettext_lazy("what each adds, on average over all orders of joining")),
    "nucleolus": (gettext_lazy("Nucleolus"), gettext_lazy("the group with the most to complain of has the least")),
    "nash_bargain": (
        gettext_lazy("Nash, and Kalai–Smorodinsky"),
        gettext_lazy("what each has alone, and an equal part of the gain; the two agree where value moves freely"),
    ),
}
WAITING: dict[str, tuple[Lazy, Lazy]] = {
    "answer_lever": (
        gettext_lazy("Say whether a lever may be used: %(title)s"),
        gettext_lazy("Say of %(count)s levers whether they may be used."),
    ),
    "answer_offer": (
        gettext_lazy("Agree to what was proposed against an imbalance, or say why not: %(title)s"),
        gettext_lazy("Answer %(count)s proposals against an imbalance."),
    ),
    "bring": (
        gettext_lazy("Your party leads: bring a proposal against an imbalance: %(title)s"),
        gettext_lazy("Bring a proposal in %(count)s redresses."),
    ),
    "look_again": (
        gettext_lazy("What was agreed about an imbalance has run out: look again: %(title)s"),
        gettext_lazy("Look again at %(count)s redresses."),
    ),
}
COMING: dict[str, Lazy] = {
    "due": gettext_lazy("Last day to bring a proposal against an imbalance: %(title)s"),
    "remedied": gettext_lazy("A remedy is carried out by this day: %(title)s"),
    "tolerated": gettext_lazy("Consent to an imbalance ends: %(title)s"),
}
LEAST_SAID = 0.01


def pool_name(alliance: Alliance, pool: str) -> str:
    """What a pool is called, in the newest text that has it."""
    for version in reversed(alliance.agreement.versions):
        if pool in version.pools:
            return version.pools[pool].name
    return pool


def unit(alliance: Alliance, pool: str) -> str:
    """The unit of a pool, in the newest text that has it."""
    return next((v.pools[pool].unit for v in reversed(alliance.agreement.versions) if pool in v.pools), "")


def chance(value: float | Decimal) -> str:
    """A chance in per cent: what is nearly sure is not called sure."""
    if value < LEAST_SAID:
        return _("under %(part)s") % {"part": percent(LEAST_SAID)}
    if value > 1 - LEAST_SAID:
        return _("over %(part)s") % {"part": percent(1 - LEAST_SAID)}
    return percent(value)


def about(recorded: Recorded) -> tuple[str, tuple[int, ...]]:
    """The page that a fact is about by its name, and an entry from which it finds its redress."""
    fact: Any = recorded.fact
    if hasattr(fact, "redress"):
        return "redress_entry", (fact.redress,)
    if isinstance(fact, matters.RedressOpened):
        return "redress_entry", (recorded.index,)
    return "redress_entry", (fact.lever if hasattr(fact, "lever") else fact.offer,)


def title(alliance: Alliance, index: int) -> tuple[str, str, str]:
    """The page of a thing of this practice, the word for its kind, and its title."""
    one = alliance.redress.by_index[alliance.redress.part_of.get(index, index)]
    name = pool_name(alliance, one.fact.pool)
    if index in one.offers:
        return "redress_entry", str(KINDS[type(one.offers[index].fact)]), offer_words(alliance, one.offers[index])
    if index in one.levers:
        return "redress_entry", _("Lever"), one.levers[index].fact.what
    return "redress_entry", _("Redress"), _("redress of %(pool)s") % {"pool": name}


def offer_words(alliance: Alliance, offer: Offer) -> str:
    """What an offer says, in a few words."""
    match offer.fact:
        case matters.RemedyProposed(moves=moves, until=until):
            one = matters.redress(alliance, offer.fact.redress)
            told = "; ".join(move_words(alliance, one, move) for move in moves)
            return _("%(moves)s, by %(day)s") % {"moves": told, "day": written_day(until)}
        case matters.ConsentProposed(until=until, reason=reason):
            fields = {"day": written_day(until), "reason": quoted(reason)}
            return _("the imbalance is accepted until %(day)s: %(reason)s") % fields
        case matters.ClosingProposed(reason=reason):
            return _("close it: %(reason)s") % {"reason": quoted(reason)}


def offer_lines(alliance: Alliance, offer: Offer) -> tuple[str, ...]:
    """What an offer says, line by line: each move of a remedy, and its day."""
    if not isinstance(offer.fact, matters.RemedyProposed):
        words = offer_words(alliance, offer)
        return (words[:1].upper() + words[1:],)
    one = matters.redress(alliance, offer.fact.redress)
    until = _("Carried out by %(day)s") % {"day": written_day(offer.fact.until)}
    return (*(move_words(alliance, one, move) for move in offer.fact.moves), until)


def move_words(alliance: Alliance, one: matters.Redress, move: matters.Move) -> str:
    """So much moved by a lever, in a few words."""
    lever, name = one.levers[move.lever].fact, alliance.parties.name
    amount = f"{number(move.amount, 2)} {unit(alliance, one.fact.pool)}"
    fields = {"amount": amount, "what": lever.what, "giver": name(lever.giver), "receiver": name(lever.receiver)}
    return _("%(amount)s from %(giver)s to %(receiver)s (%(what)s)") % fields


_BY_OFFER: dict[type, Lazy] = {
    offers.OfferAgreed: gettext_lazy("%(who)s agreed: %(what)s."),
    offers.OfferDeclined: gettext_lazy("%(who)s did not agree: %(reason)s."),
    offers.OfferWithdrawn: gettext_lazy("%(who)s took its proposal back: %(reason)s."),
}
_BY_LEVER: dict[type, Lazy] = {
    matters.LeverNamed: gettext_lazy("%(who)s named a lever against the imbalance of %(pool)s: %(what)s."),
    levers.LeverAgreed: gettext_lazy("%(who)s agreed to the lever %(what)s."),
    levers.LeverDeclined: gettext_lazy("%(who)s does not want the lever %(what)s used: %(reason)s."),
    levers.LeverWithdrawn: gettext_lazy("%(who)s took the lever %(what)s back: %(reason)s."),
}


def sentence(alliance: Alliance, who: str, recorded: Recorded, _names: Mapping[str, str]) -> str:
    """What a fact about redress says; `who` is the party that entered it."""
    fact: Any = recorded.fact
    entry = about(recorded)[1][0]
    one = alliance.redress.by_index[alliance.redress.part_of.get(entry, entry)]
    fields = {"who": who, "pool": pool_name(alliance, one.fact.pool), "reason": quoted(getattr(fact, "reason", ""))}
    if type(fact) in _BY_LEVER:
        named = fact if isinstance(fact, matters.LeverNamed) else one.levers[fact.lever].fact
        return str(_BY_LEVER[type(fact)]) % (fields | {"what": quoted(named.what)})
    if type(fact) in _BY_OFFER:
        return str(_BY_OFFER[type(fact)]) % (fields | {"what": offer_words(alliance, one.offers[fact.offer])})
    if type(fact) in KINDS:
        fields["what"] = offer_words(alliance, one.offers[recorded.index])
        return _("%(who)s proposed for %(pool)s: %(what)s.") % fields
    return _opening(fields, fact)


def _opening(fields: dict[str, str], fact: redress.Fact | matters.WorthStated) -> str:
    match fact:
        case matters.RedressOpened(due=due):
            text = _("%(who)s opened the redress of %(pool)s, leads it, and brings a proposal by %(day)s.")
            return text % (fields | {"day": written_day(due)})
        case redress.RedressTaken(due=due):
            text = _("%(who)s leads the redress of %(pool)s and brings a proposal by %(day)s.")
            return text % (fields | {"day": written_day(due)})
        case redress.RedressWithdrawn():
            return _("%(who)s withdrew the redress of %(pool)s: %(reason)s.") % fields
        case matters.WorthStated():
            return _("%(who)s stated what it would have without the others, for %(pool)s.") % fields
