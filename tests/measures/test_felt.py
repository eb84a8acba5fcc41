"""What is felt: from what the record shows and nothing else, the sides alike, silence shown as silence."""

from collections.abc import Sequence
from math import sqrt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.stats import t  # type: ignore[import-untyped]

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.surveys.instruments import library
from paripassu.measures.beside import readings as compared
from paripassu.measures.catalogue import CATALOGUE
from paripassu.measures.felt import FEW, NO_CHANCE, NO_CLEAR_CHANGE, at_random, readings
from paripassu.measures.hanging import readings as hanging
from paripassu.measures.quadrants import fairness, trusted
from paripassu.measures.reading import Reading
from paripassu.measures.releases import too_close
from tests.cast import START, Scene
from tests.measures.feeling import alike, said, scene_of, told

FAIR = library()["fairness"].questions
PULSE = library()["pulse"].questions


def by_name(scene: Scene) -> dict[tuple[str, str], Reading]:
    return {(each.measure, each.about): each for each in readings(scene.alliance, scene.now)}


def test_a_scale_is_the_mean_of_its_questions_turned_so_that_more_is_better() -> None:
    found = by_name(told("fairness", ada=[5, 6, 4, 7, 2], bo=[2, 3, 1, 4, 6]))
    for facet in ("distributive", "procedural", "interactional"):
        assert found["felt_fairness", f"ada/{facet}"].value == pytest.approx(4.8)
        assert found["felt_fairness", f"bo/{facet}"].value == pytest.approx(3.2)


def test_the_interval_is_students_with_the_spread_that_is_told() -> None:
    one = by_name(told("fairness", ada=[1, 6, 4, 7, 2, 5], bo=[4, 4, 3]))["felt_fairness", "ada/procedural"]
    spread = 2.5  # 2.32, told in half steps upwards
    assert float(one.high or 0) - float(one.value or 0) == pytest.approx(t.ppf(0.95, 5) * spread / sqrt(6))
    assert one.why == ""


def test_people_who_agree_get_an_interval_as_wide_as_what_may_be_held_back() -> None:
    found = by_name(told("fairness", ada=[5, 5, 5, 5, 4, 5], bo=[3, 5, 4]))
    close, few = found["felt_fairness", "ada/procedural"], found["felt_fairness", "bo/procedural"]
    assert "close together" in close.why
    assert "at random" in few.why
    reach = t.ppf(0.95, 2) * at_random((1, 2, 3, 4, 5, 6, 7)) / sqrt(3)
    assert float(few.low or 0) == pytest.approx(max(1.0, 4 - reach))
    assert float(close.high or 0) - float(close.value or 0) < 1


def test_a_side_of_which_too_few_answered_has_no_figure_and_says_why() -> None:
    scene, survey = scene_of(3, ada=4, bo=3)
    said(scene, survey, {"ada": alike(FAIR, 2, 3, 5, 7), "bo": alike(FAIR, 4, 5)})
    found = by_name(scene)
    few = found["felt_fairness", "bo/procedural"]
    assert (few.value, few.low, few.enough, few.why) == (None, None, False, FEW)
    assert found["response", f"bo/{scene.alliance.surveys.wave(few.facts[1]).index}"].why == "2 of 3 answered."


def test_where_no_side_may_be_shown_all_together_are() -> None:
    scene, survey = scene_of(3, ada=2, bo=2)
    said(scene, survey, {"ada": alike(FAIR, 2, 6), "bo": alike(FAIR, 4, 5)})
    found = by_name(scene)
    assert found["felt_fairness", "alliance/procedural"].value == pytest.approx(4.2, abs=0.1)
    assert found["felt_fairness", "ada/procedural"].value is None


def test_silence_is_shown_as_silence() -> None:
    scene, survey = scene_of(3, ada=4, bo=3)
    said(scene, survey, {"ada": alike(FAIR, 2, 3, 5, 7)})
    silent = [each for each in by_name(scene).values() if each.about.startswith("bo/") and each.measure == "response"]
    assert [(each.value, each.why) for each in silent] == [(0.0, "Nobody of 3 answered: silence is shown as silence.")]
    assert by_name(scene)["felt_fairness", "bo/procedural"].why == "Nobody of 3 answered: silence is shown as silence."


