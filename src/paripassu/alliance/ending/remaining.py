"""What is really open on the record: looked up, not typed, so that nothing is dropped on the way to the end."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import msgspec

from paripassu.alliance.commitments import settled
from paripassu.alliance.commitments.promises import Commitment
from paripassu.alliance.decisions import outcomes
from paripassu.alliance.exchange.shares import reach, to_return
from paripassu.alliance.ledger import overtaken

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

Kind = Literal["commitment", "posting", "decision", "text", "arrangement", "handover", "conflict", "share"]


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where an item comes from: a thing open at an entry, a provision of the plan at an entry, or a party's own."""

    kind: Kind | Literal["provision", "own"]
    entry: int | None = None
    place: int | None = None


class Open(NamedTuple):
    """A thing that is open: what kind, its entry, and the party that has it in hand (empty: more than one)."""

    kind: Kind
    entry: int
    owner: str


_Look: TypeAlias = "Callable[[Alliance, datetime], Iterator[tuple[int, str]]]"


def _commitments(alliance: "Alliance", _now: datetime) -> Iterator[tuple[int, str]]:
    for one in alliance.commitments.by_index.values():
        if one.pending:
            yield one.index, one.party
        elif one.in_force and not _fulfilled(one):
            yield one.index, one.fact.owner


def _fulfilled(one: Commitment) -> bool:
    return all(day in one.waived or settled(one, day) for day in one.dues)


def _postings(alliance: "Alliance", _now: datetime) -> Iterator[tuple[int, str]]:
    for posting in alliance.ledger.postings.values():
        if posting.status in ("proposed", "disputed") and not overtaken(alliance, posting):
            yield posting.index, posting.party


def _decisions(alliance: "Alliance", now: datetime) -> Iterator[tuple[int, str]]:
    for proposal in alliance.decisions.proposals.values():
        if outcomes.standing(alliance, proposal, now) in outcomes.OPEN:
            yield proposal.index, proposal.party


def _text(alliance: "Alliance", _now: datetime) -> Iterator[tuple[int, str]]:
    draft = alliance.agreement.draft
    if draft is not None:
        yield draft.index, draft.party


def _arrangements(alliance: "Alliance", _now: datetime) -> Iterator[tuple[int, str]]:
    yield from ((each.index, each.party) for each in alliance.arrangements.open)


def _handovers(alliance: "Alliance", _now: datetime) -> Iterator[tuple[int, str]]:
    yield from ((each.index, each.party) for each in alliance.handovers.open)


def _conflicts(alliance: "Alliance", _now: datetime) -> Iterator[tuple[int, str]]:
    yield from ((each.index, each.party) for each in alliance.conflicts.by_index.values() if each.closed is None)


def _shares(alliance: "Alliance", now: datetime) -> Iterator[tuple[int, str]]:
    """What somebody holds under terms, in the hands of who holds it, if it is one party; and offers not answered."""
    for one in alliance.exchange.shares.values():
        reached = {party: reach(one, party, now) for party in one.open_to}
        holders = [
            party
            for party in one.receivers
            if to_return(one, party, now) or (reached.get(party) == "open" and not one.fact.terms.passing_on)
        ]
        if holders:
            yield one.index, holders[0] if len(holders) == 1 else ""
        elif "offered" in reached.values():
            yield one.index, one.party


LOOKS: dict[Kind, _Look] = {
    "commitment": _commitments,
    "posting": _postings,
    "decision": _decisions,
    "text": _text,
    "arrangement": _arrangements,
    "handover": _handovers,
    "conflict": _conflicts,
    "share": _shares,
}
"""By kind of thing. A new practice adds its line here."""


def remaining(alliance: "Alliance", now: datetime) -> tuple[Open, ...]:
    """Everything that is open at this moment, by kind and in the order of the record."""
    return tuple(Open(kind, *found) for kind, look in LOOKS.items() for found in look(alliance, now))


def is_open(alliance: "Alliance", source: Source, now: datetime) -> bool:
    """Whether the thing that a source names is open at this moment; what is no thing of the record never is."""
    if source.kind == "provision" or source.kind == "own":
        return False
    return any(entry == source.entry for entry, _owner in LOOKS[source.kind](alliance, now))
