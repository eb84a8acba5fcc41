"""Bodies: the steering committee, the working groups, and whatever else the partners set up to act together.

A body is set up, changed and dissolved jointly (`arrangements`): nobody gives it another quorum alone. Each side names
and replaces its own members alone: nobody chooses who speaks for another party.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, assert_never

import msgspec

from paripassu.alliance.facts import ByPerson, Recorded, ruled, short_enough, worded
from paripassu.alliance.parties import Seat, managing
from paripassu.alliance.refusals import Finding, Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

Quorum = Literal["all", "two_thirds", "majority"]
DecisionRule = Literal["consent", "simple", "two_thirds", "unanimous"]

NAME_LIMIT = 120
MOST_SEATS = 20
MOST_NOTICE = 90
MOST_BODIES = 60

# --- what is arranged jointly ---


class BodyTerms(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a body is for and how it works.

    `purpose`: its terms of reference. `parties`: those whose members vote, each with up to `seats` of them, the same
    for every side. `quorum`: how many members take part at least. `notice`: days between the call and the meeting.
    """

    name: str
    purpose: str
    parties: tuple[str, ...]
    seats: int = 2
    quorum: Quorum = "two_thirds"
    notice: int = 7
    rule: DecisionRule = "consent"


class BodySet(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="what", tag="body_set"):
    """A body is set up; or body `body` gets other terms in place of those that entry `replaces` gave it."""

    terms: BodyTerms
    body: int | None = None
    replaces: int | None = None


class BodyDissolved(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="what", tag="body_dissolved"):
    """A body ends. What it did stays on the record."""

    body: int


Arranged: TypeAlias = BodySet | BodyDissolved

# --- facts ---


class MembersNamed(ByPerson, frozen=True, kw_only=True, tag="members_named.v1"):
    """The entering party named all its members and observers in a body; whoever it does not name is there no more."""

    body: int
    members: tuple[str, ...] = ()
    observers: tuple[str, ...] = ()


Fact: TypeAlias = MembersNamed

# --- state ---


class Naming(NamedTuple):
    """Since entry `entry`, made at `at`, these are the members of a party in a body."""

    entry: int
    at: datetime
    party: str
    members: tuple[str, ...]


@dataclass(slots=True)
class Body:
    """A body under the entry that first proposed it; `since` is the entry that gave it the terms it has.

    `named` are all namings of members in the order of the record.
    """

    index: int
    terms: BodyTerms
    since: int
    members: dict[str, tuple[str, ...]] = field(default_factory=dict)
    observers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    dissolved: int | None = None
    earlier: list[tuple[int, BodyTerms]] = field(default_factory=list)
    named: list[Naming] = field(default_factory=list)

    def name(self, recorded: Recorded, members: tuple[str, ...]) -> None:
        """Let these be the members of the party that entered this."""
        self.members[recorded.party] = members
        self.named.append(Naming(recorded.index, recorded.entered, recorded.party, members))


@dataclass(slots=True)
class Bodies:
    """All bodies by their entry, also those that were dissolved."""

    by_entry: dict[int, Body] = field(default_factory=dict)

    @property
    def standing(self) -> tuple[Body, ...]:
        """The bodies that work now, by name."""
        return tuple(sorted((b for b in self.by_entry.values() if b.dissolved is None), key=lambda b: b.terms.name))


def body(alliance: "Alliance", index: int) -> Body:
    """A body that works now. Refused when there is none under this entry."""
    found: Body | None = alliance.bodies.by_entry.get(index)
    if found is None or found.dissolved is not None:
        raise Refused("body_unknown", "Entry {entry} is no body of this alliance now. Choose another.", entry=index)
    return found


def members(alliance: "Alliance", index: int) -> tuple[Seat, ...]:
    """Who has a vote in a body now, by their ids: the named who still sit, of parties that are not suspended."""
    found = body(alliance, index)
    return _seated(alliance, found.members, set(found.terms.parties) - alliance.membership.silent)


def observers(alliance: "Alliance", index: int) -> tuple[Seat, ...]:
    """Who sits in a body without a vote, by their ids."""
    found = body(alliance, index)
    return _seated(alliance, found.observers, set(found.observers))


def _seated(alliance: "Alliance", named: dict[str, tuple[str, ...]], sides: Collection[str]) -> tuple[Seat, ...]:
    seats = [alliance.parties.seats[person] for party, people in named.items() if party in sides for person in people]
    return tuple(sorted((seat for seat in seats if seat.until is None), key=lambda seat: seat.person))


class Electorate(NamedTuple):
    """The votes in a body at a moment, by party, under the terms of then; `entries` are what says so."""

    body: int
    terms: BodyTerms
    votes: dict[str, int]
    entries: tuple[int, ...]


def electorates(alliance: "Alliance", silent: Collection[str], moment: datetime) -> list[Electorate]:
    """Who had how many votes in the bodies that worked at a moment, by the name of the body.

    `silent` are the parties whose voice rested then, or which had left.
    """
    found = [_electorate(alliance, each, silent, moment) for each in alliance.bodies.by_entry.values()]
    return sorted((each for each in found if each), key=lambda each: (each.terms.name, each.body))


def _electorate(alliance: "Alliance", one: Body, silent: Collection[str], moment: datetime) -> Electorate | None:
    given = [each for each in (*one.earlier, (one.since, one.terms)) if settled_at(alliance, each[0]) <= moment]
    if not given or (one.dissolved is not None and settled_at(alliance, one.dissolved) <= moment):
        return None
    since, terms = given[-1]
    named = {each.party: each for each in one.named if each.at <= moment and each.party in terms.parties}
    votes = {
        party: 0 if party in silent or party not in named else _sitting(alliance, named[party].members, moment)
        for party in sorted(terms.parties)
    }
    return Electorate(one.index, terms, votes, (since, *sorted(each.entry for each in named.values())))


