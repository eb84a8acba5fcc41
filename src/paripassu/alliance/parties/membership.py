"""Standing in the alliance: who may join, whose voice rests, who leaves.

A party is a *candidate* from the moment all partners have agreed to name it until it has signed; a *partner*; a
*suspended* partner, that reads but has no voice and holds up nothing; or it has *left*. Its history always stays.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never

import msgspec

from paripassu.alliance.agreement import AcceptanceWithdrawn, Accepted, Declined, Signed, version_in_force
from paripassu.alliance.days import ended, over
from paripassu.alliance.facts import ByPerson, Recorded, ruled, worded
from paripassu.alliance.parties import (
    LEAST_PARTNERS,
    NamedParty,
    Party,
    PartyRenamed,
    Seated,
    Unseated,
    managing,
    may_be_named,
)
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

Standing = Literal["partner", "neutral", "candidate", "suspended", "left"]

LEAST_NOTICE = timedelta(days=30)
"""Between the notice and the day of leaving at least. The agreement may ask for more: the page shows what it says."""

MOST_NOTICE = timedelta(days=3 * 366)
REASON_LIMIT = 2_000

# --- what is arranged jointly ---


class Joining(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="what", tag="joining"):
    """An organisation is named as candidate: it may read and sign the text that names it, and see nothing else."""

    party: NamedParty


class CandidateDropped(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="what", tag="candidate_dropped"
):
    """A candidate that has not signed is taken off again."""

    party: str


class Suspension(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="what", tag="suspension"):
    """The voice of a partner rests, until its return is agreed."""

    party: str


class Return(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="what", tag="return"):
    """A suspended partner has its voice again."""

    party: str


Arranged: TypeAlias = Joining | CandidateDropped | Suspension | Return

# --- facts ---


class LeaveAnnounced(ByPerson, frozen=True, kw_only=True, tag="leave_announced.v1"):
    """The entering party gave notice: once day `on` is over, it stands in the alliance no more."""

    on: date
    reason: str


class LeaveWithdrawn(ByPerson, frozen=True, kw_only=True, tag="leave_withdrawn.v1"):
    """The entering party took its notice back before its day, and stays."""

    reason: str


Fact: TypeAlias = LeaveAnnounced | LeaveWithdrawn

# --- state ---


@dataclass(slots=True)
class Notice:
    """A notice of leaving: its entry, when it was given, for which day, and why."""

    index: int
    entered: datetime
    on: date
    reason: str


@dataclass(slots=True)
class Membership:
    """Who is not simply a partner, each with the entry since which it is so; and the notices that run.

    `left_at`: the moment from which a party was gone, which may lie before the entry at which it was known.
    """

    candidates: dict[str, int] = field(default_factory=dict)
    suspended: dict[str, int] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)
    left_at: dict[str, datetime] = field(default_factory=dict)
    leaving: dict[str, Notice] = field(default_factory=dict)

    @property
    def silent(self) -> set[str]:
        """The parties for whose word nothing waits: suspended, or gone."""
        return {*self.suspended, *self.left}

    def allow(self, alliance: "Alliance", recorded: Recorded) -> None:
        """Refused when the standing of the entering party leaves no room for a fact of this kind."""
        if alliance.ending.ended is not None:
            _after_the_end(alliance, recorded)
        if not (self.candidates or self.suspended or self.left or self.leaving):
            return
        _allow(alliance, recorded)


def standing(alliance: "Alliance", party: str, now: datetime) -> Standing:
    """How a party stands at a moment. Refused when there is no such party."""
    alliance.parties.name(party)
    own = alliance.membership
    if party in own.left or (party in own.leaving and over(own.leaving[party].on, now)):
        return "left"
    if alliance.parties.by_id[party].kind == "neutral":
        return "neutral"
    if party in own.candidates:
        return "candidate"
    return "suspended" if party in own.suspended else "partner"


def still_needed(alliance: "Alliance", party: str, now: datetime) -> bool:
    """Whether a partner has to help close the alliance though it has left: fewer are there than an alliance needs."""
    partners = alliance.agreement.versions[-1].partners if alliance.agreement.versions else ()
    there = [other for other in partners if standing(alliance, other, now) != "left"]
    return party in partners and len(there) < LEAST_PARTNERS


def voices(alliance: "Alliance") -> tuple[str, ...]:
    """The partners of the agreement in force whose word counts, sorted. Refused while none is in force."""
    partners, own = version_in_force(alliance).partners, alliance.membership
    if not (own.suspended or own.left):
        return partners
    quiet = own.silent
    return tuple(party for party in partners if party not in quiet)


def waited_for(alliance: "Alliance") -> tuple[str, ...]:
    """The partners for whose word joint things wait, sorted.

    They are the voices; but where only one voice is left, all partners: nothing comes to count because everybody else
    is gone.
    """
    found = voices(alliance)
    return found if len(found) > 1 else version_in_force(alliance).partners


def silent_at(alliance: "Alliance", moment: datetime) -> frozenset[str]:
    """The partners for whose word nothing waited at a moment, by what is known now: suspended then, or gone."""
    own = alliance.membership
    gone = {party for party, at in own.left_at.items() if party in own.left and at <= moment}
    settled = [each for each in alliance.arrangements.by_entry.values() if each.since and each.since <= moment]
    resting = set[str]()
    for each in sorted(settled, key=lambda each: (each.since, each.settled)):
        match each.fact.matter:
            case Suspension(party=party):
                resting.add(party)
            case Return(party=party):
                resting.discard(party)
    return frozenset(gone | resting)


def settle(alliance: "Alliance", index: int, arranged: Arranged) -> None:
    """Let the standing of a party be what the partners have agreed at entry `index`."""
    own = alliance.membership
    match arranged:
        case Joining(party=named):
            alliance.parties.by_id[named.id] = Party(named.id, named.name, named.kind, index)
            own.left.pop(named.id, None)
            if named.kind == "partner":
                own.candidates[named.id] = index
        case CandidateDropped(party=party):
            own.left[party] = own.candidates.pop(party)
            _unbind(alliance, party, _settled(alliance, index))
        case Suspension(party=party):
            own.suspended[party] = index
            _unbind(alliance, party, _settled(alliance, index))
        case Return(party=party):
            own.suspended.pop(party, None)


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    leaving = alliance.membership.leaving
    match fact:
        case LeaveAnnounced():
            leaving[recorded.party] = Notice(recorded.index, recorded.entered, fact.on, fact.reason)
        case LeaveWithdrawn():
            del leaving[recorded.party]
        case _:
            assert_never(fact)


def take_in_version(alliance: "Alliance") -> None:
    """After a text came into force: who has signed it is a partner, and who is not in it any more has left."""
    own, versions = alliance.membership, alliance.agreement.versions
    if not versions:
        return
    for party in versions[-1].partners:
        own.candidates.pop(party, None)
    for version in versions[:-1]:
        for party in set(version.partners) - set(versions[-1].partners) - own.left.keys() - own.candidates.keys():
            _go(alliance, party, versions[-1].index, versions[-1].since)


def pass_time(alliance: "Alliance", now: datetime, index: int) -> bool:
    """Let those go whose notice is over at this moment; whether there was one."""
    own = alliance.membership
    gone = [party for party, notice in own.leaving.items() if over(notice.on, now)]
    for party in gone:
        day = own.leaving[party].on
        _go(alliance, party, index, now)
        own.left_at[party] = ended(day)
    return bool(gone)


def _settled(alliance: "Alliance", index: int) -> datetime:
    """Since when an arrangement holds that is being settled."""
    since = alliance.arrangements.by_entry[index].since
    assert since is not None
    return since


def _go(alliance: "Alliance", party: str, index: int, at: datetime) -> None:
    own = alliance.membership
    own.left[party] = index
    own.left_at[party] = at
    own.suspended.pop(party, None)
    own.leaving.pop(party, None)
    _unbind(alliance, party, at)


def _unbind(alliance: "Alliance", party: str, at: datetime) -> None:
    """Open the text on the table again: it would wait for ever for a party that is gone, or whose voice rests."""
    draft = alliance.agreement.draft
    if draft is None or party not in draft.signatories:
        return
    draft.accepted.clear()
    draft.signed.clear()
    if party not in draft.terms.partners:
        draft.signatories = tuple(other for other in draft.signatories if other != party)
    draft.turn(at, anew=True)


# --- rules ---

_OWN: frozenset[type] = frozenset({Seated, Unseated, PartyRenamed, LeaveAnnounced, LeaveWithdrawn})
_SIGNING: frozenset[type] = frozenset({Accepted, AcceptanceWithdrawn, Signed, Declined})
_ALSO: dict[str, set[type]] = {"suspended": set(), "alone": set(), "left": set(), "ended": set()}


def open_to(state: Literal["suspended", "alone", "left", "ended"], *kinds: type) -> None:
    """Let facts of these kinds be entered also by a suspended party or one that has left, when only one voice is left,
    or after the alliance has ended.
    """
    _ALSO[state].update(kinds)


def _allow(alliance: "Alliance", recorded: Recorded) -> None:
    kind = type(recorded.fact)
    state = standing(alliance, recorded.party, recorded.entered)
    if state == "left" and (kind not in _ALSO["left"] or not still_needed(alliance, recorded.party, recorded.entered)):
        raise Refused("party_left", "Your party has left this alliance: its record is kept, and it adds nothing more.")
    if kind in _OWN or state in ("neutral", "left"):
        return
    if state == "candidate" and kind not in _SIGNING:
        raise Refused("candidate_only", "Your party may read and sign the text that names it; the rest comes after.")
    if state == "suspended" and kind not in _SIGNING | _ALSO["suspended"]:
        raise Refused("suspended", "The voice of your party rests. It can ask for its return, and reads everything.")
    if state == "partner" and kind not in _ALSO["alone"] and _alone(alliance, recorded.entered):
        raise Refused("alone", "No other partner has a voice here now, and nobody decides alone what is joint.")


def _after_the_end(alliance: "Alliance", recorded: Recorded) -> None:
    """Refused for whatever would begin something joint: the record of an ended alliance is read, not continued."""
    ended, kind = alliance.ending.ended, type(recorded.fact)
    if ended is None or kind in _ALSO["ended"] or (kind in _OWN and kind not in (LeaveAnnounced, LeaveWithdrawn)):
        return
    raise Refused(
        "ended",
        "This alliance ended on {day}: every party signed it. Its record can be read, verified and taken out. "
        "To work together again, found a new alliance.",
        day=ended.at.date().isoformat(),
    )


def _alone(alliance: "Alliance", now: datetime) -> bool:
    if not alliance.agreement.versions:
        return False
    return sum(standing(alliance, party, now) == "partner" for party in voices(alliance)) < LEAST_PARTNERS


def may_arrange(alliance: "Alliance", arranged: Arranged) -> None:
    """Refused when the standing of a party cannot be changed like this, whoever proposes it."""
    own = alliance.membership
    match arranged:
        case Joining(party=named):
            may_be_named(alliance, named, again=named.id in own.left)
        case CandidateDropped(party=party):
            if party not in own.candidates:
                raise Refused("not_a_candidate", "“{party}” is no candidate of this alliance.", party=party)
        case Suspension(party=party):
            _may_suspend(alliance, party)
        case Return(party=party):
            if party not in own.suspended:
                raise Refused("not_suspended", "“{party}” is not suspended.", party=party)


def _may_suspend(alliance: "Alliance", party: str) -> None:
    others = [other for other in voices(alliance) if other != party]
    if len(others) == len(voices(alliance)):
        raise Refused("not_a_partner", "Only a partner whose voice counts now can be suspended.")
    if len(others) < 2:
        raise Refused(
            "judge_of_the_other",
            "With two voices, one would suspend the other alone. Give notice of breach, or ask the neutral.",
        )


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    managing(alliance, fact.by)
    worded(fact.reason, "the reason", limit=REASON_LIMIT)
    own, party = alliance.membership, recorded.party
    match fact:
        case LeaveAnnounced():
            if party not in version_in_force(alliance).partners:
                raise Refused("not_a_partner", "Your party is no partner of the agreement in force.")
            if party in own.leaving:
                raise Refused("leaving_already", "Your party has given notice. Take it back before you give another.")
            _far_enough(fact.on, recorded.entered)
        case LeaveWithdrawn():
            if party not in own.leaving:
                raise Refused("not_leaving", "Your party has given no notice that still runs.")
        case _:
            assert_never(fact)


def _far_enough(on: date, now: datetime) -> None:
    first, last = now.date() + LEAST_NOTICE, now.date() + MOST_NOTICE
    if not first <= on <= last:
        raise Refused(
            "notice_too_short",
            "Give a day between {first} and {last}. Sooner is possible by an amendment that all sign.",
            first=first.isoformat(),
            last=last.isoformat(),
        )


# --- acts ---


def announce_leave(alliance: "Alliance", *, by: str, now: datetime, on: date, reason: str) -> LeaveAnnounced:
    """Give notice that one's own party leaves once this day is over."""
    return ruled(alliance, now, LeaveAnnounced(by=by, on=on, reason=reason.strip()), rule)


def withdraw_leave(alliance: "Alliance", *, by: str, now: datetime, reason: str) -> LeaveWithdrawn:
    """Take one's notice back, and stay."""
    return ruled(alliance, now, LeaveWithdrawn(by=by, reason=reason.strip()), rule)
