"""Ties: who speaks with whom across the organisations, noted by hand or read from what people did together.

A tie is between two people of different parties. It says that they met over something, how often and when last; never
how good it was. Ties of two people of one party are that party's own matter and are not kept.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import combinations
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from paripassu.alliance import agreement, commitments, ledger
from paripassu.alliance.checkins import minutes
from paripassu.alliance.days import begun, days_over
from paripassu.alliance.decisions import objections
from paripassu.alliance.facts import ByPerson, Recorded, ruled, short_enough
from paripassu.alliance.parties import arrangements
from paripassu.alliance.parties.membership import voices
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

How = Literal["meeting", "call", "visit", "message", "other"]

MOST_PEOPLE = 20
WHAT_LIMIT = 300
LONGEST_AGO = timedelta(days=366)
STALE = 90
"""Days without contact after which a tie is called stale."""

# --- facts ---


class InteractionNoted(ByPerson, frozen=True, kw_only=True, tag="interaction_noted.v1"):
    """Somebody noted that they met others: who was there (themselves among them), when, how, and about what."""

    people: tuple[str, ...]
    on: date
    how: How
    what: str = ""


Fact: TypeAlias = InteractionNoted

# --- state ---


@dataclass(slots=True)
class Tie:
    """Two people of different parties: how many contacts, the last day of one, and the entry that says so.

    `days`: every day of a contact with the last entry that says so, in order.
    """

    people: tuple[str, str]
    contacts: int = 0
    last: date = date.min
    entry: int = -1
    days: list[tuple[date, int]] = field(default_factory=list)

    def by(self, day: date) -> tuple[date, int]:
        """The last day of a contact up to a day, and its entry; the first of all days and -1 before any."""
        place = bisect_right(self.days, day, key=itemgetter(0))
        return self.days[place - 1] if place else (date.min, -1)


@dataclass(slots=True)
class Ties:
    """The ties by pair of people, and the interactions that were noted by hand."""

    by_pair: dict[tuple[str, str], Tie] = field(default_factory=dict)
    noted: list[Recorded] = field(default_factory=list)


class Thread(NamedTuple):
    """Two partners with so few living ties between their people that one leaving could cut them."""

    parties: tuple[str, str]
    ties: tuple[Tie, ...]


def living(alliance: "Alliance") -> list[Tie]:
    """The ties between people who both still sit, the most recent first."""
    found = [tie for tie in alliance.ties.by_pair.values() if all(_sits(alliance, each) for each in tie.people)]
    return sorted(found, key=lambda tie: (-tie.last.toordinal(), tie.people))


def stale(alliance: "Alliance", now: datetime) -> list[Tie]:
    """The ties between people who still sit, and who have had no contact for long."""
    return [tie for tie in living(alliance) if days_over(tie.last, now) > STALE]


def single_threads(alliance: "Alliance", now: datetime) -> list[Thread]:
    """The pairs of partners between whose people at most one tie is alive and not stale."""
    if not alliance.agreement.versions:
        return []
    fresh = [tie for tie in living(alliance) if days_over(tie.last, now) <= STALE]
    threads = []
    for pair in combinations(voices(alliance), 2):
        between = tuple(tie for tie in fresh if _parties(alliance, tie) == set(pair))
        if len(between) < 2:
            threads.append(Thread(pair, between))
    return threads


def _sits(alliance: "Alliance", person: str) -> bool:
    seat = alliance.parties.seats.get(person)
    return seat is not None and seat.until is None


def _parties(alliance: "Alliance", tie: Tie) -> set[str]:
    return {alliance.parties.seats[person].party for person in tie.people}


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    alliance.ties.noted.append(recorded)
    for one, other in combinations(sorted(fact.people), 2):
        _met(alliance, one, other, fact.on, recorded.index)


def _met(alliance: "Alliance", one: str, other: str, on: date, entry: int) -> None:
    pair = (one, other) if one < other else (other, one)
    tie = alliance.ties.by_pair.get(pair)
    if tie is None:
        seats = alliance.parties.seats
        if one not in seats or other not in seats or seats[one].party == seats[other].party:
            return
        tie = alliance.ties.by_pair[pair] = Tie(pair)
    tie.contacts += 1
    place = bisect_right(tie.days, on, key=itemgetter(0))
    if place and tie.days[place - 1][0] == on:
        tie.days[place - 1] = on, entry
    else:
        tie.days.insert(place, (on, entry))
    if on >= tie.last:
        tie.last, tie.entry = on, entry


# --- what people did together ---

_Answered: TypeAlias = "Callable[[Alliance, Any], Iterable[str]]"


def _posters(alliance: "Alliance", fact: ledger.Confirmed) -> set[str]:
    return {alliance.ledger.posting(entry).fact.by for entry in fact.entries}


def _poster(alliance: "Alliance", fact: ledger.Disputed) -> list[str]:
    return [alliance.ledger.posting(fact.entry).fact.by]


def _proposer(
    alliance: "Alliance", fact: arrangements.ArrangementAgreed | arrangements.ArrangementDeclined
) -> list[str]:
    return [alliance.arrangements.by_entry[fact.arrangement].fact.by]


def _promisers(alliance: "Alliance", fact: commitments.Agreed) -> set[str]:
    return {alliance.commitments.commitment(entry).fact.by for entry in fact.entries}


def _signers(alliance: "Alliance", _fact: agreement.Signed) -> list[str]:
    draft = alliance.agreement.draft
    return [signature.person for signature in draft.signed.values()] if draft else []


def _decider(alliance: "Alliance", fact: Any) -> list[str]:
    return [alliance.decisions.proposal(fact.proposal).fact.by]


def _writers(alliance: "Alliance", fact: minutes.MinuteAgreed) -> set[str]:
    return {alliance.checkins.minute(entry)[1].person for entry in fact.minutes}


ANSWERED: dict[type, _Answered] = {
    **dict.fromkeys(
        (objections.QuestionAsked, objections.Reacted, objections.Objected, objections.ProposalAgreed), _decider
    ),
    minutes.MinuteAgreed: _writers,
    minutes.AttendanceStated: lambda _alliance, _fact: (),
    ledger.Confirmed: _posters,
    ledger.Disputed: _poster,
    arrangements.ArrangementAgreed: _proposer,
    arrangements.ArrangementDeclined: _proposer,
    commitments.Agreed: _promisers,
    agreement.Signed: _signers,
}
"""Facts by which one person answers others, and whom. A practice whose facts say so adds a line here."""


def observe(alliance: "Alliance", recorded: Recorded, fact: Any) -> None:
    """Take in whom a person met by doing this; asked before the fact itself is applied."""
    if isinstance(fact, minutes.AttendanceStated):
        _sat_together(alliance, recorded, fact)
    for other in ANSWERED[type(fact)](alliance, fact):
        _met(alliance, fact.by, other, recorded.entered.date(), recorded.index)


def _sat_together(alliance: "Alliance", recorded: Recorded, fact: minutes.AttendanceStated) -> None:
    """Who was at a check-in met those whom other parties have named so far; a list put right counts no second time."""
    checkin = alliance.checkins.checkin(fact.checkin)
    if recorded.party in checkin.attendance:
        return
    there = [person for attendance in checkin.attendance.values() for person in attendance.people]
    for one in fact.people:
        for other in there:
            _met(alliance, one, other, checkin.when.on, recorded.index)


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    short_enough(fact.what, "what it was about", limit=WHAT_LIMIT)
    if fact.by not in fact.people:
        raise Refused("not_among_them", "Note what you took part in yourself: you are not among these people.")
    if len(set(fact.people)) != len(fact.people) or not 2 <= len(fact.people) <= MOST_PEOPLE:
        raise Refused("people_count", "Name 2 to {most} people, each once.", most=MOST_PEOPLE)
    if len({alliance.parties.seat(person).party for person in fact.people}) < 2:
        raise Refused("one_side_only", "Name somebody of another party too: this is about ties across the table.")
    today = recorded.entered.date()
    if not begun(fact.on, recorded.entered) or fact.on < today - LONGEST_AGO:
        raise Refused("interaction_day", "Choose a day within the last year, today at the latest.")


# --- acts ---


def note_interaction(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    people: Iterable[str],
    on: date,
    how: How = "meeting",
    what: str = "",
) -> InteractionNoted:
    """Note that one met people of other parties; oneself is among them without being named."""
    there = tuple(sorted({by, *people}))
    return ruled(alliance, now, InteractionNoted(by=by, people=there, on=on, how=how, what=what.strip()), rule)
