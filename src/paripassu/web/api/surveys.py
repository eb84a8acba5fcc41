"""Surveys: what all have agreed to ask, the waves in which it was asked, and what they showed; never single answers."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.surveys import Survey, sides, waves
from paripassu.alliance.surveys.results import Figure
from paripassu.alliance.surveys.waves import Wave, standing
from paripassu.web import clock
from paripassu.web.api.callers import seat
from paripassu.web.api.problems import ASKED_PROBLEMS
from paripassu.web.api.shapes import Asked, Part, Shape, amount, part

router = Router()


class QuestionShape(Shape):
    """A question. `turned`: agreeing is the worse answer. `of`: asked of one's own side, of the others, or neither."""

    id: str
    text: str
    scale: str
    facet: str
    of: str
    turned: bool
    levels: list[str]
    languages: dict[str, str]


class FigureShape(Shape):
    """What a question shows: a rounded mean, or only the third of the scale where a mean would show single answers."""

    question: str
    band: str
    mean: str | None


class TurnoutShape(Shape):
    """How many people of a party were asked, were given a token, and answered."""

    party: str
    asked: int
    issued: int
    answered: int


class AddedUpShape(Shape):
    """A small side over several waves; party empty: all together."""

    party: str
    waves: list[int]
    people: int
    answers: int
    figures: list[FigureShape]


class StatedShape(Shape):
    """What a party answered as an organisation, in the order of the questions."""

    entry: int
    answers: list[int | None]
    text: str


class ThemesShape(Shape):
    """What a neutral told in its own words."""

    entry: int
    party: str
    themes: list[str]


class WaveShape(Shape):
    """A wave. `cells`: figures by party, under the empty name those of all together; `held`: why others are not."""

    entry: int
    opened: datetime
    until: date
    stands: str
    asked: dict[str, int]
    turnout: list[TurnoutShape]
    cells: dict[str, list[FigureShape]]
    held: dict[str, str]
    pooled: list[AddedUpShape]
    comments: int
    stated: dict[str, StatedShape]
    themes: list[ThemesShape]
    promised: list[int]
    no_action: dict[str, str]


class SurveyShape(Shape):
    """A survey with its waves. `comments`: how many it takes before any is shown, 0 where none is asked for."""

    entry: int
    entered: datetime
    party: str
    title: str
    instrument: str
    least: int
    days: int
    comments: int
    pooled: bool
    in_force: bool
    agreed: list[str]
    declined: dict[str, str]
    replaced: int | None
    questions: list[QuestionShape]
    waves: list[WaveShape]


class Surveys(Part):
    """A part of the surveys."""

    items: list[SurveyShape]


@router.get("/alliances/{slug:slug}/surveys/", response={200: Surveys, **ASKED_PROBLEMS}, url_name="surveys")
def surveys(request: HttpRequest, slug: str, asked: Query[Asked]) -> dict[str, Any]:
    """The surveys, in the order in which they were proposed."""
    sitting, now = seat(request, slug), clock.now()
    found = sitting.alliance.surveys.by_index.values()
    return part(sitting, found, asked, lambda each: each.index, lambda each: _survey(sitting.alliance, each, now))


def _survey(alliance: Alliance, each: Survey, now: datetime) -> SurveyShape:
    own = [wave for wave in alliance.surveys.waves.values() if wave.fact.survey == each.index]
    return SurveyShape(
        entry=each.index,
        entered=each.entered,
        party=each.party,
        title=each.fact.title,
        instrument=each.fact.instrument,
        least=each.fact.least,
        days=each.fact.days,
        comments=each.comments,
        pooled=each.pooled,
        in_force=each.in_force,
        agreed=sorted(each.agreed),
        declined={party: word.text for party, word in sorted(each.declined.items())},
        replaced=each.replaced,
        questions=[
            QuestionShape(
                id=one.id,
                text=one.text,
                scale=one.scale,
                facet=one.facet,
                of=one.of,
                turned=one.reversed,
                levels=list(one.levels),
                languages={words.language: words.text for words in one.also},
            )
            for one in each.fact.questions
        ],
        waves=[_wave(alliance, wave, now) for wave in own],
    )


def _wave(alliance: Alliance, wave: Wave, now: datetime) -> WaveShape:
    closed, openly = wave.closed, sides.of_wave(alliance, wave.index)
    return WaveShape(
        entry=wave.index,
        opened=wave.entered,
        until=wave.fact.until,
        stands=standing(wave, now),
        asked={each.party: each.people for each in wave.fact.asked},
        turnout=[
            TurnoutShape(party=each.party, asked=each.asked, issued=each.issued, answered=each.answered)
            for each in (closed.turnout if closed else ())
        ],
        cells={cell.party: _figures(cell.figures) for cell in (closed.cells if closed else ())},
        held={each.party: each.why for each in (closed.held if closed else ())},
        pooled=[
            AddedUpShape(
                party=each.party,
                waves=list(each.waves),
                people=each.people,
                answers=each.answers,
                figures=_figures(each.figures),
            )
            for each in (closed.pooled or () if closed else ())
        ],
        comments=closed.comments.count if closed and closed.comments else 0,
        stated={
            party: StatedShape(entry=one.index, answers=list(one.answers), text=one.text)
            for party, one in sorted(openly.stated.items())
        },
        themes=[ThemesShape(entry=one.index, party=one.party, themes=list(one.themes)) for one in openly.themes],
        promised=list(waves.actions(alliance, wave)),
        no_action={party: word.text for party, word in sorted(wave.no_action.items())},
    )


def _figures(figures: tuple[Figure, ...]) -> list[FigureShape]:
    return [FigureShape(question=each.question, band=each.band, mean=amount(each.mean)) for each in figures]
