"""Balanced under whose book? The return of each party by its own values beside the agreed rates, envy, and felt gaps.

The figures are of the last valuation of a pool that was opened. The rule of fairness is the agreed one; what was put in
and received is counted by the book that is asked. Only proportions within a book are used, never an amount of one book
beside an amount of another. [Foley1967, Varian1974 on envy; Chakraborty, Igarashi, Suksompong and Zick 2021 on weights]
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING

import msgspec

from paripassu.alliance.checkins.meetings import Checkin
from paripassu.alliance.ledger.valuations.rounds import Valuation
from paripassu.measures.balance import ARITHMETIC, Balance
from paripassu.measures.practised import PRACTISED
from paripassu.measures.reading import Reading, tidy
from paripassu.measures.standings import NO_ENTITLEMENT, Against, Sums, against
from paripassu.measures.targets import entitlements

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

NOT_OPENED = "No valuation of this pool has been opened."
NOT_STATED = "It stated no values of its own in this valuation."
VALUES_NO_REWARD = "By these values no reward is worth anything."
VALUES_NO_INPUT = "By these values nothing that was put in is worth anything, and the rule shares by contribution."
NO_RATES = "Of what was valued, no reward has an agreed rate."
NOT_FELT = "Nobody has said at an opened check-in how this pool feels."
NOT_SAID = "It did not say at that check-in how this pool feels."
NOT_SHOWN = "No figure was shown at that check-in."

NOTHING, ALL = Decimal(0), Decimal(1)

NAMES = ("own_return", "own_lean", "perception_gap", "return_under", "envy", "felt_gap")
"""The measures in the order in which they are read."""

AGREED = ""
"""The book of nobody: the agreed rates."""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A pool reckoned by one book: what each party put in and received by it, and how it stands by the agreed rule.

    `leans` is the part of all rewards that a party received above its due. `entries` are what the figures rest on.
    """

    put: Mapping[str, Decimal]
    got: Mapping[str, Decimal]
    stand: Mapping[str, Against]
    leans: Mapping[str, Decimal | None]
    entries: tuple[int, ...]

    def coefficient(self, party: str) -> Decimal | None:
        """The return coefficient of a party by this book; None without one."""
        return self.stand[party].coefficient

    def envy(self, party: str, other: str) -> Decimal | None:
        """How much more of its due another received than a party, by this book; 0 when it did not. None: no figure."""
        own, theirs = self.coefficient(party), self.coefficient(other)
        return None if own is None or theirs is None else tidy(max(theirs - own, NOTHING))


def books(one: Valuation) -> dict[str, Reckoned]:
    """An opened valuation by every book, that of the agreed rates (`""`) first, then by the party that stated it."""
    own = {party: reckoned(one, party) for party in sorted(one.books)}
    return {AGREED: reckoned(one, AGREED)} | own


def reckoned(one: Valuation, book: str) -> Reckoned:
    """A valuation by the book of a party, or by the agreed rates, which leave out what has none."""
    with localcontext(ARITHMETIC):
        put, got = _counted(one, book)
        sums = Sums(put, got, sum(put.values(), NOTHING), sum(got.values(), NOTHING))
        rule = entitlements(one.pool.rule, one.partners)["agreed"]
        # The agreed minimum is one of volume, in the agreed unit: it is not asked of anybody's own values.
        pool = msgspec.structs.replace(one.pool, minimum=NOTHING)
        stand = {party: _worded(each, sums, book) for party, each in against(pool, sums, rule).items()}
        leans = {
            party: None if each.gap is None or not sums.rewarded else tidy(each.gap / sums.rewarded)
            for party, each in stand.items()
        }
        return Reckoned(put, got, stand, leans, _entries(one, book))


def _worded(each: Against, sums: Sums, book: str) -> Against:
    """The same with the reason in words that fit a book: nothing was said about the record."""
    if not each.why or each.why == NO_ENTITLEMENT:
        return each
    if not sums.rewarded:
        return Against(each.target, why=NO_RATES if book == AGREED else VALUES_NO_REWARD)
    return each if sums.contributed or book == AGREED else Against(each.target, why=VALUES_NO_INPUT)


def _counted(one: Valuation, book: str) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """What each party put in, and received, by a book."""
    put, got = dict.fromkeys(one.partners, NOTHING), dict.fromkeys(one.partners, NOTHING)
    for place, item in enumerate(one.items):
        into = got if item.side == "reward" else put
        for party, parts in item.parts.items():
            into[party] += _worth(one, place, party, parts, book)
    return put, got


def _worth(one: Valuation, place: int, party: str, parts: Decimal, book: str) -> Decimal:
    if book == AGREED:
        return (one.items[place].amounts or {}).get(party, NOTHING)
    return parts * one.books[book].worths[place]


def _entries(one: Valuation, book: str) -> tuple[int, ...]:
    """The postings that were valued, and the entry in which the party of the book stated its values."""
    rated = [item for item in one.items if book != AGREED or item.amounts is not None]
    stated = () if book == AGREED else (one.books[book].entry,)
    return tuple(sorted({*(entry for item in rated for entry in item.entries), *stated}))


def perception(found: Mapping[str, Reckoned], party: str) -> Decimal | None:
    """The return of a party by its own values less that by the agreed rates; below 0: it sees itself worse off."""
    if party not in found:
        return None
    own, agreed = found[party].coefficient(party), found[AGREED].coefficient(party)
    return None if own is None or agreed is None else tidy(own - agreed)


