"""Warnings: they ring for what got worse, keep silent for what is as agreed, and are the same for all parties."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.alliance.commitments import deliveries
from paripassu.measures import warnings
from paripassu.measures.detection import LIMIT, promised_threshold
from paripassu.measures.streams import Occurrence, Stream
from paripassu.measures.warnings import (
    NOTHING,
    Watched,
    confirmed_units,
    last_alarm,
    readings,
    rounded_up,
    unit,
    watched,
)
from tests import cast
from tests.alliance.promising import DUE, agreed, delivered, until
from tests.cast import Scene, person

OWED = Stream("reliability", "bo", "ada")


def owed(scene: Scene, owner: str, to: str, kept: str) -> None:
    """Commitments due one a week; `kept` says of each whether it was (+) or is missed (-)."""
    first = scene.now.date() + timedelta(days=7)
    days = [first + timedelta(days=7 * number) for number in range(len(kept))]
    entries = [agreed(scene, owner, (to,), due=day) for day in days]
    for day, entry, sign in zip(days, entries, kept, strict=True):
        until(scene, day)
        if sign == "+":
            delivery = delivered(scene, entry, due=day)
            scene.act(person(to), deliveries.accept_delivery, delivery=delivery)
    until(scene, days[-1], 3)


def found(scene: Scene, stream: Stream = OWED) -> Watched:
    [one] = [each for each in watched(scene.alliance, scene.now) if each.stream == stream]
    return one


def test_nothing_happened_is_said_and_is_no_figure() -> None:
    for scene in (cast.founded(), cast.agreed()):
        [reading] = readings(scene.alliance, scene.now)
        assert (reading.value, reading.enough, reading.why) == (None, False, NOTHING)


def test_one_missed_commitment_rings_nothing(scene: Scene) -> None:
    owed(scene, "ada", "bo", "-")
    assert found(scene).lamp == "silent"
    assert found(scene).since is None


def test_missing_most_of_what_is_owed_rings_and_says_since_when_and_why(scene: Scene) -> None:
    owed(scene, "ada", "bo", "+++++---------")
    one = found(scene)
    assert one.lit
    assert one.since == one.events[5].on
    assert [event.entry for event in one.reasons] == [event.entry for event in one.events[5:]]
    assert one.rang is not None
    assert one.rang > one.since
    assert all(each.lamp == "silent" for each in watched(scene.alliance, scene.now) if each.stream != OWED)


def test_what_rings_is_told_first(scene: Scene) -> None:
    owed(scene, "bo", "ada", "++++")
    owed(scene, "ada", "bo", "+----------")
    first, *rest = watched(scene.alliance, scene.now)
    assert first.stream == OWED
    assert not any(each.lit for each in rest)


def test_in_the_promise_no_independence_is_assumed_before_it_was_seen(scene: Scene) -> None:
    owed(scene, "ada", "bo", "+++-")
    one = found(scene)
    assert (one.mode, one.detection.threshold) == ("promise", promised_threshold(one.horizon))


def test_an_alarm_is_over_once_no_more_goes_badly_than_was_agreed() -> None:
    bad = [0.0] * 10 + [1.0] * 8
    start, now, rang = last_alarm(bad, LIMIT, 80)
    assert (start, rang) == (0, [])
    assert now.alarm is not None
    start, now, rang = last_alarm([*bad, *([0.0] * 60)], LIMIT, 80)
    assert rang == [last_alarm(bad, LIMIT, 80)[1].alarm]
    assert now.alarm is None
    assert start > 18


def test_after_an_alarm_that_is_over_the_next_change_rings_again() -> None:
    spell = [0.0] * 10 + [1.0] * 8 + [0.0] * 60
    start, now, rang = last_alarm([*spell, *([1.0] * 12)], LIMIT, 80)
    assert len(rang) == 1
    assert now.alarm is not None
    assert start + (now.began or 0) == pytest.approx(len(spell), abs=2)


def of(stream: Stream, bad: list[bool]) -> Watched:
    """A stream as it is watched, from its bare outcomes: one every five days."""
    scene = cast.agreed()
    events = [Occurrence(date(2026, 1, 6) + timedelta(days=5 * place), place, each) for place, each in enumerate(bad)]
    return warnings._watched(scene.alliance, stream, events, scene.now + timedelta(days=5 * len(bad)))


def test_what_is_shown_to_be_independent_may_ring_sooner_and_what_carries_over_loses_its_promise() -> None:
    chance = np.random.default_rng(4)
    alone = (chance.random(120) < 0.12).tolist()
    sticky = [bool(place // 12 % 2) for place in range(120)]
    assert of(OWED, alone).mode == "calibrated"
    assert of(OWED, alone).detection.threshold < promised_threshold(of(OWED, alone).horizon)
    assert of(OWED, sticky).mode in ("withdrawn", "promise")
    assert of(OWED, [*alone, *sticky]).mode == "calibrated", "a change for the worse is not taken for what carries over"


def test_what_is_confirmed_holds_among_all_ties_and_a_withdrawn_promise_is_no_evidence() -> None:
    scene = cast.agreed()
    strong, weak = of(OWED, [False] * 10 + [True] * 14), of(Stream("checkins"), [False] * 10)
    assert confirmed_units(scene.alliance, [strong, weak]) == {unit(OWED)}
    assert confirmed_units(scene.alliance, [weak]) == set()


def test_a_long_bad_spell_is_confirmed(scene: Scene) -> None:
    owed(scene, "ada", "bo", "+" + "-" * 16)
    assert found(scene).lamp == "confirmed"


@given(st.floats(0, 1e6))
def test_a_horizon_is_rounded_up_and_never_by_more_than_a_half(events: float) -> None:
    assert events <= rounded_up(events) <= max(1.5 * events + 1, 8)


@settings(max_examples=25)
@given(st.permutations(["ada", "bo", "cleo"]), st.lists(st.tuples(st.integers(0, 2), st.booleans()), max_size=12))
def test_renaming_the_parties_renames_the_warnings(order: list[str], moves: list[tuple[int, bool]]) -> None:
    seen = []
    for names in (["ada", "bo", "cleo"], order):
        scene = cast.agreed(sorted(names))
        for owner, keeps in moves:
            entry = agreed(scene, names[owner], (names[(owner + 1) % 3],))
            if keeps:
                delivery = delivered(scene, entry)
                scene.act(person(names[(owner + 1) % 3]), deliveries.accept_delivery, delivery=delivery)
        until(scene, DUE, 5)
        place: dict[str, object] = {name: at for at, name in enumerate(names)}
        seen.append(
            {
                (each.stream.sort, place.get(each.stream.judge), place.get(each.stream.judged)): (
                    each.lamp, each.ratio, each.mode, each.since, each.reasons,
                )
                for each in watched(scene.alliance, scene.now)
            }
        )  # fmt: skip
    assert seen[0] == seen[1]
