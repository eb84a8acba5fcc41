"""The ledger: what each party contributes, carries and receives, entered by one side and confirmed by the others.

Only a posting that the others have confirmed counts. A confirmed posting is joint, and nobody changes it
alone: a correction is a new posting that takes the old one's place once it is itself confirmed. Appreciation is
given without a claim and is never netted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias, assert_never

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.agreement.drafts import Version
from paripassu.alliance.agreement.terms import ResourceKind
from paripassu.alliance.days import begun
from paripassu.alliance.facts import (
    ByPerson,
    Recorded,
    measurable,
    plain,
    ruled,
    short_enough,
    worded,
)
from paripassu.alliance.ledger.postings import POSTED, SIDES, AnyPosting, Carried, Contributed, Posting, Rewarded, Side
from paripassu.alliance.links import known
from paripassu.alliance.parties import partnering
from paripassu.alliance.parties.membership import waited_for
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

WHAT_LIMIT = 2_000
UNIT_LIMIT = 60

# --- facts ---


class Appreciated(ByPerson, frozen=True, kw_only=True, tag="appreciated.v1"):
    """The entering party thanked another for something given without a claim. Recorded, never netted."""

    to: str
    on: date
    what: str


class Confirmed(ByPerson, frozen=True, kw_only=True, tag="confirmed.v1"):
    """The entering party confirmed that these postings are so."""

    entries: tuple[int, ...]


class Disputed(ByPerson, frozen=True, kw_only=True, tag="disputed.v1"):
    """The entering party disputed a posting, with its reason."""

    entry: int
    reason: str


class Withdrawn(ByPerson, frozen=True, kw_only=True, tag="withdrawn.v1"):
    """The party that posted it took a posting back that was not confirmed yet."""

    entry: int
    reason: str


class Noted(ByPerson, frozen=True, kw_only=True, tag="noted.v1"):
    """A party's own remark on a posting, sealed on the record for its own eyes."""

    entry: int
    text: str


Fact: TypeAlias = AnyPosting | Appreciated | Confirmed | Disputed | Withdrawn | Noted

# --- state ---


@dataclass(slots=True)
class Ledger:
    """All postings by the index of their entry, the appreciations, and when each confirmation was entered."""

    postings: dict[int, Posting] = field(default_factory=dict)
    answered: dict[int, datetime] = field(default_factory=dict)
    appreciations: list[Recorded] = field(default_factory=list)

    def posting(self, index: int) -> Posting:
        """The posting at an entry. Refused when there is none."""
        if index not in self.postings:
            raise Refused("posting_unknown", "Entry {entry} is no posting of this ledger.", entry=index)
        return self.postings[index]

    def of_pool(self, pool: str) -> list[Posting]:
        """All postings of a pool, in the order of the record."""
        return [posting for posting in self.postings.values() if posting.fact.pool == pool]


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    ledger = alliance.ledger
    match fact:
        case Confirmed():
            ledger.answered[recorded.index] = recorded.entered
            for entry in fact.entries:
                _confirm(alliance, ledger.posting(entry), recorded)
        case Contributed() | Carried() | Rewarded():
            ledger.postings[recorded.index] = _posting(alliance, recorded, fact)
            alliance.links.add(recorded.index, "ledger", fact.about, fact.clauses)
        case Disputed():
            posting = ledger.posting(fact.entry)
            posting.confirmed.pop(recorded.party, None)
            posting.disputed[recorded.party], posting.disputed_at = fact.reason, recorded.entered
        case Withdrawn():
            ledger.posting(fact.entry).withdrawn = fact.reason
        case Appreciated():
            ledger.appreciations.append(recorded)
            alliance.links.add(recorded.index, "ledger")
        case Noted():
            pass  # for its own party alone, never part of the joint state
        case _:
            assert_never(fact)


def reconsider(alliance: "Alliance") -> None:
    """After another text came into force: value what had no rate, and settle what waits for nobody any more."""
    for posting in alliance.ledger.postings.values():
        if posting.value is None:
            posting.value = _value(alliance, posting.fact)
        if posting.status == "proposed":
            _settle(alliance, posting)


def _posting(alliance: "Alliance", recorded: Recorded, fact: AnyPosting) -> Posting:
    index, entered, party, _ = recorded
    return Posting(index, entered, party, SIDES[type(fact)], fact, _value(alliance, fact))


def _value(alliance: "Alliance", fact: AnyPosting) -> Decimal | None:
    rate = version_in_force(alliance).rate(fact.pool, fact.resource, fact.unit)
    return None if rate is None else fact.quantity * rate


def _confirm(alliance: "Alliance", posting: Posting, recorded: Recorded) -> None:
    posting.disputed.pop(recorded.party, None)
    posting.confirmed[recorded.party] = recorded.index
    _settle(alliance, posting)


