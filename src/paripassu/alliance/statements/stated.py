"""One statement as the fold keeps it, what was said of how it turned out, and where it stands at a moment.

Nobody enters that a day has passed, or that an assessment was left unanswered: both follow from the days and the moment
that is asked about.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from paripassu.alliance.commitments.promises import Word
from paripassu.alliance.days import ended, over
from paripassu.alliance.facts import ByPerson
from paripassu.alliance.files import Enclosed

Kind = Literal["forecast", "disclosure", "assurance"]
Verdict = Literal["borne_out", "refuted", "unclear"]
Status = Literal[
    "open", "due", "assessed", "contested", "borne_out", "refuted", "unclear", "withdrawn", "restated", "rests"
]


class Stated(ByPerson, frozen=True, kw_only=True, tag="statement_made.v1"):
    """The party stated something that can be checked by the day `due`, in the way `how` says.

    `probability` is how sure the party is that it will turn out so, in hundredths; none: it states it outright. A
    `quantity` in `unit` may be up to `within` off and still be borne out. `supersedes` is a statement of its own that
    this one corrects.
    """

    sort: Kind
    what: str
    due: date
    how: str
    probability: int | None = None
    quantity: Decimal | None = None
    unit: str = ""
    within: Decimal | None = None
    evidence: str = ""
    enclosed: tuple[Enclosed, ...] = ()
    supersedes: int | None = None
    about: tuple[int, ...] = ()
    clauses: tuple[str, ...] = ()


@dataclass(slots=True)
class Assessment:
    """What a party says of how a statement turned out, under the index of its entry.

    `answer_by` is the last day to contest it before silence lets it count; one that `reopens` what counts already never
    counts by silence. `settled`: when all who are asked had agreed. `overtaken`: it waited or was contested when its
    party had left, and another party said anew how it turned out.
    """

    index: int
    at: datetime
    party: str
    verdict: Verdict
    observed: Decimal | None
    evidence: str
    enclosed: tuple[Enclosed, ...]
    answer_by: date
    reopens: bool
    agreed: dict[str, Word] = field(default_factory=dict)
    contested: dict[str, tuple[Word, tuple[Enclosed, ...]]] = field(default_factory=dict)
    withdrawn: Word | None = None
    overtaken: bool = False
    settled: datetime | None = None


@dataclass(slots=True)
class Statement:
    """A statement under the index of its entry.

    `restated`: when a correction closed it before its day; `gone`: when its party left; `told`: the entries that speak
    of it, in their order.
    """

    index: int
    at: datetime
    party: str
    fact: Stated
    assessments: list[Assessment] = field(default_factory=list)
    withdrawn: Word | None = None
    corrected_by: int | None = None
    restated: datetime | None = None
    gone: datetime | None = None
    told: list[int] = field(default_factory=list)

    @property
    def closed(self) -> bool:
        """Whether it was taken back or restated before its day, so that nobody has to check it any more."""
        return self.withdrawn is not None or self.restated is not None


def counted_at(statement: Statement, assessment: Assessment, now: datetime) -> datetime | None:
    """When an assessment came to count: with the last agreement, or at the end of the clock; None while it does not.

    A party's word about its own statement never counts by silence, nor does one that reopens what counts already.
    """
    if assessment.settled is not None or assessment.withdrawn is not None:
        return assessment.settled
    end = ended(assessment.answer_by)
    own = assessment.party == statement.party
    heard = bool(assessment.agreed) if own else statement.gone is None or end <= statement.gone
    quiet = heard and not (assessment.contested or assessment.reopens or assessment.overtaken)
    return end if quiet and now >= end else None


def result(statement: Statement, now: datetime) -> Assessment | None:
    """The assessment that counts now: of several the one that came to count last. None when none does."""
    found = [
        (at, each.index, each) for each in statement.assessments if (at := counted_at(statement, each, now)) is not None
    ]
    return max(found, key=lambda one: one[:2])[2] if found else None


def standing(statement: Statement, now: datetime) -> Assessment | None:
    """The assessment that waits for an answer or is contested; None when there is none."""
    open_ = (each for each in reversed(statement.assessments) if each.withdrawn is None and not each.overtaken)
    last = next(open_, None)
    return None if last is None or counted_at(statement, last, now) is not None else last


def contested_late(assessment: Assessment) -> tuple[str, ...]:
    """The parties that contested after the days to answer were over, sorted."""
    words = {party: word for party, (word, _enclosed) in assessment.contested.items()}
    return tuple(sorted(party for party, word in words.items() if over(assessment.answer_by, word.at)))


def status(statement: Statement, now: datetime) -> Status:
    """Where a statement stands. What counts stays what it is while somebody asks to look at it again."""
    if statement.closed:
        return "withdrawn" if statement.withdrawn is not None else "restated"
    counts, waits = result(statement, now), standing(statement, now)
    if counts is not None:
        return counts.verdict
    if waits is not None:
        return "contested" if waits.contested else "assessed"
    if statement.gone is not None:
        return "rests"
    return "due" if over(statement.fact.due, now) else "open"


def borne_out(fact: Stated, observed: Decimal) -> bool:
    """Whether a quantity turned out within what was stated.

    >>> from datetime import date
    >>> fact = Stated(by="p", sort="forecast", what="Cells", due=date(2026, 1, 31), how="The log",
    ...               quantity=Decimal(400), unit="cells", within=Decimal(20))
    >>> borne_out(fact, Decimal(385)), borne_out(fact, Decimal(421))
    (True, False)
    """
    return fact.quantity is not None and abs(observed - fact.quantity) <= (fact.within or 0)
