"""One observation as the fold keeps it, and where it stands: whose word it waits for, or how it was closed.

Nothing of this is entered by anybody: it follows from what the two parties have said, in its order.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from paripassu.alliance.days import over
from paripassu.alliance.facts import ByPerson, Recorded
from paripassu.alliance.files import Enclosed

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

View = Literal["kept", "strained"]
Seen = Literal["same", "otherwise"]
Standing = Literal[
    "kept", "unanswered", "answered", "offered", "between", "passed_on", "settled", "withdrawn"
]  # fmt: skip

OPEN: tuple[Standing, ...] = ("unanswered", "answered", "offered", "between")
"""Strained, and still something to say between the two."""

ANSWER_DAYS = 14
"""Days in which an answer is expected. Nothing happens when they are over: it is said that they are."""


class Observed(ByPerson, frozen=True, kw_only=True, tag="principle_observed.v1"):
    """The entering party saw another party keep a principle, or strain it: on which day, in what, and what shows it.

    `behaviour` is the id of the behaviour of that principle that was seen or missed, if it was one of them.
    """

    principle: str
    behaviour: str = ""
    stands: View
    of: str
    on: date
    what: str
    evidence: str = ""
    enclosed: tuple[Enclosed, ...] = ()
    about: tuple[int, ...] = ()
    clauses: tuple[str, ...] = ()


class Said(NamedTuple):
    """What was said about an observation: at which entry, when, for which party, by which person, and the words."""

    entry: int
    at: datetime
    party: str
    by: str
    text: str


def said(recorded: Recorded, text: str = "") -> Said:
    """What the party that entered a fact said with it."""
    return Said(recorded.index, recorded.entered, recorded.party, recorded.fact.by, text)


class Answer(NamedTuple):
    """The word of the party observed: whether it sees the matter the same, with what shows it."""

    said: Said
    seen: Seen
    evidence: str
    enclosed: tuple[Enclosed, ...]


class Restatement(NamedTuple):
    """What the observer sees now, having heard the answer."""

    said: Said
    stands: View


@dataclass(slots=True)
class Settlement:
    """What one of the two offers as settled between them; it is once the other has agreed."""

    offered: Said
    agreed: Said | None = None
    declined: Said | None = None
    withdrawn: Said | None = None

    @property
    def open(self) -> bool:
        """Whether it waits for the word of the other."""
        return self.agreed is None and self.declined is None and self.withdrawn is None


@dataclass(slots=True)
class Observation:
    """An observation under the index of its entry; `party` is the observer, `fact.of` the party observed."""

    index: int
    entered: datetime
    party: str
    fact: Observed
    answers: list[Answer] = field(default_factory=list)
    restated: list[Restatement] = field(default_factory=list)
    settlements: list[Settlement] = field(default_factory=list)
    withdrawn: Said | None = None

    @property
    def between(self) -> tuple[str, str]:
        """The two whom it is about, sorted."""
        return (self.party, self.fact.of) if self.party < self.fact.of else (self.fact.of, self.party)

    @property
    def view(self) -> View:
        """What the observer sees now: as first stated, or as last restated."""
        return self.restated[-1].stands if self.restated else self.fact.stands

    @property
    def settled(self) -> Settlement | None:
        """The settlement to which both have agreed."""
        return next((each for each in self.settlements if each.agreed is not None), None)

    @property
    def offer(self) -> Settlement | None:
        """The settlement that waits for the word of the other."""
        return next((each for each in self.settlements if each.open), None)

    @property
    def due(self) -> date:
        """The last day on which an answer to a strained observation is expected."""
        return self.entered.date() + timedelta(days=ANSWER_DAYS)

    def other(self, party: str) -> str:
        """The other one of the two."""
        return self.fact.of if party == self.party else self.party


def conflicts(alliance: "Alliance", observation: Observation) -> tuple[int, ...]:
    """The conflicts about an observation in which both of its two stand, in the order of the record."""
    known = alliance.conflicts.by_index
    about = (each for each in alliance.links.back.get(observation.index, ()) if each in known)
    return tuple(each for each in about if set(observation.between) <= set(known[each].fact.between))


def standing(alliance: "Alliance", observation: Observation) -> Standing:
    """Where an observation stands now. A conflict about it takes it over until it ends; what ends well settles it."""
    if observation.withdrawn is not None:
        return "withdrawn"
    if observation.settled is not None:
        return "settled"
    if observation.view == "kept":
        return "kept"
    closings = [alliance.conflicts.by_index[each].closed for each in conflicts(alliance, observation)]
    if any(closed is not None and closed.how in ("settled", "resolved") for closed in closings):
        return "settled"
    if any(closed is None for closed in closings):
        return "passed_on"
    return _between_the_two(observation)


def _between_the_two(observation: Observation) -> Standing:
    if observation.offer is not None:
        return "offered"
    if not observation.answers:
        return "unanswered"
    return "answered" if heard(observation) else "between"


def closed(alliance: "Alliance", observation: Observation) -> bool:
    """Whether nothing can be said about it any more: it was settled, or the observer took it back."""
    return standing(alliance, observation) in ("settled", "withdrawn")


def heard(observation: Observation) -> bool:
    """Whether the last word is an answer that sees it otherwise: the observer has still to say what it makes of it."""
    if not observation.answers or observation.answers[-1].seen == "same":
        return False
    last = observation.restated[-1].said.entry if observation.restated else observation.index
    return observation.answers[-1].said.entry > last


def since(observation: Observation) -> datetime:
    """When the last word was said about it."""
    words = [each.said.at for each in observation.answers] + [each.said.at for each in observation.restated]
    for each in observation.settlements:
        words += [word.at for word in (each.offered, each.agreed, each.declined, each.withdrawn) if word is not None]
    return max([observation.entered, *words])


def overdue(alliance: "Alliance", observation: Observation, now: datetime) -> bool:
    """Whether the days for an answer are over everywhere and there is none."""
    return standing(alliance, observation) == "unanswered" and over(observation.due, now)
