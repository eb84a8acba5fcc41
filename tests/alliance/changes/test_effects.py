"""What a change touches is said by each party for itself; the last word counts, and nothing of it is a fact."""

from decimal import Decimal
from typing import Any

import pytest

from paripassu.alliance.changes import effects
from paripassu.alliance.changes.notices import Expected, OnGoal
from tests.alliance.aiming import ASSUMED, answered, change, in_force, shared
from tests.alliance.promising import agreed as agreed_promise
from tests.cast import ADA, BO, agreed, refused

MORE = Expected("work", "ada", "given", Decimal(10), percent=True)


def test_each_party_says_its_own_and_the_last_word_counts() -> None:
    scene = agreed(assumptions=ASSUMED)
    goal, promise, entry = in_force(scene), agreed_promise(scene), shared(scene)
    on = [OnGoal(goal, Decimal(80))]
    said = scene.act(
        BO, effects.state_effect, change=entry, text="Fewer trips", assumptions=["a1"], goals=on,
        commitments=[promise], expects=[MORE],
    ).index  # fmt: skip
    assert set(scene.alliance.links.of(said)) == {entry, goal, promise}
    assert said in scene.alliance.links.of(goal)
    assert [(one.assumption, one.parties) for one in change(scene, entry).touched()] == [("a1", ("bo",))]
    scene.act(BO, effects.state_effect, change=entry, text="It is not so bad")
    assert change(scene, entry).touched() == []
    assert change(scene, entry).effects["bo"].text == "It is not so bad"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"text": ""}, "text_missing"),
        ({"assumptions": ("a9",)}, "assumption_unknown"),
        ({"goals": (OnGoal(1, Decimal(1)),)}, "goal_unknown"),
        ({"commitments": (1,)}, "commitment_unknown"),
        ({"commitments": (1, 1)}, "named_twice"),
        ({"expects": (MORE,) * 21}, "too_much_touched"),
        ({"expects": (Expected("none", "ada", "given", Decimal(1)),)}, "pool_unknown"),
        ({"expects": (Expected("work", "eve", "given", Decimal(1)),)}, "party_unknown"),
        ({"expects": (Expected("work", "ada", "given", Decimal(0)),)}, "nothing_expected"),
        ({"expects": (Expected("work", "ada", "given", Decimal("NaN")),)}, "number_unusable"),
        ({"expects": (Expected("work", "ada", "up", Decimal(1)),)}, "way_unknown"),  # type: ignore[arg-type]
    ],
)
def test_what_touches_nothing_known_is_refused(fields: dict[str, Any], code: str) -> None:
    scene = agreed()
    entry = shared(scene)
    with refused(code):
        scene.act(ADA, effects.state_effect, **({"change": entry, "text": "It does"} | fields))


def test_once_all_have_agreed_how_to_answer_effects_are_closed() -> None:
    scene = agreed()
    entry = shared(scene)
    answered(scene, entry)
    with refused("change_settled"):
        scene.act(ADA, effects.state_effect, change=entry, text="Later")
