"""Own valuations: what the postings of a pool are worth to each party, sealed until every party has stated its own.

A rate is agreed once and fits nobody exactly: an hour of one's engineers, a machine that only one of them can use. A
party opens a valuation; each partner then states its own values, or says that it will not. They are opened together
when nobody is waited for any more, or when the day is over and at least two have stated theirs. No figure that was
agreed changes by it: the balance goes on by the agreed rates, and own values stand beside it.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias, assert_never, get_args

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.commitments import said, taking_part
from paripassu.alliance.days import begun, over
from paripassu.alliance.facts import ByPerson, Recorded, measurable, plain, ruled, short_enough, worded
from paripassu.alliance.ledger.valuations import rounds
from paripassu.alliance.ledger.valuations.rounds import (
    Book,
    Grain,
    Handed,
    Valuation,
    ValuationOpened,
    Valuations,
    items_of,
    ready,
    standing,
)
from paripassu.alliance.links import known
from paripassu.alliance.parties import managing
from paripassu.alliance.parties.membership import voices
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

TEXT_LIMIT = 2_000
MOST_ITEMS = 60
FURTHEST = timedelta(days=184)
"""Nobody is asked for longer than half a year: what was valued would be history by then."""

# --- facts ---


class ValuesStated(ByPerson, frozen=True, kw_only=True, tag="values_stated.v1"):
    """The party said, sealed, what each item of a valuation is worth to it: in the order of the items, and why."""

    valuation: int
    worths: tuple[Decimal, ...]
    reason: str = ""


class ValuesHandedIn(ByPerson, frozen=True, kw_only=True, tag="values_handed_in.v1"):
    """It was said before all that the sealed entry `stated`, the one before this, holds what a party stated."""

    valuation: int
    stated: int


class ValuesDeclined(ByPerson, frozen=True, kw_only=True, tag="values_declined.v1"):
    """The party said why it states no values of its own, or takes back, unread, what it had handed in."""

    valuation: int
    reason: str


class ValuationWithdrawn(ByPerson, frozen=True, kw_only=True, tag="valuation_withdrawn.v1"):
    """The party that opened a valuation took it back before anybody else had answered."""

    valuation: int
    reason: str


Fact: TypeAlias = ValuationOpened | ValuesStated | ValuesHandedIn | ValuesDeclined | ValuationWithdrawn

# --- state ---


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state; what was stated sealed comes here once it is opened."""
    if isinstance(fact, ValuationOpened):
        _take_in(alliance, recorded, fact)
        return
    one = alliance.valuations.valuation(fact.valuation)
    alliance.valuations.part_of[recorded.index] = one.index
    match fact:
        case ValuesStated():
            one.books[recorded.party] = Book(recorded.index, recorded.entered, fact.worths, fact.reason)
        case ValuesHandedIn():
            one.declined.pop(recorded.party, None)
            one.handed[recorded.party] = Handed(fact.stated, recorded.entered)
        case ValuesDeclined():
            one.handed.pop(recorded.party, None)
            one.declined[recorded.party] = said(recorded, fact.reason)
        case ValuationWithdrawn():
            one.withdrawn = said(recorded, fact.reason)
        case _:
            assert_never(fact)


def _take_in(alliance: "Alliance", recorded: Recorded, fact: ValuationOpened) -> None:
    version = version_in_force(alliance)
    items = items_of(alliance, fact, version.partners)
    alliance.valuations.by_index[recorded.index] = Valuation(
        recorded.index, recorded.entered, recorded.party, fact, version.pools[fact.pool], version.partners, items
    )
    alliance.links.add(recorded.index, "valuations", fact.about, fact.clauses)


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    taking_part(alliance, fact.by)
    managing(alliance, fact.by)
    if isinstance(fact, ValuationOpened):
        _may_open_one(alliance, recorded, fact)
        return
    one = _still_asked(alliance, recorded, fact.valuation)
    match fact:
        case ValuesStated():
            _sound(one, fact)
        case ValuesHandedIn():
            sealed = alliance.seals.closed.get(fact.stated)
            if sealed is None or sealed.party != recorded.party or fact.stated != recorded.index - 1:
                sentence = "Entry {entry} holds nothing that your party stated."
                raise Refused("nothing_sealed", sentence, entry=fact.stated)
        case ValuesDeclined():
            worded(fact.reason, "why you state none", limit=TEXT_LIMIT)
            if recorded.party in one.declined:
                raise Refused("already_declined", "Your party has already said that it states none.")
        case ValuationWithdrawn():
            worded(fact.reason, "why you take it back", limit=TEXT_LIMIT)
            if one.party != recorded.party or {*one.handed, *one.declined} - {recorded.party}:
                sentence = "Only who opened a valuation takes it back, and only before another party has answered."
                raise Refused("not_yours_alone", sentence)
        case _:
            assert_never(fact)


def _may_open_one(alliance: "Alliance", recorded: Recorded, fact: ValuationOpened) -> None:
    now, version = recorded.entered, version_in_force(alliance)
    if fact.pool not in version.pools:
        raise Refused("pool_unknown", "The agreement in force has no pool “{pool}”.", pool=fact.pool)
    running = [each for each in alliance.valuations.of_pool(fact.pool) if _running(alliance, each, now)]
    if running:
        sentence = "A valuation of this pool is under way: entry {entry}. Go on there."
        raise Refused("valuation_open", sentence, entry=running[0].index)
    if fact.grain not in get_args(Grain):
        raise Refused("grain_unknown", "Value the postings one by one, or by kind.")
    if not begun(fact.until, now) or (fact.since is not None and fact.since > fact.until):
        raise Refused("days_unfit", "What is valued has happened: choose days from the first to the last, up to today.")
    if over(fact.due, now) or fact.due > now.date() + FURTHEST:
        raise Refused("day_unfit", "Choose a day to come, half a year off at the most.")
    short_enough(fact.note, "what you want to say", limit=TEXT_LIMIT)
    known(alliance, fact.about, fact.clauses)
    _worth_asking(alliance, fact)


