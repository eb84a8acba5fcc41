"""Parties and people: which organisations stand in the alliance, and who sits for each of them.

No party owns the alliance. People are opaque ids here: their names live outside the record, so that a person can be
erased.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never

import msgspec

from paripassu.alliance.facts import ByPerson, Recorded, ruled, short_enough, worded
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

PartyKind = Literal["partner", "neutral"]
Role = Literal["manager", "sponsor", "member"]

LEAST_PARTNERS, MOST_PARTNERS = 2, 200
"""The largest consortium of Horizon 2020 has 186 organisations (docs/measures/evidence.md)."""

NAME_LIMIT = 200
PARTY_ID = re.compile(r"[a-z][a-z0-9_]{0,30}")

# --- facts ---


class NamedParty(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An organisation under the short stable id that it keeps for the life of the alliance."""

    id: str
    name: str
    kind: PartyKind = "partner"


class Founded(ByPerson, frozen=True, kw_only=True, tag="founded.v1"):
    """The record was opened, naming the organisations that mean to work together."""

    name: str
    parties: tuple[NamedParty, ...]


class PartyNamed(ByPerson, frozen=True, kw_only=True, tag="party_named.v1"):
    """One more organisation was named, before anything was in force."""

    party: NamedParty


class PartyDropped(ByPerson, frozen=True, kw_only=True, tag="party_dropped.v1"):
    """An organisation in which nobody has taken a seat was taken off again, before anything was in force."""

    party: str


class PartyRenamed(ByPerson, frozen=True, kw_only=True, tag="party_renamed.v1"):
    """A party changed its own name; its id stays."""

    name: str


class Seated(ByPerson, frozen=True, kw_only=True, tag="seated.v1"):
    """The person `by` took a seat for the party that entered this. `invited_by` is the person who invited them."""

    role: Role
    invited_by: str


class Unseated(ByPerson, frozen=True, kw_only=True, tag="unseated.v1"):
    """A person of the entering party left its seat, or was released from it by a colleague."""

    person: str
    reason: str = ""


Fact: TypeAlias = Founded | PartyNamed | PartyDropped | PartyRenamed | Seated | Unseated

# --- state ---


@dataclass(slots=True)
class Seat:
    """Where a person sits: for which party, in which role, from which entry to which (None: still), and when."""

    person: str
    party: str
    role: Role
    since: int
    taken: datetime
    until: int | None = None
    left: datetime | None = None


@dataclass(slots=True)
class Party:
    """An organisation in the alliance."""

    id: str
    name: str
    kind: PartyKind
    named: int


@dataclass(slots=True)
class Parties:
    """All parties by id, and all seats by person, in the order in which the record took them.

    `founder` is who opened the record, and for which party: it says who takes the first seat, and gives no right after.
    """

    by_id: dict[str, Party] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)
    founder: tuple[str, str] = ("", "")

    def __contains__(self, party: str) -> bool:
        return party in self.by_id

    @property
    def partners(self) -> tuple[str, ...]:
        """The ids of the partners, sorted, so that no order of entry shows."""
        return tuple(sorted(id_ for id_, party in self.by_id.items() if party.kind == "partner"))

    @property
    def neutrals(self) -> tuple[str, ...]:
        """The ids of the neutrals, sorted."""
        return tuple(sorted(id_ for id_, party in self.by_id.items() if party.kind == "neutral"))

    def name(self, party: str) -> str:
        """The name of a party. Refused when there is no such party."""
        if party not in self.by_id:
            raise Refused("party_unknown", "There is no party “{party}” in this alliance.", party=party)
        return self.by_id[party].name

    def names(self, parties: Iterable[str]) -> str:
        """The names of several parties, sorted, as one phrase."""
        return ", ".join(sorted(self.name(party) for party in parties))

    def people(self, party: str) -> tuple[Seat, ...]:
        """The seats taken for a party now."""
        return tuple(seat for seat in self.seats.values() if seat.party == party and seat.until is None)

    def seat(self, person: str) -> Seat:
        """The seat of a person. Refused when the person has none now."""
        seat = self.seats.get(person)
        if seat is None or seat.until is not None:
            raise Refused("no_seat", "You have no seat in this alliance. Ask a colleague who has one to invite you.")
        return seat


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    parties = alliance.parties
    match fact:
        case Founded():
            alliance.name, alliance.founded = fact.name, recorded.entered
            parties.founder = fact.by, recorded.party
            for named in fact.parties:
                parties.by_id[named.id] = Party(named.id, named.name, named.kind, recorded.index)
        case PartyNamed():
            named = fact.party
            parties.by_id[named.id] = Party(named.id, named.name, named.kind, recorded.index)
        case PartyDropped():
            del parties.by_id[fact.party]
        case PartyRenamed():
            parties.by_id[recorded.party].name = fact.name
        case Seated():
            parties.seats[fact.by] = Seat(fact.by, recorded.party, fact.role, recorded.index, recorded.entered)
        case Unseated():
            parties.seats[fact.person].until = recorded.index
            parties.seats[fact.person].left = recorded.entered
        case _:
            assert_never(fact)


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    match fact:
        case Founded():
            _may_found(alliance, recorded, fact)
        case PartyNamed():
            managing(alliance, fact.by)
            _may_name(alliance, fact.party)
        case PartyDropped():
            managing(alliance, fact.by)
            _may_drop(alliance, fact.party)
        case PartyRenamed():
            worded(fact.name, "the name", limit=NAME_LIMIT)
            managing(alliance, fact.by)
            _own_name(alliance, recorded.party, fact.name)
        case Seated():
            _may_sit(alliance, recorded.party, fact)
        case Unseated():
            _may_unseat(alliance, recorded.party, fact)
        case _:
            assert_never(fact)