def _settle(alliance: "Alliance", posting: Posting) -> None:
    """Let a posting count from now on, if nobody is waited for and no other correction has taken its place."""
    corrects = posting.fact.corrects
    if awaited(alliance, posting) or (corrects is not None and overtaken(alliance, posting)):
        return
    posting.settled = True
    if corrects is not None:
        alliance.ledger.posting(corrects).corrected_by = posting.index


def overtaken(alliance: "Alliance", posting: Posting) -> bool:
    """Whether what this posting corrects has been corrected by another one meanwhile."""
    if posting.fact.corrects is None:
        return False
    return alliance.ledger.posting(posting.fact.corrects).corrected_by not in (None, posting.index)


def awaited(alliance: "Alliance", posting: Posting) -> tuple[str, ...]:
    """The partners whose confirmation a posting still needs to count, sorted; empty when it counts.

    The party that posted it does not confirm it. Where the pool asks for one confirmation, it is that of the party
    concerned, or of any other when the party concerned posted it itself; a dispute that stands keeps it open.
    """
    version, confirmed, poster = version_in_force(alliance), posting.confirmed, posting.party
    partners = waited_for(alliance)
    open_ = [party for party in partners if party not in confirmed and party != poster]
    pool = version.pools.get(posting.fact.pool)
    if pool is None or pool.confirmations == "every":
        return tuple(open_)
    of = posting.fact.of
    concerned = [of] if of != poster and of in partners else [p for p in partners if p != poster]
    if not posting.disputed and any(party in confirmed for party in concerned):
        return ()
    return tuple(party for party in concerned if party in open_) or tuple(sorted(posting.disputed))


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    partnering(alliance, fact.by)
    match fact:
        case Confirmed():
            _may_confirm(alliance, recorded.party, fact.entries)
        case Contributed() | Carried() | Rewarded():
            _may_post(alliance, recorded, fact)
        case Disputed():
            worded(fact.reason, "why you dispute it", limit=WHAT_LIMIT)
            _may_dispute(alliance, recorded.party, fact.entry)
        case Withdrawn():
            worded(fact.reason, "why you withdraw it", limit=WHAT_LIMIT)
            _may_withdraw(alliance, recorded.party, fact.entry)
        case Appreciated():
            _may_appreciate(alliance, recorded, fact)
        case Noted():
            worded(fact.text, "what you want to note", limit=WHAT_LIMIT)
            alliance.ledger.posting(fact.entry)
        case _:
            assert_never(fact)


def _may_post(alliance: "Alliance", recorded: Recorded, fact: AnyPosting) -> None:
    version = version_in_force(alliance)
    if recorded.party not in version.partners:
        raise Refused("not_a_partner", "Your party is no partner of the agreement in force.")
    _known_pool(version, fact.pool)
    if fact.of not in version.partners:
        raise Refused("party_unknown", "“{party}” is no partner of the agreement in force.", party=fact.of)
    worded(fact.what, "what it was", limit=WHAT_LIMIT)
    known(alliance, fact.about, fact.clauses)
    worded(fact.unit, "the unit", limit=UNIT_LIMIT)
    short_enough(fact.evidence, "the evidence", limit=WHAT_LIMIT)
    _not_in_future(fact.on, recorded.entered)
    quantity = measurable(fact.quantity, "the quantity")
    if fact.corrects is not None:
        _may_correct(alliance, recorded.party, fact)
    if quantity < 0 or (quantity == 0 and fact.corrects is None):
        raise Refused(
            "quantity_not_positive",
            "The quantity must be above zero; it is {quantity}. To take something back, correct or withdraw the entry.",
            quantity=quantity,
        )


def _known_pool(version: Version, id_: str) -> None:
    if not version.pools:
        raise Refused("no_pools", "The agreement in force has no pool to record in. Amend it to add one.")
    if id_ not in version.pools:
        sentence = "There is no pool “{pool}”. The agreement in force has: {names}."
        raise Refused("pool_unknown", sentence, pool=id_, names=", ".join(version.pools))


def _not_in_future(on: date, entered: datetime) -> None:
    if on > entered.date() and not begun(on, entered):
        raise Refused("date_in_future", "{on} has not come yet. The ledger holds what has happened.", on=on.isoformat())


def _may_correct(alliance: "Alliance", party: str, fact: AnyPosting) -> None:
    assert fact.corrects is not None
    old = alliance.ledger.posting(fact.corrects)
    if old.status in ("withdrawn", "corrected"):
        raise Refused(
            "posting_closed",
            "Entry {entry} is {status}: it counts no more.",
            entry=old.index,
            status=old.status,
        )
    if old.status != "confirmed" and old.party != party:
        name = alliance.parties.name(old.party)
        raise Refused("not_your_posting", "{name} posted this: dispute it, with your reason, or confirm it.", name=name)
    if old.status != "confirmed" and old.fact.corrects is not None:
        # Otherwise what the open correction corrects would go on counting beside the correction of the correction.
        sentence = "Entry {entry} is itself a correction that does not count yet. Withdraw it, then correct {original}."
        raise Refused("correction_open", sentence, entry=old.index, original=old.fact.corrects)
    if old.side != SIDES[type(fact)] or old.fact.of != fact.of or old.fact.pool != fact.pool:
        raise Refused(
            "correction_elsewhere",
            "A correction stays with the same party, pool and side. Correct this one to 0, post another.",
        )


