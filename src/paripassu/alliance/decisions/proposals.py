"""A proposal as the fold keeps it: what was said to it, by whom and when, from the first question to the last review.

Where a proposal stands at a moment is never entered by anybody: `outcomes` computes it from what is here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, NamedTuple

import msgspec

from paripassu.alliance.days import LATEST, over
from paripassu.alliance.facts import ByPerson

Method = Literal["consent", "consensus", "vote", "body"]
VoteRule = Literal["simple", "two_thirds", "unanimous"]
Interest = Literal["work", "time", "cost", "liability", "rights", "confidentiality", "other"]
Verdict = Literal["keep", "change", "drop"]
ReviewKind = Literal["appeal", "date"]

LEAST_VOTERS = 2
"""Nobody decides alone: so many parties at least must be for what is carried."""


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is proposed, why, until which day it is open, who would carry it out and when it would be looked at again.

    `options`: what there is to choose from in a vote; none: yes or no. `carrier` is a party (empty: all of them),
    `person` somebody of it by the opaque id (empty: the party decides).
    """

    title: str
    text: str
    reasons: str
    closes: date
    options: tuple[str, ...] = ()
    carrier: str = ""
    person: str = ""
    review: date | None = None


class ProposalMade(ByPerson, frozen=True, kw_only=True, tag="proposal_made.v1"):
    """Something was proposed to be decided by a method. `quorum` 0: what the method asks for.

    `revises` is an earlier proposal that this one takes the place of, once it is accepted.
    """

    wording: Wording
    method: Method
    rule: VoteRule = "simple"
    quorum: int = 0
    veto_days: int = 15
    body: int | None = None
    revises: int | None = None
    about: tuple[int, ...] = ()
    clauses: tuple[str, ...] = ()


class ProposalRevised(ByPerson, frozen=True, kw_only=True, tag="proposal_revised.v1"):
    """The party that proposed it put a better text in its place; `note` says what changed and why."""

    proposal: int
    wording: Wording
    note: str


class ProposalWithdrawn(ByPerson, frozen=True, kw_only=True, tag="proposal_withdrawn.v1"):
    """The party that proposed it took it back before it was decided."""

    proposal: int
    reason: str


# --- what the fold keeps ---


class Said(NamedTuple):
    """Something a person said for a party, at which entry and when."""

    index: int  # type: ignore[assignment]  # as in Recorded
    entered: datetime
    party: str
    person: str
    text: str


class Revised(NamedTuple):
    """One text of a proposal: its entry, when it was put, what changed (empty for the first), and the text."""

    index: int  # type: ignore[assignment]  # as in Recorded
    entered: datetime
    note: str
    wording: Wording


@dataclass(slots=True)
class Question:
    """A question and its answers."""

    asked: Said
    answers: list[Said] = field(default_factory=list)


class Weighed(NamedTuple):
    """What the objector says of its objection after looking at the text: whether it is met."""

    said: Said
    met: bool


@dataclass(slots=True)
class Objection:
    """An objection with its reason, and what the objector has said of it since. It stands until it is met."""

    said: Said
    weighed: list[Weighed] = field(default_factory=list)

    @property
    def stands(self) -> bool:
        """Whether it keeps the proposal from consent."""
        return not self.weighed or not self.weighed[-1].met


class Vote(NamedTuple):
    """An opened ballot: the entry that held it, when it was cast, and what it says."""

    index: int  # type: ignore[assignment]  # as in Recorded
    entered: datetime
    party: str
    person: str
    choice: str
    reason: str


@dataclass(slots=True)
class Veto:
    """A veto of one party in a stated interest, and the work on it.

    `others` are the parties it was put to; `yielded` is who of them gives way to it. More than half of them uphold it.
    """

    said: Said
    interest: Interest
    others: tuple[str, ...]
    worked: list[Said] = field(default_factory=list)
    yielded: dict[str, Said] = field(default_factory=dict)
    lifted: Said | None = None
    upheld: datetime | None = None


class Word(NamedTuple):
    """What a party says in a review."""

    said: Said
    verdict: Verdict