def own_leans(alliance: "Alliance", balance: Balance) -> dict[str, dict[str, Decimal]]:
    """By every book of the last opened valuation of a pool, the lean of each party; empty when none is as of then.

    A valuation counts from the last day of what was valued, and only between the partners of today.
    """
    one = alliance.valuations.last_opened(balance.pool.id)
    if one is None or one.fact.until > balance.on or set(one.partners) != set(balance.cumulative.standings):
        return {}
    found = {party: reckoned(one, party).leans for party in sorted(one.books)}
    return {
        book: known
        for book, leans in found.items()
        if len(known := {party: lean for party, lean in leans.items() if lean is not None}) == len(leans)
    }


# --- felt beside shown ---


def felt_at(alliance: "Alliance", pool: str, moment: datetime | None = None) -> Checkin | None:
    """The last check-in at which figures of a pool were shown and somebody had said how it feels; up to a moment."""
    opened = [one for one in alliance.checkins.by_index.values() if one.opening is not None]
    held = [one for one in opened if _felt(one, pool) and (moment is None or _opened_by(one, moment))]
    return max(held, key=lambda one: (one.when.on, one.index), default=None)


def _opened_by(checkin: Checkin, moment: datetime) -> bool:
    return checkin.opening is not None and checkin.opening.at <= moment


def _felt(checkin: Checkin, pool: str) -> dict[str, Decimal | tuple[str, Decimal]]:
    """What each party felt: the return that it feels it has, or towards whom it leans, by which part of all rewards."""
    return {
        party: (each.towards, Decimal(each.by) / 100) if each.coefficient is None else each.coefficient
        for party, said in checkin.prepared.items()
        for each in said.fact.felt
        if each.pool == pool
    }


def felt_returns(checkin: Checkin, pool: str, targets: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The return that each party felt it had at a check-in: a lean of x towards it is 1 + x / its target share."""
    found = {}
    for party, felt in _felt(checkin, pool).items():
        if isinstance(felt, Decimal):
            found[party] = felt
        elif (target := targets.get(party)) is not None and target:
            lean = felt[1] * (1 if felt[0] == party else -1)
            found[party] = tidy(1 + lean / target)
    return found


def _shown(checkin: Checkin, pool: str) -> tuple[Mapping[str, Decimal], Mapping[str, Decimal]]:
    """The target shares and the return coefficients that were shown of a pool when a check-in was opened."""
    kept = checkin.opening.shown if checkin.opening else ()
    return next(((each.targets, each.coefficients) for each in kept if each.pool == pool), ({}, {}))


# --- readings ---


def readings(alliance: "Alliance", now: datetime) -> list[Reading]:
    """For every pool in force: returns by own values, leans, gaps of perception, envy, and what was felt by then."""
    terms = alliance.agreement.in_force
    found = [each for pool in (terms.pools if terms else ()) for each in _of_pool(alliance, pool.id, now)]
    return sorted(found, key=lambda each: NAMES.index(each.measure))


def _of_pool(alliance: "Alliance", pool: str, now: datetime) -> Iterator[Reading]:
    one = alliance.valuations.opened_by(pool, now)
    if one is None:
        for name in NAMES[:-1]:
            yield _reading(name, pool, None, (), NOT_OPENED)
    else:
        yield from _by_books(pool, one)
    yield from _by_feeling(alliance, pool, now)


def _by_books(pool: str, one: Valuation) -> Iterator[Reading]:
    found = books(one)
    for party in one.partners:
        about = f"{pool}/{party}"
        if party not in found:
            for name in NAMES[:3]:
                yield _reading(name, about, None, found[AGREED].entries, NOT_STATED)
            continue
        own = found[party]
        why = own.stand[party].why
        gap = perception(found, party)
        yield _reading("own_return", about, own.coefficient(party), own.entries, why)
        yield _reading("own_lean", about, own.leans[party], own.entries, why if own.leans[party] is None else "")
        yield _reading("perception_gap", about, gap, own.entries, why or found[AGREED].stand[party].why)
        for other in one.partners:
            if other != party:
                yield from _directed(f"{pool}/{party}>{other}", own, party, other)


def _directed(about: str, own: Reckoned, party: str, other: str) -> Iterator[Reading]:
    envy = own.envy(party, other)
    why = own.stand[other].why or own.stand[party].why
    yield _reading("return_under", about, own.coefficient(other), own.entries, own.stand[other].why)
    yield _reading("envy", about, envy, own.entries, why if envy is None else "")


def _by_feeling(alliance: "Alliance", pool: str, now: datetime) -> Iterator[Reading]:
    checkin = felt_at(alliance, pool, now)
    if checkin is None or checkin.opening is None:
        yield _reading("felt_gap", pool, None, (), NOT_FELT)
        return
    targets, shown = _shown(checkin, pool)
    felt = felt_returns(checkin, pool, targets)
    said = _felt(checkin, pool)
    for party in sorted({*said, *shown}):
        facts = [checkin.opening.entry] + ([checkin.prepared[party].entry] if party in said else [])
        why = NOT_SAID if party not in said else NOT_SHOWN
        known = party in felt and party in shown
        value = tidy(felt[party] - shown[party]) if known else None
        yield _reading("felt_gap", f"{pool}/{party}", value, tuple(sorted(facts)), "" if known else why)


def _reading(measure: str, about: str, value: Decimal | None, facts: tuple[int, ...], why: str) -> Reading:
    return Reading(
        measure=measure,
        about=about,
        value=value,
        enough=value is not None,
        why=why if value is None else "",
        source=PRACTISED[measure].source,
        facts=facts,
    )