def managing(alliance: "Alliance", person: str) -> Seat:
    """The seat of a person who may act for a whole party: its manager or its sponsor. Refused for everybody else."""
    seat = alliance.parties.seat(person)
    if seat.role == "member" or alliance.parties.by_id[seat.party].kind == "neutral":
        raise Refused(
            "not_for_this_role",
            "Only a manager or a sponsor of a partner may do this; you sit here as {role}. Ask them.",
            role="a neutral" if alliance.parties.by_id[seat.party].kind == "neutral" else "a team member",
        )
    return seat


def partnering(alliance: "Alliance", person: str) -> Seat:
    """The seat of anybody who sits for a partner. Refused for the neutral, who reads and helps but takes no side."""
    seat = alliance.parties.seat(person)
    if alliance.parties.by_id[seat.party].kind == "neutral":
        raise Refused("not_for_neutrals", "A neutral reads everything joint but records nothing for either side.")
    return seat


def _may_found(alliance: "Alliance", recorded: Recorded, fact: Founded) -> None:
    if alliance.size:
        raise Refused("already_founded", "This record already holds an alliance. Open a new one.")
    worded(fact.name, "a name for the alliance", limit=NAME_LIMIT)
    ids = [party.id for party in fact.parties]
    if len(set(ids)) != len(ids):
        raise Refused("party_twice", "Two organisations have the same short name. Give each its own.")
    if recorded.party not in {party.id for party in fact.parties if party.kind == "partner"}:
        raise Refused("not_a_partner", "Only one of the partners can open the record.")
    for party in fact.parties:
        _sound(party)
    if len({_folded(party.name) for party in fact.parties}) != len(ids):
        raise Refused("name_twice", "Two organisations have the same name. Nobody could tell them apart.")
    _enough(sum(party.kind == "partner" for party in fact.parties))


def _enough(partners: int) -> None:
    if not LEAST_PARTNERS <= partners <= MOST_PARTNERS:
        raise Refused(
            "party_count",
            "An alliance has {least} to {most} partners; this one would have {count}.",
            least=LEAST_PARTNERS,
            most=MOST_PARTNERS,
            count=partners,
        )


def _sound(party: NamedParty) -> None:
    if not PARTY_ID.fullmatch(party.id):
        raise Refused(
            "party_id",
            "“{id}” cannot be a short name: use small letters, digits and _ , beginning with a letter, 31 at most.",
            id=party.id,
        )
    worded(party.name, "the name of each organisation", limit=NAME_LIMIT)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _own_name(alliance: "Alliance", id_: str, name: str) -> None:
    """Refused when another party goes by this name: nobody signs or confirms under the name of another."""
    if any(_folded(party.name) == _folded(name) for party in alliance.parties.by_id.values() if party.id != id_):
        raise Refused("name_twice", "Another party of this alliance is already called {name}.", name=name)


def _open_to_change(alliance: "Alliance") -> None:
    if alliance.agreement.versions:
        raise Refused(
            "in_force",
            "An agreement is in force: propose to all partners that the party joins, or give notice of leaving.",
        )
    draft = alliance.agreement.draft
    if draft is not None and draft.accepted:
        raise Refused(
            "accepted",
            "The text that names the parties was accepted by {names}. Have that withdrawn first, then change them.",
            names=alliance.parties.names(draft.accepted),
        )


def _may_name(alliance: "Alliance", party: NamedParty) -> None:
    _open_to_change(alliance)
    may_be_named(alliance, party)


def may_be_named(alliance: "Alliance", party: NamedParty, *, again: bool = False) -> None:
    """Refused when no organisation can stand here under this name. `again`: it stood here before, and left."""
    _sound(party)
    if party.id in alliance.parties and not again:
        raise Refused("party_twice", "There is already a party with the short name “{id}”.", id=party.id)
    _own_name(alliance, party.id, party.name)
    if party.kind == "partner":
        _enough(len(alliance.parties.partners) + 1)


