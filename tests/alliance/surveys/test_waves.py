"""A wave is frozen when it is opened, and what closes it can show nobody."""

import base64
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from paripassu.alliance import commitments, parties
from paripassu.alliance.alliance import audit
from paripassu.alliance.surveys import waves
from paripassu.alliance.surveys.results import Cell, Figure, Held, Turnout
from paripassu.alliance.surveys.waves import PartyAsked
from tests.alliance.surveying import closed, in_force, key, keyed, opened, result, staffed
from tests.cast import Scene, person, refused

FIGURES = (Figure("trust", "high", Decimal("5.5")),)
BOTH = (Cell("", FIGURES), Cell("ada", FIGURES), Cell("bo", FIGURES))


def late(scene: Scene) -> None:
    scene.now += timedelta(days=20)


def test_everybody_who_sits_for_a_partner_is_asked_and_the_neutral_is_not() -> None:
    scene = staffed(ada=4, bo=3)
    wave = opened(scene, in_force(scene))
    assert {party: len(people) for party, people in wave.panel.items()} == {"ada": 4, "bo": 3}
    assert "p_cy" not in wave.people("")
    scene.seat("p_late", "bo", person("bo"), "member")
    assert "p_late" not in wave.people("bo")
    assert not waves.open_for(scene.alliance, "p_late", scene.now)
    assert waves.open_for(scene.alliance, "p_bo1", scene.now) == [wave]


def test_any_partner_opens_a_wave_that_all_agreed_to_and_nobody_another() -> None:
    scene = staffed(ada=3, bo=3)
    survey = in_force(scene)
    with refused("not_for_this_role"):
        scene.act("p_ada1", waves.open_wave, survey=survey, asked=keyed(scene))
    opened(scene, survey, by="ada")
    with refused("wave_open"):
        opened(scene, survey)


def test_a_survey_is_not_asked_again_within_four_weeks() -> None:
    scene = staffed(ada=3, bo=3)
    survey = in_force(scene, days=2)
    closed(scene, opened(scene, survey), {})
    with refused("wave_too_soon"):
        opened(scene, survey)
    scene.now += timedelta(days=28)
    opened(scene, survey)


def test_where_all_together_are_too_few_no_anonymity_is_offered() -> None:
    scene = staffed(ada=1, bo=1)
    survey = in_force(scene)
    with refused("key_unfit"):
        scene.act(person("ada"), waves.open_wave, survey=survey, asked=keyed(scene))
    wave = opened(scene, survey)
    assert wave.named
    closed(scene, wave, {})
    assert wave.closed is not None
    assert wave.closed.cells == ()


def test_where_they_are_enough_a_wave_has_keys_and_cannot_be_turned_into_one_with_names() -> None:
    scene = staffed(ada=3, bo=3)
    survey = in_force(scene)
    bare = tuple(PartyAsked(each.party, each.people, "") for each in keyed(scene))
    with refused("key_unfit"):
        scene.act(person("ada"), waves.open_wave, survey=survey, asked=bare)


@pytest.mark.parametrize(
    "frozen",
    [
        (PartyAsked("ada", 3, key(0)), PartyAsked("bo", 9, key(1))),
        (PartyAsked("ada", 3, key(0)),),
        (PartyAsked("ada", 3, key(0)), PartyAsked("bo", 3, key(1)), PartyAsked("cy", 1, key(2))),
    ],
)
def test_the_electorate_on_the_record_is_what_the_seats_say(frozen: tuple[PartyAsked, ...]) -> None:
    scene = staffed(ada=3, bo=3)
    survey = in_force(scene)
    with refused("electorate_moved"):
        scene.act(person("ada"), waves.open_wave, survey=survey, asked=frozen)


@pytest.mark.parametrize("bad", ["", "!", key(0), base64.b64encode(b"x" * 294).decode(), key(1)[:-8]])
def test_a_key_has_one_form_and_each_party_its_own(bad: str) -> None:
    scene = staffed(ada=3, bo=3)
    survey = in_force(scene)
    with refused("key_unfit"):
        frozen = (PartyAsked("ada", 3, key(0)), PartyAsked("bo", 3, bad))
        scene.act(person("ada"), waves.open_wave, survey=survey, asked=frozen)


def test_nothing_is_counted_before_the_last_day_is_over_everywhere() -> None:
    scene = staffed(ada=3, bo=3)
    wave = opened(scene, in_force(scene))
    with refused("wave_running"):
        scene.act(person("ada"), waves.close_wave, **result(wave, {}))


