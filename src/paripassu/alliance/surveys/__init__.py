"""Surveys: which questions are asked of everybody, agreed by all before anybody is asked.

A party proposes questions, how many answers it takes before a figure is shown, and for how long a wave is open. All
others agree. What was agreed is never changed: another survey takes its place. `waves` holds the asking itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, assert_never

from msgspec import UNSET, UnsetType

from paripassu.alliance.commitments import taking_part
from paripassu.alliance.facts import ByPerson, Recorded, ruled, short_enough, worded
from paripassu.alliance.parties import managing
from paripassu.alliance.parties.membership import waited_for
from paripassu.alliance.refusals import Refused
from paripassu.alliance.surveys.instruments import Question, faults, in_all_languages

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance
    from paripassu.alliance.surveys.sides import Sides
    from paripassu.alliance.surveys.waves import Wave

TITLE_LIMIT = 200
WHAT_LIMIT = 2_000
LEAST_ANSWERS, USUAL_ANSWERS, MOST_ANSWERS = 3, 5, 20
"""Answers below which a figure is not shown: what can be agreed."""

LEAST_COMMENTS, USUAL_COMMENTS, MOST_COMMENTS = 5, 10, 50
"""Comments below which none is shown: what can be agreed. A text says more of its writer than a number does."""

LEAST_DAYS, USUAL_DAYS, MOST_DAYS = 1, 14, 90
"""Days for which a wave is open: what can be agreed."""

# --- facts ---


class SurveyProposed(ByPerson, frozen=True, kw_only=True, tag="survey_proposed.v1"):
    """Questions were proposed. `instrument`: the one they were taken from, if any; `least`: answers below which nothing
    is shown; `days`: how long a wave is open; `replaces`: the survey in whose place it comes; `comments`: as many as it
    takes before any is shown, unset where none is asked for; `pooled`: whether small sides are added up over waves.
    """

    title: str
    instrument: str
    questions: tuple[Question, ...]
    least: int
    days: int
    reason: str = ""
    replaces: int | None = None
    comments: int | UnsetType = UNSET
    pooled: bool | UnsetType = UNSET


class SurveyAgreed(ByPerson, frozen=True, kw_only=True, tag="survey_agreed.v1"):
    """The party agreed that these questions are asked, under these rules."""

    survey: int


class SurveyDeclined(ByPerson, frozen=True, kw_only=True, tag="survey_declined.v1"):
    """The party declined a proposed survey, with its reason; what it had agreed before is taken back."""

    survey: int
    reason: str


class SurveyWithdrawn(ByPerson, frozen=True, kw_only=True, tag="survey_withdrawn.v1"):
    """The party that proposed a survey took it back before all had agreed."""

    survey: int
    reason: str


Fact: TypeAlias = SurveyProposed | SurveyAgreed | SurveyDeclined | SurveyWithdrawn

# --- state ---


class Word(NamedTuple):
    """What a party said, where and when."""

    entry: int
    at: datetime
    text: str = ""


@dataclass(slots=True)
class Survey:
    """A survey: proposed, in force since all have agreed, replaced since another took its place."""

    index: int
    entered: datetime
    party: str
    fact: SurveyProposed
    agreed: dict[str, Word] = field(default_factory=dict)
    declined: dict[str, Word] = field(default_factory=dict)
    withdrawn: Word | None = None
    since: datetime | None = None
    replaced: int | None = None

    @property
    def comments(self) -> int:
        """How many comments it takes before any is shown; 0 where nobody is asked for one."""
        return self.fact.comments or 0

    @property
    def pooled(self) -> bool:
        """Whether the answers of small sides are added up over waves."""
        return bool(self.fact.pooled)

    @property
    def fewest(self) -> int:
        """People below whom a wave takes no anonymous answers at all."""
        return LEAST_ANSWERS if self.pooled else self.fact.least

    @property
    def pending(self) -> bool:
        """Whether it still waits for agreement."""
        return self.since is None and self.withdrawn is None

    @property
    def in_force(self) -> bool:
        """Whether its questions can be asked."""
        return self.since is not None and self.replaced is None


@dataclass(slots=True)
class Surveys:
    """All surveys and all waves by the index of the entry that began them."""

    by_index: dict[int, Survey] = field(default_factory=dict)
    waves: "dict[int, Wave]" = field(default_factory=dict)
    sides: "dict[int, Sides]" = field(default_factory=dict)

    def survey(self, index: int) -> Survey:
        """The survey proposed at an entry. Refused when there is none."""
        if index not in self.by_index:
            raise Refused("survey_unknown", "Entry {entry} is no survey.", entry=index)
        return self.by_index[index]

    def wave(self, index: int) -> "Wave":
        """The wave opened at an entry. Refused when there is none."""
        if index not in self.waves:
            raise Refused("wave_unknown", "Entry {entry} opened no wave of a survey.", entry=index)
        return self.waves[index]


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    index, entered, party, _ = recorded
    surveys = alliance.surveys
    match fact:
        case SurveyProposed():
            surveys.by_index[index] = Survey(index, entered, party, fact)
            alliance.links.add(index, "surveys", () if fact.replaces is None else (fact.replaces,))
        case SurveyAgreed():
            survey = surveys.survey(fact.survey)
            survey.declined.pop(party, None)
            survey.agreed[party] = Word(index, entered)
            _settle(alliance, survey, entered)
        case SurveyDeclined():
            survey = surveys.survey(fact.survey)
            survey.agreed.pop(party, None)
            survey.declined[party] = Word(index, entered, fact.reason)
        case SurveyWithdrawn():
            surveys.survey(fact.survey).withdrawn = Word(index, entered, fact.reason)
        case _:
            assert_never(fact)


def awaited(alliance: "Alliance", survey: Survey) -> tuple[str, ...]:
    """The partners whose agreement a survey still needs, sorted."""
    heard = {survey.party, *survey.agreed}
    return tuple(party for party in waited_for(alliance) if party not in heard)


def _settle(alliance: "Alliance", survey: Survey, at: datetime) -> None:
    """Let a survey be in force that waits for nobody any more, and take the place of the one it replaces."""
    if not survey.pending or awaited(alliance, survey):
        return
    survey.since = at
    if survey.fact.replaces is not None:
        alliance.surveys.survey(survey.fact.replaces).replaced = survey.index


def reconsider(alliance: "Alliance", at: datetime) -> None:
    """After the voices changed: what waits for nobody any more comes into force."""
    for survey in alliance.surveys.by_index.values():
        _settle(alliance, survey, at)


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    taking_part(alliance, fact.by)
    managing(alliance, fact.by)
    match fact:
        case SurveyProposed():
            _may_propose(alliance, fact)
        case SurveyAgreed():
            survey = _asked(alliance, recorded.party, fact.survey)
            if recorded.party in survey.agreed:
                raise Refused("already_agreed", "Your party has already agreed to this survey.")
        case SurveyDeclined():
            worded(fact.reason, "why you decline it", limit=WHAT_LIMIT)
            _asked(alliance, recorded.party, fact.survey)
        case SurveyWithdrawn():
            worded(fact.reason, "why you withdraw it", limit=WHAT_LIMIT)
            _own(alliance, recorded.party, fact.survey)
        case _:
            assert_never(fact)


def _may_propose(alliance: "Alliance", fact: SurveyProposed) -> None:
    worded(fact.title, "a name for the survey", limit=TITLE_LIMIT)
    short_enough(fact.instrument, "the instrument", limit=TITLE_LIMIT)
    short_enough(fact.reason, "the reason", limit=WHAT_LIMIT)
    found = faults(fact.questions)
    if found:
        raise Refused("questions_unsound", "{why} ({at})", why=found[0].message, at=found[0].at[:40])
    for question in fact.questions:
        for text in (question.text, question.facet, *question.levels, *in_all_languages(question)):
            short_enough(text, "a question", limit=TITLE_LIMIT * 2)
    if fact.comments is not UNSET and not max(LEAST_COMMENTS, fact.least) <= fact.comments <= MOST_COMMENTS:
        sentence = "Comments are shown from {least} on at the earliest, and never below the answers it takes."
        raise Refused("least_comments", sentence, least=max(LEAST_COMMENTS, fact.least))
    if not LEAST_ANSWERS <= fact.least <= MOST_ANSWERS:
        sentence = "Nothing is shown below {least} to {most} answers: choose a number between the two."
        raise Refused("least_answers", sentence, least=LEAST_ANSWERS, most=MOST_ANSWERS)
    if not LEAST_DAYS <= fact.days <= MOST_DAYS:
        raise Refused("wave_days", "A wave is open for {least} to {most} days.", least=LEAST_DAYS, most=MOST_DAYS)
    if fact.replaces is not None and not alliance.surveys.survey(fact.replaces).in_force:
        raise Refused("survey_not_in_force", "The survey to be replaced is not in force.")


def _pending(alliance: "Alliance", index: int) -> Survey:
    survey = alliance.surveys.survey(index)
    if not survey.pending:
        sentence = "This survey is no open proposal any more. To ask otherwise, propose another in its place."
        raise Refused("not_proposed", sentence)
    return survey


def _asked(alliance: "Alliance", party: str, index: int) -> Survey:
    """A proposal to which this party has to say yes or no."""
    survey = _pending(alliance, index)
    if survey.party == party:
        raise Refused("own_proposal", "Your party proposed this survey: the others decide.")
    return survey


def _own(alliance: "Alliance", party: str, index: int) -> Survey:
    survey = _pending(alliance, index)
    if survey.party != party:
        name = alliance.parties.name(survey.party)
        raise Refused("not_your_proposal", "Only {name}, which proposed it, can withdraw it.", name=name)
    return survey


# --- acts ---


def propose(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    title: str,
    questions: Iterable[Question],
    instrument: str = "",
    least: int = USUAL_ANSWERS,
    days: int = USUAL_DAYS,
    reason: str = "",
    replaces: int | None = None,
    comments: int = 0,
    pooled: bool = False,
) -> SurveyProposed:
    """Propose questions to be asked of everybody, and under which rules."""
    fact = SurveyProposed(
        by=by,
        title=title.strip(),
        instrument=instrument,
        questions=tuple(questions),
        least=least,
        days=days,
        reason=reason.strip(),
        replaces=replaces,
        comments=comments or UNSET,
        pooled=pooled or UNSET,
    )
    return ruled(alliance, now, fact, rule)


def agree(alliance: "Alliance", *, by: str, now: datetime, survey: int) -> SurveyAgreed:
    """Agree to a proposed survey. Agreeing lifts one's own refusal."""
    return ruled(alliance, now, SurveyAgreed(by=by, survey=survey), rule)


def decline(alliance: "Alliance", *, by: str, now: datetime, survey: int, reason: str) -> SurveyDeclined:
    """Decline a proposed survey, with the reason."""
    return ruled(alliance, now, SurveyDeclined(by=by, survey=survey, reason=reason.strip()), rule)


def withdraw(alliance: "Alliance", *, by: str, now: datetime, survey: int, reason: str) -> SurveyWithdrawn:
    """Take one's own proposal back, before all have agreed to it."""
    return ruled(alliance, now, SurveyWithdrawn(by=by, survey=survey, reason=reason.strip()), rule)
