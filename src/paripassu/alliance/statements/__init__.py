"""Statements: what a party says that can be checked, and by when; the truth facet of trust.

A statement is its party's own word, and nobody has to agree to it. How it turned out is never said by that party alone
(`assessments`). It can be taken back or restated before its day, with the reason: that is shown, and is no lie. Once
its day is over it stands. `incidents` and `repairs` hold what happens when something has hurt trust.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias, assert_never

from paripassu.alliance import files
from paripassu.alliance.commitments import said, taking_part
from paripassu.alliance.days import over
from paripassu.alliance.facts import ByPerson, Recorded, plain, ruled, short_enough, worded
from paripassu.alliance.files import Enclosed
from paripassu.alliance.links import known
from paripassu.alliance.parties import managing
from paripassu.alliance.parties.membership import waited_for
from paripassu.alliance.refusals import Refused
from paripassu.alliance.statements.stated import Assessment, Kind, Stated, Statement

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance
    from paripassu.alliance.statements.raised import Incident

WHAT_LIMIT = 2_000
UNIT_LIMIT = 60
HORIZON = timedelta(days=20 * 366)
"""How far ahead the day of a statement may lie."""

# --- facts ---


class Withdrawn(ByPerson, frozen=True, kw_only=True, tag="statement_withdrawn.v1"):
    """The party took its statement back before the day of it, with the reason."""

    statement: int
    reason: str


Fact: TypeAlias = Stated | Withdrawn

# --- state ---


@dataclass(slots=True)
class Statements:
    """All statements and incidents by their entries, and which assessment, pledge or answer belongs to which."""

    by_index: dict[int, Statement] = field(default_factory=dict)
    of_assessment: dict[int, int] = field(default_factory=dict)
    incidents: "dict[int, Incident]" = field(default_factory=dict)
    of_pledge: dict[int, int] = field(default_factory=dict)

    def statement(self, index: int) -> Statement:
        """The statement made at an entry. Refused when there is none."""
        if index not in self.by_index:
            raise Refused("statement_unknown", "Entry {entry} is no statement.", entry=index)
        return self.by_index[index]


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    state = alliance.statements
    match fact:
        case Stated():
            made = Statement(recorded.index, recorded.entered, recorded.party, fact, told=[recorded.index])
            state.by_index[recorded.index] = made
            if fact.supersedes is not None:
                _correct(state.statement(fact.supersedes), recorded)
            also = () if fact.supersedes is None or fact.supersedes in fact.about else (fact.supersedes,)
            alliance.links.add(recorded.index, "statements", (*fact.about, *also), fact.clauses)
            alliance.files.add(recorded.party, fact.enclosed)
        case Withdrawn():
            state.statement(fact.statement).withdrawn = said(recorded, fact.reason)
            state.statement(fact.statement).told.append(recorded.index)
        case _:
            assert_never(fact)


def _correct(old: Statement, recorded: Recorded) -> None:
    """A correction closes what can still be taken back; what its day has come for, it leaves to be checked."""
    old.corrected_by = recorded.index
    old.told.append(recorded.index)
    if not over(old.fact.due, recorded.entered) and not spoken_of(old):
        old.restated = recorded.entered


def asked(alliance: "Alliance", statement: Statement, assessment: Assessment) -> tuple[str, ...]:
    """The parties that are asked whether it turned out so: every voice and the party that stated it, sorted.

    Not the one that says so. The stating party is asked also while its voice rests: it is its own word.
    """
    return tuple(sorted({*waited_for(alliance), statement.party} - {assessment.party}))


def settle(alliance: "Alliance", statement: Statement, assessment: Assessment, at: datetime) -> None:
    """Let an assessment count at once when all that are asked have agreed."""
    if assessment.settled is None and assessment.withdrawn is None and not assessment.contested:
        needed = asked(alliance, statement, assessment)
        if needed and all(party in assessment.agreed for party in needed):
            assessment.settled = at


def reconsider(alliance: "Alliance", at: datetime) -> None:
    """After the voices have changed: know whose party has left, and settle what waits for nobody any more."""
    for statement in alliance.statements.by_index.values():
        left = statement.party in alliance.membership.left
        statement.gone = alliance.membership.left_at.get(statement.party, at) if left else None
        for assessment in statement.assessments:
            settle(alliance, statement, assessment, at)


def spoken_of(statement: Statement) -> bool:
    """Whether somebody has said how it turned out, and has not taken that back."""
    return any(each.withdrawn is None for each in statement.assessments)


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    leading(alliance, fact.by)
    match fact:
        case Stated():
            _may_state(alliance, recorded, fact)
        case Withdrawn():
            worded(fact.reason, "why you take it back", limit=WHAT_LIMIT)
            _may_withdraw(alliance, recorded, fact.statement)
        case _:
            assert_never(fact)


def leading(alliance: "Alliance", person: str) -> str:
    """The party for which a manager or sponsor speaks here. Refused for everybody else."""
    managing(alliance, person)
    return taking_part(alliance, person)


def _may_state(alliance: "Alliance", recorded: Recorded, fact: Stated) -> None:
    worded(fact.what, "what you state", limit=WHAT_LIMIT)
    worded(fact.how, "how it will be checked", limit=WHAT_LIMIT)
    short_enough(fact.evidence, "what it rests on", limit=WHAT_LIMIT)
    files.checked(fact.enclosed)
    known(alliance, fact.about, fact.clauses)
    if over(fact.due, recorded.entered):
        raise Refused("day_over", "{due} is over. Choose a day to come.", due=fact.due.isoformat())
    if fact.due > recorded.entered.date() + HORIZON:
        raise Refused("day_too_far", "It can be checked within twenty years. Choose a nearer day.")
    if fact.probability is not None and not 0 <= fact.probability <= 100:
        raise Refused("probability_unfit", "A probability is between 0 and 100 %.")
    _measurable(fact)
    if fact.supersedes is not None:
        _may_correct(alliance, recorded.party, fact.supersedes)


def _measurable(fact: Stated) -> None:
    """Refused when a quantity has no unit, or what belongs to a quantity stands without one."""
    if fact.quantity is None:
        if fact.unit or fact.within is not None:
            raise Refused("quantity_missing", "Say which quantity, or leave unit and margin empty.")
        return
    plain(fact.quantity, "the quantity")
    worded(fact.unit, "the unit of the quantity", limit=UNIT_LIMIT)
    if fact.within is not None and plain(fact.within, "the margin") < 0:
        raise Refused("margin_unfit", "How far it may be off is 0 or more.")


def _may_correct(alliance: "Alliance", party: str, index: int) -> None:
    old = alliance.statements.statement(index)
    _own(alliance, party, old)
    if old.corrected_by is not None:
        sentence = "Statement {entry} was corrected by {other}. Correct that one."
        raise Refused("corrected_before", sentence, entry=index, other=old.corrected_by)
    if old.withdrawn is not None:
        raise Refused("statement_closed", "Statement {entry} was taken back. Make a new one.", entry=index)


def _own(alliance: "Alliance", party: str, statement: Statement) -> None:
    if statement.party != party:
        name = alliance.parties.name(statement.party)
        raise Refused("not_your_statement", "Only {name}, which stated it, can do this.", name=name)


def _may_withdraw(alliance: "Alliance", recorded: Recorded, index: int) -> None:
    statement = alliance.statements.statement(index)
    _own(alliance, recorded.party, statement)
    if statement.closed:
        raise Refused("statement_closed", "Statement {entry} was taken back or restated before.", entry=index)
    if spoken_of(statement):
        sentence = "It was said how it turned out. Agree to that, or contest it, instead."
        raise Refused("assessed_already", sentence)
    if over(statement.fact.due, recorded.entered):
        sentence = "Its day is over, so it stands. Say how it turned out."
        raise Refused("day_over", sentence)


# --- acts ---


def state(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    sort: Kind,
    what: str,
    due: date,
    how: str,
    probability: int | None = None,
    quantity: Decimal | None = None,
    unit: str = "",
    within: Decimal | None = None,
    evidence: str = "",
    enclosed: Iterable[Enclosed] = (),
    supersedes: int | None = None,
    about: Iterable[int] = (),
    clauses: Iterable[str] = (),
) -> Stated:
    """State something that can be checked by a day; with `supersedes`, correct a statement of one's own."""
    fact = Stated(
        by=by,
        sort=sort,
        what=what.strip(),
        due=due,
        how=how.strip(),
        probability=probability,
        quantity=None if quantity is None else plain(quantity, "the quantity"),
        unit=unit.strip(),
        within=None if within is None else plain(within, "the margin"),
        evidence=evidence.strip(),
        enclosed=tuple(enclosed),
        supersedes=supersedes,
        about=tuple(about),
        clauses=tuple(clauses),
    )
    return ruled(alliance, now, fact, rule)


def withdraw(alliance: "Alliance", *, by: str, now: datetime, statement: int, reason: str) -> Withdrawn:
    """Take one's own statement back before its day, with the reason."""
    return ruled(alliance, now, Withdrawn(by=by, statement=statement, reason=reason.strip()), rule)
