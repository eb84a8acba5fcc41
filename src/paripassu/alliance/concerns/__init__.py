"""Concerns, as far as they are on the record: who listens to them, under which keys, and that there is one, if agreed.

What somebody writes is never here. A *confidant* makes a key; all partners agree on the list of confidants with their
keys, so that the host can encrypt to no other key unseen; and with the consent of who wrote it the record may hold that
a concern exists, by a digest of it. [INSTRUMENTS B10, D4 to D6]
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias, assert_never, get_args

import msgspec

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.concerns import periods
from paripassu.alliance.concerns.periods import Period, SpeakingOpened
from paripassu.alliance.facts import ByPerson, Recorded, ruled
from paripassu.alliance.parties import membership
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Collection

    from paripassu.alliance.alliance import Alliance

MOST_CONFIDANTS = 40
ACKNOWLEDGE_DAYS = 7
ANSWER_MONTHS = 3
_HEX = re.compile("[0-9a-f]{64}")

# --- facts ---


class ConfidantKeyMade(ByPerson, frozen=True, kw_only=True, tag="confidant_key_made.v1"):
    """The person made a key (X25519, 32 bytes as hex) with which concerns can be written to them. It replaces nothing:
    it is used once all partners have agreed to a list on which it stands."""

    public_key: str


class ConcernShown(ByPerson, frozen=True, kw_only=True, tag="concern_shown.v1"):
    """A confidant noted, with the consent of who wrote it, that there is a concern, by the digest of its ciphertext.

    `about`: the early warning or the change that came of it, where the writer agreed to that as well.
    """

    digest: str
    about: int | msgspec.UnsetType = msgspec.UNSET


Fact: TypeAlias = ConfidantKeyMade | ConcernShown | SpeakingOpened

membership.open_to("suspended", *get_args(Fact))

# --- what the partners arrange ---


class Confidant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody to whom concerns can be written, and the public key that all partners agreed to."""

    person: str
    public_key: str


class ConfidantsNamed(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="what", tag="confidants_named"
):
    """The list of confidants as it is to be, and within how many days a concern is acknowledged and months answered."""

    confidants: tuple[Confidant, ...]
    acknowledge_days: int = ACKNOWLEDGE_DAYS
    answer_months: int = ANSWER_MONTHS
    replaces: int | None = None


Arranged: TypeAlias = ConfidantsNamed

# --- state ---


@dataclass(frozen=True, slots=True)
class Listed:
    """One version of the list: the entry that proposed it, since when it holds, and what it says."""

    index: int
    since: datetime
    terms: ConfidantsNamed


@dataclass(slots=True)
class Concerns:
    """The last key of each person, all lists, the concerns whose writers let the record show them, and the periods."""

    keys: dict[str, str] = field(default_factory=dict)
    lists: list[Listed] = field(default_factory=list)
    shown: dict[str, int] = field(default_factory=dict)
    periods: list[Period] = field(default_factory=list)

    @property
    def listed(self) -> Listed | None:
        """The list that holds now."""
        return self.lists[-1] if self.lists else None


def confidants(alliance: "Alliance", without: "Collection[str]" = ()) -> tuple[Confidant, ...]:
    """Who can be written to now: on the list, still seated, and of no party in `without`; by person.

    `without` are the parties that a concern is about: nothing goes to somebody who sits for them.
    """
    listed = alliance.concerns.listed
    seats = alliance.parties.seats
    found = listed.terms.confidants if listed else ()
    return tuple(
        sorted(
            (each for each in found if _sits(alliance, each.person) and seats[each.person].party not in without),
            key=lambda each: each.person,
        )
    )


def of_person(alliance: "Alliance", person: str) -> Confidant | None:
    """The person as a confidant, if they are one now."""
    return next((each for each in confidants(alliance) if each.person == person), None)


def _sits(alliance: "Alliance", person: str) -> bool:
    seat = alliance.parties.seats.get(person)
    return seat is not None and seat.until is None


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    match fact:
        case ConfidantKeyMade():
            alliance.concerns.keys[fact.by] = fact.public_key
        case ConcernShown():
            alliance.concerns.shown[fact.digest] = recorded.index
            alliance.links.add(recorded.index, "concerns", _of(fact))
        case SpeakingOpened():
            alliance.concerns.periods.append(Period(recorded.index, recorded.entered, fact))
        case _:
            assert_never(fact)


