"""What closes a wave is asked the same of the host as of any party."""

from decimal import Decimal
from typing import Any

import pytest

from paripassu.alliance.surveys import waves
from paripassu.alliance.surveys.results import Cell, CommentsKept, Figure, in_scale
from tests.alliance.surveying import PULSE, in_force, opened, result, staffed
from tests.cast import Scene, person, refused

FIGURES = (Figure("trust", "high", Decimal("5.5")),)
ALL = (Cell("", FIGURES),)
DIGEST = "0" * 64


def over(**changes: Any) -> tuple[Scene, waves.Wave]:
    """A wave whose last day is over and that asks for comments."""
    scene = staffed(ada=3, bo=3)
    wave = opened(scene, in_force(scene, **changes))
    scene.now = scene.now.replace(month=3)
    return scene, wave


def closed(scene: Scene, wave: waves.Wave, many: int, cells: tuple[Cell, ...], comments: CommentsKept) -> None:
    answered = {"ada": min(many, 3), "bo": max(0, many - 3)}
    scene.act(person("ada"), waves.close_wave, **result(wave, answered, cells), comments=comments)


def test_comments_stand_beside_what_all_answered_and_are_no_more_than_the_answers() -> None:
    scene, wave = over(comments=5)
    for many, cells, kept in (
        (6, (), CommentsKept(5, DIGEST)),
        (6, ALL, CommentsKept(4, DIGEST)),
        (6, ALL, CommentsKept(7, DIGEST)),
        (6, ALL, CommentsKept(5, "x")),
    ):
        with refused("comments_unsound"):
            closed(scene, wave, many, cells, kept)
    closed(scene, wave, 6, ALL, CommentsKept(6, DIGEST))
    assert wave.closed is not None
    assert wave.closed.comments == CommentsKept(6, DIGEST)


def test_where_none_was_asked_for_no_comment_is_shown() -> None:
    scene, wave = over()
    with refused("comments_unsound"):
        closed(scene, wave, 6, ALL, CommentsKept(6, DIGEST))


@pytest.mark.parametrize("comments", [1, 4, 51])
def test_comments_are_shown_from_five_at_the_earliest(comments: int) -> None:
    with refused("least_comments"):
        over(comments=comments)


@pytest.mark.parametrize(
    ("figures", "code"),
    [
        ((*FIGURES, *FIGURES), "cells_unsound"),
        ((Figure("nothing", "high"),), "cells_unsound"),
        ((Figure("trust", "high", Decimal(8)),), "figure_unsound"),
        ((Figure("trust", "shouting"),), "figure_unsound"),  # type: ignore[arg-type]
    ],
)
def test_a_figure_belongs_to_a_question_and_lies_on_its_scale(figures: tuple[Figure, ...], code: str) -> None:
    with refused(code):
        in_scale(figures, PULSE)
