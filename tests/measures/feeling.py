"""Waves for the tests: what so many people of each party said, counted as a host counts it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from paripassu.alliance.days import ended
from paripassu.alliance.surveys.instruments import Question, library
from paripassu.alliance.surveys.waves import close_wave
from paripassu.measures.waves import count
from tests.alliance.surveying import in_force, opened, result, staffed
from tests.cast import Scene

Rows = Mapping[str, Sequence[Sequence[int | None]]]


def scene_of(least: int = 3, instrument: str = "fairness", **people: int) -> tuple[Scene, int]:
    """An alliance with so many people of each party, and a survey to which all have agreed."""
    scene = staffed(**people)
    return scene, in_force(scene, questions=library()[instrument].questions, instrument=instrument, least=least)


def said(scene: Scene, survey: int, rows: Rows) -> None:
    """A wave in which these answers came, counted; the next can be opened four weeks on."""
    wave = opened(scene, survey)
    shown = count(scene.alliance, wave, {party: rows.get(party, ()) for party in wave.panel})
    answered = {party: len(each) for party, each in rows.items()}
    scene.now = max(scene.now, ended(wave.fact.until) + timedelta(minutes=1))
    scene.act("p_ada", close_wave, **result(wave, answered, shown.cells, held=shown.held))
    scene.now += timedelta(days=28)


def alike(questions: Sequence[Question], *levels: int) -> list[list[int | None]]:
    """One answer for each level, the same to every question; turned where a question is worded the other way round."""
    return [[8 - level if question.reversed else level for question in questions] for level in levels]


def told(instrument: str, **levels: Sequence[int]) -> Scene:
    """A wave of an instrument in which the people of each party answered every question with their level."""
    scene, survey = scene_of(3, instrument, **{party: max(len(each), 1) for party, each in levels.items()})
    questions = library()[instrument].questions
    said(scene, survey, {party: alike(questions, *each) for party, each in levels.items()})
    return scene
