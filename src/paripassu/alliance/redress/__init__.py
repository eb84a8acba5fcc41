"""Redress: what the parties do about a balance that is outside the agreed band, or probably will be.

A party opens it with the figures of that moment and leads it. The parties name `levers`, each agreed by its giver and
its receiver; `offers` are what is moved (a remedy), consent to the imbalance that ends on a day, or to close it, and
hold once all have agreed. `worths` are stated for the references that stand beside. What comes of a remedy is promised
as commitments or signed as an amendment: nothing here moves anything by itself. [ESA Convention, Annex V]
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias, assert_never, get_args

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.commitments import said, taking_part
from paripassu.alliance.days import over
from paripassu.alliance.facts import ByPerson, Recorded, ruled, short_enough, worded
from paripassu.alliance.links import known
from paripassu.alliance.redress import levers, matters, offers, worths
from paripassu.alliance.redress.matters import Figure, Lever, Offer, Reason, Redress, Redresses, RedressOpened, redress
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

TEXT_LIMIT = 2_000
FURTHEST = timedelta(days=731)
"""Nothing is promised here for a day further ahead: it would be a way to put it off for ever."""

LARGEST_FIGURE = Decimal(10) ** 6

# --- facts ---


class RedressTaken(ByPerson, frozen=True, kw_only=True, tag="redress_taken.v1"):
    """A party took the lead of a redress upon itself, or set its own date anew."""

    redress: int
    due: date


class RedressWithdrawn(ByPerson, frozen=True, kw_only=True, tag="redress_withdrawn.v1"):
    """The party that opened a redress took it back before anybody else had said anything in it."""

    redress: int
    reason: str


Fact: TypeAlias = RedressOpened | RedressTaken | RedressWithdrawn


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    match fact:
        case RedressOpened():
            alliance.redress.by_index[recorded.index] = Redress(
                recorded.index, recorded.entered, recorded.party, fact, recorded.party, fact.due
            )
            alliance.links.add(recorded.index, "redress", fact.about, fact.clauses)
        case RedressTaken():
            one = redress(alliance, fact.redress)
            one.owner, one.due = recorded.party, fact.due
        case RedressWithdrawn():
            redress(alliance, fact.redress).withdrawn = said(recorded, fact.reason)
        case _:
            assert_never(fact)


def reconsider(alliance: "Alliance", at: datetime) -> None:
    """After the voices have changed: settle the offers that wait for nobody any more."""
    for one in alliance.redress.by_index.values():
        for offered in tuple(one.pending()):
            offers.settle(alliance, one, offered, at)


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    taking_part(alliance, fact.by)
    match fact:
        case RedressOpened():
            _may_open(alliance, recorded, fact)
        case RedressTaken():
            one = levers.open_redress(alliance, fact.redress)
            ahead(fact.due, recorded.entered)
            if (recorded.party, fact.due) == (one.owner, one.due):
                raise Refused("already_leading", "Your party leads this redress, with this very date.")
        case RedressWithdrawn():
            worded(fact.reason, "why you take it back", limit=TEXT_LIMIT)
            _may_withdraw(levers.open_redress(alliance, fact.redress), recorded.party)
        case _:
            assert_never(fact)


def ahead(day: date, now: datetime) -> None:
    """Refused for a day that is over or further off than two years."""
    if over(day, now) or day > now.date() + FURTHEST:
        raise Refused("day_unfit", "Choose a day to come, two years off at the most.")


def _may_open(alliance: "Alliance", recorded: Recorded, fact: RedressOpened) -> None:
    if fact.pool not in version_in_force(alliance).pools:
        raise Refused("pool_unknown", "The agreement in force has no pool “{pool}”.", pool=fact.pool)
    stands = alliance.redress.of_pool(fact.pool)
    if stands is not None:
        sentence = "A redress of this pool is open already: entry {entry}. Go on there."
        raise Refused("redress_open", sentence, entry=stands.index)
    ahead(fact.due, recorded.entered)
    short_enough(fact.note, "what you want to say", limit=TEXT_LIMIT)
    if fact.reason == "felt":
        worded(fact.note, "what feels out of balance", limit=TEXT_LIMIT)
    known(alliance, fact.about, fact.clauses)
    _sound(alliance, fact)


def _sound(alliance: "Alliance", fact: RedressOpened) -> None:
    """Refused when the figures are none, or are not of a partner each."""
    if fact.reason not in get_args(Reason) or not 0 <= fact.computed_at <= alliance.size:
        raise Refused("figures_unsound", "These figures are not of this record. Open the redress from the balance.")
    parties = [each.party for each in fact.figures]
    numbers = [value for each in fact.figures for value in (each.coefficient, each.expected, each.chance)]
    finite = all(value is None or (value.is_finite() and 0 <= value < LARGEST_FIGURE) for value in numbers)
    if not finite or len(set(parties)) != len(parties) or not set(parties) <= set(version_in_force(alliance).partners):
        raise Refused("figures_unsound", "These figures are not of this record. Open the redress from the balance.")


def _may_withdraw(one: Redress, party: str) -> None:
    spoken: list[Lever | Offer] = [*one.levers.values(), *one.offers.values()]
    others = {one.owner, *one.worths, *(each.party for each in spoken)}
    others |= {other for each in spoken for other in (*each.agreed, *each.declined)}
    if one.party != party or others - {party}:
        raise Refused("not_yours_alone", "Others have spoken in this redress: propose to close it, and all decide.")


# --- acts ---


def open_redress(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    pool: str,
    reason: Reason,
    due: date,
    note: str = "",
    computed_at: int = 0,
    ahead: date | None = None,
    figures: Iterable[Figure] = (),
    about: Iterable[int] = (),
    clauses: Iterable[str] = (),
) -> RedressOpened:
    """Open the redress of a pool, and lead it: something to answer is brought by the day `due`."""
    fact = RedressOpened(
        by=by, pool=pool, reason=reason, due=due, note=note.strip(), computed_at=computed_at, ahead=ahead,
        figures=tuple(figures), about=tuple(about), clauses=tuple(clauses),
    )  # fmt: skip
    return ruled(alliance, now, fact, rule)


def take(alliance: "Alliance", *, by: str, now: datetime, redress: int, due: date) -> RedressTaken:
    """Take the lead of a redress upon one's own party, or set its date anew."""
    return ruled(alliance, now, RedressTaken(by=by, redress=redress, due=due), rule)


def withdraw(alliance: "Alliance", *, by: str, now: datetime, redress: int, reason: str) -> RedressWithdrawn:
    """Take back a redress in which nobody else has said anything."""
    return ruled(alliance, now, RedressWithdrawn(by=by, redress=redress, reason=reason.strip()), rule)


PRACTICES = (levers, offers, worths)
"""The modules with further facts: each has `Fact`, and `apply` and `rule` for it."""

__all__ = ["Fact", "Redresses", "apply", "matters", "open_redress", "reconsider", "rule", "take", "withdraw"]