def _sitting(alliance: "Alliance", people: Collection[str], moment: datetime) -> int:
    seats = [alliance.parties.seats[person] for person in people]
    return sum(seat.left is None or seat.left > moment for seat in seats)


def settled_at(alliance: "Alliance", index: int) -> datetime:
    """Since when an arrangement holds that is settled, or is being settled."""
    since = alliance.arrangements.by_entry[index].since
    assert since is not None
    return since


def quorum(alliance: "Alliance", index: int) -> int:
    """How many members must take part, out of those who have a vote now."""
    count = len(members(alliance, index))
    least = {"all": count, "two_thirds": -(-2 * count // 3), "majority": count // 2 + 1}
    return least[body(alliance, index).terms.quorum]


def quorate(alliance: "Alliance", index: int, present: Collection[str]) -> bool:
    """Whether a body can act with these people: enough of its members, and of two parties at least."""
    there = [seat for seat in members(alliance, index) if seat.person in present]
    return len(there) >= quorum(alliance, index) and len({seat.party for seat in there}) > 1


def findings(alliance: "Alliance") -> list[Finding]:
    """What keeps a body from working: a side that has named nobody, or whose members have all left."""
    return [
        Finding(f"bodies.{each.index}", f"{alliance.parties.name(party)} has no member in “{each.terms.name}”.")
        for each in alliance.bodies.standing
        for party in sorted(each.terms.parties)
        if party not in {seat.party for seat in members(alliance, each.index)} | alliance.membership.silent
    ]


def settle(alliance: "Alliance", index: int, arranged: Arranged) -> None:
    """Let a body be what every partner has agreed at entry `index`."""
    known = alliance.bodies.by_entry
    match arranged:
        case BodySet(terms=terms, body=None):
            known[index] = Body(index, terms, index)
        case BodySet(terms=terms, body=int(old)):
            changed = known[old]
            changed.earlier.append((changed.since, changed.terms))
            changed.terms, changed.since = terms, index
            gone = sorted(changed.members.keys() - set(terms.parties))
            changed.named += [Naming(index, settled_at(alliance, index), party, ()) for party in gone]
            changed.members = {party: people for party, people in changed.members.items() if party in terms.parties}
        case BodyDissolved(body=old):
            known[old].dissolved = index


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    match fact:
        case MembersNamed():
            named = body(alliance, fact.body)
            named.name(recorded, fact.members)
            named.observers[recorded.party] = fact.observers
        case _:
            assert_never(fact)


# --- rules ---


def may_arrange(alliance: "Alliance", arranged: Arranged) -> None:
    """Refused when a body cannot be set up, changed or dissolved like this, whoever proposes it."""
    match arranged:
        case BodySet(terms=terms, body=index):
            _sound(alliance, terms)
            _name_free(alliance, terms.name, index)
            if index is not None and body(alliance, index).since != arranged.replaces:
                raise Refused("body_changed", "This body has been changed since. Read it, then propose yours again.")
        case BodyDissolved(body=index):
            body(alliance, index)


def _sound(alliance: "Alliance", terms: BodyTerms) -> None:
    worded(terms.name, "the name of the body", limit=NAME_LIMIT)
    worded(terms.purpose, "its terms of reference")
    sides = set(terms.parties)
    if len(sides) != len(terms.parties) or len(sides) < 2 or sides - set(alliance.parties.partners):
        raise Refused("body_sides", "A body has members of two partners at least, each named once.")
    if not 1 <= terms.seats <= MOST_SEATS:
        raise Refused("body_seats", "Each side has 1 to {most} members.", most=MOST_SEATS)
    if not 0 <= terms.notice <= MOST_NOTICE:
        raise Refused("body_notice", "The notice is 0 to {most} days.", most=MOST_NOTICE)


def _name_free(alliance: "Alliance", name: str, index: int | None) -> None:
    others = [each for each in alliance.bodies.standing if each.index != index]
    if any(each.terms.name.strip().casefold() == name.strip().casefold() for each in others):
        raise Refused("body_twice", "There is already a body called {name}. Change that one, or name this another.",
                      name=name)  # fmt: skip
    if index is None and len(others) >= MOST_BODIES:
        raise Refused("too_many_bodies", "There are {most} bodies. Dissolve one first.", most=MOST_BODIES)


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    if alliance.parties.by_id[recorded.party].kind == "partner":
        managing(alliance, fact.by)
    named = body(alliance, fact.body)
    people = [*fact.members, *fact.observers]
    if len(set(people)) != len(people):
        raise Refused("named_twice", "Somebody is named twice. Each is a member or an observer, once.")
    for person in people:
        short_enough(person, "the person")
        if alliance.parties.seat(person).party != recorded.party:
            raise Refused("not_your_side", "Each side names its own people, and nobody else's.")
    if fact.members and recorded.party not in named.terms.parties:
        raise Refused("observes_only", "Your party has no vote in this body: name observers only.")
    if max(len(fact.members), len(fact.observers)) > named.terms.seats:
        raise Refused("body_full", "Each side has {seats} members here at most.", seats=named.terms.seats)


# --- acts ---


def name_members(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    body: int,
    members: Collection[str] = (),
    observers: Collection[str] = (),
) -> MembersNamed:
    """Name all members and observers of one's own party in a body, in place of those it had."""
    fact = MembersNamed(by=by, body=body, members=tuple(sorted(members)), observers=tuple(sorted(observers)))
    return ruled(alliance, now, fact, rule)
