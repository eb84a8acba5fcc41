"""Postings as the pages show them: whether each counts and why not, at which rate, and what they come to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.agreement.terms import Pool
from paripassu.alliance.alliance import Alliance
from paripassu.alliance.ledger import awaited, overtaken
from paripassu.alliance.ledger.postings import Posting, Side
from paripassu.alliance.refusals import one_stop
from paripassu.measures.reading import tidy
from paripassu.web import wording
from paripassu.web.environment import number
from paripassu.web.sentences import name

SIDES: dict[Side, Promise] = {
    "contribution": gettext_lazy("Contribution"),
    "responsibility": gettext_lazy("Responsibility"),
    "reward": gettext_lazy("Reward"),
}
RESOURCES = wording.RESOURCES
STATUSES: dict[str, Promise] = {
    "yours": gettext_lazy("Waits for your party"),
    "proposed": gettext_lazy("Waits"),
    "disputed": gettext_lazy("Disputed"),
    "confirmed": gettext_lazy("Confirmed"),
    "unvalued": gettext_lazy("Without a rate"),
    "withdrawn": gettext_lazy("Withdrawn"),
    "corrected": gettext_lazy("Corrected"),
}
RATE_STEP = Decimal("0.000000001")


class Line(NamedTuple):
    """A posting as a row: its pool (None: in no text in force), its rate, whether it counts and why."""

    posting: Posting
    pool: Pool | None
    value: Decimal | None
    rate: Decimal | None
    counts: bool
    why: str


@dataclass(slots=True)
class Sums:
    """What the shown postings of one party come to in one pool, in its unit. `open`: waits or is disputed."""

    pool: str
    of: str
    sides: dict[Side, Decimal] = field(default_factory=lambda: dict.fromkeys(SIDES, Decimal(0)))
    open: Decimal = Decimal(0)
    entries: int = 0
    unvalued: int = 0


def line(alliance: Alliance, posting: Posting) -> Line:
    """A posting as a row."""
    pool = version_in_force(alliance).pools.get(posting.fact.pool)
    value = None if posting.value is None else tidy(posting.value)
    return Line(posting, pool, value, rate(posting), counts(posting) and pool is not None, why(alliance, posting))


def counts(posting: Posting) -> bool:
    """Whether a posting is in the sums of its pool."""
    return posting.status == "confirmed" and posting.value is not None


def rate(posting: Posting) -> Decimal | None:
    """Pool units per unit of the posting, as it was valued; None when no rate was agreed, or nothing is left of it."""
    if posting.value is None or not posting.fact.quantity:
        return None
    return tidy((posting.value / posting.fact.quantity).quantize(RATE_STEP))


def why(alliance: Alliance, posting: Posting) -> str:
    """Whether a posting counts, and if not what it waits for or what ended it."""
    says: dict[str, Callable[[Alliance, Posting], str]] = {
        "confirmed": _confirmed,
        "proposed": _proposed,
        "disputed": _disputed,
        "withdrawn": _withdrawn,
        "corrected": _corrected,
    }
    return says[posting.status](alliance, posting)


def _confirmed(alliance: Alliance, posting: Posting) -> str:
    fact = posting.fact
    if fact.pool not in version_in_force(alliance).pools:
        return _("Does not count: the agreement in force has no such pool any more.")
    if posting.value is None:
        return _("Does not count: no rate is agreed for this kind of resource in “%(unit)s”.") % {"unit": fact.unit}
    if fact.of not in version_in_force(alliance).partners:
        return _("Does not count: %(of)s is no partner now.") % {"of": name(alliance, fact.of)}
    return _("Counts.")


def _proposed(alliance: Alliance, posting: Posting) -> str:
    if overtaken(alliance, posting):
        return _("Does not count: what it corrects was corrected by another entry.")
    waits = names(alliance, awaited(alliance, posting))
    return one_stop(_("Does not count yet: it waits for %(names)s.") % {"names": waits})


def _disputed(alliance: Alliance, posting: Posting) -> str:
    who = names(alliance, posting.disputed)
    reasons = " ".join(f"“{reason}”" for _party, reason in sorted(posting.disputed.items()))
    return _("Does not count: disputed by %(who)s: %(reasons)s") % {"who": who, "reasons": reasons}


def _withdrawn(alliance: Alliance, posting: Posting) -> str:
    fields = {"who": name(alliance, posting.party), "reason": posting.withdrawn}
    return _("Does not count: %(who)s withdrew it: “%(reason)s”") % fields


def _corrected(_alliance: Alliance, posting: Posting) -> str:
    return _("Does not count: entry %(entry)s has taken its place.") % {"entry": posting.corrected_by}


def names(alliance: Alliance, parties: Iterable[str]) -> str:
    """The names of parties as one phrase, sorted."""
    return ", ".join(sorted(name(alliance, party) for party in parties))


# --- which are asked for ---


class Asked(NamedTuple):
    """What a reader of the ledger asks for; empty: everything."""

    pool: str = ""
    side: str = ""
    of: str = ""
    status: str = ""
    text: str = ""
    since: date | None = None
    until: date | None = None


def asked_for(alliance: Alliance, asked: Asked, reader: str) -> list[Posting]:
    """The postings that were asked for, newest entry first. `reader` is the party of who asks."""
    tests = _tests(alliance, asked, reader)
    postings = reversed(alliance.ledger.postings.values())
    return [posting for posting in postings if all(test(posting) for test in tests)]


def _tests(alliance: Alliance, asked: Asked, reader: str) -> list[Callable[[Posting], bool]]:
    """One test for each thing that was asked, the cheap ones first."""
    since, until, wanted = asked.since, asked.until, asked.text.casefold()
    tests: list[tuple[object, Callable[[Posting], bool]]] = [
        (asked.pool, lambda posting: posting.fact.pool == asked.pool),
        (asked.side, lambda posting: posting.side == asked.side),
        (asked.of, lambda posting: posting.fact.of == asked.of),
        (since, lambda posting: since is None or posting.fact.on >= since),
        (until, lambda posting: until is None or posting.fact.on <= until),
        (asked.status, _status_test(alliance, asked.status, reader)),
        (wanted, lambda posting: wanted in f"{posting.fact.what}\n{posting.fact.evidence}".casefold()),
    ]
    return [test for asks, test in tests if asks]


def _status_test(alliance: Alliance, status: str, reader: str) -> Callable[[Posting], bool]:
    if status == "yours":
        return lambda posting: waits_for(alliance, posting, reader)
    if status == "unvalued":
        return lambda posting: posting.value is None and posting.status in ("proposed", "confirmed", "disputed")
    return lambda posting: posting.status == status


def waits_for(alliance: Alliance, posting: Posting, party: str) -> bool:
    """Whether a posting waits for this party to confirm or dispute it."""
    open_ = posting.status == "proposed" and posting.party != party and party not in posting.confirmed
    return open_ and party in awaited(alliance, posting) and not overtaken(alliance, posting)


def sums(postings: Iterable[Posting]) -> list[Sums]:
    """What these postings come to, by pool and party, sorted."""
    found: dict[tuple[str, str], Sums] = {}
    for posting in postings:
        key = posting.fact.pool, posting.fact.of
        if key not in found:
            found[key] = Sums(*key)
        _add(found[key], posting)
    for one in found.values():
        one.open, one.sides = tidy(one.open), {side: tidy(value) for side, value in one.sides.items()}
    return [found[key] for key in sorted(found)]


def _add(sums: Sums, posting: Posting) -> None:
    status, value = posting.status, posting.value
    sums.entries += 1
    if value is None:
        sums.unvalued += status in ("proposed", "disputed", "confirmed")
    elif status == "confirmed":
        sums.sides[posting.side] += value
    elif status in ("proposed", "disputed"):
        sums.open += value


# --- what a posting would be worth ---


def worth(alliance: Alliance, pool_id: str, resource: str, unit: str, quantity: Decimal) -> str:
    """In a sentence: at which rate a quantity would be valued, or that it would be kept and not counted."""
    version = version_in_force(alliance)
    pool, agreed = version.pools[pool_id], version.rate(pool_id, resource, unit)
    if agreed is None:
        message = _("No rate is agreed for this kind of resource in “%(unit)s”: it is kept and shown, not counted.")
        return message % {"unit": unit}
    fields: Mapping[str, str] = {
        "value": f"{number(tidy(quantity * agreed))} {pool.unit}",
        "quantity": f"{number(quantity)} {unit}",
        "rate": f"{number(agreed)} {pool.unit}",
    }
    if unit == pool.unit and agreed == 1:
        return _("Worth %(value)s: it is in the unit of the pool.") % fields
    return _("Worth %(value)s: %(quantity)s at %(rate)s each, the agreed rate.") % fields
