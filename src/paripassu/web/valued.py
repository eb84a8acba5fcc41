"""Facts about own valuations as sentences for people, and the words in which they are shown."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance.alliance import Alliance, Recorded
from paripassu.alliance.ledger import valuations
from paripassu.alliance.ledger.postings import Side
from paripassu.alliance.ledger.valuations import ValuationWithdrawn, ValuesDeclined, ValuesHandedIn, ValuesStated
from paripassu.alliance.ledger.valuations.rounds import Grain, Item, Standing, Valuation, ValuationOpened
from paripassu.web import redressed, wording
from paripassu.web.quoting import quoted, written_day

Fact: TypeAlias = valuations.Fact

STANDINGS: dict[Standing, tuple[Lazy, str]] = {
    "asked": (gettext_lazy("Being stated, sealed"), "wait"),
    "ready": (gettext_lazy("Can be opened"), "wait"),
    "opened": (gettext_lazy("Open"), "done"),
    "lapsed": (gettext_lazy("Lapsed: stays sealed"), ""),
    "withdrawn": (gettext_lazy("Withdrawn"), ""),
}
GRAINS: dict[Grain, tuple[Lazy, Lazy]] = {
    "kind": (
        gettext_lazy("By kind"),
        gettext_lazy("what one unit of each kind is worth: an hour, a crate, a euro"),
    ),
    "entry": (
        gettext_lazy("One by one"),
        gettext_lazy("what each entry as a whole is worth"),
    ),
}
SIDES: dict[Side, Lazy] = {
    "contribution": gettext_lazy("Put in"),
    "responsibility": gettext_lazy("Carried"),
    "reward": gettext_lazy("Received"),
}
WAITING: dict[str, tuple[Lazy, Lazy]] = {
    "state_values": (
        gettext_lazy("State, sealed, what it is worth to your party: %(title)s"),
        gettext_lazy("State your party's own values in %(count)s valuations."),
    ),
    "open_values": (
        gettext_lazy("Own values can be opened: %(title)s"),
        gettext_lazy("Open the own values of %(count)s valuations."),
    ),
}
COMING: dict[str, Lazy] = {"due": gettext_lazy("Last day to state own values: %(title)s")}


def about(recorded: Recorded) -> tuple[str, tuple[int, ...]]:
    """The page that a fact is about by its name, and the entry of its valuation."""
    return "valuation", (getattr(recorded.fact, "valuation", recorded.index),)


def title(alliance: Alliance, index: int) -> tuple[str, str, str]:
    """The page of a thing of this practice, the word for its kind, and its title."""
    return "valuation", _("Valuation"), name(alliance, alliance.valuations.valuation(index))


def name(alliance: Alliance, one: Valuation) -> str:
    """A valuation by its pool and the last day of what is valued."""
    fields = {"pool": redressed.pool_name(alliance, one.fact.pool), "day": written_day(one.fact.until)}
    return _("own values of %(pool)s up to %(day)s") % fields


def item_words(item: Item) -> str:
    """What is valued: the words of the entry, or the kind and its unit."""
    if item.what:
        return item.what
    return _("%(kind)s, one %(unit)s") % {"kind": wording.RESOURCES[item.resource], "unit": item.unit}


def kind_words(item: Item) -> str:
    """All of an item: the words of the entry, or the kind with its unit."""
    return item.what or f"{wording.RESOURCES[item.resource]} ({item.unit})"


_SAID: dict[type, Lazy] = {
    ValuesStated: gettext_lazy("%(who)s stated, sealed, what the entries of %(pool)s are worth to it."),
    ValuesHandedIn: gettext_lazy("%(who)s handed in, sealed, what the entries of %(pool)s are worth to it."),
    ValuesDeclined: gettext_lazy("%(who)s states no values of its own for %(pool)s: %(reason)s."),
    ValuationWithdrawn: gettext_lazy("%(who)s withdrew the valuation of %(pool)s: %(reason)s."),
}


def sentence(alliance: Alliance, who: str, recorded: Recorded, _names: Mapping[str, str]) -> str:
    """What a fact about own valuations says; `who` is the party that entered it."""
    fact: Any = recorded.fact
    if isinstance(fact, ValuationOpened):
        fields = {"who": who, "pool": redressed.pool_name(alliance, fact.pool), "day": written_day(fact.due)}
        return _("%(who)s asked all what the entries of %(pool)s are worth to each, to be stated by %(day)s.") % fields
    one = alliance.valuations.valuation(fact.valuation)
    pool = redressed.pool_name(alliance, one.fact.pool)
    return str(_SAID[type(fact)]) % {"who": who, "pool": pool, "reason": quoted(getattr(fact, "reason", ""))}
