"""Assessments: how a statement turned out, said by one party with evidence, answered by the others.

It counts once all that are asked have agreed. Where nobody contests it, it counts when the clock is over, with two
exceptions: what a party says of its own statement needs the agreement of another, and what reopens a result needs that
of all. A party that kept silent about its own statement can still contest after the clock; that it was late is shown.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias, assert_never

from paripassu.alliance import files
from paripassu.alliance.commitments import said
from paripassu.alliance.facts import ByPerson, Recorded, plain, ruled, worded
from paripassu.alliance.files import Enclosed
from paripassu.alliance.parties import membership
from paripassu.alliance.refusals import Refused
from paripassu.alliance.statements import WHAT_LIMIT, asked, leading, settle
from paripassu.alliance.statements.stated import (
    Assessment,
    Statement,
    Verdict,
    borne_out,
    counted_at,
    result,
    standing,
)

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

LEAST_DAYS, MOST_DAYS = 14, 90
"""Days to answer. Whoever assesses may give more than the least, never less."""

# --- facts ---


class Assessed(ByPerson, frozen=True, kw_only=True, tag="statement_assessed.v1"):
    """A party said how a statement turned out, what shows it, and within how many days it is to be answered.

    `observed` is what a stated quantity turned out to be.
    """

    statement: int
    verdict: Verdict
    evidence: str
    enclosed: tuple[Enclosed, ...] = ()
    observed: Decimal | None = None
    days: int = LEAST_DAYS


class AssessmentAgreed(ByPerson, frozen=True, kw_only=True, tag="assessment_agreed.v1"):
    """A party that is asked agreed that it turned out so; a contest of its own is lifted with it."""

    assessment: int


class AssessmentContested(ByPerson, frozen=True, kw_only=True, tag="assessment_contested.v1"):
    """A party that is asked sees it otherwise, with its reason; an agreement of its own is taken back with it."""

    assessment: int
    reason: str
    enclosed: tuple[Enclosed, ...] = ()


class AssessmentWithdrawn(ByPerson, frozen=True, kw_only=True, tag="assessment_withdrawn.v1"):
    """The party that assessed took that back before it counted."""

    assessment: int
    reason: str


Fact: TypeAlias = Assessed | AssessmentAgreed | AssessmentContested | AssessmentWithdrawn

membership.open_to("suspended", AssessmentAgreed, AssessmentContested)  # about its own word it is still asked

# --- state ---


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state of the statements."""
    if isinstance(fact, Assessed):
        _assess(alliance, recorded, fact)
        return
    statement, assessment = assessment_at(alliance, fact.assessment)
    statement.told.append(recorded.index)
    match fact:
        case AssessmentAgreed():
            assessment.contested.pop(recorded.party, None)
            assessment.agreed[recorded.party] = said(recorded)
            settle(alliance, statement, assessment, recorded.entered)
        case AssessmentContested():
            assessment.agreed.pop(recorded.party, None)
            assessment.contested[recorded.party] = (said(recorded, fact.reason), fact.enclosed)
            alliance.files.add(recorded.party, fact.enclosed)
        case AssessmentWithdrawn():
            assessment.withdrawn = said(recorded, fact.reason)
        case _:
            assert_never(fact)


def _assess(alliance: "Alliance", recorded: Recorded, fact: Assessed) -> None:
    statement = alliance.statements.statement(fact.statement)
    waits = standing(statement, recorded.entered)
    if waits is not None:
        waits.overtaken = True
    statement.assessments.append(
        Assessment(
            recorded.index,
            recorded.entered,
            recorded.party,
            fact.verdict,
            fact.observed,
            fact.evidence,
            fact.enclosed,
            max(recorded.entered.date(), statement.fact.due) + timedelta(days=fact.days),
            result(statement, recorded.entered) is not None,
        )
    )
    statement.told.append(recorded.index)
    alliance.statements.of_assessment[recorded.index] = fact.statement
    alliance.files.add(recorded.party, fact.enclosed)


def assessment_at(alliance: "Alliance", index: int) -> tuple[Statement, Assessment]:
    """The statement and the assessment of it at an entry. Refused when there is none."""
    if index not in alliance.statements.of_assessment:
        raise Refused("assessment_unknown", "Entry {entry} does not say how a statement turned out.", entry=index)
    statement = alliance.statements.by_index[alliance.statements.of_assessment[index]]
    return statement, next(each for each in statement.assessments if each.index == index)


def needed(alliance: "Alliance", statement: Statement, assessment: Assessment) -> tuple[str, ...]:
    """The parties for whose word an assessment waits that neither counts nor is contested, sorted.

    The party that stated it; the others where it says itself how its statement turned out; all where a result is
    looked at again.
    """
    every = asked(alliance, statement, assessment)
    wanted = every if assessment.reopens or assessment.party == statement.party else (statement.party,)
    return tuple(party for party in wanted if party not in assessment.agreed)


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    leading(alliance, fact.by)
    match fact:
        case Assessed():
            worded(fact.evidence, "what shows it", limit=WHAT_LIMIT)
            files.checked(fact.enclosed)
            _may_assess(alliance, recorded, fact)
        case AssessmentAgreed():
            _, assessment = _open(alliance, recorded, fact.assessment)
            if recorded.party in assessment.agreed:
                raise Refused("already_agreed", "Your party has already agreed to this.")
        case AssessmentContested():
            worded(fact.reason, "why you see it otherwise", limit=WHAT_LIMIT)
            files.checked(fact.enclosed)
            _, assessment = _open(alliance, recorded, fact.assessment)
            if recorded.party in assessment.contested:
                raise Refused("already_contested", "Your party contests it already: the two sides talk now.")
        case AssessmentWithdrawn():
            worded(fact.reason, "why you take it back", limit=WHAT_LIMIT)
            _may_withdraw(alliance, recorded, fact.assessment)
        case _:
            assert_never(fact)