def test_a_question_that_shows_a_third_leaves_two_ends_and_no_figure() -> None:
    scene, survey = scene_of(3, ada=3, bo=3)
    rows = [[7, 4, 2, *[4] * 6], [7, 5, 4, *[4] * 6], [7, 3, 6, *[4] * 6]]
    said(scene, survey, {"ada": rows, "bo": alike(FAIR, 3, 4, 5)})
    one = by_name(scene)["felt_fairness", "ada/distributive"]
    assert one.value is None
    assert "between" in one.why
    assert float(one.low or 0) < float(one.high or 0)


def test_a_gap_says_at_most_what_chance_there_is_or_that_it_is_not_told() -> None:
    apart = by_name(told("fairness", ada=[6, 7, 5, 7, 4], bo=[1, 2, 4, 1, 3]))["felt_apart", "ada-bo/procedural"]
    assert apart.value == pytest.approx(3.6)
    assert apart.why.startswith("One as large comes by chance in at most 2 of 100")
    few = by_name(told("fairness", ada=[6, 7, 5], bo=[1, 4, 3]))["felt_apart", "ada-bo/procedural"]
    assert few.why == NO_CHANCE


def test_a_blind_spot_is_the_view_of_oneself_less_the_view_of_the_other() -> None:
    scene, survey = scene_of(3, "trust", ada=3, bo=3)
    questions = library()["trust"].questions
    proud = [[6 if each.of == "own" else (8 - 3 if each.reversed else 3) for each in questions] for _ in range(3)]
    mixed = [[row[0] - at + 1, *row[1:]] for at, row in enumerate(proud)]
    said(scene, survey, {"ada": mixed, "bo": mixed})
    spot = by_name(scene)["blind_spot", "ada/reliability"]
    assert spot.value == pytest.approx(3.0, abs=0.1)
    assert by_name(scene)["felt_trust_people", "ada/counterparts"].value == pytest.approx(3.0)
    assert not [each for each in by_name(scene) if each[0] == "felt_trust" and "counterparts" in each[1]]


def test_a_norm_that_matters_more_than_it_is_seen_is_missed() -> None:
    questions = library()["norms"].questions
    row = [6 if each.scale == "important" else 3 for each in questions]
    scene, survey = scene_of(3, "norms", ada=3, bo=3)
    rows = [[each + shift for each in row] for shift in (-1, 0, -1)]
    said(scene, survey, {"ada": rows, "bo": rows})
    assert by_name(scene)["norm_shortfall", "bo/flexibility"].value == pytest.approx(3.0)


# --- from wave to wave ---


def twice(first: Sequence[int], second: Sequence[int], *more: str) -> Scene:
    """Two waves of one survey; between them so many people more sit for Ada."""
    scene, survey = scene_of(3, ada=len(first), bo=5)
    said(scene, survey, {"ada": alike(FAIR, *first), "bo": alike(FAIR, 3, 4, 5, 2, 6)})
    for name in more:
        scene.seat(name, "ada", "p_ada", "member")
    said(scene, survey, {"ada": alike(FAIR, *second), "bo": alike(FAIR, 3, 4, 5, 2, 6)})
    return scene


def test_a_change_is_clear_only_beyond_its_interval() -> None:
    clear = by_name(twice([1, 4, 2, 5, 2, 3, 1], [7, 4, 6, 7, 5, 6, 3]))["felt_change", "ada/procedural"]
    assert clear.value == pytest.approx(5.4 - 2.6, abs=0.1)
    assert clear.why == ""
    same = by_name(twice([1, 4, 2, 5, 2], [2, 4, 2, 5, 2]))["felt_change", "ada/procedural"]
    assert same.why == NO_CLEAR_CHANGE