def settle(alliance: "Alliance", index: int, matter: Arranged) -> None:
    """Let a list hold that the partners have agreed to at entry `index`."""
    since = alliance.arrangements.by_entry[index].since
    assert since is not None
    alliance.concerns.lists.append(Listed(index, since, matter))


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    match fact:
        case ConfidantKeyMade():
            _well_made(fact.public_key)
            if fact.public_key in alliance.concerns.keys.values():
                raise Refused("key_taken", "This key is on the record already. Make a new one.")
        case ConcernShown():
            if of_person(alliance, fact.by) is None:
                raise Refused("no_confidant", "Only a confidant notes, with the writer's consent, that there is one.")
            _well_made(fact.digest)
            _not_shown_before(alliance, fact)
        case SpeakingOpened():
            periods.may_open(alliance, recorded, fact)
        case _:
            assert_never(fact)


def _of(fact: ConcernShown) -> tuple[int, ...]:
    """What came of a concern, as the record shows it."""
    return () if fact.about is msgspec.UNSET else (fact.about,)


def _not_shown_before(alliance: "Alliance", fact: ConcernShown) -> None:
    """Refused when the record shows it already: once that there is one, and once what came of it."""
    before = alliance.concerns.shown.get(fact.digest)
    if before is not None and (not _of(fact) or before in alliance.links.about):
        raise Refused("concern_shown", "The record shows already that there is this concern.")
    if any(alliance.links.things.get(entry) not in ("conflicts", "changes") for entry in _of(fact)):
        raise Refused("nothing_came_of_it", "Name the early warning or the change that came of it.")


def _well_made(text: str) -> None:
    if not _HEX.fullmatch(text):
        raise Refused("not_32_bytes", "A key or a digest is 32 bytes, written as 64 characters from 0 to 9 and a to f.")


def may_arrange(alliance: "Alliance", matter: Arranged) -> None:
    """Refused when a list cannot be agreed to as things stand, whoever proposes it."""
    partners = version_in_force(alliance).partners
    stands = alliance.concerns.listed
    if matter.replaces != (stands.index if stands else None):
        raise Refused("list_moved", "Another list of confidants came into force meanwhile. Propose yours over it.")
    people = [each.person for each in matter.confidants]
    if not 0 < len(people) <= MOST_CONFIDANTS or len(set(people)) != len(people):
        raise Refused("list_unfit", "Name 1 to {most} confidants, each of them once.", most=MOST_CONFIDANTS)
    if matter.acknowledge_days not in range(1, ACKNOWLEDGE_DAYS + 1) or matter.answer_months not in range(
        1, ANSWER_MONTHS + 1
    ):
        raise Refused(
            "clock_too_slow",
            "A concern is acknowledged within {days} days and answered within {months} months, or sooner.",
            days=ACKNOWLEDGE_DAYS,
            months=ANSWER_MONTHS,
        )
    for each in matter.confidants:
        _can_listen(alliance, each)
    _a_way_for_all(alliance, people, partners)


def _can_listen(alliance: "Alliance", each: Confidant) -> None:
    if not _sits(alliance, each.person):
        raise Refused("confidant_unseated", "A confidant has a seat in the alliance.")
    if alliance.concerns.keys.get(each.person) != each.public_key:
        raise Refused("confidant_without_key", "A confidant makes a key first, and stands on the list with that key.")


def _a_way_for_all(alliance: "Alliance", people: list[str], partners: tuple[str, ...]) -> None:
    """About each partner somebody must be left to write to."""
    sides = {alliance.parties.seats[person].party for person in people}
    for party in partners:
        if not sides - {party}:
            raise Refused(
                "no_way_past",
                "About {name} there would be nobody to write to: name a neutral, or somebody of another party.",
                name=alliance.parties.name(party),
            )


# --- acts ---


def make_key(alliance: "Alliance", *, by: str, now: datetime, public_key: str) -> ConfidantKeyMade:
    """Put the public half of one's key on the record, to be named as a confidant with it."""
    return ruled(alliance, now, ConfidantKeyMade(by=by, public_key=public_key), rule)


def show_concern(
    alliance: "Alliance", *, by: str, now: datetime, digest: str, about: int | msgspec.UnsetType = msgspec.UNSET
) -> ConcernShown:
    """Note that there is a concern, and what came of it, once who wrote it has agreed."""
    return ruled(alliance, now, ConcernShown(by=by, digest=digest, about=about), rule)


def over_what_stands(alliance: "Alliance", matter: ConfidantsNamed) -> ConfidantsNamed:
    """The list, said to replace the one that holds now."""
    stands = alliance.concerns.listed
    return msgspec.structs.replace(matter, replaces=stands.index if stands else None)
