"""Who asked whom, when, and how long the answer took: read from what the record says, never entered by anybody.

An answer is the first word of the party that is asked, whatever it says: a “no” is an answer too. What was taken back
before it was answered is left out.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, Protocol

from paripassu.alliance.changes.chain import unacknowledged
from paripassu.alliance.commitments.promises import Commitment
from paripassu.alliance.decisions.proposals import Proposal, Said, ended
from paripassu.alliance.goals import awaited as goal_awaited
from paripassu.alliance.ledger import awaited, overtaken
from paripassu.alliance.parties.membership import voices
from paripassu.alliance.principles.observations import standing

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

DAY = 86_400.0


class Asked(NamedTuple):
    """`party` asked `of` at `since`, with `entry`; `at` is when it answered, and None while it has not.

    `until`: up to when it could still be answered, where that is over.
    """

    party: str
    of: str
    entry: int
    since: datetime
    at: datetime | None
    until: datetime | None = None

    def days(self, now: datetime) -> float:
        """The days that the answer took, or that have passed without one."""
        end = self.at or min(now, self.until or now)
        return max((end - self.since).total_seconds() / DAY, 0.0)


class _Word(Protocol):
    @property
    def at(self) -> datetime:
        """When it was said."""


def asked(alliance: "Alliance", now: datetime) -> list[Asked]:
    """Everything that one partner asked of another, in the order of the record."""
    if not alliance.agreement.versions:
        return []
    there = set(voices(alliance))
    kept = [
        each if each.at is None or each.at <= now else each._replace(at=None)  # what came later had not come
        for look in _LOOKS
        for each in look(alliance, now)
        if each.since <= now and each.party != each.of and each.party in there and each.of in there
    ]
    return sorted(kept, key=itemgetter(2, 1))


def _ledger(alliance: "Alliance", _now: datetime) -> Iterator[Asked]:
    """A posting asks the others to confirm it; a dispute is an answer."""
    answered = alliance.ledger.answered
    for posting in alliance.ledger.postings.values():
        index, since, party = posting.index, posting.entered, posting.party
        for of, entry in posting.confirmed.items():
            if entry in answered:
                yield Asked(party, of, index, since, answered[entry])
        for of in posting.disputed:
            yield Asked(party, of, index, since, posting.disputed_at)
        if posting.status == "proposed" and not overtaken(alliance, posting):
            for of in awaited(alliance, posting):
                yield Asked(party, of, index, since, None)


def _words(
    party: str, entry: int, since: datetime, of: tuple[str, ...], *said: Mapping[str, _Word], open_: bool
) -> Iterator[Asked]:
    """One thing put to several parties, each of which agrees or declines."""
    for other in of:
        words = [each[other].at for each in said if other in each]
        if words or open_:
            yield Asked(party, other, entry, since, min(words, default=None))


def _commitments(alliance: "Alliance", _now: datetime) -> Iterator[Asked]:
    for one in alliance.commitments.by_index.values():
        words = (one.agreed, one.declined)
        yield from _words(one.party, one.index, one.entered, one.concerned, *words, open_=one.pending)
        yield from _deliveries(one)


def _deliveries(one: Commitment) -> Iterator[Asked]:
    for delivery in one.deliveries:
        words = (delivery.accepted, delivery.returned)
        yield from _words(one.fact.owner, delivery.index, delivery.at, one.fact.to, *words, open_=delivery.waits)


def _goals(alliance: "Alliance", _now: datetime) -> Iterator[Asked]:
    partners = alliance.parties.partners
    for goal in alliance.goals.by_index.values():
        open_offers = list(goal.open_offers())
        for offer in goal.offers.values():
            of = goal_awaited(alliance, offer) if offer in open_offers else ()
            said = {**offer.agreed, **offer.declined}
            others = tuple(sorted({*of, *said}))
            yield from _words(offer.party, offer.index, offer.entered, others, said, open_=bool(of))
        for report in goal.reports.values():
            words = (report.confirmed, report.questioned)
            yield from _words(report.party, report.index, report.entered, partners, *words, open_=report.waits)


def _changes(alliance: "Alliance", _now: datetime) -> Iterator[Asked]:
    """A change that is shared asks the others to say that they have read it."""
    for change in alliance.changes.by_index.values():
        waits = unacknowledged(alliance, change) if change.withdrawn is None else ()
        words = (change.acknowledged, change.effects, change.views)
        others = tuple(sorted({*waits, *(party for said in words for party in said)}))
        yield from _words(change.party, change.index, change.shared, others, *words, open_=bool(waits))


def _principles(alliance: "Alliance", _now: datetime) -> Iterator[Asked]:
    """A strain asks the party observed for its word."""
    for one in alliance.principles.by_index.values():
        if one.fact.stands == "strained":
            at = one.answers[0].said.at if one.answers else None
            if at is not None or standing(alliance, one) == "unanswered":
                yield Asked(one.party, one.fact.of, one.index, one.entered, at)


def _decisions(alliance: "Alliance", now: datetime) -> Iterator[Asked]:
    """A proposal asks every party for a word, a question its proposer; ballots are sealed, and not timed."""
    for proposal in alliance.decisions.proposals.values():
        for question in proposal.questions.values():
            said = question.answers[0].entered if question.answers else None
            if said is not None or not proposal.closed(now):
                yield Asked(question.asked.party, proposal.party, question.asked.index, question.asked.entered, said)
        if not proposal.sealed and proposal.withdrawn is None:
            yield from _heard(proposal, now)


def _heard(proposal: Proposal, now: datetime) -> Iterator[Asked]:
    firsts: dict[str, Said] = {}
    for said in sorted(proposal.everything_said(), key=lambda each: each.index):
        firsts.setdefault(said.party, said)
    until = ended(proposal.wording.closes) if proposal.closed(now) else None
    for of in proposal.parties:
        first = firsts.get(of)
        at = first.entered if first else None
        yield Asked(proposal.party, of, proposal.index, proposal.entered, at, until)


def _exchange(alliance: "Alliance", _now: datetime) -> Iterator[Asked]:
    """A request asks those it names; an offer to it is an answer. An offer asks those that its terms name."""
    shares = alliance.exchange.shares
    for request in alliance.exchange.requests.values():
        offers = [shares[index] for index in request.offers]
        for of in request.fact.of:
            said = [each.at for each in request.answers.get(of, ())]
            said += [offer.entered for offer in offers if offer.party == of]
            if said or request.withdrawn is None:
                yield Asked(request.party, of, request.index, request.entered, min(said, default=None))
    for share in shares.values():
        for of in share.open_to:
            said = [word.at for word in share.accepted.get(of, {}).values()]
            said += [share.declined[of].at] if of in share.declined else []
            if said or share.recalled is None:
                yield Asked(share.party, of, share.index, share.entered, min(said, default=None))


_LOOKS = (_ledger, _commitments, _goals, _changes, _principles, _decisions, _exchange)