def test_there_is_no_change_where_few_people_came_or_went() -> None:
    found = by_name(twice([1, 4, 2, 5, 2], [2, 4, 2, 5, 2, 4], "new1"))
    hidden = found["felt_change", "ada/procedural"]
    assert (hidden.value, hidden.low) == (None, None)
    assert "two together" in hidden.why


def test_where_many_came_it_is_said_how_many_were_asked_both_times() -> None:
    scene = twice([1, 4, 2, 5, 2], [7, 6, 7, 4, 5, 7, 3, 6], "new1", "new2", "new3")
    assert "5 of 8 were asked both times." in by_name(scene)["felt_change", "ada/procedural"].why


# --- all of it ---

LEVELS = st.lists(st.integers(1, 7), max_size=6)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LEVELS, LEVELS, st.sampled_from(["fairness", "pulse", "safety"]))
def test_every_reading_is_listed_and_knows_no_side(ada: list[int], bo: list[int], instrument: str) -> None:
    one, other = told(instrument, ada=ada, bo=bo), told(instrument, ada=bo, bo=ada)
    for scene in (one, other):
        for each in (*readings(scene.alliance, scene.now), *hanging(scene.alliance, scene.now)):
            assert each.source == CATALOGUE[each.measure].source
            assert each.enough == (each.value is not None)
            assert each.enough or each.why
            if each.value is not None and each.low is not None and each.high is not None:
                assert float(each.low) <= float(each.value) <= float(each.high)
    swapped = {"ada": "bo", "bo": "ada"}
    mine = {(m, a): (e.value, e.low, e.high, e.why) for (m, a), e in by_name(one).items() if "-" not in a}
    theirs = {(m, a): (e.value, e.low, e.high, e.why) for (m, a), e in by_name(other).items() if "-" not in a}
    assert mine == {(m, "/".join(swapped.get(part, part) for part in a.split("/"))): e for (m, a), e in theirs.items()}


def test_nothing_is_felt_before_a_wave_was_counted() -> None:
    assert readings(Alliance(), START) == hanging(Alliance(), START) == []
    scene = told("fairness", ada=[5, 3, 4], bo=[2, 3, 4])
    assert readings(scene.alliance, START) == []


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(LEVELS, LEVELS, st.integers(0, 4)), min_size=2, max_size=3), st.integers(3, 5))
def test_no_figure_of_any_wave_rests_on_what_the_release_rule_held_back(
    rounds: list[tuple[list[int], list[int], int]], least: int
) -> None:
    """Whatever people come and go and whatever is asked: means, ends, gaps, changes, quadrants, agreement.

    Everybody is shown the same, so whoever asks, and in whatever order, this is all that there is to see.
    """
    scene, survey = scene_of(least, "pulse", ada=2, bo=3)
    for place, (ada, bo, come) in enumerate(rounds):
        for number in range(come):
            scene.seat(f"new{place}_{number}", "ada", "p_ada", "member")
        rows = {"ada": alike(PULSE, *ada)[: len(scene.alliance.parties.people("ada"))], "bo": alike(PULSE, *bo)[:3]}
        said(scene, survey, {party: each for party, each in rows.items() if each})
    waves = scene.alliance.surveys.waves
    told = [
        *readings(scene.alliance, scene.now),
        *hanging(scene.alliance, scene.now),
        *compared(scene.alliance, scene.now),
    ]
    for each in told:
        if each.measure != "response" and (each.value is not None or each.low is not None):
            parties = ["" if part == "alliance" else part for part in each.about.split("/")[0].split("-")]
            for index in set(each.facts) & waves.keys():
                assert all(waves[index].cell(party) is not None for party in parties)
    for plane in (*fairness(scene.alliance, scene.now), *trusted(scene.alliance, scene.now)):
        last = max(waves)
        assert all(place.felt is None or waves[last].cell(place.party) for place in plane.places)
    shown: list[frozenset[str]] = []
    for wave in waves.values():
        panels = [wave.people(cell.party) for cell in (wave.closed.cells if wave.closed else ())]
        assert not any(too_close(shown, panel, least) for panel in panels)
        shown += panels
