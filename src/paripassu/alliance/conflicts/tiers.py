"""Who stands at each tier of a conflict; the neutral, who can be called at any of them; and what happens outside.

Calling the neutral is no step: it helps at the tier where the conflict stands, and whoever calls skips none by it.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias, assert_never

from paripassu.alliance.conflicts.matters import (
    SAYING_LIMIT,
    TIERS,
    Call,
    Conflict,
    Tier,
    concerned,
    heard,
    open_conflict,
    said,
    speaking,
    stay,
)
from paripassu.alliance.facts import ByPerson, Recorded, ruled, worded
from paripassu.alliance.files import Enclosed, checked
from paripassu.alliance.parties import managing, responsibilities
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

MOST_PEOPLE = 10

# --- facts ---


class PeopleNamed(ByPerson, frozen=True, kw_only=True, tag="conflict_people_named.v1"):
    """A party named who stands for it in a conflict at one tier."""

    conflict: int
    tier: Tier
    people: tuple[str, ...]


class NeutralCalled(ByPerson, frozen=True, kw_only=True, tag="neutral_called.v1"):
    """A party called a neutral to help, at whatever tier the conflict stands."""

    conflict: int
    neutral: str
    reason: str


class CallAnswered(ByPerson, frozen=True, kw_only=True, tag="neutral_answered.v1"):
    """The neutral said whether it helps, or that it helps no longer."""

    conflict: int
    joins: bool
    text: str


class OutsideNoted(ByPerson, frozen=True, kw_only=True, tag="conflict_outside_noted.v1"):
    """A party noted what happens outside the record: a mediation, an arbitration, a court, and where it stands."""

    conflict: int
    text: str
    enclosed: tuple[Enclosed, ...] = ()


Fact: TypeAlias = PeopleNamed | NeutralCalled | CallAnswered | OutsideNoted

# --- state ---


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    conflict = open_conflict(alliance, fact.conflict)
    match fact:
        case PeopleNamed():
            conflict.named[fact.tier, recorded.party] = fact.people
        case NeutralCalled():
            conflict.calls.append(Call(said(recorded, fact.reason), fact.neutral))
        case CallAnswered():
            _answer(conflict, recorded, fact)
        case OutsideNoted():
            conflict.outside.append(said(recorded, fact.text, fact.enclosed))
            alliance.files.add(recorded.party, fact.enclosed)
        case _:
            assert_never(fact)


def _answer(conflict: Conflict, recorded: Recorded, fact: CallAnswered) -> None:
    """The neutral's answer to the last call; without one, it joins at the tier that is its own."""
    calls = [call for call in conflict.calls if call.neutral == recorded.party]
    if not calls:
        calls = [Call(said(recorded, ""), recorded.party)]
        conflict.calls += calls
    calls[-1].joins, calls[-1].answer = fact.joins, said(recorded, fact.text)


# --- who stands at each tier ---


def people(alliance: "Alliance", conflict: Conflict, tier: Tier) -> dict[str, tuple[str, ...]]:
    """The people who stand at a tier, by party: those the party has named for it, else whom their seats make it."""
    found = {party: _named(alliance, conflict, tier, party) for party in heard(alliance, conflict)}
    neutrals = conflict.joined or (alliance.parties.neutrals if tier == "neutral" else ())
    return found | {neutral: _named(alliance, conflict, tier, neutral) for neutral in neutrals}


def _named(alliance: "Alliance", conflict: Conflict, tier: Tier, party: str) -> tuple[str, ...]:
    seated = [seat.person for seat in alliance.parties.people(party)]
    own = tuple(person for person in conflict.named.get((tier, party), ()) if person in seated)
    talk = tuple(person for person in conflict.fact.talk if person in seated) if tier == "warning" else ()
    return own or talk or _usual(alliance, tier, party)


def _usual(alliance: "Alliance", tier: Tier, party: str) -> tuple[str, ...]:
    """Without names: managers for the lower tiers, the sponsor for the higher; all of a neutral."""
    seats = alliance.parties.people(party)
    if party in alliance.parties.neutrals:
        return tuple(sorted(seat.person for seat in seats))
    sponsor = responsibilities.sponsor(alliance, party)
    if tier in ("warning", "peers"):
        role = "manager"
    elif sponsor:
        return (sponsor,)
    else:
        role = "sponsor"
    acting = [seat for seat in seats if seat.role != "member"]
    return tuple(sorted(seat.person for seat in ([s for s in acting if s.role == role] or acting)))