def _worth_asking(alliance: "Alliance", fact: ValuationOpened) -> None:
    """Refused without two who can state their values, without a reward among what is valued, or with too much of it."""
    if len(voices(alliance)) < rounds.ENOUGH_BOOKS:
        raise Refused("nobody_to_ask", "It takes two partners to state what something is worth to each.")
    items = items_of(alliance, fact, version_in_force(alliance).partners)
    if not any(item.side == "reward" for item in items):
        raise Refused("nothing_to_value", "No confirmed posting of these days says that anybody received something.")
    if len(items) > MOST_ITEMS:
        sentence = (
            "These are {count} items; {most} at the most are valued at once. Value by kind, or choose fewer days."
        )
        raise Refused("too_much_to_value", sentence, count=len(items), most=MOST_ITEMS)


def _running(alliance: "Alliance", one: Valuation, now: datetime) -> bool:
    return standing(alliance, one, now) in ("asked", "ready")


def _still_asked(alliance: "Alliance", recorded: Recorded, index: int) -> Valuation:
    """A valuation in which this party can still speak. Refused otherwise."""
    one = alliance.valuations.valuation(index)
    if one.withdrawn is not None:
        raise Refused("valuation_withdrawn", "This valuation was taken back. Open another one.")
    if one.books:
        raise Refused("values_open", "What the parties stated is open. To value anew, open another valuation.")
    if over(one.fact.due, recorded.entered) or alliance.valuations.of_pool(one.fact.pool)[-1] is not one:
        raise Refused("valuation_over", "Its time is over. To value anew, open another valuation.")
    if recorded.party not in one.partners:
        raise Refused("not_asked", "Your party was no partner when this valuation was opened.")
    return one


def _sound(one: Valuation, fact: ValuesStated) -> None:
    if len(fact.worths) != len(one.items):
        sentence = "Say for each of the {count} items what it is worth to your party; 0 if nothing."
        raise Refused("worths_incomplete", sentence, count=len(one.items))
    for worth in fact.worths:
        if measurable(worth, "a value") < 0:
            raise Refused("worth_negative", "A value is 0 or more: what costs you something is posted as put in.")
    short_enough(fact.reason, "the reason", limit=TEXT_LIMIT)


def may_open(alliance: "Alliance", sealed: Recorded, now: datetime) -> None:
    """Refused when a sealed fact is not what its party handed in last, or somebody is still waited for."""
    fact: ValuesStated = sealed.fact
    one = alliance.valuations.valuation(fact.valuation)
    if sealed.party not in one.handed or one.handed[sealed.party].entry != sealed.index:
        raise Refused("not_handed_in", "Entry {entry} is not what its party handed in last.", entry=sealed.index)
    if sealed.index not in ready(alliance, one, now):
        raise Refused(
            "not_time", "Own values are opened together, once nobody is waited for and two have stated theirs."
        )
    _sound(one, fact)


# --- acts ---


def open_valuation(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    pool: str,
    until: date,
    due: date,
    grain: Grain = "kind",
    since: date | None = None,
    note: str = "",
    about: Iterable[int] = (),
    clauses: Iterable[str] = (),
) -> ValuationOpened:
    """Ask every partner what the confirmed postings of a pool are worth to it, to be stated by the day `due`."""
    fact = ValuationOpened(
        by=by, pool=pool, grain=grain, until=until, due=due, since=since, note=note.strip(),
        about=tuple(about), clauses=tuple(clauses),
    )  # fmt: skip
    return ruled(alliance, now, fact, rule)


def state_values(
    alliance: "Alliance", *, by: str, now: datetime, valuation: int, worths: Iterable[Decimal], reason: str = ""
) -> list[Fact]:
    """Hand in, sealed, what each item is worth to one's party. What it handed in before counts no more."""
    values = tuple(plain(worth, "a value") for worth in worths)
    stated = ValuesStated(by=by, valuation=valuation, worths=values, reason=reason.strip())
    return [ruled(alliance, now, stated, rule), ValuesHandedIn(by=by, valuation=valuation, stated=alliance.size)]


def decline_values(alliance: "Alliance", *, by: str, now: datetime, valuation: int, reason: str) -> ValuesDeclined:
    """Say that one's party states no values of its own; what it had handed in stays sealed for ever."""
    return ruled(alliance, now, ValuesDeclined(by=by, valuation=valuation, reason=reason.strip()), rule)


def withdraw_valuation(
    alliance: "Alliance", *, by: str, now: datetime, valuation: int, reason: str
) -> ValuationWithdrawn:
    """Take back a valuation that one's party opened, before another one has answered."""
    return ruled(alliance, now, ValuationWithdrawn(by=by, valuation=valuation, reason=reason.strip()), rule)


__all__ = ["Fact", "Valuations", "apply", "decline_values", "may_open", "open_valuation", "rounds", "rule",
           "state_values", "withdraw_valuation"]  # fmt: skip