def _may_confirm(alliance: "Alliance", party: str, entries: tuple[int, ...]) -> None:
    if not entries or len(set(entries)) != len(entries):
        raise Refused("nothing_chosen", "Choose the entries that you want to confirm, each once.")
    for index in entries:
        posting = _open_posting(alliance, party, index)
        if overtaken(alliance, posting):
            raise Refused("overtaken", "What entry {entry} corrects has been corrected by another entry.", entry=index)
        if party in posting.confirmed:
            raise Refused("already_confirmed", "Your party has already confirmed entry {entry}.", entry=index)


def _open_posting(alliance: "Alliance", party: str, index: int) -> Posting:
    posting = alliance.ledger.posting(index)
    if posting.status in ("withdrawn", "corrected"):
        raise Refused(
            "posting_closed",
            "Entry {entry} is {status}: nothing is left to say.",
            entry=index,
            status=posting.status,
        )
    if posting.party == party:
        raise Refused("own_posting", "Your party posted entry {entry}: the others confirm or dispute it.", entry=index)
    if party not in version_in_force(alliance).partners:
        raise Refused("not_a_partner", "Your party is no partner of the agreement in force.")
    return posting


def _may_dispute(alliance: "Alliance", party: str, index: int) -> None:
    posting = _open_posting(alliance, party, index)
    if posting.settled:
        raise Refused(
            "settled",
            "Entry {entry} is confirmed and counts for all. Post a correction, which the others confirm.",
            entry=index,
        )


def _may_withdraw(alliance: "Alliance", party: str, index: int) -> None:
    posting = alliance.ledger.posting(index)
    if posting.party != party:
        raise Refused(
            "not_your_posting",
            "Only {name}, which posted it, can withdraw it.",
            name=alliance.parties.name(posting.party),
        )
    if posting.status not in ("proposed", "disputed"):
        raise Refused(
            "settled",
            "Entry {entry} is {status}. What counts for all is changed by a correction.",
            entry=index,
            status=posting.status,
        )


def _may_appreciate(alliance: "Alliance", recorded: Recorded, fact: Appreciated) -> None:
    version = version_in_force(alliance)
    worded(fact.what, "what you appreciate", limit=WHAT_LIMIT)
    _not_in_future(fact.on, recorded.entered)
    if fact.to == recorded.party or fact.to not in version.partners:
        raise Refused("appreciates_nobody", "Choose another partner whom your party wants to thank.")


# --- acts ---


def post(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    side: Side,
    of: str,
    pool: str,
    on: date,
    quantity: Decimal,
    unit: str,
    what: str,
    resource: ResourceKind = "other",
    evidence: str = "",
    corrects: int | None = None,
    about: Iterable[int] = (),
    clauses: Iterable[str] = (),
) -> AnyPosting:
    """Post what a party contributed, carried or received; the other partners then confirm or dispute it."""
    fact = POSTED[side](
        by=by,
        of=of,
        pool=pool,
        on=on,
        quantity=plain(quantity, "the quantity"),
        unit=unit.strip(),
        what=what.strip(),
        resource=resource,
        evidence=evidence.strip(),
        corrects=corrects,
        about=tuple(about),
        clauses=tuple(clauses),
    )
    return ruled(alliance, now, fact, rule)


def confirm(alliance: "Alliance", *, by: str, now: datetime, entries: Iterable[int]) -> Confirmed:
    """Confirm postings of another party. Confirming lifts one's own dispute."""
    return ruled(alliance, now, Confirmed(by=by, entries=tuple(entries)), rule)


def dispute(alliance: "Alliance", *, by: str, now: datetime, entry: int, reason: str) -> Disputed:
    """Dispute a posting that does not count yet, with the reason; this takes one's own confirmation back."""
    return ruled(alliance, now, Disputed(by=by, entry=entry, reason=reason.strip()), rule)


def withdraw(alliance: "Alliance", *, by: str, now: datetime, entry: int, reason: str) -> Withdrawn:
    """Take one's own posting back before it counts."""
    return ruled(alliance, now, Withdrawn(by=by, entry=entry, reason=reason.strip()), rule)


def appreciate(alliance: "Alliance", *, by: str, now: datetime, to: str, on: date, what: str) -> Appreciated:
    """Thank another partner for something it gave without a claim."""
    return ruled(alliance, now, Appreciated(by=by, to=to, on=on, what=what.strip()), rule)


def note(alliance: "Alliance", *, by: str, now: datetime, entry: int, text: str) -> Noted:
    """Put a remark on a posting, for the eyes of one's own party."""
    return ruled(alliance, now, Noted(by=by, entry=entry, text=text.strip()), rule)
