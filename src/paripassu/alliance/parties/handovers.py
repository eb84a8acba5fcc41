"""Handover: when a person leaves, everything they hold is listed, passed on to a colleague, and acknowledged by them.

What a person holds for their party is that party's own matter: it stays on one side, and changes hands with the
colleague's own word. It can be done before the seat is given up or after. What nobody has taken over is shown.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never, get_args

import msgspec

from paripassu.alliance.awaiting import Awaited
from paripassu.alliance.decisions import outcomes
from paripassu.alliance.facts import ByPerson, Recorded, ruled, short_enough, worded
from paripassu.alliance.parties import managing, membership
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

Kind = Literal[
    "role", "sponsor", "member", "observer", "line", "commitment", "decision", "share", "contact", "conflict"
]  # fmt: skip

NOTE_LIMIT = 2_000
NOWHERE = -1
"""The entry of what has none of its own: the role of a seat, being sponsor, and being the contact for the end."""


class Held(msgspec.Struct, frozen=True, forbid_unknown_fields=True, order=True):
    """Something that a person holds: what it is, and the entry of the body, line, commitment or whatever it is."""

    what: Kind
    entry: int = NOWHERE


# --- facts ---


class HandedOver(ByPerson, frozen=True, kw_only=True, tag="handed_over.v1"):
    """Somebody of the entering party passed on what `person` holds to a colleague, who has to acknowledge it."""

    person: str
    colleague: str
    things: tuple[Held, ...]
    note: str = ""


class HandoverAcknowledged(ByPerson, frozen=True, kw_only=True, tag="handover_acknowledged.v1"):
    """The colleague took over what was passed on to them."""

    handover: int


class HandoverCalledOff(ByPerson, frozen=True, kw_only=True, tag="handover_called_off.v1"):
    """The handover does not take place: the colleague cannot take it, or it was thought better of."""

    handover: int
    reason: str


Fact: TypeAlias = HandedOver | HandoverAcknowledged | HandoverCalledOff

membership.open_to("suspended", *get_args(Fact))
membership.open_to("alone", *get_args(Fact))
membership.open_to("left", *get_args(Fact))
membership.open_to("ended", *get_args(Fact))

# --- state ---


@dataclass(slots=True)
class Handover:
    """A handover under its entry; `done` is the entry by which the colleague acknowledged it."""

    index: int
    entered: datetime
    party: str
    fact: HandedOver
    done: int | None = None
    called_off: str = ""

    @property
    def open(self) -> bool:
        """Whether the colleague has still to answer."""
        return self.done is None and not self.called_off


@dataclass(slots=True)
class Handovers:
    """All handovers by their entry."""

    by_entry: dict[int, Handover] = field(default_factory=dict)

    @property
    def open(self) -> tuple[Handover, ...]:
        """Those that wait for the colleague."""
        return tuple(each for each in self.by_entry.values() if each.open)


def held(alliance: "Alliance", person: str) -> tuple[Held, ...]:
    """Everything that a person holds for their party, also after they have left the seat."""
    return tuple(sorted(_held(alliance, person)))


def _held(alliance: "Alliance", person: str) -> Iterator[Held]:
    seat = alliance.parties.seats.get(person)
    if seat is None:
        return
    if seat.until is None and seat.role != "member" and alliance.parties.by_id[seat.party].kind == "partner":
        yield Held("role")
    if alliance.responsibilities.sponsors.get(seat.party) == person:
        yield Held("sponsor")
    if alliance.ending.contacts.get(seat.party) == person:
        yield Held("contact")
    for body in alliance.bodies.standing:
        if person in body.members.get(seat.party, ()):
            yield Held("member", body.index)
        if person in body.observers.get(seat.party, ()):
            yield Held("observer", body.index)
    yield from _at_work(alliance, seat.party, person)


def _at_work(alliance: "Alliance", party: str, person: str) -> Iterator[Held]:
    """What a person sees to for their party."""
    yield from (
        Held("line", each.index) for each in alliance.responsibilities.lines if each.people.get(party) == person
    )
    for commitment in alliance.commitments.by_index.values():
        if commitment.carrier == person and (commitment.in_force or commitment.pending):
            yield Held("commitment", commitment.index)
    yield from (Held("decision", index) for index in outcomes.carried_by(alliance, person))
    for index, share in alliance.exchange.shares.items():
        if share.contacts.get(party) == person and not share.done and party not in share.returned:
            yield Held("share", index)
    yield from (Held("conflict", index) for index in alliance.conflicts.naming(person))


def unheld(alliance: "Alliance", party: str) -> dict[str, tuple[Held, ...]]:
    """What people of a party held who have left the seat, by person: nobody has taken it over."""
    gone = [seat.person for seat in alliance.parties.seats.values() if seat.party == party and seat.until is not None]
    return {person: things for person in sorted(gone) if (things := held(alliance, person))}


def handover(alliance: "Alliance", index: int) -> Handover:
    """The handover at an entry, while it is open. Refused when there is none, or it was answered."""
    found: Handover | None = alliance.handovers.by_entry.get(index)
    if found is None:
        raise Refused("handover_unknown", "Entry {entry} is no handover.", entry=index)
    if not found.open:
        raise Refused("handover_closed", "This handover is closed: it was acknowledged or called off.")
    return found


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    known = alliance.handovers.by_entry
    match fact:
        case HandedOver():
            known[recorded.index] = Handover(recorded.index, recorded.entered, recorded.party, fact)
        case HandoverAcknowledged():
            known[fact.handover].done = recorded.index
            given = known[fact.handover].fact
            for thing in set(given.things) & set(held(alliance, given.person)):
                _pass_on(alliance, recorded, given, thing)
        case HandoverCalledOff():
            known[fact.handover].called_off = fact.reason
        case _:
            assert_never(fact)


def _pass_on(alliance: "Alliance", recorded: Recorded, given: HandedOver, thing: Held) -> None:
    party, person, colleague = recorded.party, given.person, given.colleague
    match thing.what:
        case "role":
            seat = alliance.parties.seats[colleague]
            if seat.role == "member":
                seat.role = alliance.parties.seats[person].role
        case "sponsor":
            alliance.responsibilities.sponsors[party] = colleague
        case "contact":
            alliance.ending.contacts[party] = colleague
        case "member":
            body = alliance.bodies.by_entry[thing.entry]
            body.name(recorded, _instead(body.members[party], person, colleague))
            body.observers[party] = tuple(each for each in body.observers.get(party, ()) if each != colleague)
        case "observer":
            body = alliance.bodies.by_entry[thing.entry]
            voting = colleague in body.members.get(party, ())
            body.observers[party] = _instead(body.observers[party], person, "" if voting else colleague)
        case _:
            _pass_on_work(alliance, party, given, thing)


def _pass_on_work(alliance: "Alliance", party: str, given: HandedOver, thing: Held) -> None:
    colleague = given.colleague
    match thing.what:
        case "line":
            alliance.responsibilities.by_entry[thing.entry].people[party] = colleague
        case "commitment":
            alliance.commitments.by_index[thing.entry].carrier = colleague
        case "decision":
            alliance.decisions.proposals[thing.entry].taken_by = colleague
        case "share":
            alliance.exchange.shares[thing.entry].contacts[party] = colleague
        case "conflict":
            alliance.conflicts.pass_on(thing.entry, given.person, colleague)


def _instead(people: tuple[str, ...], person: str, colleague: str) -> tuple[str, ...]:
    return tuple(sorted({colleague if each == person else each for each in people} - {""}))


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    match fact:
        case HandedOver():
            _may_hand_over(alliance, recorded.party, fact)
        case HandoverAcknowledged():
            if handover(alliance, fact.handover).fact.colleague != fact.by:
                raise Refused("not_yours_to_take", "Only the colleague it was passed on to can acknowledge this.")
        case HandoverCalledOff():
            worded(fact.reason, "why it does not take place", limit=NOTE_LIMIT)
            found = handover(alliance, fact.handover)
            if found.party != recorded.party:
                raise Refused("not_your_side", "This handover is within another party.")
            if fact.by not in (found.fact.person, found.fact.colleague, found.fact.by):
                managing(alliance, fact.by)
        case _:
            assert_never(fact)


def _may_hand_over(alliance: "Alliance", party: str, fact: HandedOver) -> None:
    short_enough(fact.note, "the note", limit=NOTE_LIMIT)
    giver = alliance.parties.seats.get(fact.person)
    if giver is None or giver.party != party or alliance.parties.seat(fact.colleague).party != party:
        raise Refused("not_your_side", "A handover is from one person to another of the same party.")
    if fact.person == fact.colleague:
        raise Refused("same_person", "Choose a colleague who takes it over.")
    if fact.by != fact.person:
        managing(alliance, fact.by)
    if not fact.things or len(set(fact.things)) != len(fact.things):
        raise Refused("nothing_to_hand_over", "There is nothing to pass on here. Choose what the colleague takes over.")
    if set(fact.things) - set(free(alliance, fact.person)):
        raise Refused("not_held", "Something among this is not held any more, or is being passed on already.")


def free(alliance: "Alliance", person: str) -> tuple[Held, ...]:
    """What a person holds that is not on its way to somebody already."""
    under_way = {thing for each in alliance.handovers.open if each.fact.person == person for thing in each.fact.things}
    return tuple(thing for thing in held(alliance, person) if thing not in under_way)


# --- acts ---


def hand_over(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    person: str,
    colleague: str,
    things: Iterable[Held] | None = None,
    note: str = "",
) -> HandedOver:
    """Pass on what a person holds to a colleague: these things, or everything that is not on its way already."""
    chosen = free(alliance, person) if things is None else tuple(sorted(things))
    fact = HandedOver(by=by, person=person, colleague=colleague, things=chosen, note=note.strip())
    return ruled(alliance, now, fact, rule)


def acknowledge(alliance: "Alliance", *, by: str, now: datetime, handover: int) -> HandoverAcknowledged:
    """Take over what was passed on to oneself."""
    return ruled(alliance, now, HandoverAcknowledged(by=by, handover=handover), rule)


def call_off(alliance: "Alliance", *, by: str, now: datetime, handover: int, reason: str) -> HandoverCalledOff:
    """Say why a handover does not take place: what was to change hands stays where it was."""
    return ruled(alliance, now, HandoverCalledOff(by=by, handover=handover, reason=reason.strip()), rule)


# --- what waits ---


def awaiting(alliance: "Alliance", party: str, person: str, _now: datetime) -> list[Awaited]:
    """The handovers within a party that wait for the colleague; with `person`, those that wait for that person."""
    return [
        Awaited("people", "handover_to_acknowledge", party, each.index, each.entered)
        for each in alliance.handovers.open
        if each.party == party and person in ("", each.fact.colleague)
    ]
