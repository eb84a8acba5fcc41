"""Decisions: what was proposed, what was said to it, and what came of it."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.decisions import outcomes
from paripassu.alliance.decisions.proposals import Proposal, Said
from paripassu.web import clock
from paripassu.web.api.callers import seat
from paripassu.web.api.problems import ASKED_PROBLEMS
from paripassu.web.api.shapes import Asked, Part, Shape, part

router = Router()


class WordShape(Shape):
    """Something that a party said, at an entry."""

    entry: int
    party: str
    at: datetime
    text: str


class ObjectionShape(WordShape):
    """An objection; it stands until the party that made it says that it is met."""

    stands: bool


class OutcomeShape(Shape):
    """What was decided: why as a code, since when it is known, and what is carried: yes, or the number of an option."""

    accepted: bool
    why: str
    known: datetime
    choice: str


class DecisionShape(Shape):
    """A proposal with its newest wording. Ballots are sealed until the close: only who handed one in is told here."""

    entry: int
    entered: datetime
    party: str
    title: str
    text: str
    reasons: str
    method: str
    options: list[str]
    closes: date
    review: date | None
    carrier: str
    person: str
    standing: str
    outcome: OutcomeShape | None
    agreed: list[str]
    objections: list[ObjectionShape]
    questions: list[WordShape]
    ballots: list[str]
    votes: dict[str, str]
    revises: int | None
    about: list[int]
    clauses: list[str]


class Decisions(Part):
    """A part of the proposals and decisions."""

    items: list[DecisionShape]


class AskedDecisions(Asked):
    """Which proposals."""

    standing: str = Field("", max_length=20, description="Only those that stand so, such as `accepted`.")


@router.get("/alliances/{slug:slug}/decisions/", response={200: Decisions, **ASKED_PROBLEMS}, url_name="decisions")
def decisions(request: HttpRequest, slug: str, asked: Query[AskedDecisions]) -> dict[str, Any]:
    """The proposals and what was decided, in the order of the record."""
    sitting, now = seat(request, slug), clock.now()
    state = sitting.alliance
    found = [
        each
        for each in state.decisions.proposals.values()
        if asked.standing in ("", outcomes.standing(state, each, now))
    ]
    return part(sitting, found, asked, lambda each: each.index, lambda each: _shaped(state, each, now))


def _shaped(state: Alliance, each: Proposal, now: datetime) -> DecisionShape:
    wording, fact = each.wording, each.fact
    return DecisionShape(
        entry=each.index,
        entered=each.entered,
        party=each.party,
        title=wording.title,
        text=wording.text,
        reasons=wording.reasons,
        method=fact.method,
        options=list(wording.options),
        closes=wording.closes,
        review=wording.review,
        carrier=wording.carrier,
        person=each.person,
        standing=outcomes.standing(state, each, now),
        outcome=_outcome(each, now),
        agreed=sorted(each.agreed),
        objections=[_objection(each, index) for index in sorted(each.objections)],
        questions=[_word(one.asked) for one in each.questions.values()],
        ballots=sorted(each.ballots),
        votes={voter: vote.choice for voter, vote in sorted(each.votes.items())},
        revises=fact.revises,
        about=list(fact.about),
        clauses=list(fact.clauses),
    )


def _outcome(each: Proposal, now: datetime) -> OutcomeShape | None:
    found = outcomes.outcome(each, now)
    return found and OutcomeShape(accepted=found.accepted, why=found.why, known=found.known, choice=found.choice)


def _word(said: Said) -> WordShape:
    return WordShape(entry=said.index, party=said.party, at=said.entered, text=said.text)


def _objection(each: Proposal, index: int) -> ObjectionShape:
    objection = each.objections[index]
    return ObjectionShape(**_word(objection.said).model_dump(), stands=objection in each.standing_objections)
