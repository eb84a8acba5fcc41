"""One trust incident as the fold keeps it, the pledges to repair what it hurt, and where it stands at a moment.

An incident is between two parties, never about a person. Lateness follows from the days; nobody enters it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

from paripassu.alliance.commitments.promises import Word
from paripassu.alliance.days import begun, over
from paripassu.alliance.facts import ByPerson
from paripassu.alliance.files import Enclosed

ANSWER_DAYS = 14
"""Days in which the party concerned answers; after that it is shown as unanswered."""

View = Literal["acknowledged", "otherwise"]
PledgeStatus = Literal[
    "pledged", "returned", "withdrawn", "replaced", "under_way", "late", "to_follow_up", "held", "not_held", "differs"
]
Status = Literal["raised", "acknowledged", "otherwise", "closed", "rests"] | PledgeStatus
OPEN: tuple[Status, ...] = (
    "raised", "acknowledged", "otherwise", "pledged", "returned", "under_way", "late", "to_follow_up", "held",
    "not_held", "differs",
)  # fmt: skip


class IncidentRaised(ByPerson, frozen=True, kw_only=True, tag="incident_raised.v1"):
    """Something hurt the trust of the entering party in the party it `concerns`: what happened on a day, its effect."""

    concerns: str
    what: str
    effect: str
    on: date
    enclosed: tuple[Enclosed, ...] = ()
    about: tuple[int, ...] = ()
    clauses: tuple[str, ...] = ()


@dataclass(slots=True)
class Answer:
    """How the party concerned sees it. Answered anew, the last answer holds and the earlier ones stay readable."""

    word: Word
    view: View
    enclosed: tuple[Enclosed, ...]


@dataclass(slots=True)
class FollowUp:
    """What a party found when it looked whether a pledge had held, and what shows it."""

    word: Word
    held: bool
    enclosed: tuple[Enclosed, ...]


@dataclass(slots=True)
class Pledge:
    """What the party concerned will do to repair it, by the day `due`; both look on `follow_up` whether it held.

    `found`: by party, what it found, its last word last. `replaced`: another pledge was accepted in its place.
    """

    index: int
    at: datetime
    what: str
    due: date
    follow_up: date
    accepted: Word | None = None
    returned: Word | None = None
    withdrawn: Word | None = None
    replaced: bool = False
    found: dict[str, list[FollowUp]] = field(default_factory=dict)

    @property
    def waits(self) -> bool:
        """Whether it is in the court of the party that raised the incident."""
        return self.accepted is None and self.returned is None and self.withdrawn is None

    @property
    def in_force(self) -> bool:
        """Whether it was accepted, and nothing has taken its place."""
        return self.accepted is not None and not self.replaced


@dataclass(slots=True)
class Incident:
    """An incident under the index of its entry; `told`: the entries that speak of it, in their order.

    `closing`: the words of the two to close it; `closed`: since when.
    """

    index: int
    at: datetime
    party: str
    fact: IncidentRaised
    answers: list[Answer] = field(default_factory=list)
    pledges: list[Pledge] = field(default_factory=list)
    withdrawn: Word | None = None
    closing: dict[str, Word] = field(default_factory=dict)
    closed: datetime | None = None
    told: list[int] = field(default_factory=list)

    @property
    def between(self) -> tuple[str, str]:
        """The party that raised it and the one it concerns, sorted."""
        first, second = sorted((self.party, self.fact.concerns))
        return first, second

    @property
    def open(self) -> bool:
        """Whether it was neither closed by both nor taken back."""
        return self.withdrawn is None and self.closed is None

    @property
    def answer_by(self) -> date:
        """The last day of the clock for an answer."""
        return self.at.date() + timedelta(days=ANSWER_DAYS)

    @property
    def pledge(self) -> Pledge | None:
        """The pledge that was accepted and holds now."""
        return next((each for each in reversed(self.pledges) if each.in_force), None)

    @property
    def offered(self) -> Pledge | None:
        """The pledge that waits for an answer."""
        return next((each for each in reversed(self.pledges) if each.waits), None)


def pledge_status(pledge: Pledge, now: datetime) -> PledgeStatus:
    """Where a pledge stands. Held, or not, it is only when both have found so."""
    if pledge.accepted is None:
        if pledge.withdrawn is not None:
            return "withdrawn"
        return "returned" if pledge.returned is not None else "pledged"
    if pledge.replaced:
        return "replaced"
    found = {words[-1].held for words in pledge.found.values()}
    if len(found) == 2:
        return "differs"
    if len(pledge.found) == 2:
        return "held" if found == {True} else "not_held"
    if pledge.found or begun(pledge.follow_up, now):
        return "to_follow_up"
    return "late" if over(pledge.due, now) else "under_way"


def status(incident: Incident, now: datetime) -> Status:
    """Where an incident stands, by the last that was said or is due. Whether a party has left, the alliance knows."""
    if not incident.open:
        return "withdrawn" if incident.withdrawn is not None else "closed"
    if incident.offered is not None:
        return "pledged"
    if incident.pledge is not None:
        return pledge_status(incident.pledge, now)
    if incident.pledges and incident.pledges[-1].returned is not None:
        return "returned"
    return incident.answers[-1].view if incident.answers else "raised"


def unanswered(incident: Incident, now: datetime) -> bool:
    """Whether the clock is over and the party concerned has said nothing."""
    return incident.open and not incident.answers and not incident.pledges and over(incident.answer_by, now)
