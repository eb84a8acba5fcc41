"""What a small side says, it says under its name; what a neutral was written, it tells in words of its own."""

from datetime import timedelta

import msgspec
import pytest

from paripassu.alliance.alliance import audit, fold, open_sealed
from paripassu.alliance.days import ended
from paripassu.alliance.seals import OpenedEntry
from paripassu.alliance.surveys import sides
from paripassu.alliance.surveys.turns import awaiting
from paripassu.alliance.surveys.waves import Wave
from tests.alliance.surveying import PULSE, closed, in_force, opened, staffed
from tests.cast import CY, Scene, person, refused

SIXES = (6,) * len(PULSE)


def asked(**people: int) -> tuple[Scene, Wave]:
    scene = staffed(**people)
    return scene, opened(scene, in_force(scene))


def stated(scene: Scene, wave: Wave, party: str, answers: tuple[int | None, ...] = SIXES, text: str = "") -> None:
    scene.act(person(party), sides.state, wave=wave.index, answers=answers, text=text)


def unsealed(scene: Scene, by: str, entries: tuple[int, ...]) -> None:
    envelopes = tuple(
        OpenedEntry(index, "00" * 32, msgspec.json.encode(scene.facts[index].fact, order="sorted").decode())
        for index in entries
    )
    scene.act(person(by), open_sealed, entries=envelopes)


def pass_the_last_day(scene: Scene, wave: Wave) -> None:
    scene.now = ended(wave.fact.until) + timedelta(minutes=1)


def test_an_organisation_answers_under_seal_and_is_read_by_all_once_the_last_day_is_over() -> None:
    scene, wave = asked(ada=1, bo=1)
    stated(scene, wave, "ada", text="We are two; this is what we think.")
    stated(scene, wave, "bo", (3, None, 4, 4, 5, 6))
    own = sides.of_wave(scene.alliance, wave.index)
    assert own.stated == {}
    with refused("not_time"):
        unsealed(scene, "bo", tuple(own.handed.values()))
    pass_the_last_day(scene, wave)
    unsealed(scene, "bo", sides.ready(scene.alliance, wave, scene.now))
    assert {party: one.answers for party, one in own.stated.items()} == {"ada": SIXES, "bo": (3, None, 4, 4, 5, 6)}
    assert audit(scene.facts) == (scene.alliance, [])
    assert fold(scene.facts) == scene.alliance


def test_what_was_handed_in_last_counts_and_what_came_before_stays_sealed() -> None:
    scene, wave = asked(ada=3, bo=3)
    stated(scene, wave, "ada")
    first = sides.of_wave(scene.alliance, wave.index).handed["ada"]
    stated(scene, wave, "ada", (1,) * 6)
    pass_the_last_day(scene, wave)
    with refused("not_handed_in"):
        unsealed(scene, "bo", (first,))
    unsealed(scene, "ada", sides.ready(scene.alliance, wave, scene.now))
    assert sides.of_wave(scene.alliance, wave.index).stated["ada"].answers == (1,) * 6


def test_sealed_answers_wait_for_everybody_alike_after_the_count() -> None:
    scene, wave = asked(ada=3, bo=3)
    stated(scene, wave, "ada")
    closed(scene, wave, {})
    for party in ("ada", "bo"):
        assert [each.what for each in awaiting(scene.alliance, party, "", scene.now)] == ["open"]


@pytest.mark.parametrize("answers", [(), (6,) * 5, (6,) * 7, (8,) * 6, (0,) * 6])
def test_an_answer_that_no_question_has_is_refused(answers: tuple[int, ...]) -> None:
    scene, wave = asked(ada=3, bo=3)
    with refused("answer_unfit"):
        stated(scene, wave, "ada", answers)


def test_saying_nothing_at_all_is_no_answer_and_nobody_is_late() -> None:
    scene, wave = asked(ada=3, bo=3)
    with refused("nothing_said"):
        stated(scene, wave, "ada", (None,) * 6)
    with refused("not_for_this_role"):
        scene.act("p_ada1", sides.state, wave=wave.index, answers=SIXES)
    pass_the_last_day(scene, wave)
    with refused("wave_over"):
        stated(scene, wave, "ada")


def test_a_neutral_tells_themes_after_the_last_day_and_nobody_else_does() -> None:
    scene, wave = asked(ada=1, bo=1)
    with refused("wave_running"):
        scene.act(CY, sides.tell, wave=wave.index, themes=["Late news"])
    pass_the_last_day(scene, wave)
    with refused("not_neutral"):
        scene.act(person("ada"), sides.tell, wave=wave.index, themes=["Late news"])
    with refused("themes_count"):
        scene.act(CY, sides.tell, wave=wave.index, themes=[" "])
    scene.act(CY, sides.tell, wave=wave.index, themes=["News comes late, and people plan around it.", " "])
    [told] = sides.of_wave(scene.alliance, wave.index).themes
    assert (told.party, told.themes) == ("cy", ("News comes late, and people plan around it.",))
    assert audit(scene.facts) == (scene.alliance, [])
