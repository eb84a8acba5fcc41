"""Whatever comes of several waves, pools and figures together give no few people's answers of one wave away."""

from datetime import timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.alliance.alliance import audit
from paripassu.alliance.days import ended
from paripassu.alliance.surveys import pools, waves
from paripassu.alliance.surveys.instruments import Question
from paripassu.alliance.surveys.results import Held, Pool
from paripassu.alliance.surveys.telling import counted
from paripassu.alliance.surveys.waves import Wave
from paripassu.measures.pools import exposed, pooled, sums
from paripassu.measures.waves import count
from tests.alliance.surveying import in_force, opened, staffed
from tests.cast import Scene, person, refused

SCALE = Question("one", "Is it so?", "agree")
QUESTIONS = (SCALE, Question("two", "And so?", "agree"))
LEAST = 5

Kept = dict[tuple[int, str], list[tuple[int, int]]]


def answers(wave: Wave, coming: tuple[int, ...], seed: int) -> dict[str, list[list[int | None]]]:
    drawn = np.random.default_rng(seed)
    return {
        party: [[int(point) for point in drawn.integers(1, 8, 2)] for _ in range(min(many, len(people)))]
        for many, (party, people) in zip(coming, sorted(wave.panel.items()), strict=True)
    }


def close(scene: Scene, wave: Wave, said: dict[str, list[list[int | None]]], kept: Kept) -> None:
    """Count a wave as the keeper does, with sums that wait in `kept`."""
    fields = counted(scene.alliance, int, {"wave": wave.index, "answers": said}, count)
    result = waves.WaveClosed(by="", **{**fields, "cells": tuple(fields["cells"])})
    sides = pools.pooled_now(result)
    for side in sides:
        kept[wave.index, side] = sums(QUESTIONS, said, side)
    over = (*pools.waiting(scene.alliance, wave, sides), wave)
    waiting = {side: [kept[each.index, side] for each in over] for side in sides}
    shown = pooled(scene.alliance, wave, result, waiting)
    scene.now = ended(wave.fact.until) + timedelta(minutes=1)
    scene.act(person("ada"), waves.close_wave, **fields, pooled=shown)


def asked(scene: Scene) -> tuple[Scene, int]:
    return scene, in_force(scene, questions=QUESTIONS, least=LEAST, pooled=True, days=2)


def published(scene: Scene) -> tuple[list[tuple[int, str]], list[list[int]], dict[tuple[int, str], int]]:
    """The sums of parties in waves, which of them are added up in what is shown, and how many answers each has."""
    found = [wave for wave in scene.alliance.surveys.waves.values() if wave.closed]
    atoms = [(wave.index, party) for wave in found for party in sorted(wave.panel)]
    many = {(wave.index, each.party): each.answered for wave in found if wave.closed for each in wave.closed.turnout}
    rows = []
    for wave in found:
        assert wave.closed is not None
        rows += [[int(at == wave.index and cell.party in ("", p)) for at, p in atoms] for cell in wave.closed.cells]
        rows += [
            [int(at in pool.waves and pool.party in ("", p)) for at, p in atoms] for pool in wave.closed.pooled or ()
        ]
    return atoms, rows, many


@settings(max_examples=25, deadline=None)
@given(
    people=st.tuples(*(st.integers(1, 6) for _ in range(3))),
    coming=st.lists(st.tuples(*(st.integers(0, 6) for _ in range(3))), min_size=1, max_size=4),
    seed=st.integers(0, 1000),
)
def test_no_few_answers_of_one_wave_follow_from_all_that_is_shown(
    people: tuple[int, ...], coming: list[tuple[int, ...]], seed: int
) -> None:
    scene, survey = asked(staffed(**dict(zip(("ada", "bo", "dee"), people, strict=True))))
    kept: Kept = {}
    for number, each in enumerate(coming):
        wave = opened(scene, survey)
        if wave.named:
            return
        close(scene, wave, answers(wave, each, seed + number), kept)
        scene.now += timedelta(days=28)
    atoms, rows, many = published(scene)
    assert audit(scene.facts)[1] == []
    if not rows:
        return
    _u, sizes, space = np.linalg.svd(np.array(rows, dtype=float), full_matrices=False)
    basis = space[sizes > 1e-9]
    for place, atom in enumerate(atoms):
        follows = (basis[:, place] ** 2).sum() > 1 - 1e-9
        assert not (follows and 0 < many[atom] < LEAST), f"what {many[atom]} said follows"


def test_a_mean_that_would_place_somebody_who_always_answered_is_a_band() -> None:
    assert not exposed(SCALE, 6, 24, 2)
    assert exposed(SCALE, 6, 41, 2)
    assert exposed(SCALE, 6, 7, 2)


def test_a_pool_that_the_record_does_not_hold_is_refused() -> None:
    scene, survey = asked(staffed(ada=3, bo=3))
    wave = opened(scene, survey)
    said = answers(wave, (3, 3), 1)
    fields = counted(scene.alliance, int, {"wave": wave.index, "answers": said}, count)
    assert Held("ada", "few") in fields["held"]
    scene.now = ended(wave.fact.until) + timedelta(minutes=1)
    made_up = (Pool("ada", (wave.index,), 3, 6, ()), Pool("bo", (wave.index,), 3, 6, ()))
    with refused("pool_unsound"):
        scene.act(person("ada"), waves.close_wave, **fields, pooled=made_up)


@pytest.mark.parametrize("low", [1, 4])
def test_the_pool_of_all_together_is_shown_where_all_together_were_too_few(low: int) -> None:
    scene, survey = asked(staffed(ada=2, bo=2))
    kept: Kept = {}
    for _wave in range(2):
        wave = opened(scene, survey)
        close(scene, wave, {"ada": [[low, 4], [7, 2]], "bo": [[5, 4], [3, 3]]}, kept)
        scene.now += timedelta(days=28)
    assert wave.closed is not None
    [pool] = wave.closed.pooled or ()
    assert (pool.party, pool.people, pool.answers) == ("", 4, 8)
    assert pool.figures[0].mean == round(Decimal(15 + low) / 4, 1)
