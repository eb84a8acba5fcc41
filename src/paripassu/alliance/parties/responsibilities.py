"""Responsibilities: who does what across the organisations, line by line, and who answers for it (RACI).

For each activity a party is *responsible* (does the work), *accountable* (answers for it), *consulted* or *informed*.
Lines are arranged jointly (`arrangements`); the person who carries a line is named by each party alone, and so is its
senior sponsor. A line without exactly one accountable party is shown as a finding, it is not forbidden: partners who
cannot agree yet should see it.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias, assert_never

import msgspec

from paripassu.alliance.facts import ByPerson, Recorded, ruled, worded
from paripassu.alliance.parties import managing, membership
from paripassu.alliance.refusals import Finding, Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

LETTERS = "RACI"
"""Responsible, accountable, consulted, informed."""

WHAT_LIMIT = 300
MOST_LINES = 300

# --- what is arranged jointly ---


class LineTerms(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An activity or a deliverable, and the letters of each party in it, such as `{"ada": "RA", "bo": "C"}`."""

    what: str
    letters: dict[str, str]


class LineSet(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="what", tag="line_set"):
    """A line is added; or line `line` gets other terms in place of those that entry `replaces` gave it."""

    terms: LineTerms
    line: int | None = None
    replaces: int | None = None


class LineDropped(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="what", tag="line_dropped"):
    """A line is taken off the matrix."""

    line: int


Arranged: TypeAlias = LineSet | LineDropped

# --- facts ---


class LinePersonNamed(ByPerson, frozen=True, kw_only=True, tag="line_person_named.v1"):
    """The entering party named who carries its part of a line."""

    line: int
    person: str


class SponsorNamed(ByPerson, frozen=True, kw_only=True, tag="sponsor_named.v1"):
    """The entering party named its one senior sponsor, in place of the one it had."""

    person: str


Fact: TypeAlias = LinePersonNamed | SponsorNamed

# --- state ---


@dataclass(slots=True)
class Line:
    """A line under the entry that first proposed it; `since` is the entry that gave it the terms it has."""

    index: int
    terms: LineTerms
    since: int
    people: dict[str, str] = field(default_factory=dict)
    dropped: int | None = None


@dataclass(slots=True)
class Responsibilities:
    """All lines by their entry, also those that were dropped, and the sponsor of each party."""

    by_entry: dict[int, Line] = field(default_factory=dict)
    sponsors: dict[str, str] = field(default_factory=dict)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the matrix, in the order in which they were proposed."""
        return tuple(line for line in self.by_entry.values() if line.dropped is None)


def line(alliance: "Alliance", index: int) -> Line:
    """A line of the matrix. Refused when there is none under this entry."""
    found: Line | None = alliance.responsibilities.by_entry.get(index)
    if found is None or found.dropped is not None:
        raise Refused("line_unknown", "Entry {entry} is no line of the matrix now. Choose another.", entry=index)
    return found


def accountable(of: Line) -> tuple[str, ...]:
    """The parties that answer for a line, sorted. Exactly one is sound."""
    return tuple(sorted(party for party, letters in of.terms.letters.items() if "A" in letters))


def sponsor(alliance: "Alliance", party: str) -> str:
    """The person who is the senior sponsor of a party now; empty when none is named, or the named has left."""
    named: str = alliance.responsibilities.sponsors.get(party, "")
    seat = alliance.parties.seats.get(named)
    return named if seat is not None and seat.until is None else ""


def findings(alliance: "Alliance") -> list[Finding]:
    """What is not sound in the matrix, line by line, and which party has no sponsor."""
    found = [fault for each in alliance.responsibilities.lines for fault in _line_faults(alliance, each)]
    if alliance.agreement.versions:
        for party in membership.voices(alliance):
            if not sponsor(alliance, party):
                name = alliance.parties.name(party)
                found.append(Finding(f"sponsors.{party}", f"{name} has named no senior sponsor."))
    return found


def _line_faults(alliance: "Alliance", of: Line) -> list[Finding]:
    at, answers = f"lines.{of.index}", accountable(of)
    found = []
    if not answers:
        found.append(Finding(at, f"Nobody is accountable for “{of.terms.what}”."))
    if len(answers) > 1:
        names = alliance.parties.names(answers)
        found.append(Finding(at, f"{len(answers)} parties are accountable for “{of.terms.what}”: {names}."))
    if not any("R" in letters for letters in of.terms.letters.values()):
        found.append(Finding(at, f"Nobody is responsible for doing “{of.terms.what}”."))
    return found


def settle(alliance: "Alliance", index: int, arranged: Arranged) -> None:
    """Let a line be what every partner has agreed at entry `index`."""
    known = alliance.responsibilities.by_entry
    match arranged:
        case LineSet(terms=terms, line=None):
            known[index] = Line(index, terms, index)
        case LineSet(terms=terms, line=int(old)):
            known[old].terms, known[old].since = terms, index
            known[old].people = {p: person for p, person in known[old].people.items() if p in terms.letters}
        case LineDropped(line=old):
            known[old].dropped = index


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    match fact:
        case LinePersonNamed():
            alliance.responsibilities.by_entry[fact.line].people[recorded.party] = fact.person
        case SponsorNamed():
            alliance.responsibilities.sponsors[recorded.party] = fact.person
        case _:
            assert_never(fact)


# --- rules ---


def may_arrange(alliance: "Alliance", arranged: Arranged) -> None:
    """Refused when a line cannot be added, changed or dropped like this, whoever proposes it."""
    match arranged:
        case LineSet(terms=terms, line=index):
            _sound(alliance, terms)
            if index is not None and line(alliance, index).since != arranged.replaces:
                raise Refused("line_changed", "This line has been changed since. Read it, then propose yours again.")
            if index is None and len(alliance.responsibilities.lines) >= MOST_LINES:
                raise Refused("too_many_lines", "The matrix has {most} lines. Drop one first.", most=MOST_LINES)
        case LineDropped(line=index):
            line(alliance, index)


def _sound(alliance: "Alliance", terms: LineTerms) -> None:
    worded(terms.what, "the activity", limit=WHAT_LIMIT)
    if not terms.letters or set(terms.letters) - set(alliance.parties.partners):
        raise Refused("line_parties", "A line gives letters to partners of this alliance, to one at least.")
    for letters in terms.letters.values():
        if not letters or letters != "".join(each for each in LETTERS if each in letters):
            raise Refused("line_letters", "The letters are R, A, C and I, each once and in this order.")


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    managing(alliance, fact.by)
    seat = alliance.parties.seat(fact.person)
    if seat.party != recorded.party:
        raise Refused("not_your_side", "Each side names its own people, and nobody else's.")
    match fact:
        case LinePersonNamed():
            if recorded.party not in line(alliance, fact.line).terms.letters:
                raise Refused("not_in_line", "Your party has no part in this line.")
        case SponsorNamed():
            if seat.role == "member":
                raise Refused("sponsor_role", "A sponsor sits as sponsor or manager. Invite them in that role first.")
        case _:
            assert_never(fact)


# --- acts ---


def name_line_person(alliance: "Alliance", *, by: str, now: datetime, line: int, person: str) -> LinePersonNamed:
    """Name who carries the part of one's own party in a line."""
    return ruled(alliance, now, LinePersonNamed(by=by, line=line, person=person), rule)


def name_sponsor(alliance: "Alliance", *, by: str, now: datetime, person: str) -> SponsorNamed:
    """Name the senior sponsor of one's own party."""
    return ruled(alliance, now, SponsorNamed(by=by, person=person), rule)