def test_a_result_that_rests_on_enough_answers_stands_and_is_counted_once() -> None:
    scene = staffed(ada=3, bo=3)
    wave = opened(scene, in_force(scene))
    closed(scene, wave, {"ada": 3, "bo": 3}, BOTH)
    assert wave.cell("ada") == BOTH[1]
    assert waves.shown_panels(scene.alliance, scene.alliance.size) == [wave.people(p) for p in ("", "ada", "bo")]
    with refused("wave_closed"):
        scene.act(person("bo"), waves.close_wave, **result(wave, {}))
    assert audit(scene.facts) == (scene.alliance, [])


@pytest.mark.parametrize(
    ("answered", "cells"),
    [
        ({"ada": 2, "bo": 3}, BOTH),
        ({"ada": 3, "bo": 2}, (Cell("", FIGURES), Cell("ada", FIGURES))),
        ({"ada": 1, "bo": 1}, (Cell("", FIGURES),)),
    ],
)
def test_even_the_host_puts_no_cell_on_the_record_that_would_show_a_few(
    answered: dict[str, int], cells: tuple[Cell, ...]
) -> None:
    scene = staffed(ada=3, bo=3)
    wave = opened(scene, in_force(scene))
    late(scene)
    with refused("cell_too_small"):
        scene.act(person("ada"), waves.close_wave, **result(wave, answered, cells))


FULL = {"ada": 3, "bo": 3}


def total(*figures: Figure) -> dict[str, Any]:
    """All together shown with these figures, each party held back."""
    return {"cells": (Cell("", figures),), "held": (Held("ada", "few"), Held("bo", "few"))}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"used": ()}, "tokens_unsound"),
        ({"used": ("0" * 64,) * 6}, "tokens_unsound"),
        ({"used": tuple(f"{n:064x}" for n in range(5, -1, -1))}, "tokens_unsound"),
        ({"turnout": (Turnout("ada", 3, 3, 3), Turnout("bo", 3, 2, 3))}, "turnout_unsound"),
        ({"turnout": (Turnout("ada", 3, 4, 3), Turnout("bo", 3, 3, 3))}, "turnout_unsound"),
        ({"turnout": (Turnout("ada", 9, 3, 3), Turnout("bo", 3, 3, 3))}, "turnout_unsound"),
        ({"turnout": (Turnout("ada", 3, 3, 3),)}, "turnout_unsound"),
        ({"held": ()}, "cells_unsound"),
        ({"cells": (Cell("eve", FIGURES),)}, "cell_too_small"),
        ({"cells": BOTH, "held": (Held("ada", "few"),)}, "cells_unsound"),
        (total(Figure("unasked", "low")), "cells_unsound"),
        (total(*FIGURES, *FIGURES), "cells_unsound"),
        (total(Figure("trust", "low", Decimal(8))), "figure_unsound"),
        (total(Figure("trust", "huge")), "figure_unsound"),  # type: ignore[arg-type]
    ],
)  # fmt: skip
def test_a_count_that_contradicts_what_was_frozen_or_itself_is_refused(changes: dict[str, Any], code: str) -> None:
    scene = staffed(ada=3, bo=3)
    wave = opened(scene, in_force(scene))
    late(scene)
    with refused(code):
        scene.act(person("ada"), waves.close_wave, **result(wave, FULL, (), **changes))


def test_each_party_answers_a_result_by_a_promise_or_says_why_not() -> None:
    scene = staffed(ada=3, bo=3)
    wave = opened(scene, in_force(scene))
    with refused("wave_running"):
        scene.act(person("ada"), waves.state_no_action, wave=wave.index, because="x")
    closed(scene, wave, FULL, BOTH)
    assert waves.unanswered(scene.alliance, wave) == ("ada", "bo")
    scene.act(person("ada"), waves.state_no_action, wave=wave.index, because="It is as it was.")
    due = scene.now.date() + timedelta(days=30)
    promise = scene.act(
        person("bo"), commitments.promise, owner="bo", to=("ada",), what="Answer sooner", due=due, about=(wave.index,)
    )
    assert waves.unanswered(scene.alliance, wave) == ("bo",)
    scene.act(person("ada"), commitments.agree, entries=(promise.index,))
    assert waves.unanswered(scene.alliance, wave) == ()
    assert waves.actions(scene.alliance, wave) == (promise.index,)


def test_who_leaves_stays_in_the_frozen_panel() -> None:
    scene = staffed(ada=3, bo=4)
    wave = opened(scene, in_force(scene))
    scene.act(person("bo"), parties.leave_seat, person="p_bo1")
    assert len(wave.people("bo")) == 4
