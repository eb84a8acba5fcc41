"""The value of an adopted idea, and how the parties share it: proposed by one, agreed by all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias, assert_never

import msgspec

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.commitments import said
from paripassu.alliance.commitments.promises import Word
from paripassu.alliance.exchange.ideas import WORDS_NEEDED, Idea, idea
from paripassu.alliance.exchange.terms import TEXT_LIMIT, taking_part
from paripassu.alliance.facts import ByPerson, Recorded, measurable, plain, ruled, worded
from paripassu.alliance.parties.membership import waited_for
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

WHOLE = Decimal(100)


class Portion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one party has of the value, in percent."""

    party: str
    percent: Decimal


# --- facts ---


class ValueProposed(ByPerson, frozen=True, kw_only=True, tag="idea_value_proposed.v1"):
    """A party proposed what an adopted idea is worth, in words, and how the partners share it."""

    idea: int
    what: str
    portions: tuple[Portion, ...]


class ValueAgreed(ByPerson, frozen=True, kw_only=True, tag="idea_value_agreed.v1"):
    """A party agreed to a sharing of value. This lifts its own earlier “no”."""

    value: int


class ValueDeclined(ByPerson, frozen=True, kw_only=True, tag="idea_value_declined.v1"):
    """A party does not agree to a sharing of value, or takes its own proposal back, with the reason."""

    value: int
    reason: str


Fact: TypeAlias = ValueProposed | ValueAgreed | ValueDeclined

# --- state ---


@dataclass(slots=True)
class Value:
    """A proposed sharing under its entry; `since`: when all had agreed."""

    index: int
    at: datetime
    party: str
    fact: ValueProposed
    agreed: dict[str, Word] = field(default_factory=dict)
    declined: dict[str, Word] = field(default_factory=dict)
    since: datetime | None = None

    @property
    def withdrawn(self) -> bool:
        """Whether its own party took it back."""
        return self.party in self.declined


def in_force(one: Idea) -> Value | None:
    """The sharing that all have agreed to, the last one; None while there is none."""
    agreed = [value for value in one.values if value.since is not None]
    return max(agreed, key=lambda value: (value.since, value.index)) if agreed else None


def overtaken(alliance: "Alliance", value: Value) -> bool:
    """Whether all have agreed to a sharing that was proposed after this one."""
    found = in_force(idea(alliance, value.fact.idea))
    return found is not None and found.index > value.index


def missing(alliance: "Alliance", value: Value) -> tuple[str, ...]:
    """The parties whose word a sharing still needs, sorted: nobody's once it is gone or overtaken."""
    if value.since is not None or value.withdrawn or overtaken(alliance, value):
        return ()
    return tuple(party for party in waited_for(alliance) if party not in value.agreed)


def value_at(alliance: "Alliance", index: int) -> tuple[Idea, Value]:
    """The sharing proposed at an entry, with its idea. Refused when there is none."""
    if index not in alliance.exchange.of_value:
        raise Refused("value_unknown", "Entry {entry} proposes no sharing of value.", entry=index)
    one = idea(alliance, alliance.exchange.of_value[index])
    return one, next(value for value in one.values if value.index == index)


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    match fact:
        case ValueProposed():
            made = Value(recorded.index, recorded.entered, recorded.party, fact)
            made.agreed[recorded.party] = said(recorded)
            idea(alliance, fact.idea).values.append(made)
            alliance.exchange.of_value[recorded.index] = fact.idea
        case ValueAgreed():
            value = value_at(alliance, fact.value)[1]
            value.declined.pop(recorded.party, None)
            value.agreed[recorded.party] = said(recorded)
            settle(alliance, value, recorded.entered)
        case ValueDeclined():
            value = value_at(alliance, fact.value)[1]
            value.agreed.pop(recorded.party, None)
            value.declined[recorded.party] = said(recorded, fact.reason)
        case _:
            assert_never(fact)


def settle(alliance: "Alliance", value: Value, at: datetime) -> None:
    """Let a sharing hold when all whose word counts have agreed to it, and at least two."""
    if value.since is not None or value.withdrawn or overtaken(alliance, value):
        return
    if len(value.agreed) >= WORDS_NEEDED and not missing(alliance, value):
        value.since = at


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    taking_part(alliance, fact.by)
    match fact:
        case ValueProposed():
            if idea(alliance, fact.idea).adopted is None:
                raise Refused("idea_not_adopted", "An idea has a value to share once it is adopted.")
            worded(fact.what, "what it is worth, and to whom", limit=TEXT_LIMIT)
            _whole(alliance, fact.portions)
        case ValueAgreed():
            value = _open(alliance, fact.value)
            if recorded.party in value.agreed:
                raise Refused("already_agreed", "Your party has already agreed to this sharing.")
        case ValueDeclined():
            worded(fact.reason, "why not", limit=TEXT_LIMIT)
            _open(alliance, fact.value)
        case _:
            assert_never(fact)


def _open(alliance: "Alliance", index: int) -> Value:
    value = value_at(alliance, index)[1]
    if value.since is not None or value.withdrawn or overtaken(alliance, value):
        raise Refused("value_closed", "This sharing is agreed, taken back, or another took its place. Propose anew.")
    return value


def _whole(alliance: "Alliance", portions: tuple[Portion, ...]) -> None:
    partners = version_in_force(alliance).partners
    if sorted(each.party for each in portions) != sorted(partners):
        raise Refused("portions_unfit", "Say for each partner what it has of the value, 0 if nothing.")
    if any(measurable(each.percent, "the share") < 0 for each in portions):
        raise Refused("portions_unfit", "No share is below 0.")
    total = sum((each.percent for each in portions), Decimal(0))
    if total != WHOLE:
        raise Refused("portions_unfit", "The shares come to {total} percent. Let them come to 100.", total=total)


# --- acts ---


def propose_value(
    alliance: "Alliance", *, by: str, now: datetime, idea: int, what: str, portions: Mapping[str, Decimal]
) -> ValueProposed:
    """Propose what an adopted idea is worth and how it is shared: percent by party."""
    shares = tuple(Portion(party, plain(Decimal(portions[party]), "the share")) for party in sorted(portions))
    return ruled(alliance, now, ValueProposed(by=by, idea=idea, what=what.strip(), portions=shares), rule)


def agree_value(alliance: "Alliance", *, by: str, now: datetime, value: int) -> ValueAgreed:
    """Agree to a sharing of value."""
    return ruled(alliance, now, ValueAgreed(by=by, value=value), rule)


def decline_value(alliance: "Alliance", *, by: str, now: datetime, value: int, reason: str) -> ValueDeclined:
    """Say why one's party does not agree to a sharing, or take one's own proposal back."""
    return ruled(alliance, now, ValueDeclined(by=by, value=value, reason=reason.strip()), rule)