def due_neutrals(alliance: "Alliance", conflict: Conflict, now: datetime) -> dict[str, datetime]:
    """The neutrals whose answer is due, and since when: called, or the conflict has come to their tier."""
    last = {call.neutral: call for call in conflict.calls}
    due = {neutral: call.said.entered for neutral, call in last.items() if call.joins is None}
    where = stay(conflict, now)
    if where.tier == "neutral":
        due |= {neutral: where.since for neutral in alliance.parties.neutrals if neutral not in last}
    return {neutral: since for neutral, since in due.items() if neutral not in alliance.membership.left}


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    match fact:
        case PeopleNamed():
            _may_name(alliance, recorded, fact)
        case NeutralCalled():
            _may_call(alliance, recorded, fact)
        case CallAnswered():
            worded(fact.text, "how you can help, or why you cannot", limit=SAYING_LIMIT)
            _may_answer(alliance, recorded, fact)
        case OutsideNoted():
            worded(fact.text, "what happens outside", limit=SAYING_LIMIT)
            checked(fact.enclosed)
            conflict = speaking(alliance, recorded, fact.conflict)
            if stay(conflict, recorded.entered).tier != "formal":
                raise Refused("not_formal", "It has not come to that: what is outside is noted at the last tier.")
        case _:
            assert_never(fact)


def _may_name(alliance: "Alliance", recorded: Recorded, fact: PeopleNamed) -> None:
    conflict = open_conflict(alliance, fact.conflict)
    if alliance.parties.by_id[recorded.party].kind == "partner":
        managing(alliance, fact.by)
        concerned(alliance, conflict, recorded.party)
    if fact.tier not in TIERS:
        raise Refused("tier_unknown", "Choose the tier for which you name people.")
    if not 1 <= len(set(fact.people)) == len(fact.people) <= MOST_PEOPLE:
        raise Refused("people_unfit", "Name 1 to {most} people, each once.", most=MOST_PEOPLE)
    for person in fact.people:
        if alliance.parties.seat(person).party != recorded.party:
            raise Refused("not_your_side", "Each side names its own people, and nobody else's.")


def _may_call(alliance: "Alliance", recorded: Recorded, fact: NeutralCalled) -> None:
    worded(fact.reason, "what the neutral should help with", limit=SAYING_LIMIT)
    conflict = speaking(alliance, recorded, fact.conflict)
    present = [party for party in alliance.parties.neutrals if party not in alliance.membership.left]
    if fact.neutral not in present:
        sentence = "Call a neutral that the agreement names. If there is none, amend the agreement to name one."
        raise Refused("no_neutral", sentence)
    if any(call.neutral == fact.neutral and call.joins is not False for call in conflict.calls):
        raise Refused("already_called", "{name} is called already.", name=alliance.parties.name(fact.neutral))


def _may_answer(alliance: "Alliance", recorded: Recorded, fact: CallAnswered) -> None:
    conflict = open_conflict(alliance, fact.conflict)
    if alliance.parties.by_id[recorded.party].kind != "neutral":
        raise Refused("only_neutrals", "Only the neutral that was called says whether it helps.")
    called = recorded.party in due_neutrals(alliance, conflict, recorded.entered)
    if not called and not (recorded.party in conflict.joined and not fact.joins):
        raise Refused("not_called", "Nobody waits for your answer here. Every party can call you at any time.")


# --- acts ---


def name_people(
    alliance: "Alliance", *, by: str, now: datetime, conflict: int, tier: Tier, people: Iterable[str]
) -> PeopleNamed:
    """Name who stands for one's own party at a tier, in place of those who stood there."""
    return ruled(alliance, now, PeopleNamed(by=by, conflict=conflict, tier=tier, people=tuple(sorted(people))), rule)


def call_neutral(
    alliance: "Alliance", *, by: str, now: datetime, conflict: int, neutral: str, reason: str
) -> NeutralCalled:
    """Ask a neutral to help, at any tier."""
    return ruled(alliance, now, NeutralCalled(by=by, conflict=conflict, neutral=neutral, reason=reason.strip()), rule)


def answer_call(alliance: "Alliance", *, by: str, now: datetime, conflict: int, joins: bool, text: str) -> CallAnswered:
    """Say as a neutral whether one helps."""
    return ruled(alliance, now, CallAnswered(by=by, conflict=conflict, joins=joins, text=text.strip()), rule)


def note_outside(
    alliance: "Alliance", *, by: str, now: datetime, conflict: int, text: str, enclosed: tuple[Enclosed, ...] = ()
) -> OutsideNoted:
    """Note what happens outside the record, at the last tier."""
    fact = OutsideNoted(by=by, conflict=conflict, text=text.strip(), enclosed=tuple(enclosed))
    return ruled(alliance, now, fact, rule)