def _may_assess(alliance: "Alliance", recorded: Recorded, fact: Assessed) -> None:
    statement = alliance.statements.statement(fact.statement)
    if statement.closed:
        sentence = "Statement {entry} was taken back or restated before its day: nothing is left to check."
        raise Refused("statement_closed", sentence, entry=fact.statement)
    if statement.gone is not None:
        raise Refused("stater_left", "The party that stated it has left: nobody can answer.")
    waits = standing(statement, recorded.entered)
    if waits is not None and waits.party not in alliance.membership.left:
        sentence = "It was said already how it turned out, in entry {entry}: agree to that, or contest it."
        raise Refused("assessment_waits", sentence, entry=waits.index)
    if not LEAST_DAYS <= fact.days <= MOST_DAYS:
        sentence = "Give {least} to {most} days to answer."
        raise Refused("days_unfit", sentence, least=LEAST_DAYS, most=MOST_DAYS)
    _fits(statement, fact)
    counts = result(statement, recorded.entered)
    if counts is not None and (counts.verdict, counts.observed) == (fact.verdict, fact.observed):
        raise Refused("counts_so", "It counts so already.")


def _fits(statement: Statement, fact: Assessed) -> None:
    """Refused when what was observed and the verdict do not go together."""
    stated = statement.fact
    if fact.observed is None:
        if stated.quantity is not None and fact.verdict != "unclear":
            raise Refused("observed_missing", "A quantity was stated: say what it turned out to be.")
        return
    plain(fact.observed, "what it turned out to be")
    if stated.quantity is None or fact.verdict == "unclear":
        raise Refused(
            "observed_unfit", "Nothing was stated, or can be told, that is counted: leave the quantity empty."
        )
    so = borne_out(stated, fact.observed)
    if so != (fact.verdict == "borne_out"):
        sentence = "{stated} {unit} within {within} was stated: {observed} is within it, so it is borne out."
        other = "{stated} {unit} within {within} was stated: {observed} is not within it, so it is refuted."
        fields = {"stated": stated.quantity, "unit": stated.unit, "within": stated.within or 0}
        raise Refused("verdict_unfit", sentence if so else other, observed=fact.observed, **fields)


def _open(alliance: "Alliance", recorded: Recorded, index: int) -> tuple[Statement, Assessment]:
    """The assessment at an entry, which this party is asked about and may still answer."""
    statement, assessment = assessment_at(alliance, index)
    if assessment.withdrawn is not None or assessment.overtaken:
        raise Refused("assessment_closed", "It was taken back, or said anew since.")
    if assessment.settled is not None:
        raise Refused("assessment_settled", "All have agreed to it. With new evidence, say anew how it turned out.")
    if recorded.party not in asked(alliance, statement, assessment):
        raise Refused("not_asked", "Your party said so itself: the others answer.")
    late = counted_at(statement, assessment, recorded.entered) is not None
    if late and recorded.party != statement.party:
        sentence = "The days to answer are over and it counts. With new evidence, say anew how it turned out."
        raise Refused("answer_over", sentence)
    return statement, assessment


def _may_withdraw(alliance: "Alliance", recorded: Recorded, index: int) -> None:
    statement, assessment = assessment_at(alliance, index)
    if assessment.party != recorded.party:
        name = alliance.parties.name(assessment.party)
        raise Refused("not_your_assessment", "Only {name}, which said so, can take it back.", name=name)
    if assessment.withdrawn is not None or assessment.overtaken:
        raise Refused("assessment_closed", "It was taken back, or said anew since.")
    if counted_at(statement, assessment, recorded.entered) is not None:
        raise Refused("assessment_settled", "It counts now. With new evidence, say anew how it turned out.")


# --- acts ---


def assess(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    statement: int,
    verdict: Verdict,
    evidence: str,
    enclosed: Iterable[Enclosed] = (),
    observed: Decimal | None = None,
    days: int = LEAST_DAYS,
) -> Assessed:
    """Say how a statement turned out, with what shows it; one's own or another party's."""
    fact = Assessed(
        by=by,
        statement=statement,
        verdict=verdict,
        evidence=evidence.strip(),
        enclosed=tuple(enclosed),
        observed=None if observed is None else plain(observed, "what it turned out to be"),
        days=days,
    )
    return ruled(alliance, now, fact, rule)


def agree(alliance: "Alliance", *, by: str, now: datetime, assessment: int) -> AssessmentAgreed:
    """Agree that it turned out so. Agreeing lifts one's own contest."""
    return ruled(alliance, now, AssessmentAgreed(by=by, assessment=assessment), rule)


def contest(
    alliance: "Alliance", *, by: str, now: datetime, assessment: int, reason: str, enclosed: Iterable[Enclosed] = ()
) -> AssessmentContested:
    """See it otherwise, with the reason: it does not count while it is contested."""
    fact = AssessmentContested(by=by, assessment=assessment, reason=reason.strip(), enclosed=tuple(enclosed))
    return ruled(alliance, now, fact, rule)


def withdraw(alliance: "Alliance", *, by: str, now: datetime, assessment: int, reason: str) -> AssessmentWithdrawn:
    """Take back what one said of how a statement turned out, before it counts."""
    return ruled(alliance, now, AssessmentWithdrawn(by=by, assessment=assessment, reason=reason.strip()), rule)