@dataclass(slots=True)
class Review:
    """A look at a decision by all parties: after an appeal, or on its date. The last word of each party counts."""

    kind: ReviewKind
    began: datetime
    until: date
    parties: tuple[str, ...]
    appeal: Said | None = None
    words: dict[str, Word] = field(default_factory=dict)
    settled: datetime | None = None


@dataclass(slots=True)
class Proposal:
    """A proposal under the index of the entry that made it.

    `parties`: the partners it was put to. `voters`: who decides: those parties less who is barred for its own breach;
    or, for a body, its members by their opaque ids, with their parties in `sits`. `agreed` is who said yes to the text
    as it reads now. `ballots` are the entries of the last ballots, `handed_in` is when the
    last one was, `votes` is what was opened of them.
    """

    index: int
    entered: datetime
    party: str
    fact: ProposalMade
    texts: list[Revised]
    parties: tuple[str, ...]
    voters: tuple[str, ...]
    barred: tuple[str, ...] = ()
    sits: dict[str, str] = field(default_factory=dict)
    quorum: int = 2
    rule: VoteRule = "simple"
    questions: dict[int, Question] = field(default_factory=dict)
    reactions: list[Said] = field(default_factory=list)
    objections: dict[int, Objection] = field(default_factory=dict)
    agreed: dict[str, Said] = field(default_factory=dict)
    all_agreed: datetime | None = None
    ballots: dict[str, int] = field(default_factory=dict)
    handed_in: datetime | None = None
    votes: dict[str, Vote] = field(default_factory=dict)
    opened: datetime | None = None
    vetoes: dict[str, Veto] = field(default_factory=dict)
    reviews: list[Review] = field(default_factory=list)
    withdrawn: Said | None = None
    revised_by: list[int] = field(default_factory=list)
    taken_by: str = ""

    @property
    def person(self) -> str:
        """Who carries it out for the party that does: as the text names them, or who took it over; empty: nobody."""
        return self.taken_by or self.wording.person

    @property
    def wording(self) -> Wording:
        """The text as it reads now."""
        return self.texts[-1].wording

    @property
    def method(self) -> Method:
        """How it is decided."""
        return self.fact.method

    @property
    def sealed(self) -> bool:
        """Whether it is decided by ballots, sealed until the vote is closed."""
        return self.method in ("vote", "body")

    @property
    def standing_objections(self) -> list[Objection]:
        """The objections that are not met, in the order of the record."""
        return [objection for objection in self.objections.values() if objection.stands]

    @property
    def unanswered(self) -> list[Question]:
        """The questions without an answer."""
        return [question for question in self.questions.values() if not question.answers]

    @property
    def heard(self) -> frozenset[str]:
        """The parties that have said something to it, its proposer included."""
        said = [*self.reactions, *self.agreed.values()]
        said += [question.asked for question in self.questions.values()]
        said += [objection.said for objection in self.objections.values()]
        voted = {self.party_of(voter) for voter in self.ballots}
        return frozenset({self.party, *voted, *(one.party for one in said)} & set(self.parties))

    def party_of(self, voter: str) -> str:
        """The party that a voter speaks for: itself, or where the member of a body sits."""
        return self.sits.get(voter, voter)

    def voter(self, party: str, person: str) -> str:
        """Under which name this person of this party votes here."""
        return person if self.method == "body" else party

    def closed(self, now: datetime) -> bool:
        """Whether nothing more can be said to it before it is decided."""
        decided = self.withdrawn or self.all_agreed or self.votes
        return bool(decided) or over(self.wording.closes, now)

    def everything_said(self) -> Iterator[Said]:
        """All that people said to it before it was decided, in no order."""
        yield from self.reactions
        yield from self.agreed.values()
        for question in self.questions.values():
            yield question.asked
            yield from question.answers
        for objection in self.objections.values():
            yield objection.said
            yield from (weighed.said for weighed in objection.weighed)


def ended(day: date) -> datetime:
    """The first moment at which a day is over everywhere on Earth."""
    return datetime.combine(day + timedelta(days=1), time(), UTC) - LATEST