def _may_drop(alliance: "Alliance", party: str) -> None:
    _open_to_change(alliance)
    name = alliance.parties.name(party)
    if any(seat.party == party for seat in alliance.parties.seats.values()):
        raise Refused("party_seated", "Somebody already sits for {name}: only {name} itself can leave.", name=name)
    if alliance.parties.by_id[party].kind == "partner":
        _enough(len(alliance.parties.partners) - 1)


def _may_sit(alliance: "Alliance", party: str, fact: Seated) -> None:
    parties = alliance.parties
    parties.name(party)
    if party in alliance.membership.left:
        raise Refused("party_left", "{name} has left this alliance: nobody sits for it.", name=parties.name(party))
    held = parties.seats.get(fact.by)
    if held is not None and (held.until is None or held.party != party):
        raise Refused(
            "seat_taken",
            "You already sit, or have sat, for {name}; one person, one side.",
            name=parties.name(held.party),
        )
    if parties.seats:
        may_invite(alliance, fact.invited_by, party, fact.role)
    elif (fact.by, party) != parties.founder or fact.role == "member":
        raise Refused("founder_first", "Who opened the record takes the first seat, as manager or sponsor.")


def may_invite(alliance: "Alliance", person: str, party: str, role: Role = "manager") -> None:
    """Refused when this person may not invite somebody to sit for this party in this role."""
    name = alliance.parties.name(party)
    inviter = managing(alliance, person)
    if alliance.parties.by_id[party].kind == "neutral":
        terms = alliance.agreement.in_force
        if terms is None or party not in terms.neutrals:
            raise Refused(
                "neutral_not_agreed",
                "{name} can take its seat once an agreement that names it as neutral is signed by every partner.",
                name=name,
            )
        return
    if inviter.party != party and alliance.parties.people(party):
        raise Refused("not_your_side", "{name} has people here: only they invite their colleagues.", name=name)
    if role == "member" and not alliance.parties.people(party):
        raise Refused(
            "nobody_manages",
            "Nobody sits for {name} yet: invite its manager or sponsor first, who then invites the team.",
            name=name,
        )


def _may_unseat(alliance: "Alliance", party: str, fact: Unseated) -> None:
    short_enough(fact.reason, "the reason")
    seat = alliance.parties.seat(fact.person)
    if seat.party != party:
        raise Refused("not_your_side", "Only people of the same party can release somebody from a seat.")
    if fact.by != fact.person:
        managing(alliance, fact.by)
    managers = [s for s in alliance.parties.people(party) if s.role != "member" and s.person != fact.person]
    if seat.role != "member" and not managers and alliance.parties.by_id[party].kind == "partner":
        raise Refused("last_manager", "Nobody else can act for your party then. Seat another manager first.")


# --- acts ---


def found(
    alliance: "Alliance", *, by: str, now: datetime, party: str, name: str, parties: Iterable[NamedParty]
) -> Founded:
    """Open the record of an alliance, naming the organisations; `party` is the one for which `by` acts."""
    fact = Founded(by=by, name=name.strip(), parties=tuple(parties))
    rule(alliance, Recorded(alliance.size, now, party, fact), fact)
    return fact


def take_seat(alliance: "Alliance", *, by: str, now: datetime, party: str, role: Role, invited_by: str) -> Seated:
    """Sit for a party, on the invitation of somebody who may invite for it."""
    fact = Seated(by=by, role=role, invited_by=invited_by)
    rule(alliance, Recorded(alliance.size, now, party, fact), fact)
    return fact


def name_party(alliance: "Alliance", *, by: str, now: datetime, party: NamedParty) -> PartyNamed:
    """Name one more organisation, before anything is in force."""
    return ruled(alliance, now, PartyNamed(by=by, party=party), rule)


def drop_party(alliance: "Alliance", *, by: str, now: datetime, party: str) -> PartyDropped:
    """Take an organisation off again in which nobody has sat, before anything is in force."""
    return ruled(alliance, now, PartyDropped(by=by, party=party), rule)


def rename_party(alliance: "Alliance", *, by: str, now: datetime, name: str) -> PartyRenamed:
    """Change the name of one's own party."""
    return ruled(alliance, now, PartyRenamed(by=by, name=name.strip()), rule)


def leave_seat(alliance: "Alliance", *, by: str, now: datetime, person: str, reason: str = "") -> Unseated:
    """Give up one's own seat, or release a colleague from theirs."""
    return ruled(alliance, now, Unseated(by=by, person=person, reason=reason.strip()), rule)
